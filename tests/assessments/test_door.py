"""Letting people in, as a facilitator sees it: how many, and never who or what."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Round, Sheet
from assessments.services.joining import join_round
from assessments.services.taking_part import count_taking_part
from teams.codes import shown
from tests.assessments.test_joining import join
from tests.make import make_facilitator, make_member, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def alice(client, round):
    client.force_login(make_facilitator(round.team))
    return client


def say(sheet):
    statement = sheet.round.version.statements.first()
    Answer.objects.create(
        sheet=sheet, statement=statement, value=Answer.Value.TICKED, changed_at=sheet.created_at
    )


def change(client, round, step):
    return client.post(reverse("change_door", args=[round.code]), {"step": step})


def test_it_shows_the_code_the_link_and_its_picture(alice, round):
    page = alice.get(reverse("door", args=[round.code])).content.decode()
    assert shown(round.join_code) in page
    assert round.link_token in page
    assert "<svg" in page


def test_it_counts_who_joined_began_and_finished(alice, round):
    sheets = [join_round(round, nonce=str(n), how="alone")[0] for n in range(4)]
    say(sheets[0])
    first = round.version.principles.first()
    for sheet in sheets[1:3]:
        sheet.reflections.create(principle=first, finished_at=sheet.created_at)
    found = count_taking_part(round.code)
    assert (found.joined, found.begun, found.finished, found.parts) == (4, 3, 2, {first.key: 2})


def test_only_empty_sheets_can_be_removed(alice, round):
    full, _ = join_round(round, nonce="a", how="alone")
    join_round(round, nonce="b", how="alone")
    reading, _ = join_round(round, nonce="c", how="alone")
    Sheet.objects.exclude(pk=reading.pk).update(created_at=round.opened_at - timedelta(hours=1))
    say(full)
    alice.post(reverse("remove_empty_sheets", args=[round.code]))
    assert set(round.sheets.exclude(kind=Sheet.Kind.TOGETHER)) == {full, reading}
    assert round.sheets.filter(kind=Sheet.Kind.TOGETHER).exists()


def test_what_is_counted_are_sheets_and_not_the_marks_on_them(alice, round):
    sheet, _ = join_round(round, nonce="b", how="alone")
    for statement in round.version.statements.all():
        sheet.answers.create(statement=statement, value=Answer.Value.NOTHING, changed_at=timezone.now())
    Sheet.objects.update(created_at=round.opened_at - timedelta(hours=1))
    page = alice.post(reverse("remove_empty_sheets", args=[round.code]), follow=True).content.decode()
    assert "1 empty sheet is removed." in page


def test_one_press_replaces_code_and_link(alice, round):
    change(alice, round, "replace")
    new = Round.objects.get(pk=round.pk)
    assert (new.join_code, new.link_token) != (round.join_code, round.link_token)
    assert Client().get(reverse("join_link", args=[round.link_token])).status_code == 404
    assert Client().get(reverse("join_link", args=[new.link_token])).status_code == 302


def test_the_door_can_be_closed_and_opened(alice, round):
    change(alice, round, "close")
    assert Client().get(reverse("join_link", args=[round.link_token])).status_code == 404
    change(alice, round, "open")
    join(Client(), round)


def test_a_step_that_we_do_not_know_changes_nothing(alice, round):
    assert change(alice, round, "burn").status_code == 302
    assert Round.objects.get(pk=round.pk).door_closed_at is None


def test_members_see_no_door(client, round):
    client.force_login(make_member(round.team))
    assert client.get(reverse("door", args=[round.code])).status_code == 403


def test_a_planned_round_has_no_door_yet(client):
    planned = make_round(state="planned")
    client.force_login(make_facilitator(planned.team))
    assert client.get(reverse("door", args=[planned.code])).url == reverse("round", args=[planned.code])
