"""A logo that is very wide, or very high, stays on the page and keeps its shape, wherever it is printed."""

import base64
import io

import docx
import pypdf
import pytest
from docx.shared import Cm
from PIL import Image

from reports.formats import easy_read, paper
from reports.formats.html import to_html
from reports.formats.paper import PRINTS
from reports.formats.word import to_word
from reports.paper import build_paper
from reports.pdf.rendering import to_pdf
from teams.logos import redraw
from teams.services.organisations import change_logo
from tests.reports.papers import make_door
from tests.reports.sample import make_report
from tests.reports.test_easy_read_pdf import summary

SHAPES = [(5000, 100), (100, 5000), (600, 200)]


def png(size):
    out = io.BytesIO()
    Image.new("RGB", size, "#5b2a5e").save(out, "PNG")
    return redraw(out.getvalue())


def held(size):
    return "data:image/png;base64," + base64.b64encode(png(size)).decode()


def report(size):
    return to_html(make_report(logo=held(size)))


def easy_summary(size):
    return easy_read.to_html(summary(logo=held(size)))


def poster(size):
    round = make_door()
    change_logo(round.team.organisation, png=png(size), by=None)
    return paper.to_html(build_paper(round), PRINTS["poster"])


def places(pdf):
    """Where pictures made of pixels stand on the first page: left, right, bottom, top; and how large the page is."""
    page, found = pypdf.PdfReader(io.BytesIO(pdf)).pages[0], []
    pixels = {
        name
        for name, thing in page["/Resources"]["/XObject"].items()
        if thing.get_object()["/Subtype"] == "/Image"
    }

    def visit(operator, given, cm, _tm):
        if operator == b"Do" and given[0] in pixels:
            found.append((cm[4], cm[4] + cm[0], *sorted((cm[5], cm[5] + cm[3]))))

    page.extract_text(visitor_operand_before=visit)
    return found, page.mediabox


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize("made", [report, easy_summary, poster])
@pytest.mark.parametrize("shape", SHAPES)
def test_it_stays_on_the_page_and_keeps_its_shape(made, shape):
    found, page = places(to_pdf(made(shape)))
    [(left, right, bottom, top)] = found
    assert 20 < left < right < float(page.width) - 20
    assert 20 < bottom < top < float(page.height) - 20
    width, height = Image.open(io.BytesIO(png(shape))).size
    assert (right - left) / (top - bottom) == pytest.approx(width / height, rel=0.02)


@pytest.mark.parametrize("shape", SHAPES)
def test_in_word_too(shape):
    logo = docx.Document(io.BytesIO(to_word(report(shape)))).inline_shapes[0]
    width, height = Image.open(io.BytesIO(png(shape))).size
    assert logo.width < Cm(16)
    assert logo.height < Cm(3)
    assert logo.width / logo.height == pytest.approx(width / height, rel=0.05)
