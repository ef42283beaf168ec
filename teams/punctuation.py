"""Texts that people typed, in sentences of ours: one full stop at the end, and quotation marks that nest. Pure."""

import re
from collections.abc import Iterable, Sequence

# Of all scripts; what stands behind a mark may close a quotation or a bracket, or not be seen at all.
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
ENDED = re.compile(rf"[.!?…。！？।۔؟።။][”’\"')\]»›」』）{_UNSEEN}]*$")
SINGLE = str.maketrans("“”", "‘’")
# What may begin the name of a group of people, and is no name of its own.
NO_NAMES = """
a adult adults advocate advocates all allies ally an another any anybody anyone board care carer carers
charities charity child children citizens colleague colleagues commissioner commissioners communities
community councillor councillors director directors disabled elected everybody everyone experts families
family father fathers former foster friend friends front frontline governors grandparents group groups health
helpers leaders line local long manager managers member members mother mothers neighbour neighbours new no
nobody none nurse nurses officer officers older other others our paid parent parents partner partners past
people person personal prefer professional professionals relative relatives resident residents retired senior
service services siblings social somebody someone staff student students support supporter supporters teacher
teachers team tenants the trustee trustees unpaid voluntary volunteer volunteers what who whoever woman women
worker workers working young younger
""".split()  # noqa: SIM905 (a hundred words are read more easily as a text)


def sentence(text: object) -> str:
    """With one mark at its end: a full stop, or what somebody put there. Nothing stays nothing."""
    whole = str(text).strip().rstrip(" ,;:")
    return whole if not whole or ENDED.search(whole) else f"{whole}."


def full_stop(text: object) -> str:
    """What sentence() adds, for where a tag stands between."""
    return "" if ENDED.search(str(text).strip()) else "."


def fitting(text: str, most: int) -> str:
    """As much as there is room for: whole words, and a mark where something is left out."""
    if len(text) <= most:
        return text.strip()
    return f"{text[: most - 1].rsplit(maxsplit=1)[0]}…"


def quoted(text: object) -> str:
    """In quotation marks. Those in it become single ones; those around all of it are there already."""
    inner = re.sub(r'"([^"]*)"', "“\\1”", str(text).strip())
    whole = re.fullmatch("“([^“”]*)”", inner)
    return f"“{(whole[1] if whole else inner).translate(SINGLE)}”"


def and_list(items: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


def or_list(labels: Iterable[str]) -> str:
    """“People who draw on support, or family carers”: all but the first within the sentence."""
    first, *others = labels
    return ", or ".join([first, *map(_within, others)])


def _within(label: str) -> str:
    """Without the capital letter that only begins a sentence. Whatever may be a name keeps all its letters."""
    first, *others = label.split()
    has_name = any(word != word.lower() for word in [first[1:], *others])
    begins = re.match(r"\w+", first.lower())
    is_plain = begins and begins[0] in NO_NAMES and not has_name
    return label[:1].lower() + label[1:] if is_plain else label
