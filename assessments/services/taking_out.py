"""Words that were taken back, taken out of what people wrote themselves. Where they may be anybody's, a person decides.

A quote of a few words may stand anywhere by coincidence: it is taken out of a text that is nothing else. Nothing of
another round goes by itself, and no text does that holds the words as a part of somebody else's quote.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Model, QuerySet

from assessments.hints import holds_part, holds_words, is_sure, is_whole_text, without_words
from assessments.models import Action, ActionNote, Quote, ReportEdition, Round, TakenBack, YouSaid
from teams.models import Team

INSTEAD = "[taken back by who said it]"
ACTION_TEXTS = ("what", "why", "stopped_because", "how_known", "cost")
# What isn't words, in what is stored as JSON: what was chosen, and days.
NOT_WORDS = re.compile(r"code|action|principle|picture|.*_(out|picture|on|date)")
WHERE = {
    ReportEdition: "What was written for a report",
    YouSaid: "“You said, we did”",
    Action: "An action",
    ActionNote: "A note on an action",
}


@dataclass(frozen=True)
class Place:
    """Where the words stand. `row` is an issued report as a whole, or holds `text` in its field `name`."""

    row: Model
    name: str
    text: str

    @property
    def mark(self) -> str:
        is_what = f"{self.row._meta.model_name}:{self.row.pk}:{self.name}:{self.text}"
        return sha256(is_what.encode()).hexdigest()[:16]

    @property
    def where(self) -> str:
        return (
            WHERE[type(self.row)]
            if self.name
            else f"{self.row.get_kind_display()} {self.row.number}, as issued"
        )

    @property
    def round(self) -> Round | None:
        return self.row.action.round if isinstance(self.row, ActionNote) else self.row.round


@dataclass(frozen=True)
class Change:
    """A field as it was read, and as it will be."""

    row: Model
    name: str
    before: Any
    after: Any

    def still_holds(self) -> bool:
        """Locks its row from then on, and no round's: in their order, rows would be read with those they belong to."""
        rows = type(self.row).objects.order_by().select_for_update().filter(pk=self.row.pk)
        return list(rows.values_list(self.name, flat=True)) == [self.before]

    def make(self) -> None:
        setattr(self.row, self.name, self.after)
        self.row.save(update_fields=[self.name])


@dataclass(frozen=True)
class Plan:
    """What is to be done about words that were taken back, worked out while nobody waits.

    `editions` are the reports, issued or not, that were there to be looked through. `leaves_some` places to a person.
    """

    taken: TakenBack
    changes: list[Change]
    reports: list[ReportEdition]
    editions: set[int]
    leaves_some: bool

    def still_holds(self) -> bool:
        """Its rows are locked from then on."""
        editions = _editions_of(self.taken.round.team)
        return editions == self.editions and all(change.still_holds() for change in self.changes)


def plan_what_is_sure(taken: TakenBack) -> Plan:
    """Out of all texts where it is sure, and away with other rounds' reports that print an action with them."""
    round, others = taken.round, _other_quotes(taken)
    places = [place for place in _places_in(round.team) if place.round in (round, None)]
    sure = [place for place in places if _is_sure(place.text, taken.words, others)]
    return _plan(taken, sure, [place for place in sure if isinstance(place.row, Action | ActionNote)])


def plan_place(taken: TakenBack, place: Place) -> Plan:
    """Out of a text, and away with reports that print it; or away with a report."""
    return _plan(taken, [place], [place] if place.name else [])


def _plan(taken: TakenBack, chosen: list[Place], printed: list[Place]) -> Plan:
    editions, issued = _editions_of(taken.round.team), list(issued_by(taken.round.team))
    texts = [place.text for place in printed if is_sure(place.text)]
    reports = [place.row for place in chosen if not place.name]
    reports += [one for one in issued if one not in reports and _holds_one(one, texts)]
    done = {place.mark for place in chosen}
    left = (one for one in places_of(taken) if one.mark not in done and one.row not in reports)
    return Plan(taken, _changes(chosen, taken.words), reports, editions, leaves_some=any(left))


