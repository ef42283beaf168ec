"""Principles and levels of a draft come, move and go, and their statements go along."""

from django.db import transaction

from rubric.comparison import Entry, compare
from rubric.document import Document
from rubric.document.parsing import LEVELS, PRINCIPLES
from rubric.models import Level, Principle, RubricVersion, Statement
from rubric.reading import read_version, version_before
from rubric.services.drafts import locked, refuse_unseen
from rubric.services.editing import NAMES, count_edit, same_already, used_keys
from rubric.services.keys import new_key
from rubric.services.moving import put_beside
from rubric.services.storing import level_row, principle_row, statement_row
from teams.models import User
from teams.refusals import Refused

Kind = type[Principle] | type[Level]
MOST = {Principle: PRINCIPLES, Level: LEVELS}
CALLED = {Principle: "part", Level: "level"}  # as people read it


@transaction.atomic
def add(draft: RubricVersion, kind: Kind, words: dict, *, by: User) -> Principle | Level:
    """At the end. The same words twice are one."""
    count_edit(draft)
    there = same_already(_rows(draft, kind), words)
    if there:
        return there
    position = _room(draft, kind)
    key = new_key(words[NAMES[kind]], used_keys(draft, kind), otherwise=CALLED[kind])
    return kind.objects.create(version=draft, key=key, position=position, **words)


@transaction.atomic
def move(draft: RubricVersion, kind: Kind, key: str, *, neighbour: str, before: bool, by: User) -> None:
    count_edit(draft)
    put_beside(_rows(draft, kind), key, neighbour=neighbour, before=before)


@transaction.atomic
def retire(draft: RubricVersion, kind: Kind, key: str, *, seen: str, by: User) -> None:
    """`seen` is the draft's own as the editor saw it: nothing goes that was changed unseen."""
    draft = locked(draft)
    row = _rows(draft, kind).filter(key=key).first()
    if row is None:
        return
    refuse_unseen(draft, seen, "Look at it again first.")
    if _rows(draft, kind).count() == 1:
        raise Refused(f"It is the only {CALLED[kind]}, and a rubric has at least one. Add another first.")
    row.statements.all().delete()
    row.delete()
    count_edit(draft)


@transaction.atomic
def bring_back(draft: RubricVersion, kind: Kind, key: str, *, by: User) -> None:
    """As it was published, behind the others. Of its statements, those come along that stand nowhere else."""
    count_edit(draft)
    before = version_before(draft)
    published = read_version(before.pk) if before else None
    found = {entry.key: entry for entry in retired(kind, published, read_version(draft.pk))}
    if published and key in found:
        store = principle_row if kind is Principle else level_row
        store(draft, found[key].thing, _room(draft, kind)).save()
        _bring_back_statements(draft, published, kind, key)


def retired(kind: Kind, published: Document | None, now: Document) -> tuple[Entry, ...]:
    """Principles or levels that the draft, as it is `now`, has no longer."""
    if published is None:
        return ()
    found = compare(published, now)
    return (found.principles if kind is Principle else found.levels).retired


def would_come_back(draft: RubricVersion, kind: Kind, key: str) -> bool:
    before = version_before(draft)
    return before is not None and kind.objects.filter(version=before, key=key).exists()


def _rows(draft: RubricVersion, kind: Kind):
    return kind.objects.filter(version=draft)


def _room(draft: RubricVersion, kind: Kind) -> int:
    positions = list(_rows(draft, kind).values_list("position", flat=True))
    if len(positions) >= MOST[kind]:
        most, called = MOST[kind], CALLED[kind]
        raise Refused(f"There are {most} {called}s here already, and there is room for {most}.")
    return positions[-1] + 1 if positions else 0


def _bring_back_statements(draft: RubricVersion, published: Document, kind: Kind, key: str) -> None:
    principles = {row.key: row for row in draft.principles.all()}
    levels = {row.key: row for row in draft.levels.all()}
    taken = set(draft.statements.values_list("key", flat=True))
    Statement.objects.bulk_create(
        statement_row(statement, principles[principle.key], levels[statement.level], position)
        for principle in published.principles
        for position, statement in enumerate(principle.statements)
        if key == (principle.key if kind is Principle else statement.level)
        and statement.key not in taken
        and principle.key in principles
        and statement.level in levels
    )
