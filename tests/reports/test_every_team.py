"""Every team at a glance: by name, never by how well, and from releases alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.agreed import Room
from assessments.counted import CountedPrinciple, Counts, Group
from assessments.models import Action, ReportEdition, Round
from assessments.services.releases import keep_heard, make_release
from reports.glance import TEAMS_A_PAGE, Wanted
from reports.overview import read_overview
from teams.sides import FAMILY, SUPPORT, UNSAID
from tests.make import (
    make_admin,
    make_facilitator,
    make_organisation,
    make_person_sheet,
    make_perspective,
    make_round,
    make_team,
    make_version,
    say,
)
from tests.reports.releases import add_release, make_agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(client):
    """Three teams, out of order; Ash has looked twice, Birch once, Cedar not yet."""
    organisation, version = make_organisation(), make_version()
    teams = {name: make_team(organisation, f"{name} team") for name in ("Cedar", "Ash", "Birch")}
    first = make_round(teams["Ash"], version, state="closed", title="First look")
    add_release(first, make_agreed("p1-not-yet"))
    second = make_round(teams["Ash"], version, state="closed", title="Second look", previous=first)
    placed = {"standing": {"first_level": "doing-well", "level": "doing-well"}}
    add_release(second, make_agreed("p1-doing-well", p1=placed))
    birch = make_round(teams["Birch"], make_version(), state="closed", title="Birch looks")
    add_release(birch, make_agreed("p1-getting-there"))
    client.force_login(make_admin(organisation))
    client.organisation, client.teams, client.version = organisation, teams, version
    return client


def url(client, **looked_for):
    return reverse("every_team", args=[client.organisation.slug], query=looked_for)


def page(client, **looked_for):
    response = client.get(url(client, **looked_for))
    assert response.status_code == 200
    return response


def names(response):
    return [seen.team.name for seen in response.context["teams"]]


def cards(response):
    return {seen.team.name: seen.card for seen in response.context["teams"]}


def test_teams_stand_by_name(council):
    assert names(page(council)) == ["Ash team", "Birch team", "Cedar team"]


def test_a_card_says_where_the_team_places_itself_and_what_changed(council):
    response = page(council)
    text = response.content.decode()
    card = cards(response)["Ash team"]
    assert card.principles[0].placement.label == "Doing really well"
    assert [(one.lead, one.text) for one in card.news] == [
        ("Newly true, on Principle 1", "This is true of doing-well 1."),
        ("Good news: a warning sign left behind, on Principle 1", "This is true of not-yet 1."),
    ]
    assert "What changed since “First look”" in text
    assert "Doing really well, 1 of 1. In order: ticked." in text
    assert cards(response)["Cedar team"] is None


def test_the_hard_truth_is_the_reports(council):
    from reports.build import build_report

    round = Round.objects.get(title="Birch looks")
    assert cards(page(council))["Birch team"].hard_truth == build_report(round).summary.hard_truth


def test_the_request_is_an_issued_reports_and_never_a_drafts(council):
    round = Round.objects.get(title="Second look")
    edition = ReportEdition.objects.create(round=round, kind="board", details={"request_1": "Fund the bus."})
    assert "Fund the bus." not in page(council).content.decode()
    edition.issued_at = timezone.now()
    edition.save()
    assert "We ask you for this: “Fund the bus.”" in page(council).content.decode()
    edition.superseded_at = timezone.now()
    edition.save()
    assert "Fund the bus." not in page(council).content.decode()


def test_a_request_of_the_round_before_says_where_it_is_from(council):
    first = Round.objects.get(title="First look")
    asked = {"details": {"request_1": "Fund the bus."}, "issued_at": timezone.now()}
    ReportEdition.objects.create(round=first, kind="board", **asked)
    text = page(council).content.decode()
    assert "A request, from “First look”" in text
    assert "Fund the bus." in text


def test_the_next_action_is_what_is_due_first(council):
    team, today = council.teams["Ash"], timezone.localdate()
    Action.objects.create(team=team, what="Whenever")
    Action.objects.create(team=team, what="Later", due_on=today + timedelta(days=9))
    Action.objects.create(team=team, what="Over", due_on=today, done_at=timezone.now())
    Action.objects.create(team=team, what="Sooner", due_on=today - timedelta(days=1), co_lead="Marjorie")
    seen = page(council).context["teams"][0]
    assert (seen.next_action.what, seen.next_action.is_late) == ("Sooner", True)
    overview = page(council).context["overview"]
    assert (overview.due, overview.late) == (2, 1)


def test_a_team_is_found_by_part_of_its_name(council):
    assert names(page(council, team="bir")) == ["Birch team"]
    assert names(page(council, team="%")) == []
    assert "No team is like that." in page(council, team="zzz").content.decode()


def test_a_search_forgives_capitals_and_what_copying_adds(council):
    assert names(page(council, team="BI\u00adR")) == ["Birch team"]


def test_teams_are_found_by_rubric(council):
    slug = council.version.rubric.slug
    assert names(page(council, rubric=slug)) == ["Ash team"]
    assert names(page(council, rubric="nothing-like-it")) == []


def test_teams_are_found_by_when_their_round_closed(council):
    ago = timezone.now() - timedelta(days=120)
    Round.objects.filter(title="Birch looks").update(opened_at=ago, closed_at=ago)
    Round.objects.filter(title="First look").update(opened_at=ago, closed_at=ago)
    assert names(page(council, time="3")) == ["Ash team"]
    assert names(page(council, time="6")) == ["Ash team", "Birch team"]
    assert names(page(council, time="none")) == ["Cedar team"]
    assert len(names(page(council, time="7"))) == 3  # not a choice: told, and nothing is left out
    text = page(council, time="7").content.decode()
    assert "There is a problem" in text or "valid choice" in text


def test_the_last_release_counts_and_a_round_with_nothing_shown_doesnt(council):
    second = Round.objects.get(title="Second look")
    add_release(second, make_agreed("p1-getting-there"))
    make_round(council.teams["Ash"], council.version, title="Nothing shown")
    card = cards(page(council))["Ash team"]
    assert card.round == "Second look"
    assert [level.ticked for level in card.principles[0].levels] == [0, 1, 0]


def test_an_open_rounds_card_says_that_it_can_change(council):
    round = make_round(council.teams["Cedar"], council.version, title="Under way")
    add_release(round)
    assert "Under way, still open: this can change" in page(council).content.decode()


def test_who_is_heard_least_is_said_of_what_was_last_shown(council):
    organisation = council.organisation
    people = list(organisation.perspectives.all())
    carer = make_perspective(organisation, "Family carer or friend")
    make_perspective(organisation, "Gwell gen i beidio â dweud", UNSAID)
    make_perspective(organisation, "Gone", retired_at=timezone.now())
    room = Room(asked=True, present_ids=(people[0].pk,), present=("x",), sides=(SUPPORT,))
    sides = (SUPPORT, FAMILY)
    with_carer = Room(asked=True, present_ids=(people[0].pk, carer.pk), present=("x", "y"), sides=sides)
    for title, shown in (("First look", with_carer), ("Second look", room), ("Birch looks", with_carer)):
        keep_heard(add_release(Round.objects.get(title=title), make_agreed(room=shown)))
    overview = read_overview(organisation, Wanted())
    assert [(one.label, one.teams) for one in overview.least_heard] == [
        ("I work here", 0),
        ("Family carer or friend", 1),
    ]
    assert overview.told == 2
    assert "“Family carer or friend”: in 1 of 2 teams" in page(council).content.decode()


def quick_look(council, team, **about):
    """At a rubric on which nobody places themselves, after all else."""
    version = make_version(title="A quick checklist", published=False)
    version.levels.filter(key="getting-there").update(direction="strength")
    version.published_at = timezone.now()
    version.save()
    round = make_round(council.teams[team], version, state="closed", title="Quick look", **about)
    add_release(round, make_agreed("p1-doing-well"))
    return round


def test_a_quick_checklist_doesnt_hide_where_the_team_places_itself(council):
    quick_look(council, "Ash")
    text = page(council).content.decode()
    (seen,) = [seen for seen in page(council).context["teams"] if seen.team.name == "Ash team"]
    assert [card.round for card in seen.cards] == ["Second look", "Quick look"]
    assert "<h4>A quick checklist</h4>" in text
    assert "First look" not in [card.round for card in seen.cards]
    assert seen.cards[1].news == ()


def test_a_team_has_a_picture_for_each_thing_that_its_rounds_are_about(council):
    team, version = council.teams["Ash"], council.version
    for title, name in (("Old", "Day centre"), ("New", "day  centre"), ("Other", "Strategy")):
        round = make_round(team, version, state="closed", title=title, about="activity", about_name=name)
        add_release(round)
    sams = make_round(team, version, state="closed", title="Theirs", about="person", about_name="Sam")
    add_release(sams)
    (seen,) = [seen for seen in page(council).context["teams"] if seen.team.name == "Ash team"]
    assert [card.round for card in seen.cards] == ["Second look", "Theirs", "Other"]
    assert [card.round for card in seen.more] == ["New"]
    text = page(council).content.decode()
    assert "about Strategy" in text
    assert "Sam" not in text


def test_a_copy_of_a_rubric_goes_on_with_its_picture(council):
    copy = make_version()
    copy.rubric.based_on = council.version.rubric
    copy.rubric.save()
    round = make_round(council.teams["Ash"], copy, state="closed", title="With our copy")
    add_release(round)
    (seen,) = [seen for seen in page(council).context["teams"] if seen.team.name == "Ash team"]
    assert [card.round for card in seen.cards] == ["With our copy"]


def test_who_was_heard_is_said_over_all_that_is_open(council):
    people = list(council.organisation.perspectives.order_by("position"))
    there = Room(asked=True, present_ids=(people[0].pk,), present=("x",), sides=(SUPPORT,))
    for title in ("Second look", "Birch looks"):
        keep_heard(add_release(Round.objects.get(title=title), make_agreed(room=there)))
    keep_heard(add_release(quick_look(council, "Ash"), make_agreed(room=Room(asked=True))))
    least = {one.label: one.teams for one in read_overview(council.organisation, Wanted()).least_heard}
    assert least == {"I work here": 0}


def test_a_card_reads_what_groups_said(council):
    """What the team left behind, and others still see, is no good news."""
    round = Round.objects.get(title="Second look")
    support = council.organisation.perspectives.get(side=SUPPORT)
    ticked = {
        f"{p}-{level}": "few" for p in ("p1", "p2") for level in ("not-yet", "getting-there", "doing-well")
    }
    shown = Group((support.pk,), (support.label,), 5, 9, ticked | {"p1-not-yet": "many"}, ticked)
    counts = Counts(
        5, (CountedPrinciple("p1", (shown,)),), perspectives=((support.pk, support.label, SUPPORT),)
    )
    last = round.releases.first()
    round.releases.create(number=last.number + 1, agreed=last.agreed, counts=counts.to_json())
    card = cards(page(council))["Ash team"]
    assert card.news[0].lead == "The team says that this warning sign has gone, on Principle 1"
    assert card.news[0].said == f"Many say that it is still there: “{support.label}”."
    assert card.hard_truth.startswith("The team says that this warning sign has gone, on Principle 1")
    text = page(council).content.decode()
    assert "Good news" not in text
    assert text.count("What people said on their own can’t be shown here.") == 1  # of Birch


def test_where_what_people_said_is_hidden_a_card_says_so(council):
    first = cards(page(council))["Ash team"]
    assert not first.shows_voices
    assert "What people said on their own can’t be shown here." in page(council).content.decode()


def test_a_release_keeps_who_was_in_the_room_and_who_is_shown_as_a_group(council):
    round = make_round(council.teams["Cedar"], council.version)
    support, staff = council.organisation.perspectives.order_by("position")
    carer = make_perspective(council.organisation)
    sheet = round.sheets.get()
    sheet.room_at = timezone.now()
    sheet.save()
    sheet.presences.create(perspective=support)
    for perspective in [staff] * 6 + [carer] * 2:
        say(make_person_sheet(round, perspective), p1_not_yet=1)
    release = make_release(round, by=None)
    shown = {heard.perspective_id for heard in release.heard.all()}
    assert support.pk in shown
    assert carer.pk not in shown  # two people are never shown by themselves


def test_rounds_that_have_gone_quiet(council):
    team, now = council.teams["Cedar"], timezone.now()
    long_ago, yesterday = now - timedelta(days=50), timezone.localdate() - timedelta(days=1)

    def begun(title, *, ago=long_ago, **more):
        round = make_round(team, council.version, title=title, **more)
        Round.objects.filter(pk=round.pk).update(opened_at=ago)
        return round

    begun("Past its day", ago=now, closes_on=yesterday)
    begun("Silent")
    add_release(begun("Shown lately"))
    made = {"number": 1, "agreed": make_agreed().to_json(), "made_at": long_ago}
    begun("Shown long ago").releases.create(**made)
    begun("Young", ago=now)
    planned = make_round(team, council.version, state="planned", title="Never opened")
    make_round(team, council.version, state="planned", title="Planned lately")
    Round.objects.filter(pk=planned.pk).update(created_at=now - timedelta(days=100))
    overview = page(council).context["overview"]
    assert [round.title for round in overview.silent_rounds] == [
        "Never opened",
        "Past its day",
        "Shown long ago",
        "Silent",
    ]
    assert overview.silent == 4


def test_more_teams_than_a_page_holds(council):
    for number in range(30):
        make_team(council.organisation, f"Team {number:02}")
    first, second = page(council), page(council, page="3")
    assert len(names(first)) == TEAMS_A_PAGE
    assert names(first)[0] == "Ash team"
    assert names(second)[-1] == "Team 29"
    assert not set(names(first)) & set(names(second))
    assert names(page(council, page="99")) == names(second)
    assert 'href="?team=team&amp;page=2"' in page(council, team="team").content.decode()


def test_it_takes_six_queries_however_many_teams(council):
    page(council)
    for looked_for in ({}, {"team": "a", "rubric": council.version.rubric.slug, "time": "12"}):
        with CaptureQueriesContext(connection) as captured:
            page(council, **looked_for)
        assert len(captured) == 6, [query["sql"][:90] for query in captured.captured_queries]
        assert not any("assessments_sheet" in query["sql"] for query in captured.captured_queries)


def test_admins_only(council, client):
    for person, status in (
        (make_facilitator(council.teams["Ash"]), 403),
        (make_admin(make_organisation()), 404),
    ):
        client.force_login(person)
        for name in ("every_team", "due_actions"):
            assert client.get(reverse(name, args=[council.organisation.slug])).status_code == status


def test_what_is_due_is_listed_with_its_team(council):
    today = timezone.localdate()
    Action.objects.create(team=council.teams["Ash"], what="Far off", due_on=today + timedelta(days=60))
    Action.objects.create(team=council.teams["Birch"], what="Soon", due_on=today + timedelta(days=3))
    Action.objects.create(
        team=council.teams["Ash"],
        what="Overdue",
        due_on=today - timedelta(days=3),
        lead_name="Bob",
        co_lead="Jo",
    )
    elsewhere = make_team(name="Another council’s")
    Action.objects.create(team=elsewhere, what="Not ours", due_on=today)
    text = council.get(reverse("due_actions", args=[council.organisation.slug])).content.decode()
    assert text.index("Overdue") < text.index("Soon")
    assert "Led by Bob with Jo." in text
    assert "Far off" not in text
    assert "Not ours" not in text
