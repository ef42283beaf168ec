"""A round that starts from the last one: what was agreed comes along, and counts only once it was looked at again."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.agreed import Agreed
from assessments.models import Answer, Release, Round, Sheet
from assessments.services.releases import make_release
from assessments.services.rounds import NO_LAST_TIME, close_round, open_round, reopen_round
from rubric.services.drafts import start_draft
from teams.refusals import Refused
from tests.assessments.sheets import address, queries, stored
from tests.make import make_facilitator, make_person_sheet, make_round, make_team, make_version
from tests.reports.releases import make_agreed, make_told_round
from tests.two_people import open_form

pytestmark = pytest.mark.django_db

THEN = make_agreed(
    "p1-not-yet p1-doing-well",
    unsure="p1-getting-there",
    finished="p1",
    p1={
        "reflection": "We ask first.",
        "standing": {"first_level": "getting-there", "level": "getting-there", "why": "Two panels."},
    },
)


def from_last(client=None, *, then=THEN, version=None, now_version=None, **extra):
    """An open round that began with a closed one's sheet, and Alice, who is signed in."""
    version = version or make_version()
    before, alice = make_told_round(then, team=make_team(), version=version, title="Last spring")
    planned = make_round(
        before.team, now_version or version, state="planned", title="This spring", from_last=True, **extra
    )
    round = open_round(planned, by=alice)
    round.sheets.update(room_at=timezone.now())
    if client:
        client.force_login(alice)
    return round, alice


def reworded(version):
    """The next version: `p1-not-yet` retired, `p1-doing-well` reworded, `p1-new` added."""
    draft = start_draft(version.rubric, by=None)
    draft.statements.filter(key="p1-not-yet").delete()
    draft.statements.filter(key="p1-doing-well").update(text="We do this every day.")
    old = draft.statements.get(key="p1-doing-well")
    draft.statements.create(
        principle=old.principle, level=old.level, key="p1-new", position=9, text="New here.", easy_read="New."
    )
    draft.published_at = timezone.now()
    draft.save()
    return draft


def get(client, round, name="together_principle", *more):
    return client.get(reverse(name, args=[round.code, *more])).content.decode()


def confirm(client, round):
    page = client.get(address(round))
    filled = page.context["filled"]
    sent = {"shown": filled.shown, "revision": filled.revision, "fingerprint": filled.fingerprint}
    rows = [row for card in page.context["cards"] for row in card.rows]
    sent |= {f"answer-{row.key}": "ticked" for row in rows if row.ticked}
    sent |= {f"not-sure-{row.key}": "on" for row in rows if row.not_sure}
    return client.post(address(round), {**sent, "reflection": filled.text, "save": "continue"})


def agreed(round, by):
    return Agreed.from_json(make_release(round, by=by).agreed)


def test_answers_and_words_come_along_and_nothing_is_finished():
    round, _ = from_last()
    assert stored(round) == {"p1-not-yet": 1, "p1-doing-well": 1, "p1-getting-there": 3}
    (reflection,) = round.sheets.get().reflections.all()
    assert (reflection.text, reflection.revision, reflection.finished_at) == ("We ask first.", 1, None)
    assert reflection.needs_another_look
    assert not round.sheets.get().standings.exists()


def test_a_part_of_which_nothing_was_said_begins_empty(client):
    round, _ = from_last(client)
    assert "Needs another look" not in get(client, round, "together_principle", "p2")
    assert "Needs another look" in get(client, round, "together_principle", "p1")


def test_without_the_choice_a_sheet_begins_empty():
    before, alice = make_told_round(THEN)
    round = open_round(make_round(before.team, before.version, state="planned"), by=alice)
    assert stored(round) == {}


def test_opening_twice_carries_over_once():
    round, alice = from_last()
    open_round(round, by=alice)
    assert Answer.objects.filter(sheet__round=round).count() == 3


def test_only_statements_that_are_still_asked_come_along(client):
    version = make_version()
    round, _ = from_last(client, version=version, now_version=reworded(version))
    assert stored(round) == {"p1-doing-well": 1, "p1-getting-there": 3}
    page = get(client, round, "together_principle", "p1")
    assert "“We do this every day.”" in page
    assert "Last time it read: “This is true of doing-well 1.”" in page
    assert page.count("Last time it read") == 1


