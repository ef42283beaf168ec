"""Words that somebody suggested become the draft's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from rubric.document import Document, find_text
from rubric.document.places import EXAMPLES, HARD_WORDS, INTRODUCTION, MEANS, PROMPT, SOURCE, mark_of
from rubric.models import (
    Cell,
    Level,
    Place,
    PlaceGroup,
    Principle,
    Question,
    Remark,
    Rubric,
    RubricVersion,
    Statement,
)
from rubric.services.editing import NAMES, Thing, change_words, find_thing, reword
from teams.meanwhile import GoneMeanwhile
from teams.models import User
from teams.refusals import Refused

KINDS = {
    "statement": Statement,
    "principle": Principle,
    "level": Level,
    "question": Question,
    "group": PlaceGroup,
    "place": Place,
    "cell": Cell,
}
TOLD = ("place", "field", "said_at", "said_of", "taken_into", "closed_on")
GONE = "These words aren’t in the draft any more, so nothing can take their place."


@transaction.atomic
def take_over(
    remark: Remark,
    draft: RubricVersion,
    *,
    words: str,
    shown: str,
    by: User,
    same_meaning: bool | None = None,
) -> None:
    """`shown` is the text as the editor saw it. Of what a thing is called it is said whether its meaning stays."""
    remark.said_at, remark.said_of = remark.place, remark.field
    row = _row_at(draft, remark.place)
    words_by_column = _by_column(row, remark, words)
    shown_by_column = _by_column(row, remark, shown)
    if type(row) not in NAMES:
        change_words(row, words_by_column, shown=shown_by_column, by=by)
    else:
        thing = _reword(row, words_by_column, shown_by_column, same_meaning=same_meaning, by=by)
        remark.place = f"{remark.kind_of_place}-{thing.key}"  # another meaning has given it another key
    if remark.name_of_field == EXAMPLES:
        remark.field = f"{EXAMPLES}-{mark_of(words)}"
    remark.taken_into, remark.closed_on = draft, remark.closed_on or timezone.localdate()
    told = {name: getattr(remark, name) for name in TOLD}
    if not Remark.objects.filter(pk=remark.pk).update(**told):
        raise GoneMeanwhile


def waiting_at(rubric: Rubric, document: Document) -> dict[str, list[Remark]]:
    """What waits, by place: for the pages of its draft."""
    found = defaultdict(list)
    for remark in with_words_now(rubric.remarks.shown().waiting(), document):
        found[remark.place].append(remark)
    return dict(found)


def with_words_now(remarks: Iterable[Remark], document: Document) -> list[Remark]:
    """Each with `now`, the text as it stands, “” if it is gone: whoever takes words over says which they replace."""
    remarks = list(remarks)
    for remark in remarks:
        text = find_text(document, remark.place, remark.field)
        remark.now = text.words if text else ""
        remark.asks_meaning = _asks_meaning(remark)
    return remarks


def _row_at(draft: RubricVersion, place: str):
    """The draft itself, or the row of it that has the text."""
    kind, _, key = place.partition("-")
    if place in (INTRODUCTION, PROMPT, HARD_WORDS, SOURCE):
        return draft
    if kind not in KINDS:
        raise Refused(GONE)
    return find_thing(draft, KINDS[kind], key)


def _asks_meaning(remark: Remark) -> bool:
    """Of the words that say what a thing is, the editor has to say whether they mean the same."""
    kind = KINDS.get(remark.kind_of_place)
    return NAMES.get(kind) == remark.field


def _by_column(row, remark: Remark, words: str) -> dict:
    """All that the column holds that has the text, with these words in its place."""
    name, _, mark = remark.field.partition("-")
    if remark.place == SOURCE:
        return {"source": {**row.source, name: words}}
    if name == EXAMPLES:
        _refuse_gone(mark, row.examples)
        return {"examples": [words if mark_of(each) == mark else each for each in row.examples]}
    if name == MEANS:
        _refuse_gone(mark, [each["word"] for each in row.hard_words])
        told = [each | {"means": words} if mark_of(each["word"]) == mark else each for each in row.hard_words]
        return {"hard_words": told}
    return {remark.field: words}


def _refuse_gone(mark: str, texts: list[str]) -> None:
    if mark not in map(mark_of, texts):
        raise Refused(GONE)


def _reword(thing: Thing, words: dict, shown: dict, **how) -> Thing:
    """Beside its name, by which its meaning is judged."""
    name = NAMES[type(thing)]
    now = {name: getattr(thing, name)}
    return reword(thing, now | words, shown=now | shown, **how)
