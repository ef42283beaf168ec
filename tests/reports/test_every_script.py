"""Whatever script people write in comes out whole, on paper, in PDF, Word and as a file; what can’t is said before."""

import io
from dataclasses import replace
from functools import cache

import docx
import lxml.html
import pikepdf
import pypdf
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from reports.details import Ask
from reports.formats.easy_read import to_html as to_easy_html
from reports.formats.html import to_html
from reports.formats.unprinted import unprinted
from reports.formats.word import to_word
from reports.pdf import fonts
from reports.pdf.rendering import to_pdf
from teams.scripts import language_of, runs_of, runs_right_to_left
from tests.alone import lacks
from tests.make import make_organisation, make_perspective, make_round, make_team, make_version
from tests.reports.papers import make_door, printed
from tests.reports.pdf_ua import problems
from tests.reports.releases import make_agreed, make_told_round
from tests.reports.sample import DETAILS, make_report, make_results
from tests.reports.test_easy_read_pdf import summary
from tests.reports.tongues import ALL, LATIN, PRIVATE, RIGHT_TO_LEFT, SAID, UNASSIGNED

WIDTH = 595 / 0.75  # of a page, as WeasyPrint draws


@cache
def html():
    results = make_results(earlier=False)
    one = replace(results.principles[0], reflection="\n\n".join([*ALL, PRIVATE, UNASSIGNED]))
    details = replace(DETAILS, asks=(Ask(SAID["ur-PK"]), Ask(SAID["bn-BD"])))
    return to_html(make_report(replace(results, principles=(one,), team=f"{SAID['ta-IN']} 团队"), details))


@cache
def word():
    return docx.Document(io.BytesIO(to_word(html())))


@cache
def pdf():
    return to_pdf(html())


def text_of(pdf):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def lines(pdf):
    """{words: where they begin, in pixels from the left}."""
    found = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=lambda said, _, tm, *more: found.setdefault(said.strip(), tm[4]))
    return found


