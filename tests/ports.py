"""A port for a server of a test's own."""

import fcntl
import os
import secrets
import socket
import tempfile
from pathlib import Path

FIRST, LAST = (
    20_000,
    32_000,
)  # below those that systems give to whoever connects, which might take it meanwhile
TAKEN = Path(tempfile.gettempdir()) / f"coprod-reflect-ports-{os.getuid()}"
_ours = []  # open files, whose locks go with this process


def free_port() -> int:
    """By chance, and nobody else's of those who ask here: much is done before a server listens where it was told to."""
    while True:
        port = FIRST + secrets.randbelow(LAST - FIRST)
        with socket.socket() as place:
            if place.connect_ex(("127.0.0.1", port)) and _take(port):
                return port


def _take(port: int) -> bool:
    TAKEN.mkdir(exist_ok=True)
    file = (TAKEN / str(port)).open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return False
    _ours.append(file)
    return True
