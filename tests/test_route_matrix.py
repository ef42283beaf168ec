"""Every URL × method × actor. A route without a row fails, and nothing of one organisation reaches another."""

import io
from copy import deepcopy
from dataclasses import dataclass, replace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from pypdf import PdfReader

from rubric.models import Rubric
from tests.councils import Council, make_council, make_rival, rubric_args
from tests.make import make_draft, make_site_editor, make_user, make_version

pytestmark = pytest.mark.django_db

# Alice facilitates, Bob is in her team, Olu is an admin and Ede a rubric editor of their organisation. Sita edits
# shared rubrics, Tess is the site's administrator, Charlie may do everything in another organisation.
CAST = ("nobody", "Alice", "Bob", "Olu", "Ede", "Sita", "Tess", "Charlie")
OUTSIDERS = ("nobody", "Sita", "Tess", "Charlie")
SIGN_IN, FORBIDDEN, MISSING = "sign in", 403, 404
OK = "ok"  # let in: the row says what the answer is then


def who(nobody, alice, bob, olu, ede, outside=MISSING):
    return dict(zip(CAST, (nobody, alice, bob, olu, ede, outside, outside, outside), strict=True))


ANYBODY = who(OK, OK, OK, OK, OK, OK)
SIGNED_IN = who(SIGN_IN, OK, OK, OK, OK, OK)
ORGANISATION = who(SIGN_IN, OK, OK, OK, OK)
ADMINS = who(SIGN_IN, FORBIDDEN, FORBIDDEN, OK, FORBIDDEN)
READERS = who(SIGN_IN, OK, OK, OK, MISSING)
MEMBERS = who(SIGN_IN, OK, OK, FORBIDDEN, MISSING)
FACILITATORS = who(SIGN_IN, OK, FORBIDDEN, FORBIDDEN, MISSING)
MANAGERS = who(SIGN_IN, OK, FORBIDDEN, OK, MISSING)
EDITORS = who(SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK)
SHARED_EDITORS = who(SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN) | {"Sita": OK}


@dataclass(frozen=True)
class Row:
    """Who is let in, what the URL names, and the answers to an empty GET and POST of somebody who is let in."""

    who: dict
    names: str = ""
    get: int = 200
    post: int = 200
    stranger: tuple = ()  # the same two, for somebody who isn't signed in, if they differ
    may_tell: bool = False  # it shows something of the organisation to whoever has the link


