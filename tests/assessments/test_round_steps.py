"""The pages that open, change, close and reopen a round, and the button that shows what we see."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Round
from assessments.services.rounds import close_round, edit_round, open_round
from teams.models import Letter
from teams.refusals import Refused
from teams.services.organisations import change_settings
from tests.make import (
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_round,
    make_team,
    make_version,
)
from tests.two_people import filled, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

STEPS = {"edit_round": "planned", "open_round": "planned", "close_round": "open", "reopen_round": "closed"}


def go(client, step, round, data=None):
    """GET, or POST when there is something to send; the page that comes in the end."""
    address = reverse(step, args=[round.code])
    if data is None:
        return client.get(address, follow=True)
    return client.post(address, data, follow=True)


def change(client, round, **fields):
    """As a page that was opened just before is sent."""
    page = open_form(client, reverse("edit_round", args=[round.code]))
    return go(client, "edit_round", round, page | fields)


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


@pytest.mark.both_databases
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
        ("open_round", "open", "opened already"),
        ("open_round", "closed", "opened already"),
        ("close_round", "planned", "hasn’t been opened"),
        ("close_round", "closed", "closed already"),
        ("reopen_round", "planned", "hasn’t been opened"),
        ("reopen_round", "open", "This round is open."),
    ],
)
def test_a_page_from_yesterday_says_what_has_happened(client, step, state, says):
    round = make_round(state=state)
    response = go(signed_in(client, round), step, round)
    assert response.redirect_chain[-1][0] == reverse("round", args=[round.code])
    assert says in response.content.decode()


ASKED = {"contact_name": "Femi", "contact_phone": "01632 960 777", "contact_text": "", "contact_email": ""}


def test_whom_people_ask_changes_also_after_closing(client):
    round = make_round(state="closed", contact_name="Olu", contact_phone="01632 960418")
    signed_in(client, round)
    page = client.get(reverse("round", args=[round.code])).content.decode()
    assert f'href="{reverse("edit_round", args=[round.code])}"' in page
    assert "Whom can people ask?" in go(client, "edit_round", round).content.decode()
    nobody = go(client, "edit_round", round, dict.fromkeys(ASKED, "")).content.decode()
    assert "This round doesn’t say whom people can ask." in nobody
    assert change(client, round, **ASKED).redirect_chain
    assert reread(round).contact_name == "Femi"
    client.force_login(make_member(round.team))
    assert client.post(reverse("edit_round", args=[round.code]), ASKED).status_code == 403


def test_nothing_else_changes_after_closing(client):
    round = make_round(state="closed", title="Spring")
    late = go(signed_in(client, round), "edit_round", round, plan(round) | ASKED)
    assert "stays as it is" in late.content.decode()
    with pytest.raises(Refused, match="stays as it is"):
        edit_round(round, by=None, title="Summer", contact_name="Femi")
    go(client, "edit_round", round, ASKED | {"access_note": "No fares."})
    assert (reread(round).title, reread(round).access_note) == ("Spring", "")


def test_opening(client):
    round = make_round(state="planned")
    response = go(signed_in(client, round), "open_round", round, {})
    assert b"The round is open." in response.content
    assert reread(round).is_open


@pytest.mark.both_databases
def test_opening_twice_is_harmless(client):
    round = make_round(state="planned")
    signed_in(client, round)
    for _ in range(2):
        assert b"The round is open." in go(client, "open_round", round, {}).content
    assert round.sheets.count() == 1


@pytest.mark.parametrize("wanted", [{"tell": "on"}, {"remind_days": "3"}])
def test_whoever_opens_it_second_hears_that_their_e_mails_dont_go_out(client, wanted):
    round = make_round(state="planned")
    make_member(round.team)
    open_round(round, by=None, remind_days=1)
    page = go(signed_in(client, round), "open_round", round, wanted).content.decode()
    assert "Somebody has opened this round just before you." in page
    assert not Letter.objects.exists()
    assert reread(round).remind_days == 1


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


@pytest.mark.both_databases
def test_an_admin_who_facilitates_says_whom_to_call_where_the_round_opens(client):
    organisation = make_organisation(safeguarding_name="")
    round = make_round(make_team(organisation), state="planned")
    olu = make_admin(organisation)
    round.team.memberships.create(user=olu, role="facilitator")
    client.force_login(olu)
    page = go(client, "open_round", round).content.decode()
    assert "An admin of" not in page
    assert 'name="safeguarding_phone"' in page
    assert "(optional)" not in page.partition('name="safeguarding_phone"')[0]
    page = go(client, "open_round", round, {"safeguarding_name": "Nadia", "tell": "on"}).content.decode()
    assert "Write their phone number." in page
    assert page.count("There is a problem") == 1
    assert 'value="Nadia"' in page
    page = open_form(client, reverse("open_round", args=[round.code]))
    call = {"safeguarding_name": "Nadia", "safeguarding_phone": "01632 960417"}
    assert b"The round is open." in go(client, "open_round", round, page | call).content
    organisation.refresh_from_db()
    assert organisation.safeguarding_name == "Nadia"


@pytest.mark.parametrize("state", ["planned", "open", "on its last day", "closed"])
def test_two_admins_who_say_whom_to_call_are_shown_both(client, state):
    """Or else the second would send people to somebody whom they have never seen. The first may have opened it."""
    organisation = make_organisation(safeguarding_name="", safeguarding_phone="")
    round = make_round(make_team(organisation), state="planned")
    olu = make_admin(organisation)
    round.team.memberships.create(user=olu, role="facilitator")
    client.force_login(olu)
    page = open_form(client, reverse("open_round", args=[round.code]))
    theirs = {"safeguarding_name": "Priya Nair", "safeguarding_phone": "01632 960123"}
    change_settings(organisation, by=None, **theirs)
    if state != "planned":
        open_round(round, by=None)
    if state == "on its last day":
        Round.objects.filter(pk=round.pk).update(closes_on=timezone.localdate())
    if state == "closed":
        close_round(round, by=None)
    mine = {"safeguarding_name": "Nadia", "safeguarding_phone": "01632 960417"}
    answer = go(client, "open_round", round, page | mine)
    assert answer.context["call"].theirs == (
        ("Whom do people call if somebody is being hurt or in danger?", "Priya Nair"),
        ("Their phone number", "01632 960123"),
    )
    assert 'value="Nadia"' in answer.content.decode()
    assert answer.content.decode().count("There is a problem") == 1
    assert ("Open the round</button>" in answer.content.decode()) == (state == "planned")
    before = reread(round).state
    assert before == {"on its last day": "open"}.get(state, state)
    saved = go(client, "open_round", round, filled(answer)).content.decode()
    assert ("The round is open." in saved) == (state != "closed")
    assert ("Whom people call is saved." in saved) == (state != "planned")
    organisation.refresh_from_db()
    assert organisation.safeguarding_name == "Nadia"
    assert reread(round).state == {"planned": "open"}.get(before, before)


def test_planned_and_not_opened_says_that_it_is_saved_and_what_is_missing_once(client):
    round = make_round(make_team(make_organisation(safeguarding_name="")), state="planned")
    signed_in(client, round)
    where = reverse("plan_round", args=[round.team.code])
    sent = plan(round, contact_name="Nadia", contact_phone="01632 960417", open="now", title="Another")
    page = client.post(where, sent, follow=True).content.decode()
    assert "all that you wrote is saved" in page
    assert page.count("We don’t know yet whom to call") == 1


def test_planning_and_opening_in_one_go_says_what_opening_means_and_whom_it_tells(client):
    round = make_round(state="planned")
    bob = make_member(round.team)
    signed_in(client, round)
    where = reverse("plan_round", args=[round.team.code])
    page = client.get(where).content.decode()
    assert "Priya Nair on 01632 960123" in page
    assert re.search(r'<input [^>]*name="tell"[^>]* checked', page)
    sent = plan(round, contact_name="Nadia", contact_phone="01632 960417", open="now", title="Another")
    client.post(where, sent)
    assert not Letter.objects.exists()
    client.post(where, {**sent, "title": "A third", "tell": "on"})
    assert [letter.to for letter in Letter.objects.all()] == [bob.email]


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


@pytest.mark.both_databases
def test_changing_a_planned_round(client):
    round, version = make_round(state="planned"), make_version()
    response = change(signed_in(client, round), round, **plan(round, version=version.pk))
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
    change(signed_in(client, round), round, title=sent["title"], closes_on=sent["closes_on"])
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


@pytest.mark.both_databases
def test_a_date_that_has_passed_may_stay(client):
    past = timezone.localdate() - timedelta(days=3)
    round = make_round(closes_on=past)
    signed_in(client, round)
    change(client, round, title="Autumn round", closes_on=past.isoformat())
    assert reread(round).title == "Autumn round"
    earlier = (past - timedelta(days=1)).isoformat()
    response = change(client, round, title="Winter", closes_on=earlier)
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


@pytest.mark.both_databases
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


@pytest.mark.parametrize(
    ("finished", "text", "view", "said"),
    [
        (
            False,
            "",
            "together_principle",
            "Nobody has answered it together. The report will say that your team",
        ),
        (
            False,
            "We argue.",
            "together_principle",
            "nobody has pressed “Save and continue”. What is there is kept.",
        ),
        (True, "We argue.", "standing", "you haven’t said where you stand. The report will show no level"),
    ],
)
def test_the_page_says_of_each_part_why_it_isnt_finished_and_what_becomes_of_it(
    client, finished, text, view, said
):
    """By its name, with a link to where it is finished."""
    round = make_round()
    level = round.version.levels.get(key="getting-there")
    first, second = round.version.principles.all()
    sheet, now = round.sheets.get(), timezone.now()
    sheet.standings.create(principle=first, first_level=level, level=level)
    sheet.reflections.create(principle=first, text="We start late.", finished_at=now)
    sheet.reflections.create(principle=second, text=text, finished_at=now if finished else None)
    page = go(signed_in(client, round), "close_round", round).content.decode()
    line = next(line for line in page.splitlines() if "together/parts/p2/" in line)
    assert f'<a href="{reverse(view, args=[round.code, "p2"])}">Principle 2</a>: ' in line
    assert said in line
    assert "together/parts/p1/" not in page


@pytest.mark.both_databases
def test_the_page_names_the_parts_that_too_few_have_finished_on_their_own(client):
    """What was said there isn't shown, which nobody may learn only afterwards."""
    round = make_round()
    page = go(signed_in(client, round), "close_round", round).content.decode()
    assert "Fewer than 5 people have finished Principle 1, or Principle 2 on their own." in page
    in_the_open = make_round(round.team, round.version, sharing="in-the-open")
    assert "on their own" not in go(client, "close_round", in_the_open).content.decode()


@pytest.mark.parametrize(
    ("words", "is_placed"),
    [({"why": "We argue."}, True), ({"where_we_differ": "Staff."}, True), ({}, False)],
)
def test_a_part_placed_in_the_teams_own_words_is_placed_wherever_it_is_told(client, words, is_placed):
    """On the closing page, on the path and on the together sheet; what holds neither a level nor a word isn't."""
    round = make_round()
    sheet = round.sheets.get()
    sheet.standings.create(principle=round.version.principles.get(key="p1"), **words)
    for principle in round.version.principles.all():
        sheet.reflections.create(principle=principle, text="We start late.", finished_at=timezone.now())
    alice = signed_in(client, round)
    page = go(alice, "close_round", round).content.decode()
    assert (reverse("standing", args=[round.code, "p1"]) not in page) is is_placed
    assert reverse("standing", args=[round.code, "p2"]) in page
    assert ("In your own words" in go(alice, "round", round).content.decode()) is is_placed
    assert ("in your own words" in go(alice, "together", round).content.decode()) is is_placed


@pytest.mark.both_databases
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


@pytest.mark.both_databases
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


@pytest.mark.both_databases
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
