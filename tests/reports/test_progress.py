"""A team over all its rounds: then and now for any two, a row of dots a round, and what became of promises."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreed import Room
from assessments.models import Action, Round
from reports.progress import ToldRound, tell_histories
from reports.promises import Promise, tell_kept
from reports.took_part import TookPart
from tests.assessments.test_comparison import looks
from tests.make import (
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_round,
    make_team,
    make_version,
)
from tests.reports.releases import add_release, make_agreed

DAY = timezone.now().replace(hour=12)


def told(number, look):
    when = DAY + timedelta(days=number)
    return ToldRound(f"r{number}", f"Round {number}", when, when, False, 1, "R", 1, look, TookPart())


def dots(row):
    return [s.now for level in row.levels for s in level.statements]


@given(st.lists(looks(), min_size=1, max_size=4))
def test_a_history_never_invents_an_answer(several):
    rounds = [told(n, look) for n, look in enumerate(several)]
    for history in tell_histories(rounds):
        for row, one in zip(history.rows, rounds, strict=True):
            answered = [v for p in one.look.agreed.principles for v in p.answers.values()]
            assert dots(row).count("ticked") <= answered.count("ticked")
            assert dots(row).count("not-sure") <= answered.count("not-sure")


@given(st.lists(looks(), min_size=1, max_size=4))
def test_every_tick_of_every_round_is_told_once(several):
    rounds = [told(n, look) for n, look in enumerate(several)]
    histories = tell_histories(rounds)
    for n, one in enumerate(rounds):
        ticked = sum(len(p.ticked) for p in one.look.agreed.principles)
        assert sum(dots(history.rows[n]).count("ticked") for history in histories) == ticked


@given(st.lists(looks(), min_size=1, max_size=4))
def test_what_a_wording_had_not_got_was_not_asked(several):
    rounds = [told(n, look) for n, look in enumerate(several)]
    everything = {s.key for one in rounds for s in one.look.document.statements}
    histories = tell_histories(rounds)
    for n, one in enumerate(rounds):
        missing = len(everything) - len(one.look.document.statements)
        assert sum(dots(history.rows[n]).count("not-asked") for history in histories) == missing


def kept(**dates):
    promise = Promise("Bus fares", **{"created_at": DAY - timedelta(days=50), **dates})
    since, at = DAY - timedelta(days=40), DAY
    return [(k.status, k.promises[0].is_late) for k in tell_kept([promise], since=since, before=DAY, at=at)]


def test_promises_are_told_as_they_stood():
    ago = lambda days: DAY - timedelta(days=days)  # noqa: E731
    assert kept() == [("planned", False)]
    assert kept(started_at=ago(3)) == [("going-on", False)]
    assert kept(started_at=ago(-3)) == [("planned", False)]
    assert kept(done_at=ago(3), due_on=ago(9).date()) == [("done", False)]
    assert kept(done_at=ago(-3), due_on=ago(9).date()) == [("planned", True)]
    assert kept(stopped_at=ago(3), stopped_because="No money") == [("stopped", False)]
    assert kept(done_at=ago(45)) == []
    assert kept(created_at=ago(-1)) == []


def make_rounds(*agreeds, version=None, team=None, **extra):
    """Closed rounds a hundred days apart, the last one yesterday."""
    team, version = team or make_team(), version or make_version()
    for n, agreed in enumerate(agreeds):
        ago = timedelta(days=100 * (len(agreeds) - 1 - n) + 1)
        round = make_round(team, version, state="closed", title=f"Round {n + 1}", **extra)
        add_release(round, agreed)
        then = timezone.now() - ago
        Round.objects.filter(pk=round.pk).update(opened_at=then - timedelta(days=9), closed_at=then)
    return team


def placed(level, *args, **more):
    return make_agreed(
        *args, p1={"standing": {"first_level": level, "level": level, "settled": True}}, **more
    )


FIRST = placed("not-yet", "p1-not-yet p1-getting-there")
SECOND = placed(
    "getting-there",
    "p1-getting-there p1-doing-well",
    room=Room(asked=True, people=3, present=("I work here",)),
)
THIRD = placed("doing-well", "p1-doing-well", unsure="p1-not-yet")


def get(client, team, user=None, **chosen):
    client.force_login(user or make_member(team))
    return client.get(reverse("progress", args=[team.code]), chosen)


def page(client, team, **chosen):
    return get(client, team, **chosen).content.decode()


def code(title):
    return Round.objects.get(title=title).code


pytestmark = pytest.mark.django_db


def test_without_results_it_says_what_will_be_here(client):
    team = make_team()
    assert "Nothing to show yet" in page(client, team)
    make_round(team)
    assert "Nothing to show yet" in page(client, team)


def test_that_nothing_moved_is_said_once_for_all_parts(client):
    level = {"first_level": "not-yet", "level": "not-yet", "settled": True}
    both = make_agreed("p1-not-yet p2-not-yet", p1={"standing": level}, p2={"standing": level})
    assert page(client, make_rounds(both, both, both)).count("each time") == 1
    moved = make_agreed("p1-not-yet p2-not-yet", p1={"standing": level})
    assert "The same each time: Principle 1." in page(client, make_rounds(moved, moved))


def test_nothing_is_the_same_where_the_newest_round_has_not_placed_it(client):
    level = {"first_level": "not-yet", "level": "not-yet", "settled": True}
    both = make_agreed("p1-not-yet p2-not-yet", p1={"standing": level}, p2={"standing": level})
    only_one = make_agreed("p1-not-yet p2-not-yet", p1={"standing": level})
    shown = page(client, make_rounds(both, both, only_one))
    assert "The same each time: Principle 1." in shown
    assert shown.count("; not placed in “Round 3”") == 1


def test_one_round_says_what_comes_after_the_next(client):
    team = make_rounds(FIRST)
    shown = page(client, team)
    assert "One round so far" in shown
    assert "What will be here after the next round" in shown
    assert "Then and now" not in shown
    assert shown.count('scope="row"') == 2  # one round in each of two parts
    assert "Plan the next round" not in shown
    assert "Plan the next round" in get(client, team, make_facilitator(team)).content.decode()


def test_two_rounds_are_compared_and_placed_in_words(client):
    shown = page(client, make_rounds(FIRST, SECOND))
    assert "Good news: a warning sign left behind." in shown
    assert "“This is true of doing-well 1.”" in shown
    assert '<span class="govuk-visually-hidden">, then</span> Getting there' in shown
    assert "Compare these two" not in shown
    assert "Fewer people were in the room: 3 now, 8 then." in shown
    assert "Only then: I draw on care and support." in shown


def test_any_two_rounds_can_be_chosen(client):
    team = make_rounds(FIRST, SECOND, THIRD)
    latest = get(client, team).context["progress"].pair
    assert (latest.then.title, latest.now.title) == ("Round 2", "Round 3")
    for then, now in (("Round 1", "Round 3"), ("Round 3", "Round 1")):
        pair = get(client, team, then=code(then), now=code(now)).context["progress"].pair
        assert (pair.then.title, pair.now.title) == ("Round 1", "Round 3")
    assert "Compare these two" in page(client, team)


@pytest.mark.parametrize(
    ("then", "now", "pair"),
    [("", 1, (1, 2)), ("", 2, (1, 2)), (1, "", (1, 3)), (3, "", (2, 3)), (2, 2, (1, 2)), (1, 1, (1, 2))],
)
def test_half_a_choice_is_made_whole(client, then, now, pair):
    team = make_rounds(FIRST, SECOND, THIRD)
    codes = {"then": then and code(f"Round {then}"), "now": now and code(f"Round {now}")}
    found = get(client, team, **codes).context["progress"].pair
    assert (found.then.title, found.now.title) == tuple(f"Round {n}" for n in pair)


def test_a_round_that_is_not_the_teams_is_not_found(client):
    team = make_rounds(FIRST, SECOND)
    other = make_rounds(FIRST, team=make_team(name="Another team"))
    assert get(client, team, now=other.rounds.get().code).status_code == 404
    assert get(client, team, then="nothing").status_code == 404


def test_other_rubrics_are_told_apart(client):
    team = make_rounds(FIRST, SECOND)
    make_rounds(THIRD, version=make_version(title="Another rubric"), team=team, about_name="x")
    one, two = team.rounds.filter(title="Round 1").order_by("version")
    shown = page(client, team, then=one.code, now=two.code)
    assert "can’t be compared" in shown
    assert "How are we doing?: up to Round 2" in shown


def test_another_version_says_so_and_shows_what_changed(client):
    version = make_version()
    newer = make_version(version.rubric, published=False)
    newer.statements.filter(key="p1-doing-well").update(text="We say it better.")
    newer.statements.filter(key="p1-not-yet").delete()
    newer.published_at = timezone.now()
    newer.save()
    team = make_rounds(FIRST, version=version)
    make_rounds(placed("doing-well", "p1-doing-well"), version=newer, team=team)
    shown = page(client, team)
    assert "another version of these statements (1, now 2)" in shown
    assert "Last time it read: “This is true of doing-well 1.”" in shown
    assert "A warning sign last time, not asked in this wording." in shown
    assert "In order: not asked." in shown
    assert "The rounds didn’t all use the same wording." in shown


def test_an_adapted_copy_is_compared_too(client):
    version, team = make_version(), make_team()
    copy = make_version()
    copy.rubric.based_on, copy.rubric.organisation = version.rubric, team.organisation
    copy.rubric.save()
    make_rounds(FIRST, version=version, team=team)
    make_rounds(SECOND, version=copy, team=team)
    assert "a copy of the rubric that was adapted" in page(client, team)


def test_one_persons_rounds_stand_apart_from_the_teams(client):
    team = make_rounds(FIRST, SECOND)
    version = team.rounds.first().version
    make_rounds(THIRD, version=version, team=team, about="person", about_name="Dilys")
    told = get(client, team).context["progress"]
    assert len(told.rounds) == 1
    assert len(told.others) == 1


def test_what_became_of_promises(client):
    team = make_rounds(FIRST, SECOND)
    at = timezone.localtime() - timedelta(days=50)
    for what, more in {
        "A lunch": {"done_at": at},
        "Bus fares": {"started_at": at, "due_on": at.date()},
        "A card": {"stopped_at": at, "stopped_because": "The bank said no."},
    }.items():
        Action.objects.create(
            team=team, what=what, created_at=at - timedelta(days=9), lead_name="Alice", **more
        )
    Action.objects.create(team=team, what="Something new")
    shown = page(client, team)
    assert f"Done on {at.day} {at:%B %Y}." in shown
    assert "<strong>Late:</strong> it was due on" in shown
    assert "Stopped because: <bdi>The bank said no.</bdi>" in shown
    assert "Something new" not in shown


def test_an_open_round_says_that_it_is(client):
    team = make_rounds(FIRST)
    add_release(make_round(team, team.rounds.get().version, title="Now"), SECOND)
    shown = page(client, team)
    assert "which is still open" in shown


def test_who_may(client):
    team = make_rounds(FIRST, SECOND)
    assert get(client, team, make_admin(team.organisation)).status_code == 200
    elsewhere = make_facilitator(make_team(make_organisation("Harbourside")), "Charlie")
    assert get(client, team, elsewhere).status_code == 404


@pytest.mark.parametrize("many", [2, 10])
def test_its_queries_do_not_grow_with_the_rounds(client, many):
    team = make_rounds(*([FIRST, SECOND] * 5)[:many])
    Action.objects.create(team=team, what="A lunch", lead=make_member(team))
    client.force_login(make_member(team))
    url = reverse("progress", args=[team.code])
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert len(captured) <= 8


def test_it_is_found_where_people_look(client):
    team = make_rounds(FIRST)
    (round,) = team.rounds.all()
    link = reverse("progress", args=[team.code])
    client.force_login(make_member(team))
    for name, args in {"team": [team.code], "round": [round.code], "results": [round.code]}.items():
        assert link in client.get(reverse(name, args=args)).content.decode()
