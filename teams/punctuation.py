"""Texts that people typed, in sentences of ours: one full stop at the end, and quotation marks that nest. Pure."""

import re
from collections.abc import Iterable, Sequence

# Of all scripts; what stands behind a mark may close a quotation or a bracket, or not be seen at all.
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
ENDED = re.compile(rf"[.!?…。！？।۔؟።။][”’\"')\]»›」』）{_UNSEEN}]*$")
SINGLE = str.maketrans("“”", "‘’")


def sentence(text: object) -> str:
    """With one mark at its end: a full stop, or what somebody put there. Nothing stays nothing."""
    whole = str(text).strip().rstrip(" ,;:")
    return whole if not whole or ENDED.search(whole) else f"{whole}."


def full_stop(text: object) -> str:
    """What sentence() adds, for where a tag stands between."""
    return "" if ENDED.search(str(text).strip()) else "."


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
    """Without the capital letter that only begins a sentence: not of “I’m a carer”, nor of “NHS staff”."""
    after = label.split(" ")[0][1:]
    stays = re.match(r"I\b", label) or after != after.lower()
    return label if stays else label[:1].lower() + label[1:]
