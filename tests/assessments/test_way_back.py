"""After a part: what is finished, the return code and all ways to keep it, what happens next, and handing over."""

import html
import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from assessments.models import Round, Sheet, YouSaid
from assessments.services.rounds import close_round
from assessments.way_back import way_back
from tests.assessments.sheets import queries
from tests.assessments.test_joining import come_in, dana, join, join_as_group, return_code_of, write_code
from tests.assessments.test_mine import at, send
from tests.make import make_round

pytestmark = pytest.mark.django_db
PAGES = ("thank_you", "my_return_code", "hand_over")
WORDINGS = ("standard", "easy-read")
CODE = "BCDF-GHJK-MNPQ"


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def client(round):
    client = dana()
    join(client, round)
    return client


def read(client, round, name="thank_you", wording="standard"):
    client.cookies["wording"] = wording
    return client.get(at(round, name)).content.decode()


def words(page):
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", main.replace("<wbr>", ""))).split())


def says(client, round, *sentences, name="thank_you"):
    """Whether it is in both wordings."""
    pages = [words(read(client, round, name, wording)) for wording in WORDINGS]
    return all(any(each in page for each in sentences) for page in pages)


def test_each_part_ends_there_and_says_what_is_finished(client, round):
    assert says(client, round, "What you said is kept. It counts once you finish a part.")
    assert says(client, round, "Go on with a part")
    client.cookies["wording"] = "standard"  # whose part is one form
    finishing = send(client, round, save="continue")
    assert client.get(finishing.url).url == at(round, "thank_you")
    assert says(client, round, "You have finished 1 of 2 parts. That counts. What you said is kept.")
    assert says(client, round, "Do another part")
    assert says(client, round, "Or stop here.")
    page = words(read(client, round))
    assert (page.count(": finished"), page.count(": not finished")) == (1, 1), page


def test_when_all_is_finished_there_is_no_other_part(client, round):
    for sheet in round.sheets.filter(kind=Sheet.Kind.PERSON):
        for principle in round.version.principles.all():
            sheet.reflections.create(principle=principle, finished_at=timezone.now())
    assert says(client, round, "You have finished. What you said is kept.")
    for wording in WORDINGS:
        page = words(read(client, round, wording=wording))
        assert "Do another part" not in page
        assert "Or stop here" not in page
        assert "Look at your answers" in page


def test_a_closed_round_promises_no_more_counting(client, round):
    close_round(round, by=None)
    for wording in WORDINGS:
        page = words(read(client, round, wording=wording))
        assert "What you said is kept. This round is closed." in page
        assert "counts once" not in page
        assert "change your answers" not in page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("wording", WORDINGS)
def test_the_code_stands_whole_with_all_ways_to_keep_it(client, round, name, wording):
    page = read(client, round, name, wording)
    code = return_code_of(client, round)
    assert "-<wbr>".join(code.split("-")) in page  # may only break at its dashes
    assert f'href="{at(round, "return_code_picture")}" download' in page
    for way in (
        "data-copy hidden",
        "data-print hidden",
        "data-share=",
    ):  # none of them works without a script
        assert way in page
    assert "Or write it down." in words(page)
    text = words(page)
    assert text.index("people you trust" if wording == "easy-read" else "somebody you trust") < text.index(
        "Save it"
    )
    assert page.count('class="govuk-button"') == 1


def test_the_ways_hold_the_code_where_no_server_sees_it(settings):
    settings.SITE_URL = "https://reflect.example/"
    back = way_back("bcdfghjkmnpq")
    assert back.link == f"https://reflect.example/join/#{CODE}"
    assert unquote(back.text_link) == f"sms:?&body=My return code is {CODE}. To go on, open {back.link}"
    assert back.address == "reflect.example/join"


def test_no_address_on_these_pages_holds_the_code_before_the_hash(client, round):
    code = return_code_of(client, round)
    for name in PAGES:
        for address in re.findall(r'(?:href|src|action)="([^"]*)"', read(client, round, name)):
            sent = "" if address.startswith("sms:") else address.partition("#")[0]
            assert code not in sent.upper()


def test_the_picture_has_the_square_and_the_code(client, round, settings):
    settings.SITE_URL = "https://reflect.example/"
    code = return_code_of(client, round)
    picture = Image.open(BytesIO(client.get(at(round, "return_code_picture")).content))
    (square,) = zxingcpp.read_barcodes(picture)
    assert square.text == f"https://reflect.example/join/#{code}"
    top = square.position.top_left.y
    assert picture.height > square.position.bottom_left.y > top > 600  # below all lines, and whole


