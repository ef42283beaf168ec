"""What a timer starts, for one after another: where it fails for one, the others get theirs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.management.base import CommandError

Thing = TypeVar("Thing")
log = logging.getLogger(__name__)


class SomeFailed(CommandError):
    """Whoever runs the command is told, once all the others are done."""

    def __init__(self):
        super().__init__("Something failed, and the rest is done. The log says where.")


def one_by_one(do: Callable[[Thing], int | None], things: Iterable[Thing]) -> int:
    """Adds up what each comes to."""
    total, failed = 0, False
    for thing in things:
        try:
            total += do(thing) or 0
        except SomeFailed:  # among its own, and is in the log
            failed = True
        except Exception:
            log.exception("This failed for one of many. The others go on.")
            failed = True
    if failed:
        raise SomeFailed
    return total
