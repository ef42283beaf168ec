"""Words that somebody suggested become the draft's."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from rubric.document.places import INTRODUCTION
from rubric.models import Level, Principle, Remark, RubricVersion, Statement
from rubric.services.editing import NAMES, Thing, change_words, find_thing, reword
from rubric.services.refusals import Refused
from teams.models import User

KINDS: dict[str, type[Thing]] = {"statement": Statement, "principle": Principle, "level": Level}
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
    row = row_at(draft, remark.place)
    if isinstance(row, RubricVersion):
        change_words(row, {remark.field: words}, shown={remark.field: shown}, by=by)
    else:
        thing = _reword(row, remark.field, words, shown, same_meaning=same_meaning, by=by)
        remark.place = f"{remark.kind_of_place}-{thing.key}"  # another meaning has given it another key
    remark.taken_into, remark.closed_on = draft, remark.closed_on or timezone.localdate()
    remark.save(update_fields=["place", "taken_into", "closed_on"])


def row_at(draft: RubricVersion, place: str) -> RubricVersion | Thing:
    kind, _, key = place.partition("-")
    if place == INTRODUCTION:
        return draft
    if kind not in KINDS:
        raise Refused(GONE)
    return find_thing(draft, KINDS[kind], key)


def asks_meaning(remark: Remark) -> bool:
    """Of the words that say what a thing is, the editor has to say whether they mean the same."""
    kind = KINDS.get(remark.kind_of_place)
    return kind is not None and NAMES[kind] == remark.field


def _reword(thing: Thing, field: str, words: str, shown: str, **how) -> Thing:
    """Beside its name, by which its meaning is judged."""
    name = NAMES[type(thing)]
    now = {name: getattr(thing, name), field: getattr(thing, field)}
    return reword(thing, now | {field: words}, shown=now | {field: shown}, **how)
