"""Things that go by a key: statements, parts, activities, lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


One = TypeVar("One", bound=Keyed)


def with_key(key: str | None, among: Iterable[One]) -> One | None:
    return next((one for one in among if one.key == key), None)
