"""The way in, one question a page: what it asks and keeps, and whom it tells what somebody needs."""

import re

import pytest
from django.core.cache import cache
from django.core.signing import loads
from django.test import Client
from django.urls import reverse

from assessments.models import Sheet
from assessments.services.joining import close_door, replace_codes
from assessments.services.rounds import close_round
from teams.models import Letter, Perspective
from teams.services.people import remove_member
from teams.sides import UNSAID
from tests.assessments.test_joining import GROUP_PAGES, come_in, dana, persons, walk_in
from tests.make import make_facilitator, make_perspective, make_round, make_version
from tests.participants import EASY_READ, STANDARD
from tests.test_kept_words import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_round(contact_name="Alice Penrose", contact_email="alice@council.example")


@pytest.fixture
def client(round):
    client = dana()
    come_in(client, round)
    return client


WASNT_SENT = {STANDARD: "What you wrote wasn’t sent.", EASY_READ: "We did not send what you wrote."}


def at(round, page):
    return reverse(page, args=[round.code])


def perspectives(round):
    return list(round.team.organisation.perspectives.in_use())


def way_in(client):
    return loads(client.cookies["way"].value, salt="way")[1]


@pytest.mark.parametrize("page", ["join_promises", "join_as", "join_today", "join_help", *GROUP_PAGES])
def test_nobody_skips_a_question(client, round, page):
    assert client.get(at(round, page)).url == at(round, "join_round")
    assert client.post(at(round, page), {"answer": "yes", "how": "alone"}).url == at(round, "join_round")
    assert not persons(round).exists()


def test_a_group_is_asked_one_question_a_page_of_six(client, round):
    walk_in(client, round, to="join_as")
    assert f'href="{at(round, "join_as_group")}"' in client.get(at(round, "join_as")).content.decode()
    said = {"people": "4", "principle": "p2", "perspective": perspectives(round)[1].pk}
    for number, (page, name) in enumerate(GROUP_PAGES.items(), start=4):
        shown = client.get(at(round, page)).content.decode()
        assert f"Step {number} of 6" in shown
        assert [one for one in said if f'name="{one}"' in shown] == [name]
        assert not round.sheets.filter(kind=Sheet.Kind.GROUP).exists()
        assert client.post(at(round, page), {name: ""}).status_code == 422
        answer = client.post(at(round, page), {name: said[name]})
    assert answer.url == f"/mine/{round.code}/parts/p2/"
    sheet = round.sheets.get(kind=Sheet.Kind.GROUP)
    assert (sheet.people, sheet.principle.key, sheet.perspective) == (4, "p2", perspectives(round)[1])


def test_a_group_that_goes_on_too_soon_is_asked_what_is_missing(client, round):
    walk_in(client, round, to="join_as")
    assert client.get(at(round, "join_group_most")).url == at(round, "join_as_group")
    client.post(at(round, "join_as_group"), {"people": 3})
    assert client.get(at(round, "join_group_most")).url == at(round, "join_group_part")


def test_a_rubric_of_one_part_leaves_a_group_nothing_to_choose():
    client, round = dana(), make_round(version=make_version(principles=1))
    come_in(client, round)
    walk_in(client, round, to="join_as")
    assert client.post(at(round, "join_as_group"), {"people": 3}).url == at(round, "join_group_most")
    assert "Step 5 of 5" in client.get(at(round, "join_group_most")).content.decode()
    assert client.get(at(round, "join_group_part")).url == at(round, "join_group_most")


def test_easy_read_says_that_another_language_can_be_asked_for(client, round):
    walk_in(client, round, to="join_as")
    client.cookies["wording"] = "easy-read"
    assert "Another language?" in client.get(at(round, "join_as")).content.decode()


@pytest.mark.parametrize("page", ["join_promises", "join_as", "join_help"])
def test_nothing_is_data_before_the_last_answer(client, round, page):
    walk_in(client, round, to=page)
    assert not persons(round).exists()


def test_whoever_says_no_leaves_nothing_and_a_second_press_is_believed(client, round):
    walk_in(client, round, to="join_promises")
    twice = [client.post(at(round, "join_promises"), {"answer": "no"}) for _ in range(2)]
    assert [answer.url for answer in twice] == [reverse("said_no")] * 2
    assert {name for name in ("door", "way") if client.cookies[name].value} == set()
    assert not persons(round).exists()
    assert "kept nothing about you" in client.get(reverse("said_no")).content.decode()


