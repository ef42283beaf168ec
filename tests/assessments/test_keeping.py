"""Persons' sheets go when their organisation keeps them no longer. What was agreed and released stays."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_delete
from django.utils import timezone

from assessments.counted import Counts
from assessments.models import Answer, Reflection, Round, Sheet
from assessments.services import keeping
from assessments.services.joining import join_round
from assessments.services.keeping import erase_expired
from assessments.services.rounds import close_round
from assessments.services.taking_part import count_taking_part
from teams.one_by_one import SomeFailed
from teams.services.traces import clear_traces
from tests.assessments.test_appearing import KINDS, finish
from tests.faults import broken_for
from tests.make import make_facilitator, make_person_sheet, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    round = make_round()
    sheet, _ = join_round(round, nonce="dana", how="alone")
    for principle in round.version.principles.all():
        statement = principle.statements.first()
        Answer.objects.create(sheet=sheet, statement=statement, value=1, changed_at=timezone.now())
        sheet.reflections.create(principle=principle, text=f"About {principle}.")
    close_round(round, by=None)
    return sheet


def later(**wait):
    return erase_expired(now=timezone.now() + timedelta(**wait))


def answer_of(sheet, *, at=None):
    """So that something is said on it."""
    last = sheet.round.version.statements.last()
    return Answer.objects.create(sheet=sheet, statement=last, value=1, changed_at=at or timezone.now())


def test_nothing_goes_while_a_round_is_open_and_goes_on():
    round = make_round()
    answer_of(join_round(round, nonce="dana", how="alone")[0])
    assert later(days=360) == 0


@pytest.mark.parametrize("last", ["answered", "finished", "joined", "agreed"])
def test_in_a_round_that_nobody_closes_all_goes_some_months_after_the_last_answer(last):
    long_ago = timezone.now() - timedelta(days=400)
    round = make_round()
    early, _ = join_round(round, nonce="dana", how="alone")
    answer_of(early, at=long_ago)
    Round.objects.update(opened_at=long_ago)
    Sheet.objects.update(created_at=long_ago)
    assert later(days=-36) == 0
    about = {"principle": round.version.principles.first()}
    if last in ("answered", "agreed"):
        sheet = early if last == "answered" else round.sheets.get(kind=Sheet.Kind.TOGETHER)
        statement = round.version.statements.first()
        Answer.objects.create(sheet=sheet, statement=statement, value=1, changed_at=timezone.now())
    elif last == "finished":
        early.reflections.create(finished_at=timezone.now(), **about)
    else:
        answer_of(join_round(round, nonce="erin", how="alone")[0], at=long_ago)
    assert later(days=360) == 0
    assert later(days=367) == (2 if last == "joined" else 1)
    assert list(round.sheets.all()) == [round.sheets.get(kind=Sheet.Kind.TOGETHER)]


def test_a_sheet_stays_for_a_year_and_then_goes(sheet):
    assert later(days=360) == 0
    assert later(days=367) == 1
    assert not Sheet.objects.filter(pk=sheet.pk).exists()
    assert not Answer.objects.filter(sheet=sheet.pk).exists()


def test_what_was_agreed_and_released_stays(sheet):
    group = Sheet.objects.get(round=sheet.round, kind=Sheet.Kind.TOGETHER)
    later(days=4000)
    assert Sheet.objects.get(round=sheet.round) == group
    assert sheet.round.releases.exists()


@pytest.mark.parametrize(("months", "days"), [(24, 365), (6, 183)])
def test_a_round_keeps_the_months_it_was_opened_with_unless_they_become_fewer(sheet, months, days):
    organisation = sheet.round.team.organisation
    organisation.retention_months = months
    organisation.save()
    assert later(days=days - 2) == 0
    assert later(days=days + 2) == 1


def test_sessions_and_counters_go_when_they_are_over(sheet, client):
    client.force_login(make_facilitator(sheet.round.team))
    cache.set("attempts", 1, timeout=60)
    cache.set("still", 1, timeout=3 * 24 * 3600)
    with connection.cursor() as cursor:
        clear_traces(now=timezone.now() + timedelta(minutes=2))
        cursor.execute("SELECT cache_key FROM cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:still"]
        assert Session.objects.count() == 1
        clear_traces(now=timezone.now() + timedelta(days=15))
    assert Session.objects.count() == 0


def quote(sheet, **more):
    quoted = sheet.reflections.first()
    Round.objects.filter(pk=sheet.round_id).update(closed_at=None)
    Reflection.objects.filter(pk=quoted.pk).update(may_quote=True)
    Round.objects.filter(pk=sheet.round_id).update(closed_at=timezone.now())
    sheet.round.quotes.create(reflection=quoted, text="About it.", **more)
    return quoted


def test_quoted_words_stay_and_the_rest_goes(sheet):
    quoted = quote(sheet, approved_at=timezone.now())
    assert later(days=367) == 1
    (kept,) = Reflection.objects.filter(sheet=sheet)
    assert (kept, kept.text) == (quoted, "About it.")  # what was left out of the quote is gone
    assert not Answer.objects.filter(sheet=sheet).exists()
    assert later(days=368) == 0


def test_of_whoever_is_quoted_the_way_they_take_part_stays_and_no_name(sheet):
    about = Sheet.objects.filter(pk=sheet.pk)
    perspective = sheet.round.team.organisation.perspectives.first()
    Round.objects.filter(pk=sheet.round_id).update(closed_at=None)
    about.update(first_name="Dana", how="staff", perspective=perspective)
    quote(sheet, approved_at=timezone.now())
    assert later(days=367) == 1
    assert about.values_list("first_name", "how", "perspective").get() == ("", "", perspective.pk)
    assert later(days=368) == 0


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_of_whoever_is_quoted_nothing_is_counted_in_a_round_that_goes_on(kind):
    """With what is left of that sheet, four people would be told of as five."""
    long_ago = timezone.now() - timedelta(days=400)
    round = KINDS[kind]()
    emptied = finish(make_person_sheet(round))
    Reflection.objects.update(text="About it.", may_quote=True, finished_at=long_ago)
    round.quotes.create(reflection=emptied.reflections.get(), text="About it.", approved_at=long_ago)
    Round.objects.update(opened_at=long_ago)
    Sheet.objects.update(created_at=long_ago)
    erase_expired()
    for _ in range(4):
        finish(make_person_sheet(round))
    close_round(round, by=None)
    counts = Counts.from_json(round.releases.get().counts)
    assert not any(part.groups for part in (*counts.principles, *counts.activities))
    assert list(count_taking_part(round.code).people.values()) == [4]
    assert round.quotes.inside().exists()


def test_words_that_were_chosen_and_never_approved_are_kept_no_longer_than_others(sheet):
    quote(sheet)
    assert later(days=367) == 1
    assert not Sheet.objects.filter(pk=sheet.pk).exists()
    assert not sheet.round.quotes.exists()


def test_a_withdrawn_quote_keeps_nothing(sheet):
    sheet.round.quotes.create(reflection=sheet.reflections.first(), text="", withdrawn_at=timezone.now())
    later(days=367)
    assert not Sheet.objects.filter(pk=sheet.pk).exists()


def test_where_one_cant_be_erased_others_are(sheet, monkeypatch):
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    for name in ("erin", "flo"):
        join_round(make_round(), nonce=name, how="alone")
    with broken_for(Sheet, when=pre_delete, id=sheet.pk), pytest.raises(SomeFailed):
        later(days=367)
    assert list(Sheet.objects.filter(kind=Sheet.Kind.PERSON)) == [sheet]
    assert later(days=367) == 1


def test_the_command_says_how_many(sheet, capsys):
    call_command("erase_expired")
    assert capsys.readouterr().out == "Erased: 0 sheets.\n"


def test_a_sheet_without_an_answer_waits_for_30_days():
    round = make_round()
    quiet, answered = (join_round(round, nonce=name, how="alone")[0] for name in ("dana", "erin"))
    answer_of(answered)
    assert later(days=29) == 0
    assert later(days=31) == 1
    assert not Sheet.objects.filter(pk=quiet.pk).exists()
    assert Sheet.objects.filter(pk=answered.pk).exists()


def test_what_was_ticked_and_unticked_is_no_answer_and_counts_for_one_sheet():
    sheet, _ = join_round(make_round(), nonce="dana", how="alone")
    for statement in sheet.round.version.statements.all():
        Answer.objects.create(
            sheet=sheet, statement=statement, value=Answer.Value.NOTHING, changed_at=timezone.now()
        )
    assert later(days=31) == 1


def test_a_part_that_was_finished_with_nothing_ticked_is_an_answer():
    sheet, _ = join_round(make_round(), nonce="dana", how="alone")
    sheet.reflections.create(principle=sheet.round.version.principles.first(), finished_at=timezone.now())
    assert later(days=31) == 0


def test_an_unanswered_sheet_goes_after_its_round_has_closed_too_but_no_groups():
    round = make_round()
    join_round(round, nonce="dana", how="alone")
    group, _ = join_round(round, nonce="erin", kind=Sheet.Kind.GROUP, people=3)
    close_round(round, by=None)
    assert later(days=31) == 1
    assert Sheet.objects.filter(pk=group.pk).exists()
