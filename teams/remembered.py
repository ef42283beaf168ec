"""What a function has answered, kept in this process and bounded by bytes: memory is what a server runs out of, and
answers differ in size a thousandfold.

It is for functions whose answer follows from what they are given, and from nothing else: whatever may be taken back has
to be among that, read anew for each page. Then another process that takes it back changes what is asked here, and what
was kept of it is never shown again.
"""

from __future__ import annotations

import gc
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import wraps
from math import inf
from threading import Lock
from time import monotonic
from types import FunctionType, ModuleType
from typing import Any, Generic, ParamSpec, TypeVar

NOT_ITS_OWN = (type, ModuleType, FunctionType)  # what every answer leads to
MB = 1_000_000
FOR_EVER = inf
A_WHILE = 30  # seconds; for what is large, and asked for much while something goes on, and then no more

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Asked(tuple[Hashable, ...]):
    """Its hash is worked out once: that of a whole rubric takes a while."""

    def __init__(self, _: Iterable[Hashable]) -> None:
        self._hash = super().__hash__()

    def __hash__(self) -> int:
        return self._hash


class Known(Generic[Answer]):
    """By what was asked. What was asked for longest ago goes first, and by let_go() once nobody has asked for
    it in some `seconds`. `shared` are types of what is kept elsewhere, and so isn't counted here."""

    def __init__(self, *, megabytes: float, shared: tuple[type, ...] = (), seconds: float = FOR_EVER):
        self.most, self.shared, self.seconds = int(megabytes * MB), shared, seconds
        self.bytes = 0
        self._answers: OrderedDict[Hashable, _Kept[Answer]] = OrderedDict()
        self._one_at_a_time = Lock()
        every_known.append(self)

    def find(self, asked: Hashable) -> Answer | None:
        with self._one_at_a_time:
            found = self._answers.get(asked)
            if found is None:
                return None
            self._answers.move_to_end(asked)
            found.asked_at = monotonic()
            return found.answer

    def keep(self, asked: Hashable, answer: Answer) -> Answer:
        """What is larger than all that may be kept isn't."""
        size = size_of((asked, answer), but_for=self.shared)
        if size > self.most:
            return answer
        with self._one_at_a_time:
            if before := self._answers.pop(asked, None):
                self.bytes -= before.size
            self._answers[asked] = _Kept(answer, size, monotonic())
            self.bytes += size
            while self.bytes > self.most:
                self._let_go_of_oldest()
        return answer

    def let_go(self) -> None:
        """Of what nobody has asked for in all its seconds."""
        long_ago = monotonic() - self.seconds
        with self._one_at_a_time:
            while self._answers and next(iter(self._answers.values())).asked_at < long_ago:
                self._let_go_of_oldest()

    def _let_go_of_oldest(self) -> None:
        _, gone = self._answers.popitem(last=False)
        self.bytes -= gone.size

    def forget(self) -> None:
        with self._one_at_a_time:
            self._answers.clear()
            self.bytes = 0

    def answers(self) -> list[Answer]:
        return [kept.answer for kept in self._answers.values()]

    def __len__(self) -> int:
        return len(self._answers)


@dataclass
class _Kept(Generic[Answer]):
    answer: Answer
    size: int
    asked_at: float


every_known: list[Known[Any]] = []


def let_go_of_what_nobody_asks_for() -> None:
    for known in every_known:
        known.let_go()


def remembered(
    *, megabytes: float, shared: tuple[type, ...] = (), seconds: float = FOR_EVER
) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Asked for again, the answer is the same object; None is asked for anew. `known` holds them."""

    def remember(tell: Callable[Given, Answer]) -> Callable[Given, Answer]:
        known: Known[Answer] = Known(megabytes=megabytes, shared=shared, seconds=seconds)

        @wraps(tell)
        def answer(*given: Given.args, **named: Given.kwargs) -> Answer:
            asked = Asked((*given, *named.items()))
            found = known.find(asked)
            return known.keep(asked, tell(*given, **named)) if found is None else found

        answer.known = known  # type: ignore[attr-defined]
        return answer

    return remember


def size_of(thing: object, *, but_for: tuple[type, ...] = ()) -> int:
    """In bytes, with all that it holds. What several things hold is counted with each, so it is rather too much."""
    seen: set[int] = set()
    total, waiting = 0, [thing]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, NOT_ITS_OWN + but_for):
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        waiting += gc.get_referents(one)
    return total
