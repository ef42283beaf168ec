"""How somebody comes back to their sheet: the return code, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

from assessments.doors import Square
from teams.addresses import address_to_type, full_address
from teams.codes import shown


@dataclass(frozen=True)
class WayBack:
    """`code` as people read it is typed at `address`."""

    code: str
    address: str

    @property
    def link(self) -> str:
        """What stands behind # goes to no server, and so into no log. A script of the page puts it into the box."""
        return f"{full_address(reverse('join'))}#{self.code}"

    @property
    def square(self) -> Square:
        return Square.of(self.link)

    @property
    def text_link(self) -> str:
        """A text message that only waits for a number. Both kinds of phones understand `?&`."""
        return f"sms:?&body={quote(f'My return code is {self.code}. To go on, open {self.link}')}"


def way_back(return_code: str) -> WayBack:
    return WayBack(shown(return_code), address_to_type(reverse("join")))
