"""What others save, erase and close while a release is made: real transactions, on either database."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from assessments.counted import INSIDE, Counts
from assessments.models import Answer, Counted, Reflection, Release, Round, Sheet
from assessments.part import Sharing
from assessments.placing import ActivityPart
from assessments.services import releases, rounds
from assessments.services.activities import placed_activities
from assessments.services.answering import RoundClosed, finish_part, save_answer, save_said, save_sharing
from assessments.services.joining import erase_sheet
from assessments.services.keeping import erase_expired
from assessments.services.releases import finish_closing, make_release
from assessments.services.rounds import close_round, reopen_round
from assessments.services.snapshot import one_moment
from assessments.services.terms import follow_settings
from rubric.reading import read_version
from tests.make import make_person_sheet, make_placing_round, make_round, say

pytestmark = pytest.mark.django_db(transaction=True)
TICKED = Answer.Value.TICKED
AT_THE_LOCK = 1  # seconds, in which somebody reads and works out, and then has to wait


@pytest.fixture
def round(committing):
    return committing(_make_crowd)


def _make_crowd():
    round = make_round()
    work = round.team.organisation.perspectives.last()
    for _ in range(6):
        say(make_person_sheet(round, work), p1_not_yet=TICKED)
    return round


def persons(round):
    return list(round.sheets.filter(kind=Sheet.Kind.PERSON).order_by("pk"))


def tick(sheet):
    statement = sheet.round.version.statements.first()
    save_answer(sheet, statement=statement.pk, value=TICKED, changed_at=timezone.now())


def behind(release):
    """Whose sheets it tells of."""
    figures = release.basis["parts"]["p1"][INSIDE]
    return {sheet for figure in figures for sheet, _ in figure}


def shown(round):
    return [(release.number, release.at_closing) for release in round.releases.order_by("number")]


def test_reading_and_working_out_wait_for_nobody(committing, round):
    sheet = committing(persons, round)[0]
    with committing.before_committing(tick, sheet):
        found = committing(releases._find, round, at=timezone.now())
        assert committing(releases._work_out, found).counts.principles[0].groups


def test_nobody_waits_while_it_is_read_and_sees_what_was_there_at_its_beginning(committing, round):
    def read(sheet):
        with one_moment():
            before = sheet.answers.count()
            committing(tick, sheet)
            return before, sheet.answers.count()

    sheet = committing(make_person_sheet, round)
    assert committing(read, sheet) == (0, 0)
    assert committing(sheet.answers.count) == 1


def test_nothing_can_be_written_in_such_a_moment(committing, round):
    def write():
        with pytest.raises(OperationalError if connection.vendor == "sqlite" else Exception), one_moment():
            Round.objects.update(title="Changed")
        with transaction.atomic():
            return Round.objects.update(title="Changed afterwards")

    assert committing(write) == 1


def test_whoever_erases_their_sheet_meanwhile_isnt_counted(committing, round):
    first, *others = committing(persons, round)
    with committing.before_committing(erase_sheet, first):
        making = committing.start(make_release, round, by=None)
        time.sleep(AT_THE_LOCK)
        assert not making.done()
    assert behind(making.result(30)) == {sheet.pk for sheet in others}
    assert first.pk not in making.result().basis["people"]
    assert set(committing(lambda: list(Counted.objects.values_list("sheet", flat=True)))) == behind(
        making.result()
    )


def test_a_group_that_erases_what_it_said_meanwhile_isnt_told(committing, round):
    def make_group():
        return say(round.sheets.create(kind=Sheet.Kind.GROUP, people=4), p1_not_yet=TICKED)

    with committing.before_committing(erase_sheet, committing(make_group)):
        making = committing.start(make_release, round, by=None)
        time.sleep(AT_THE_LOCK)
    assert not making.result(30).agreed["groups"]


def test_whoever_is_kept_no_longer_isnt_counted(committing, round):
    later = timezone.now() + timedelta(days=3 * 366)
    with committing.before_committing(erase_expired, now=later):
        making = committing.start(make_release, round, by=None)
        time.sleep(AT_THE_LOCK)
    assert behind(making.result(30)) == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda round: erase_sheet(persons(round)[0]),
        lambda round: save_sharing(
            persons(round)[0],
            principle=round.version.principles.first().pk,
            sharing=Sharing(Reflection.MayRead.ROUND, True, False),
        ),
        lambda round: make_release(round, by=None),
        lambda round: close_round(round, by=None),
        lambda round: follow_settings(_ask_for_more(round.team.organisation)),
    ],
)
def test_what_doesnt_hold_any_more_isnt_kept(committing, round, change):
    found = committing(releases._find, round, at=timezone.now())
    tally = committing(releases._work_out, found)
    committing(change, round)
    before = committing(shown, round)
    assert committing(releases._keep, found, tally, is_told=False, by=None) is None
    assert committing(shown, round) == before


def _ask_for_more(organisation):
    organisation.floor = 6
    organisation.save()
    return organisation


def test_a_side_that_changes_meanwhile_is_read_anew(committing, round):
    views = round.team.organisation.perspectives
    with committing.before_committing(views.update, side="family"):
        making = committing.start(make_release, round, by=None)
        time.sleep(AT_THE_LOCK)
    assert {side for *_, side in making.result(30).counts["perspectives"]} == {"family"}


def test_what_people_say_meanwhile_is_for_the_next_release(committing, round):
    first, *_ = committing(persons, round)
    found = committing(releases._find, round, at=timezone.now())
    tally = committing(releases._work_out, found)
    committing(tick, first)
    committing(lambda: say(make_person_sheet(round), p1_not_yet=TICKED))
    assert committing(releases._keep, found, tally, is_told=False, by=None).number == 1


def test_of_several_who_press_at_once_one_makes_the_release(committing, round):
    made = [committing.start(make_release, round, by=None) for _ in range(4)]
    assert {one.result(30).number for one in made} == {1}
    assert committing(shown, round) == [(1, False)]


def test_of_several_who_close_at_once_one_makes_the_last_release(committing, round):
    closed = [committing.start(close_round, round, by=None) for _ in range(4)]
    assert {one.result(30).closed_at for one in closed} == {committing(Round.objects.get).closed_at}
    assert committing(shown, round) == [(1, True)]


def test_a_save_under_way_is_in_the_last_release(committing, round):
    def finish(sheet):
        finish_part(sheet, principle=round.version.principles.first().pk)

    late = committing(make_person_sheet, round, committing(round.team.organisation.perspectives.last))
    with committing.before_committing(finish, late):
        closing = committing.start(close_round, round, by=None)
        time.sleep(AT_THE_LOCK)
        assert not closing.done()
    assert not closing.result(30).awaits_release
    assert late.pk in behind(committing(Release.objects.get))


def _end_by_hand(round):
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now())


@pytest.mark.parametrize("end", [_end_by_hand, lambda round: close_round(round, by=None)])
def test_whoever_ends_a_round_waits_for_a_tick_under_way(committing, round, end):
    with committing.before_committing(tick, committing(persons, round)[0]):
        ending = committing.start(end, round)
        time.sleep(AT_THE_LOCK)
        assert not ending.done()
    ending.result(30)


def check_that_only_sqlite_keeps_waiting(saving):
    """It has one lock for all who write."""
    if connection.vendor == "postgresql":
        saving.result(30)
    else:
        time.sleep(AT_THE_LOCK)
        assert not saving.done()


def test_on_postgresql_who_ticks_doesnt_wait_for_a_release_that_is_written(committing, round):
    found = committing(releases._find, round, at=timezone.now())
    tally = committing(releases._work_out, found)
    with committing.before_committing(releases._keep.__wrapped__, found, tally, is_told=False, by=None):
        ticking = committing.start(tick, committing(persons, round)[0])
        check_that_only_sqlite_keeps_waiting(ticking)
    ticking.result(30)


def test_on_postgresql_who_places_an_activity_doesnt_wait_either(committing):
    def make():
        round = make_placing_round()
        for _ in range(6):
            say(make_person_sheet(round), p1_not_yet=TICKED)
        return round

    def place(sheet):
        part = ActivityPart(read_version(sheet.round.places_on_id), placed_activities(sheet.round)[0], 1, 1)
        save_said(sheet, part.rows[0], value=1, changed_at=timezone.now())

    round = committing(make)
    found = committing(releases._find, round, at=timezone.now())
    tally = committing(releases._work_out, found)
    with committing.before_committing(releases._keep.__wrapped__, found, tally, is_told=False, by=None):
        placing = committing.start(place, committing(persons, round)[0])
        check_that_only_sqlite_keeps_waiting(placing)
    placing.result(30)


def test_nothing_is_saved_between_the_closing_and_its_release(committing, round):
    committing(rounds._stop, round)
    with pytest.raises(RoundClosed):
        committing(tick, committing(persons, round)[0])
    assert committing(Round.objects.get).awaits_release


def test_whoever_erases_their_sheet_while_the_last_release_is_made_isnt_counted(committing, round):
    committing(rounds._stop, round)
    first, *others = committing(persons, round)
    with committing.before_committing(erase_sheet, first):
        finishing = committing.start(finish_closing, round)
        time.sleep(AT_THE_LOCK)
    finishing.result(30)
    last = committing(Release.objects.get)
    assert (behind(last), last.at_closing) == ({sheet.pk for sheet in others}, True)


def test_a_round_that_is_reopened_meanwhile_gets_no_last_release(committing, round):
    committing(rounds._stop, round)
    found = committing(releases._find, round, at=timezone.now())
    tally = committing(releases._work_out, found)
    committing(reopen_round, round, by=None, reason="Too soon.")
    assert committing(releases._keep, found, tally, is_told=False, by=None) is None
    assert (committing(shown, round), committing(Round.objects.get).is_open) == ([], True)
    committing(close_round, round, by=None)
    assert committing(shown, round) == [(1, True)]
    assert Counts.from_json(committing(Release.objects.get).counts).principles[0].groups
