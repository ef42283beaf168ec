"""Closing in two steps, what is seen when it is cut off between them, and how often results are brought up to date."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE, Counts
from assessments.models import Answer, Counted, Release, Round, Sheet
from assessments.services import rounds
from assessments.services.releases import MOST_IN_AN_HOUR, make_release
from assessments.services.rounds import close_round, open_round, reopen_round
from reports.services.issuing import issue_report
from teams.one_by_one import SomeFailed
from teams.refusals import Refused
from tests.assessments.test_joining import dana, join
from tests.faults import broken_for
from tests.make import make_facilitator, make_member, make_person_sheet, make_round, make_version, say

pytestmark = pytest.mark.django_db
TICKED = Answer.Value.TICKED


@pytest.fixture
def round():
    """Six have finished a part of it."""
    round = make_round()
    come(round, 6)
    return round


def come(round, how_many, perspective=None):
    perspective = perspective or round.team.organisation.perspectives.last()
    for _ in range(how_many):
        say(make_person_sheet(round, perspective), p1_not_yet=TICKED)


def cut_off(round):
    """As if the server had stopped after the first step of closing."""
    rounds._stop(round)
    round.refresh_from_db()
    return round


def shown(round):
    return [(release.number, release.at_closing) for release in round.releases.order_by("number")]


def test_a_round_that_was_cut_off_is_closed_and_waits(round):
    round = cut_off(round)
    assert (round.state, round.awaits_release, round.is_finished, shown(round)) == ("closed", True, False, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        round.sheets.create(kind=Sheet.Kind.PERSON)


def test_only_a_closed_round_can_wait(round):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(awaits_release=True)


@pytest.mark.parametrize("name", ["round", "results", "report", "write_asks", "quotes"])
def test_whoever_looks_next_finishes_it(client, round, name):
    round = cut_off(round)
    client.force_login(make_facilitator(round.team))
    page = client.get(reverse(name, args=[round.code]))
    assert page.status_code == 200
    round.refresh_from_db()
    assert (round.is_finished, shown(round)) == (True, [(1, True)])
    assert "aren’t ready yet" not in page.content.decode()


def test_closing_again_finishes_it(round):
    close_round(cut_off(round), by=None)
    close_round(round, by=None)
    assert shown(round) == [(1, True)]


def test_the_daily_command_finishes_it(round, capsys):
    cut_off(round)
    call_command("erase_expired")
    assert shown(round) == [(1, True)]


def test_one_that_cant_be_finished_holds_up_nothing_else(round, capsys):
    other = make_round()
    come(other, 1)
    for each in (round, other):
        cut_off(each)
    with broken_for(Release, round_id=round.pk), pytest.raises(SomeFailed):
        call_command("erase_expired")
    assert (shown(round), shown(other)) == ([], [(1, True)])
    assert capsys.readouterr().out == "Erased: 0 sheets.\n"
    call_command("erase_expired")
    assert shown(round) == [(1, True)]


def test_it_tells_what_was_saved_when_it_closed(round):
    make_release(round, by=None)
    come(round, 6)
    cut_off(round)
    call_command("erase_expired")
    (group,) = Counts.from_json(round.releases.first().counts).principle("p1", INSIDE).groups
    assert (group.n, shown(round)) == (12, [(1, False), (2, True)])


def test_it_can_be_reopened_as_it_is(client, round):
    round = cut_off(round)
    reopen_round(round, by=None, reason="Too soon.")
    round.refresh_from_db()
    assert (round.state, round.awaits_release, shown(round)) == ("open", False, [])
    come(round, 1)
    close_round(round, by=None)
    assert shown(round) == [(1, True)]


def test_whoever_took_part_is_told_that_it_isnt_ready(round):
    client, address = dana(), reverse("my_results", args=[round.code])
    join(client, round)
    make_release(round, by=None)
    cut_off(round)
    page = client.get(address).content.decode()
    assert "has just closed, and its last results aren’t ready yet" in page
    assert "still open" not in page
    call_command("erase_expired")
    assert "Draft." not in client.get(address).content.decode()


def test_no_report_is_issued_before_it_is_finished(round):
    make_release(round, by=None)
    with pytest.raises(Refused, match="Close the round first"):
        issue_report(cut_off(round), seen="1-0-1", by=make_facilitator(round.team))


def test_the_next_round_starts_from_what_it_closed_with(round):
    alice = make_facilitator(round.team)
    say(round.sheets.get(kind=Sheet.Kind.TOGETHER), p1_not_yet=TICKED)
    cut_off(round)
    then = make_round(round.team, round.version, state="planned", from_last=True)
    then = open_round(then, by=alice)
    assert shown(round) == [(1, True)]
    assert then.previous == round
    assert then.sheets.get().answers.get().statement.key == "p1-not-yet"


def test_results_are_brought_up_to_date_twelve_times_an_hour(client, round):
    began = timezone.now() - timedelta(minutes=50)
    for number in range(MOST_IN_AN_HOUR):
        come(round, 6)
        assert make_release(round, by=None, now=began + timedelta(minutes=number)).number == number + 1
    come(round, 6)
    with pytest.raises(Refused, match="12 times in the last hour"):
        make_release(round, by=None)
    client.force_login(make_facilitator(round.team))
    page = client.post(reverse("bring_up_to_date", args=[round.code]), follow=True).content.decode()
    assert "12 times in the last hour" in page
    assert round.releases.count() == MOST_IN_AN_HOUR
    assert make_release(round, by=None, now=began + timedelta(minutes=61)).number == MOST_IN_AN_HOUR + 1


def test_closing_is_always_possible(round):
    for _ in range(MOST_IN_AN_HOUR):
        come(round, 6)
        make_release(round, by=None)
    come(round, 6)
    close_round(round, by=None)
    assert round.releases.first().at_closing
    assert round.releases.count() == MOST_IN_AN_HOUR + 1


def test_the_session_says_it_too(client, round):
    for _ in range(MOST_IN_AN_HOUR):
        come(round, 6)
        make_release(round, by=None)
    come(round, 6)
    client.force_login(make_facilitator(round.team))
    page = client.post(reverse("session_principle", args=[round.code, "p1"]), follow=True)
    assert "12 times in the last hour" in page.content.decode()


def test_a_member_sees_no_button_while_it_isnt_ready(client, round):
    client.force_login(make_member(round.team))
    page = client.get(reverse("round", args=[cut_off(round).code])).content.decode()
    assert "What was agreed is kept as it was." in page


def test_an_honest_history_shows_everything():
    """24 releases, each of k or more who came, 200 people in all: nothing waits, in neither edition."""
    round = make_round(version=make_version(principles=1))
    views = [*round.team.organisation.perspectives.all(), None]
    began = timezone.now() - timedelta(days=30)
    for number in range(24):
        come_at_once(round, 8 + (number < 8), views[number % 3])
        release = make_release(round, by=None, now=began + timedelta(days=number))
        assert release.number == number + 1
        assert len(behind(release, INSIDE)) == 8 * (number + 1) + min(number + 1, 8)
    assert behind(release, OUTSIDE) == behind(release, INSIDE)
    assert len(behind(release, INSIDE)) == 200


def come_at_once(round, how_many, perspective):
    statement, part = round.version.statements.first(), round.version.principles.get()
    now = timezone.now()
    for number in range(how_many):
        sheet = make_person_sheet(round, perspective)
        sheet.answers.create(statement=statement, value=number % 4, changed_at=now)
        sheet.reflections.create(principle=part, finished_at=now)


def behind(release, edition):
    return {sheet for figure in release.basis["parts"]["p1"][edition] for sheet, _ in figure}


def test_what_nobody_is_shown_of_is_remembered_nowhere(round):
    make_release(round, by=None)
    come(round, 3)
    assert make_release(round, by=None).number == 1
    assert Counted.objects.count() == 6