def test_of_several_that_are_true_only_the_one_that_counts_is_kept(client, round):
    first, second, *_ = perspectives(round)
    ticked = walk_in(client, round, to="join_help", perspectives=[first.pk, second.pk])
    assert ticked.url == at(round, "join_today")
    page = client.get(ticked.url).content.decode()
    assert page.count('name="perspective"') == 2
    client.post(ticked.url, {"perspective": second.pk})
    assert way_in(client)["perspective"] == second.pk
    assert str(first.pk) not in [str(value) for value in way_in(client).values()]
    assert "ticked" not in way_in(client)
    client.post(at(round, "join_help"), {"how": "alone"})
    assert persons(round).get().perspective == second
    assert not client.cookies["way"].value


def test_what_wasnt_ticked_cant_be_spoken_as(client, round):
    first, second, *_ = perspectives(round)
    third = make_perspective(round.team.organisation, "Neighbour")
    walk_in(client, round, to="join_help", perspectives=[first.pk, second.pk])
    assert client.post(at(round, "join_today"), {"perspective": third.pk}).status_code == 422


@pytest.mark.parametrize(
    ("wording", "called"), [(STANDARD, "Prefer not to say"), (EASY_READ, "I don’t want to say")]
)
def test_not_wanting_to_say_is_only_true_by_itself(client, round, wording, called):
    unsaid = make_perspective(round.team.organisation, "Prefer not to say", UNSAID)
    Perspective.objects.filter(pk=unsaid.pk).update(easy_label="I don’t want to say")
    other = perspectives(round)[0]
    walk_in(client, round, to="join_as", wording=wording)
    answer = client.post(at(round, "join_as"), {"perspectives": [unsaid.pk, other.pk]})
    assert answer.status_code == 422
    mistake = f"You ticked “{called}” and something else. Untick one of them."
    assert mistake in answer.content.decode()
    assert client.post(at(round, "join_as"), {"perspectives": [unsaid.pk]}).url == at(round, "join_help")


@pytest.mark.parametrize(
    ("page", "said", "words"),
    [
        ("join_round", {"wording": "loud"}, "Choose Easy Read or standard."),
        ("join_as", {}, "Tick at least one."),
        ("join_as", {"perspectives": ["999999"]}, "Choose from this list. It may have changed."),
        ("join_help", {"how": "loud"}, "Choose whether somebody is helping you."),
    ],
)
def test_it_says_what_is_missing(client, round, page, said, words):
    walk_in(client, round, to=page)
    answer = client.post(at(round, page), {"x": "", **said})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not persons(round).exists()


@pytest.mark.parametrize("key", ["link_token", "join_code"])
def test_a_poster_in_easy_read_leads_to_easy_read(round, key):
    client = Client()
    page = client.get(reverse("join_link_easy", args=[getattr(round, key)]), follow=True)
    assert page.request["PATH_INFO"] == at(round, "join_promises")
    assert 'class="easy-read"' in page.content.decode()
    client.post(at(round, "join_promises"), {"answer": "yes"})
    client.post(at(round, "join_as"), {"perspectives": [perspectives(round)[0].pk]})
    client.post(at(round, "join_help"), {"how": "alone"})
    assert persons(round).get().wording == Sheet.Wording.EASY_READ


def test_coming_in_anew_begins_the_way_anew(client, round):
    walk_in(client, round, to="join_help")
    come_in(client, round)
    assert client.get(at(round, "join_help")).url == at(round, "join_round")


def test_going_on_is_offered_only_where_a_sheet_was_begun(client, round):
    offered = "You began on this device"
    assert offered not in client.get(at(round, "join_round")).content.decode()
    walk_in(client, round)
    come_in(client, round)
    assert offered in client.get(at(round, "join_round")).content.decode()
    persons(round).delete()
    assert offered not in client.get(at(round, "join_round")).content.decode()


def test_so_it_is_where_the_poster_was_in_easy_read(client, round):
    poster, offered = reverse("join_link_easy", args=[round.link_token]), "You began on this device"
    assert offered not in client.get(poster, follow=True).content.decode()
    walk_in(client, round)
    assert offered in client.get(poster, follow=True).content.decode()


@pytest.mark.parametrize(
    ("sharing", "several", "most"),
    [("without-names", False, 6), ("without-names", True, 7), ("in-the-open", False, 7)],
)
def test_there_are_few_pages_between_the_code_and_the_first_statement(sharing, several, most):
    round = make_round(sharing=sharing)
    client, pages = dana(), 0
    answer = client.post(reverse("join"), {"code": round.join_code})
    chosen = [each.pk for each in perspectives(round)[: 2 if several else 1]]
    said = {"wording": "easy-read", "answer": "yes", "perspectives": chosen, "first_name": "Dana"}
    said |= {"perspective": chosen[0], "how": "alone"}
    while not answer.url.startswith("/mine/"):
        pages += 1
        assert client.get(answer.url).status_code == 200
        answer = client.post(answer.url, said)
    assert pages <= most
    assert client.get(answer.url, follow=True).request["PATH_INFO"].endswith("/parts/p1/1/")


