"""A poster says what people need, on one page, and its ways in lead in."""

import subprocess
from datetime import timedelta

import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from assessments.days import write_day
from reports.paper import build_paper
from teams.codes import shown
from tests.make import (
    make_organisation,
    make_round,
    make_team,
)
from tests.reports.papers import POSTERS, SITE, TOKEN, TOLD, letters, make_door, pages, printed, render, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("name", POSTERS)
def test_a_poster_says_all_that_people_need(name):
    said = words(printed(make_door(make_round(**TOLD)), name))
    for part in [
        "Tuesday 24 November 2099, 2 pm to 4 pm, The Orchard Rooms.",
        "8 December 2099",
        "20 January 2100",
    ]:
        assert part in said
    for part in [
        "We pay your fares.",
        "Ask Alice Penrose.",
        "07700 900142",
        "07700 900143",
        "alice@council.example",
    ]:
        assert part in said
    for part in ["Call 999.", "999bsl.co.uk", "can’t see", "You can say no", "Pictures: OpenMoji"]:
        assert part in said


@pytest.mark.parametrize("code", ["wmwmwmwm", "jf7jf7jf", "cwv7f2gc"])
def test_a_code_is_as_big_as_its_line_has_room_for(code):
    said = letters(render(printed(make_door(join_code=code), "poster")))
    (points,) = {points for _, text, points in said if text == shown(code)}
    assert points >= (60 if "w" in code[1:] and "m" in code else 78)


@pytest.mark.parametrize("name", POSTERS)
def test_a_poster_names_only_the_ways_to_ask_that_there_are(name):
    fields = TOLD | {"contact_phone": "", "contact_text": ""}
    said = words(printed(make_door(make_round(**fields)), name))
    assert "Write to alice@council.example" in said
    assert "Ring" not in said.replace("Ring us", "")
    assert "Text" not in said


@pytest.mark.parametrize("name", POSTERS)
def test_the_square_on_a_poster_leads_in_as_a_phone_reads_it(name, settings, tmp_path):
    settings.SITE_URL = SITE
    (tmp_path / "poster.pdf").write_bytes(render(printed(make_door(make_round(**TOLD)), name)))
    subprocess.run(["pdftoppm", "-r", "100", "-gray", "-png", "poster.pdf", "seen"], cwd=tmp_path, check=True)
    (page,) = tmp_path.glob("seen*.png")
    (square,) = zxingcpp.read_barcodes(Image.open(page))
    assert square.text == f"{SITE}j/{TOKEN}/{POSTERS[name]}"


def test_paper_in_easy_read_leads_to_easy_read_by_what_is_typed_too(client, settings):
    settings.SITE_URL = SITE
    round = make_door()
    for name in ("poster-easy-read", "easy-read"):
        assert "reflect.example/easy" in words(printed(round, name))
    page = client.get("/easy", follow=True)
    assert page.redirect_chain[-1][0] == reverse("join")
    assert client.cookies["wording"].value == "easy-read"
    assert 'class="easy-read' in client.get(reverse("join")).content.decode()


def test_the_poster_has_the_way_in_and_until_when(settings):
    settings.SITE_URL = SITE
    round = make_door(closes_on=timezone.now().replace(2027, 3, 3).date())
    html = printed(round, "poster")
    said = words(html)
    assert f"A QR code that opens https://reflect.example/j/{TOKEN}/" in html
    for part in ["reflect.example/join", "BCDF-GHJK", "Adult support team", "3 March 2027"]:
        assert part in said
    assert "Northgate Council" in said
    assert "No name needed" in said


@pytest.mark.parametrize("name", [*POSTERS, "plan", "plan-easy-read"])
def test_nobody_is_asked_to_a_meeting_that_is_over(name):
    today = timezone.localdate()
    meets = {"meets_where": "The Orchard Rooms", "meets_at": "2 pm"}
    round = make_door(make_round(**meets, meets_on=today))
    assert "The Orchard Rooms" in printed(round, name)
    found = build_paper(round).told
    round.meets_on = today - timedelta(days=1)
    assert "The Orchard Rooms" not in printed(round, name)
    assert build_paper(round).told != found


LONGEST = {
    "meets_at": "2 pm to 4 pm, and lunch for whoever wants it",
    "meets_where": ("The Orchard Rooms, Mill Lane, " * 7)[:200],
    "hear_back": ("A page by post, and a meeting. " * 7)[:200],
    "access_note": ("We pay fares and time. " * 14)[:300],
    "contact_name": ("Alice Penrose of the team " * 5)[:120],
    "contact_email": f"{'alice-' * 9}@{'council-' * 7}.example",
}
MEETING = {
    "meets_where": "The Orchard Rooms, Mill Lane",
    "hear_back": "At the Friday lunch, and by post if you leave an address with Nadia.",
    "access_note": "We pay fares, and for your time, and we can send a taxi. Tell Alice what you need to take part.",
}
NO_DAYS = {
    "meets_on": None,
    "meets_at": "",
    "meets_where": "",
    "hear_on": None,
    "hear_back": "",
    "access_note": "",
}


SAYING_WHEN = ["poster", "poster-easy-read", "form", "easy-read", "plan", "plan-easy-read"]


@pytest.mark.parametrize("name", SAYING_WHEN)
@pytest.mark.parametrize(("days", "how"), [(0, "by {}: By post."), (-1, "By post.")])
def test_no_paper_promises_a_day_that_has_gone(name, days, how, db):
    hear_on = timezone.localdate() + timedelta(days=days)
    round = make_door(hear_on=hear_on, hear_back="By post")
    assert f"hear what came of it: {how.format(write_day(hear_on))}" in words(printed(round, name))


@pytest.mark.parametrize("name", POSTERS)
@pytest.mark.parametrize(
    ("long", "told"),
    [
        (8, LONGEST),
        (0, MEETING),
        (0, {"access_note": "We pay fares, and for your time. " * 4}),
        (0, NO_DAYS | {"access_note": LONGEST["access_note"]}),
        (0, NO_DAYS | {"hear_back": LONGEST["hear_back"]}),
        (2, NO_DAYS),
    ],
)
def test_a_poster_stays_on_one_page_whatever_it_has_to_say(name, long, told, settings):
    organisation = make_organisation("Northgate Council" + " and a very long partner" * (long // 2))
    team = make_team(organisation, "Riverside support team" + " for all people" * long)
    if long > 2:
        settings.SITE_URL = "https://coproduction-reflect.very-long-council-and-partnership.example/"
    said = pages(render(printed(make_door(make_round(team, **TOLD | told)), name)))
    assert len(said) == 1
    assert "999bsl.co.uk" in said[0]
