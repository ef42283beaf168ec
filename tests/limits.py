"""Rubrics as large and as small as they may be, and what a round of one holds."""

from assessments.models import Answer, Reflection, Round, Sheet
from rubric.document import DIRECTIONS, Document, Level, Principle, Source, Statement
from rubric.document.shapes import LEVELS, PRINCIPLES, STATEMENTS

MOST = (PRINCIPLES, LEVELS, STATEMENTS)
FEWEST = (1, 1, 1)
LONGEST_KEY = 60


def rubric_of(
    principles: int, levels: int, statements: int, *, letters: int = 120, letter: str = "w"
) -> Document:
    """So many principles of so many levels of so many statements, each with texts and a key of its own."""

    def statement(p: int, level: int, n: int) -> Statement:
        name = f"s{p}-{level}-{n}"
        text = f"{name} {letter * letters}"[:letters]
        return Statement(name.ljust(LONGEST_KEY, "x"), f"level-{level}", text, text, "1F91D")

    def principle(p: int) -> Principle:
        told = tuple(statement(p, level, n) for level in range(levels) for n in range(statements))
        return Principle(f"p{p}", f"Principle {p}", told)

    return Document(
        slug="limits",
        title="As large as they may be",
        language="en-GB",
        purpose="To be read.",
        source=Source("An invented tool"),
        levels=tuple(
            Level(f"level-{n}", f"Level {n}", "Signs of it", DIRECTIONS[n % len(DIRECTIONS)])
            for n in range(levels)
        ),
        principles=tuple(principle(p) for p in range(principles)),
    )


def fill_in(sheet: Sheet, *, turn: int = 0) -> None:
    """Every statement is answered, in turns, and every part finished."""
    round = sheet.round
    statements = round.version.statements.values_list("pk", flat=True)
    values = [Answer.Value.TICKED, Answer.Value.NOT_SURE, Answer.Value.NOT_TRUE]
    Answer.objects.bulk_create(
        Answer(sheet=sheet, statement_id=pk, value=values[(n + turn) % 3], changed_at=round.opened_at)
        for n, pk in enumerate(statements)
    )
    Reflection.objects.bulk_create(
        Reflection(sheet=sheet, principle=row, text=f"About {row}.", revision=1, finished_at=round.opened_at)
        for row in round.version.principles.all()
    )


def typed_form(round: Round, letter: str) -> dict[str, str]:
    """A paper sheet as it is typed in: an answer to each statement, and of each part a text of 10,000 letters."""
    form = {"perspective": "unsaid", "how": "unsaid", "nonce": "once"}
    for key in round.version.statements.values_list("key", flat=True):
        form[f"answer-{key}"] = "not-sure"
    for key in round.version.principles.values_list("key", flat=True):
        form |= {f"words-{key}": letter * 10_000, f"may-read-{key}": "round", f"may-quote-{key}": "inside"}
    return form
