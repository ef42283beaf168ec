"""Taking part without an account: codes, links, the join page, and what a browser keeps."""

import html
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import cookies
from assessments.models import Round, Sheet, YouSaid
from assessments.services.joining import (
    MOST_SHEETS,
    close_door,
    find_sheet,
    join_round,
    new_door,
    replace_codes,
)
from assessments.services.keeping import erase_expired
from assessments.services.rounds import close_round
from teams.codes import shown
from tests.assessments.sheets import queries
from tests.make import make_member, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_round()


def dana():
    """Somebody with nothing but a code."""
    return Client()


def come_in(client, round):
    return client.get(reverse("join_link", args=[round.link_token]))


def walk_in(client, round, *, to="", wording="standard", perspectives=None, first_name="", **said):
    """Answers one question after the other, up to the page `to`, or to the end. The last answer is returned."""
    first = [round.team.organisation.perspectives.first().pk]
    answers = {
        "join_round": {"wording": wording},
        "join_promises": {"answer": "yes"},
        "join_as": {"perspectives": first if perspectives is None else perspectives},
        "join_name": {"first_name": first_name},
        "join_help": {"how": "alone", **said},
    }
    if round.sharing != Round.Sharing.IN_THE_OPEN:
        del answers["join_name"]
    answer = None
    for page, data in answers.items():
        if page == to:
            break
        answer = client.post(reverse(page, args=[round.code]), data)
    return answer


begin = walk_in


GROUP_PAGES = {"join_as_group": "people", "join_group_part": "principle", "join_group_most": "perspective"}


def join_as_group(client, round, wording="standard", **said):
    come_in(client, round)
    walk_in(client, round, to="join_as", wording=wording)
    told = {"people": 3, "principle": "all", "perspective": "mixed", **said}
    for page, name in GROUP_PAGES.items():
        answer = client.post(reverse(page, args=[round.code]), {name: told[name]})
        if answer.status_code != 302:
            break
    return answer


def join(client, round, **said):
    come_in(client, round)
    begin(client, round, **said)
    return round.sheets.exclude(kind=Sheet.Kind.TOGETHER).latest("pk")


def write_code(client, code, **extra):
    return client.post(reverse("join"), {"code": code}, **extra)


def return_code_of(client, round):
    page = client.get(reverse("my_return_code", args=[round.code]))
    return page.context["return_code"]


@pytest.mark.parametrize("how", [str, str.upper, shown, lambda code: f"  {code[:4]} {code[4:]} "])
def test_a_code_lets_people_in_however_it_is_typed(round, how):
    client = dana()
    assert write_code(client, how(round.join_code)).url == reverse("join_round", args=[round.code])
    assert client.get(reverse("join_round", args=[round.code])).status_code == 200


@pytest.mark.parametrize(
    "around",
    [
        "Your code: {}",
        "Hi Dana, the code is “{}”. See you at 3pm, B",
        "https://council.example/join/{}?utm_source=chat#main",
        "https://council.example/join/{}/group/",
        "*{}*",
    ],
)
def test_so_it_does_with_what_was_copied_along(round, around):
    where = write_code(dana(), around.format(shown(round.join_code))).url
    assert where == reverse("join_round", args=[round.code])


def test_a_return_code_leads_back_with_what_was_copied_along(round):
    _, code = join_round(round, nonce="dana", how="alone")
    answer = write_code(dana(), f"Your return code: {shown(code)}. Keep it.")
    assert answer.url == reverse("my_sheet", args=[round.code])


@pytest.mark.parametrize(("began", "now"), [("standard", "easy-read"), ("easy-read", "standard")])
def test_whoever_chose_easy_read_then_or_now_comes_back_to_it(round, began, now):
    _, code = join_round(round, nonce="dana", how="alone", wording=began)
    client = dana()
    client.cookies["wording"] = now
    write_code(client, code)
    assert client.cookies["wording"].value == "easy-read"


def test_of_two_codes_none_is_chosen_and_both_stay(round):
    both = f"{shown(round.join_code)} or BCDF-GHJK"
    page = write_code(dana(), both).content.decode()
    assert "There are 2 codes here. Write only one of them." in page
    assert f'value="{both}"' in page


