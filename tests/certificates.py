"""A certificate that nobody has signed but itself."""

import subprocess
from pathlib import Path


def make_certificate(folder: Path, name: str) -> None:
    """In `certificate.pem`, and its key in `key.pem`."""
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",  # a key of RSA takes a tenth of a second of a processor
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={name}",
    ]
    command += ["-addext", f"subjectAltName=DNS:{name}"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(command, check=True, capture_output=True)
