"""The largest rubric and the smallest go through everything that a rubric goes through."""

import io
import re
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urlencode

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import Answer, Counted, Round, Sheet
from assessments.part import find_part
from assessments.services.answering import read_all_parts, read_part
from assessments.services.carrying import begin_with
from assessments.services.releases import make_release
from assessments.services.rounds import close_round
from reports.build import build_report
from reports.formats.html import to_html
from reports.formats.paper import PRINTS
from reports.pdf import jobs
from reports.pdf.queue import SECONDS
from reports.pdf.rendering import to_pdf
from rubric.document import dump, parse
from rubric.document.plain_yaml import LARGEST
from rubric.models import Rubric
from rubric.reading import read_version
from rubric.services.importing import import_document
from teams.codes import new_code, new_token
from tests.conftest import forget_releases
from tests.limits import FEWEST, MOST, fill_in, rubric_of, typed_form
from tests.made_once import made_once
from tests.make import (
    make_facilitator,
    make_person_sheet,
    make_round,
    make_rubric_editor,
    make_team,
)
from tests.reports.papers import make_door, printed
from tests.reports.pdf_ua import problems
from tests.way_in import answers

pytestmark = pytest.mark.django_db
# What is made of what was read is the same whichever database it came from.
one_database = pytest.mark.one_database
BIGGEST_PART = (1, *MOST[1:])
DRAFT = ["edit_rubric", "draft_levels", "preview_draft", "publish_draft"]
OF_ROUND = ["round", "together", "door", "type_in", "print_round", "session", "results", "report", "quotes"]
OF_ROUND += ["write_meeting", "write_asks", "write_summary", "write_done"]
OF_ROUND += ["easy_read_summary", "edit_easy_read_summary", "you_said", "close_round"]
OF_PART = ["together_principle", "session_principle"]
MINE = ["my_sheet", "thank_you", "my_results", "my_results_more", "download_mine"]
FILES = ["html", "csv", "json"]
# “There are 1 parts”, “1 statements”, “1 of 1 parts finished”; but “1 of 1 is…”.
ONE_TOLD_AS_MANY = re.compile(r"\b(?:are|all) 1\b|\b1 (?!is\b|was\b|has\b)[a-z]+s\b|\banother part\b")


@dataclass
class World:
    """A team with one round, which people have filled in on their own and together."""

    round: Round
    alice: Client
    ede: Client
    dana: Client


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """Made once, since no test leaves anything behind."""
    with made_once(django_db_blocker):
        yield {size: make_world(size) for size in (MOST, BIGGEST_PART, FEWEST)}


@pytest.fixture(autouse=True)
def _nothing_of_other_tests():
    """No test makes a version, so that those of the world needn't be read anew, which takes longest; some release."""
    forget_releases()


@pytest.fixture(params=[MOST, FEWEST], ids=["most", "fewest"])
def world(request, worlds):
    return worlds[request.param]


@pytest.fixture
def largest(worlds):
    return worlds[MOST]


def make_world(size) -> World:
    team = make_team()
    document = replace(rubric_of(*size), slug=f"limits-{len(size)}-{sum(size)}")
    version = import_document(document, organisation=team.organisation)
    round = make_door(make_round(team, version), join_code=new_code(), link_token=new_token())
    round.sheets.update(room_at=round.opened_at)
    fill_in(round.sheets.get())
    for turn in range(12):
        fill_in(make_person_sheet(round, team.organisation.perspectives.first()), turn=turn)
    alice = make_facilitator(team)
    make_release(round, by=alice)
    return World(round, signed_in(alice), editing(team, version.rubric), join(round))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def editing(team, rubric: Rubric):
    client = signed_in(make_rubric_editor(team.organisation))
    client.post(reverse("start_draft", args=[rubric.slug]))
    return client


def join(round, wording="standard"):
    """Somebody who has come in, and has finished their sheet."""
    client, perspective = Client(), round.team.organisation.perspectives.first()
    client.get(f"/j/{round.link_token}/")
    for address, said in answers(round.code, perspective.pk, wording):
        client.post(address, said)
    fill_in(round.sheets.order_by("pk").last())
    return client


def invited(round, wording):
    """What somebody reads before they join."""
    client = Client()
    client.cookies["wording"] = wording
    return client.get(f"/j/{round.link_token}/", follow=True).content.decode()


QUERIES = {"round": 19}  # pages that tell of much beside the sheet


def get(client, name, *args, most=None, query=""):
    most = most or QUERIES.get(name, 16)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, name
    assert len(queries) <= most, name
    return answer.content.decode()