def test_the_link_leads_to_an_address_without_a_secret(round):
    client = dana()
    where = come_in(client, round).url
    assert round.link_token not in where
    assert client.get(where).status_code == 200


def test_the_page_is_closed_to_whoever_has_shown_nothing(round):
    answer = dana().get(reverse("join_round", args=[round.code]))
    assert answer.status_code == 404
    assert round.team.name not in answer.content.decode()


def test_it_says_what_this_is_before_anybody_answers(round):
    client = dana()
    come_in(client, round)
    page = client.get(walk_in(client, round, to="join_promises").url).content.decode()
    assert "Your manager can’t see your answers, even if they run this round" in page
    assert "at least 5 people" in page
    assert "It is your choice" in page


def test_in_the_open_says_so_and_asks_for_a_first_name():
    open_round = make_round(sharing=Round.Sharing.IN_THE_OPEN)
    client = dana()
    come_in(client, open_round)
    page = client.get(walk_in(client, open_round, to="join_promises").url).content.decode()
    assert "first name and what you answer" in page
    assert "Your manager can’t see" not in page
    assert walk_in(client, open_round, to="join_help").status_code == 422
    assert client.get(reverse("join_help", args=[open_round.code])).url.endswith("/name/")
    begin(client, open_round, first_name="Dana")
    assert open_round.sheets.get(kind=Sheet.Kind.PERSON).first_name == "Dana"


def test_joining_makes_a_sheet_of_ones_own(round):
    client = dana()
    sheet = join(client, round, how="advocate", wording="easy-read")
    assert (sheet.kind, sheet.how, sheet.wording) == ("person", "advocate", "easy-read")
    assert sheet.perspective == round.team.organisation.perspectives.first()
    assert client.get(reverse("my_sheet", args=[round.code])).status_code == 200


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_joining_leads_straight_to_what_is_asked(round, wording):
    client = dana()
    come_in(client, round)
    first = client.get(begin(client, round, wording=wording).url, follow=True)
    assert (first.status_code, first.request["PATH_INFO"]) == (200, f"/mine/{round.code}/parts/p1/1/")


def test_so_it_is_for_a_group_that_chose_a_part(round):
    client = dana()
    assert join_as_group(client, round, principle="p2").url == f"/mine/{round.code}/parts/p2/"


def test_only_a_hash_of_the_return_code_is_stored(round):
    client = dana()
    sheet = join(client, round)
    code = return_code_of(client, round)
    assert len(code.replace("-", "")) == 12
    assert code.replace("-", "").lower() not in str(vars(sheet))
    assert find_sheet(code.replace("-", "").lower()) == sheet


def test_a_double_tap_makes_one_sheet(round):
    client = dana()
    come_in(client, round)
    twin = Client()
    twin.cookies = client.cookies.copy()
    begin(client, round)
    begin(twin, round)
    assert round.sheets.filter(kind=Sheet.Kind.PERSON).count() == 1
    assert return_code_of(client, round) == return_code_of(twin, round)


def test_going_back_and_sending_again_begins_no_second_sheet(round):
    client = dana()
    join(client, round)
    assert begin(client, round).status_code == 404
    assert round.sheets.filter(kind=Sheet.Kind.PERSON).count() == 1


def test_the_return_code_opens_the_sheet_on_another_device(round):
    phone, laptop = dana(), dana()
    join(phone, round)
    answer = write_code(laptop, return_code_of(phone, round))
    assert answer.url == reverse("my_sheet", args=[round.code])
    assert laptop.get(answer.url).status_code == 200
    assert return_code_of(laptop, round) == return_code_of(phone, round)


def test_cookies_are_out_of_reach_and_sent_only_where_they_are_needed(round):
    client = dana()
    come_in(client, round)
    answer = begin(client, round)
    cookie = answer.cookies["sheet"]
    assert cookie["httponly"]
    assert cookie["path"] == reverse("my_sheet", args=[round.code])
    assert cookie["max-age"] > 0
    assert "sessionid" not in answer.cookies


def test_shared_devices_keep_it_for_a_visit_only():
    shared = make_round(shared_devices=True)
    client = dana()
    come_in(client, shared)
    assert not begin(client, shared).cookies["sheet"]["max-age"]


