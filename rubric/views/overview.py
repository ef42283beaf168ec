"""A draft's parts, each with what it still lacks and how much of it is different from the published version."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rubric.document import PLACE, Document, Principle
from rubric.document.whole import (
    missing_easy_read_of,
    missing_easy_read_of_levels,
    missing_easy_read_to_place_on,
    missing_in_introduction,
    missing_in_source,
    undrawn_of,
    undrawn_questions,
)
from rubric.services.readiness import unused_levels
from rubric.views.changes import tell_changes
from rubric.views.moving import beside


@dataclass(frozen=True)
class Part:
    """`view` is the name of its page, and `key` the principle's, if it is one. `place` is its own on the list.

    `above` and `below` are the keys of the principles beside it, which it can be moved past.
    """

    name: str
    place: str
    view: str
    lacks: str = ""
    changed: int = 0
    is_new: bool = False
    key: str = ""
    number: int = 0
    above: str = ""
    below: str = ""


def count_changes(published: Document | None, document: Document) -> Counter[str]:
    """How many things are different, by the place of the part in which they stand, or stood before it was taken out."""
    counted = Counter()
    for section in tell_changes(published, document) if published else []:
        counted[section.place] += len(section.items)
    return counted


def parts_of(document: Document, published: Document | None, changed: Counter[str]) -> list[Part]:
    introduction = _unless(document.purpose) or _easy_read(len(missing_in_introduction(document)))
    levels = _levels(len(unused_levels(document))) or _easy_read(len(missing_easy_read_of_levels(document)))
    source = _unless(document.source.title) or _easy_read(len(missing_in_source(document.source)))
    parts = _principles(document, changed, published)
    to_tick = [_part("Levels", "levels", "draft_levels", changed, levels), *parts]
    return [
        _part("Title and purpose", "introduction", "edit_introduction", changed, introduction),
        *(_to_place_on(document, changed) if document.response == PLACE else to_tick),
        _part("Hard words", "hard-words", "edit_hard_words", changed),
        _part("Source", "source", "edit_source", changed, source),
    ]


def _principles(document: Document, changed: Counter[str], published: Document | None) -> Iterator[Part]:
    known = {principle.key for principle in (published or document).principles}
    keys = [principle.key for principle in document.principles]
    for number, (principle, (above, below)) in enumerate(
        zip(document.principles, beside(keys), strict=True), start=1
    ):
        place = f"part-{principle.key}"
        yield Part(
            name=principle.name,
            place=place,
            view="draft_part",
            lacks=_lacks(principle),
            changed=changed[place],
            is_new=principle.key not in known,
            key=principle.key,
            number=number,
            above=above,
            below=below,
        )


def _to_place_on(document: Document, changed: Counter[str]) -> list[Part]:
    lacks = _easy_read(len(missing_easy_read_to_place_on(document)), len(undrawn_questions(document)))
    return [_part("Questions and answers", "questions", "draft_questions", changed, lacks)]


def _part(name: str, place: str, view: str, changed: Counter[str], lacks: str = "") -> Part:
    return Part(name, place, view, lacks, changed[place])


def _lacks(principle: Principle) -> str:
    if not principle.statements:
        return "No statements yet"
    return _easy_read(len(missing_easy_read_of(principle)), len(undrawn_of(principle)))


def _unless(written: str) -> str:
    return "" if written else "To be written"


def _easy_read(missing: int, undrawn: int = 0) -> str:
    texts = [_counted(missing, "Easy Read text to write", "Easy Read texts to write")] if missing else []
    pictures = [_counted(undrawn, "picture to choose", "pictures to choose")] if undrawn else []
    return ", ".join(texts + pictures)


def _levels(unused: int) -> str:
    return _counted(unused, "level without a statement", "levels without a statement") if unused else ""


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
