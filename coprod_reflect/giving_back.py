"""Some seconds after a request, this process gives back what it doesn't use any more (teams/memory.py)."""

import asyncio
from concurrent.futures import Executor

from teams.memory import give_back

PAUSE = 4  # seconds


class GivingBack:
    """Once for all requests of some seconds, in a thread: it takes milliseconds. Without requests nothing happens."""

    def __init__(self, threads: Executor, pause: float = PAUSE):
        self.threads, self.pause = threads, pause
        self.is_due = False

    def soon(self) -> None:
        if not self.is_due:
            self.is_due = True
            asyncio.get_running_loop().call_later(self.pause, self._begin)

    def _begin(self) -> None:
        self.is_due = False
        self.threads.submit(give_back)