@pytest.mark.parametrize(("title", "is_drawn"), [("Gwanwyn", True), ("Dŵr", False), ("東京", False)])
def test_the_picture_has_no_boxes_for_letters(client, round, title, is_drawn):
    """A round's name that can't be drawn is left out, as another that can't is."""
    pictures = []
    for each in (title, "東京"):
        Round.objects.filter(pk=round.pk).update(title=each)
        pictures.append(client.get(at(round, "return_code_picture")).content)
    assert (pictures[0] != pictures[1]) == is_drawn


def test_scanned_or_sent_it_lets_them_in_elsewhere(client, round):
    laptop = Client()
    assert 'src="/static/built/js/code-in-address.js"' in laptop.get(reverse("join")).content.decode()
    assert write_code(laptop, way_back(return_code_of(client, round)).link).url == at(round, "my_sheet")


def test_whoever_kept_it_is_not_asked_again_when_they_hand_over(client, round):
    assert says(
        client, round, "Have you kept your return code?", "Keep your return code first.", name="hand_over"
    )
    assert client.post(at(round, "my_return_code")).url == at(round, "thank_you")
    assert says(client, round, "You have kept your return code.", name="hand_over")
    assert return_code_of(client, round) not in words(read(client, round, "hand_over"))
    assert "data-kept>" in read(client, round)


def test_saving_the_picture_and_coming_back_with_the_code_is_keeping_it(client, round):
    code = return_code_of(client, round)
    laptop = Client()
    write_code(laptop, code)
    client.get(at(round, "return_code_picture"))
    for device in (client, laptop):
        assert says(device, round, "You have kept your return code.", name="hand_over")


def test_only_looking_is_not(client, round):
    for name in PAGES:
        read(client, round, name)
    assert says(
        client, round, "Have you kept your return code?", "Keep your return code first.", name="hand_over"
    )


def test_the_next_person_on_a_device_is_asked_about_theirs(client, round):
    kept = client.post(at(round, "my_return_code")).cookies["kept"].value
    client.post(at(round, "hand_over"))
    assert "kept" not in {name for name, cookie in client.cookies.items() if cookie.value}
    join(client, round)
    client.cookies["kept"] = kept  # of the person before
    assert says(
        client, round, "Have you kept your return code?", "Keep your return code first.", name="hand_over"
    )


def test_a_device_that_others_use_keeps_nothing_of_it(client, round):
    Round.objects.filter(pk=round.pk).update(shared_devices=True)
    for name in PAGES:
        page = read(client, round, name)
        assert "Scan this with your own phone." in words(page)
        assert "Or write it down." in words(page)
        for way in ("data-copy", "data-share=", "sms:?", " download data-keeps"):
            assert way not in page
    assert client.post(at(round, "my_return_code")).cookies["kept"]["max-age"] == ""


def test_the_wording_comes_back_on_another_phone_as_it_was_chosen_last(client, round):
    sheet = round.sheets.get(kind="person")
    code = client.get(at(round, "my_return_code")).context["way_back"].code
    for chosen in ("easy-read", "standard", "easy-read"):
        client.post(reverse("set_wording"), {"wording": chosen, "next": at(round, "my_sheet")}, follow=True)
        sheet.refresh_from_db()
        assert sheet.wording == chosen
        other = Client()
        other.post(reverse("join"), {"code": code})
        assert other.cookies["wording"].value == chosen
    close_round(round, by=None)
    client.post(reverse("set_wording"), {"wording": "standard", "next": at(round, "my_sheet")})
    assert client.get(at(round, "my_sheet")).status_code == 200, "nothing on a closed round’s sheets changes"


def test_a_group_keeps_the_code_of_what_it_said(round):
    group = dana()
    come_in(group, round)
    join_as_group(group, round)
    for name in PAGES:
        assert says(group, round, "read what your group said", name=name)
    assert says(group, round, "forgets what your group said", "of what your group said", name="hand_over")


