"""A round to print from, with a code that lets people in, and what is read from its paper."""

import io
import re
from datetime import date
from functools import cache

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
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@cache
def render(html):
    return to_pdf(html)


def letters(pdf):
    """(page, words, points) of everything that is written."""
    found = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages, start=1):

        def look(text, _, matrix, font, points, number=number):
            if text.strip():
                found.append((number, text.strip(), round_to_points(points * abs(matrix[3]))))

        page.extract_text(visitor_text=look)
    return found


def round_to_points(number):
    return int(number * 0.75 + 0.5)  # WeasyPrint draws in CSS pixels


def heights(pdf):
    """How far down each page something is written, of all its height. The foot isn't counted."""
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        places = []
        page.extract_text(
            visitor_text=lambda said, cm, tm, *_, places=places: places.append(_up(said, cm, tm))
        )
        yield 1 - min(up for up in places if up > 80) / 842


def _up(said, cm, tm):
    """In points from the foot of the page."""
    return tm[5] * cm[3] + cm[5] if said.strip() else 842
