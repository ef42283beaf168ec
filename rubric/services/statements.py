"""Statements of a draft come, move and go."""

from django.db import transaction

from rubric.comparison import Entry, compare
from rubric.document import Document
from rubric.models import Level, Principle, RubricVersion, Statement
from rubric.reading import read_version, version_before
from rubric.services.editing import count_edit, find_thing, same_already, used_keys
from rubric.services.keys import new_key
from rubric.services.moving import put_beside
from rubric.services.storing import statement_row
from teams.meanwhile import WrittenMeanwhile
from teams.models import User
from teams.refusals import Refused

MOST = 40  # statements of a principle at a level, as in a document


@transaction.atomic
def add_statement(
    draft: RubricVersion, words: dict, *, principle: Principle, level: Level, by: User
) -> Statement:
    """At the end of its level. The same words twice in one place are one statement."""
    count_edit(draft)
    there = same_already(principle.statements.filter(level=level), words)
    if there:
        return there
    key = new_key(words["text"], used_keys(draft))
    position = _room_at(principle, level)
    return draft.statements.create(key=key, principle=principle, level=level, position=position, **words)


@transaction.atomic
def move_statement(draft: RubricVersion, key: str, *, neighbour: str, before: bool, by: User) -> None:
    """Just before or after a neighbour, rather than up or down: a button pressed twice moves it once."""
    count_edit(draft)
    statement = find_thing(draft, Statement, key)
    put_beside(_beside(statement.principle, statement.level), key, neighbour=neighbour, before=before)


@transaction.atomic
def place_statement(
    draft: RubricVersion, key: str, *, principle: Principle, level: Level, by: User
) -> Statement:
    """Moves it to the end of another level or principle; where it is already, it stays as it stands."""
    count_edit(draft)
    statement = find_thing(draft, Statement, key)
    if (statement.principle, statement.level) != (principle, level):
        statement.position = _room_at(principle, level)
        statement.principle, statement.level = principle, level
        statement.save(update_fields=["principle", "level", "position"])
    return statement


@transaction.atomic
def retire_statement(draft: RubricVersion, key: str, *, shown: dict[str, str], by: User) -> None:
    """`shown` is what goes, as the editor saw it: what somebody else has just written isn't thrown away unseen."""
    count_edit(draft)
    statement = draft.statements.filter(key=key).first()
    if statement is None:
        return
    now = what_goes(statement)
    if now != shown:
        raise WrittenMeanwhile(now)
    statement.delete()


def what_goes(statement: Statement) -> dict[str, str]:
    """With a statement that is taken out."""
    return {name: getattr(statement, name) for name in ("text", "easy_read", "picture")}


def bring_back_statement(draft: RubricVersion, key: str, *, by: User) -> None:
    """With the words it was published with, where it was, behind the statements that are there now."""
    retired = {entry.key: entry for entry in retired_statements(draft, read_version(draft.pk))}
    if key in retired:
        _bring_back(draft, retired[key])


@transaction.atomic
def _bring_back(draft: RubricVersion, entry: Entry) -> None:
    """Pressed twice, the second press finds it there."""
    count_edit(draft)
    if draft.statements.filter(key=entry.key).exists():
        return
    principle, level = _place(draft, entry)
    statement_row(entry.thing, principle, level, _room_at(principle, level)).save()


def retired_statements(draft: RubricVersion, document: Document) -> list[Entry]:
    """What this draft no longer has, as far as there still is a place for it."""
    before = version_before(draft)
    if before is None:
        return []
    principles = {principle.key for principle in document.principles}
    levels = {level.key for level in document.levels}
    retired = compare(read_version(before.pk), document).statements.retired
    return [entry for entry in retired if entry.place[0] in principles and entry.place[1] in levels]


def would_come_back(draft: RubricVersion, key: str) -> bool:
    """Whether a statement that is taken out could be brought back: it is in the version that the draft grew from."""
    before = version_before(draft)
    return before is not None and any(known.key == key for known in read_version(before.pk).statements)


def _place(draft: RubricVersion, entry: Entry) -> tuple[Principle, Level]:
    principle, level = entry.place
    return draft.principles.get(key=principle), draft.levels.get(key=level)


def _beside(principle: Principle, level: Level):
    return principle.statements.filter(level=level).order_by("position")


def _room_at(principle: Principle, level: Level) -> int:
    positions = list(_beside(principle, level).values_list("position", flat=True))
    if len(positions) >= MOST:
        raise Refused(f"There are {MOST} statements here already, and there is room for {MOST}.")
    return positions[-1] + 1 if positions else 0
