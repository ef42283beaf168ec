"""A PDF is made by a process of its own, once, and kept under the hash of all that it is made from.

Four states, told by files alone, so that every server process sees the same: the PDF is there; its lock is held by a
worker (or by us, until the worker has it); what it is made from was left behind by a worker that failed; nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

SECONDS = 60  # of rendering, then a worker is killed
KEPT_DAYS = 30
ROOT = Path(__file__).parent.parent
MADE_WITH = ("reports/rendering.py", "reports/tagging.py", "reports/worker.py")
# All that a worker is told of our environment: where programs and libraries are, and no secrets.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
ISSUED = "issued-"  # begins the names of what is kept for as long as its round
KEPT, MAKING, FAILED, NEW = "kept", "making", "failed", "new"


@dataclass(frozen=True)
class Job:
    """One PDF, made or to be made. `name` is the hash; `html` is what it is made from."""

    folder: Path
    name: str
    html: str

    @property
    def pdf(self) -> Path:
        return self.folder / f"{self.name}.pdf"

    @property
    def source(self) -> Path:
        return self.folder / f"{self.name}.html"

    @property
    def lock(self) -> Path:
        return self.folder / f"{self.name}.lock"

    @property
    def state(self) -> str:
        """The lock is looked at first: a worker that ends meanwhile has left its PDF before it let go."""
        making = _is_held(self.lock)
        if self.pdf.exists():
            return KEPT
        if making:
            return MAKING
        return FAILED if self.source.exists() else NEW


def job_for(html: str, folder: Path) -> Job:
    """`folder` is folder_of(code): what is made of one round stands together, so that it can be deleted together."""
    content = html.encode(errors="replace")
    name = hashlib.sha256(_making() + content).hexdigest()
    return Job(folder, name, html)


def issued_job(folder: Path, edition: str, html: str) -> Job:
    """The PDF of an issued report, as it was: whatever a later version of this app would make of it."""
    return Job(folder, f"{ISSUED}{edition}", html)


def start(job: Job, *, seconds: int = SECONDS) -> subprocess.Popen | None:
    """Starts a worker, unless one is at it. The worker inherits the lock, so there is no moment without it."""
    for folder in (job.folder.parent, job.folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove_old(job.folder.parent)
    with open(job.lock, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        _write(job.source, job.html)
        return _start_worker(job, lock.fileno(), seconds)


def run(job: Job) -> bytes:
    """Makes the PDF and waits for it, for commands that have the time."""
    if job.state != KEPT:
        process = start(job)
        while process and process.poll() is None:
            time.sleep(0.05)
    return job.pdf.read_bytes()


def _start_worker(job: Job, lock: int, seconds: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "reports.worker", str(job.folder), job.name, str(seconds)]
    told = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 (our own module, and a hash)
        command, cwd=ROOT, env=told, pass_fds=[lock], start_new_session=True, stdin=subprocess.DEVNULL
    )
    threading.Thread(target=process.wait, daemon=True).start()  # so that it doesn't stay as a zombie
    return process


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".new")
    part.write_text(text, encoding="utf-8", errors="replace")
    os.replace(part, path)


def _is_held(lock: Path) -> bool:
    if not lock.exists():
        return False
    with open(lock) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _remove_old(folder: Path) -> None:
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for path in folder.glob("*/*"):
        with suppress(FileNotFoundError):  # another process removes them too
            if path.stat().st_mtime < oldest and not path.name.startswith(ISSUED):
                path.unlink()


@cache
def _making() -> bytes:
    """What a PDF is made with besides its document: our code, WeasyPrint and the fonts."""
    from_files = [ROOT / name for name in MADE_WITH] + sorted((ROOT / "static/built/fonts").glob("*.woff2"))
    parts = [path.read_bytes() for path in from_files] + [version("weasyprint").encode()]
    return b"".join(hashlib.sha256(part).digest() for part in parts)
