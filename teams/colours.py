"""Colours, written as "#5b2a5e": can they be read (WCAG 2.2), and which darker shade of the same hue can?"""

import colorsys
import re
from functools import lru_cache

from django.core.signing import Signer

PLUM = "#5b2a5e"
SIGNER = Signer(salt="teams.colours")
CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3
# What an organisation's colour stands on: cards, paper, and the lilac of a "talk about this" card.
BACKGROUNDS = ("#ffffff", "#fbf6ee", "#f1e8f3")


def parse(text: str) -> str:
    """As people write colours: #5B2A5E, 5b2a5e, or #abc for #aabbcc. ValueError for anything else."""
    digits = text.strip().lower().removeprefix("#")
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch("[0-9a-f]{6}", digits):
        raise ValueError(f"{text!r} is no colour")
    return f"#{digits}"


@lru_cache(maxsize=1024)  # a hundred bytes each, and every page of an organisation's asks
def signed(colour: str) -> str:
    """For an address that nobody can guess; the same each time."""
    return SIGNER.sign(colour.lstrip("#"))


def unsigned(text: str) -> str:
    """BadSignature for whatever isn't a colour that we signed."""
    return f"#{SIGNER.unsign(text)}"


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), whichever of the two is darker."""
    lighter, darker = sorted([_luminance(one), _luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str) -> bool:
    """As text on every background of ours; white text on it is then readable too."""
    return all(contrast(colour, background) >= CONTRAST for background in BACKGROUNDS)


def readable_shade(colour: str) -> str:
    """The colour itself if it is readable, otherwise the lightest readable shade of its hue."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    shades = (_hex(hue, lightness * step / 255, saturation) for step in range(255, 0, -1))
    return next((shade for shade in [colour, *shades] if is_readable(shade)), "#000000")


def hover_shade(colour: str) -> str:
    """Darker by a good quarter, as our own plum becomes when it is pointed at."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    return _hex(hue, lightness * 0.72, saturation)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(hue: float, lightness: float, saturation: float) -> str:
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, lightness, saturation))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _luminance(colour: str) -> float:
    """Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
