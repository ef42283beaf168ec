"""A PostgreSQL of a test's own, which can be stopped, frozen and woken."""

import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psutil

from tests.serving.server import ROOT


def family(pid: int) -> list[psutil.Process]:
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


class PostgreSQL:
    """Lives until `end`. script/with-postgresql makes it, and takes it away when its command ends."""

    def __init__(self):
        command = [ROOT / "script/with-postgresql", "sh", "-c", "echo $DATABASE_URL; cat"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self.url = self.process.stdout.readline().strip()
        self.folder = Path(unquote(urlsplit(self.url).netloc.partition("@")[2]))
        self.pid = int((self.folder / "data/postmaster.pid").read_text().split()[0])

    def processes(self) -> list[psutil.Process]:
        return family(self.pid)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def wake(self) -> None:
        self._signal(signal.SIGCONT)

    def drop_connections(self) -> None:
        """As an administrator does: those of visitors, not its own workers."""
        dropped = []
        for process in self.processes()[1:]:
            with suppress(psutil.NoSuchProcess):
                if "reflect" in " ".join(process.cmdline()):
                    process.terminate()
                    dropped.append(process)
        psutil.wait_procs(dropped, timeout=60)

    def _signal(self, number: int) -> None:
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def end(self) -> None:
        with suppress(psutil.NoSuchProcess):
            self.wake()
        self.process.communicate("", timeout=30)
