"""Words as people type and paste them, made fit to keep; and one spelling for one name."""

import re
import unicodedata

# What copying from a PDF, from Word and from the web brings along. Joiners and marks of direction stay: Urdu,
# Bengali and emoji need them.
_LINES = "\r\n|[\r\v\f\x85\u2028\u2029]"
_HYPHENS = "\x1e\u2010\u2011"  # the first is Word's, of words that mustn't be parted
_CONTROLS = {*range(0x20), *range(0x7F, 0xA0)} - {ord(line) for line in "\t\n\r\v\f\x85"}
_NO_CHARACTERS = {
    *range(0xFDD0, 0xFDF0),
    *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
}
# Of where files begin, and of notes within a line.
_MARKS = "\N{SOFT HYPHEN}\N{BYTE ORDER MARK}\ufff9\ufffa\ufffb"
_SURROGATES = range(0xD800, 0xE000)  # halves of characters, whose other half is lost
_FIT = (
    dict.fromkeys({*_CONTROLS, *_NO_CHARACTERS, *map(ord, _MARKS)})
    | dict.fromkeys(map(ord, _HYPHENS), "-")
    | dict.fromkeys(_SURROGATES, "\N{REPLACEMENT CHARACTER}")
)
# Letters and symbols that are drawn as nothing.
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"


def clean(text: str) -> str:
    """The same words, in characters that every database, file and page can carry. Nothing is ever refused for one."""
    return re.sub(_LINES, "\n", text.translate(_FIT))


def one_line(text: str) -> str:
    """Names go into the subjects of e-mails, where a line break would be a way in. All kinds of space look alike."""
    return re.sub(r"\s+", " ", text).strip()


def shows(text: str) -> bool:
    """Is there anything to see: more than spaces, joiners, and accents on nothing?"""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS for character in text
    )


def seen(text: str) -> str:
    """Without joiners and marks of direction, where only what is read counts."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def same_name(name: str) -> str:
    """What two spellings of one name have in common: its letters in one case, and each accent encoded in one way.

    Zoë isn't Zoe. What isn't seen makes no difference.
    """
    folded = unicodedata.normalize("NFD", one_line(seen(name))).casefold()
    return unicodedata.normalize("NFC", folded)
