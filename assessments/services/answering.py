"""What people say on a sheet. Each save is one write, safe to send again; the write itself refuses a closed round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from assessments.models import Sheet
from assessments.part import Filled, Part, Row, Sharing, fingerprint
from assessments.placing import ActivityPart
from assessments.said import NOTHING
from assessments.services.quotes import drop_unkept

# SQL by hand, since these are what a hall full of people asks for: the ORM takes ten times as long to write it.
# A row comes back from each write as it is stored now; no row comes back when the round isn't open.
# On PostgreSQL the round's row is locked, so that closing waits for a save and a save for closing. A tick's lock is the
# weakest, and waits for nobody who makes a release: that tells what it has read, and what comes now is for the next.
LOCKS = {"share": "FOR SHARE OF r", "key_share": "FOR KEY SHARE OF r"}
NO_LOCKS = dict.fromkeys(LOCKS, "")
OPEN_SHEET = """
  FROM assessments_sheet s JOIN assessments_round r ON r.id = s.round_id
  WHERE s.id = %(sheet)s AND r.opened_at IS NOT NULL AND r.closed_at IS NULL {share}
"""
OPEN_SHEET_OF_TICKS = OPEN_SHEET.replace("{share}", "{key_share}")
SAVE_ANSWER = f"""
INSERT INTO assessments_answer AS a (sheet_id, statement_id, value, changed_at)
SELECT s.id, %(statement)s, %(value)s, %(changed_at)s {OPEN_SHEET_OF_TICKS}
ON CONFLICT (sheet_id, statement_id) DO UPDATE SET
  value = CASE WHEN excluded.changed_at > a.changed_at THEN excluded.value ELSE a.value END,
  changed_at = CASE WHEN excluded.changed_at > a.changed_at THEN excluded.changed_at ELSE a.changed_at END
RETURNING value
"""
SAVE_PLACEMENT = f"""
INSERT INTO assessments_placement AS a (sheet_id, activity_id, question_id, moment, value, changed_at)
SELECT s.id, %(activity)s, %(question)s, %(moment)s, %(value)s, %(changed_at)s {OPEN_SHEET_OF_TICKS}
ON CONFLICT (sheet_id, activity_id, question_id, moment) DO UPDATE SET
  value = CASE WHEN excluded.changed_at > a.changed_at THEN excluded.value ELSE a.value END,
  changed_at = CASE WHEN excluded.changed_at > a.changed_at THEN excluded.changed_at ELSE a.changed_at END
RETURNING value
"""
MINE = "(f.revision = %(revision)s OR COALESCE(f.text = %(instead_of)s, FALSE))"  # nobody else's words are under mine
EMPTIED = f"({MINE} AND excluded.text = '' AND f.text <> '')"  # what is written next is asked about anew
IS_NEW = f"({MINE} AND f.text <> excluded.text)"  # then it waits to be shown, as services/appearing.py says
QUOTED = "id IN (SELECT q.reflection_id FROM assessments_quote q WHERE q.withdrawn_at IS NULL)"
SAVE_REFLECTION = f"""
INSERT INTO assessments_reflection AS f
  (sheet_id, principle_id, text, revision, may_read, may_quote, may_quote_outside)
SELECT s.id, %(principle)s, %(text)s, 1, '', FALSE, FALSE {OPEN_SHEET}
ON CONFLICT (sheet_id, principle_id) DO UPDATE SET
  text = CASE WHEN {MINE} THEN excluded.text ELSE f.text END,
  revision = f.revision + CASE WHEN {IS_NEW} THEN 1 ELSE 0 END,
  may_read = CASE WHEN {EMPTIED} THEN '' ELSE f.may_read END,
  may_quote = CASE WHEN {EMPTIED} THEN FALSE ELSE f.may_quote END,
  may_quote_outside = CASE WHEN {EMPTIED} THEN FALSE ELSE f.may_quote_outside END,
  appeared = CASE WHEN {IS_NEW} THEN '' ELSE f.appeared END,
  appeared_to_round = CASE WHEN {IS_NEW} THEN FALSE ELSE f.appeared_to_round END,
  appeared_to_quote = CASE WHEN {IS_NEW} THEN FALSE ELSE f.appeared_to_quote END,
  appeared_to_quote_outside = f.appeared_to_quote_outside AND NOT {EMPTIED}
