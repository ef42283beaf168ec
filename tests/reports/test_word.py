"""The Word file as a reader and a screen reader meet it."""

import io
import itertools
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import lxml.etree
import lxml.html
import pypdf
import pytest
from docx.oxml.ns import qn
from PIL import Image

from assessments.counted import INSIDE
from reports.charts import strip
from reports.drafts import Stamp
from reports.formats import FORMATS
from reports.formats.dots import draw_dots, states_of
from reports.formats.html import to_html
from reports.formats.word import to_word
from reports.formats.word_text import UnknownElement
from reports.report import ToldAction
from tests.reports.read_formats import squeezed
from tests.reports.sample import DETAILS, make_full_report, make_report, make_results
from tests.reports.test_rendering import PNG

SVG = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(FORMATS["docx"].make(make_full_report())))


def of(body):
    """A document of our own with this in it."""
    return docx.Document(io.BytesIO(to_word(f"<html><title>A title</title><body>{body}</body></html>")))


def paragraphs(document):
    return [(p.style.name, p.text) for p in document.paragraphs]


def every_text(document):
    texts = document.element.body.iter(qn("w:t"), qn("wp:docPr"))
    return "".join(t.text if t.tag == qn("w:t") else t.get("descr", "") for t in texts)


def test_it_says_what_the_html_says_in_the_same_order(word):
    """Drawings included: their alternative texts stand where the HTML has their titles."""
    body = lxml.html.document_fromstring(to_html(make_full_report())).find("body")
    for hidden in body.xpath("//*[@aria-hidden='true']"):
        hidden.drop_tree()
    said, place = squeezed(every_text(word)), 0
    for text in body.itertext():
        place = said.index(squeezed(text), place) + len(squeezed(text))
    assert len(said) == len(squeezed(body.text_content()))


def test_headings_are_headings_and_skip_no_level(word):
    levels = [int(p.style.name[-1]) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= level + 1 for level, later in itertools.pairwise(levels))
    assert 3 in levels


def test_every_table_has_heading_rows_and_a_name(word):
    assert word.tables
    for table in word.tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert not [row for row in rest if row._tr.trPr.find(qn("w:tblHeader")) is not None]
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"


def test_what_shapes_mean_is_left_out_where_none_is_drawn(word):
    """Each line says it in words."""
    body = lxml.html.document_fromstring(to_html(make_full_report()))
    [shapes] = body.xpath("//p[@class='shapes']")
    assert squeezed(shapes.text_content()) not in [squeezed(text) for _, text in paragraphs(word)]
    assert body.xpath("//ul[@class='lines']/li/strong")


def test_dots_stand_apart_from_what_they_are_of(word):
    levels = [p for p in word.paragraphs if p.text.startswith("Getting there") and p._p.xpath(".//w:drawing")]
    assert levels
    for level in levels:
        before = itertools.takewhile(lambda run: not run._r.xpath(".//w:drawing"), level.runs)
        assert "".join(run.text for run in before).endswith(" ")


def test_dots_are_pictures_that_say_what_they_show(word):
    said = [p.get("descr") for p in word.element.body.iter(qn("wp:docPr"))]
    assert "Getting there, 3 of 3. In order: ticked, ticked, ticked." in said
    assert all(said)


def test_no_paragraph_is_empty(word):
    everything = word.element.body.iter(qn("w:p"))
    assert not [p for p in everything if not p.xpath("string()").strip() and not p.xpath(".//w:drawing")]


