"""A person to ask. They may be outside the team, and need no account."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.db import models

WAYS = ("contact_phone", "contact_text", "contact_email")
ASKED = ("contact_name", *WAYS)

_TRUNK = re.compile(r"((?:\+|00)\d{1,3})[\s)]*\(0\)")  # +44 (0)1632: from abroad nobody dials the 0
_BRACKETED = re.compile(r"\((\+?\d+)\)")
_AREA = re.compile(r"\b(0\d{2,4})/(?=\d)")
_AN_HOUR = r"\d{1,2}(?:[.:]\d\d)?(?:\s?[ap]\.?m\b)?"
_HOURS = re.compile(
    rf"(?<=[\s(])(?:24/7|24\s?h(?:ou)?rs?\b|{_AN_HOUR}\s?(?:-|–|to)\s?{_AN_HOUR}(?![\s.–-]?\d)"
    r"|\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b)",
    re.IGNORECASE,
)
_JOINS = r"[\s.–‐‑-]{0,3}"
_BESIDE = re.compile(r"[\s().–‐‑-]")
_RELAY = "1800[12]"  # rung first by whoever types, or reads what is said
_DIGITS = rf"(?:{_JOINS}[0-9]){{%s}}(?![0-9])"
_WHOLE = re.compile(
    rf"(?<![0-9+])(?:(?:\+|00)44{_DIGITS % '9,10'}|(?:\+|00)[1-9]{_DIGITS % '6,14'}"
    rf"|(?:{_RELAY}{_JOINS})?0[1-9]{_DIGITS % '8,9'})"
)
_RUN = re.compile(rf"\+?[0-9](?:(?:{_JOINS}|/(?![0-9]{{3}}))[0-9]){{2,}}")
_SHORT = re.compile(f"(?:{_RELAY})?[0-9]{{3,11}}")  # 111, 0800 1111, one of the same town


class Contact(models.Model):
    """Who they are, and how to reach them: by one way at least, or there is nobody to ask."""

    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_text = models.CharField(max_length=40, blank=True)  # a number that takes text messages
    contact_email = models.EmailField(blank=True)

    class Meta:
        abstract = True

    @property
    def whom_to_ask(self) -> WhomToAsk:
        """What pages tell of them, which can be drawn once for as long as it stays the same."""
        return WhomToAsk(self.contact_name, self.contact_phone, self.contact_text, self.contact_email)

    @property
    def ways(self) -> list[str]:
        """Each once."""
        return list(dict.fromkeys(filter(None, (getattr(self, way) for way in WAYS))))

    @property
    def can_be_asked(self) -> bool:
        return bool(self.contact_name and self.ways)

    @property
    def takes_both(self) -> bool:
        """One number to ring and to text, with the same words beside it."""
        return bool(self.contact_phone) and _bare(self.contact_phone) == _bare(self.contact_text)

    @property
    def ring_link(self) -> str:
        return _link("tel", self.contact_phone)

    @property
    def text_link(self) -> str:
        return _link("sms", self.contact_text)


def _link(scheme: str, written: str) -> str:
    """To the first number of what somebody wrote; none where no number is plain."""
    spaced = _BRACKETED.sub(r"\1 ", _TRUNK.sub(r"\1 ", written))
    plain = _AREA.sub(r"\1 ", _HOURS.sub(";", spaced))
    whole = _WHOLE.search(plain)
    number = _bare(whole[0]) if whole else _short(plain)
    return f"{scheme}:{number}" if number else ""


def _short(plain: str) -> str:
    """The first digits that may be a number, if they are one; a piece of something longer is none."""
    run = _RUN.search(plain)
    number = _bare(run[0]) if run else ""
    return number if _SHORT.fullmatch(number) else ""


def _bare(written: str) -> str:
    return _BESIDE.sub("", _TRUNK.sub(r"\1", written))


class WhomToAsk(NamedTuple):
    """The person to ask, of a round, or from the settings on pages without one."""

    contact_name: str = ""
    contact_phone: str = ""
    contact_text: str = ""
    contact_email: str = ""

    ways = Contact.ways
    can_be_asked = Contact.can_be_asked
    takes_both = Contact.takes_both
    ring_link = Contact.ring_link
    text_link = Contact.text_link
