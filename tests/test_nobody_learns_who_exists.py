"""Whoever isn't of an organisation gets the same answer whether something exists or not: status, headers and words."""

import re
from copy import deepcopy
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils.html import escape

from tests.routes import EVERY, OK, OUTSIDERS
from tests.test_route_matrix import _archives, _nothing_of_other_tests, ask, text_of, world

__all__ = ["_archives", "_nothing_of_other_tests", "world"]
# What the same routes do on another database, test_route_matrix.py asks; whom it is told is decided before.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# What names a thing of somebody's; the rest of an address says which part of it is wanted.
NAMES = {"slug", "code", "token", "quote", "mark", "entry", "signed"}
# Their addresses hold 146 bits and are the key to what they show. Nobody can ask for one that they weren't given.
KEYS = {
    "invitation",
    "mail",
    "link",
    "draft link",
    "text by link",
    "came of it",
    "shared",
    "shared file",
    "display",
    "drawing",
    "colours",
    "logo",
}
NOBODYS = {"picture"}  # of a set that everybody can download
ASKED = sorted(name for name, row in EVERY.items() if row.names and row.names not in KEYS | NOBODYS)


def made_up(args):
    """Of the same shape, and of nobody."""
    found = {name: "q" * len(value) if name in NAMES else value for name, value in args.items()}
    return found | ({"pk": args["pk"] + 10**9} if "pk" in args else {})


def answer_of(client, method, address, named):
    """All that can be told apart, but for the address itself and what is new each time."""
    answer, _ = ask(client, method, address)
    said = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text_of(answer), flags=re.IGNORECASE)
    said = said.partition("{'content-")[0] if answer.streaming else said.rpartition("{'")[0]
    for shown in (address, *named):
        for form in (shown, escape(shown), quote(shown), quote(shown, safe="")):
            said = said.replace(form.lower(), "")
    leads_to = answer.headers.get("Location", "").replace(quote(address), "").replace(address, "")
    return answer.status_code, frozenset(answer.headers), frozenset(answer.cookies), leads_to, said


@pytest.mark.parametrize("name", ASKED)
def test_it_looks_the_same_whether_it_is_there_or_not(name, world):
    row = EVERY[name]
    args = deepcopy(world.ours.args[row.names])
    told = [person for person in OUTSIDERS if row.who[person] != OK]
    assert told
    for person in told:
        for method in ("get", "post"):
            there, nowhere = (
                answer_of(
                    world.people[person],
                    method,
                    reverse(name, kwargs=each),
                    [value for key, value in each.items() if key in NAMES],
                )
                for each in (args, made_up(args))
            )
            assert there == nowhere, f"{person} can tell by {method}"
