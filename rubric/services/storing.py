"""A document becomes the rows of a draft."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from rubric.document import Document
from rubric.models import Level, Principle, Rubric, RubricVersion, Statement

ABOUT = ["title", "easy_read_title", "language", "purpose", "easy_read_purpose"]
PRINCIPLE = [
    "key", "picture", "title", "short_title", "easy_read_title", "summary", "easy_read", "reflection_prompt",
    "easy_read_prompt",
]  # fmt: skip


@transaction.atomic
def store_draft(rubric: Rubric, document: Document) -> RubricVersion:
    """A new draft with these words. The rubric has at most one, and the database sees to that."""
    last = rubric.versions.aggregate(number=Max("number"))["number"] or 0
    draft = rubric.versions.create(
        number=last + 1,
        source=asdict(document.source),
        hard_words=[asdict(word) for word in document.hard_words],
        **{name: getattr(document, name) for name in ABOUT},
    )
    levels = _store_levels(draft, document)
    principles = _store_principles(draft, document)
    _store_statements(draft, document, levels, principles)
    return draft


def _store_levels(draft: RubricVersion, document: Document) -> dict[str, Level]:
    rows = [
        Level(
            version=draft,
            position=position,
            key=level.key,
            label=level.label,
            stem=level.stem,
            direction=level.direction,
        )
        for position, level in enumerate(document.levels)
    ]
    return {row.key: row for row in Level.objects.bulk_create(rows)}


def _store_principles(draft: RubricVersion, document: Document) -> dict[str, Principle]:
    rows = [
        Principle(
            version=draft,
            position=position,
            examples=list(principle.examples),
            **{name: getattr(principle, name) for name in PRINCIPLE},
        )
        for position, principle in enumerate(document.principles)
    ]
    return {row.key: row for row in Principle.objects.bulk_create(rows)}


def _store_statements(draft, document: Document, levels: dict[str, Level], principles: dict[str, Principle]):
    Statement.objects.bulk_create(
        Statement(
            version=draft,
            principle=principles[principle.key],
            level=levels[level.key],
            position=position,
            key=statement.key,
            picture=statement.picture,
            text=statement.text,
            easy_read=statement.easy_read,
        )
        for principle in document.principles
        for level in document.levels
        for position, statement in enumerate(principle.at_level(level.key))
    )
