"""The pages that open, change, close and reopen a round, and the button that shows what we see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Round
from assessments.services.rounds import open_round
from tests.make import (
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_round,
    make_team,
    make_version,
)

pytestmark = pytest.mark.django_db

STEPS = {"edit_round": "planned", "open_round": "planned", "close_round": "open", "reopen_round": "closed"}


def go(client, step, round, data=None):
    """GET, or POST when there is something to send; the page that comes in the end."""
    address = reverse(step, args=[round.code])
    if data is None:
        return client.get(address, follow=True)
    return client.post(address, data, follow=True)


def signed_in(client, round):
    client.force_login(make_facilitator(round.team))
    return client


def reread(round):
    return Round.objects.get(pk=round.pk)


@pytest.mark.parametrize(("step", "state"), STEPS.items())
@pytest.mark.parametrize("data", [None, {}])
def test_only_a_facilitator_may(client, step, state, data):
    round = make_round(state=state)
    charlie = make_facilitator(make_team(make_organisation("Harbourside")), "Charlie")
    for user, status in [
        (make_member(round.team), 403),
        (make_admin(round.team.organisation), 403),
        (charlie, 404),
    ]:
        client.force_login(user)
        assert go(client, step, round, data).status_code == status
    assert reread(round).state == state


@pytest.mark.parametrize(("step", "state"), STEPS.items())
def test_reading_a_page_changes_nothing(client, step, state):
    round = make_round(state=state)
    response = go(signed_in(client, round), step, round)
    assert response.status_code == 200
    assert response.redirect_chain == []
    assert (reread(round).state, round.releases.count(), round.reopenings.count()) == (state, 0, 0)


@pytest.mark.parametrize(
    ("step", "state", "says"),
    [
        ("edit_round", "closed", "stays as it is"),
        ("open_round", "open", "opened already"),
        ("open_round", "closed", "opened already"),
        ("close_round", "planned", "hasn&#x27;t been opened"),
        ("close_round", "closed", "closed already"),
        ("reopen_round", "planned", "hasn&#x27;t been opened"),
        ("reopen_round", "open", "This round is open."),
    ],
)
def test_a_page_from_yesterday_says_what_has_happened(client, step, state, says):
    round = make_round(state=state)
    response = go(signed_in(client, round), step, round)
    assert response.redirect_chain[-1][0] == reverse("round", args=[round.code])
    assert says in response.content.decode()


def test_opening(client):
    round = make_round(state="planned")
    response = go(signed_in(client, round), "open_round", round, {})
    assert b"The round is open." in response.content
    assert reread(round).is_open


def test_opening_twice_is_harmless(client):
    round = make_round(state="planned")
    signed_in(client, round)
    for _ in range(2):
        assert b"The round is open." in go(client, "open_round", round, {}).content
    assert round.sheets.count() == 1


def test_the_page_says_what_opening_means(client):
    before = make_round(state="closed", title="Autumn round")
    round = make_round(before.team, before.version, state="planned")
    page = go(signed_in(client, round), "open_round", round).content.decode()
    assert "Priya Nair on 01632 960123" in page
    assert "Autumn round" in page


def test_without_somebody_to_call_it_says_whom_to_ask(client):
    organisation = make_organisation(safeguarding_name="")
    make_admin(organisation, "Olu")
    round = make_round(make_team(organisation), state="planned")
    page = go(signed_in(client, round), "open_round", round).content.decode()
    assert "You can ask Olu." in page
    assert "Open the round</button>" not in page
    assert "whom to call" in go(client, "open_round", round, {}).content.decode()
    assert reread(round).state == "planned"


def test_an_admin_who_facilitates_goes_to_the_settings(client):
    organisation = make_organisation(safeguarding_name="")
    round = make_round(make_team(organisation), state="planned")
    olu = make_admin(organisation)
    round.team.memberships.create(user=olu, role="facilitator")
    client.force_login(olu)
    page = go(client, "open_round", round).content.decode()
    assert reverse("organisation_settings", args=[organisation.slug]) in page


def test_an_old_plan_is_changed_before_it_opens(client):
    round = make_round(state="planned", closes_on=timezone.localdate())
    page = go(signed_in(client, round), "open_round", round).content.decode()
    assert "Choose a later one." in page
    assert reverse("edit_round", args=[round.code]) in page


def plan(round, **changes):
    soon = (timezone.localdate() + timedelta(days=9)).isoformat()
    fields = {
        "title": "Autumn round",
        "about": "service",
        "about_name": "Day centre",
        "sharing": "without-names",
        "closes_on": soon,
    }
    return {**fields, "version": round.version_id, **changes}


def test_changing_a_planned_round(client):
    round, version = make_round(state="planned"), make_version()
    response = go(signed_in(client, round), "edit_round", round, plan(round, version=version.pk))
    changed = reread(round)
    assert b"Saved." in response.content
    assert (changed.title, changed.version, changed.about, changed.about_name) == (
        "Autumn round",
        version,
        "service",
        "Day centre",
    )


def test_changing_an_open_round(client):
    round = make_round()
    sent = plan(round)
    go(
        signed_in(client, round),
        "edit_round",
        round,
        {"title": sent["title"], "closes_on": sent["closes_on"]},
    )
    assert reread(round).title == "Autumn round"
    assert b"id_about" not in go(client, "edit_round", round).content


def test_a_plan_that_comes_after_opening_is_refused_by_name(client):
    round = make_round(state="planned")
    signed_in(client, round)
    open_round(round, by=make_facilitator(round.team, "Ann"))
    response = go(client, "edit_round", round, plan(round))
    assert b"has just been opened" in response.content
    assert b"Day centre" in response.content
    assert reread(round).title == "Spring round"


def test_a_date_that_has_passed_may_stay(client):
    past = timezone.localdate() - timedelta(days=3)
    round = make_round(closes_on=past)
    signed_in(client, round)
    go(client, "edit_round", round, {"title": "Autumn round", "closes_on": past.isoformat()})
    assert reread(round).title == "Autumn round"
    earlier = (past - timedelta(days=1)).isoformat()
    response = go(client, "edit_round", round, {"title": "Winter", "closes_on": earlier})
    assert b"after today" in response.content
    assert reread(round).title == "Autumn round"


def test_an_older_version_makes_way_for_the_latest(client):
    round = make_round(state="planned")
    newer = make_version(round.version.rubric)
    form = go(signed_in(client, round), "edit_round", round).context["form"]
    assert form["version"].value() == newer.pk


def test_closing(client):
    round = make_round()
    response = go(signed_in(client, round), "close_round", round, {})
    assert b"The round is closed." in response.content
    assert reread(round).closed_at
    assert round.releases.get().at_closing


def test_closing_twice_is_harmless(client):
    round = make_round()
    signed_in(client, round)
    for _ in range(2):
        assert b"The round is closed." in go(client, "close_round", round, {}).content
    assert round.releases.count() == 1


def test_the_page_says_what_is_not_finished(client):
    round = make_round()
    page = go(signed_in(client, round), "close_round", round).content.decode()
    assert "0 of 2 parts finished" in page
    assert reverse("room", args=[round.code]) in page


def test_the_page_says_where_the_team_hasnt_placed_itself(client):
    round = make_round()
    level, principle = round.version.levels.get(key="getting-there"), round.version.principles.get(key="p1")
    round.sheets.get().standings.create(principle=principle, first_level=level, level=level)
    page = go(signed_in(client, round), "close_round", round).content.decode()
    assert f'<a href="{reverse("standing", args=[round.code, "p2"])}">Principle 2</a>' in page
    assert reverse("standing", args=[round.code, "p1"]) not in page


def test_a_rubric_without_places_asks_for_none(client):
    version = make_version(published=False)
    version.statements.filter(level__key="getting-there").delete()
    version.levels.filter(key="getting-there").delete()
    version.published_at = timezone.now()
    version.save()
    round = make_round(version=version)
    assert "where you stand" not in go(signed_in(client, round), "close_round", round).content.decode()


def test_reopening(client):
    round = make_round(state="closed")
    response = go(signed_in(client, round), "reopen_round", round, {"reason": "We forgot a part."})
    assert b"The round is open again." in response.content
    assert round.reopenings.get().reason == "We forgot a part."


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        (" ", "Say why"),
        ("x" * 1001, "You have written 1001 characters"),
    ],
)
def test_reopening_needs_a_reason(client, reason, says):
    round = make_round(state="closed")
    response = go(signed_in(client, round), "reopen_round", round, {"reason": reason})
    assert says in response.content.decode()
    assert not reread(round).is_open


def test_after_seven_days_reopening_says_what_to_do(client):
    round = make_round(state="closed")
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now() - timedelta(days=7))
    signed_in(client, round)
    for data in (None, {"reason": "We forgot a part."}):
        assert b"Plan a new round instead" in go(client, "reopen_round", round, data).content
    assert not reread(round).is_open


def show(client, round):
    return client.post(reverse("bring_up_to_date", args=[round.code]))


def test_showing_what_we_see(client):
    round = make_round()
    response = show(signed_in(client, round), round)
    assert response.url == reverse("results", args=[round.code])
    assert not round.releases.get().at_closing


def test_showing_again_shows_what_is_new(client):
    round = make_round()
    signed_in(client, round)
    show(client, round)
    show(client, round)
    assert round.releases.count() == 1
    statement = round.version.statements.first()
    answer = {"value": Answer.Value.TICKED, "changed_at": timezone.now()}
    round.sheets.get().answers.create(statement=statement, **answer)
    show(client, round)
    assert round.releases.count() == 2


def test_only_a_facilitator_shows(client):
    round = make_round()
    for user, status in [
        (make_member(round.team), 403),
        (make_admin(round.team.organisation), 403),
        (make_member(make_team(make_organisation("Harbourside")), "Charlie"), 404),
    ]:
        client.force_login(user)
        assert show(client, round).status_code == status
    assert not round.releases.exists()


def test_a_link_to_the_button_shows_nothing(client):
    round = make_round()
    response = signed_in(client, round).get(reverse("bring_up_to_date", args=[round.code]))
    assert response.url == reverse("round", args=[round.code])
    assert not round.releases.exists()


def test_a_planned_round_has_nothing_to_show(client):
    round = make_round(state="planned")
    assert show(signed_in(client, round), round).url == reverse("round", args=[round.code])


def test_a_closed_round_shows_what_it_closed_with(client):
    round = make_round()
    go(signed_in(client, round), "close_round", round, {})
    assert show(client, round).url == reverse("results", args=[round.code])
    assert round.releases.count() == 1
