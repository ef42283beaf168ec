"""How somebody gets into a round, from paper or a screen: the link behind the square, and what to type instead."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.urls import reverse

from assessments.models import Round
from teams.addresses import address_to_type, full_address
from teams.codes import shown

QUIET = 4  # white modules around a QR code, which scanners need


@dataclass(frozen=True)
class Door:
    """`link` leads straight in; `code` is typed at `address`."""

    link: str
    address: str
    code: str

    @property
    def square(self) -> Square:
        return Square.of(self.link)


@dataclass(frozen=True)
class Square:
    """A QR code as one SVG path over `size` modules each way, its white edge included."""

    size: int
    path: str

    @classmethod
    def of(cls, link: str) -> Square:
        rows = segno.make_qr(link, error="m").matrix
        path = "".join(
            f"M{x + QUIET} {y + QUIET}h1v1h-1z"
            for y, row in enumerate(rows)
            for x, is_dark in enumerate(row)
            if is_dark
        )
        return cls(len(rows) + 2 * QUIET, path)


def door_of(round: Round) -> Door | None:
    """None while nobody new may come in."""
    if not round.is_open or round.door_closed_at or not (round.join_code and round.link_token):
        return None
    link = full_address(reverse("join_link", args=[round.link_token]))
    return Door(link, address_to_type(reverse("join")), shown(round.join_code))
