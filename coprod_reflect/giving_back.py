"""Some seconds after a request, a process lets go of what nobody asks for any more, and gives it back; and once more
when nobody can have asked for it in a while, so that nothing stays over a night for want of a request."""

import asyncio
import re
from concurrent.futures import Executor

from teams.memory import give_back
from teams.remembered import A_WHILE, let_go_of_what_nobody_asks_for

PAUSE = 4  # seconds


class GivingBack:
    """Once for all requests of some seconds, in a thread: it takes milliseconds."""

    def __init__(self, threads: Executor, pause: float = PAUSE, a_while: float = A_WHILE):
        self.threads, self.pause, self.a_while = threads, pause, a_while
        self.is_due = False
        self.last: asyncio.TimerHandle | None = None

    def soon(self) -> None:
        if not self.is_due:
            self.is_due = True
            asyncio.get_running_loop().call_later(self.pause, self._begin)

    def _begin(self) -> None:
        self.is_due = False
        self._tidy()
        if self.last:
            self.last.cancel()
        self.last = asyncio.get_running_loop().call_later(self.a_while, self._tidy)

    def _tidy(self) -> None:
        self.threads.submit(tidy)


def tidy() -> None:
    let_go_of_what_nobody_asks_for()
    re.purge()  # patterns have names in them, too
    give_back()