def need(client, round, **said):
    return client.post(at(round, "say_need"), {"need": "Large print, please", **said})


def test_what_somebody_needs_reaches_whom_they_can_ask(client, round):
    assert "Alice Penrose" in client.get(at(round, "say_need")).content.decode()
    assert need(client, round, reach="07700 900999").url == at(round, "join_round")
    letter = Letter.objects.get(kind="need")
    assert letter.to == "alice@council.example"
    assert "Large print, please" in letter.body
    assert "07700 900999" in letter.body
    assert "Large print" not in letter.subject
    assert "/mine/" not in letter.body
    assert "http" not in letter.body


def test_an_answer_to_what_somebody_needs_reaches_them(client, round):
    need(client, round, reach="Dana@Home.example ")
    letter = Letter.objects.get(kind="need")
    assert (letter.from_name, letter.reply_to) == (round.team.organisation.name, "dana@home.example")
    assert "If you answer this e-mail, dana@home.example reads it." in letter.body


@pytest.mark.parametrize("reach", ["", "07700 900999", "At the desk, or dana@", "dılek@home.example"])
def test_where_they_gave_no_address_whoever_runs_the_round_reads_the_answer(client, round, reach):
    alice = make_facilitator(round.team).email
    need(client, round, reach=reach)
    letter = Letter.objects.get(kind="need")
    assert letter.reply_to == f"Alice <{alice}>"
    assert "If you answer this e-mail, Alice reads it." in letter.body


def test_whoever_leaves_the_team_reads_nothing_of_it_any_more():
    round = make_round(contact_phone="07700 900142")
    gone, stays = (make_facilitator(round.team, name) for name in ("Gus", "Fay"))
    client = dana()
    come_in(client, round)
    need(client, round)
    remove_member(gone.memberships.get(), by=stays)
    assert [letter.to for letter in Letter.objects.waiting()] == [stays.email]


def test_without_an_address_it_reaches_those_who_run_the_round_and_says_so():
    round = make_round(contact_name="Alice", contact_phone="07700 900142")
    alice = make_facilitator(round.team)
    client = dana()
    come_in(client, round)
    assert "the people who run this round" in client.get(at(round, "say_need")).content.decode()
    need(client, round)
    assert [letter.to for letter in Letter.objects.filter(kind="need")] == [alice.email]


@pytest.mark.parametrize("wording", [STANDARD, EASY_READ])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"contact_phone": "07700 900142"}, 'Please ring Alice. <a href="tel:07700900142">07700 900142</a>'),
        ({"contact_text": "07700 900143"}, 'Please text Alice. <a href="sms:07700900143">07700 900143</a>'),
        ({"contact_phone": "ask at the desk"}, "Please ring Alice. ask at the desk</p>"),
        ({}, "Please tell the person who gave you the code."),
    ],
)
def test_where_nobody_reads_it_any_more_they_are_told_whom_to_ask(asked, told, wording):
    client, round = dana(), make_round(contact_name="Alice", **{"contact_phone": "", **asked})
    come_in(client, round)
    client.cookies["wording"] = wording
    answer = need(client, round, reach="07700 900999")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert told in page
    assert WASNT_SENT[wording] in page
    assert set(shown(answer).values()) == {"Large print, please", "07700 900999"}
    assert "by e-mail to" not in page
    assert told in client.get(at(round, "say_need")).content.decode()


def test_it_can_be_said_where_nobody_is_asked_for_a_wording():
    contact = {"contact_name": "Alice", "contact_email": "alice@council.example"}
    client, round = dana(), make_round(version=make_version(whole=False), **contact)
    come_in(client, round)
    step = client.get(at(round, "join_promises")).content.decode()
    address = re.search(r'href="([^"]+)">Say what you need', step)[1]
    assert "What do you need?" in client.get(address).content.decode()
    assert client.post(address, {"need": "Large print, please"}).url == at(round, "join_promises")
    assert Letter.objects.get(kind="need").to == "alice@council.example"


def test_it_is_limited_and_what_was_written_isnt_lost(client, round):
    cache.clear()
    assert [need(client, round).status_code for _ in range(10)] == [302] * 10
    late = need(client, round)
    assert late.status_code == 429
    assert "Large print, please" in late.content.decode()
    assert Letter.objects.filter(kind="need").count() == 10


@pytest.mark.parametrize("wording", [STANDARD, EASY_READ])
@pytest.mark.parametrize("page", ["say_need", "join_name"])
@pytest.mark.parametrize("happens", [close_round, close_door, replace_codes, None])
def test_what_was_written_comes_back_where_the_door_has_gone(client, round, happens, page, wording):
    client.cookies["wording"] = wording
    if happens:
        happens(round, by=make_facilitator(round.team))
    else:
        del client.cookies["door"]
    answer = client.post(at(round, page), {"need": "Large print, please", "first_name": "Dana"})
    assert set(shown(answer).values()) == {"Large print, please", "Dana"}
    assert WASNT_SENT[wording] in answer.content.decode()
    assert not Letter.objects.filter(kind="need").exists()


