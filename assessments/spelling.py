"""A code as it is read out on the telephone: group by group, each letter with a word that begins with it. Pure."""

from __future__ import annotations

WORDS = {
    "b": "bread",
    "c": "cup",
    "d": "dog",
    "f": "fish",
    "g": "garden",
    "h": "house",
    "j": "jam",
    "k": "king",
    "m": "moon",
    "n": "nose",
    "p": "pen",
    "q": "queen",
    "r": "rain",
    "t": "tree",
    "v": "van",
    "w": "water",
    "x": "x-ray",
    "y": "yellow",
}
NUMBERS = {"2": "two", "3": "three", "4": "four", "6": "six", "7": "seven", "9": "nine"}


def spelt(code: str) -> list[tuple[str, list[str]]]:
    """Of `BCDF-2GHJ` its groups, and how each character is said: “B for bread”, “number two”."""
    return [(group, [_said(character) for character in group.lower()]) for group in code.split("-")]


def _said(character: str) -> str:
    if character in NUMBERS:
        return f"number {NUMBERS[character]}"
    return f"{character.upper()} for {WORDS[character]}"
