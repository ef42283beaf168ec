"""The Easy Read summary on paper: accessible, in big letters, with whole words."""

import io
import re
from collections import Counter
from functools import cache

import pikepdf
import pypdf
import pytest
from django.urls import reverse

from reports.easy_read import count_pages, draft_easy_read, write_easy_read
from reports.formats.easy_read import to_html
from reports.pdf.rendering import to_pdf
from reports.pdf.tagging import elements, kind
from reports.services.finishing import finish_all
from rubric import pictures
from tests.reports.pdf_ua import problems
from tests.reports.releases import make_agreed, make_told_round
from tests.reports.test_easy_read_summary import issue
from tests.reports.test_easy_read_words import DOCUMENT, report
from tests.reports.test_rendering import PNG

SIZE = 16  # points
OUR_SIZES = {16, 18, 23, 30}  # words, the mark, headings, the title
LONG = "We co-produce-and-re-check-it-all with people who live in Bishop’s-Itchington-on-the-Hill today."


def summary(logo=PNG, **details):
    drafts = draft_easy_read(report(), DOCUMENT, hear_back="At the lunch in May")
    checked = {"checked_with": "People First", "checked_on": "2027-03-03"}
    around = {"team": "Adult support team", "organisation": "Northgate Council", "logo": logo}
    return write_easy_read(drafts, {**checked, **details}, DOCUMENT, **around)


@cache
def printed():
    return to_pdf(to_html(summary(good_1=LONG)))


@pytest.fixture(autouse=True)
def _database(db):
    """Kept drawings are looked for there."""


def text():
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed())).pages)


def test_it_keeps_what_pdf_ua_asks_of_structure():
    assert problems(printed()) == []


def test_every_letter_has_at_least_16_points():
    sizes = Counter()

    def visit(said, _cm, tm, _font, size):
        if said.strip():
            sizes[round(size * abs(tm[3]) * abs(_cm[3]))] += len(said)

    for page in pypdf.PdfReader(io.BytesIO(printed())).pages:
        page.extract_text(visitor_text=visit)
    assert min(sizes) == SIZE
    assert set(sizes) <= OUR_SIZES
    assert sizes.most_common(1)[0][0] == SIZE


def test_no_word_is_split_over_two_lines():
    lines = [line.strip() for line in text().splitlines()]
    assert not [line for line in lines if line.endswith(("-", "\u00ad", "‐"))]
    assert any("co-produce-and-re-check-it-all" in line for line in lines)


def test_words_that_are_too_long_for_a_line_stay_on_the_page():
    pdf = to_pdf(to_html(summary(good_1="https://example.org/" + "long" * 40)))
    right = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=lambda said, _c, tm, _f, _s: right.append(len(said)))
    assert max(right) < 60, "in no line are more letters than fit"


def test_a_normal_round_fits_on_4_pages_as_was_said():
    assert len(pypdf.PdfReader(io.BytesIO(printed())).pages) == count_pages(summary(good_1=LONG)) == 4


def test_pictures_only_decorate_and_are_in_the_file():
    html = to_html(summary())
    assert html.count("<img") == html.count('alt=""') + 1  # the logo says whose it is
    assert "http" not in re.sub(
        r'href="[^"]*"|xmlns="[^"]*"', "", re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    )
    with pikepdf.open(io.BytesIO(printed())) as document:
        figures = [e for e in elements(document.Root.StructTreeRoot) if kind(e) == "Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Northgate Council"]


def test_a_draft_says_so_and_an_issued_one_its_number():
    assert "Draft." in text()
    round, _ = make_told_round(make_agreed("p1-doing-well"))
    edition = issue(round)
    html = bytes(edition.files.get(format="html").content).decode()
    assert "Draft." not in html
    assert "Number 1, " in html


def test_without_the_picture_set_a_draft_has_words_all_the_same(monkeypatch):
    monkeypatch.setattr(pictures, "codes", lambda: frozenset())
    assert "This is called" in to_html(summary())


def test_the_issued_pdf_downloads_under_its_number(client):
    round, alice = make_told_round(make_agreed("p1-doing-well"))
    client.force_login(alice)
    issue(round)
    address = reverse("issued_easy_read_summary_pdf", args=[round.code, 1])
    assert "Making your PDF" in client.get(address).content.decode()
    finish_all()
    response = client.get(address)
    assert re.search(r'-easy-read-1-20\d\d-\d\d-\d\d\.pdf"', response.headers["Content-Disposition"])
    said = pypdf.PdfReader(io.BytesIO(b"".join(response.streaming_content))).pages[0].extract_text()
    assert "Number 1, " in said
