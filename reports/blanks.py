"""Places that somebody meant to fill in: “[name]”, “[date]”, “[to be confirmed]”. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

OF_WHOM = r"(?:(?:the|a|an|my|our|your|his|her|their|first|last|full|team|council)(?:['’]s)?\s+)*"
WHAT = r"(?:names?|surname|dates?|day|time|place|numbers?|amount|sum|cost|address|phone|e-?mail|role|job title|meeting)"
TO_DO = r"(?:to be|insert|add|fill|put|enter|write|your|tb[acd]\b|x+\b|_+|\?+)[^\[\]]{0,40}"
BLANK = re.compile(rf"\[\s*(?:{OF_WHOM}{WHAT}(?:\s+here)?|{TO_DO})\s*\]", re.I)


def blanks_in(told: object) -> tuple[str, ...]:
    """Each once, from all texts of a dataclass and of what it holds."""
    found = (match[0] for text in _texts(told) for match in BLANK.finditer(text))
    return tuple(dict.fromkeys(found))


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple):
        for each in told:
            yield from _texts(each)
    elif is_dataclass(told):
        for field in fields(told):
            yield from _texts(getattr(told, field.name))