RETURNING text, revision, may_read, may_quote, may_quote_outside, {QUOTED}
"""
AS_SHOWN = """(%(anyway)s OR (f.may_read = %(was)s
  AND f.may_quote = %(was_quote)s AND f.may_quote_outside = %(was_outside)s))"""
SAVE_SHARING = f"""
INSERT INTO assessments_reflection AS f
  (sheet_id, principle_id, text, revision, may_read, may_quote, may_quote_outside)
SELECT s.id, %(principle)s, '', 0, %(may_read)s, %(may_quote)s, %(may_quote_outside)s {OPEN_SHEET}
ON CONFLICT (sheet_id, principle_id) DO UPDATE SET
  may_read = CASE WHEN {AS_SHOWN} THEN excluded.may_read ELSE f.may_read END,
  may_quote = CASE WHEN {AS_SHOWN} THEN excluded.may_quote ELSE f.may_quote END,
  may_quote_outside = CASE WHEN {AS_SHOWN} THEN excluded.may_quote_outside ELSE f.may_quote_outside END,
  appeared_to_round = f.appeared_to_round AND NOT ({AS_SHOWN} AND excluded.may_read <> 'round'),
  appeared_to_quote = f.appeared_to_quote AND NOT ({AS_SHOWN} AND NOT excluded.may_quote),
  appeared_to_quote_outside = f.appeared_to_quote_outside AND NOT ({AS_SHOWN} AND NOT excluded.may_quote_outside)
RETURNING may_read, may_quote, may_quote_outside, {QUOTED}
"""
FINISH = f"""
INSERT INTO assessments_reflection AS f
  (sheet_id, principle_id, text, revision, finished_at, may_read, may_quote, may_quote_outside)
SELECT s.id, %(principle)s, '', 0, %(finished_at)s, '', FALSE, FALSE {OPEN_SHEET}
ON CONFLICT (sheet_id, principle_id) DO UPDATE SET
  finished_at = COALESCE(f.finished_at, excluded.finished_at), needs_another_look = FALSE
RETURNING finished_at
"""
READ_MARKS = """
SELECT a.statement_id, a.value FROM assessments_answer a JOIN rubric_statement st ON st.id = a.statement_id
WHERE a.sheet_id = %s AND st.principle_id = %s
"""
READ_PLACED = """
SELECT question_id, moment, value FROM assessments_placement WHERE sheet_id = %s AND activity_id = %s
"""
WORDS = ("text", "revision", "needs_another_look", "may_read", "may_quote", "may_quote_outside")
NO_WORDS = ("", 0, False, "", False, False)
READ_WORDS = """
SELECT text, revision, needs_another_look, may_read, may_quote, may_quote_outside FROM assessments_reflection
WHERE sheet_id = %s AND principle_id = %s
"""


AnyPart = Part | ActivityPart


class RoundClosed(Exception):
    """The round isn't open, so nothing was stored."""


@dataclass(frozen=True)
class Words:
    """A reflection as it is stored now."""

    text: str
    revision: int
    sharing: Sharing


def read_part(sheet: Sheet, part: AnyPart) -> Filled:
    """What is stored of a part, as its page is to be shown."""
    ((kind, pk),) = part.owner.items()
    with connection.cursor() as cursor:
        cursor.execute(READ_MARKS if kind == "principle" else READ_PLACED, [sheet.pk, pk])
        values = {tuple(key): value for *key, value in cursor.fetchall()}
        cursor.execute(_of(part.owner, READ_WORDS), [sheet.pk, pk])
        stored = cursor.fetchone()
    return _filled(part, values, stored or NO_WORDS)


def read_all_parts(sheet: Sheet, parts: Iterable[Part]) -> list[Filled]:
    """The same of each, in two queries however many there are."""
    values = {(pk,): value for pk, value in sheet.answers.values_list("statement_id", "value")}
    words = {found[0]: found[1:] for found in sheet.reflections.values_list("principle_id", *WORDS)}
    return [_filled(part, values, words.get(part.principle.id, NO_WORDS)) for part in parts]


def _filled(part: AnyPart, values: dict[tuple[int, ...], int], stored: tuple) -> Filled:
    text, revision, needs_another_look, may_read, *may_quote = stored
    keys = [tuple(pk for name, pk in row.where.items() if name != "activity") for row in part.rows]
    marks = "".join(str(values.get(key, NOTHING.mark)) for key in keys)
    sharing = _sharing(may_read, *may_quote)
    return Filled(
        marks,
        marks,
        text,
        revision,
        fingerprint(text),
        sharing=sharing,
        needs_another_look=bool(needs_another_look),
    )