TODAY = timezone.localdate()
SOON, GONE = TODAY + timedelta(days=9), TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("planned", "told", "not_told"),
    [
        ({}, ["You can change your answers until this round closes.", "You hear what came of it."], ["202"]),
        ({"closes_on": SOON}, ["The last day to answer."], ["until this round closes"]),
        ({"closes_on": GONE}, ["This round was to close on"], ["The last day to answer"]),
        (
            {"meets_on": SOON, "meets_where": "Mill Lane"},
            ["You can come", "Mill Lane."],
            ["This was the day"],
        ),
        ({"meets_on": GONE, "meets_where": "Mill Lane"}, ["This was the day to talk"], ["You can come"]),
        ({"meets_where": "Mill Lane"}, ["You can come", ": Mill Lane."], ["This was the day"]),
        ({"hear_on": SOON}, ["You hear what came of it by this day."], ["about it."]),
        ({"hear_on": GONE}, ["You were to hear what came of it by this day.", "about it."], ["You hear"]),
        (
            {"hear_back": "At the Friday lunch"},
            ["You hear what came of it. At the Friday lunch."],
            ["about it."],
        ),
    ],
)
def test_what_happens_next_has_the_rounds_days_and_none_where_it_has_none(
    client, round, planned, told, not_told
):
    unplanned = {"closes_on": None, "meets_on": None, "meets_where": "", "hear_on": None, "hear_back": ""}
    Round.objects.filter(pk=round.pk).update(**{**unplanned, **planned})
    for wording in WORDINGS:
        page = words(read(client, round, wording=wording)).partition("What happens next")[2]
        assert [each for each in told if each not in page] == []
        assert [each for each in not_told if each in page] == []


@pytest.mark.parametrize(
    ("planned", "told", "not_told"),
    [
        ({}, ["You hear what came of it.", "about it."], ["talks about what you all said", "last day"]),
        ({"meets_on": GONE, "hear_on": SOON}, ["You hear what came of it by this day."], ["the day to talk"]),
        ({"meets_on": SOON, "meets_where": "Mill Lane"}, ["You can come"], ["change your answers"]),
        ({"hear_on": GONE}, ["You were to hear what came of it by this day.", "about it."], ["You hear"]),
    ],
)
def test_a_closed_round_says_only_what_is_still_to_come(client, round, planned, told, not_told):
    unplanned = {"closes_on": GONE, "meets_on": None, "hear_on": None, "hear_back": ""}
    Round.objects.filter(pk=round.pk).update(**{**unplanned, **planned}, closed_at=timezone.now())
    for wording in WORDINGS:
        page = words(read(client, round, wording=wording)).partition("What happens next")[2]
        assert [each for each in told if each not in page] == []
        assert [each for each in not_told if each in page] == []


def test_what_is_there_to_read_is_not_promised_any_more(client, round):
    """Once an Easy Read summary is issued, and then once people were told."""
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now(), hear_on=SOON)
    round.editions.create(kind="easy-read", issued_at=timezone.now())
    for wording in WORDINGS:
        page = words(read(client, round, wording=wording)).partition("What happens next")[2]
        assert "You can read the Easy Read summary now." in page
        assert "You hear more by this day." in page
    Round.objects.filter(pk=round.pk).update(hear_on=GONE)
    assert "hear" not in words(read(client, round)).partition("What happens next")[2]
    YouSaid.objects.create(round=round, published_at=timezone.now())
    for wording in WORDINGS:
        page = words(read(client, round, wording=wording)).partition("What happens next")[2]
        assert "You can read it now." in page
        assert "hear" not in page.partition("Who to ask")[0]


@pytest.mark.parametrize("meets_on", [SOON, SOON + timedelta(days=2)])
def test_what_happens_next_stands_in_the_order_of_its_days(client, round, meets_on):
    Round.objects.filter(pk=round.pk).update(closes_on=SOON + timedelta(days=1), meets_on=meets_on)
    page = words(read(client, round))
    is_before = page.index("talks about what you all said") < page.index("The last day to answer")
    assert is_before == (meets_on == SOON)


def test_whom_to_ask_stands_there_once(client, round):
    asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142", "contact_text": "07700 900142"}
    Round.objects.filter(pk=round.pk).update(**asked, contact_email="alice@council.example")
    for wording in WORDINGS:
        page = read(client, round, wording=wording)
        assert page.count("Alice Penrose") == 1 + words(page).count("Ask Alice Penrose")
        for link in ("tel:07700900142", "sms:07700900142", "mailto:alice@council.example"):
            assert page.count(f'href="{link}"') == 1
    assert "They can’t see who said what." in words(page)


def test_in_the_open_nobody_promises_that_they_cant_see():
    asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
    round, client = make_round(sharing=Round.Sharing.IN_THE_OPEN, **asked), dana()
    join(client, round, first_name="Dana")
    page = words(read(client, round))
    assert "Who to ask Alice Penrose." in page
    assert "who said what" not in page


@pytest.mark.parametrize("name", PAGES)
def test_easy_read_has_pictures_and_says_whose(client, round, name):
    assert "/pictures/" not in read(client, round, name)
    page = read(client, round, name, "easy-read")
    assert page.count("/pictures/") >= 2
    assert "OpenMoji" in page
    for address in set(re.findall(r'src="(/pictures/[^"]+)"', page)):
        assert client.get(address).status_code == 200


def test_the_page_reads_little(client, round):
    read(client, round)
    assert len(queries(lambda: read(client, round))) <= 7