def _changes(chosen: list[Place], words: str) -> list[Change]:
    """One for each field, which may hold the words in several texts."""
    texts: dict[tuple[Model, str], set[str]] = {}
    for place in chosen:
        if place.name:
            texts.setdefault((place.row, place.name), set()).add(place.text)
    return [_change(row, name, some, words) for (row, name), some in texts.items()]


def _change(row: Model, name: str, texts: set[str], words: str) -> Change:
    before, limit = getattr(row, name), row._meta.get_field(name).max_length
    after = _mapped(before, lambda text: _without(text, words) if text in texts else text)
    return Change(row, name, before, after[:limit] if limit else after)


def places_of(taken: TakenBack) -> list[Place]:
    """Those that nobody has decided about."""
    team = taken.round.team
    found = [*_places_in(team), *_issued_in(team, taken.words)]
    return [one for one in found if holds_words(one.text, taken.words) and one.mark not in taken.kept]


def issued_by(team: Team) -> QuerySet[ReportEdition]:
    """All of which something is kept."""
    issued = ReportEdition.objects.filter(round__team=team).exclude(issued_at=None)
    return issued.exclude(superseded_because=ReportEdition.Because.WITHDRAWN).select_related("round")


def _editions_of(team: Team) -> set[int]:
    """A draft that is begun with what was issued may hold words that go meanwhile."""
    return set(ReportEdition.objects.filter(round__team=team).order_by().values_list("pk", flat=True))


def _holds_one(edition: ReportEdition, texts: list[str]) -> bool:
    """Whether it says one of them in the HTML that was kept; one that was kept without may say anything."""
    if not texts:
        return False
    pages = edition.files.filter(format="html").values_list("content", flat=True)
    read = [_read(page) for page in pages]
    return any(holds_words(page, text) for text in texts for page in read) if read else edition.files.exists()


def _without(text: str, words: str) -> str:
    return INSTEAD if is_whole_text(text, words) else without_words(text, words, INSTEAD)


def _is_sure(text: str, words: str, others: list[str]) -> bool:
    if is_whole_text(text, words):
        return True
    if not (is_sure(words) and holds_part(text, words)):
        return False
    return not any(holds_words(text, other) for other in others)


def _other_quotes(taken: TakenBack) -> list[str]:
    """Quotes in use that hold some of these words, or these and more."""
    in_use = Quote.objects.filter(round__team=taken.round.team, withdrawn_at=None).exclude(pk=taken.quote_id)
    texts, words = in_use.values_list("text", flat=True), taken.words
    return [text for text in texts if holds_part(text, words) and not is_whole_text(text, words)]


def _places_in(team: Team) -> Iterator[Place]:
    """Each text that the team wrote and that can still be changed."""
    editions = ReportEdition.objects.filter(round__team=team).exclude(
        issued_at__isnull=False, superseded_at=None
    )
    kinds = (
        (editions.filter(superseded_because__in=["", ReportEdition.Because.WITHDRAWN]), ("details",)),
        (YouSaid.objects.filter(round__team=team), ("entries", "shown")),
        (team.actions.all(), ACTION_TEXTS),
        (ActionNote.objects.filter(action__team=team).select_related("action__round"), ("text",)),
    )
    for rows, names in kinds:
        for row in rows if rows.model is ActionNote else rows.select_related("round"):
            yield from _places_of(row, names)


def _places_of(row: Any, names: Sequence[str]) -> Iterator[Place]:
    for name in names:
        yield from (Place(row, name, text) for text in _texts(getattr(row, name)))


def _issued_in(team: Team, words: str) -> Iterator[Place]:
    """Reports that hold the words. They are taken back as a whole or not at all."""
    for edition in issued_by(team):
        if _holds_one(edition, [words]):
            yield Place(edition, "", words)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in _words_in(value).values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _words_in(stored: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if not NOT_WORDS.fullmatch(name)}


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Of texts, and of lists and dicts that hold some."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(one, change) for one in value]
    if isinstance(value, dict):
        return value | {name: _mapped(one, change) for name, one in _words_in(value).items()}
    return value


def _read(page: bytes) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", bytes(page).decode()))