def test_a_forged_cookie_opens_nothing(round):
    client = dana()
    join(client, round)
    client.cookies["sheet"] = return_code_of(client, round).replace("-", "").lower()
    assert client.get(reverse("my_sheet", args=[round.code])).status_code == 404


def test_a_sheet_of_one_round_opens_no_page_of_another(round):
    client = dana()
    join(client, round)
    other = make_round(round.team)
    client.cookies["sheet"]["path"] = "/"
    assert client.get(reverse("my_sheet", args=[other.code])).status_code == 404


def old_code(round):
    code = round.join_code
    replace_codes(round, by=None)
    return code


def closed_door(round):
    close_door(round, by=None)
    return round.join_code


def planned_round(round):
    return make_round(state="planned", **new_door()).join_code


@pytest.mark.parametrize("code_of", [lambda round: "bbbbbbbb", old_code, closed_door, planned_round])
def test_a_wrong_and_an_old_code_and_a_closed_door_look_alike(round, code_of):
    wrong = write_code(dana(), "cccccccc")
    answer = write_code(dana(), code_of(round))
    assert answer.status_code == 422
    assert "This code doesn’t work" in answer.content.decode()
    assert len(wrong.content) == pytest.approx(len(answer.content), abs=60)


def by_link(client, round):
    return come_in(client, round)


def by_code(client, round):
    return write_code(client, round.join_code)


def by_code_in_the_address(client, round):
    return client.get(f"/join/{shown(round.join_code)}/", follow=True)


WAYS_IN = [by_link, by_code, by_code_in_the_address]


@pytest.mark.parametrize("come", WAYS_IN)
def test_the_poster_of_a_closed_round_says_when_people_hear(come):
    hear_on = timezone.localdate() + timedelta(days=20)
    round = make_round(hear_on=hear_on, hear_back="At the Tuesday group")
    close_door(round, by=None)
    close_round(round, by=None)
    answer = come(dana(), round)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This round has closed" in page
    assert f"by {hear_on:%-d %B %Y}: At the Tuesday group." in page


@pytest.mark.parametrize("come", WAYS_IN)
@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_the_poster_of_a_closed_round_leads_to_what_came_of_it(round, come, wording):
    round.hear_on = timezone.localdate()
    round.save()
    close_round(round, by=None)
    token = YouSaid.objects.create(round=round, published_at=timezone.now()).token
    client = dana()
    client.cookies["wording"] = wording
    page = come(client, round).content.decode()
    assert "This round has closed" in page
    assert reverse("came_of_it", args=[token]) in page
    assert f"{round.hear_on:%-d %B %Y}" not in page  # they have heard


def test_a_day_that_has_gone_is_no_promise(round):
    Round.objects.filter(pk=round.pk).update(hear_on=timezone.localdate() - timedelta(days=1))
    close_round(round, by=None)
    assert "It isn’t here yet" in by_link(dana(), round).content.decode()


def test_whoever_has_shown_the_code_before_it_closed_is_told_too(round):
    client = dana()
    come_in(client, round)
    close_round(round, by=None)
    assert "This round has closed" in begin(client, round).content.decode()
    unknown = dana().get(reverse("join_round", args=[round.code]))
    assert "This round has closed" not in unknown.content.decode()  # the round’s own code opens nothing


def test_a_code_that_was_replaced_before_it_closed_stays_dead(round):
    code = old_code(round)
    round.refresh_from_db()
    close_round(round, by=None)
    assert write_code(dana(), code).status_code == 422


def test_a_link_stops_working_when_it_is_replaced(round):
    client = dana()
    come_in(client, round)
    replace_codes(round, by=None)
    assert begin(client, round).status_code == 404
    assert come_in(dana(), round).status_code == 404


def test_whoever_has_joined_goes_on_when_the_door_closes(round):
    client = dana()
    join(client, round)
    close_door(round, by=None)
    assert client.get(reverse("my_sheet", args=[round.code])).status_code == 200


