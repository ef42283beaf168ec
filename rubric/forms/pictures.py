"""Emoji for the eye, their OpenMoji codes in the rubric."""

import re

from rubric.document.parsing import PICTURE

VARIATION, JOINER = "\ufe0f", "\u200d"  # "as a picture, please", and the glue of pictures made of several


def is_code(text: str | None) -> bool:
    return bool(re.fullmatch(PICTURE.pattern, text or ""))


def emoji(code: str) -> str:
    """A single old sign such as 2696 is shown as a picture only if it is asked for."""
    points = [int(point, 16) for point in code.split("-")]
    if any(point < 0x20 or point > 0x10FFFF or 0xD800 <= point < 0xE000 for point in points):
        return code
    shown = "".join(map(chr, points))
    return shown + VARIATION if len(shown) == 1 else shown


def picture_code(typed: str) -> str:
    """OpenMoji's name for it, which leaves the variation sign out unless pictures are glued together."""
    plain = typed if JOINER in typed else typed.replace(VARIATION, "")
    if not plain or not any(ord(character) > 0x2000 for character in plain) or len(plain) > 10:
        return typed
    return "-".join(f"{ord(character):04X}" for character in plain)
