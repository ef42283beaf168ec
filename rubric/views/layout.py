"""A document laid out for a page, in one wording. Dicts, as templates read them."""

from rubric.document import Document, Level, Principle, drawing_by_code, drawing_of

EASY_READ = "easy-read"
EASY_READ_STEM = "Is this true here?"  # Easy Read statements stand alone, under this question


def lay_out(document: Document, wording: str) -> dict:
    """In Easy Read, with the drawings; `has_pictures` says that their makers are to be named."""
    return {
        "title": _worded(wording, document.easy_read_title, document.title),
        "purpose": _worded(wording, document.easy_read_purpose, document.purpose),
        "hard_words": document.hard_words,
        "source": document.source,
        "parts": [_part(document, principle, wording) for principle in document.principles],
        "has_pictures": wording == EASY_READ and bool(document.pictures),
    }


def _part(document: Document, principle: Principle, wording: str) -> dict:
    return {
        "key": principle.key,
        "title": _worded(wording, principle.easy_read_title, principle.name),
        "summary": _worded(wording, principle.easy_read, principle.summary),
        "examples": () if wording == EASY_READ else principle.examples,
        "prompt": _worded(wording, principle.easy_read_prompt, principle.reflection_prompt),
        "drawing": drawing_by_code(document, principle.picture) if wording == EASY_READ else None,
        "levels": [
            _level(document, level, principle, wording)
            for level in document.levels
            if principle.at_level(level.key)
        ],
    }


def _level(document: Document, level: Level, principle: Principle, wording: str) -> dict:
    statements = principle.at_level(level.key)
    drawn = {s.key: drawing_of(document, principle, s) for s in statements} if wording == EASY_READ else {}
    return {
        "label": level.label,
        "stem": EASY_READ_STEM if wording == EASY_READ else level.stem,
        "direction": level.direction,
        "rows": [
            {"key": s.key, "text": _worded(wording, s.easy_read, s.text), "drawing": drawn.get(s.key)}
            for s in statements
        ],
    }


def _worded(wording: str, easy_read: str, standard: str) -> str:
    return easy_read if wording == EASY_READ and easy_read else standard
