"""Letting people in, as a facilitator sees it: how many, and never who or what."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from assessments.days import write_day
from assessments.doors import Square, door_of
from assessments.inviting import inviting_to
from assessments.models import Answer, Round, Sheet
from assessments.services.joining import join_round
from assessments.services.taking_part import count_taking_part
from teams.codes import shown
from tests.assessments.test_joining import join
from tests.make import make_facilitator, make_member, make_round, make_version

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


@pytest.mark.parametrize("sharing", Round.Sharing.values)
def test_it_promises_no_more_than_the_round_keeps(client, sharing):
    round = make_round(sharing=sharing)
    client.force_login(make_facilitator(round.team))
    page = client.get(reverse("door", args=[round.code])).content.decode()
    is_open = sharing == Round.Sharing.IN_THE_OPEN
    assert ("You never see who" in page) is not is_open
    assert ("others in it see first names and answers" in page) is is_open


def test_members_see_no_door(client, round):
    client.force_login(make_member(round.team))
    assert client.get(reverse("door", args=[round.code])).status_code == 403


def test_a_planned_round_has_no_door_yet(client):
    planned = make_round(state="planned")
    client.force_login(make_facilitator(planned.team))
    assert client.get(reverse("door", args=[planned.code])).url == reverse("round", args=[planned.code])


def page_of(client, round, name="door"):
    return unescape(client.get(reverse(name, args=[round.code])).content.decode())


@pytest.mark.parametrize("name", ["door", "round"])
def test_the_link_is_there_in_full_with_ways_to_pass_it_on(alice, round, name):
    page = page_of(alice, round, name)
    link = door_of(round).link
    assert f'<p class="share__link" data-shared translate="no">{link}</p>' in page
    standard, easy = (parse_qs(mail) for mail in re.findall(r'href="mailto:\?([^"]+)"', page))
    for mail in (standard, easy):
        assert f"\r\n{link}\r\n" in mail["body"][0]
    assert standard["subject"] == [f"{round.team}: what do you see?"]
    assert "You do not need to give a name." in easy["body"][0]
    assert f"write this code: {shown(round.join_code)}" in page


def test_names_come_into_the_words_as_they_are_and_no_line_is_left_empty(round):
    round.team.name, round.closes_on = "Arts & Crafts <Team>?", None
    inviting = inviting_to(round, door_of(round))
    for words in (inviting.standard.body, inviting.easy_read.body, inviting.aloud):
        assert "Arts & Crafts <Team>?" in words
        assert "\n\n\n" not in words
        assert "until" not in words
    (body,) = parse_qs(urlsplit(inviting.standard.address).query)["body"]
    assert body.replace("\r\n", "\n") == inviting.standard.body


@pytest.mark.parametrize("sharing", Round.Sharing.values)
def test_the_easy_words_are_easy_and_promise_no_more_than_the_round_keeps(round, sharing):
    round.sharing, round.closes_on = sharing, timezone.localdate() + timedelta(days=9)
    inviting = inviting_to(round, door_of(round))
    lines = [line for line in inviting.easy_read.body.splitlines() if "://" not in line]
    assert max(len(line.split()) for line in lines) <= 15
    is_open = sharing == Round.Sharing.IN_THE_OPEN
    for words in (inviting.standard.body, inviting.easy_read.body, inviting.aloud):
        assert ("first name" in words) == is_open
        assert ("no name" in words or "not need to give a name" in words) != is_open
        assert f"until {round.closes_on:%-d %B %Y}" in words


@pytest.mark.parametrize(("days", "told"), [(0, "by {}: At the Friday lunch."), (-1, "At the Friday lunch.")])
def test_they_promise_no_day_that_has_gone(round, days, told):
    round.hear_on, round.hear_back = timezone.localdate() + timedelta(days=days), "At the Friday lunch"
    inviting = inviting_to(round, door_of(round))
    hear = told.format(write_day(round.hear_on))
    for words in (inviting.standard.body, inviting.aloud):
        assert f"When you hear what came of it: {hear}" in words.splitlines()
    assert f"You hear what came of it:\n{hear}\n" in inviting.easy_read.body


@pytest.mark.parametrize("is_whole", [True, False])
def test_they_offer_easy_read_only_where_it_is_whole(is_whole):
    round = make_round(version=make_version(whole=is_whole))
    inviting = inviting_to(round, door_of(round))
    for words in (inviting.standard.body, inviting.aloud):
        assert ("You can choose Easy Read." in words) is is_whole
    assert (inviting.easy_read is not None) is is_whole


@pytest.mark.parametrize(("name", "kind"), [("square_png", "image/png"), ("square_svg", "image/svg+xml")])
def test_the_square_is_a_picture_to_keep(alice, round, name, kind):
    answer = alice.get(reverse(name, args=[round.code]))
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'attachment; filename="spring-round-qr-code.{name[-3:]}"'
    assert round.link_token.encode() not in answer.content
    if kind == "image/png":
        assert modules_in(answer.content) == Square.of(door_of(round).link).path


def modules_in(png: bytes) -> str:
    """The dark modules of a picture, as the page draws them."""
    picture = Image.open(BytesIO(png)).convert("1")
    size = picture.width // 20
    dark = [
        (x, y) for y in range(size) for x in range(size) if not picture.getpixel((20 * x + 10, 20 * y + 10))
    ]
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)


def test_a_closed_door_offers_no_link_and_no_picture(alice, round):
    change(alice, round, "close")
    for name in ("door", "round"):
        assert "data-sharing" not in page_of(alice, round, name)
    assert alice.get(reverse("square_png", args=[round.code])).url == reverse("door", args=[round.code])


def test_members_see_no_link(client, round):
    client.force_login(make_member(round.team))
    assert round.link_token not in page_of(client, round, "round")


def test_they_say_when_people_meet_whom_to_ask_and_when_they_hear(round):
    round.meets_on, round.meets_at, round.meets_where = timezone.localdate(), "2 pm", "The library"
    round.contact_name, round.contact_text, round.hear_back = "Nadia", "07700 900142", "At the Friday lunch"
    round.access_note = "Fares are paid on the day."
    inviting = inviting_to(round, door_of(round))
    for words in (inviting.standard.body, inviting.easy_read.body, inviting.aloud):
        assert "2 pm, The library." in words
        assert "Nadia" in words
        assert "07700 900142" in words
        assert "\n\n\n" not in words
        assert "At the Friday lunch" in words
        assert "Fares are paid on the day." in words


@pytest.mark.parametrize("name", ["door", "round", "session"])
def test_no_browser_translates_the_code(alice, round, name):
    page = re.sub("<wbr>", "", page_of(alice, round, name))
    places = re.findall(rf"<p\b([^>]*)>{shown(round.join_code)}</p>", page)
    assert places
    assert all('translate="no"' in place for place in places)
