"""What was agreed of each statement, level by level. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.comparison import NOT_TICKED
from assessments.said import NOT_SURE, NOT_TRUE, NOTHING, TICKED

NOT_ANSWERED = "not-answered"  # nobody marked it, and the part isn't finished
NOT_ASKED = "not-asked"  # the earlier round's wording hasn't got this statement

SPOKEN_STATES: dict[str, str] = {
    **{said: said.label for said in (TICKED, NOT_TRUE, NOT_SURE)},
    NOT_TICKED: NOTHING.words.capitalize(),
    NOT_ANSWERED: "Not answered yet",
    NOT_ASKED: "Not asked",
}
EASY_STATES = {
    TICKED: "Yes.",
    NOT_TICKED: "Not ticked.",
    NOT_TRUE: "No.",
    NOT_SURE: "Not sure.",
    NOT_ANSWERED: "No answer yet.",
    NOT_ASKED: "Nobody asked.",
}


@dataclass(frozen=True)
class StatementResult:
    """`then` is "" when there is no earlier round to look back to."""

    text: str
    now: str
    then: str = ""
    key: str = ""

    @property
    def now_in_words(self) -> str:
        return SPOKEN_STATES[self.now]

    @property
    def then_in_words(self) -> str:
        return SPOKEN_STATES[self.then]


@dataclass(frozen=True)
class LevelResult:
    """`adds_up`: “2 of 4” says something. In a checklist or a ladder it doesn't, and there it isn't said."""

    label: str
    direction: str
    statements: tuple[StatementResult, ...]
    adds_up: bool = True
    key: str = ""

    @property
    def in_words(self) -> str:
        return _in_words([s.now for s in self.statements], adds_up=self.adds_up)

    @property
    def then_in_words(self) -> str:
        return _in_words([s.then for s in self.statements], adds_up=self.adds_up)

    @property
    def ticked(self) -> int:
        return sum(s.now == TICKED for s in self.statements)


def _in_words(states: list[str], *, adds_up: bool) -> str:
    """“2 of 4”, “2 of 4 so far”, “1 of 3, 1 not sure”. Statements that weren't asked don't count."""
    asked = [state for state in states if state != NOT_ASKED]
    if not asked:
        return "Not asked"
    if set(asked) == {NOT_ANSWERED}:
        return "Not answered yet"
    words = f"{asked.count(TICKED)} of {len(asked)}" if adds_up else how_many(asked.count(TICKED), len(asked))
    if NOT_ANSWERED in asked:
        words += " so far"
    unsure = f"{asked.count(NOT_SURE)} not sure" if adds_up else "some not sure"
    return f"{words}, {unsure}" if NOT_SURE in asked else words


def how_many(some: int, of: int) -> str:
    """Of statements that don't add up: which ones they are is said beside it."""
    return "None" if not some else "All" if some == of else "Some"


@dataclass(frozen=True)
class GroupAnswers:
    """What people who answered as one say of a principle. They were told that it would be shown as theirs."""

    label: str
    levels: tuple[LevelResult, ...]
    reflection: str = ""
    people: int = 0
    is_lived: bool | None = False  # as of a GroupSheet

    @property
    def statements(self) -> tuple[StatementResult, ...]:
        return tuple(statement for level in self.levels for statement in level.statements)
