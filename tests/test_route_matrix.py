"""Every URL × method × actor. A route without a row fails, and nothing of one organisation reaches another."""

import io
import shutil
import zipfile
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import get_resolver, reverse
from pypdf import PdfReader

from assessments.cookies import keep_sheet
from assessments.models import Round
from assessments.services.answering import save_reflection
from assessments.services.joining import join_round
from reports.formats import FORMATS
from rubric.models import Rubric
from rubric.reading import read_version
from tests.councils import Council, make_council, make_rival, rubric_args
from tests.make import make_draft, make_site_editor, make_user, make_version
from tests.references import References
from tests.routes import CAST, DRAFTS, EVERY, OK, OUTSIDERS, SHARED_EDITORS, SIGN_IN, WITHOUT_ACCOUNT

pytestmark = pytest.mark.django_db


def names_of(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from () if pattern.namespace == "admin" else names_of(pattern)
        else:
            yield pattern.name


def test_every_route_has_a_row():
    assert set(names_of(get_resolver())) == set(EVERY)


@dataclass
class World:
    """Two councils, with everybody signed in."""

    ours: Council
    rival: Council
    shared: Rubric
    people: dict
    folder: Path


def atomic_for_tests():
    """Like the one that Django's own tests are rolled back with: what must commit at once may run inside."""
    block = transaction.atomic()
    block._from_testcase = True
    return block


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once, since no request here leaves anything behind."""
    folder = tmp_path_factory.mktemp("world")
    whole = transaction.atomic()
    whole._from_testcase = (
        True  # as Django's own tests have it, so that what must commit at once may run inside
    )
    with django_db_blocker.unblock(), whole, override_settings(DATA_DIR=folder):
        ours, (rival, charlie) = make_council("aldermoor"), make_rival("brackenfell")
        shared = Rubric.objects.create(slug="shared")
        make_draft(make_version(shared))
        tess = make_user("Tess", is_staff=True, is_superuser=True)
        people = {"Sita": make_site_editor(), "Tess": tess, "Charlie": charlie, **ours.people}
        visitors = {person: signed_in(people.get(person)) for person in CAST}
        join(visitors["Dana"], ours)
        join(visitors["Erin"], rival)
        yield World(ours, rival, shared, visitors, folder)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _archives(world, tmp_path):
    """Where this test looks for them."""
    shutil.copytree(world.folder / "archives", tmp_path / "archives")


def signed_in(person):
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def join(client, council):
    """With a sheet of the council's open round, on which something is said."""
    round = Round.objects.get(code=council.args["round"]["code"])
    sheet, return_code = join_round(round, nonce=council.word, how="alone")
    save_reflection(sheet, principle=principle_of(round), text=f"{council.word} own words", revision=0)
    keep = keep_sheet(HttpResponse(), round, return_code).cookies["sheet"]
    client.cookies["sheet"] = keep.value


def principle_of(round):
    return read_version(round.version_id).principle("p1").id


@pytest.mark.parametrize("name", EVERY)
def test_who_gets_what(name, world):
    url = reverse(name, kwargs=world.ours.args.get(EVERY[name].names))
    assert answers(EVERY[name], url, world) == expected(EVERY[name])


@pytest.mark.parametrize("name", DRAFTS)
def test_who_gets_what_of_a_shared_rubric(name, world):
    row = replace(DRAFTS[name], who=SHARED_EDITORS)
    url = reverse(name, kwargs=rubric_args(world.shared)[row.names])
    assert answers(row, url, world) == expected(row)


@pytest.mark.parametrize("name", EVERY)
def test_charlie_sees_only_charlies_own(name, world):
    answer = world.people["Charlie"].get(reverse(name, kwargs=world.rival.args.get(EVERY[name].names)))
    assert world.ours.word not in text_of(answer)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("person", ["Alice", "Bob", "Olu", "Tess", "Charlie", "Erin"])
def test_nobody_else_reads_what_dana_wrote(person, name, world):
    answer = world.people[person].get(reverse(name, kwargs=world.ours.args.get(EVERY[name].names)))
    assert f"{world.ours.word} own words" not in text_of(answer)


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("Dana", "my_principle"),
        ("Dana", "download_mine"),
        ("Alice", "results"),
        ("Alice", "report"),
        ("Alice", "together_principle"),
        ("Ede", "edit_rubric"),
        ("Olu", "every_team"),
        ("Olu", "due_actions"),
        ("Olu", "archives"),
        ("Olu", "archive_file"),
    ],
)
def test_the_word_would_be_seen(person, name, world):
    answer = world.people[person].get(reverse(name, kwargs=world.ours.args[EVERY[name].names]))
    assert world.ours.word in text_of(answer)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("edition", ["inside", "outside"])
