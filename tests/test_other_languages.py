"""A rubric in another language says so on every text of it, wherever that stands: pages, files, paper, Word and PDF."""

import io
import re
from dataclasses import fields, is_dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from docx import Document as Word
from docx.oxml.ns import qn
from lxml import html
from pypdf import PdfReader

from assessments.cookies import keep_sheet
from assessments.counted import OUTSIDE
from assessments.models import ReportEdition, Round
from assessments.services.joining import hash_return_code, return_code_of
from demo.adding import add_demo
from reports.build import build_easy_read, build_report
from reports.formats import HTML, easy_read, paper
from reports.formats.html import to_html
from reports.formats.kept import SOURCE, to_source
from reports.formats.short import to_short_html
from reports.formats.word import to_word
from reports.paper import build_paper
from reports.pdf.rendering import to_pdf
from reports.services.finishing import finish
from rubric import reading
from rubric.document import dump, parse
from rubric.languages import say_languages
from rubric.models import RubricVersion
from tests.made_once import made_once
from tests.test_every_page import client_of, walk
from tests.way_in import answers

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
# Invented words, which stand in no text of ours: of a rubric in Welsh, and one in Urdu, which runs from right to left.
SAID = {"cy": "Testun {} yma", "ur": "یہ متن {} ہے"}
FOUND = {"cy": re.compile(r"Testun \d+ yma"), "ur": re.compile(r"یہ متن \d+ ہے")}
WAYS = {"cy": "ltr", "ur": "rtl"}
RUBRICS = {"cahn-four-values": "cy", "from-to": "ur"}
MOST = 2  # pages of each kind
STAYS = {
    "response",
    "group",
    "slug",
    "key",
    "level",
    "language",
    "direction",
    "picture",
    "source",
    "id",
    "drawings",
    "word",
}
# What a picture or a box says besides can have one language only, and is partly ours: the same words stand beside it.
ONE_LANGUAGE = {"title", "textarea"}


def translated(value, language, numbers):
    """With all its texts said anew."""
    if isinstance(value, str):
        return value and SAID[language].format(next(numbers))
    if isinstance(value, tuple):
        return tuple(translated(each, language, numbers) for each in value)
    if not is_dataclass(value):
        return value
    told = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in STAYS}
    return replace(value, **{name: translated(each, language, numbers) for name, each in told.items()})


