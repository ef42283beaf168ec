"""The invented council is added once, and only where the app is being tried out."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import ReportEdition, Round, YouSaid
from demo.adding import add_demo
from teams.models import Organisation, User
from tests.demo.test_demo import agreed, import_rubrics

pytestmark = pytest.mark.django_db


@pytest.fixture
def _rubrics():
    import_rubrics()


@pytest.mark.usefixtures("_rubrics")
def test_two_pieces_of_work_are_placed_where_there_is_a_ladder():
    call_command("import_rubric", "rubric/data/ladder-of-participation.yaml", stdout=StringIO())
    assert add_demo()
    rounds = Round.objects.exclude(places_on=None)
    assert {round.title for round in rounds} == {"Half a year on", "A year on"}
    for round in rounds:
        counts = round.releases.first().counts
        assert [len(activity["groups"]) for activity in counts["activities"]] == [3 + round.is_open] * 2
    lunch = agreed(rounds.get(title="Half a year on")).activity("the-friday-lunch")
    assert lunch.placed == {"rung.now": "consultation", "rung.aim": "co-design"}
    assert lunch.why


@pytest.mark.usefixtures("_rubrics")
def test_adding_it_again_changes_nothing():
    assert add_demo()
    Organisation.objects.update(name="Ours now")
    assert not add_demo()
    assert [str(organisation) for organisation in Organisation.objects.all()] == ["Ours now"]


@pytest.mark.usefixtures("_rubrics")
def test_people_are_told_no_earlier_than_the_report_is_issued(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["localhost"]
    call_command("demo", stdout=StringIO())
    told = YouSaid.objects.get()
    issued = told.round.editions.get(kind=ReportEdition.Kind.BOARD, superseded_at=None).issued_at
    assert timezone.localdate(told.published_at) >= timezone.localdate(issued)


@pytest.mark.usefixtures("_rubrics")
def test_the_command_says_whom_you_can_be(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["localhost"]
    out = StringIO()
    call_command("demo", stdout=out)
    assert "alice@demo.example" in out.getvalue()
    assert "facilitates the Riverside support team" in out.getvalue()


def test_it_is_refused_outside_demo_mode():
    with pytest.raises(CommandError, match="Set DEMO=1"):
        call_command("demo")
    assert not User.objects.exists()
