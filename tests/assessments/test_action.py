"""One action: its steps, its notes, changing its words, and taking it out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action, Round
from assessments.services import actions as doing
from reports.told_actions import read_actions, tell_actions
from tests.assessments.sheets import queries
from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_round,
    make_team,
)

pytestmark = pytest.mark.django_db
FIELDS = {"what": "Move the meeting to the library", "stage": "plan"}
NAMES = ("what", "why", "lead", "lead_name", "co_lead", "due_on", "cost", "how_known", "stage")


@pytest.fixture
def action():
    return make_action(make_team())


@pytest.fixture
def bob(client, action):
    bob = make_member(action.team)
    client.force_login(bob)
    return bob


def at(action, name="action"):
    return reverse(name, args=[action.code])


def page_of(client, action):
    return client.get(at(action)).content.decode()


def press(client, action, step):
    return client.post(at(action, "step_action"), {"step": step}, follow=True).content.decode()


def stop(client, action, because="The money went elsewhere."):
    return client.post(at(action, "stop_action"), {"because": because}, follow=True).content.decode()


def change(client, action, shown=None, **fields):
    shown = FIELDS | (shown or {})
    sent = {f"initial-{name}": shown.get(name, "") for name in (*NAMES, *shown)}
    return client.post(at(action, "change_action"), {**sent, **shown, **fields})


def status(action):
    return Action.objects.get(pk=action.pk).status


@pytest.mark.usefixtures("bob")
def test_from_planned_to_done_and_back(client, action):
    assert status(action) == "planned"
    press(client, action, "start")
    assert status(action) == "going-on"
    assert Action.objects.get().stage == "do"
    press(client, action, "finish")
    assert status(action) == "done"
    press(client, action, "reopen")
    assert status(action) == "going-on"


@pytest.mark.usefixtures("bob")
def test_a_step_pressed_twice_changes_nothing(client, action):
    press(client, action, "start")
    before = Action.objects.values().get()
    press(client, action, "start")
    press(client, action, "reopen")
    assert Action.objects.values().get() == before


@pytest.mark.usefixtures("bob")
def test_stopping_needs_a_reason(client, action):
    page = stop(client, action, because=" ")
    assert status(action) == "planned"
    assert "Say why you stop it." in page
    stop(client, action)
    assert status(action) == "stopped"
    assert "Why: <bdi>The money went elsewhere.</bdi>" in page_of(client, action)


@pytest.mark.usefixtures("bob")
def test_two_who_stop_it_at_once_lose_no_words(client, action):
    stop(client, action)
    assert "What you wrote is kept as a note." in stop(client, action, because="Nobody wanted it.")
    stored = Action.objects.get()
    assert stored.stopped_because == "The money went elsewhere."
    assert [note.text for note in stored.notes.all()] == ["Nobody wanted it."]


@pytest.mark.usefixtures("bob")
def test_taken_up_again_it_remembers_why_it_had_stopped(client, action):
    stop(client, action)
    press(client, action, "reopen")
    stored = Action.objects.get()
    assert (stored.status, stored.stopped_because) == ("planned", "")
    assert "The money went elsewhere." in stored.notes.get().text


@pytest.mark.usefixtures("bob")
def test_what_is_over_is_opened_first(client, action):
    stop(client, action)
    assert "Open it again first." in press(client, action, "finish")
    assert "Open it again first." in press(client, action, "start")
    assert status(action) == "stopped"
    press(client, action, "reopen")
    press(client, action, "finish")
    page = stop(client, action, because="A reason that took a while to write.")
    assert status(action) == "done"
    assert "Open it again first." in page
    assert "A reason that took a while to write.</textarea>" in page


@pytest.mark.usefixtures("bob")
def test_an_unknown_step_is_refused(client, action):
    assert client.post(at(action, "step_action"), {"step": "explode"}).status_code == 400
    assert status(action) == "planned"


def test_notes_say_who_and_when(client, action, bob):
    send = lambda text: client.post(at(action, "note_action"), {"text": text})  # noqa: E731
    send("Two of four have moved.")
    send("Two of four have moved.")
    send("Three of four.")
    notes = list(action.notes.all())
    assert [note.text for note in notes] == ["Three of four.", "Two of four have moved."]
    assert notes[0].by == bob
    assert "· Bob" in page_of(client, action)
    assert "Write what has happened." in send("").content.decode()


@pytest.mark.usefixtures("bob")
def test_a_note_that_is_too_long_is_kept_in_the_box(client, action):
    page = client.post(at(action, "note_action"), {"text": "word " * 1000}).content.decode()
    assert "The most is 3000." in page
    assert "word word" in page


@pytest.mark.usefixtures("bob")
def test_changes_are_saved(client, action):
    assert change(client, action, co_lead="Marjorie", due_on="2027-03-03", stage="review").url == at(action)
    stored = Action.objects.get()
    assert (stored.co_lead, str(stored.due_on), stored.stage, stored.revision) == (
        "Marjorie",
        "2027-03-03",
        "review",
        1,
    )
    change(
        client, action, shown={"co_lead": "Marjorie", "due_on": "2027-03-03", "stage": "review"}, due_on=""
    )
    assert Action.objects.get().due_on is None


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize(("part", "statement"), [("p1", ""), ("", ""), ("p2", "p2-doing-well")])
def test_another_part_drops_the_statement_of_the_one_before(client, action, part, statement):
    Action.objects.update(round=make_round(action.team), principle_key="p2", statement_key="p2-doing-well")
    change(client, action, shown={"principle_key": "p2"}, principle_key=part, cost="About £40")
    stored = Action.objects.get()
    assert (stored.principle_key, stored.statement_key, stored.cost) == (part, statement, "About £40")


@pytest.mark.usefixtures("bob")
def test_the_form_carries_what_it_was_shown_with(client, action):
    Action.objects.update(due_on="2027-03-03", co_lead="Marjorie", lead=make_member(action.team, "Kath"))
    form = client.get(at(action, "change_action")).context["form"]
    sent = {name: form[name].value() or "" for name in NAMES}
    hidden = "".join(form.hidden_copies)
    for name, value in (("due_on", "2027-03-03"), ("co_lead", "Marjorie"), ("lead", sent["lead"])):
        assert f'name="initial-{name}" value="{value}"' in hidden


@pytest.mark.usefixtures("bob")
def test_a_form_opened_long_ago_undoes_no_work(client, action):
    change(client, action, co_lead="Marjorie")
    change(client, action, cost="About £40")
    stored = Action.objects.get()
    assert (stored.co_lead, stored.cost) == ("Marjorie", "About £40")


def test_two_who_change_the_same_are_shown_both(client, action, bob):
    kath = make_member(action.team, "Kath")
    change(client, action, why="Carers asked for it.", lead=kath.pk)
    page = change(client, action, why="It was too early.", lead=bob.pk).content.decode()
    assert Action.objects.get().why == "Carers asked for it."
    assert "Somebody else changed this too" in page
    assert "Carers asked for it." in page
    assert "It was too early.</textarea>" in page
    assert '<p dir="auto">Kath</p>' in page, "the other’s choice, as people read it"
    both = {"why": "Carers asked for it.", "lead": kath.pk}
    change(client, action, shown=both, why="Carers asked: it was too early.", lead=bob.pk)
    stored = Action.objects.get()
    assert (stored.why, stored.lead) == ("Carers asked: it was too early.", bob)


@pytest.mark.usefixtures("bob")
def test_of_two_dates_the_other_is_told_in_words(client, action):
    change(client, action, due_on="2027-03-03")
    page = change(client, action, due_on="2027-04-04").content.decode()
    assert '<p dir="auto">3 March 2027</p>' in page
    assert str(Action.objects.get().due_on) == "2027-03-03"


def test_an_address_is_never_told(client, action):
    Action.objects.update(lead=make_member(action.team, ""))
    client.force_login(make_admin(action.team.organisation))
    page = page_of(client, action)
    assert "Somebody in the team" in page
    assert "@" not in page


@pytest.mark.usefixtures("bob")
def test_a_lead_who_has_left_the_team_stays_until_somebody_changes_it(client, action):
    kath = make_member(action.team, "Kath")
    Action.objects.update(lead=kath)
    kath.memberships.all().delete()
    change(client, action, shown={"lead": kath.pk}, cost="Nothing")
    assert Action.objects.get().lead == kath


@pytest.mark.usefixtures("bob")
def test_what_was_planned_by_mistake_can_be_taken_out_that_day(client, action):
    assert "Take it out" in page_of(client, action)
    assert client.post(at(action, "take_out_action")).url == reverse("actions", args=[action.team.code])
    assert not Action.objects.exists()
    assert client.post(at(action, "take_out_action")).status_code == 404


@pytest.mark.usefixtures("bob")
def test_pressed_twice_both_lead_to_the_teams_actions(client, action):
    team = action.team
    assert f'<input type="hidden" name="team" value="{team.code}">' in page_of(client, action)
    for words in ("has been taken out.", "This action isn’t there any more"):
        after = client.post(at(action, "take_out_action"), {"team": team.code}, follow=True)
        assert after.redirect_chain == [(reverse("actions", args=[team.code]), 302)]
        assert words in after.content.decode()


@pytest.mark.parametrize("life", ["yesterday", "note", "begun", "stopped"])
def test_what_has_begun_its_life_stays(client, action, bob, life):
    if life == "yesterday":
        Action.objects.update(created_at=timezone.now() - timedelta(days=1))
    elif life == "note":
        doing.add_note(action, text="Two have moved.", by=bob)
    elif life == "begun":
        doing.start(action, by=bob)
    else:
        doing.stop(action, because="No money.", by=bob)
    assert "Take it out" not in page_of(client, action)
    assert "so it stays" in client.post(at(action, "take_out_action"), follow=True).content.decode()
    assert Action.objects.exists()


POSTS = ["step_action", "stop_action", "note_action", "take_out_action", "change_action"]


def test_admins_read_and_strangers_find_nothing(client, action):
    client.force_login(make_admin(action.team.organisation))
    page = page_of(client, action)
    assert "Move the meeting to the library" in page
    assert "It is done" not in page
    assert "Save this note" not in page
    given = {"step": "finish", "because": "No.", "text": "No.", **FIELDS}
    assert {client.post(at(action, name), given).status_code for name in POSTS} == {403}
    client.force_login(make_facilitator(make_team(make_organisation("Harbourside")), "Charlie"))
    assert {client.post(at(action, name), given).status_code for name in POSTS} == {404}
    assert client.get(at(action)).status_code == 404
    assert Action.objects.values_list("done_at", "notes").get() == (None, None)


@pytest.mark.usefixtures("bob")
def test_the_page_takes_few_queries(client, action):
    for n in range(5):
        doing.add_note(action, text=f"Note {n}", by=make_member(action.team))
    assert len(queries(lambda: page_of(client, action))) <= 5


def promised(round):
    return [action.what for action in doing.promises_of(round)["promised"]]


def test_a_round_begins_with_what_was_said_before_it():
    now = timezone.now()
    team = make_team()
    last = make_round(team, state="closed")
    type(last).objects.update(closed_at=now - timedelta(days=180))
    before = {"created_at": now - timedelta(days=200)}
    make_action(team, "Going on", started_at=now, **before)
    make_action(team, "Done since", done_at=now - timedelta(days=10), **before)
    make_action(
        team, "Stopped since", stopped_at=now - timedelta(days=10), stopped_because="No money.", **before
    )
    make_action(team, "Done long ago", done_at=now - timedelta(days=190), **before)
    make_action(make_team(team.organisation, "Another"), "Another team’s", **before)
    round = make_round(team, previous=last)
    make_action(team, "Planned in this round", round=round, created_at=now + timedelta(hours=1))
    assert promised(round) == ["Going on", "Done since", "Stopped since"]


@pytest.mark.parametrize("edition", ["inside", "outside"])
@pytest.mark.parametrize("has_previous", [True, False])
def test_a_report_tells_what_its_round_began_with_and_nothing_older(edition, has_previous):
    """What was over when the team last looked stands in the report of that time; without one, a year counts."""
    now, team = timezone.now(), make_team()
    last = make_round(team, state="closed") if has_previous else None
    looked = now - timedelta(days=180 if has_previous else 365)
    Round.objects.update(closed_at=looked)
    planned = {"created_at": looked - timedelta(days=20)}
    before, after = looked - timedelta(days=1), looked + timedelta(days=1)
    make_action(team, "Done long ago", done_at=before, **planned)
    make_action(team, "Stopped long ago", stopped_at=before, stopped_because="No money.", **planned)
    make_action(team, "Done since", done_at=after, **planned)
    make_action(team, "Stopped since", stopped_at=after, stopped_because="No money.", **planned)
    make_action(team, "Going on", started_at=before, **planned)
    round = make_round(team, previous=last)
    told = tell_actions(read_actions(round), round, edition)[1]
    assert [action.what for action in told] == promised(round) == ["Done since", "Stopped since", "Going on"]


def test_only_what_was_said_about_the_same_thing_comes_along(client):
    """Others are folded: who runs the round can still look at them."""
    team = make_team()
    before = {"created_at": timezone.now() - timedelta(days=100)}
    for about, name in (("activity", "Day centre"), ("activity", "Strategy"), ("team", "Us")):
        last = make_round(team, state="closed", about=about, about_name=name)
        make_action(team, f"Of {name}", round=last, **before)
    make_action(team, "Of no round", **before)
    round = make_round(team, about="activity", about_name="day centre")
    found = doing.promises_of(round)
    assert [a.what for a in found["promised"]] == ["Of Day centre", "Of no round"]
    assert [a.what for a in found["promised_elsewhere"]] == ["Of Strategy", "Of Us"]
    client.force_login(make_facilitator(team))
    assert "you’d do 2 things" in client.get(reverse("round", args=[round.code])).content.decode()
    page = client.get(reverse("together", args=[round.code])).content.decode()
    folded = page.index("What we said in rounds about something else")
    assert page.index("Of Day centre") < folded < page.index("Of Strategy")
    assert [a.what for a in tell_actions(read_actions(round), round, "inside")[0]] == [
        "Of Day centre",
        "Of no round",
    ]
    assert [a.what for a in tell_actions(read_actions(round), round, "outside")[1]] == [
        "Of Day centre",
        "Of no round",
    ]


@pytest.mark.parametrize(("name", "part"), [("together", []), ("session_more", ["p1"])])
def test_where_a_round_begins_its_promises_stand(client, name, part):
    team = make_team()
    make_action(team, "Move the meeting", created_at=timezone.now() - timedelta(days=100))
    round = make_round(team)
    client.force_login(make_facilitator(team))
    page = client.get(reverse(name, args=[round.code, *part])).content.decode()
    assert "What we said we’d do" in page
    assert "Move the meeting" in page
    if not part:
        type(round).objects.update(closed_at=timezone.now())
        assert "What we said we’d do" not in client.get(reverse(name, args=[round.code])).content.decode()


def test_an_open_rounds_page_says_in_a_line_what_was_promised(client):
    team, long_ago = make_team(), timezone.now() - timedelta(days=100)
    yesterday = timezone.localdate() - timedelta(days=1)
    make_action(team, "Move the meeting", created_at=long_ago, due_on=yesterday)
    make_action(team, "Pay for travel", created_at=long_ago, done_at=timezone.now())
    round = make_round(team)
    client.force_login(make_facilitator(team))
    stopped = {"stopped_at": timezone.now(), "stopped_because": "No money"}
    make_action(team, "Hire a hall", created_at=long_ago, **stopped)
    make_action(team, "Ask again", created_at=long_ago)
    told = (
        "Before this round, you said you’d do 4 things: 1 is done, 1 is stopped, 1 is late, 1 is not begun."
    )
    assert told in client.get(reverse("round", args=[round.code])).content.decode()
    type(round).objects.update(closed_at=timezone.now())
    assert told not in client.get(reverse("round", args=[round.code])).content.decode()


def test_what_is_done_leads_to_telling_those_who_asked_for_it(client):
    round = make_round(state="closed")
    action = make_action(round.team, round=round, done_at=timezone.now())
    where, tell = reverse("action", args=[action.code]), reverse("you_said", args=[round.code])
    client.force_login(make_facilitator(round.team))
    page = client.get(where).content.decode()
    assert tell in page
    assert "Where it has got to" not in page
    client.force_login(make_member(round.team))
    assert tell not in client.get(where).content.decode()