def spoken(pdf):
    """{what a line says: its language}, as it is said beside what is drawn; languages alone, where nothing is."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = [
            operands[1]
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/Lang" in operands[1]
        ]
        return {str(each.get("/ActualText", each.Lang)): str(each.Lang) for each in told}


def test_every_script_is_in_the_pdf_without_a_box():
    assert problems(pdf()) == []
    for words in LATIN.values():
        assert words in text_of(pdf())
    assert "(11 people)" in text_of(pdf()), (
        "brackets aren’t turned round by those of a line that runs from right to left"
    )


def test_no_font_is_without_its_letters():
    """Two files by one name would be taken for each other: “ŷ” was drawn as “?”."""
    with pikepdf.open(io.BytesIO(pdf())) as document:
        names = {str(f.BaseFont)[8:] for page in document.pages for f in page.Resources.Font.values()}
    assert {"Atkinson-Hyperlegible-Next", "Atkinson-Hyperlegible-Next-Extended"} <= names
    assert {"Noto-Sans-Arabic", "Noto-Sans-Gujarati", "Noto-Sans-CJK-SC", "Noto-Sans-CJK-JP"} <= names


def test_what_runs_from_right_to_left_begins_at_the_right():
    for said, left in lines(pdf()).items():
        if language_of(said) in RIGHT_TO_LEFT and not said.endswith("”"):
            assert left > WIDTH / 3, said


def test_readers_are_told_the_words_and_their_language():
    told = spoken(pdf())
    for language, words in SAID.items():
        assert told[language if language in RIGHT_TO_LEFT else words] == language


def test_what_nobody_can_print_is_told_with_its_words():
    assert unprinted(html()) == [PRIVATE, UNASSIGNED]
    assert "a � private sign" in text_of(pdf())
    assert unprinted("<body><p>All right: ŵ, আ, 团") == []


def test_only_what_is_near_is_told_of_a_long_text():
    told = unprinted(f"<body><p>{'before ' * 30}\ue000{' after' * 30}</p><p>fine</p>")
    assert len(told) == 1
    assert told[0].startswith("…")
    assert "\ue000" in told[0]
    assert len(told[0]) < 90


def test_without_a_list_of_fonts_only_our_own_is_known(monkeypatch):
    monkeypatch.setattr(fonts, "LIST", ["no-such-program"])
    fonts._installed.cache_clear()
    try:
        assert fonts.unprintable("ŵ and আ") == {"আ"}
        assert fonts.printable("ŵ and আ") == "ŵ and ?"
    finally:
        fonts._installed.cache_clear()


@pytest.mark.parametrize(("language", "words"), SAID.items())
def test_a_script_tells_a_language_and_a_direction(language, words):
    assert language_of(words) == language
    assert runs_right_to_left(words) == (language in RIGHT_TO_LEFT)
    assert "".join(run.words for run in runs_of(f"We said: {words} So.")) == f"We said: {words} So."


@pytest.mark.parametrize("words", [*LATIN.values(), "", "2027", "Мы решаем вместе.", "👍"])
def test_letters_of_many_languages_tell_none(words):
    assert language_of(words) == ""
    assert not runs_right_to_left(words)


def test_word_has_a_font_a_language_and_a_direction_for_each():
    runs = {run.text.strip(): run for p in word().paragraphs for run in p.runs}
    bengali, chinese = runs[SAID["bn-BD"]]._r.rPr, runs[SAID["zh-CN"]]._r.rPr
    assert bengali.rFonts.get(qn("w:cs")) == "Nirmala UI"
    assert bengali.find(qn("w:cs")) is not None
    assert bengali.find(qn("w:lang")).get(qn("w:bidi")) == "bn-BD"
    assert chinese.rFonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
    assert chinese.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    for paragraph in word().paragraphs:
        turned = paragraph._p.pPr.find(qn("w:bidi")) is not None
        assert turned == runs_right_to_left(paragraph.text), paragraph.text
        assert not turned or paragraph.runs[-1]._r.rPr.find(qn("w:rtl")) is not None


def test_words_styles_look_alike_in_every_script():
    quote = word().styles["Quote"].font
    assert (quote.italic, quote.cs_italic) == (False, False)
    for name in ("Normal", "Heading 1", "Caption"):
        properties = word().styles[name].element.rPr
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == str(int(properties.sz.val.pt * 2))


@pytest.mark.django_db
def test_the_web_page_opens_by_itself():
    assert lacks(html()) == []
    assert lacks(to_easy_html(easy_read_in_every_script())) == []
    paragraphs = lxml.html.document_fromstring(html()).xpath("//blockquote/p")
    assert len(paragraphs) == len(ALL) + 2
    turned = {p.text for p in paragraphs if p.get("dir") == "rtl"}
    assert turned == {SAID["ur-PK"]}, "it begins with Latin letters, by which a browser would go"
    assert {p.get("dir") for p in paragraphs if p.text not in turned} == {"auto"}


@pytest.fixture
def round_in_every_script(db):
    organisation = make_organisation(f"{SAID['gu-IN']} {LATIN['cy']}")
    for language in ("bn-BD", "ur-PK", "zh-CN"):
        make_perspective(organisation, SAID[language])
    version = make_version(published=False, purpose=" ".join(ALL[:8]), title=SAID["pa-IN"])
    for statement, words in zip(version.statements.all(), ALL, strict=False):
        statement.text, statement.easy_read = words, words
        statement.save()
    team = make_team(organisation, f"{SAID['ta-IN']} {SAID['ur-PK']}")
    return make_door(make_round(team, version, hear_back=SAID["am-ET"], title=SAID["th-TH"]))


def test_every_printed_paper_has_every_script(round_in_every_script):
    pack = to_pdf(printed(round_in_every_script, "pack", typed_by=SAID["ko-KR"]))
    assert problems(pack) == []
    told = spoken(pack)
    for language in ("bn-BD", "pa-IN", "gu-IN", "ta-IN", "th-TH", "zh-CN", "ur-PK"):
        assert language in told.values(), language
    assert LATIN["cy"] in text_of(pack)


def easy_read_in_every_script():
    points = dict(zip(("good_1", "good_2", "good_3", "change_1", "change_2"), SAID.values(), strict=False))
    return summary(**points, checked_with=SAID["ur-PK"])


@pytest.mark.django_db
def test_the_easy_read_summary_has_every_script():
    printed = to_pdf(to_easy_html(easy_read_in_every_script()))
    assert problems(printed) == []
    assert {"bn-BD", "pa-IN", "gu-IN", "ta-IN", "hi-IN"} <= set(spoken(printed).values())


@pytest.mark.django_db
def test_what_cant_be_printed_is_said_before_printing_and_issuing(client):
    round, alice = make_told_round(make_agreed("p1-not-yet", p1={"reflection": PRIVATE}))
    client.force_login(alice)
    for name in ("issue_report", "issue_easy_read_summary", "report_pdf"):
        page = client.get(reverse(name, args=[round.code])).content.decode()
        assert ("We can’t print all of it" in page) == (name != "issue_easy_read_summary")
    open_round = make_door(make_round(round.team))
    address = reverse("print_round", args=[open_round.code])
    assert "We can’t print all of it" not in client.get(address).content.decode()
    round.team.name = UNASSIGNED
    round.team.save()
    assert UNASSIGNED in client.get(address).content.decode().split("We can’t print all of it")[1]
