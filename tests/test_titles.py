"""A page's title tells it from every other page: in a list of tabs, in a history, and to whoever only hears it."""

import re
from collections import defaultdict
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve

from assessments.models import Round
from assessments.services.demo import add_demo
from teams.models import User

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
NOT_OURS = ("/admin/", "/static/")
FILES = re.compile("/as/|/print/.|pdf")  # made by a process of its own, or by nobody who only looks
# The same page under two addresses, and what isn't a page of its own.
TWICE = {"account_request_login_code"}
WALKERS = ["alice", "bob", "femi", "olu", "ede", "sam"]


@pytest.fixture
def _council(db):
    call_command(
        "import_rubric", "rubric/data/cahn-four-values.yaml", "rubric/data/from-to.yaml", stdout=StringIO()
    )
    add_demo()


def walk(client, *starts):
    """Every page that links lead to, with its title; which filters of a page are set makes no other page of it."""
    waiting, seen = list(starts), set()
    while waiting:
        path = waiting.pop(0)
        where = path.partition("?")[0]
        if where in seen or where.startswith(NOT_OURS) or FILES.search(where):
            continue
        seen.add(where)
        answer = client.get(path)
        if answer.status_code in (301, 302):
            waiting.append(answer.url)
        elif answer.get("Content-Type", "").startswith("text/html") and "Content-Disposition" not in answer:
            page = answer.content.decode()
            yield where, unescape(" ".join(TITLE.search(page)[1].split()))
            waiting += [unescape(link) for link in LINK.findall(page)]


def told_twice(pages):
    found = defaultdict(set)
    for path, title in pages:
        if resolve(path).url_name not in TWICE:
            found[title].add(path)
    return {title: sorted(paths) for title, paths in found.items() if len(paths) > 1}


@pytest.mark.usefixtures("_council")
def test_no_two_pages_have_one_title():
    found = {}
    for name in WALKERS:
        client = Client()
        client.force_login(User.objects.get(email__startswith=name))
        found |= told_twice(walk(client, "/"))
    assert "\n".join(f"{title}: {', '.join(paths)}" for title, paths in found.items()) == ""


@pytest.mark.usefixtures("_council")
@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_nor_on_the_way_of_somebody_without_an_account(wording):
    client = Client()
    round = Round.objects.open().get(title="A year on")
    client.get(f"/j/{round.link_token}/")
    said = {
        "perspective": round.team.organisation.perspectives.first().pk,
        "how": "alone",
        "wording": wording,
    }
    client.post(f"/join/{round.code}/", said)
    parts = [f"/mine/{round.code}/parts/{one.key}/" for one in round.version.principles.all()]
    words = [f"{part}words/" for part in parts]
    statements = [f"{part}{n}/" for part in parts for n in range(1, 4)] if wording == "easy-read" else []
    ways = ["", "hand-over/", "return-code/", "erase/", "thank-you/"]
    starts = [f"/mine/{round.code}/{way}" for way in ways]
    more = [*parts, *words, *statements] if wording == "easy-read" else parts
    assert told_twice(walk(client, "/", "/join/", *starts, *more)) == {}


@pytest.mark.parametrize("template", ["making", "failed"])
def test_each_pdf_has_a_title_of_its_own(template):
    """They are made by a process of its own, which nobody starts who only looks for titles."""
    told = [
        render_to_string(f"reports/pdf_{template}.html", {"file_name": f"{name}.pdf"}) for name in ("a", "b")
    ]
    assert len({TITLE.search(page)[1] for page in told}) == 2
