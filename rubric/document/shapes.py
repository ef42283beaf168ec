"""What the words of a rubric file look like, and how long its texts and lists may be."""

from __future__ import annotations

import re

from rubric.document.sections import Section, Shape, said
from rubric.document.tree import DIRECTIONS, RESPONSES

# At most so many characters, as the tables have room for, and so many entries, as people can take in.
LABEL, STEM, TITLE, PRINCIPLE_TITLE, TEXT = 80, 120, 200, 300, 1_000
LEVELS, PRINCIPLES, STATEMENTS, EXAMPLES, AUTHORS, HARD_WORDS = 6, 20, 40, 10, 20, 100
QUESTIONS, PLACES = 4, 8  # a place is one digit wherever a sheet tells it, and so is whoever isn’t sure

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_SLUG_ADVICE = "Use small letters, digits and single hyphens, such as “getting-there”."
SLUG = Shape(_SLUG, 80, _SLUG_ADVICE)
KEY = Shape(_SLUG, 60, _SLUG_ADVICE)
LANGUAGE = Shape("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", 20, "Use a language code, such as “en-GB”.")
PICTURE = Shape("[0-9A-F]{4,6}(-[0-9A-F]{4,6})*", 60, "Use an OpenMoji code in capitals, such as “1F91D”.")
DIRECTION = Shape("|".join(DIRECTIONS), LABEL, "Use “warning”, “progress” or “strength”.")
RESPONSE = Shape(
    "|".join(RESPONSES), LABEL, "Use “tick”, or “place” for a rubric on which people place a piece of work."
)


def picture_of(section: Section) -> str:
    code = section.word("picture", PICTURE)
    known = section.file.pictures
    if code and known is not None and re.fullmatch(PICTURE.pattern, code) and code not in known:
        section.note(f"{said(code)} isn’t in the picture set. Choose another.", "picture")
    return code