def test_a_part_that_nobody_confirmed_counts_as_not_answered():
    round, alice = from_last()
    told = agreed(round, alice).principle("p1")
    assert not told.is_answered
    assert told.reflection == ""


def test_ticking_alone_does_not_confirm(client):
    """Autosave stores it; the part needs another look all the same."""
    round, alice = from_last(client)
    sent = {"statement": "p1-not-yet", "value": "nothing", "age": 0}
    save = reverse("save_together", args=[round.code, "p1"])
    assert client.post(save, sent, content_type="application/json").json()["saved"]
    assert stored(round)["p1-not-yet"] == 0
    assert not agreed(round, alice).principle("p1").is_answered


def test_save_and_continue_confirms(client):
    round, alice = from_last(client)
    assert confirm(client, round).status_code == 302
    told = agreed(round, alice).principle("p1")
    assert told.finished
    assert told.ticked == {"p1-not-yet", "p1-doing-well"}
    assert told.reflection == "We ask first."
    assert "Needs another look" not in get(client, round, "together_principle", "p1")


def test_saving_for_later_does_not_confirm(client):
    round, alice = from_last(client)
    sent = {
        "shown": "131",
        "revision": "1",
        "fingerprint": "",
        "reflection": "We ask first.",
        "save": "later",
    }
    assert client.post(address(round), sent).status_code == 302
    assert not agreed(round, alice).principle("p1").finished


def test_it_says_so_where_the_team_looks(client):
    round, _ = from_last(client)
    month = f"{Round.objects.get(title='Last spring').closed_at:%B %Y}"
    overview = get(client, round, "together")
    assert "1 part needs another look" in overview
    assert '<span class="tag tag--planned">Needs another look</span>' in overview
    assert "Last time you stood at: Getting there" in overview
    assert f"This is what you agreed in {month}." in get(client, round, "together_principle", "p1")
    closing = get(client, round, "close_round")
    assert (
        "It needs another look: it holds what you agreed last time, and nobody has confirmed it." in closing
    )


def test_where_the_team_stood_is_shown_and_chosen_anew(client):
    round, alice = from_last(client)
    page = get(client, round, "standing", "p1")
    assert "<strong>Getting there</strong>. Choose for yourselves where you stand now." in page
    client.post(address(round, "standing"), {"level": "doing-well"})
    settle = get(client, round, "standing", "p1")
    assert "Two panels.</textarea>" not in settle, "last time’s words aren’t this time’s by doing nothing"
    slide = client.get(address(round, "standing") + "?from=session").content.decode()
    for read, save in ((settle, "Save and continue"), (slide, "Keep this")):
        in_order = ("Two panels.", 'name="again" value="why"', 'id="id_why"', save)
        places = [read.index(words) for words in in_order]
        assert places == sorted(places)
    typed = {
        "level": "getting-there",
        "where_we_differ": "On pay.",
        "why": "",
        "revision": "1",
        "again": "why",
    }
    again = client.post(address(round, "standing"), typed).content.decode()
    assert "Two panels.</textarea>" in again
    assert "On pay.</textarea>" in again
    assert re.search(r'value="getting-there"[^>]*checked', again)
    assert "The ticks in this part are from last time." in settle
    told = agreed(round, alice).principle("p1")
    assert (told.standing.level, told.standing.why) == ("doing-well", "")


def test_words_of_last_time_never_come_back_over_this_rounds(client):
    round, _ = from_last(client)
    client.post(address(round, "standing"), {"level": "doing-well"})
    said = {"level": "doing-well", "why": "", "where_we_differ": "", "revision": "1"}
    assert client.post(address(round, "standing"), said).status_code == 302
    assert "Two panels." not in get(client, round, "standing", "p1")


def test_closing_leaves_unconfirmed_parts_out(client):
    round, alice = from_last(client)
    close_round(round, by=alice)
    release = Release.objects.get(round=round)
    assert not Agreed.from_json(release.agreed).principle("p1").is_answered
    page = get(client, round, "together_principle", "p1")
    assert "Nobody looked at it again in this round" in page
    assert "in the results" in get(client, round, "together")


