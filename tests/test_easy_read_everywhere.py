"""Somebody who chooses Easy Read meets nothing else from the poster to what came of it: own texts, with pictures. And
all that people who take part read, in either wording, is easy enough."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
import yaml
from django.template.loader import render_to_string
from django.test import Client

from assessments.services import offered
from reports.formats.paper import PRINTS
from rubric.models import RubricVersion
from rubric.reading import read_version
from teams.services.outbox import NOT_BY_EMAIL
from teams.services.perspectives import DEFAULTS
from tests import nu
from tests.made_once import made_once
from tests.make import make_round, make_team
from tests.participants import EASY_READ, REFUSALS, ROUTES, STANDARD, visitors
from tests.reading_levels import Page, rubric_pages, worst
from tests.reports.papers import make_door, printed
from tests.told import Told

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FILES = {"download_mine"}  # to be kept, and opened anywhere


@dataclass(frozen=True)
class Both:
    """A page in either wording, for one visitor; `standard` is None where only Easy Read has it."""

    name: str
    standard: Told | None
    easy: Told | None

    @property
    def pages(self):
        told = ((STANDARD, self.standard), (EASY_READ, self.easy))
        return [Page(self.name, wording, page.text, page.prose) for wording, page in told if page]

    def mistakes(self):
        if not self.easy.is_easy_read:
            yield "doesn’t say that it is Easy Read"
        if not self.easy.pictures:
            yield "shows no picture"
        same = self.standard.own & self.easy.own if self.standard else set()
        if 2 * len(same) > len(self.easy.own):
            yield f"says what the standard page says: {sorted(same)}"


@pytest.fixture(scope="module")
def met(django_db_setup, django_db_blocker):
    """What there is to meet, by its route or by what refuses: each asked for once."""
    with made_once(django_db_blocker):
        everybody = visitors()
        yield cache(lambda name: [_refusal(name)] if name in REFUSALS else list(_met(name, everybody)))


def _met(route, visitors):
    for visitor in visitors:
        answers = [visitor.opens(route, wording) for wording in (STANDARD, EASY_READ)]
        if any(answers):
            yield Both(f"{route}, {visitor.name}", *map(_told, answers))


def _told(answer):
    return Told(answer.content.decode()) if answer else None


def _refusal(name):
    answers = []
    for wording in (STANDARD, EASY_READ):
        client = Client(raise_request_exception=False)
        client.cookies["wording"] = wording
        answers.append(_told(REFUSALS[name](client)))
    return Both(name, *answers)


@pytest.mark.parametrize("name", [*ROUTES, *REFUSALS])
def test_a_page_of_their_way_is_easy_read_in_easy_read(name, met):
    assert met(name), "nobody gets there: add whom it is for to tests/participants.py"
    mistakes = [f"{both.name}: {each}" for both in met(name) if both.easy for each in both.mistakes()]
    assert mistakes == []


def standard_names():
    """Of parts and perspectives, where Easy Read has another."""
    yield from (label for label, _, easy_label, _ in DEFAULTS if label != easy_label)
    version = RubricVersion.objects.published().get(rubric__slug="cahn-four-values")
    for part in read_version(version.pk).principles:
        yield from {part.name, part.title} - {part.easy_read_title}


@pytest.mark.parametrize("name", ROUTES)
def test_everything_is_called_by_its_easy_read_name(name, met):
    names = set(standard_names())
    pages = [both for both in met(name) if both.easy]
    assert [f"{both.name}: {each}" for both in pages for each in names if each in both.easy.text] == []


def test_their_mark_up_has_no_mistakes(met, tmp_path):
    all_met = [both for name in [*ROUTES, *REFUSALS] for both in met(name)]
    told = [(both.name, page) for both in all_met for page in (both.standard, both.easy) if page]
    pages = {f"{name}, Easy Read: {page.is_easy_read}": page.html for name, page in told}
    assert nu.but_for_what_is_meant(nu.mistakes(pages, tmp_path)) == {}


@pytest.mark.parametrize("name", [*ROUTES, *REFUSALS])
def test_a_page_of_their_way_can_be_listened_to(name, met):
    pages = [page for both in met(name) for page in (both.standard, both.easy) if page]
    assert {page.listens for page in pages} == {int(name not in FILES)}


@pytest.mark.parametrize("name", ROUTES)
def test_beside_every_box_for_words_stands_whom_to_call(name, met):
    pages = [(both.name, page.html) for both in met(name) for page in (both.standard, both.easy) if page]
    asked = [(name, html) for name, html in pages if "<textarea" in html]
    assert [name for name, html in asked if "<strong>Call 999" not in html] == []


def letters():
    """What whoever leads an action gets by e-mail: short enough for everybody, without pictures."""
    action = {"what": "Meet here.", "team": "Our team", "due": "due today", "co_lead": "Dana", "link": "/a/"}
    who = {"lead": {"name": "Ann"}, "answered_by": "Bob"}
    for number in (1, 2):
        text = render_to_string("emails/reminder.txt", {**who, "actions": [action] * number}) + NOT_BY_EMAIL
        yield Page(f"e-mail about {number} to lead", EASY_READ, text)


def warm_ups_in_the_file():
    return yaml.safe_load(offered.CONTENT.read_text())["warm_ups"]


def papers():
    """What is printed for them. Notes that name whose ideas the sentences are stand in their authors' words."""
    version = RubricVersion.objects.published().filter(rubric__slug="cahn-four-values").first()
    meets = {"session_format": "world-cafe", "warm_ups": [each["key"] for each in warm_ups_in_the_file()]}
    told = {"hear_on": date(2100, 1, 20), "hear_back": "By post.", "meets_on": date(2099, 11, 24), **meets}
    round = make_door(make_round(make_team(), version, **told))
    for name, each in PRINTS.items():
        if name not in ("pack", "plan"):  # which is for whoever leads the day
            told = Told(printed(round, name, typed_by="Alice").replace(version.source["note"], ""))
            yield Page(f"paper: {each.title}", each.pieces[0].wording, told.text, told.prose)


def test_all_that_they_read_is_easy_enough(met, capsys):
    all_met = [both for name in [*ROUTES, *REFUSALS] for both in met(name)]
    pages = [page for both in all_met for page in both.pages] + rubric_pages() + [*letters(), *papers()]
    with capsys.disabled():
        print("\nThe hardest pages for people who take part:", *worst(pages, 10), sep="\n  ")
    assert [f"{page}: {page.long_sentences}" for page in pages if page.is_too_hard] == []
