"""The invented council: it is whole, and each kind of thing is in it. How it is added is in test_adding.py."""

from datetime import date
from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from assessments.agreed import Agreed
from assessments.comparison import Look, compare
from assessments.models import ReportEdition, Round, Sheet
from assessments.services.session_formats import format_of, warm_ups_of
from demo.adding import CONTENT, add_demo
from reports.details import NAMES
from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version
from teams.models import User
from tests.made_once import made_once
from tests.test_layout import UNWANTED

pytestmark = pytest.mark.django_db


def import_rubrics():
    call_command(
        "import_rubric", "rubric/data/cahn-four-values.yaml", "rubric/data/from-to.yaml", stdout=StringIO()
    )


@pytest.fixture(scope="module")
def _demo(django_db_setup, django_db_blocker):
    """Made once: adding it takes longer than all that is looked at here."""
    with made_once(django_db_blocker):
        import_rubrics()
        assert add_demo()
        yield


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
