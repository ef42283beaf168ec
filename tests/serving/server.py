"""A real server, as script/serve starts it, and raw connections to it: what no client library would send."""

import contextlib
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.data_folder import environment
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
START = 120  # seconds, as all patience here: a busy machine is slow


def manage(folder: Path, *command: str, **more: str) -> str:
    """Runs a command of manage.py on the server's database."""
    command = [ROOT / ".venv/bin/python", ROOT / "manage.py", *command]
    given = environment(folder, **more)
    return subprocess.run(command, env=given, capture_output=True, text=True, check=True).stdout


@dataclass
class Served:
    port: int
    folder: Path
    process: subprocess.Popen
    cookies: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)  # of its environment, besides the usual ones

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def connect(self, sent: bytes, *, timeout: float = 30) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        connection.sendall(sent)
        return connection

    def ask(self, sent: bytes, *, timeout: float = 30) -> "Answer":
        with self.connect(sent, timeout=timeout) as connection:
            return read_answer(connection)

    def get(self, path: str, *, timeout: float = 30, **headers: str) -> "Answer":
        return self._keep(self.ask(self.head("GET", path, **headers), timeout=timeout))

    def post(self, path: str, body: str, *, kind="application/x-www-form-urlencoded", **headers) -> "Answer":
        given = {"Content-Type": kind, "Content-Length": str(len(body.encode())), **headers}
        return self._keep(self.ask(self.head("POST", path, **given) + body.encode()))

    def head(self, method: str, path: str, **headers: str) -> bytes:
        """A request's head, with what has been kept as cookies."""
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {"Host": "localhost", "Connection": "close", "Cookie": kept} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items() if value)]
        return "\r\n".join([*lines, "", ""]).encode()

    def _keep(self, answer: "Answer") -> "Answer":
        for cookie in re.findall(r"(?im)^set-cookie: *(\w+=[^;\r]*)", answer.head):
            name, _, value = cookie.partition("=")
            self.cookies[name] = value
        return answer

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=START)


@dataclass
class Answer:
    status: int
    head: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> dict:
        return json.loads(self.body)


def is_waiting(connection: socket.socket) -> bool:
    """It has heard nothing so far: who was answered meanwhile was answered before it."""
    connection.settimeout(0)
    try:
        connection.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    return False


def read_answer(connection: socket.socket) -> Answer:
    """The first final answer: a `100 Continue` before it is passed over."""
    with connection.makefile("rb") as stream:
        head = _head(stream)
        while head.startswith("HTTP/1.1 100"):
            head = _head(stream)
        length = re.search(r"(?im)^content-length: (\d+)", head)
        body = stream.read(int(length[1])) if length else stream.read()
    return Answer(int(head.split()[1]) if head else 0, head, body)


def _head(stream) -> str:
    lines = []
    while (line := stream.readline()) not in (b"\r\n", b""):
        lines.append(line.decode("latin1").rstrip("\r\n"))
    return "\n".join(lines)


def serve(folder: Path, **more: str) -> Served:
    """Its database is ready and its demo made. `more` are variables for its environment."""
    port = free_port()
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [ROOT / "script/serve"],
            env=environment(folder, PORT=str(port), **more),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    served = Served(port, folder, process, variables=more)
    wait_until_it_answers(served)
    return served


def wait_until_it_answers(served: Served) -> None:
    end = time.monotonic() + START
    while served.process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError):
            if served.get("/healthz", timeout=5).status == 200:
                return
        time.sleep(0.1)
    served.stop()
    raise RuntimeError(f"The server didn't start:\n{served.log}")
