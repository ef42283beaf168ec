"""Every page that links lead to: its title tells it from every other page, in a list of tabs, in a history, and to
whoever only hears it; and its mark-up is what browsers and screen readers expect."""

import re
from collections import Counter, defaultdict
from functools import cache
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve

from assessments.models import Round
from demo.adding import add_demo
from teams.models import User
from tests import nu
from tests.made_once import atomic_for_tests, made_once
from tests.way_in import answers

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
NOT_OURS = ("/admin/", "/static/")
FILES = re.compile("/as/(?!html/)|/print/.|pdf")  # made by a process of its own, or by nobody who only looks
# The same page under two addresses, and what isn't a page of its own.
TWICE = {"account_request_login_code", "report_file", "issued_report_file", "shared_report_file"}
STRANGER = ""
WALKERS = [STRANGER, "alice", "bob", "femi", "olu", "ede", "sam", "tess"]


@pytest.fixture(scope="module")
def _council(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        call_command(
            "import_rubric",
            "rubric/data/cahn-four-values.yaml",
            "rubric/data/from-to.yaml",
            stdout=StringIO(),
        )
        add_demo()
        yield


@pytest.fixture(scope="module")
def walked(_council):
    """All that one of them meets, each asked for once."""
    return cache(lambda name: dict(walk(client_of(name), "/")))


def client_of(name):
    client = Client()
    if name != STRANGER:
        client.force_login(User.objects.get(email__startswith=name))
    return client


def walk(client, *starts, most=10_000):
    """Every page that links lead to, or so many of each kind; which filters of a page are set makes no other page."""
    waiting, seen, kinds = list(starts), set(), Counter()
    while waiting:
        path = waiting.pop(0)
        where = path.partition("?")[0]
        if where in seen or where.startswith(NOT_OURS) or FILES.search(where):
            continue
        seen.add(where)
        kinds[resolve(where).url_name] += 1
        if kinds[resolve(where).url_name] > most:
            continue
        answer = client.get(path)
        if answer.status_code in (301, 302):
            waiting.append(answer.url)
        elif answer.get("Content-Type", "").startswith("text/html"):
            page = answer.content.decode()
            yield where, page
            waiting += [unescape(link) for link in LINK.findall(page)]


def title_of(page):
    return unescape(" ".join(TITLE.search(page)[1].split()))


def told_twice(pages):
    found = defaultdict(set)
    for path, page in pages.items():
        if resolve(path).url_name not in TWICE:
            found[title_of(page)].add(path)
    return {title: sorted(paths) for title, paths in found.items() if len(paths) > 1}


def test_no_two_pages_have_one_title(walked):
    found = {}
    for name in WALKERS:
        found |= told_twice(walked(name))
    assert "\n".join(f"{title}: {', '.join(paths)}" for title, paths in found.items()) == ""


def test_their_mark_up_has_no_mistakes(walked, tmp_path):
    pages = {f"{name} at {path}": page for name in WALKERS for path, page in walked(name).items()}
    pages |= {f"an empty form at {path}": page for path, page in sent_empty(walked)}
    found = nu.mistakes(pages, tmp_path)
    assert nu.but_for_what_is_meant(found) == {}
    assert [each for each in nu.MEANT if not any(re.match(each, said) for said in found)] == []


def sent_empty(walked):
    """What comes back of each kind of form when nothing is filled in."""
    routes = set()
    for name in WALKERS:
        client = client_of(name)
        for path, page in walked(name).items():
            if 'method="post"' in page and resolve(path).url_name not in routes:
                routes.add(resolve(path).url_name)
                answer = undone(client, path)
                if answer.get("Content-Type", "").startswith("text/html"):
                    yield path, answer.content.decode()


def undone(client, path):
    with atomic_for_tests():
        answer = client.post(path)
        transaction.set_rollback(True)
    return answer


@pytest.mark.usefixtures("_council")
@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_nor_on_the_way_of_somebody_without_an_account(wording):
    client = Client()
    round = Round.objects.open().get(title="A year on")
    client.get(f"/j/{round.link_token}/")
    on_the_way = {}
    for address, said in answers(round.code, round.team.organisation.perspectives.first().pk, wording):
        on_the_way[address] = client.get(address).content.decode()
        client.post(address, said)
    parts = [f"/mine/{round.code}/parts/{one.key}/" for one in round.version.principles.all()]
    words = [f"{part}words/" for part in parts]
    statements = [f"{part}{n}/" for part in parts for n in range(1, 4)]
    ways = ["", "hand-over/", "return-code/", "erase/", "thank-you/"]
    starts = [f"/mine/{round.code}/{way}" for way in ways]
    pages = on_the_way | dict(walk(client, "/", "/join/", *starts, *parts, *words, *statements))
    assert told_twice(pages) == {}


@pytest.mark.parametrize("template", ["making", "failed"])
def test_each_pdf_has_a_title_of_its_own(template):
    """They are made by a process of its own, which nobody starts who only looks for titles."""
    told = [
        render_to_string(f"reports/pdf_{template}.html", {"file_name": f"{name}.pdf"}) for name in ("a", "b")
    ]
    assert len({TITLE.search(page)[1] for page in told}) == 2