def test_it_is_in_english_on_a4_in_a_readable_size(word):
    section, normal = word.sections[0], word.styles["Normal"]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert (normal.font.name, normal.font.size.pt) == ("Arial", 12)
    assert {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert word.core_properties.language == "en-GB"


def test_it_is_by_a_team_and_holds_no_other_trace():
    content = FORMATS["docx"].make(make_report())
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert properties.title == "Adult support team – Co-production: how are we doing? – Draft of report 1"
    assert properties.author == "Adult support team, Northgate Council"
    assert (properties.last_modified_by, properties.comments) == ("", "")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b" ".join(parts.read(name) for name in parts.namelist())
    assert b"python-docx" not in everything
    assert b"Microsoft Macintosh" not in everything
    assert not [name for name in parts.namelist() if "thumbnail" in name or "app.xml" in name]


def test_the_footer_has_the_running_title_and_page_numbers(word):
    footer = word.sections[0].footer.paragraphs[0]
    assert footer.text.startswith("Draft: Adult support team – Co-production: how are we doing? · Page ")
    assert [f.get(qn("w:instr")) for f in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_it_says_what_it_is_for_and_of_which_day_and_edition():
    details = replace(DETAILS, contact="Ruth, 01632 960123")
    results = make_results(edition=INSIDE, team="A" * 300)
    content = FORMATS["docx"].make(make_report(results, details, stamp=Stamp(2, date(2027, 4, 1))))
    document = docx.Document(io.BytesIO(content))
    properties = document.core_properties
    assert (properties.category, properties.created, properties.modified) == (
        "For decision",
        *[datetime(2027, 4, 1, tzinfo=UTC)] * 2,
    )
    assert "Contact: Ruth, 01632 960123" in properties.subject
    assert properties.title.endswith("Inside edition")
    assert "Inside edition" in document.sections[0].footer.paragraphs[0].text
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        custom = lxml.etree.fromstring(parts.read("docProps/custom.xml"))
    assert {row.get("name"): row[0].text for row in custom} == {
        "Report type": "For decision",
        "Edition": "inside",
        "Contact": "Ruth, 01632 960123",
        "Meeting date": "2027-04-14",
    }


def test_it_opens_as_a_file_of_today_and_in_the_organisations_colour():
    document = docx.Document(io.BytesIO(FORMATS["docx"].make(make_report(brand_colour="#0b5f5a"))))
    [mode] = [
        setting.get(qn("w:val"))
        for setting in document.settings.element.iter(qn("w:compatSetting"))
        if setting.get(qn("w:name")) == "compatibilityMode"
    ]
    assert int(mode) >= 15
    headings = [str(document.styles[f"Heading {level}"].font.color.rgb) for level in (1, 2)]
    assert headings == ["0B5F5A"] * 2
    assert document.styles["Ask"].element.pPr.find(f".//{qn('w:left')}").get(qn("w:color")) == "0B5F5A"


def test_asks_and_quotes_look_like_what_they_are():
    document = of(
        '<ol class="asks"><li>Come to lunch<br><span class="asks__more">Why: we asked.</span></li></ol>'
        '<div class="quote"><blockquote><p>I know them.</p></blockquote><p class="quote__who">A carer</p></div>'
    )
    assert paragraphs(document) == [
        ("Ask", "Come to lunch\nWhy: we asked."),
        ("Quote", "I know them."),
        ("Quote Source", "A carer"),
    ]
    assert [run.bold for run in document.paragraphs[0].runs if run.text.strip()] == [None, False]
    assert document.paragraphs[0]._p.pPr.numPr is not None
    for name in ("Ask", "Quote", "Quote Source"):
        assert document.styles[name].element.pPr.find(qn("w:shd")) is not None


def test_only_the_first_paragraph_of_an_item_has_its_number():
    document = of("<ol><li><p>a</p><p>more</p></li><li>b</li></ol>")
    assert paragraphs(document) == [("List Number", "a"), ("List Continue", "more"), ("List Number", "b")]


def test_no_column_breaks_a_word():
    """Of a table that has room for them all."""
    heads = "".join(f"<th>{word}, 14 people</th>" for word in ["together", "perspectives", "everybody", "x"])
    [table] = of(
        f"<table><caption>c</caption><thead><tr><th>Statement</th>{heads}</tr></thead>"
        f"<tbody><tr><th>{'a long statement ' * 9}</th><td>7 of 12</td><td>b</td><td>c</td><td>d</td></tr></tbody>"
        "</table>"
    ).tables
    for column in table.columns:
        longest = max(len(word) for cell in column.cells for word in cell.text.split())
        assert column.width.pt >= longest * 5.6 + 10, (
            "an Arial letter of 10 points takes as much, bold, on average"
        )


def test_the_short_one_is_made_of_real_styles_and_fits_two_pages(tmp_path):
    actions = tuple(
        ToldAction(f"Do thing number {n} with people who draw on support", led_by="Ann") for n in range(9)
    )
    details = replace(DETAILS, contact="Ruth, 01632 960123")
    results = make_full_report().results
    content = FORMATS["short"].make(make_report(results, details, plan=actions))
    document = docx.Document(io.BytesIO(content))
    styles = {p.style.name for p in document.paragraphs}
    assert {"Heading 1", "Heading 2", "Ask", "Caption", "Normal"} == styles
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings == ["What we ask of you", "Where we are", "What we will do"]
    assert len(document.tables) == 2
    (tmp_path / "short.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*convert, tmp_path / "short.docx"], check=True, capture_output=True)
    assert len(pypdf.PdfReader(tmp_path / "short.pdf").pages) == 2


def test_each_numbered_list_begins_at_one():
    document = of("<ol><li>a</li><li>b</li></ol><p>and</p><ol><li>c</li></ol>")
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_lists_quotes_terms_and_breaks():
    document = of(
        "<ul><li>one <b>two</b><ul><li>deep</li></ul></li></ul><blockquote><p>said<br>so</p></blockquote>"
        "<dl><dt>Term</dt><dd>Meaning</dd></dl><details><summary>More</summary>loose</details>"
    )
    assert paragraphs(document) == [
        ("List Bullet", "one two"),
        ("List Bullet 2", "deep"),
        ("Quote", "said\nso"),
        ("Normal", "Term\tMeaning"),
        ("Normal", "More"),
        ("Normal", "loose"),
    ]


def test_spaces_are_as_a_browser_shows_them():
    assert of("<p>\n  a <b> b</b>\n<!-- no --> c </p><p> </p>").paragraphs[0].text == "a b c"


def test_another_language_is_marked():
    run = of('<p>We say <span lang="cy">diolch</span></p>').paragraphs[0].runs[1]
    assert run._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "cy"


def test_an_easy_read_point_is_a_picture_left_and_words_right():
    document = of(f'<div class="point"><div><img src="{SVG}" alt=""></div><div><p>We listen.</p></div></div>')
    (left, right), (table,) = document.tables[0].rows[0].cells, document.tables
    assert right.text == "We listen."
    assert table.style.name == "Normal Table"
    (picture,) = left._tc.iter(qn("wp:docPr"))
    assert "decorative" in lxml.html.etree.tostring(picture).decode()
    assert [part for part in document.part.related_parts.values() if part.content_type == "image/svg+xml"]


def test_the_logo_is_named():
    document = docx.Document(io.BytesIO(FORMATS["docx"].make(make_report(logo=PNG))))
    assert "Northgate Council" in [p.get("descr") for p in document.element.body.iter(qn("wp:docPr"))]


@pytest.mark.parametrize("html", ["<video></video>", "<p><button>x</button></p>", "<form></form>"])
def test_an_element_that_it_doesnt_know_is_an_error(html):
    with pytest.raises(UnknownElement):
        of(html)


def test_pictures_come_from_the_document_itself():
    with pytest.raises(ValueError, match="holds its pictures itself"):
        of('<p><img src="https://a.example/x.png" alt="x"></p>')


def test_dots_are_drawn_as_they_are_described():
    states = ("ticked", "not-ticked", "not-sure", "not-answered", "not-asked")
    description = strip(states, direction="strength", says="In order: or so").description
    assert states_of(description) == states
    assert states_of("A sapling") == ()
    image = Image.open(io.BytesIO(draw_dots(("ticked", "not-ticked"), "#2f6b3c")))
    assert image.getpixel((48, 20)) == (0x2F, 0x6B, 0x3C)
    assert image.getpixel((28 * 4 + 48, 20)) == (255, 255, 255)
    assert image.size == (208, 96)
