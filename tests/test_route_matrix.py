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
from tests.councils import Council, make_council, make_rival, make_to_place_on, rubric_args
from tests.for_inside import INSIDE, ONLY, SHOWN
from tests.made_once import atomic_for_tests, made_once
from tests.make import make_draft, make_site_editor, make_user, make_version
from tests.references import References
from tests.routes import CAST, DRAFTS, EVERY, OK, OUTSIDERS, SHARED_EDITORS, SIGN_IN, WITHOUT_ACCOUNT
from tests.telling_apart import NAMED, Told, made_up, told_by

pytestmark = pytest.mark.django_db
# Whoever else asks sends a database no statement that these don’t.
SEND_ALL = ("Alice", "Olu", "Ede", "Sita", "Tess", "Dana")
ELSEWHERE = "localhost:9"  # what a proxy calls us; paper, doors, calendars and links lead to SITE_URL


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


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once, since no request here leaves anything behind."""
    folder = tmp_path_factory.mktemp("world")
    with made_once(django_db_blocker), override_settings(DATA_DIR=folder):
        ours, (rival, charlie) = make_council("aldermoor"), make_rival("brackenfell")
        shared = Rubric.objects.create(slug="shared")
        make_draft(make_version(shared))
        make_to_place_on(shared, "shared")
        tess = make_user("Tess", is_staff=True, is_superuser=True)
        people = {"Sita": make_site_editor(), "Tess": tess, "Charlie": charlie, **ours.people}
        visitors = {person: signed_in(people.get(person)) for person in CAST}
        join(visitors["Dana"], ours)
        join(visitors["Erin"], rival)
        yield World(ours, rival, shared, visitors, folder)


@pytest.fixture(autouse=True)
def _nothing_of_other_tests():
    """What was read of this module's world stays true for all of its tests."""


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


@pytest.fixture(scope="module")
def outside():
    """What outsiders were told at each address of ours, by (route, method, person), when they were asked first."""
    return {}


@pytest.mark.parametrize("name", EVERY)
def test_who_gets_what(name, world, outside):
    see_what_they_get(name, world, SEND_ALL, outside)


@pytest.mark.one_database  # see SEND_ALL
@pytest.mark.parametrize("name", EVERY)
def test_what_the_others_get(name, world, outside):
    see_what_they_get(name, world, [person for person in CAST if person not in SEND_ALL], outside)


def see_what_they_get(name, world, people, outside):
    """And what is wrong with none of it: everybody asks once each way, and every answer is looked at from all sides."""
    url = reverse(name, kwargs=world.ours.args.get(EVERY[name].names))
    heard = hear(url, world, people)
    outside |= {(name, *asked): answer.told for asked, answer in heard.items() if asked[1] in OUTSIDERS}
    assert statuses(heard) == expected(EVERY[name], people)
    for (method, person), answer in heard.items():
        asked = f"{method} by {person}"
        assert method == "post" or not answer.wrote, f"{asked} wrote {answer.wrote}"
        assert ELSEWHERE not in answer.text, f"{asked} repeats what a proxy called us"
        assert is_kept_from(person, EVERY[name], world) not in answer.text_but_for(url), (
            f"{asked} reads too much"
        )
        assert answer.page is None or answer.page.mistakes() == [], asked
        assert not answer.refuses or not answer.page.is_dead_end, f"{asked} leads nowhere"
        assert name in INSIDE | SHOWN or method == "post" or ONLY not in answer.text, (
            f"{asked} calls itself inside"
        )


@pytest.mark.one_database  # what the same routes do on another database is asked above; whom it is told, before
@pytest.mark.parametrize("name", NAMED)
def test_it_looks_the_same_to_outsiders_whether_it_is_there_or_not(name, world, outside):
    """Status, headers and words."""
    args = world.ours.args[EVERY[name].names]
    people = [person for person in OUTSIDERS if EVERY[name].who[person] != OK]
    assert people
    for person in people:
        for method in ("get", "post"):
            asked = name, method, person
            there = outside.get(asked) or tell(world, args, *asked)
            nowhere = tell(world, made_up(args), *asked)
            assert but_for_names(name, there, args) == but_for_names(name, nowhere, made_up(args)), (
                f"{person} can tell by {method}"
            )