@pytest.fixture(scope="module")
def _council(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, whose rubrics are in other languages."""
    folder = tmp_path_factory.mktemp("rubrics")
    for slug, language in RUBRICS.items():
        document = parse(Path(f"rubric/data/{slug}.yaml").read_text())
        numbers = count(1)
        said = replace(translated(document, language, numbers), language=language)
        asked = SAID[language].format(
            next(numbers)
        )  # in other languages, our own heading doesn't stand for it
        said = replace(said, levels=tuple(replace(level, easy_read_stem=asked) for level in said.levels))
        (folder / f"{slug}.yaml").write_text(dump(said))
    with made_once(django_db_blocker):
        call_command("import_rubric", *map(str, folder.glob("*.yaml")), stdout=io.StringIO())
        add_demo()
        yield


def unsaid(page):
    """Each text of a rubric whose nearest language, or direction, isn't its own."""
    for element in html.fromstring(page).iter("*"):
        texts = [element.text, *(child.tail for child in element), element.get("alt")]
        for language, found in FOUND.items():
            wrong = [text.strip() for text in texts if text and found.search(text)]
            if wrong and nearest(element) != (language, WAYS[language]) and not is_mixed(element, wrong):
                yield f"<{element.tag} class={element.get('class')}>: {wrong[0][:80]}"


def nearest(element):
    """A box for typing runs the way of what is in it."""
    language, way = (
        element.xpath(f"string(ancestor-or-self::*[@{name}][1]/@{name})") for name in ("lang", "dir")
    )
    return language, WAYS.get(language) if way == "auto" else way


def is_mixed(element, texts):
    left = [re.sub(FOUND["ur"], "", re.sub(FOUND["cy"], "", text)) for text in texts]
    return element.tag in ONE_LANGUAGE and any(map(str.isalpha, "".join(left)))


def told_by(pages):
    """How many texts of rubrics stand there, and what doesn't say so."""
    texts = sum(len(found.findall(page)) for _, page in pages for found in FOUND.values())
    return texts, [f"{path} {each}" for path, page in pages for each in unsaid(page)]


@pytest.mark.usefixtures("_council")
@pytest.mark.parametrize(("who", "least"), [("alice", 1000), ("ede", 100)])
def test_on_every_page_of_work(who, least):
    texts, wrong = told_by(list(walk(client_of(who), "/", most=MOST)))
    assert wrong == []
    assert texts > least


@pytest.mark.usefixtures("_council")
@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_on_every_page_of_whoever_takes_part(wording):
    texts, wrong = told_by([*taking_part(wording), *after_closing(wording)])
    assert wrong == []
    assert texts > 150


def taking_part(wording):
    client, round = Client(), Round.objects.open().get(title="A year on")
    client.get(f"/j/{round.link_token}/")
    for address, said in answers(round.code, round.team.organisation.perspectives.first().pk, wording):
        yield address, client.get(address).content.decode()
        client.post(address, said)
    parts = [f"/mine/{round.code}/parts/{one.key}/" for one in round.version.principles.all()]
    starts = [f"{part}{page}" for part in parts for page in ("", "1/", "2/", "words/")]
    starts += [f"/mine/{round.code}/{page}" for page in ("", "thank-you/", "return-code/", "download/")]
    yield from walk(client, *starts)


def after_closing(wording):
    client, round = Client(), Round.objects.closed().get(title="Half a year on")
    code, closed_at = return_code_of("in other languages"), round.closed_at
    Round.objects.filter(pk=round.pk).update(closed_at=None)  # so that somebody can get a return code
    sheet = round.sheets.filter(kind="person").first()
    round.sheets.filter(pk=sheet.pk).update(return_code_hash=hash_return_code(code))
    Round.objects.filter(pk=round.pk).update(closed_at=closed_at)
    client.cookies["sheet"] = keep_sheet(HttpResponse(), round, code).cookies["sheet"].value
    client.cookies["wording"] = wording
    yield from walk(client, f"/mine/{round.code}/", f"/mine/{round.code}/download/")


@pytest.mark.usefixtures("_council")
def test_in_every_file_that_people_take_along():
    round = Round.objects.closed().get(title="Half a year on")
    report, printed = build_report(round), build_paper(Round.objects.open().get(title="A year on"))
    made = {name: paper.to_html(printed, each) for name, each in paper.prints_of(printed).items()}
    made |= {"report": to_html(report), "short": to_short_html(report)}
    made["easy"] = easy_read.to_html(build_easy_read(round))
    texts, wrong = told_by(list(made.items()))
    assert wrong == []
    assert texts > 500
    assert told_in_word(to_word(made["report"])) == {"cy"}


@pytest.mark.usefixtures("_council")
def test_in_word_files_that_a_process_makes_which_has_read_no_rubric():
    round = Round.objects.get(title="Half a year on")
    report, now = build_report(round), timezone.now()
    edition = ReportEdition.objects.create(round=round, kind="board", number=100, issued_at=now)
    for name, content in ((HTML, to_html(report).encode()), (SOURCE, to_source(report))):
        edition.files.create(audience=OUTSIDE, format=name, content=content)
    reading.forget()
    finish(edition)
    for name in ("docx", "short"):
        assert told_in_word(bytes(edition.files.get(format=name).content), least=10) == {"cy"}, name


def told_in_word(file, *, least=50):
    runs = list(Word(io.BytesIO(file)).element.iter(qn("w:r")))
    said = [
        run for run in runs if FOUND["cy"].search("".join(text.text or "" for text in run.iter(qn("w:t"))))
    ]
    assert len(said) > least
    return {language.get(qn("w:val")) for run in said for language in run.iter(qn("w:lang"))} or {None}


def test_in_a_pdf():
    page = '<html lang="en-GB"><title>A</title><p>Here: <span lang="cy">Testun 1 yma</span>.</p></html>'
    read = PdfReader(io.BytesIO(to_pdf(page)))
    assert b"/Lang (cy)" in read.pages[0].get_contents().get_data()


@pytest.mark.usefixtures("_council")
@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<p>A: Testun 1 yma.</p>", '<p>A: <span lang="cy" dir="ltr">Testun 1 yma</span>.</p>'),
        ("<option>Testun 1 yma</option>", '<option lang="cy" dir="ltr">Testun 1 yma</option>'),
        ('<img alt="Testun 1 yma">', '<img alt="Testun 1 yma" lang="cy" dir="ltr">'),
        ('<a title="Testun 1 yma">x</a>', '<a title="Testun 1 yma">x</a>'),
        ("<p>Testun 1 ymae</p>", "<p>Testun 1 ymae</p>"),
        ("<script>Testun 1 yma</script>", "<script>Testun 1 yma</script>"),
        ("<title>Part 1, Testun 1 yma</title>", "<title>Part 1, Testun 1 yma</title>"),
    ],
)
def test_only_texts_say_it(page, told):
    list(RubricVersion.objects.filter(language="cy"))  # as for a page that shows it
    assert say_languages(page) == told