@pytest.mark.parametrize("wording", [STANDARD, EASY_READ])
def test_whoever_wrote_nothing_is_told_nothing_of_it(round, wording):
    client = Client()
    client.cookies["wording"] = wording
    assert WASNT_SENT[wording] not in client.get(at(round, "say_need")).content.decode()


def test_the_first_page_leads_on_where_this_device_has_a_sheet(client, round):
    front = client.get("/").content.decode()
    assert "Go on with your answers" not in front
    assert front.count("govuk-button") - front.count("govuk-button--secondary") == 2
    walk_in(client, round)
    front = client.get("/").content.decode()
    assert at(round, "my_sheet") in front
    assert round.title in front
    assert "Not you?" in front
    stranger = Client()
    stranger.cookies[f"held-{round.code}"] = "1"
    assert round.title not in stranger.get("/").content.decode()
    client.post(at(round, "hand_over"))
    assert "Go on with your answers" not in client.get("/").content.decode()


@pytest.mark.parametrize("page", ["my_sheet", "hand_over"])
def test_it_leads_to_a_sheet_that_is_gone_only_once(client, round, page):
    walk_in(client, round)
    persons(round).delete()
    client.get(at(round, page), HTTP_ACCEPT="application/json")
    assert "Go on with your answers" in client.get("/").content.decode()
    answer = client.get(at(round, page))
    assert answer.status_code == 404
    assert "We can’t find your answers on this device" in answer.content.decode()
    assert "Go on with your answers" not in client.get("/").content.decode()


def test_it_leads_on_to_whoever_came_after_a_page_was_left_open(client, round):
    walk_in(client, round)
    answer = client.post(at(round, "erase_mine"), {"sheet_mark": "of somebody else"})
    assert answer.status_code == 404
    assert "Go on with your answers" in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["about", "help", "who_sees", "accessibility", "account_login"])
def test_a_code_is_asked_for_on_every_page_of_the_signed_out(name):
    assert (
        f'href="{reverse("join")}">I have a code' in Client().get(reverse(name), follow=True).content.decode()
    )


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
@pytest.mark.parametrize("name", ["home", "join", "help", "who_sees", "accessibility", "helping", "said_no"])
def test_pages_without_a_round_name_whom_the_site_says_people_can_ask(name, wording, settings):
    settings.SITE_CONTACT = {"contact_name": "Tess Okoro", "contact_text": "07700 900555"}
    client = Client()
    client.cookies["wording"] = wording
    page = client.get(reverse(name)).content.decode()
    assert page.count("Tess Okoro") == 1
    assert "sms:07700900555" in page


@pytest.mark.parametrize("page", ["join_round", "join_promises", "join_as", "join_help", "join_as_group"])
def test_what_one_needs_leads_back_to_the_step_it_was_said_on(client, round, page):
    walk_in(client, round, to="join_help")
    step = client.get(at(round, page)).content.decode()
    address = re.search(r'href="([^"]+)">Say what you need', step)[1]
    back = re.search(r'class="back" href="([^"]+)"', client.get(address).content.decode())[1]
    assert back == at(round, page)
    assert client.post(address, {"need": "Large print, please"}).url == at(round, page)


@pytest.mark.parametrize(
    "page", ["join_round", "join_promises", "join_as", "join_help", "say_need", "join_as_group"]
)
def test_each_page_on_the_way_names_whom_people_can_ask(client, round, page):
    walk_in(client, round, to="join_help")
    assert "mailto:alice@council.example" in client.get(at(round, page)).content.decode()


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_whoever_signs_is_told_of_999_bsl(client, round, wording):
    walk_in(client, round, wording=wording)
    words = "my_words" if wording == "easy-read" else "my_principle"
    part = reverse(words, args=[round.code, "p1"])
    for page in (part, reverse("who_sees"), reverse("helping")):
        assert "https://999bsl.co.uk/" in client.get(page, follow=True).content.decode()


def test_in_easy_read_each_part_that_a_group_may_choose_has_a_picture(client, round):
    walk_in(client, round, to="join_as", wording="easy-read")
    client.post(at(round, "join_as_group"), {"people": "4"})
    page = client.get(at(round, "join_group_part")).content.decode()
    choices = re.findall(r'<button class="choice choice--on".*?</button>', page, re.DOTALL)
    assert len(choices) == 3
    assert all("/pictures/" in choice for choice in choices)
