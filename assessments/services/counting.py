"""Counts persons' sheets for a release. It reads plain values: 500 people may have answered 40 statements each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments.counted import INSIDE, OUTSIDE, CountedPrinciple, Counts
from assessments.disclosure import Edition, Part, Past, Teller, Voice
from assessments.models import Answer, Counted, Reflection, Round, Sheet
from assessments.services.terms import k_of
from rubric.document import Document, Principle
from teams.models import Perspective

Basis = dict[str, Any]  # {"parts": {key: {edition: [[[sheet, counted], …], …]}}, "people": [sheet, …]}
ONE_PERSON = {"sheet__kind": Sheet.Kind.PERSON}
WITHOUT_HELP = ("", Sheet.How.ALONE)


@dataclass(frozen=True)
class Person:
    perspective: int | None
    helped: bool
    on_paper: bool


@dataclass(frozen=True)
class Finished:
    """Who has finished something, and what they said: (sheet, principle) → a digit of Answer.Value a statement."""

    people: dict[int, Person]
    marks: dict[tuple[int, int], str]


def count_round(round: Round, document: Document) -> tuple[Counts, Basis]:
    """What may be told now, beside all that the round's releases have told; and who is behind it, for the next one.

    The caller has locked the round's row, so that nobody else releases meanwhile.
    """
    finished, earlier = _read_finished(round, document), _read_releases(round)
    states = _remember(round, finished.marks)
    perspectives = round.team.organisation.perspectives.all()
    k = k_of(round)
    parts = [_part(principle, finished, states, earlier) for principle in document.principles]
    shown = Teller({row.pk: row.label for row in perspectives}, k).show(parts)
    people, flags = _flags(finished.people, earlier, k)
    inside, outside = (
        tuple(
            CountedPrinciple(part.key, editions[which].groups)
            for part, editions in zip(parts, shown, strict=True)
        )
        for which in (0, 1)
    )
    counts = Counts(k=k, principles=inside, outside=outside, perspectives=_views(perspectives), **flags)
    return counts, {"parts": _behind(parts, shown), "people": people}


def _views(perspectives: Iterable[Perspective]) -> tuple[tuple[int, str, str], ...]:
    """Those that people can choose."""
    return tuple((row.pk, row.label, row.side) for row in perspectives if not row.retired_at)


def _read_finished(round: Round, document: Document) -> Finished:
    rows = Reflection.objects.filter(sheet__round=round, **ONE_PERSON).exclude(finished_at=None)
    who = ("sheet__perspective_id", "sheet__how", "sheet__on_paper")
    people, marks = {}, {}
    values = _read_values(round)
    statements = {principle.id: [s.id for s in principle.statements] for principle in document.principles}
    for sheet, principle, perspective, how, on_paper in rows.values_list("sheet_id", "principle_id", *who):
        said = values.get(sheet, {})
        people[sheet] = Person(perspective, how not in WITHOUT_HELP, on_paper)
        marks[sheet, principle] = "".join(str(said.get(statement, 0)) for statement in statements[principle])
    return Finished(people, marks)


def _read_values(round: Round) -> dict[int, dict[int, int]]:
    values: dict[int, dict[int, int]] = {}
    rows = Answer.objects.filter(sheet__round=round, **ONE_PERSON).exclude(value=Answer.Value.NOTHING)
    for sheet, statement, value in rows.values_list("sheet_id", "statement_id", "value"):
        values.setdefault(sheet, {})[statement] = value
    return values


def _remember(round: Round, marks: dict[tuple[int, int], str]) -> dict[tuple[int, int, str], int]:
    """An id for each thing that somebody has said of a part; whoever says the same again has the same id."""
    said = {(sheet, principle, digits) for (sheet, principle), digits in marks.items()}
    remembered = _remembered(round)
    new = sorted(said - remembered.keys())
    rows = [Counted(sheet_id=sheet, principle_id=part, marks=digits) for sheet, part, digits in new]
    Counted.objects.bulk_create(rows, ignore_conflicts=True)
    return _remembered(round) if new else remembered


def _remembered(round: Round) -> dict[tuple[int, int, str], int]:
    rows = Counted.objects.filter(sheet__round=round).values_list("sheet_id", "principle_id", "marks", "pk")
    return {(sheet, principle, digits): pk for sheet, principle, digits, pk in rows}


def _read_releases(round: Round) -> list[tuple[Counts, Basis]]:
    """From the first to the last."""
    rows = round.releases.order_by("number").values_list("counts", "basis")
    return [(Counts.from_json(counts), basis) for counts, basis in rows]


def _part(
    principle: Principle, finished: Finished, states: dict, earlier: list[tuple[Counts, Basis]]
) -> Part:
    keys = tuple(statement.key for statement in principle.statements)
    voices = [
        _voice(sheet, finished.people[sheet], states[sheet, part, digits], keys, digits)
        for (sheet, part), digits in finished.marks.items()
        if part == principle.id
    ]
    inside, outside = (_past(principle.key, edition, earlier) for edition in (INSIDE, OUTSIDE))
    return Part(principle.key, keys, tuple(voices), inside, outside)


def _voice(sheet: int, person: Person, state: int, keys: tuple[str, ...], digits: str) -> Voice:
    ticked, not_sure = (
        frozenset(key for key, digit in zip(keys, digits, strict=True) if int(digit) == value)
        for value in (Answer.Value.TICKED, Answer.Value.NOT_SURE)
    )
    return Voice(sheet, state, person.perspective, ticked, not_sure)


def _past(key: str, edition: str, earlier: list[tuple[Counts, Basis]]) -> Past:
    past = Past()
    for counts, basis in earlier:
        figures = basis.get("parts", {}).get(key, {}).get(edition, [])
        atoms = [frozenset((sheet, counted) for sheet, counted in figure) for figure in figures]
        past = past.then(counts.principle(key, edition).groups, atoms)
    return past


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
