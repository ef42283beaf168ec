"""Words go out of another round's texts while somebody writes there: real transactions, on either database."""

import time

import pytest
from django.db import connection
from django.utils import timezone

from assessments.models import ReportEdition, Round, YouSaid
from assessments.services import forgetting
from assessments.services.taking_out import INSTEAD, places_of, plan_place
from assessments.services.you_said import TEXTS, add_entry, new_entry
from reports.services.writing import save_details
from tests.make import make_round

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Nobody asked us what we want."
AT_THE_LOCK = 1  # seconds, in which somebody reads, and then has to wait
BOARD = ReportEdition.Kind.BOARD


@pytest.fixture
def taken(committing):
    return committing(_make_taken)


def _make_taken():
    round = make_round(state="closed", title="Spring")
    other = make_round(round.team, round.version, state="closed", title="Autumn")
    other.editions.create(kind=BOARD, details={"strength": WORDS})
    YouSaid.objects.create(round=other, entries=[new_entry(you_said=WORDS)])
    return round.taken_back.create(words=WORDS, was_looked_for=True)


def plans(taken):
    return [plan_place(taken, place) for place in places_of(taken)]


def take_out(plans):
    assert all(forgetting._carry_out(plan) for plan in plans)


def write_details():
    edition = ReportEdition.objects.latest("pk")
    save_details(edition.round, kind=BOARD, shown={"ask": ""}, wanted={"ask": "More time."}, by=None)


def write_more():
    edition = ReportEdition.objects.latest("pk")
    save_details(edition.round, kind=BOARD, shown={"hope": ""}, wanted={"hope": "A lift."}, by=None)


def write_entry():
    texts = dict.fromkeys(TEXTS, "") | {"you_said": "Too early."}
    add_entry(YouSaid.objects.get().round, code="bcdfghjk", texts=texts, by=None)


def details():
    return ReportEdition.objects.latest("pk").details


def said():
    return [entry["you_said"] for entry in YouSaid.objects.get().entries]


@pytest.mark.parametrize(
    ("write", "read", "left"),
    [
        (write_details, details, {"strength": INSTEAD, "ask": "More time."}),
        (write_entry, said, [INSTEAD, "Too early."]),
    ],
)
def test_whoever_writes_meanwhile_doesnt_bring_them_back(committing, taken, write, read, left):
    with committing.before_committing(take_out, committing(plans, taken)):
        writing = committing.start(write)
        time.sleep(AT_THE_LOCK)
        assert not writing.done()
    writing.result(30)
    assert committing(read) == left


def write_in_the_round():
    """As anybody does who keeps something of the other round: its row is theirs for a moment."""
    Round.objects.select_for_update(of=["self"]).get(title="Autumn")


def test_they_go_while_somebody_has_the_other_round(committing, taken):
    """Who has that and waits for the team, which the first holds, would else wait for ever, and so would the first."""
    if connection.vendor == "sqlite":
        pytest.skip("One connection writes at a time, whatever it writes.")
    planned = committing(plans, taken)
    with committing.before_committing(write_in_the_round):
        committing(take_out, planned)
    assert committing(said) == [INSTEAD]


def issue():
    ReportEdition.objects.update(issued_at=timezone.now())


def test_a_draft_that_was_begun_meanwhile_is_looked_through_too(committing, taken):
    committing(issue)
    planned = committing(plans, taken)
    committing(write_details)
    assert not committing(forgetting._carry_out, planned[0])
    assert WORDS in committing(details).values()


def take_what_was_issued():
    ReportEdition.objects.exclude(issued_at=None).select_for_update().get()


def test_a_draft_is_kept_while_words_go_out_of_an_older_report(committing, taken):
    """Whoever takes them out has that one, and may want the draft next: each would else wait for the other."""
    if connection.vendor == "sqlite":
        pytest.skip("One connection writes at a time, whatever it writes.")
    committing(issue)
    committing(write_details)
    with committing.before_committing(take_what_was_issued):
        committing(write_more)
    assert committing(details)["hope"] == "A lift."
