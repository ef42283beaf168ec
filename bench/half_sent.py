"""What others wait while somebody sends half of many forms: `python -m bench.half_sent`. A JSON line a figure.

Connections are held open, each with a POST whose rest doesn't come. Meanwhile `/healthz` and a page are asked for, and
the longest answer is told in milliseconds. Exits 1 when one took longer than `most`.
"""

import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.serving import PYTHON, ROOT, Serving, environment
from bench.workshop import say

HELD = (50, 200)  # connections
TIMES = 20
MOST = {"/healthz": 1000, "/about/": 2000}  # ms
HALF = b"POST /wording/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nnext="


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for command in (["script/setup"], [PYTHON, "manage.py", "demo"]):
            subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL)
        with Serving(folder, workers=2) as server:
            found = [measure(server, path, held) for held in HELD for path in MOST]
    return int(any(figure["missed"] for figure in found))


def measure(server: Serving, path: str, held: int) -> dict:
    with ExitStack() as stack:
        for _ in range(held):
            stack.enter_context(half_sent(server.port))
        wait = max(ask(server, path) for _ in range(TIMES))
    figure = {
        "name": f"{path} beside half-sent bodies",
        "held": held,
        "ms": round(wait, 1),
        "most": MOST[path],
    }
    return say({**figure, "missed": wait > MOST[path]})


def half_sent(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(HALF)
    return connection


def ask(server: Serving, path: str) -> float:
    began = time.perf_counter()
    status, _ = server.ask("GET", path)
    assert status == 200, f"{path}: {status}"
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
