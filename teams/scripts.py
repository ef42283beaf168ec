"""What words are written in, and so which way they run and in which language they most likely are. No Django."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from types import ModuleType

# The language that most people write in a script, as Unicode's list of likely subtags has it. Latin letters, and most
# Cyrillic and Arabic ones, are those of many languages.
LANGUAGES = {
    "Beng": "bn-BD",
    "Deva": "hi-IN",
    "Ethi": "am-ET",
    "Geor": "ka-GE",
    "Grek": "el-GR",
    "Gujr": "gu-IN",
    "Guru": "pa-IN",
    "Hang": "ko-KR",
    "Hani": "zh-CN",
    "Hebr": "he-IL",
    "Khmr": "km-KH",
    "Knda": "kn-IN",
    "Laoo": "lo-LA",
    "Mlym": "ml-IN",
    "Mymr": "my-MM",
    "Sinh": "si-LK",
    "Taml": "ta-IN",
    "Telu": "te-IN",
    "Thai": "th-TH",
    "Armn": "hy-AM",
}
URDU, UKRAINIAN = set("ٹڈڑںےہھ"), set("іїєґІЇЄҐ")
JAPANESE = {"Hira", "Kana"}
ALIKE = {"Hira": "Hani", "Kana": "Hani", "Bopo": "Hani"}  # stand in one sentence, and in one font
PLAIN, COMMON = "Latn", "Zyyy"
SHARED = {COMMON, "Zinh", "Zzzz"}  # spaces, digits, marks: they belong to what stands before them
OTHERS = 0x0250  # where Latin letters end, but for rare ones
PUNCTUATION = range(0x2000, 0x2070)


@dataclass(frozen=True)
class Run:
    """A piece of a sentence in one script, by its ISO 15924 code."""

    script: str
    words: str
    language: str

    @property
    def is_right_to_left(self) -> bool:
        return (
            self.script not in (PLAIN, COMMON) and _tables().script_horizontal_direction(self.script) == "RTL"
        )


def runs_of(words: str) -> list[Run]:
    """All of it, in order."""
    if _is_plain(words):
        return [Run(PLAIN if any(map(str.isalpha, words)) else COMMON, words, "")] if words else []
    pieces: list[list[str]] = []
    for code, letters in groupby(words, _script):
        text = "".join(letters)
        if pieces and (code in SHARED or code == pieces[-1][0]):
            pieces[-1][1] += text
        elif pieces and pieces[-1][0] in SHARED:
            pieces[-1] = [code, pieces[-1][1] + text]
        else:
            pieces.append([code, text])
    return [Run(code, text, _language(code, words)) for code, text in pieces]


def language_of(words: str) -> str:
    """That of most of its letters; blank where many languages have them."""
    if _is_plain(words):
        return ""
    most = Counter(code for code in map(_script, words) if code not in SHARED).most_common(1)
    return _language(most[0][0], words) if most else ""


def runs_right_to_left(words: str) -> bool:
    """As most of its letters do: a name in Latin letters at its beginning turns no Urdu sentence round."""
    if _is_plain(words):
        return False
    ways = Counter(map(unicodedata.bidirectional, words))
    return ways["R"] + ways["AL"] > ways["L"]


def dir_of(words: str) -> str:
    """For HTML. Left to themselves, browsers go by the first letter alone: “NHS” would turn an Urdu sentence round."""
    if not runs_right_to_left(words):
        return "auto"
    ways = map(unicodedata.bidirectional, words)
    return "rtl" if next((way for way in ways if way in ("L", "R", "AL")), "") == "L" else "auto"


def _language(code: str, words: str) -> str:
    if code == "Arab":
        return "ur-PK" if URDU & set(words) else "ar-EG"
    if code == "Cyrl":
        return "uk-UA" if UKRAINIAN & set(words) else ""
    if code == "Hani" and any(_own_script(letter) in JAPANESE for letter in words):
        return "ja-JP"
    return LANGUAGES.get(code, "")


def _script(letter: str) -> str:
    code = _own_script(letter)
    return ALIKE.get(code, code)


def _own_script(letter: str) -> str:
    code: str = _tables().script(letter)
    return code


def _tables() -> ModuleType:
    """Read once somebody writes other letters than Latin ones: they take 1.3 MB in each process that serves."""
    return import_module("fontTools.unicodedata")


def _is_plain(words: str) -> bool:
    """Most of what a report holds, and known at once."""
    return words.isascii() or all(ord(c) < OTHERS or ord(c) in PUNCTUATION for c in words)
