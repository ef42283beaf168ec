"""Every team at a glance: by name, never by how well, and from releases alone."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from assessments.agreed import Room
from assessments.counted import CountedPrinciple, Counts
from assessments.days import write_day
from assessments.group import Group
from assessments.models import Action, ReportEdition, Round, YouSaid
from assessments.services.releases import keep_heard, make_release
from reports.glance import TEAMS_A_PAGE
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
    return [row.name for row in response.context["rows"]]


def rows(response):
    return {row.name: row for row in response.context["rows"]}


def ash(response):
    return rows(response)["Ash team"]


def text_of(response):
    """What a reader reads, in one line."""
    apart = re.sub(r"<(dt|dd|p|li|br)\b", r" <\1", response.content.decode())
    return " ".join(unescape(strip_tags(apart)).split())


def test_teams_stand_by_name(council):
    assert names(page(council)) == ["Ash team", "Birch team", "Cedar team"]


def test_each_drawing_has_its_parts_name_above_it_and_its_level_under_it(council):
    text = text_of(page(council))
    assert "Ash team Closed on" in text
    assert "Principle 1: Doing really well Principle 2: Looked at, nothing chosen" in text


def test_what_a_team_says_is_folded(council):
    text = text_of(page(council))
    assert "What Ash team says Newly true Principle 1: “This is true of doing-well 1.” A hard truth" in text
    assert "What Birch team says Newly true There is no earlier round to compare this with." in text
    assert "What Cedar team says" not in text
    assert "<details" in page(council).content.decode()
    assert "<details open" not in page(council).content.decode()


def test_where_nothing_is_newly_true_it_says_since_when(council):
    second = Round.objects.get(title="Second look")
    add_release(second, make_agreed("p1-not-yet"))
    assert "Newly true Nothing since “First look”." in text_of(page(council))


def test_more_than_two_things_are_in_the_report(council):
    second = Round.objects.get(title="Second look")
    add_release(second, make_agreed("p1-doing-well p1-getting-there p2-doing-well p2-getting-there"))
    says = ash(page(council)).picture.says
    assert (len(says.newly_true), says.more) == (2, 2)
    assert "And 2 more, in the report." in text_of(page(council))


def test_nothing_can_be_sorted(council):
    """By name, whatever an address asks for; and nothing on the page leads to another order."""
    assert names(page(council, sort="level", order="-late")) == ["Ash team", "Birch team", "Cedar team"]
    found = page(council).content.decode()
    assert "<table" not in found
    assert "aria-sort" not in found
    assert not re.search(r'(href|name)="[^"]*(sort|order)', found)


def test_the_hard_truth_is_the_reports(council):
    from reports.build import build_report

    round = Round.objects.get(title="Birch looks")
    assert rows(page(council))["Birch team"].picture.says.hard_truth == build_report(round).summary.hard_truth


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


def test_what_was_asked_before_a_round_was_opened_again_is_asked_no_more(council):
    round = Round.objects.get(title="Second look")
    issued = {"details": {"request_1": "Fund the bus."}, "issued_at": timezone.now()}
    ReportEdition.objects.create(round=round, kind="board", **issued)
    assert "Fund the bus." in page(council).content.decode()
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now() + timedelta(minutes=1))
    assert "Fund the bus." not in page(council).content.decode()


def test_a_request_of_the_round_before_says_where_it_is_from(council):
    first = Round.objects.get(title="First look")
    asked = {"details": {"request_1": "Fund the bus."}, "issued_at": timezone.now()}
    ReportEdition.objects.create(round=first, kind="board", **asked)
    text = page(council).content.decode()
    assert "In “First look”: We ask you for this: “Fund the bus.”" in text


def test_the_request_of_a_summary_is_asked_too(council):
    """And comes before what was asked in the round before."""
    for title, details in (
        ("First look", {"request_1": "Fund the bus."}),
        ("Second look", {"request": "We ask you to pay for fares."}),
    ):
        round = Round.objects.get(title=title)
        ReportEdition.objects.create(round=round, kind="board", details=details, issued_at=timezone.now())
    assert ash(page(council)).picture.says.asks == "One request: “We ask you to pay for fares.”"
    assert "Fund the bus." not in page(council).content.decode()


def test_late_actions_and_the_next_day(council):
    team, today = council.teams["Ash"], timezone.localdate()
    assert (ash(page(council)).late_in_words, ash(page(council)).comes_next) == (
        "No actions yet",
        "No date yet",
    )
    Action.objects.create(team=team, what="Whenever")
    Action.objects.create(team=team, what="Later", due_on=today + timedelta(days=9))
    Action.objects.create(team=team, what="Over", due_on=today, done_at=timezone.now())
    row = ash(page(council))
    assert (row.late_in_words, row.next_on) == ("No late action", today + timedelta(days=9))
    assert row.comes_next.startswith("Action due on ")
    Action.objects.create(team=team, what="Sooner", due_on=today - timedelta(days=1), co_lead="Marjorie")
    row, overview = ash(page(council)), page(council).context["overview"]
    assert (row.late_in_words, row.next_on) == ("1 late action", today + timedelta(days=9))
    assert (overview.due, overview.late, overview.soon) == (2, 1, 1)
    assert "1 action is late. 1 more is due within 30 days." in text_of(page(council))


def test_a_rounds_days_come_before_an_actions(council):
    team, today = council.teams["Ash"], timezone.localdate()
    Action.objects.create(team=team, what="Soon", due_on=today + timedelta(days=1))
    second = Round.objects.filter(title="Second look")
    second.update(hear_on=today + timedelta(days=30))
    assert ash(page(council)).comes_next.startswith("People hear by ")
    third = make_round(team, council.version, state="planned", title="Third look")
    assert ash(page(council)).comes_next.startswith("People hear by ")
    Round.objects.filter(pk=third.pk).update(closes_on=today + timedelta(days=20))
    assert ash(page(council)).comes_next.startswith("Planned, not open yet. To close on ")
    Round.objects.filter(pk=third.pk).update(meets_on=today + timedelta(days=10))
    assert ash(page(council)).comes_next.startswith("Planned, not open yet. Meets on ")
    Round.objects.filter(pk=third.pk).update(meets_on=today - timedelta(days=1), opened_at=timezone.now())
    assert ash(page(council)).comes_next.startswith("Closes on ")


def test_a_row_says_when_a_team_last_met_and_that_it_was_long_ago(council):
    today, second = timezone.localdate(), Round.objects.filter(title="Second look")
    second.update(meets_on=today - timedelta(days=3))
    met = f"Their meeting was to be on {write_day(today - timedelta(days=3))}"
    assert met in text_of(page(council))
    second.update(meets_on=today)
    assert "Their meeting" not in text_of(page(council))
    long_ago = timezone.now() - timedelta(days=367)
    Round.objects.filter(team=council.teams["Ash"]).update(opened_at=long_ago, closed_at=long_ago)
    assert ash(page(council)).stands.endswith(", more than a year ago")
    make_round(council.teams["Ash"], council.version, state="planned", title="Third look")
    assert ash(page(council)).comes_next == "Planned, not open yet"


def test_once_people_were_told_nobody_waits_to_hear(council):
    today, second = timezone.localdate(), Round.objects.get(title="Second look")
    Round.objects.filter(pk=second.pk).update(hear_on=today - timedelta(days=2))
    assert ash(page(council)).comes_next == f"People were to hear by {write_day(today - timedelta(days=2))}"
    Round.objects.filter(pk=second.pk).update(hear_on=today + timedelta(days=9))
    assert ash(page(council)).comes_next.startswith("People hear by ")
    told = YouSaid.objects.create(round=second)
    assert ash(page(council)).comes_next.startswith("People hear by "), "it is only a draft"
    YouSaid.objects.filter(pk=told.pk).update(published_at=timezone.now())
    row = ash(page(council))
    assert (row.comes_next, row.next_on) == (f"People were told on {write_day(today)}", None)
    Action.objects.create(team=second.team, what="Soon", due_on=today + timedelta(days=1))
    assert ash(page(council)).comes_next.startswith("Action due on ")


def test_an_open_round_says_until_when_and_the_drawings_say_that_they_are_older(council):
    on = timezone.localdate() + timedelta(days=11)
    third = make_round(council.teams["Ash"], council.version, title="Third look", closes_on=on)
    row, text = ash(page(council)), text_of(page(council))
    assert row.stands == f"Open until {on.day} {on:%B %Y}"
    assert row.picture.round == "Second look"
    assert "This is from “Second look”, closed on" in text
    assert "Third look" not in text  # nothing of it has been shown
    add_release(third, make_agreed("p1-getting-there"))
    assert ash(page(council)).picture.round == "Third look"
    assert "This is from" not in text_of(page(council))
    Round.objects.filter(pk=third.pk).update(closes_on=on - timedelta(days=20))
    assert ash(page(council)).stands.startswith("Open. It was to close on ")
    Round.objects.filter(pk=third.pk).update(closes_on=None)
    assert ash(page(council)).stands == "Open"


def test_an_open_round_tells_nothing_that_was_not_shown(council):
    """Who looks after an organisation isn’t told how many joined, who was there, or what the sheet says by now."""
    third = make_round(council.teams["Ash"], council.version, title="Third look")
    before = text_of(page(council))
    support = council.organisation.perspectives.get(side=SUPPORT)
    for _ in range(6):
        say(make_person_sheet(third, support), p1_doing_well=1)
    say(third.sheets.get(kind="together"), p1_doing_well=1, p2_not_yet=1)
    assert text_of(page(council)) == before


def test_a_team_without_a_round_is_offered_help(council):
    row, text = rows(page(council))["Cedar team"], text_of(page(council))
    assert (row.stands, row.comes_next, row.late_in_words) == (
        "No round yet",
        "No date yet",
        "No actions yet",
    )
    assert text.count("Offer to help") == 1
    assert "Offer to help Cedar team begin" in text
    people = f"{reverse('team', args=[council.teams['Cedar'].code])}#people"
    assert people in page(council).content.decode()
    assert 'id="people"' in council.get(people).content.decode()
    make_round(council.teams["Cedar"], council.version, state="planned")
    row = rows(page(council))["Cedar team"]
    assert (row.stands, row.comes_next) == ("Planned, not open yet", "No date yet")
    assert "Offer to help" not in text_of(page(council))


def test_a_team_is_found_by_part_of_its_name(council):
    assert names(page(council, team="bir")) == ["Birch team"]
    assert names(page(council, team="%")) == []
    assert "No team is called like that." in page(council, team="zzz").content.decode()


def test_a_search_forgives_capitals_and_what_copying_adds(council):
    assert names(page(council, team="BI\u00adR")) == ["Birch team"]


def test_what_is_no_name_finds_every_team_and_says_why(council):
    assert len(names(page(council, team="x" * 121))) == 3
    assert "Use at most 120 characters." in page(council, team="x" * 121).content.decode()
    assert len(names(page(council, rubric="whatever", time="none"))) == 3


def test_the_last_release_counts_and_a_round_with_nothing_shown_doesnt(council):
    second = Round.objects.get(title="Second look")
    placed = {"standing": {"first_level": "getting-there", "level": "getting-there"}}
    add_release(second, make_agreed("p1-getting-there", p1=placed))
    make_round(council.teams["Ash"], council.version, title="Nothing shown")
    picture = ash(page(council)).picture
    assert picture.round == "Second look"
    assert [part.level for part in picture.parts] == ["Getting there", "Looked at, nothing chosen"]


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
    overview = read_overview(organisation, "")
    assert [(one.label, one.teams) for one in overview.least_heard] == [
        ("I work here", 0),
        ("Family carer or friend", 1),
    ]
    assert overview.told == 2
    text = text_of(page(council))
    assert "“I work here” in none of 2 teams “Family carer or friend” in 1 of 2 teams" in text
    others = "In the others too few of them answered to be shown, or nobody, or they are counted with others."
    assert others in text, "no number: each round was opened with its own"
    council.teams["Ash"].archived_at = timezone.now()
    council.teams["Ash"].save()
    assert "“I work here” not in the one team" in text_of(page(council))


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
    row = ash(page(council))
    assert row.picture.round == "Second look"
    assert [other.rubric for other in row.more] == ["A quick checklist"]
    assert "Also shown: A quick checklist, by Ash team" in text_of(page(council))


def test_a_team_that_places_itself_nowhere_is_told_of_in_words(council):
    quick_look(council, "Cedar")
    row, text = rows(page(council))["Cedar team"], text_of(page(council))
    assert not row.picture.has_placements
    assert f"Cedar team {row.stands} {row.picture.headline}" in text
    assert "The team says that this is true" in row.picture.headline


def test_a_team_has_a_picture_for_each_thing_that_its_rounds_are_about(council):
    team, version = council.teams["Ash"], council.version
    for title, name in (("Old", "Day centre"), ("New", "day  centre"), ("Other", "Strategy")):
        round = make_round(team, version, state="closed", title=title, about="activity", about_name=name)
        add_release(round)
    sams = make_round(team, version, state="closed", title="Theirs", about="person", about_name="Sam")
    add_release(sams)
    row = ash(page(council))
    assert row.picture.round == "Second look"
    assert [other.about for other in row.more] == ["one person’s support", "Strategy", "day  centre"]
    text = text_of(page(council))
    assert "How are we doing?, about Strategy, by Ash team" in text
    assert "Sam" not in text


def looked_with_a_copy(council):
    copy = make_version()
    copy.rubric.based_on = council.version.rubric
    copy.rubric.save()
    return make_round(council.teams["Ash"], copy, state="closed", title="With our copy")


def test_a_copy_of_a_rubric_goes_on_with_its_picture(council):
    add_release(looked_with_a_copy(council))
    row = ash(page(council))
    assert (row.picture.round, row.more) == ("With our copy", ())
    nothing = "There is no earlier round to compare this with."
    assert row.picture.says.new == (nothing,), "it isn’t the first round, either"


def test_who_was_heard_is_said_over_all_that_is_open(council):
    people = list(council.organisation.perspectives.order_by("position"))
    there = Room(asked=True, present_ids=(people[0].pk,), present=("x",), sides=(SUPPORT,))
    for title in ("Second look", "Birch looks"):
        keep_heard(add_release(Round.objects.get(title=title), make_agreed(room=there)))
    keep_heard(add_release(quick_look(council, "Ash"), make_agreed(room=Room(asked=True))))
    least = {one.label: one.teams for one in read_overview(council.organisation, "").least_heard}
    assert least == {"I work here": 0}


def test_who_was_heard_before_a_rubric_was_copied_isnt_heard_now(council):
    """The copy goes on with it: it is no other thing that is open beside it."""
    person = council.organisation.perspectives.order_by("position")[0]
    there = Room(asked=True, present_ids=(person.pk,), present=("x",), sides=(SUPPORT,))
    keep_heard(add_release(Round.objects.get(title="Second look"), make_agreed(room=there)))
    keep_heard(add_release(looked_with_a_copy(council), make_agreed(room=Room(asked=True))))
    assert {one.label: one.teams for one in read_overview(council.organisation, "").least_heard}[
        person.label
    ] == 0


def test_a_row_reads_what_groups_said(council):
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
    says = ash(page(council)).picture.says
    assert says.newly_true == (
        "The team says that this is newly true, on Principle 1: “This is true of doing-well 1.” "
        f"Few or nobody say so: “{support.label}”.",
    )
    assert says.hard_truth.startswith("The team says that this warning sign has gone, on Principle 1")
    text = page(council).content.decode()
    assert "Good news" not in text
    assert text.count("What people said on their own can’t be shown here.") == 1  # of Birch


def test_where_what_people_said_is_hidden_a_row_says_so(council):
    assert not ash(page(council)).picture.says.shows_voices
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
    first, second = page(council), page(council, page="2")
    assert len(names(first)) == TEAMS_A_PAGE
    assert names(first)[0] == "Ash team"
    assert names(second)[-1] == "Team 29"
    assert not set(names(first)) & set(names(second))
    assert names(page(council, page="99")) == names(second)
    assert 'href="?team=team&amp;page=2"' in page(council, team="team").content.decode()


def test_it_takes_twelve_queries_however_many_teams(council):
    page(council)
    for looked_for in ({}, {"team": "a"}):
        with CaptureQueriesContext(connection) as captured:
            page(council, **looked_for)
        assert len(captured) == 12, [query["sql"][:90] for query in captured.captured_queries]
        assert not any("assessments_sheet" in query["sql"] for query in captured.captured_queries)


def test_admins_only(council, client):
    for person, status in (
        (make_facilitator(council.teams["Ash"]), 403),
        (make_admin(make_organisation()), 404),
    ):
        client.force_login(person)
        for name in ("every_team", "every_team_csv", "due_actions"):
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


def test_an_archived_team_is_in_none_of_it(council):
    organisation, today = council.organisation, timezone.localdate()
    quiet = make_round(
        council.teams["Ash"], council.version, title="Quiet", closes_on=today - timedelta(days=1)
    )
    Action.objects.create(team=council.teams["Ash"], what="Late", due_on=today - timedelta(days=3))
    before = page(council).context["overview"]
    assert (before.teams, before.told, before.late, before.silent) == (3, 2, 1, 1)
    council.teams["Ash"].archived_at = timezone.now()
    council.teams["Ash"].save()
    overview, text = page(council).context["overview"], text_of(page(council))
    assert (overview.teams, overview.told, overview.late, overview.silent) == (2, 1, 0, 0)
    assert "Ash" not in text
    assert quiet.title not in text
    assert "Late" not in council.get(reverse("due_actions", args=[organisation.slug])).content.decode()
