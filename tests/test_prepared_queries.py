"""Each prepared query finds what the ORM finds, in a council with something of everything, whatever it is given."""

from datetime import timedelta
from hashlib import md5
from io import StringIO
from random import Random

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

import coprod_reflect.urls  # noqa: F401 (all pages, and so all that they ask)
from assessments.models import Action, Quote, Reflection, ReportEdition, Round, SessionFormat, Sheet, WarmUp
from assessments.services import offered
from demo.adding import add_demo
from rubric.models import Remark, Rubric, RubricVersion
from teams import roles
from teams.models import Invitation, Organisation, Team, User
from teams.prepared import every_prepared
from teams.sessions import SessionStore
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
DAY = timezone.localdate()
TIMES = 25  # that each query is asked
LISTS = {"organisations", "rounds", "sheets", "teams"}
WORDS = "We were listened to"


@pytest.fixture(scope="module")
def council(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        files = [
            f"rubric/data/{name}.yaml" for name in ("cahn-four-values", "from-to", "ladder-of-participation")
        ]
        call_command("import_rubric", *files, stdout=StringIO())
        add_demo()
        add_what_demos_leave_out()
        yield {
            "user": list(User.objects.all()),
            "user_id": list(User.objects.values_list("pk", flat=True)),
            "round": list(Round.objects.all()),
            "code": [*_all_codes(), "no-such-code"],
            "round_id": list(Round.objects.values_list("pk", flat=True)),
            "team": list(Team.objects.all()),
            "teams": list(Team.objects.values_list("pk", flat=True)),
            "organisation": list(Organisation.objects.all()),
            "role": ["", roles.ADMIN, roles.RUBRIC_EDITOR],
            "organisations": list(Organisation.objects.values_list("pk", flat=True)),
            "slug": [
                *(one.slug for kind in (Organisation, Rubric) for one in kind.objects.all()),
                "no-such-slug",
            ],
            "session_key": [*Session.objects.values_list("session_key", flat=True), "no-such-session"],
            "now": [timezone.now(), timezone.now() + timedelta(days=400)],
            "kind": list(ReportEdition.Kind),
            "person": list(User.objects.all()),
            "email": [*Invitation.objects.values_list("email", flat=True), "nobody@council.example"],
            "previous": list(Round.objects.values_list("pk", flat=True)),
            "rounds": list(Round.objects.values_list("pk", flat=True)),
            "sheet": list(Sheet.objects.filter(kind=Sheet.Kind.TOGETHER)),
            "sheets": list(Sheet.objects.values_list("pk", flat=True)),
            "version_id": list(RubricVersion.objects.values_list("pk", flat=True)),
            "before": [timezone.now() - timedelta(days=days) for days in (0, 30, 200)],
            "on": [timezone.localdate(), timezone.localdate() + timedelta(days=30)],
            "since": [timezone.now() - timedelta(days=days) for days in (1, 100, 400)],
            "by": [timezone.localdate() + timedelta(days=days) for days in (-30, 0, 30)],
        }


def _all_codes():
    return [one.code for kind in (Round, Team, Action) for one in kind.objects.all()]


def add_what_demos_leave_out():
    """What waits for somebody, what was shared, and what was changed."""
    now = timezone.now()
    SessionStore().create()
    Organisation.objects.first().teams.create(name="Nobody facilitates it yet")
    ReportEdition.objects.update(issued_at=now)
    for kind in (SessionFormat, WarmUp):
        first = offered.all_of(kind, Organisation.objects.first())[0]
        offered.change(first, by=None, title=WORDS)
    for rubric in Rubric.objects.all():
        rubric.remarks.create(place="title", field="title", kind=Remark.Kind.UNCLEAR, appears_on=DAY)
    Action.objects.filter(done_at=None, stopped_at=None).update(due_on=DAY)
    closed = Round.objects.filter(closed_at__isnull=False).latest("pk")
    closed.taken_back.create(words=WORDS)
    round = Round.objects.get(closed_at=None, opened_at__isnull=False, begins_with__isnull=False)
    round.reopenings.create(reason="Somebody was on leave", closed_at=now)
    said = Reflection.objects.filter(sheet__round=round, sheet__kind=Sheet.Kind.PERSON)
    shared = dict.fromkeys(("appeared_to_round", "may_quote", "may_quote_outside"), True)
    shared |= dict.fromkeys(("appeared_to_quote", "appeared_to_quote_outside"), True)
    shared |= {"may_read": Reflection.MayRead.ROUND, "finished_at": now}
    assert said.update(text=WORDS, appeared=md5(WORDS.encode()).hexdigest(), **shared)  # noqa: S324
    Quote.objects.create(round=round, reflection=said.latest("pk"), text=WORDS, approved_at=now)


@pytest.mark.parametrize("query", every_prepared, ids=lambda query: query.__qualname__)
def test_it_finds_what_the_orm_finds(council, query):
    random, found = Random(query.__qualname__), 0  # noqa: S311 (nothing here is secret)
    for _ in range(TIMES):
        given = [_one_of(council, name, random) for name in query.names]
        plain = query.plain(*given)
        in_order = list if plain.ordered else _by_what_they_say
        assert in_order(map(_all_of, query(*given))) == in_order(map(_all_of, plain))
        found += len(plain)
    assert found, "it was asked for nothing that is there"


def _by_what_they_say(rows):
    """Nobody asked for an order, and each time PostgreSQL may have another."""
    return sorted(rows, key=repr)


def _one_of(council, name, random):
    """Of several, any number of them."""
    if name in LISTS:
        return random.sample(council[name], random.randint(0, len(council[name])))
    return random.choice(council[name])


def _all_of(row):
    """What is known of a row, and of the rows that came with it."""
    if not isinstance(row, Model):
        return row
    known = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return known | {name: _all_of(other) for name, other in row._state.fields_cache.items()}
