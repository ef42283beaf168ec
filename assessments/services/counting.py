"""Counts persons' sheets for a release: what they said is read, then counted, and what was counted is remembered.

Only counting takes its time, and it asks the database nothing. Values are plain: 500 people may have answered 40
statements each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE, CountedActivity, CountedPrinciple, Counts
from assessments.disclosure import PartToTell, Teller, View, Voice
from assessments.models import Answer, Counted, Round
from assessments.placing import asked_of, placed_by
from assessments.services.finished import ACTIVITY, PRINCIPLE, Person, Placed, Said, Whole, read_finished
from assessments.services.placed_together import read_what_is_placed
from assessments.services.terms import k_of
from assessments.shown import Edition
from rubric.document import Document, Principle
from teams.models import Perspective

Basis = dict[
    str, Any
]  # {"parts": {key: {edition: [[[sheet, counted], …], …]}}, "activities": …, "people": [sheet, …]}
Shown = tuple[PartToTell, tuple[Edition, Edition]]  # inside and outside


@dataclass(frozen=True)
class Persons:
    """Who has finished something and what they said of it, and what was told of that before.

    `perspectives` are those that could be chosen: which of them were isn't told.
    """

    k: int
    today: str
    closing: bool
    people: dict[int, Person]
    said: list[Said]
    remembered: dict[Said, int]
    earlier: list[tuple[Counts, Basis]]  # from the first release to the last
    perspectives: list[Perspective]
    activities: list[tuple[int, str]]  # ids and keys
    placed_on: Document | None


@dataclass(frozen=True)
class Tally:
    """What may be told. `new` stands behind it and isn't remembered yet: by what is its id in `basis` so far."""

    counts: Counts
    basis: Basis
    new: dict[int, Said]

    @property
    def tells_of_persons(self) -> bool:
        """Whether somebody stands behind anything that is told."""
        parts = (*self.basis["parts"].values(), *self.basis["activities"].values())
        return bool(self.basis["people"]) or any(any(editions.values()) for editions in parts)


def read_persons(round: Round, document: Document, *, at: datetime, closing: bool) -> Persons:
    named, placed_on = read_what_is_placed(round)
    activities = [(pk, one.key) for pk, one in named]
    placed = Placed([pk for pk, _ in activities], placed_on) if placed_on else None
    people, said = read_finished(round, document, placed)
    return Persons(
        k=k_of(round),
        today=timezone.localdate(at).isoformat(),
        closing=closing,
        people=people,
        said=said,
        remembered=_read_remembered(round),
        earlier=_read_releases(round),
        perspectives=list(round.team.organisation.perspectives.offered_since(round.opened_at)),
        activities=activities,
        placed_on=placed_on,
    )


def count_persons(persons: Persons, document: Document) -> Tally:
    """What may be told now, beside all that the round's releases have told; and who is behind it, for the next one."""
    new = {-number: one for number, one in enumerate(_new(persons), 1)}
    states = persons.remembered | {one: number for number, one in new.items()}
    principles, activities = _show(persons, document, states)
    people, flags = _flags(persons.people, persons.earlier, persons.k)
    counts = Counts(
        k=persons.k,
        perspectives=tuple((row.pk, row.label, row.side) for row in persons.perspectives),
        **_told(principles, activities),
        **flags,
    )
    basis = {"parts": _behind(principles), "activities": _behind(activities), "people": people}
    behind = _states_behind(principles + activities)
    return Tally(counts, basis, {number: one for number, one in new.items() if number in behind})


def _show(persons: Persons, document: Document, states: dict[Said, int]) -> tuple[list[Shown], list[Shown]]:
    """Together: a small group in one makes words of all."""
    principles = [_principle(principle, persons, states) for principle in document.principles]
    activities = [_activity(pk, key, persons, states) for pk, key in persons.activities]
    parts = [*principles, *activities]
    views = {row.pk: View(row.label, row.side) for row in persons.perspectives}
    shown = Teller(views, persons.k, persons.closing, persons.today).show(parts)
    told = list(zip(parts, shown, strict=True))
    return told[: len(principles)], told[len(principles) :]


def _told(principles: list[Shown], activities: list[Shown]) -> dict[str, tuple]:
    return {
        "principles": tuple(CountedPrinciple(part.key, inside.groups) for part, (inside, _) in principles),
        "outside": tuple(CountedPrinciple(part.key, outside.groups) for part, (_, outside) in principles),
        "activities": tuple(CountedActivity(part.key, inside.groups) for part, (inside, _) in activities),
        "outside_activities": tuple(
            CountedActivity(part.key, outside.groups) for part, (_, outside) in activities
        ),
    }


def _states_behind(shown: list[Shown]) -> set[int]:
    """What stands behind figures inside: those outside are made of them."""
    figures = (figure for _, (inside, _) in shown for figure in inside.figures)
    return {state for figure in figures for _, state in figure}


