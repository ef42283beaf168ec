"""E-mail addresses as people copy them from mail programs, pages, tables and chats."""

import re
import unicodedata
from dataclasses import dataclass

from teams.words import seen, shows

_LONGEST = 8_000  # characters: more than people invite at once
_ADDRESS = re.compile(r"\S@\S")
_HERE = "\0"  # before an address that stood in brackets, and that has a name before it
_QUOTED, _BRACKETED = re.compile(r'"[^"]*"|“[^”]*”'), re.compile(r"[<(\[]([^<>()\[\]]*)[>)\]]?")
_AND = re.compile(r"\s(?:and|&|or|ac)\s")
_BEFORE, _BEHIND = re.compile(r"^[^@]*(?::\s|\s[-–—|]\s)"), re.compile(r"\s[-–—|]\s[^@]*$")
_APOSTROPHE = re.compile(r"(?<=\w)[‘’ʼ](?=\w)")  # as phones write it in O’Brien
_ELSEWHERE = re.compile(r"[ßς\u200c\u200d]")  # of these IDNA makes others, and so somebody else’s domain
_JOINED = re.compile(r"@[^\s@]*[^\x00-\x7f][\u200c\u200d]")  # a joiner is a letter of such a domain
_BULLET = re.compile(r"[^\w@]*|\d+[.)]")


@dataclass(frozen=True)
class Line:
    """`written` stands in the line with this number, and may be no address."""

    number: int
    written: str


def lines_of(text: str) -> list[Line]:
    """What a pasted list holds, line by line: so that whoever wrote it can be told where something is wrong."""
    rows = enumerate(text.split("\n"), start=1)
    return [Line(number, written) for number, row in rows if shows(row) for written in addresses(row)]


def normal_address(address: str) -> str:
    """Lower case, with the domain as mail servers write it (IDNA). UnicodeError if no domain can be like that, or where
    the name before it has letters that not every mail server takes: “ı” passes for “i” elsewhere."""
    local, _, domain = address.strip().rpartition("@")
    if _ELSEWHERE.search(domain.lower()) or not local.isascii():
        raise UnicodeError
    return f"{local}@{domain.lower().encode('idna').decode('ascii')}".lower()


def addresses(text: str) -> list[str]:
    """Each address once: `Bob <bob@council.example>`, `mailto:…`, `Bob: …`, and lists of them.

    Words beside an address, without a mark between, make all of it one wrong address: nobody's is guessed.
    """
    if _JOINED.search(text):
        return [text.strip()]
    plain = _APOSTROPHE.sub("'", unicodedata.normalize("NFKC", seen(text)))
    plain = plain.replace("。", ".").replace("%40", "@").strip()
    found = _found(plain) if len(plain) <= _LONGEST else []
    every_one = {address.casefold(): address for address in found if address}
    return list(every_one.values()) or [plain]


def _found(text: str) -> list[str]:
    marked = _BRACKETED.sub(_mark, _QUOTED.sub(_keep, text))
    parts = re.split(r"[,;\n、،؛]", _AND.sub(",", _cells(_joined(marked))))
    if _HERE not in marked and not all("@" in word for part in parts for word in _words(part)):
        return [text]
    return [_bare(word) for part in parts for word in _of_part(part)]


def _of_part(part: str) -> list[str]:
    """A name before an address in brackets may hold an @ too: Bob @ Work."""
    name, is_named, address = part.partition(_HERE)
    words = [word for word in _words(name) if "@" in word]
    return [*filter(_is_whole, words), address] if is_named else words


def _words(part: str) -> list[str]:
    """Without the name that a colon or a dash sets apart, and without numbers and bullets of a list."""
    words = _BEHIND.sub("", _BEFORE.sub("", part)).split()
    apart = [one for word in words for one in (word.split("/") if word.count("@") > 1 else [word])]
    return [word for word in apart if not _BULLET.fullmatch(word)]


def _keep(quoted: re.Match[str]) -> str:
    """A name in quote marks goes, an address stays."""
    return quoted[0] if _ADDRESS.search(quoted[0]) else " "


def _mark(bracketed: re.Match[str]) -> str:
    return f"{_HERE}{bracketed[1]}\n" if _ADDRESS.search(bracketed[1]) else " "


def _joined(text: str) -> str:
    """`bob @ council.example`, which some write to hide from machines."""
    return re.sub(r"\s*@\s*", "@", text) if text.count("@") == 1 else text


def _cells(text: str) -> str:
    """Of a table, those that hold an address."""
    if "\t" not in text:
        return text
    return "\n".join(cell for cell in re.split("[\t\n]", text) if "@" in cell)


def _is_whole(word: str) -> bool:
    return re.fullmatch(r"[^@]+@[^@]+\.[^@]+", word) is not None


def _bare(word: str) -> str:
    """Without marks around it, a label, and what a link has before and behind an address."""
    link = re.sub(r"\W+$", "", word.partition("?")[0])
    return re.sub(r"^\W+", "", link.rpartition(":")[2])