def test_what_nobody_confirmed_is_not_carried_on():
    round, alice = from_last()
    close_round(round, by=alice)
    after = make_round(round.team, round.version, state="planned", from_last=True)
    assert stored(open_round(after, by=alice)) == {}


def test_a_persons_own_sheet_starts_empty():
    round, _ = from_last()
    sheet = make_person_sheet(round)
    assert not sheet.answers.exists()
    assert round.sheets.filter(kind=Sheet.Kind.TOGETHER).get().answers.count() == 3


def test_it_does_not_open_without_a_round_to_start_from():
    version, team = make_version(), make_team()
    make_told_round(THEN, team=team)  # another rubric
    planned = make_round(team, version, state="planned", from_last=True)
    with pytest.raises(Refused) as refused:
        open_round(planned, by=make_facilitator(team))
    assert NO_LAST_TIME in str(refused.value)


def plan(round, **changes):
    soon = timezone.localdate() + timedelta(days=30)
    sent = {"version": round.version.pk, "title": "Next", "about": "team", "about_name": "Us", "code": ""}
    return sent | {"sharing": "without-names", "closes_on": soon.isoformat(), "from_last": "True"} | changes


def test_it_is_offered_once_there_is_a_last_time(client):
    before, alice = make_told_round(THEN)
    client.force_login(alice)
    where = reverse("plan_round", args=[before.team.code])
    assert "Start from what we agreed last time" in client.get(where).content.decode()
    client.post(where, plan(before))
    assert Round.objects.get(title="Next").from_last
    edit = client.get(reverse("edit_round", args=[Round.objects.get(title="Next").code]))
    assert 'value="True" ' in edit.content.decode().split('name="from_last"', 2)[2][:60]
    team = make_team()
    client.force_login(make_facilitator(team))
    empty = client.get(reverse("plan_round", args=[team.code])).content.decode()
    assert "Start from what we agreed last time" not in empty


def test_another_rubric_has_no_last_time_and_nothing_typed_is_lost(client):
    before, alice = make_told_round(THEN)
    client.force_login(alice)
    other = make_version()
    where = reverse("plan_round", args=[before.team.code])
    page = client.post(where, plan(before, version=other.pk)).content.decode()
    assert NO_LAST_TIME in page
    assert 'value="Next"' in page
    assert not Round.objects.filter(title="Next").exists()
    client.post(where, plan(before, version=other.pk, from_last="False"))
    assert not Round.objects.get(title="Next").from_last


def test_a_plan_that_lost_its_last_round_can_be_mended(client):
    """The last round was opened again meanwhile: the choice is still there, to be changed."""
    before, alice = make_told_round(THEN)
    planned = make_round(before.team, before.version, state="planned", from_last=True)
    Round.objects.filter(pk=before.pk).update(closed_at=None)
    client.force_login(alice)
    where = reverse("edit_round", args=[planned.code])
    assert "Start with an empty sheet" in client.get(where).content.decode()
    client.post(where, open_form(client, where) | plan(planned, from_last="False"))
    planned.refresh_from_db()
    assert not planned.from_last


def test_the_projector_says_so_too(client):
    round, alice = from_last(client)
    make_release(round, by=alice)
    page = client.get(reverse("standing", args=[round.code, "p1"]) + "?from=session").content.decode()
    assert "The sheet holds what you agreed in" in page


def test_paper_starts_empty(client):
    round, _ = from_last(client)
    assert "We ask first." not in get(client, round, "print_round")


def test_looking_back_costs_nothing(client):
    round, _ = from_last(client)
    get(client, round, "together_principle", "p1")
    looked = len(queries(lambda: get(client, round, "together_principle", "p1")))
    Round.objects.filter(pk=round.pk).update(begins_with=None)
    assert looked == len(queries(lambda: get(client, round, "together_principle", "p1"))) <= 5


def test_a_round_is_shown_what_it_began_with(client):
    """Its last round may be opened and closed again; what was copied here is what was agreed before."""
    round, alice = from_last(client)
    before = reopen_round(round.previous, by=alice, reason="A mistake.")
    before.sheets.get(kind="together").standings.update(level=None, first_level=None, why="Nobody knows.")
    close_round(before, by=alice)
    assert "Nobody knows." not in get(client, round, "together_principle", "p1")
    assert round.begins_with == before.releases.last()
