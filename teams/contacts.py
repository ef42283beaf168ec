"""A person to ask. They may be outside the team, and need no account."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.db import models

WAYS = ("contact_phone", "contact_text", "contact_email")
ASKED = ("contact_name", *WAYS)


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
        """One number to ring and to text."""
        return bool(self.contact_phone) and _dialled(self.contact_phone) == _dialled(self.contact_text)

    @property
    def ring_link(self) -> str:
        return f"tel:{_dialled(self.contact_phone)}"

    @property
    def text_link(self) -> str:
        return f"sms:{_dialled(self.contact_text)}"


def _dialled(number: str) -> str:
    return re.sub(r"[^\d+]", "", number)


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