def test_the_21st_wrong_code_from_an_address_is_told_to_wait(round):
    cache.clear()
    client = dana()
    assert {write_code(client, "bbbbbbbb").status_code for _ in range(20)} == {422}
    answer = write_code(client, "bbbbbbbb")
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert write_code(client, "bbbbbbbb", REMOTE_ADDR="203.0.113.9").status_code == 422
    # A whole council sits behind one address: right codes go on working.
    assert write_code(client, round.join_code).status_code == 302


def test_wrong_codes_from_everywhere_are_limited_too(round):
    cache.clear()
    answers = [write_code(dana(), "bbbbbbbb", REMOTE_ADDR=f"203.0.113.{n}").status_code for n in range(61)]
    assert answers == [422] * 60 + [429]


def test_a_group_says_how_many_it_is_and_what_it_answers(round):
    client = dana()
    assert join_as_group(client, round, people=4, principle="p2").status_code == 302
    sheet = round.sheets.get(kind=Sheet.Kind.GROUP)
    assert (sheet.people, sheet.principle.key, sheet.perspective) == (4, "p2", None)
    parts = client.get(reverse("my_sheet", args=[round.code])).context["parts"]
    assert [one.principle.key for _, one in parts] == ["p2"]


def test_one_person_is_no_group(round):
    client = dana()
    answer = join_as_group(client, round, people=1)
    assert "A group is 2 people or more" in answer.content.decode()


def test_a_member_answers_as_everybody_else_does(round):
    client = Client()
    client.force_login(make_member(round.team))
    where = client.get(reverse("answer_alone", args=[round.code])).url
    assert where == reverse("join_round", args=[round.code])
    begin(client, round)
    sheet = round.sheets.get(kind=Sheet.Kind.PERSON)
    assert not any(
        field.related_model and field.related_model.__name__ == "User" for field in sheet._meta.fields
    )
    page = client.get(reverse("my_sheet", args=[round.code])).content.decode()
    assert "Sign out" not in page


def test_coming_in_costs_little(round):
    client = dana()
    client.get(come_in(client, round).url)  # from here on this process knows the wording
    walk_in(client, round, to="join_help")
    last = reverse("join_help", args=[round.code])
    assert len(queries(lambda: client.post(last, {"how": "alone"}))) <= 6


def test_signing_out_leaves_nobodys_sheet_in_the_browser(round):
    """Bob answers on his own at a computer that his manager uses too."""
    client = Client()
    client.force_login(make_member(round.team))
    client.get(reverse("answer_alone", args=[round.code]))
    begin(client, round)
    code = return_code_of(client, round)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("my_sheet", args=[round.code])).status_code == 200, (
        "asked, and not yet signed out"
    )
    client.post(reverse("account_logout"))
    assert client.get(reverse("my_sheet", args=[round.code])).status_code == 404
    assert write_code(client, code).status_code == 302


def test_the_first_page_knows_which_rounds_a_browser_holds_and_nothing_that_opens_them(round):
    client = dana()
    come_in(client, round)
    answer = begin(client, round)
    cookie = answer.cookies[f"held-{round.code}"]
    assert (cookie["path"], cookie["httponly"]) == ("/", True)
    assert return_code_of(client, round).replace("-", "").lower() not in cookie.value
    everywhere = [name for name, each in answer.cookies.items() if each["path"] == "/"]
    assert set(everywhere) <= {f"held-{round.code}", "wording", "csrftoken", "messages"}


def persons(round):
    return round.sheets.exclude(kind=Sheet.Kind.TOGETHER)


def say_something(sheet):
    statement = sheet.round.version.statements.first()
    sheet.answers.create(statement=statement, value=1, changed_at=timezone.now())


def test_a_browser_gets_the_sheet_back_on_which_it_has_said_nothing(round):
    client = dana()
    sheet = join(client, round)
    code = return_code_of(client, round)
    for _ in range(40):
        join(client, round, how="staff", wording="easy-read")
    assert persons(round).get() == sheet
    sheet.refresh_from_db()
    assert (sheet.how, sheet.wording) == ("staff", "easy-read")
    assert return_code_of(client, round) == code


