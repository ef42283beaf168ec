"""A draft text by text, in one wording, as whoever has its link reads it. Dicts, as templates read them."""

from collections.abc import Iterable

from rubric.document import (
    Document,
    Level,
    PlacedText,
    Principle,
    ShownDrawing,
    drawing_by_code,
    drawing_of,
    texts_read,
    things_of,
)
from rubric.document.places import HARD_WORDS, INTRODUCTION, PROMPT, SOURCE
from rubric.document.tree import EASY_READ
from rubric.models import Remark

Answered = dict[tuple[str, str], list[Remark]]


def parts_read(document: Document, wording: str, answered: Answered) -> list[dict]:
    """Each with its levels, if it has any. In Easy Read its statements stand alone."""
    is_easy = wording == EASY_READ
    rows = _rows(document, wording, answered)
    parts = [_part("", rows, [INTRODUCTION])]
    parts.append(_part("Levels", rows, [f"level-{level.key}" for level in document.levels]))
    parts += [_principle(document, each, rows, is_easy=is_easy) for each in document.principles]
    for question in document.questions:
        places = [f"question-{question.key}", *(f"place-{place.key}" for place in question.places)]
        title = question.easy_read if is_easy and question.easy_read else question.text
        parts.append(_part(title, rows, places))
    parts.append(_part("Groups of answers", rows, [f"group-{group.key}" for group in document.groups]))
    parts.append(_part("Pairs of answers", rows, [f"cell-{cell.key}" for cell in document.cells]))
    parts.append(_part("To think about", rows, [PROMPT]))
    parts.append(_part("Hard words", rows, [HARD_WORDS]))
    parts.append(_part("Whose ideas these are", rows, [SOURCE]))
    return [part for part in parts if any(level["rows"] for level in part["levels"])]


def drawings_of(document: Document) -> dict[str, ShownDrawing]:
    """By place, of what has one. Pictures stand in Easy Read only."""
    found = {f"principle-{each.key}": drawing_by_code(document, each.picture) for each in document.principles}
    for each in document.principles:
        found |= {f"statement-{one.key}": drawing_of(document, each, one) for one in each.statements}
    for question in document.questions:
        found[f"question-{question.key}"] = drawing_by_code(document, question.picture)
        found |= {f"place-{one.key}": drawing_by_code(document, one.picture) for one in question.places}
    return {place: drawing for place, drawing in found.items() if drawing}


def _rows(document: Document, wording: str, answered: Answered) -> dict[str, list[dict]]:
    drawings = drawings_of(document)
    return {
        place: [_row(text, drawings.get(place), answered) for text in texts_read(place, thing, wording)]
        for place, thing in things_of(document)
    }


def _row(text: PlacedText, drawing: ShownDrawing | None, answered: Answered) -> dict:
    return {"text": text, "drawing": drawing, "answered": answered.get((text.place, text.field), [])}


def _part(title: str, rows: dict[str, list[dict]], places: Iterable[str]) -> dict:
    return {"title": title, "levels": [{"label": "", "rows": _all(rows, places)}]}


def _principle(document: Document, principle: Principle, rows: dict, *, is_easy: bool) -> dict:
    title = principle.easy_read_title if is_easy and principle.easy_read_title else principle.name
    own = _part(title, rows, [f"principle-{principle.key}"])
    levels = (_level(level, principle, rows, is_easy=is_easy) for level in document.levels)
    return own | {"levels": [*own["levels"], *filter(lambda level: level["rows"], levels)]}


def _level(level: Level, principle: Principle, rows: dict, *, is_easy: bool) -> dict:
    places = (f"statement-{statement.key}" for statement in principle.at_level(level.key))
    return {"label": "" if is_easy else level.label, "rows": _all(rows, places)}


def _all(rows: dict[str, list[dict]], places: Iterable[str]) -> list[dict]:
    return [row for place in places for row in rows[place]]
