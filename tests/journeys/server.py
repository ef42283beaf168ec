"""The app as people meet it: what script/server starts, with a data folder and a database of its own."""

import os
import re
import signal
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.data_folder import copy_data, environment
from tests.journeys.shell import Shell
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
START = 120  # seconds


@dataclass
class Server:
    url: str
    folder: Path
    process: subprocess.Popen

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def code_sent_to(self, email: str) -> str:
        """The newest code in the e-mails that the server has printed."""
        return re.findall(rf"^To: {re.escape(email)}$.*?^    (\S+)$", self.log, re.MULTILINE | re.DOTALL)[-1]

    @cached_property
    def shell(self) -> Shell:
        return Shell(self.folder)

    def run(self, code: str) -> str:
        """What this code prints, within the app and on this server's database."""
        return self.shell.run(code)

    def stop(self) -> None:
        if "shell" in vars(self):
            self.shell.close()
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=START)


def start(folder: Path, made: Path) -> Server:
    """With a copy of a data folder that is `made`."""
    copy_data(made, folder)
    port = free_port()
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [ROOT / "script/server"],
            env=environment(folder) | {"PORT": str(port)},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://localhost:{port}", folder, process)
    _wait_until_it_answers(server)
    return server


def _wait_until_it_answers(server: Server) -> None:
    end = time.monotonic() + START
    while server.process.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{server.url}/readyz", timeout=5).close()  # noqa: S310 (our own server)
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server didn’t start:\n{server.log}")
