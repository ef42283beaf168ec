"""What a page sends, read and checked: one change as JSON, or a whole part as a form. Nothing is stored here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assessments.models import REFLECTION_LIMIT
from assessments.part import UNKNOWN, Filled, Part, Row
from assessments.placing import ActivityPart
from assessments.said import NOT_SURE, NOT_TRUE, NOTHING, TICKED, TICKS, Saying
from teams.punctuation import quoted
from teams.words import clean

LARGEST = 256 * 1024  # bytes: two texts of the longest kind, with every character escaped
OLDEST = int(timedelta(days=30).total_seconds() * 1000)  # milliseconds
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 2**47  # milliseconds since then, far ahead
LOAD_AGAIN = "Something is missing from this page. Load it again, and then make your changes."
AnyPart = Part | ActivityPart
SHOWN = "".join([*TICKS.marked, UNKNOWN])


class BadChange(Exception):
    """What was sent can't be stored. The message says why, in plain words."""

    def __init__(self, message: str, status: int = 422):
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class AnswerChange:
    """How old it is, as its device counts; and when our clock had surely got so far, as its page was told."""

    row: Row
    value: Saying
    age: timedelta
    after: datetime

    def made_by(self, now: datetime) -> datetime:
        """No device's clock makes a change older than what its page had seen, or lets it come from the future."""
        return min(max(now - self.age, self.after), now)


@dataclass(frozen=True)
class ReflectionChange:
    text: str
    revision: int
    instead_of: str | None


def read_change(body: bytes, part: AnyPart) -> AnswerChange | ReflectionChange:
    """One change: of a statement of this part, or a step, or of its reflection. Raises BadChange."""
    sent = _read_json(body)
    if ("statement" in sent) == ("reflection" in sent):
        raise BadChange("Send one change: of a statement, or of a reflection.")
    age = _clamped(_whole_number(sent, "age"), OLDEST)
    if "statement" in sent:
        return _answer_change(sent, part, age)
    return _reflection_change(sent)


def _read_json(body: bytes) -> dict:
    if len(body) > LARGEST:
        raise BadChange("This is too much to save at once.", 413)
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadChange("This isn’t JSON.", 400) from error
    if not isinstance(sent, dict):
        raise BadChange("Send a JSON object.")
    return {name: clean(value) if isinstance(value, str) else value for name, value in sent.items()}


def _answer_change(sent: dict, part: AnyPart, age: int) -> AnswerChange:
    rows = {row.key: row for row in part.rows}
    key, value = sent["statement"], sent.get("value")
    if not isinstance(key, str) or key not in rows:
        raise BadChange("This statement isn’t part of this page.")
    row = rows[key]
    if not isinstance(value, str) or value not in row.sayings.spelt:
        raise BadChange(f"“value” is one of: {', '.join(row.sayings)}.")
    after = _clamped(_whole_number(sent, "after"), LATEST) if "after" in sent else 0
    return AnswerChange(
        row,
        row.sayings.spelt[value],
        timedelta(milliseconds=age),
        EPOCH + timedelta(milliseconds=after),
    )


def _reflection_change(sent: dict) -> ReflectionChange:
    text, instead_of = sent["reflection"], sent.get("instead_of")
    if not isinstance(text, str) or not isinstance(instead_of, str | None):
        raise BadChange("“reflection” and “instead_of” are texts.")
    text = checked_text(text)
    return ReflectionChange(text, _revision(_whole_number(sent, "revision")), instead_of)


def _clamped(number: int, most: int) -> int:
    return min(max(number, 0), most)


def _whole_number(sent: dict, name: str) -> int:
    number = sent.get(name)
    if type(number) is not int:  # True is an int too
        raise BadChange(f"{quoted(name)} is a whole number.")
    return number


def read_form(fields: Mapping[str, str], part: Part) -> Filled:
    """A page's whole form. Only what it was shown with may be broken (BadChange 400); texts are checked apart."""
    shown, revision = fields.get("shown", ""), fields.get("revision", "")
    statements = part.principle.statements
    if not re.fullmatch(rf"[{SHOWN}]{{{len(statements)}}}", shown) or not re.fullmatch(
        "[0-9]{1,9}", revision
    ):
        raise BadChange(LOAD_AGAIN, 400)
    marks = "".join(_said(fields, s.key, was).mark for s, was in zip(statements, shown, strict=True))
    return _filled(fields, shown, marks)


def _filled(fields: Mapping[str, str], shown: str, marks: str) -> Filled:
    return Filled(
        shown=shown,
        marks=marks,
        text=fields.get("reflection", ""),
        revision=int(fields["revision"]),
        fingerprint=fields.get("fingerprint", ""),
        instead_of=fields.get("instead_of") or None,
    )


def read_placed(fields: Mapping[str, str], part: ActivityPart) -> Filled:
    """The form of an activity: what it doesn't say of a step, nobody chose anew."""
    shown, revision = fields.get("shown", ""), fields.get("revision", "")
    if not re.fullmatch(rf"[0-9{UNKNOWN}]{{{len(part.rows)}}}", shown) or not re.fullmatch(
        "[0-9]{1,9}", revision
    ):
        raise BadChange(LOAD_AGAIN, 400)
    pairs = zip(part.rows, shown, strict=True)
    return _filled(fields, shown, "".join(_placed(fields, row, was) for row, was in pairs))


def _placed(fields: Mapping[str, str], row: Row, was: str) -> str:
    said = row.sayings.spelt.get(fields.get(f"answer-{row.key}", ""))
    if said:
        return said.mark
    return NOTHING.mark if was == UNKNOWN else was


def read_words(fields: Mapping[str, str], part: Part) -> Filled:
    """The form of a page that has the part's words and none of its statements."""
    nothing = NOTHING.mark * len(part.principle.statements)
    said = {name: value for name, value in fields.items() if not name.startswith(("answer-", "not-sure-"))}
    return read_form({**said, "shown": nothing}, part)


def _said(fields: Mapping[str, str], key: str, was: str) -> Saying:
    """One of three answers, or a box to tick and one for the doubt.

    Without JavaScript both boxes can be ticked: then the one that is new counts, or else the doubt.
    """
    said, unsure = fields.get(f"answer-{key}"), f"not-sure-{key}" in fields
    if said in (NOT_TRUE, NOT_SURE):  # what a box to tick never says
        return TICKS.spelt[said]
    ticked = said is not None
    if ticked and unsure:
        return TICKED if was == NOT_SURE.mark else NOT_SURE
    if ticked or unsure:
        return TICKED if ticked else NOT_SURE
    return NOT_TRUE if was == NOT_TRUE.mark else NOTHING


def checked_text(text: str) -> str:
    """A text that can be stored. Raises BadChange."""
    if len(text) > REFLECTION_LIMIT:
        raise BadChange(
            f"You have written {len(text):,} characters. The most is {REFLECTION_LIMIT:,}, so this isn’t saved yet. "
            f"Please take out {len(text) - REFLECTION_LIMIT:,}."
        )
    return text


def _revision(number: int) -> int:
    if not 0 <= number < 10**9:
        raise BadChange("“revision” is a whole number.")
    return number