def test_it_is_asked_anew_whether_it_is_one_person_or_a_group(round):
    client = dana()
    join(client, round, how="staff")
    join_as_group(client, round, people=4, principle="p2")
    sheet = persons(round).get()
    assert (sheet.kind, sheet.people, sheet.principle.key, sheet.how) == ("group", 4, "p2", "")
    join(client, round)
    sheet = persons(round).get()
    assert (sheet.kind, sheet.people, sheet.principle, sheet.how) == ("person", None, None, "alone")


def test_what_was_said_stays_and_another_sheet_begins_beside_it(round):
    client = dana()
    said = join(client, round, how="staff")
    say_something(said)
    join(client, round)
    assert persons(round).count() == 2
    said.refresh_from_db()
    assert said.how == "staff"


def test_the_next_person_on_a_device_begins_a_sheet_of_their_own(round):
    client = dana()
    join(client, round)
    client.post(reverse("hand_over", args=[round.code]))
    begin(client, round)
    assert persons(round).count() == 2


def test_on_a_device_that_others_use_too_nobody_gets_an_unanswered_sheet_back(round):
    """Whoever began it may have gone on to their own phone, by its return code."""
    Round.objects.filter(pk=round.pk).update(shared_devices=True)
    client = dana()
    theirs = join(client, round, how="staff")
    join(client, round)
    theirs.refresh_from_db()
    assert (theirs.how, persons(round).count()) == ("staff", 2)


def test_somebody_elses_unanswered_sheet_is_out_of_reach(round):
    theirs = join(dana(), round, how="staff")
    client = dana()
    client.cookies["begun"] = "bcdfghjkmnpq"
    join(client, round)
    theirs.refresh_from_db()
    assert (theirs.how, persons(round).count()) == ("staff", 2)


def test_an_unanswered_sheet_of_another_round_stays_there(round):
    client, other = dana(), make_round()
    join(client, other)
    join(client, round)
    assert [persons(each).count() for each in (round, other)] == [1, 1]


@pytest.fixture
def small_round(round, monkeypatch):
    """As if 3 were the most that a round takes."""
    monkeypatch.setattr("assessments.services.joining.MOST_SHEETS", 3)
    return round


def test_a_round_takes_only_so_many(small_round):
    clients = [dana() for _ in range(3)]
    for client in clients:
        join(client, small_round)
    late = dana()
    come_in(late, small_round)
    answer = begin(late, small_round)
    assert answer.status_code == 409
    assert "This round is full" in answer.content.decode()
    assert persons(small_round).count() == 3
    join(clients[0], small_round, how="staff")
    assert begin(clients[1], small_round).status_code == 404, "their door has been used"
    assert persons(small_round).count() == 3


def test_the_limit_is_two_thousand():
    assert MOST_SHEETS == 2_000


@pytest.mark.parametrize(
    ("nonces", "came", "sheets"),
    [
        pytest.param([f"person-{number}" for number in range(24)], 10, 10, id="people who come at once"),
        pytest.param(["the-same-page"] * 16, 16, 1, id="tapping many times"),
    ],
)
def test_at_once_all_are_counted_and_nobody_twice(database, nonces, came, sheets):
    environment = os.environ | {"DATABASE_URL": database}
    hall = [sys.executable, "-m", "tests.assessments.hall", "10", *nonces]
    told = subprocess.run(hall, env=environment, check=True, capture_output=True, text=True)
    assert told.stdout.split() == [str(came), str(sheets)]


def test_the_return_code_of_a_sheet_that_is_gone_leads_to_beginning_again(round):
    client = dana()
    join(client, round)
    code = return_code_of(client, round)
    erase_expired(now=timezone.now() + timedelta(days=31))
    answer = write_code(dana(), code)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "removed after 30 days" in page
    assert "write the code of the round, and begin again" in page
    assert "removed after 30 days" in client.get(reverse("my_sheet", args=[round.code])).content.decode()


@pytest.mark.parametrize(
    "how", ["{link}", "{link}.", " {address}/{code}", "https://reflect.example/join/{code}/"]
)
def test_a_whole_address_can_be_written_instead_of_its_code(round, how):
    link = f"https://reflect.example{reverse('join_link', args=[round.link_token])}"
    text = how.format(link=link, address="reflect.example/join", code=shown(round.join_code))
    assert write_code(dana(), text).url == reverse("join_round", args=[round.code])


