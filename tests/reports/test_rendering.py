"""The PDF as it really comes out: accessible, whole, and made without fetching anything."""

import io
import re
import threading
from base64 import b64encode
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pypdf
import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.details import Ask
from reports.drafts import Stamp
from reports.formats.html import to_html
from reports.pdf.rendering import to_pdf
from reports.pdf.tagging import elements, kids, kind
from rubric import pictures
from tests.reports.pdf_ua import problems
from tests.reports.sample import DETAILS, make_report, make_results

PNG = (  # one pixel
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5"
    "ErkJggg=="
)


@cache
def rendered(draft=False, logo=""):
    return to_pdf(to_html(make_report(make_results(closed=not draft), logo=logo)))


def page_texts(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def flat(text):
    return re.sub(r"\s+", "", text)


@cache
def opened(draft=False, logo=""):
    return pikepdf.open(io.BytesIO(rendered(draft, logo)))


def tags(document, *kinds):
    return [e for e in elements(document.Root.StructTreeRoot) if kind(e) in kinds]


def test_it_keeps_what_pdf_ua_asks_of_structure():
    assert problems(rendered()) == []


def test_a_draft_with_a_logo_keeps_it_too():
    assert problems(rendered(draft=True, logo=PNG)) == []


def test_the_check_sees_what_is_wrong():
    found = problems(weasyprint.HTML(string="<h3>Late</h3><p><a href='https://a.example'>x</a>").write_pdf())
    assert "the metadata don’t say PDF/UA-1" in found
    assert "no language" in found
    assert "no structure" in found
    tagged = "<html lang=en><title>T</title><h1>1</h1><h3>3</h3><table><tr><td>x<tr><td>y<td>z</table><img src='%s'>"
    found = problems(weasyprint.HTML(string=tagged % PNG).write_pdf(pdf_variant="pdf/ua-1"))
    assert "a heading of level 3 follows one of level 1" in found
    assert "a table’s rows have [1, 2] cells" in found
    assert "a figure without a description" in found
    assert "a table has no caption, or two" in found
    unknown = "<html lang=en><title>T</title><h1>\u0378</h1>"
    (found,) = problems(weasyprint.HTML(string=unknown).write_pdf(pdf_variant="pdf/ua-1"))
    assert "a box" in found


def test_it_is_titled_and_in_english_with_bookmarks_for_its_headings():
    reader = pypdf.PdfReader(io.BytesIO(rendered()))
    assert (
        reader.metadata.title == "Adult support team – Co-production: how are we doing? – Draft of report 1"
    )
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    (first, *_) = reader.outline
    assert first.title == "Adult support team"
    inner = [entry.title for entry in reader.outline[1] if not isinstance(entry, list)]
    assert inner[:3] == ["What we ask of you", "Where the team places itself: last time, and now", "In short"]


def test_it_says_what_the_html_says_in_the_same_order():
    html = to_html(make_report())
    unsaid = r'<title>.*?</title>|<style>.*?</style>|<span [^>]*aria-hidden="true">.*?</span>'
    body = re.sub(unsaid, "", html, flags=re.DOTALL)
    said = [flat(unescape(text)) for text in re.split(r"<[^>]+>", body)]
    pdf = flat("".join(text for element in tags(opened(), "Document") for text in _spoken(element)))
    place = 0
    for text in filter(None, said):
        found = pdf.find(text, place)
        assert found >= 0, text
        place = found


def _spoken(document):
    """The words of every page's marked content, by the structure's order."""
    texts = {}
    pages = {}
    for element in elements(document):
        numbers = element.get("/K", [])
        for number in numbers if isinstance(numbers, pikepdf.Array) else [numbers]:
            if isinstance(number, int):
                page = element.Pg
                if page.objgen not in pages:
                    pages[page.objgen] = _words_of(page)
                texts[page.objgen, int(number)] = pages[page.objgen].get(int(number), "")
    return texts.values()


def _words_of(page):
    """{MCID: words}, read with each font's own map back to characters."""
    maps = {name: _characters(font) for name, font in page.Resources.Font.items()}
    words, number, font = {}, None, None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = int(operands[1].MCID)
            case "EMC":
                number = None
            case "Tf":
                font = str(operands[0])
            case "TJ" if number is not None:
                glyphs = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                drawn = "".join(maps[font].get(glyphs[i : i + 2], "") for i in range(0, len(glyphs), 2))
                words[number] = words.get(number, "") + drawn
    return words


def _characters(font):
    pairs = re.findall(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", font.ToUnicode.read_bytes())
    return {bytes.fromhex(g.decode()): bytes.fromhex(u.decode()).decode("utf-16-be") for g, u in pairs}


def test_every_page_has_its_number_and_the_running_title():
    texts = page_texts(rendered())
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
    assert all("Adult support team – Co-production: how are we doing?" in text for text in texts[1:])


def test_a_part_longer_than_a_page_begins_under_its_heading():
    results = make_results(earlier=False)
    one = replace(results.principles[0], reflection="\n\n".join(["We ask first. " * 30] * 20))
    texts = page_texts(to_pdf(to_html(make_report(replace(results, principles=(one,))))))
    page = next(text for text in texts if "We ask first." in text)
    assert one.name in page
    assert page.count("We ask first.") > 3


@pytest.mark.parametrize("paragraphs", range(0, 24, 8))
def test_a_part_stays_on_one_page(paragraphs):
    """Wherever it begins: what comes before it gets longer and longer."""
    results = make_results(earlier=False)
    details = replace(DETAILS, who_was_missing="\n\n".join(["We will ask them. " * 5] * paragraphs))
    texts = [flat(text) for text in page_texts(to_pdf(to_html(make_report(results, details))))]
    for principle in results.principles:
        words = [principle.reflection.split("\n")[0], principle.where_we_differ]
        starts = {next(n for n, text in enumerate(texts) if flat(part) in text) for part in words if part}
        assert len(starts) == 1, principle.name


def test_page_numbers_and_running_titles_are_not_read_out():
    pdf = "".join(text for element in tags(opened(), "Document") for text in _spoken(element))
    assert "Page 2 of" not in pdf


def test_a_draft_says_so_on_every_page():
    assert all("Draft" in text for text in page_texts(rendered(draft=True)))
    assert all("Draft" in text for text in page_texts(rendered()))


def test_an_issued_one_says_its_number_and_date_on_every_page():
    issued = replace(make_report(), stamp=Stamp(number=2, issued_on=date(2027, 3, 3)))
    pdf = to_pdf(to_html(issued))
    assert problems(pdf) == []
    assert all("Report 2, issued 3 March 2027" in text for text in page_texts(pdf))
    assert not any("Draft of report" in text for text in page_texts(pdf))
    assert "Report 2, issued 3 March 2027" in pypdf.PdfReader(io.BytesIO(pdf)).metadata.title


def test_dots_are_described_in_full():
    described = [str(figure.Alt) for figure in tags(opened(), "Figure")]
    assert "Getting there, 3 of 3. In order: ticked, ticked, ticked." in described
    assert (
        "Doing really well, 2 of 4, 1 not sure. In order: not ticked, ticked, ticked, not sure." in described
    )


def test_the_logo_is_named():
    assert "Northgate Council" in [str(figure.Alt) for figure in tags(opened(draft=True, logo=PNG), "Figure")]


def test_an_easy_read_picture_is_drawn_from_the_document_itself():
    picture = f'<p><img src="{embedded(pictures.draw("1F91D"))}" alt="handshake" width="90"></p>'
    plain = to_html(make_report())
    pdf = to_pdf(plain.replace("</h1>", f"</h1>{picture}", 1))
    assert problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "handshake" in [str(figure.Alt) for figure in tags(document, "Figure")]
        content = document.pages[0].Contents.read_bytes()
        yellow = b"0.988235 0.917647 0.168627 rg"
        forms = [form.read_bytes() for form in document.pages[0].Resources.get("/XObject", {}).values()]
    assert any(yellow in drawn for drawn in [content, *forms])


def test_only_our_font_is_in_it():
    with pikepdf.open(io.BytesIO(rendered())) as document:
        names = {str(f.BaseFont) for page in document.pages for f in page.Resources.Font.values()}
    assert names
    assert all("Atkinson" in name for name in names), names


def test_a_table_longer_than_a_page_stays_one_table():
    results = make_results()
    principle = results.principles[0]
    level = principle.levels[0]
    many = replace(level, statements=level.statements * 40)
    told = replace(results, principles=(replace(principle, levels=(many,)),), earlier=None)
    pdf = to_pdf(to_html(make_report(told)))
    assert problems(pdf) == []
    document = pikepdf.open(io.BytesIO(pdf))
    (table,) = tags(document, "Table")
    assert len([row for row in elements(table) if kind(row) == "TR"]) == 1 + len(many.statements)
    assert len({row.Pg.objgen for row in elements(table) if kind(row) == "TR"}) > 1
    assert [kind(kid) for kid in kids(table)].count("THead") == 1


def test_a_hundred_pages_work():
    results = make_results()
    long = replace(results.principles[0], reflection="\n\n".join(["People told us so. " * 60] * 215))
    pdf = to_pdf(to_html(make_report(replace(results, principles=(long,) * 2))))
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) >= 100
    assert problems(pdf) == []


class Listener(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *args):
        pass


def greedy_svg(place):
    asks = f'<style>@import "{place}/svg.css"</style><use href="{place}/use.svg#a"/>'
    asks += f'<image href="{place}/svg.png" width="9" height="9"/><rect fill="url({place}/fill.svg#a)"/>'
    asks += '<image href="file:///etc/passwd" width="9" height="9"/>'
    return embedded(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{asks}</svg>')


def embedded(svg):
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def test_it_fetches_nothing(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("body::after { content: 'stolen' }")
    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_port}"
    svg = greedy_svg(place)
    html = to_html(make_report()).replace(
        "</head>",
        f'<link rel="stylesheet" href="{place}/style.css"><link rel="stylesheet" href="file://{secret}">'
        f'<link rel="attachment" href="file://{secret}">'
        f'<style>@import "{place}/import.css"; body {{ background: url({place}/back.png) }}</style></head>',
    )
    html = html.replace(
        "</h1>",
        f'<img src="{place}/a.png" alt="a"><img src="file:///etc/passwd" alt="b"><img src="{svg}" alt="c"></h1>',
    )
    pdf = to_pdf(html)
    server.shutdown()
    server.server_close()
    assert Listener.asked == []
    assert not any("stolen" in text or "root:" in text for text in page_texts(pdf))
    assert b"/EmbeddedFile" not in pdf


@settings(max_examples=10)
@given(st.text(max_size=300))
def test_whatever_people_write_it_renders(text):
    results = make_results(earlier=False)
    one = replace(results.principles[0], reflection=text, where_we_differ=text)
    results = replace(results, principles=(one,), team=text)
    html = to_html(make_report(results, replace(DETAILS, purpose=text, asks=(Ask(text),))))
    assert to_pdf(html.encode(errors="replace").decode()).startswith(b"%PDF-1.7")


def test_a_word_too_long_for_a_line_stays_on_its_page():
    results = make_results()
    one = replace(results.principles[0], reflection="x" * 10_000)
    pdf = to_pdf(to_html(make_report(replace(results, principles=(one,)))))
    assert flat("".join(page_texts(pdf))).count("x") >= 10_000


@pytest.mark.parametrize("colour", ["#0b5f5a", ""])
def test_it_wears_the_organisations_colour(colour):
    pdf = to_pdf(to_html(make_report(brand_colour=colour)))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        content = document.pages[0].Contents.read_bytes()
    teal = b"0.043137 0.372549 0.352941 rg"
    assert (teal in content) == bool(colour)
