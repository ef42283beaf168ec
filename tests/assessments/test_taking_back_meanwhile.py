"""Words go out of another round's texts while somebody writes there: real transactions, on either database."""

import time

import pytest

from assessments.models import YouSaid
from assessments.services import forgetting
from assessments.services.taking_out import INSTEAD, places_of, plan_place
from assessments.services.you_said import TEXTS, add_entry, new_entry
from tests.make import make_round

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Nobody asked us what we want."
AT_THE_LOCK = 1  # seconds, in which somebody reads, and then has to wait


@pytest.fixture
def taken(committing):
    return committing(_make_taken)


def _make_taken():
    round = make_round(state="closed", title="Spring")
    other = make_round(round.team, round.version, state="closed", title="Autumn")
    YouSaid.objects.create(round=other, entries=[new_entry(you_said=WORDS)])
    return round.taken_back.create(words=WORDS, was_looked_for=True)


def plans(taken):
    return [plan_place(taken, place) for place in places_of(taken)]


def take_out(plans):
    assert all(forgetting._carry_out(plan) for plan in plans)


def write_entry():
    texts = dict.fromkeys(TEXTS, "") | {"you_said": "Too early."}
    add_entry(YouSaid.objects.get().round, code="bcdfghjk", texts=texts, by=None)


def said():
    return [entry["you_said"] for entry in YouSaid.objects.get().entries]


def test_whoever_writes_you_said_meanwhile_doesnt_bring_them_back(committing, taken):
    with committing.before_committing(take_out, committing(plans, taken)):
        writing = committing.start(write_entry)
        time.sleep(AT_THE_LOCK)
        assert not writing.done()
    writing.result(30)
    assert committing(said) == [INSTEAD, "Too early."]
