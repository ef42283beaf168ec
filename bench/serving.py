"""Servers to be measured: the same command for both, on loopback, with a data folder of their own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

import psutil

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
APP = "coprod_reflect.asgi:application"


def environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DATABASE_URL") if name in os.environ}
    return kept | {"DEMO": "1", "DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}


class Serving:
    """A server, a connection to it, and somebody who is signed in (by `cookies`)."""

    def __init__(self, folder: Path, application: str = APP, *, workers: int = 1):
        self.port = _free_port()
        given = environment(folder) | {"PORT": str(self.port), "WORKERS": str(workers)}
        command = ["script/serve", application]
        self.process = subprocess.Popen(command, cwd=ROOT, env=given, start_new_session=True)
        self.cookies: dict[str, str] = {}
        self.etag = ""  # of the last answer
        self._wait()

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, bytes]:
        """Status and body as they cross the wire."""
        given = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        given |= {
            "Accept-Encoding": "gzip",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        self.connection.request(method, path, body, given)
        answer = self.connection.getresponse()
        for header in answer.msg.get_all("Set-Cookie", []):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.etag = answer.headers.get("ETag", "")
        return answer.status, answer.read()

    def sign_in(self, email: str) -> None:
        """With the demo's one click."""
        _, page = self.ask("GET", "/sign-in/", Accept_Encoding="identity")
        form = urlencode({"csrfmiddlewaretoken": token_in(page), "person": email})
        status, _ = self.ask("POST", "/demo/sign-in/", form, Content_Type="application/x-www-form-urlencoded")
        assert status == 302

    def cpu(self) -> float:
        """Seconds that all its processes have used so far."""
        return sum(self.cpu_of_each().values())

    def cpu_of_each(self) -> dict[psutil.Process, float]:
        """The same of each of its processes; of none that ends while it is asked."""
        used = {}
        for each in self.family():
            with suppress(psutil.NoSuchProcess):
                used[each] = sum(each.cpu_times()[:2])
        return used

    def megabytes(self, processes: list[psutil.Process] | None = None) -> float:
        """What all its processes take together, or these of them; shared pages counted once (PSS)."""
        return sum(_taken(each) for each in processes or self.family()) / 2**20

    def family(self) -> list[psutil.Process]:
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=20)

    def _wait(self) -> None:
        for _ in range(300):
            self.connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
            try:
                self.ask("GET", "/")
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The server didn't start.")


def _taken(process: psutil.Process) -> int:
    """Nothing, when it has ended meanwhile."""
    try:
        taken = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0
    return getattr(taken, "pss", taken.uss)


def token_in(page: bytes) -> str:
    return re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1).decode()


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
