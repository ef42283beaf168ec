"""Texts that people typed, in sentences of ours: one full stop at the end, and quotation marks that nest. Pure."""

import re

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
