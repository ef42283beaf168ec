"""Who says something, in a row of a table: the team, or people who answered as one. Pure."""

from __future__ import annotations

from typing import Any, Protocol

from reports.results import Results

TOGETHER, AS_A_GROUP, ON_THEIR_OWN = "Together", "As a group", "On their own"


class AsOne(Protocol):
    """People who answered as one."""

    @property
    def label(self) -> str: ...

    @property
    def people(self) -> int: ...


def of_team(results: Results) -> dict[str, Any]:
    people = results.room.people if results.room.asked else None
    return _who(TOGETHER, results.team, people or 0)


def of_group(group: AsOne) -> dict[str, Any]:
    return _who(AS_A_GROUP, group.label, group.people)


def _who(how: str, who: str, people: int) -> dict[str, Any]:
    return {"how": how, "who": who, "people": counted(people), "people_number": people or None}


def counted(people: int) -> str:
    return "" if not people else "1 person" if people == 1 else f"{people} people"