def tell(world, args, name, method, person):
    answer, _ = ask(world.people[person], method, reverse(name, kwargs=args))
    return told_by(answer, said_by(answer))


def but_for_names(name, told, args):
    return told.but_for(reverse(name, kwargs=args), args)


def is_kept_from(person, row, world):
    """Words that person may not read there: of another organisation any, of Dana's sheet what was written."""
    if person in OUTSIDERS and not row.may_tell:
        return world.ours.word
    return f"{world.ours.word} own words" if person != "Dana" else "nothing is kept from her"


@pytest.mark.one_database  # every route is asked above on each
@pytest.mark.parametrize("name", DRAFTS)
def test_who_gets_what_of_a_shared_rubric(name, world):
    row = replace(DRAFTS[name], who=SHARED_EDITORS)
    heard = hear(reverse(name, kwargs=rubric_args(world.shared)[row.names]), world)
    assert statuses(heard) == expected(row)


@pytest.mark.one_database  # every route is asked above on each
def test_charlie_sees_only_charlies_own(world):
    def see(name):
        address = reverse(name, kwargs=world.rival.args.get(EVERY[name].names))
        return text_of(world.people["Charlie"].get(address))

    assert [name for name in EVERY if world.ours.word in see(name)] == []


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("Dana", "my_words"),
        ("Dana", "download_mine"),
        ("Alice", "results"),
        ("Alice", "issued_report"),
        ("Alice", "together_principle"),
        ("Ede", "edit_rubric"),
        ("Olu", "every_team"),
        ("Olu", "every_team_csv"),
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
        address = reverse("report_file", args=[code, format])
        return world.people[person].get(f"{address}?edition={edition}&draft=next")

    for person in OUTSIDERS:
        answer = get(person, world.ours)
        assert status_of(answer) == (SIGN_IN if person in WITHOUT_ACCOUNT else 404)
    if format != "pdf":  # which is made by a process of its own
        assert world.ours.word in text_of(get("Alice", world.ours))
        assert world.rival.word in text_of(get("Charlie", world.rival))
        assert world.ours.word not in text_of(get("Charlie", world.rival))
        assert f"{world.ours.word} own words" not in text_of(get("Alice", world.ours))


def expected(row, people=CAST):
    """A method that a view doesn't take is refused before anybody asks who is there; sign-in comes before all."""
    found = {}
    for person in people:
        outcome = row.who[person]
        statuses = row.stranger if person in WITHOUT_ACCOUNT and row.stranger else (row.get, row.post)
        for method, status in zip(("get", "post"), statuses, strict=True):
            let_in = outcome == OK or (status == 405 and outcome != SIGN_IN)
            found[method, person] = status if let_in else outcome
    return found


@dataclass
class Heard:
    """An answer: its status, all that it says in small letters, the page that it is, what asking wrote, and what tells
    it from another."""

    status: int | str
    text: str
    page: References | None
    wrote: list
    told: Told

    @property
    def refuses(self):
        return self.page is not None and isinstance(self.status, int) and self.status >= 400

    def text_but_for(self, url):
        return self.text.replace(url.lower(), "")


def hear(url, world, people=CAST):
    """What each person gets, behind a proxy that calls us something else; every request is undone before the next."""
    return {
        (method, person): heard(*ask(world.people[person], method, url))
        for person in people
        for method in ("get", "post")
    }


def heard(answer, queries):
    said = said_by(answer)
    is_page = answer.get("Content-Type", "").startswith("text/html") and said
    page = References(said) if is_page else None
    text = (said + str(answer.headers)).lower()
    return Heard(status_of(answer), text, page, writes(queries), told_by(answer, said))


def statuses(heard):
    return {asked: answer.status for asked, answer in heard.items()}


def ask(client, method, url):
    cookies = deepcopy(client.cookies)
    with atomic_for_tests(), CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(url, HTTP_HOST=ELSEWHERE)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer, queries


def status_of(answer):
    return SIGN_IN if answer.headers.get("Location", "").startswith("/sign-in/?next=") else answer.status_code


def text_of(answer):
    """Everything an answer says, its headers too, in small letters."""
    return (said_by(answer) + str(answer.headers)).lower()


def said_by(answer):
    return said_in(b"".join(answer.streaming_content) if answer.streaming else answer.content)


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