MATRIX = {
    # Pages for anybody
    "home": Row(ANYBODY),
    "about": Row(ANYBODY),
    "who_sees": Row(ANYBODY),
    "accessibility": Row(ANYBODY),
    "help": Row(ANYBODY),
    "set_wording": Row(ANYBODY, get=302, post=400),
    "favicon": Row(ANYBODY, get=302, post=302),
    "healthz": Row(ANYBODY),
    "readyz": Row(ANYBODY),
    # Accounts
    "account_login": Row(ANYBODY, get=302, post=302, stranger=(200, 200)),
    "account_request_login_code": Row(ANYBODY, get=302, post=302, stranger=(200, 200)),
    "account_confirm_login_code": Row(ANYBODY, get=302, post=302),
    "account_inactive": Row(ANYBODY, post=405),
    "account_signup": Row(ANYBODY),
    "account_logout": Row(ANYBODY, post=302, stranger=(302, 302)),
    "demo_sign_in": Row(ANYBODY, get=405, post=404),
    # Invitations: the link is the key
    "invitation": Row(ANYBODY, "invitation", may_tell=True),
    "send_invitation_code": Row(ANYBODY, "invitation", get=405, post=302),
    "accept_invitation": Row(SIGNED_IN, "invitation", get=405, post=302),
    "send_invitation_again": Row(MANAGERS, "invitation", get=405, post=302),
    "withdraw_invitation": Row(MANAGERS, "invitation", get=405, post=302),
    # Organisations
    "organisation": Row(ORGANISATION, "organisation"),
    "organisation_settings": Row(ADMINS, "organisation"),
    "perspectives": Row(ADMINS, "organisation"),
    "change_perspective": Row(ADMINS, "organisation", get=405, post=302),
    "move_perspective": Row(ADMINS, "organisation", get=405, post=302),
    "retire_perspective": Row(ADMINS, "organisation", get=405, post=302),
    "organisation_colours": Row(ANYBODY, "organisation"),
    "organisation_logo": Row(ORGANISATION, "organisation", get=404, post=404),
    "new_team": Row(ADMINS, "organisation"),
    "invite_to_organisation": Row(ADMINS, "organisation"),
    "remove_organisation_role": Row(ADMINS, "organisation", get=405, post=302),
    # Teams
    "team": Row(READERS, "team"),
    "team_people": Row(READERS, "team"),
    "invite_to_team": Row(MANAGERS, "team"),
    "change_role": Row(MANAGERS, "team", get=405, post=302),
    "remove_member": Row(MANAGERS, "team", get=405, post=302),
    "rename_team": Row(MANAGERS, "team"),
    # Rounds
    "plan_round": Row(FACILITATORS, "team"),
    "round": Row(READERS, "round"),
    "edit_round": Row(FACILITATORS, "round"),
    "open_round": Row(FACILITATORS, "round", get=302, post=302),
    "close_round": Row(FACILITATORS, "round", post=302),
    "reopen_round": Row(FACILITATORS, "closed round"),
    "show_what_we_see": Row(FACILITATORS, "round", get=302, post=302),
    # The together sheet
    "together": Row(MEMBERS, "round", post=405),
    "room": Row(MEMBERS, "round"),
    "together_principle": Row(MEMBERS, "part", post=400),
    "save_together": Row(MEMBERS, "part", get=405, post=400),
    "standing": Row(MEMBERS, "part"),
    # Results and reports
    "results": Row(READERS, "closed round", post=405),
    "report": Row(READERS, "closed round", post=405),
    "report_details": Row(FACILITATORS, "closed round"),
    "report_pdf": Row(READERS, "closed round", post=302),
    # Rubrics
    "rubrics": Row(SIGNED_IN),
    "rubric": Row(ORGANISATION, "rubric"),
    "rubric_version": Row(ORGANISATION, "version"),
    "adapt_rubric": Row(EDITORS, "rubric"),
}
DRAFTS = {
    "withdraw_version": Row(EDITORS, "version", post=302),
    "bring_back_version": Row(EDITORS, "version", get=405, post=302),
    "start_draft": Row(EDITORS, "rubric", get=405, post=302),
    "edit_rubric": Row(EDITORS, "rubric"),
    "draft_changes": Row(EDITORS, "rubric"),
    "preview_draft": Row(EDITORS, "rubric"),
    "publish_draft": Row(EDITORS, "rubric"),
    "discard_draft": Row(EDITORS, "rubric"),
    "edit_introduction": Row(EDITORS, "rubric"),
    "edit_source": Row(EDITORS, "rubric"),
    "edit_hard_words": Row(EDITORS, "rubric", post=302),
    "edit_level": Row(EDITORS, "level"),
    "edit_principle": Row(EDITORS, "principle"),
    "add_statement": Row(EDITORS, "place"),
    "move_statement": Row(EDITORS, "rubric", get=405, post=400),
    "edit_statement": Row(EDITORS, "statement"),
    "place_statement": Row(EDITORS, "statement"),
    "retire_statement": Row(EDITORS, "statement"),
    "bring_back_statement": Row(EDITORS, "statement", get=405, post=302),
}
EVERY = MATRIX | DRAFTS


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


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once, since no request here leaves anything behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        ours, (rival, charlie) = make_council("aldermoor"), make_rival("brackenfell")
        shared = Rubric.objects.create(slug="shared")
        make_draft(make_version(shared))
        tess = make_user("Tess", is_staff=True, is_superuser=True)
        people = {"Sita": make_site_editor(), "Tess": tess, "Charlie": charlie, **ours.people}
        yield World(ours, rival, shared, {person: signed_in(people.get(person)) for person in CAST})
        transaction.set_rollback(True)


def signed_in(person):
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


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


@pytest.mark.parametrize(
    ("person", "name"),
    [("Alice", "results"), ("Alice", "report"), ("Alice", "together_principle"), ("Ede", "edit_rubric")],
)
def test_the_word_would_be_seen(person, name, world):
    answer = world.people[person].get(reverse(name, kwargs=world.ours.args[EVERY[name].names]))
    assert world.ours.word in text_of(answer)


def expected(row):
    """A method that a view doesn't take is refused before anybody asks who is there; sign-in comes before all."""
    found = {}
    for person in CAST:
        outcome = row.who[person]
        statuses = row.stranger if person == "nobody" and row.stranger else (row.get, row.post)
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
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer, queries


def status_of(answer):
    return SIGN_IN if answer.headers.get("Location", "").startswith("/sign-in/?next=") else answer.status_code


def text_of(answer, url=""):
    """Everything an answer says, in small letters, but for the address that was asked for."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type") == "application/pdf":
        said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    else:
        said = content.decode()
    return (said + str(answer.headers)).replace(url, "").lower()


def writes(queries):
    verbs = ("INSERT", "UPDATE", "DELETE")
    return [query["sql"] for query in queries.captured_queries if query["sql"].startswith(verbs)]
