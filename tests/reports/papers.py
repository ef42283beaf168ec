"""A round to print from, with a code that lets people in, and what is read from its paper."""

import io
import re
from datetime import date
from functools import cache, lru_cache

import pypdf

from reports.formats.paper import PRINTS, to_html
from reports.paper import build_paper
from reports.pdf.rendering import to_pdf
from tests.make import make_round

SITE = "https://reflect.example/"
TOKEN = "q" * 32
FORMS = ["form", "large-print", "easy-read"]
POSTERS = {"poster": "", "poster-easy-read": "easy-read/"}
# Of a pack, in its order, but for the posters.
PIECES = ["plan", "plan-easy-read", *FORMS, "slips", "agreed", "agreed-easy-read"]
LONG = "It is like this here, and it has been for as long as we can remember. "
TOLD = {
    "meets_on": date(2099, 11, 24),
    "meets_at": "2 pm to 4 pm",
    "meets_where": "The Orchard Rooms",
    "closes_on": date(2099, 12, 8),
    "hear_on": date(2100, 1, 20),
    "hear_back": "A page by post.",
    "access_note": "We pay your fares.",
    "contact_name": "Alice Penrose",
    "contact_phone": "07700 900142",
    "contact_text": "07700 900143",
    "contact_email": "alice@council.example",
}


def make_door(round=None, **fields):
    """An open round that people can join."""
    round = round or make_round()
    fields = {"join_code": "bcdfghjk", "link_token": TOKEN, **fields}
    for name, value in fields.items():
        setattr(round, name, value)
    round.save(update_fields=fields)
    return round


def printed(round, name="form", **more):
    return to_html(build_paper(round, **more), PRINTS[name])


def words(html):
    body = re.sub(r"<title>.*?</title>|<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def pages(pdf):
    return [text for text, _ in read(pdf)]


@lru_cache(maxsize=16)  # more than there are papers: several tests look at each of them
def read(pdf):
    """Each page's text, and (words, both matrices, size) of all that is written on it, which are found together:
    looking for them takes as long as making the PDF."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        written = []

        def look(said, cm, tm, _, size, written=written):
            written.append((said, tuple(cm), tuple(tm), size))

        found.append((page.extract_text(visitor_text=look), written))
    return found


@cache
def render(html):
    return to_pdf(html)


def letters(pdf):
    """(page, words, points) of everything that is written."""
    return [
        (number, said.strip(), round_to_points(size * abs(matrix[3])))
        for number, (_, written) in enumerate(read(pdf), start=1)
        for said, _, matrix, size in written
        if said.strip()
    ]


def round_to_points(number):
    return int(number * 0.75 + 0.5)  # WeasyPrint draws in CSS pixels


def heights(pdf):
    """How far down each page something is written, of all its height. The foot isn't counted."""
    for _, written in read(pdf):
        yield 1 - min(up for up in (_up(*place) for *place, _ in written) if up > 80) / 842


def _up(said, cm, tm):
    """In points from the foot of the page."""
    return tm[5] * cm[3] + cm[5] if said.strip() else 842
