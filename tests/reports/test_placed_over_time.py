"""Placed activities over time, with every team, in the Easy Read summary, and in rounds that only place."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from assessments.models import ReportEdition
from assessments.services.editions import draft_of
from reports.build import build_easy_read, build_report
from reports.history import build_progress
from reports.services.finishing import finish_all
from reports.services.issuing import issue_report, seen_of
from tests.make import (
    LADDER,
    make_admin,
    make_facilitator,
    make_ladder,
    make_organisation,
    make_placing_round,
    make_round,
    make_team,
    make_version,
    open_it,
)
from tests.reports.releases import make_release
from tests.reports.test_placed import UNSURE, place

pytestmark = pytest.mark.django_db


def make_only_placing(team, ladder, *, state="open", **extra):
    """A round that places, and does nothing else."""
    round = make_round(team, ladder, state="planned", **extra)
    round.activities.create(key=slugify("The Friday lunch"), position=0, name="The Friday lunch", line="")
    return open_it(round, state)


def release(round, *, now, aim, opened=0):
    """What the team agrees; `opened` so many days ago."""
    place_on(round, now, aim)
    made = make_release(round, by=make_facilitator(round.team))
    round.opened_at = timezone.now() - timedelta(days=opened)
    round.closed_at = timezone.now() - timedelta(days=max(opened - 1, 0))
    type(round).objects.filter(pk=round.pk).update(opened_at=round.opened_at, closed_at=round.closed_at)
    return made


def place_on(round, now, aim):
    if round.places_on_id:
        place(round.sheets.get(kind="together"), now=now, aim=aim)
        return
    round.places_on = round.version
    place(round.sheets.get(kind="together"), now=now, aim=aim)
    round.places_on = None


@pytest.fixture
def ladder():
    return make_ladder()


@pytest.fixture
def team():
    return make_team(make_organisation())


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_an_activity_is_told_round_by_round_and_drawn(client, team, ladder):
    version = make_version()
    first = make_placing_round(team, version, ladder=ladder, title="First")
    release(first, now=1, aim=3, opened=200)
    second = make_placing_round(team, version, ladder=ladder, title="Second", previous=first)
    release(second, now=2, aim=3, opened=10)
    (history,) = build_progress(team).activities
    labels = [place.label for place in ladder.questions.get().places.all()]
    assert [(row.round.title, row.now, row.aim) for row in history.rows] == [
        ("First", labels[0], labels[2]),
        ("Second", labels[1], labels[2]),
    ]
    assert [rung.in_words for rung in history.strips[0].rungs] == ["Last time", "Now", "Aim"]
    client.force_login(second.team.memberships.filter(role="facilitator").first().user)
    told = page(client, "progress", team.code)
    assert "Where the work was placed" in told
    assert told.index("First") < told.index("Second")


def test_now_is_only_said_of_the_newest_round(client, team, ladder):
    version = make_version()
    first = make_placing_round(team, version, ladder=ladder, title="First")
    release(first, now=1, aim=3, opened=200)
    second = make_placing_round(team, version, ladder=ladder, title="Second", previous=first)
    make_release(second, by=make_facilitator(team))
    (history,) = build_progress(team).activities
    month = f"{timezone.localtime() - timedelta(days=199):%B %Y}"
    assert [rung.in_words for rung in history.strips[0].rungs] == [f"In {month}", "", "Aim"]
    client.force_login(team.memberships.filter(role="facilitator").first().user)
    told = page(client, "progress", team.code)
    assert "In “Second” it isn’t placed yet. Drawn is where it was placed in “First”." in told


def test_versions_are_compared_by_key_each_in_its_own_words(team, ladder):
    version = make_version()
    first = make_placing_round(team, version, ladder=ladder)
    release(first, now=1, aim=UNSURE, opened=200)
    labels = [place.label for place in ladder.questions.get().places.all()]
    reworded = LADDER.replace(f'label: "{labels[0]}"', 'label: "Letting people know"')
    later = make_ladder(ladder.rubric, file=reworded)
    second = make_placing_round(team, version, ladder=later, previous=first)
    release(second, now=2, aim=3, opened=10)
    (history,) = build_progress(team).activities
    assert [row.now for row in history.rows] == labels[:2]
    assert history.rows[0].aim == "Not sure"
    first_rung = history.strips[0].rungs[0]
    assert (first_rung.label, first_rung.in_words) == ("Letting people know", "Last time")


def test_a_round_that_only_places_is_read_over_time_with_every_team_and_as_a_report(client, team, ladder):
    first = make_only_placing(team, ladder, title="First")
    release(first, now=1, aim=3, opened=200)
    round = make_only_placing(team, ladder, title="Second", previous=first)
    release(round, now=2, aim=3, opened=10)
    report = build_report(round)
    labels = [place.label for place in ladder.questions.get().places.all()]
    assert report.results.headline == f"The team places “The Friday lunch” at {labels[1]}."
    assert report.in_short.strength.startswith(
        f"“The Friday lunch” has moved from {labels[0]} to {labels[1]}"
    )
    client.force_login(make_admin(team.organisation))
    rows = page(client, "every_team", team.organisation.slug)
    assert f"The team places “The Friday lunch” at {labels[1]}." in rows
    assert f"was at {labels[0]}, and is now at {labels[1]}." in rows
    told = page(client, "progress", team.code)
    assert "Each dot is one statement" not in told
    assert f"Now</span>{labels[1]}</td>" in told


def test_activities_stand_beside_parts_with_every_team(client, team, ladder):
    round = make_placing_round(team, make_version(), ladder=ladder)
    release(round, now=2, aim=3)
    client.force_login(make_admin(team.organisation))
    assert "The team places “The Friday lunch” at" in page(client, "every_team", team.organisation.slug)


def test_what_is_not_placed_is_named_beside_parts_that_are(client, team, ladder):
    round = make_placing_round(team, make_version(), ladder=ladder)
    make_release(round, by=make_facilitator(team))
    client.force_login(make_admin(team.organisation))
    told = page(client, "every_team", team.organisation.slug)
    assert "No piece of work has been placed together yet." in told


def test_the_easy_read_summary_says_where_it_is_and_never_calls_it_co_production(team, ladder):
    round = make_only_placing(team, ladder)
    release(round, now=1, aim=2)
    summary = build_easy_read(round)
    text = "\n".join(point.text for point in summary.points)
    easy = [place.easy_read_label or place.label for place in ladder.questions.get().places.all()]
    assert f"The Friday lunch.\nNow: {easy[0]}.\nWe want: {easy[1]}." in text
    assert f"It is now: {easy[0]}.\nWe want it to be: {easy[1]}." in text
    assert "co-production" not in text.lower()
    assert "ticked" not in text


def test_every_format_of_an_issued_report_is_made_of_a_round_that_only_places(team, ladder):
    round = make_only_placing(team, ladder)
    release(round, now=2, aim=2, opened=10)
    draft = draft_of(round, ReportEdition.Kind.BOARD)
    draft.details = {"why_not": "It is for the team."}
    draft.save()
    issued = issue_report(
        type(round).objects.get(pk=round.pk), seen=seen_of(draft), by=make_facilitator(team)
    )
    finish_all()
    kept = set(issued.files.values_list("format", flat=True))
    assert {"html", "docx", "short", "xlsx", "csv", "json"} <= kept