def without_cookies(client, address, data=None):
    """As a browser asks that sends none back."""
    client.cookies.clear()
    answer = client.post(address, data) if data else client.get(address)
    while answer.status_code in (301, 302):
        client.cookies.clear()
        answer = client.get(answer.url)
    client.cookies.clear()
    return answer


def test_a_browser_that_keeps_nothing_is_told_where_to_go_and_what_to_write(round, settings):
    settings.SITE_URL = "https://reflect.example/"
    for address in (reverse("join_link", args=[round.link_token]), f"/join/{shown(round.join_code)}"):
        page = without_cookies(dana(), address).content.decode()
        assert "This browser keeps nothing" in page
        assert "<strong>reflect.example/join</strong> in Safari or Chrome" in page
        assert f"write <strong>{shown(round.join_code)}</strong>" in page


@pytest.mark.parametrize("key", ["link_token", "join_code"])
def test_by_a_poster_in_easy_read_it_is_told_so_in_easy_read(round, settings, key):
    settings.SITE_URL = "https://reflect.example/"
    address = reverse("join_link_easy", args=[getattr(round, key)])
    page = without_cookies(dana(), address).content.decode()
    assert 'class="easy-read"' in page
    assert "Open <strong>reflect.example/easy</strong> in Safari or Chrome." in page
    assert f"Write this code there: <strong>{shown(round.join_code)}</strong>" in page


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("join", {"code": "BCDF-GHJK"}, "write <strong>BCDF-GHJK</strong>"),
        ("account_login", {"email": "alice@council.example"}, "<strong>reflect.example/sign-in</strong>"),
        ("set_wording", {"wording": "easy-read"}, "<strong>reflect.example/wording</strong>"),
    ],
)
def test_so_it_is_wherever_a_form_is_sent(name, data, says, settings):
    settings.SITE_URL = "https://reflect.example/"
    answer = Client(enforce_csrf_checks=True).post(reverse(name), data)
    assert answer.status_code == 403
    assert "This browser keeps nothing" in answer.content.decode()
    assert says in answer.content.decode()


def test_what_was_written_there_isnt_lost(round):
    data = {"reflection": "They asked us what we want."}
    address = reverse("my_principle", args=[round.code, "p1"])
    answer = Client(enforce_csrf_checks=True).post(address, data)
    assert "They asked us what we want.</textarea>" in answer.content.decode()


def test_the_note_of_who_came_tells_nothing_later_or_to_others(round, monkeypatch):
    where = come_in(dana(), round).url
    old = Client()
    assert "keeps nothing" in without_cookies(old, where).content.decode()
    monkeypatch.setattr(cookies, "CAME_SECONDS", -1)
    assert shown(round.join_code) not in without_cookies(old, where).content.decode()
    assert shown(round.join_code) not in without_cookies(old, f"{where[:-3]}xyz").content.decode()


@pytest.mark.parametrize("page", ["join_round", "join_promises"])
def test_a_closing_day_that_has_gone_is_told(round, page):
    client = dana()
    come_in(client, round)
    walk_in(client, round, to=page)
    for days, is_told in [(0, False), (-1, True), (3, False)]:
        Round.objects.filter(pk=round.pk).update(closes_on=timezone.localdate() + timedelta(days=days))
        page_now = client.get(reverse(page, args=[round.code])).content.decode()
        assert ("The closing day was" in page_now) == is_told


def test_so_are_the_thanks(round):
    client = dana()
    join(client, round)
    Round.objects.filter(pk=round.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    page = client.get(reverse("thank_you", args=[round.code])).content.decode()
    assert "This round was to close on" in page
    assert "is open until" not in page


@pytest.mark.parametrize("letters", [4, 6, 8, 11])
def test_a_code_of_which_a_part_is_missing_says_how_long_it_is(round, letters):
    """Two of a return code’s three groups are as long as the code of a round."""
    answer = write_code(dana(), shown("bcdfghjkmnpq"[:letters]))
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert ("a part is missing" in page) == (letters == 8)
    assert ("This is not a whole code." in page) == (letters != 8)
    assert re.search(r"\b12\b", page.partition("<main")[2].partition("<footer")[0])