def save_answer(sheet: Sheet, *, statement: int, value: int, changed_at: datetime) -> int:
    """The newest change counts: an older or equal one does nothing. Returns what is stored now."""
    ((stored,),) = _write(SAVE_ANSWER, sheet, statement=statement, value=value, changed_at=changed_at)
    return stored


def save_said(sheet: Sheet, row: Row, *, value: int, changed_at: datetime) -> int:
    """The same of whatever can be said, of a statement or a step."""
    sql = SAVE_PLACEMENT if "activity" in row.where else SAVE_ANSWER
    ((stored,),) = _write(sql, sheet, **row.where, value=value, changed_at=changed_at)
    return stored


def save_reflection(
    sheet: Sheet, *, text: str, revision: int, instead_of: str | None = None, **owner: int
) -> Words:
    """Stores `text` over the revision its writer had seen, or over `instead_of`, their own last text. Its `owner` is a
    principle or an activity, by id.

    Returns what is stored now. Where that is another text, somebody else wrote it meanwhile, and nothing was changed.
    """
    given = {**owner, "text": text, "revision": revision, "instead_of": instead_of}
    ((stored, number, *sharing, is_quoted),) = _write(_of(owner, SAVE_REFLECTION), sheet, **given)
    if is_quoted:
        drop_unkept(sheet, **owner)
    return Words(stored, number, _sharing(*sharing))


def save_sharing(
    sheet: Sheet, *, sharing: Sharing, instead_of: Sharing | None = None, **owner: int
) -> Sharing:
    """Who may read this sheet's words about a part, as their writer says now. Returns what is stored now.

    With `instead_of`, only where that still stands: a choice that comes late doesn't open what was closed meanwhile.
    """
    was = instead_of or Sharing()
    given = {"was": was.may_read, "was_quote": was.may_quote, "was_outside": was.may_quote_outside}
    given |= asdict(sharing) | {"anyway": instead_of is None}
    ((may_read, *may_quote, is_quoted),) = _write(_of(owner, SAVE_SHARING), sheet, **owner, **given)
    if is_quoted:
        drop_unkept(sheet, **owner)
    return _sharing(may_read, *may_quote)


def _sharing(may_read: str, *may_quote) -> Sharing:
    return Sharing(may_read, *map(bool, may_quote))


def finish_part(sheet: Sheet, **owner: int) -> None:
    """From now on, nothing means not ticked, and what was carried over is confirmed. The first time counts."""
    _write(_of(owner, FINISH), sheet, **owner, finished_at=timezone.now())


@transaction.atomic
def save_part(sheet: Sheet, part: AnyPart, filled: Filled, *, finish: bool) -> Words | None:
    """All that a page changed, and no more, so that a stale page undoes nobody's work.

    Returns somebody else's words if they changed meanwhile; then everything but the reflection is stored, and the
    part isn't finished.
    """
    now = timezone.now()
    for index, mark in filled.changed_marks():
        row = part.rows[index]
        save_said(sheet, row, value=row.sayings.marked[mark].stored, changed_at=now)
    theirs = _save_words(sheet, part, filled) if filled.text_changed else None
    if finish and not theirs:
        finish_part(sheet, **part.owner)
    return theirs


def _save_words(sheet: Sheet, part: AnyPart, filled: Filled) -> Words | None:
    stored = save_reflection(
        sheet,
        **part.owner,
        text=filled.text,
        revision=filled.revision,
        instead_of=filled.instead_of,
    )
    return None if stored.text == filled.text else stored


def _of(owner: dict[str, int], sql: str) -> str:
    """What is written about a principle is written about an activity too, in a column of its own."""
    return sql.replace("principle", "activity") if "activity" in owner else sql


def _write(sql: str, sheet: Sheet, **values) -> list[tuple]:
    """All rows are fetched, since SQLite commits only once they are."""
    locks = LOCKS if connection.vendor == "postgresql" else NO_LOCKS
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = connection.ops.adapt_datetimefield_value(value)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**locks), {"sheet": sheet.pk, **values})
        rows = cursor.fetchall()
    if not rows:
        raise RoundClosed
    return rows