def words_of(page):
    bare = re.sub(r"<(style|script|svg).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


@one_database  # it asks none
def test_a_rubric_of_the_most_comes_back_from_its_file():
    document = rubric_of(*MOST)
    assert parse(dump(document)) == document


@one_database
def test_with_the_longest_texts_its_file_is_not_too_big():
    assert len(dump(rubric_of(*MOST, letters=1_000, letter="照")).encode()) < LARGEST


@one_database
def test_its_draft_can_be_looked_at_and_changed(world):
    slug = world.round.version.rubric.slug
    overview, *_ = [get(world.ede, name, slug) for name in DRAFT]
    version = world.round.version
    assert overview.count("/draft/parts/") == version.principles.count()
    part = get(world.ede, "draft_part", slug, "p0")
    assert part.count('class="draft-statement"') == version.statements.filter(principle__key="p0").count()
    statement = world.round.version.statements.last()
    assert statement.text in get(world.ede, "edit_statement", slug, statement.key)


@one_database  # how many queries a page takes is ours to say
def test_its_pages_take_no_more_queries_than_others(world):
    code = world.round.code
    for name in OF_ROUND:
        get(world.alice, name, code)
    for name in OF_PART:
        get(world.alice, name, code, "p0")
    for name in MINE:
        get(world.dana, name, code, most=9)
    get(world.alice, "progress", world.round.team.code)
    get(world.alice, "plan_action", world.round.team.code)


@one_database
def test_a_part_has_all_its_statements(largest):
    code = largest.round.code
    assert get(largest.alice, "together_principle", code, "p19").count('name="not-sure-') == 240
    assert get(largest.dana, "my_words", code, "p19").count("data-statement=") == 240


def test_all_parts_are_read_in_two_queries_as_each_is(largest, django_assert_num_queries):
    sheet = largest.round.sheets.filter(kind=Sheet.Kind.PERSON).select_related("round").first()
    document = read_version(sheet.round.version_id)
    parts = [find_part(document, f"p{n}") for n in range(20)]
    with django_assert_num_queries(2):
        filled = read_all_parts(sheet, parts)
    assert filled[7] == read_part(sheet, parts[7])


def test_a_paper_sheet_of_it_is_typed_in_on_one_page(largest):
    sent = urlencode(typed_form(largest.round, "照"))
    assert len(sent) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    address, kind = reverse("type_in", args=[largest.round.code]), "application/x-www-form-urlencoded"
    answer = largest.alice.post(address, sent, content_type=kind)
    assert "The sheet is saved" in answer.content.decode()
    typed = largest.round.sheets.get(on_paper=True)
    assert typed.answers.filter(value=Answer.Value.NOT_SURE).count() == 4_800
    assert {len(text) for text in typed.reflections.values_list("text", flat=True)} == {10_000}


def test_a_release_remembers_every_mark(largest):
    kept = Counted.objects.filter(sheet__round=largest.round).values_list("marks", flat=True)
    assert {len(marks) for marks in kept} == {240}


@one_database
@pytest.mark.parametrize("edition", ["inside", "outside"])
def test_its_files_hold_every_statement(edition, largest):
    for format in FILES:
        held = get(largest.alice, "report_file", largest.round.code, format, query=f"?edition={edition}")
        assert len(set(re.findall(r"\bs\d+-\d-\d+ w", held))) == 4_800, format


@one_database
def test_the_biggest_part_fits_into_a_spreadsheet_and_into_word(worlds):
    """Of the largest rubric they take a quarter of a minute."""
    world = worlds[BIGGEST_PART]
    sheet, word = (
        world.alice.get(reverse("report_file", args=[world.round.code, format])).content
        for format in ("xlsx", "docx")
    )
    rows = openpyxl.load_workbook(io.BytesIO(sheet)).worksheets[0].max_row
    assert rows > 240
    assert word.startswith(b"PK")


@one_database
def test_what_is_large_has_longer_to_become_a_pdf(largest):
    """A form of it has 400 pages, which take half a minute of a quick machine's time."""
    report = to_html(build_report(largest.round, edition="inside"))
    assert jobs.seconds_for(report) > 3 * SECONDS
    assert jobs.seconds_for(printed(largest.round)) > 2 * SECONDS


@one_database
def test_the_biggest_part_becomes_pdfs_that_keep_to_pdf_ua(worlds):
    round = worlds[BIGGEST_PART].round
    for html in (printed(round), to_html(build_report(round, edition="outside"))):
        made = to_pdf(html)
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
        assert len(set(re.findall(r"s0-\d-\d+", text))) == 240
        assert problems(made) == []


def test_the_next_round_begins_with_all_of_it_and_is_compared_with_it(world):
    close_round(world.round, by=None)
    then = make_round(world.round.team, world.round.version, title="Next", previous=world.round)
    sheet = then.sheets.get()
    begin_with(sheet, world.round.releases.first())
    assert sheet.answers.count() == world.round.version.statements.count()
    sheet.reflections.update(finished_at=then.opened_at, needs_another_look=False)
    sheet.answers.update(value=Answer.Value.TICKED)
    make_release(then, by=None)
    for name in ("results", "report", "together"):
        get(world.alice, name, then.code)
    get(world.alice, "progress", then.team.code)
    changes = [p.change for p in build_report(then, edition="inside").results.principles]
    compared = sum(len(change.changes) for change in changes)
    assert compared == world.round.version.statements.count()


@one_database
def test_one_is_never_told_as_many(worlds):
    smallest = worlds[FEWEST]
    round = smallest.round
    pages = [get(smallest.alice, name, round.code) for name in OF_ROUND]
    pages += [get(smallest.dana, name, round.code) for name in MINE]
    pages += [invited(round, wording) for wording in ("standard", "easy-read")]
    pages += [printed(round, name) for name in PRINTS]
    pages += [get(smallest.alice, "team", round.team.code), get(smallest.alice, "home")]
    assert [found for page in pages for found in ONE_TOLD_AS_MANY.findall(words_of(page))] == []
