"""The invented council: it is whole, it is added once, and only where the app is being tried out."""

from datetime import date
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from assessments.agreed import Agreed
from assessments.comparison import Look, compare
from assessments.models import ReportEdition, Round, Sheet, YouSaid
from assessments.services.session_formats import format_of, warm_ups_of
from demo.adding import CONTENT, add_demo
from reports.details import NAMES
from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version
from teams.models import Organisation, User
from tests.test_layout import UNWANTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def _rubrics():
    call_command(
        "import_rubric", "rubric/data/cahn-four-values.yaml", "rubric/data/from-to.yaml", stdout=StringIO()
    )


@pytest.fixture
def _demo(_rubrics):
    assert add_demo()


@pytest.mark.usefixtures("_demo")
def test_rounds_of_every_kind_are_there():
    assert [r.title for r in Round.objects.planned()] == ["Where we begin"]
    assert [r.title for r in Round.objects.open()] == ["A year on"]
    assert [r.title for r in Round.objects.closed()] == ["Half a year on", "Our first look"]


@pytest.mark.usefixtures("_demo")
def test_the_open_round_has_a_meeting_to_lead():
    round = Round.objects.get(title="A year on")
    assert str(format_of(round)) == "Around the table"
    assert len(warm_ups_of(round)) == 1


@pytest.mark.usefixtures("_demo")
def test_then_and_now_has_something_to_tell():
    now = Round.objects.get(title="Half a year on")
    then, now = (Look(read_version(r.version_id), agreed(r)) for r in (now.previous, now))
    changes = compare(then, now).changes
    assert {change.key for change in changes if change.news.startswith("Good news")} >= {
        "labels",
        "payroll-only",
    }
    assert "heard-every-day" in {change.key for change in changes if change.news == "Newly true"}


def agreed(round):
    return Agreed.from_json(round.releases.first().agreed)


@pytest.mark.usefixtures("_demo")
def test_the_open_round_is_half_filled_in():
    sheet = Sheet.objects.get(kind="together", round__title="A year on")
    assert sheet.reflections.exclude(finished_at=None).count() == 2
    assert sheet.reflections.filter(finished_at=None, needs_another_look=False).count() == 1
    assert sheet.reflections.get(needs_another_look=True).principle.key == "social-capital"


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


@pytest.mark.usefixtures("_demo")
def test_nothing_happened_in_the_future():
    now = timezone.now()
    assert not Round.objects.filter(opened_at__gt=now).exists()
    assert not Sheet.objects.filter(answers__changed_at__gt=now).exists()


@pytest.mark.usefixtures("_demo")
def test_its_report_asks_for_something():
    details = ReportEdition.objects.get(kind="board", round__title="Half a year on").details
    meeting = date.fromisoformat(details["meeting_date"])
    assert meeting > timezone.localdate(), "its report is issued today, for a meeting that is still to come"
    assert meeting.weekday() < 5
    assert details["request_1"]
    assert set(details) <= set(NAMES)


@pytest.mark.usefixtures("_demo")
def test_the_rubric_editor_has_begun_a_copy():
    draft = RubricVersion.objects.drafts().get()
    assert draft.rubric.organisation.name == "Wrenfield Council"
    assert draft.edits == 2


@pytest.mark.usefixtures("_demo")
def test_adding_it_again_changes_nothing():
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


def test_it_speaks_in_our_words():
    for text in texts(yaml.safe_load(CONTENT.read_text())):
        assert not UNWANTED.search(text)
        assert "!" not in text


def texts(part):
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        return [text for each in part for text in texts(each)]
    return [str(part)]


@pytest.mark.usefixtures("_demo")
def test_whoever_looks_after_the_councils_own_rubric_finds_remarks_on_its_draft(client):
    client.force_login(User.objects.get(name="Ede Whitlock"))
    [rubric] = Rubric.objects.exclude(organisation=None)
    page = client.get(reverse("rubric_remarks", args=[rubric.slug])).content.decode()
    assert rubric.remarks.waiting().count() == 3
    for remark in rubric.remarks.all():
        assert escape(remark.words) in page
        assert escape(remark.about) in page
    draft = client.get(reverse("edit_rubric", args=[rubric.slug])).content.decode()
    assert "3 remarks" in draft
