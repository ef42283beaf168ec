"""The board's PDF as somebody holds it: few pages, letters that can be read, and every page says whose it is."""

import io
import logging
from dataclasses import replace
from datetime import date
from functools import cache

import pikepdf
import pypdf
import pytest

from assessments.comparison import Look
from assessments.counted import INSIDE
from reports.board import lay_out
from reports.drafts import Stamp
from reports.formats.html import to_html
from reports.pdf.rendering import FEW_PAGES, to_pdf
from reports.pdf.tagging import elements, kind
from tests.journeys.chromium import running_chromium
from tests.limits import rubric_of
from tests.reports.pdf_ua import problems
from tests.reports.sample import (
    CARERS,
    SUPPORT,
    make_agreed,
    make_board_report,
    make_counts,
    make_report,
    make_results,
    our_rubric,
)
from tests.reports.tongues import SAID

MOST_PAGES = 5  # before the appendices
BODY, IN_TABLES = 11, 10  # points
FOOTER = 820  # points down the page
ISSUED = Stamp(2, issued_on=date(2027, 3, 22))


@cache
def board_pdf():
    return to_pdf(to_html(make_board_report()))


def texts_of(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def first_with(texts, words):
    """The number of the first page on which these words begin a line."""
    return next(
        n for n, text in enumerate(texts, 1) if any(line.startswith(words) for line in text.split("\n"))
    )


def sizes(pdf):
    """Each (points, whether it is in a table) in which something is written."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tables = [e for e in elements(document.Root.StructTreeRoot) if kind(e) == "Table"]
        in_tables = {mark for table in tables for mark in _marks_below(table)}
        for page in document.pages:
            for mark, points in _written(page):
                yield round(points, 1), (page.objgen, mark) in in_tables


def _marks_below(table):
    for element in elements(table):
        below = element.get("/K", [])
        for number in below if isinstance(below, pikepdf.Array) else [below]:
            if isinstance(number, int):
                yield element.Pg.objgen, int(number)


def _written(page):
    mark, size, scale = None, 0.0, 1.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                mark = int(operands[1].MCID)
            case "EMC":
                mark = None
            case "Tf":
                size = float(operands[1])
            case "Tm":
                scale = abs(float(operands[3]))
            case "TJ" | "Tj":
                yield mark, size * scale * 0.75  # pages are laid out in pixels


def test_a_board_reads_five_pages_at_most():
    texts = texts_of(board_pdf())
    assert first_with(texts, "How people will hear back") <= MOST_PAGES
    first = "".join(texts[0].split())
    for words in ("What we ask of you", "Why:", "Cost:", "Who:", "One strength.", "One hard truth."):
        assert "".join(words.split()) in first
    assert "Onestrongdifference:" in first


def test_a_part_goes_on_overleaf_between_its_pieces():
    """What is true stands together. What is told overleaf says again which part it is of."""
    texts = ["".join(text.split()) for text in texts_of(board_pdf())[:MOST_PAGES]]
    for part in lay_out(make_board_report().results).parts:
        assert len(_pages_of(texts, [line.text for line in part.lines])) == 1, part.principle.name
        asked = f"on {part.principle.name}: Who says that this is true?"
        differ = f"Where people differ, {asked} “{part.difference.slide.text}”"
        assert len(_pages_of(texts, [differ])) == 1, part.principle.name


def _pages_of(texts, said):
    return {n for n, text in enumerate(texts) for one in said if "".join(one.split()) in text}


def test_no_page_before_the_appendices_stays_half_empty():
    with pikepdf.open(io.BytesIO(board_pdf())) as document:
        last = first_with(texts_of(board_pdf()), "Appendix:") - 1
        ends = [max(y for y in _heights(page) if y < FOOTER) for page in list(document.pages)[: last - 1]]
    assert min(ends) > FOOTER * 0.75


def test_the_appendices_begin_where_the_report_ends():
    with pikepdf.open(io.BytesIO(board_pdf())) as document:
        last = next(n for n, text in enumerate(texts_of(board_pdf())) if "Appendix: what has changed" in text)
        assert max(y for y in _heights(document.pages[last]) if y < FOOTER) > FOOTER * 0.75


def _heights(page):
    """How far down each of its lines stands, in points."""
    place = 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tm":
            place = float(operands[5])
        if str(operator) in ("TJ", "Tj"):
            yield place * 0.75


def test_what_the_dots_mean_is_said_before_them_and_once():
    html = to_html(make_board_report())
    assert html.count('class="key"') == 1
    assert html.index('id="parts"') < html.index('class="key"') < html.index('class="told"')
    texts = texts_of(board_pdf())
    assert first_with(texts, "What is true here") == first_with(texts, "Where the team places itself: Doing")


def test_a_table_that_goes_on_has_its_head_again_for_the_eye_alone():
    texts = texts_of(board_pdf())
    first = first_with(texts, "Appendix: every") - 1
    last = first_with(texts, "Appendix: how a team") - 1
    assert all("Statement" in text for text in texts[first:last])
    with pikepdf.open(io.BytesIO(board_pdf())) as document:
        kinds = [kind(element) for element in elements(document.Root.StructTreeRoot)]
    html = to_html(make_board_report())
    assert kinds.count("Table") == kinds.count("Caption") == html.count("<table")
    assert kinds.count("THead") == html.count("<table") - html.count('class="table bars"')


def test_letters_can_be_read():
    found = set(sizes(board_pdf()))
    assert min(points for points, in_table in found if not in_table) >= BODY
    assert min(points for points, _ in found) >= IN_TABLES


def test_many_pages_have_contents_that_say_where_things_are():
    texts = texts_of(board_pdf())
    assert len(texts) > FEW_PAGES
    said = next(text for text in texts[:2] if "Contents:" in text)
    assert f"every statement and its answer {first_with(texts, 'Appendix: every')}" in " ".join(said.split())
    assert problems(board_pdf()) == []


def test_what_is_a_little_longer_is_laid_out_once(caplog):
    """Words in fifteen scripts, said five times, are a page more. Whether that takes contents is known before."""
    results = make_results()
    first, *others = results.principles
    said = replace(first, reflection="\n\n".join([*SAID.values()] * 5))
    with caplog.at_level(logging.INFO, "weasyprint.progress"):
        texts = texts_of(to_pdf(to_html(make_report(replace(results, principles=(said, *others))))))
    assert len(texts) > FEW_PAGES
    assert any("Contents:" in text for text in texts[:2])
    assert sum("Applying CSS" in said for said in caplog.messages) == 1


def test_few_pages_have_none():
    report = make_report(make_results(earlier=False), left_out=("appendix",))
    texts = texts_of(to_pdf(to_html(report)))
    assert len(texts) <= FEW_PAGES
    assert not any("Contents:" in text for text in texts)


def test_inside_is_on_every_page_whatever_the_team_is_called():
    results = make_results(edition=INSIDE, team="Adult support and neighbourhoods team " * 3)
    pdf = to_pdf(to_html(make_report(results, stamp=ISSUED)))
    assert all("Inside edition" in text for text in texts_of(pdf))
    metadata = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert metadata.title.endswith("Inside edition")
    assert "For decision" in metadata.subject
    assert not any("Inside edition" in text for text in texts_of(board_pdf()))


LONG = "Gwasanaethaucymdeithasol Neuadd"
MANY = [f"{LONG} {n}" if n % 3 else f"Group {n}" for n in range(12)]


@pytest.fixture(scope="module")
def crowded():
    """Twelve perspectives, some with long words."""
    document = our_rubric()
    counts = make_counts(document, sizes=[(1, 12), (2, 14)] * 6)
    groups = [
        replace(group, labels=(label,))
        for group, label in zip(counts.principles[0].groups, MANY, strict=True)
    ]
    principles = tuple(replace(p, groups=tuple(groups)) for p in counts.principles)
    results = make_results(document, counts=replace(counts, principles=principles, outside=principles))
    return to_html(make_report(results))


def test_no_word_of_a_groups_name_is_broken(crowded):
    pdf = to_pdf(crowded)
    assert problems(pdf) == []
    words = {word for text in texts_of(pdf) for word in text.split()}
    assert "Gwasanaethaucymdeithasol" in words
    assert not any(
        word.startswith("Gwasan") and not word.startswith("Gwasanaethaucymdeithasol") for word in words
    )


def test_its_page_fits_a_phone_and_has_its_letters(crowded):
    """Opened by itself, however many perspectives: what is wide moves by itself."""
    with running_chromium() as browser:
        for html in (crowded, to_html(make_board_report())):
            for width in (320, 390):
                page = browser.new_page(viewport={"width": width, "height": 844})
                page.set_content(html)
                assert page.evaluate("document.documentElement.scrollWidth") == width
                assert page.evaluate("document.fonts.size") == 4
                page.close()


def test_who_speaks_is_told_beside_each_quote():
    html = to_html(make_board_report())
    assert f"One person: “{SUPPORT}”" in html or f"One person: “{CARERS}”" in html


def test_what_is_issued_holds_no_draft():
    html = to_html(make_report(make_results(), details=replace(make_report().details, asks=()), stamp=ISSUED))
    for words in ("Drafted from", "One strength.", "hasn’t been written yet"):
        assert words not in html
    assert "We ask you for nothing this time." in html


def test_six_levels_and_one_perspective_break_no_name_after_its_first_word():
    """A rubric may have more levels than ours have, and longer names for them: the dots stand beneath."""
    name, document = "We have talked about doing this", rubric_of(2, 6, 2)
    document = replace(document, levels=tuple(replace(level, label=name) for level in document.levels))
    ticked = {p.key: p.statements[0].key for p in document.principles}
    looks = (Look(document, make_agreed(document, ticked)),) * 2
    results = make_results(document, looks=looks, counts=make_counts(document, sizes=[(1, 14)]))
    texts = texts_of(to_pdf(to_html(make_report(results, left_out=("appendix",)))))
    lines = [line for text in texts for line in text.split("\n")]
    assert sum(line.startswith("We have talked about") for line in lines) == 6 * 2
