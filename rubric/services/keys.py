"""Names made from words: a statement's key, an adaptation's slug. Pure."""

import re
from collections.abc import Container
from itertools import count

from django.utils.text import slugify

KEY_LENGTH = 60
WORDS_IN_A_KEY = 6  # enough to recognise the statement in an export


def new_key(text: str, taken: Container[str], *, otherwise: str = "statement") -> str:
    """A key that was never used: a key that came again with another meaning would compare apples with pears.

    `otherwise` is for words without a letter of ours.
    """
    words = plain_slug(re.sub("['’]", "", text)).split("-")
    return free_name("-".join(words[:WORDS_IN_A_KEY]) or otherwise, taken, KEY_LENGTH)


def plain_slug(text: str) -> str:
    """Small letters, digits and single hyphens: what a document takes for a name."""
    return re.sub("[-_]+", "-", slugify(text))


def free_name(wanted: str, taken: Container[str], longest: int) -> str:
    """`wanted`, cut to `longest` characters, with a number after it if it is taken."""
    names = (_cut(wanted, "" if number == 1 else f"-{number}", longest) for number in count(1))
    return next(name for name in names if name not in taken)


def _cut(wanted: str, ending: str, longest: int) -> str:
    kept = wanted[: longest - len(ending)].strip("-") or "statement"
    return f"{kept}{ending}"
