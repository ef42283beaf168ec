"""A document becomes the rows of a draft."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from rubric import document as documents
from rubric.document import Document
from rubric.document.dumping import SOURCE
from rubric.models import (
    Cell,
    Level,
    Place,
    PlaceGroup,
    Principle,
    Question,
    Rubric,
    RubricVersion,
    Statement,
)

ABOUT = [
    "title", "easy_read_title", "language", "purpose", "easy_read_purpose", "response", "reflection_prompt",
    "easy_read_prompt",
]  # fmt: skip
PRINCIPLE = [
    "key", "picture", "title", "short_title", "easy_read_title", "summary", "easy_read", "reflection_prompt",
    "easy_read_prompt",
]  # fmt: skip
LEVEL = ["key", "label", "stem", "direction", "easy_read_label", "easy_read_stem"]
STATEMENT = ["key", "picture", "text", "easy_read"]
NAMED = ["key", "label", "hint", "easy_read_label", "easy_read"]
QUESTION = ["key", "picture", "text", "easy_read"]


@transaction.atomic
def store_draft(rubric: Rubric, document: Document) -> RubricVersion:
    """A new draft with these words. The rubric has at most one, and the database sees to that."""
    last = rubric.versions.aggregate(number=Max("number"))["number"] or 0
    draft = rubric.versions.create(
        number=last + 1,
        source=_told(document.source),
        adapted=_adapted(document.source.adapted),
        hard_words=[asdict(word) for word in document.hard_words],
        **{name: getattr(document, name) for name in ABOUT},
    )
    levels = _store_levels(draft, document.levels)
    principles = _store_principles(draft, document.principles)
    _store_statements(document, levels, principles)
    _store_places(draft, document)
    return draft


def _told(source: documents.Source) -> dict:
    return {name: getattr(source, name) for name in SOURCE}


def _adapted(adapted: documents.Adaptation | None) -> dict:
    return {"by": adapted.by, "title": adapted.title, "source": _told(adapted.source)} if adapted else {}


def level_row(draft: RubricVersion, level: documents.Level, position: int) -> Level:
    return Level(version=draft, position=position, **{name: getattr(level, name) for name in LEVEL})


def principle_row(draft: RubricVersion, principle: documents.Principle, position: int) -> Principle:
    words = {name: getattr(principle, name) for name in PRINCIPLE}
    return Principle(version=draft, position=position, examples=list(principle.examples), **words)


def statement_row(
    statement: documents.Statement, principle: Principle, level: Level, position: int
) -> Statement:
    words = {name: getattr(statement, name) for name in STATEMENT}
    return Statement(
        version_id=principle.version_id, principle=principle, level=level, position=position, **words
    )


def _store_levels(draft: RubricVersion, levels: tuple[documents.Level, ...]) -> dict[str, Level]:
    rows = [level_row(draft, level, position) for position, level in enumerate(levels)]
    return {row.key: row for row in Level.objects.bulk_create(rows)}


def _store_principles(
    draft: RubricVersion, principles: tuple[documents.Principle, ...]
) -> dict[str, Principle]:
    rows = [principle_row(draft, principle, position) for position, principle in enumerate(principles)]
    return {row.key: row for row in Principle.objects.bulk_create(rows)}


def _store_statements(document: Document, levels: dict[str, Level], principles: dict[str, Principle]) -> None:
    Statement.objects.bulk_create(
        statement_row(statement, principles[principle.key], levels[level.key], position)
        for principle in document.principles
        for level in document.levels
        for position, statement in enumerate(principle.at_level(level.key))
    )


def _store_places(draft: RubricVersion, document: Document) -> None:
    groups = PlaceGroup.objects.bulk_create(
        PlaceGroup(version=draft, position=position, **_columns(group, NAMED))
        for position, group in enumerate(document.groups)
    )
    by_key = {row.key: row for row in groups}
    questions = Question.objects.bulk_create(
        Question(version=draft, position=position, **_columns(question, QUESTION))
        for position, question in enumerate(document.questions)
    )
    Place.objects.bulk_create(
        Place(
            version=draft,
            question=row,
            group=by_key.get(place.group),
            position=position,
            picture=place.picture,
            **_columns(place, NAMED),
        )
        for row, question in zip(questions, document.questions, strict=True)
        for position, place in enumerate(question.places)
    )
    Cell.objects.bulk_create(
        Cell(version=draft, position=position, places=list(cell.places), **_columns(cell, NAMED))
        for position, cell in enumerate(document.cells)
    )


def _columns(thing, names: list[str]) -> dict:
    return {name: getattr(thing, name) for name in names}