def remember(tally: Tally) -> Basis:
    """Keeps what stands behind a figure for the first time; the basis with its ids. Nobody else releases meanwhile."""
    rows = [Counted(sheet_id=s, marks=digits, **dict([part])) for s, part, digits in tally.new.values()]
    kept = dict(zip(tally.new, (row.pk for row in Counted.objects.bulk_create(rows)), strict=True))
    return {**tally.basis, **{kind: _kept(tally.basis[kind], kept) for kind in ("parts", "activities")}}


def _kept(parts: Basis, kept: dict[int, int]) -> Basis:
    return {
        key: {name: [_with_ids(figure, kept) for figure in figures] for name, figures in editions.items()}
        for key, editions in parts.items()
    }


def _with_ids(figure: list[list[int]], kept: dict[int, int]) -> list[list[int]]:
    return [[sheet, kept.get(state, state)] for sheet, state in figure]


def _new(persons: Persons) -> list[Said]:
    """Whoever says the same again is the same as before."""
    return sorted(set(persons.said) - persons.remembered.keys())


def _read_remembered(round: Round) -> dict[Said, int]:
    rows = Counted.objects.filter(sheet__round=round)
    return {
        (sheet, (PRINCIPLE, principle) if principle else (ACTIVITY, activity), digits): pk
        for sheet, principle, activity, digits, pk in rows.values_list(
            "sheet_id", PRINCIPLE, ACTIVITY, "marks", "pk"
        )
    }


def _read_releases(round: Round) -> list[tuple[Counts, Basis]]:
    rows = round.releases.order_by("number").values_list("counts", "basis")
    return [(Counts.from_json(counts), basis) for counts, basis in rows]


def _principle(principle: Principle, persons: Persons, states: dict[Said, int]) -> PartToTell:
    keys = tuple(statement.key for statement in principle.statements)
    voices = [
        Voice(*who, _those(keys, digits, Answer.Value.TICKED), _those(keys, digits, Answer.Value.NOT_SURE))
        for *who, digits in _who_said((PRINCIPLE, principle.id), persons, states)
    ]
    return _past(PartToTell(principle.key, keys, tuple(voices)), "parts", persons.earlier)


def _those(keys: tuple[str, ...], digits: str, value: int) -> frozenset[str]:
    return frozenset(key for key, digit in zip(keys, digits, strict=True) if int(digit) == value)


def _activity(pk: int, key: str, persons: Persons, states: dict[Said, int]) -> PartToTell:
    document = persons.placed_on
    voices = [
        Voice(*who, placed=placed_by(document, digits))
        for *who, digits in _who_said((ACTIVITY, pk), persons, states)
    ]
    return _past(PartToTell(key, (), tuple(voices), asked=asked_of(document)), "activities", persons.earlier)


def _who_said(part: Whole, persons: Persons, states: dict[Said, int]) -> Iterator[tuple]:
    """Sheet, state and perspective of whoever has finished it, and what they said."""
    for sheet, whole, digits in persons.said:
        if whole == part:
            yield sheet, states[sheet, whole, digits], persons.people[sheet].perspective, digits


def _past(part: PartToTell, kind: str, earlier: list[tuple[Counts, Basis]]) -> PartToTell:
    for counts, basis in earlier:
        part = part.then(*(_shown(part.key, kind, edition, counts, basis) for edition in (INSIDE, OUTSIDE)))
    return part


def _shown(key: str, kind: str, edition: str, counts: Counts, basis: Basis) -> Edition:
    figures = basis.get(kind, {}).get(key, {}).get(edition, [])
    atoms = tuple(frozenset((sheet, counted) for sheet, counted in figure) for figure in figures)
    told = counts.principle(key, edition) if kind == "parts" else counts.activity(key, edition)
    return Edition(told.groups, atoms)


def _behind(shown: list[Shown]) -> dict[str, dict[str, list]]:
    return {
        part.key: {INSIDE: _listed(inside), OUTSIDE: _listed(outside)} for part, (inside, outside) in shown
    }


def _listed(edition: Edition) -> list[list[list[int]]]:
    return [[list(atom) for atom in sorted(figure)] for figure in edition.figures]


def _flags(
    people: dict[int, Person], earlier: list[tuple[Counts, Basis]], k: int
) -> tuple[list, dict[str, bool]]:
    """Worked out anew only when k persons have come or gone since the last time."""
    before, basis = earlier[-1] if earlier else (Counts(), {})
    counted = basis.get("people", [])
    if len(people.keys() ^ set(counted)) < k:
        return counted, {"helped": before.helped, "on_paper": before.on_paper}
    helped = sum(person.helped for person in people.values()) >= k
    on_paper = sum(person.on_paper for person in people.values()) >= k
    return sorted(people), {"helped": helped, "on_paper": on_paper}
