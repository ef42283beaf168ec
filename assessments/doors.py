"""How somebody gets into a round, from paper or a screen: the link behind the square, and what to type instead."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import segno
from django.urls import reverse

from assessments.models import Round
from teams.addresses import address_to_type, full_address
from teams.codes import shown
from teams.remembered import remembered

QUIET = 4  # white modules around a QR code, which scanners need


@dataclass(frozen=True)
class Door:
    """`link` leads straight in; `code` is typed at `address`."""

    link: str
    address: str
    code: str

    @property
    def square(self) -> Square:
        return square_of(self.link)


@dataclass(frozen=True)
class Square:
    """A QR code as one SVG path over `size` modules each way, its white edge included."""

    size: int
    path: str

    @classmethod
    def of(cls, link: str) -> Square:
        rows = _qr(link).matrix
        path = "".join(
            f"M{x + QUIET} {y + QUIET}h1v1h-1z"
            for y, row in enumerate(rows)
            for x, is_dark in enumerate(row)
            if is_dark
        )
        return cls(len(rows) + 2 * QUIET, path)


@remembered(megabytes=0.5)
def square_of(link: str) -> Square:
    """A screen in a hall shows the same for an hour."""
    return Square.of(link)


def square_as_file(link: str, *, kind: str) -> bytes:
    """The same square to put into posters, letters and slides: `png` with 20 dots a module, or `svg`."""
    file = BytesIO()
    _qr(link).save(file, kind=kind, scale=20, border=QUIET, light="#fff")
    return file.getvalue()


def _qr(link: str) -> segno.QRCode:
    return segno.make_qr(link, error="m")


def door_of(round: Round, *, to_easy_read: bool = False) -> Door | None:
    """None while nobody new may come in. Paper in Easy Read leads to Easy Read, by either way."""
    if not round.is_open or round.door_closed_at or not (round.join_code and round.link_token):
        return None
    link, typed = ("join_link_easy", "join_easy") if to_easy_read else ("join_link", "join")
    link = full_address(reverse(link, args=[round.link_token]))
    return Door(link, address_to_type(reverse(typed)), shown(round.join_code))
