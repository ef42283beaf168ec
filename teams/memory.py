"""A process gives back to the system what it doesn't use any more.

A Word file takes 15 MB for a moment, in things that hold each other. Python looks for such things in all that it has,
and so hardly ever where much of it stays; and glibc keeps what is freed below what is in use. Until both are asked, a
server grows for as long as people ask for files.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from functools import cache, wraps
from threading import Lock
from typing import ParamSpec

Given = ParamSpec("Given")
_making = Lock()


def give_back() -> None:
    """Takes milliseconds. Systems that aren't built on glibc see to the second half themselves, or can't be asked."""
    gc.collect()
    _let_stay()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


@cache
def _let_stay() -> None:
    """What is there by the first requests stays: to look through it again took a third of a second, and even to count
    it takes a while. That holds for what is half made at that moment, too, once in a process."""
    gc.freeze()


def one_at_a_time(make: Callable[Given, bytes]) -> Callable[Given, bytes]:
    """For what makes a file: four beside each other are done no sooner than one after the other, and take four times as
    much. What it took is given back at once."""

    @wraps(make)
    def made(*given: Given.args, **named: Given.kwargs) -> bytes:
        with _making:
            try:
                return make(*given, **named)
            finally:
                give_back()

    return made
