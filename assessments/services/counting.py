"""Counts persons' sheets for a release: what they said is read, then counted, and what was counted is remembered.

Only counting takes its time, and it asks the database nothing. Values are plain: 500 people may have answered 40
statements each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE, CountedPrinciple, Counts
from assessments.disclosure import Part, Teller, View, Voice
from assessments.models import Answer, Counted, Reflection, Round, Sheet
from assessments.services.terms import k_of
from assessments.shown import Edition
from rubric.document import Document, Principle
from teams.models import Perspective

Basis = dict[str, Any]  # {"parts": {key: {edition: [[[sheet, counted], …], …]}}, "people": [sheet, …]}
Said = tuple[int, int, str]  # a sheet, a principle, and a digit of Answer.Value for each of its statements
ONE_PERSON = {"sheet__kind": Sheet.Kind.PERSON}
WITHOUT_HELP = ("", Sheet.How.ALONE)


@dataclass(frozen=True)
class Person:
    perspective: int | None
    helped: bool
    on_paper: bool


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


@dataclass(frozen=True)
class Tally:
    """What may be told. `new` stands behind it and isn't remembered yet: by what is its id in `basis` so far."""

    counts: Counts
    basis: Basis
    new: dict[int, Said]

    @property
    def tells_of_persons(self) -> bool:
        """Whether somebody stands behind anything that is told."""
        parts = self.basis["parts"].values()
        return bool(self.basis["people"]) or any(any(editions.values()) for editions in parts)


def read_persons(round: Round, document: Document, *, at: datetime, closing: bool) -> Persons:
    people, said = _read_finished(round, document)
    return Persons(
        k=k_of(round),
        today=timezone.localdate(at).isoformat(),
        closing=closing,
        people=people,
        said=said,
        remembered=_read_remembered(round),
        earlier=_read_releases(round),
        perspectives=list(round.team.organisation.perspectives.offered_since(round.opened_at)),
    )


def count_persons(persons: Persons, document: Document) -> Tally:
    """What may be told now, beside all that the round's releases have told; and who is behind it, for the next one."""
    new = {-number: one for number, one in enumerate(_new(persons), 1)}
    states = persons.remembered | {one: number for number, one in new.items()}
    parts = [_part(principle, persons, states) for principle in document.principles]
    views = {row.pk: View(row.label, row.side) for row in persons.perspectives}
    shown = Teller(views, persons.k, persons.closing, persons.today).show(parts)
    people, flags = _flags(persons.people, persons.earlier, persons.k)
    inside, outside = (
        tuple(
            CountedPrinciple(part.key, editions[which].groups)
            for part, editions in zip(parts, shown, strict=True)
        )
        for which in (0, 1)
    )
    listed = tuple((one, view.label, view.side) for one, view in views.items())
    counts = Counts(k=persons.k, principles=inside, outside=outside, perspectives=listed, **flags)
    behind = {state for edition, _ in shown for figure in edition.figures for _, state in figure}
    basis = {"parts": _behind(parts, shown), "people": people}
    return Tally(counts, basis, {number: one for number, one in new.items() if number in behind})


def remember(tally: Tally) -> Basis:
    """Keeps what stands behind a figure for the first time; the basis with its ids. Nobody else releases meanwhile."""
    rows = [Counted(sheet_id=s, principle_id=part, marks=digits) for s, part, digits in tally.new.values()]
    kept = dict(zip(tally.new, (row.pk for row in Counted.objects.bulk_create(rows)), strict=True))
    parts = {
        key: {name: [_with_ids(figure, kept) for figure in figures] for name, figures in editions.items()}
        for key, editions in tally.basis["parts"].items()
    }
    return {**tally.basis, "parts": parts}


def _with_ids(figure: list[list[int]], kept: dict[int, int]) -> list[list[int]]:
    return [[sheet, kept.get(state, state)] for sheet, state in figure]


def _new(persons: Persons) -> list[Said]:
    """Whoever says the same again is the same as before."""
    return sorted(set(persons.said) - persons.remembered.keys())


def _read_finished(round: Round, document: Document) -> tuple[dict[int, Person], list[Said]]:
    rows = Reflection.objects.filter(sheet__round=round, activity=None, **ONE_PERSON).exclude(
        finished_at=None
    )
    who = ("sheet__perspective_id", "sheet__how", "sheet__on_paper")
    people, said = {}, []
    values = _read_values(round)
    statements = {principle.id: [s.id for s in principle.statements] for principle in document.principles}
    for sheet, principle, perspective, how, on_paper in rows.values_list("sheet_id", "principle_id", *who):
        mine = values.get(sheet, {})
        people[sheet] = Person(perspective, how not in WITHOUT_HELP, on_paper)
        digits = "".join(str(mine.get(statement, 0)) for statement in statements[principle])
        said.append((sheet, principle, digits))
    return people, said


def _read_values(round: Round) -> dict[int, dict[int, int]]:
    values: dict[int, dict[int, int]] = {}
    rows = Answer.objects.filter(sheet__round=round, **ONE_PERSON).exclude(value=Answer.Value.NOTHING)
    for sheet, statement, value in rows.values_list("sheet_id", "statement_id", "value"):
        values.setdefault(sheet, {})[statement] = value
    return values


def _read_remembered(round: Round) -> dict[Said, int]:
    rows = Counted.objects.filter(sheet__round=round).values_list("sheet_id", "principle_id", "marks", "pk")
    return {(sheet, principle, digits): pk for sheet, principle, digits, pk in rows}


def _read_releases(round: Round) -> list[tuple[Counts, Basis]]:
    rows = round.releases.order_by("number").values_list("counts", "basis")
    return [(Counts.from_json(counts), basis) for counts, basis in rows]


def _part(principle: Principle, persons: Persons, states: dict[Said, int]) -> Part:
    keys = tuple(statement.key for statement in principle.statements)
    voices = [
        _voice(sheet, persons.people[sheet], states[sheet, part, digits], keys, digits)
        for sheet, part, digits in persons.said
        if part == principle.id
    ]
    return _past(Part(principle.key, keys, tuple(voices)), persons.earlier)


def _voice(sheet: int, person: Person, state: int, keys: tuple[str, ...], digits: str) -> Voice:
    ticked, not_sure = (
        frozenset(key for key, digit in zip(keys, digits, strict=True) if int(digit) == value)
        for value in (Answer.Value.TICKED, Answer.Value.NOT_SURE)
    )
    return Voice(sheet, state, person.perspective, ticked, not_sure)


def _past(part: Part, earlier: list[tuple[Counts, Basis]]) -> Part:
    for counts, basis in earlier:
        part = part.then(*(_shown(part.key, edition, counts, basis) for edition in (INSIDE, OUTSIDE)))
    return part


def _shown(key: str, edition: str, counts: Counts, basis: Basis) -> Edition:
    figures = basis.get("parts", {}).get(key, {}).get(edition, [])
    atoms = tuple(frozenset((sheet, counted) for sheet, counted in figure) for figure in figures)
    return Edition(counts.principle(key, edition).groups, atoms)


def _behind(parts: Iterable[Part], shown: Iterable[tuple[Edition, Edition]]) -> dict[str, dict[str, list]]:
    return {
        part.key: {
            name: [[list(atom) for atom in sorted(figure)] for figure in edition.figures]
            for name, edition in zip((INSIDE, OUTSIDE), editions, strict=True)
        }
        for part, editions in zip(parts, shown, strict=True)
    }


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
