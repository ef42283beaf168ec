"""Words that were taken back, taken out of what people wrote themselves. Where they may be anybody's, a person decides.

A quote of a few words may stand anywhere by coincidence: it is taken out of a text that is nothing else. Nothing of
another round goes by itself, and no text does that holds the words as a part of somebody else's quote.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
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


def take_out(round: Round, words: str) -> list[str]:
    """Out of all texts where it is sure. Returns what changed actions said before, for reports that print them."""
    others = _other_quotes(round, words)
    before = []
    for place in list(_places_in(round.team)):
        if place.round in (round, None) and _is_sure(place.text, words, others):
            change(place, words)
            before += [place.text] if isinstance(place.row, Action | ActionNote) else []
    return before


def note_places(round: Round, words: str) -> None:
    """Remembers the words for as long as a person has to decide about them."""
    taken = TakenBack(round=round, words=words)
    if places_of(taken):
        taken.save()


def places_of(taken: TakenBack) -> list[Place]:
    """Those that nobody has decided about."""
    team = taken.round.team
    found = [*_places_in(team), *_issued_in(team, taken.words)]
    return [one for one in found if holds_words(one.text, taken.words) and one.mark not in taken.kept]


def change(place: Place, words: str) -> None:
    """The row is read again, since it may hold the words in several places."""
    row = type(place.row).objects.select_for_update().get(pk=place.row.pk)
    value = _mapped(
        getattr(row, place.name), lambda text: _without(text, words) if text == place.text else text
    )
    limit = row._meta.get_field(place.name).max_length
    setattr(row, place.name, value[:limit] if limit else value)
    row.save(update_fields=[place.name])


def issued_by(team: Team) -> QuerySet[ReportEdition]:
    """All of which something is kept."""
    issued = ReportEdition.objects.filter(round__team=team).exclude(issued_at=None)
    return issued.exclude(superseded_because=ReportEdition.Because.WITHDRAWN).select_related("round")


def holds(edition: ReportEdition, text: str) -> bool:
    """Whether it says so in the HTML that was kept; one that was kept without may say anything."""
    pages = list(edition.files.filter(format="html").values_list("content", flat=True))
    return any(holds_words(_read(page), text) for page in pages) if pages else edition.files.exists()


def _without(text: str, words: str) -> str:
    return INSTEAD if is_whole_text(text, words) else without_words(text, words, INSTEAD)


def _is_sure(text: str, words: str, others: list[str]) -> bool:
    if is_whole_text(text, words):
        return True
    if not (is_sure(words) and holds_part(text, words)):
        return False
    return not any(holds_words(text, other) for other in others)


def _other_quotes(round: Round, words: str) -> list[str]:
    """Quotes in use that hold some of these words, or these and more."""
    texts = Quote.objects.filter(round__team=round.team, withdrawn_at=None).values_list("text", flat=True)
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
            for name in names:
                yield from (Place(row, name, text) for text in _texts(getattr(row, name)))


def _issued_in(team: Team, words: str) -> Iterator[Place]:
    """Reports that hold the words. They are taken back as a whole or not at all."""
    for edition in issued_by(team):
        if holds(edition, words):
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
