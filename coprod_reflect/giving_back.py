"""Some seconds after a request, a process lets go of what nobody asks for any more, and gives it back."""

import asyncio
from concurrent.futures import Executor

from teams.memory import give_back
from teams.remembered import let_go_of_what_nobody_asks_for

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
        self.threads.submit(tidy)


def tidy() -> None:
    let_go_of_what_nobody_asks_for()
    give_back()