def test_every_file_is_for_its_own_organisation(format, edition, world):
    def get(person, council):
        code = council.args["closed round"]["code"]
        return world.people[person].get(f"{reverse('report_file', args=[code, format])}?edition={edition}")

    for person in OUTSIDERS:
        answer = get(person, world.ours)
        assert status_of(answer) == (SIGN_IN if person in WITHOUT_ACCOUNT else 404)
    if format != "pdf":  # which is made by a process of its own
        assert world.ours.word in text_of(get("Alice", world.ours))
        assert world.rival.word in text_of(get("Charlie", world.rival))
        assert world.ours.word not in text_of(get("Charlie", world.rival))
        assert f"{world.ours.word} own words" not in text_of(get("Alice", world.ours))


@pytest.mark.parametrize("name", EVERY)
def test_whatever_a_proxy_calls_us_nothing_that_we_say_repeats_it(name, world):
    """Paper, doors, calendars and links lead to SITE_URL, which is another host here."""
    url = reverse(name, kwargs=world.ours.args.get(EVERY[name].names))
    for person in ("nobody", "Alice", "Olu", "Dana"):
        answer = world.people[person].get(url, HTTP_HOST="localhost:9")
        assert "localhost:9" not in text_of(answer)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", EVERY)
def test_nothing_on_a_page_stands_twice_refers_to_what_isnt_there_or_has_no_name(name, method, world):
    """Of forms too that come back with what is wrong: an empty one was sent."""
    url = reverse(name, kwargs=world.ours.args.get(EVERY[name].names))
    for person in ("nobody", "Alice", "Olu", "Ede", "Dana"):
        answer, _ = ask(world.people[person], method, url)
        if answer.get("Content-Type", "").startswith("text/html") and answer.content:
            page = References(text_of(answer))
            assert (page.twice(), page.lost(), page.nameless) == ([], set(), []), person


def expected(row):
    """A method that a view doesn't take is refused before anybody asks who is there; sign-in comes before all."""
    found = {}
    for person in CAST:
        outcome = row.who[person]
        statuses = row.stranger if person in WITHOUT_ACCOUNT and row.stranger else (row.get, row.post)
        for method, status in zip(("get", "post"), statuses, strict=True):
            let_in = outcome == OK or (status == 405 and outcome != SIGN_IN)
            found[method, person] = status if let_in else outcome
    return found


def answers(row, url, world):
    """What each person gets; every request is undone before the next."""
    found = {}
    for person in CAST:
        for method in ("get", "post"):
            answer, queries = ask(world.people[person], method, url)
            found[method, person] = status_of(answer)
            assert method == "post" or not writes(queries), f"GET wrote for {person}: {writes(queries)}"
            if person in OUTSIDERS and not row.may_tell:
                assert world.ours.word not in text_of(answer, url), f"{person} reads what isn't theirs"
    return found


def ask(client, method, url):
    cookies = deepcopy(client.cookies)
    with atomic_for_tests(), CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer, queries


def status_of(answer):
    return SIGN_IN if answer.headers.get("Location", "").startswith("/sign-in/?next=") else answer.status_code


def text_of(answer, url=""):
    """Everything an answer says, in small letters, but for the address that was asked for."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = said_in(content)
    return (said + str(answer.headers)).replace(url, "").lower()


def writes(queries):
    """But for the cache's table, in which wrong codes are counted."""
    verbs = ("INSERT", "UPDATE", "DELETE")
    sent = [query["sql"] for query in queries.captured_queries if query["sql"].startswith(verbs)]
    return [
        sql
        for sql in sent
        if not sql.startswith(tuple(f'{verb} "cache"' for verb in ("INSERT INTO", "UPDATE", "DELETE FROM")))
    ]


def said_in(content):
    """Of PDFs their text; of Word, spreadsheets and archives everything that is packed into them."""
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join([*packed.namelist(), *(said_in(packed.read(name)) for name in packed.namelist())])
    return content.decode(errors="replace")
