"""Placing an activity on a phone of one's own, by touch, by keyboard and while the signal is gone; from paper; and what
the room and the board see of it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.going import go_by
from tests.journeys.people import round_taken_part_in, take_part
from tests.journeys.seeing import look_at, shot

PLACES = """
from assessments.models import Placement, Round
from assessments.services.activities import plan_activities
from assessments.services.rounds import open_round
from rubric.models import RubricVersion
from teams.models import Team
of = RubricVersion.objects.in_use()
team = Team.objects.get(name="Riverside support team")
asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
version = of.get(rubric__slug="cahn-four-values")
round = Round.objects.create(team=team, version=version, title="{title}", about="service", **asked)
lunch = {"name": "The Friday lunch", "line": "How it is planned and run", "picture": "1F372"}
ladder = of.get(rubric__slug="ladder-of-participation")
plan_activities(round, by=None, activities=[lunch], places_on=ladder)
round = open_round(round, by=None)
print("LINK", round.link_token, round.code)
"""
STORED = """
from assessments.models import Placement
placed = Placement.objects.filter(sheet__round__code="{code}").order_by("moment")
print("STORED", *placed.values_list("value", flat=True))
"""

# Five who draw on support place it at being asked, and five who work there one step higher.
TEN_PEOPLE = """
from django.utils import timezone
from assessments.models import Placement, Round
from assessments.services.joining import join_round
from teams.sides import PAID, SUPPORT
round = Round.objects.get(title="The lunch together")
lunch, rung = round.activities.get(), round.places_on.questions.get()
for number in range(10):
    side = PAID if number % 2 else SUPPORT
    who = round.team.organisation.perspectives.filter(side=side).first()
    sheet, _ = join_round(round, nonce=f"lunch {number}", how="alone", perspective=who)
    for moment, value in enumerate((4 + number % 2, 6)):
        where = {"activity": lunch, "question": rung, "moment": moment, "changed_at": timezone.now()}
        Placement.objects.create(sheet=sheet, value=value, **where)
    sheet.reflections.create(activity=lunch, finished_at=timezone.now())
"""
CLOSE = """
from assessments.models import Round
from assessments.services.rounds import close_round
close_round(Round.objects.get(title="The lunch together"), by=None)
"""


def said_by(server, script, word):
    told = server.run(script)
    return next(line.split()[1:] for line in told.splitlines() if line.startswith(word))


@pytest.fixture
def round(server):
    """Its link, and its code: nobody else takes part."""
    return said_by(server, PLACES.replace("{title}", "The lunch"), "LINK")


@pytest.fixture
def link(round):
    return round[0]


def come_in(page, link, wording="standard"):
    page.goto(f"/j/{link}/")
    take_part(page, wording)
    page.goto(f"/mine/{round_taken_part_in(page)}/")
    go_by(page.get_by_role("link", name="The Friday lunch"))


def come_back(page):
    """In another tab, where there is a signal."""
    other, address = page.context.new_page(), page.url
    page.close()
    other.context.set_offline(False)
    other.goto(address)
    return other


def test_on_a_phone_while_the_signal_goes_and_comes(new_page, server, link, round):
    page = new_page(PHONE)
    come_in(page, link)
    look_at(page)
    shot(page, "placing-now")
    page.get_by_label("Staff ask people for their views").filter(visible=True).check()
    expect(page.locator("[data-saved-words]")).to_contain_text("Saved at")
    page.context.set_offline(True)
    page.get_by_role("button", name="Continue", exact=True).filter(visible=True).click()
    expect(page.get_by_role("heading", name="Where would you like it to be?")).to_be_focused()
    expect(page.get_by_text("You said: now").filter(visible=True)).to_have_count(1)
    page.get_by_label("People and staff design the service together.").filter(visible=True).check()
    expect(page.locator("[data-saved-words]")).to_contain_text("We keep it on this device")
    page = come_back(page)
    chosen = page.get_by_label("People and staff design the service together.").filter(visible=True)
    expect(chosen).to_be_checked()
    expect(page.get_by_text("You said: now").filter(visible=True)).to_have_count(1)
    expect(page.locator("[data-saved-words]")).to_contain_text("Saved at")
    look_at(page)
    shot(page, "placing-aim")
    page.wait_for_timeout(600)  # a second tap at once is taken for a slip
    page.get_by_role("button", name="Continue", exact=True).filter(visible=True).click()
    go_by(page.get_by_role("button", name="Save and continue"))
    page.get_by_role("heading", name="Thank you").wait_for()
    assert said_by(server, STORED.format(code=round[1]), "STORED") == ["4", "6"]


def test_by_keyboard_in_easy_read(new_page, link):
    page = new_page(DESKTOP)
    come_in(page, link, "easy-read")
    look_at(page)
    shot(page, "placing-easy-read")
    page.get_by_label("Doing all of it together").filter(visible=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Planning together").filter(visible=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Where would you like it to be?")).to_be_focused()


def test_a_paper_sheet_is_typed_in_by_the_numbers_of_its_boxes(new_page, sign_in, server, round):
    page = new_page(DESKTOP)
    sign_in(page, "alice")
    page.goto(f"/rounds/{round[1]}/paper/")
    now, aim = (
        page.locator(f"input[name='answer-the-friday-lunch.rung.{moment}']") for moment in ("now", "aim")
    )
    now.first.focus()
    page.keyboard.press("4")
    page.keyboard.press("8")
    look_at(page)
    expect(page.locator("[data-typed] input:checked[value=consultation]")).to_have_count(1)
    expect(aim.nth(7)).to_be_checked()
    expect(aim.nth(7)).to_have_value("not-sure")
    shot(page, "placing-typed-in")


def test_the_room_sees_it_and_agrees_and_the_board_reads_it(new_page, sign_in, server):
    _, code = said_by(server, PLACES.replace("{title}", "The lunch together"), "LINK")
    server.run(TEN_PEOPLE)
    page = new_page(DESKTOP)
    sign_in(page, "alice")
    page.goto(f"/rounds/{code}/slides/the-friday-lunch/")
    go_by(page.get_by_role("button", name="Show the differences"))
    page.get_by_role("heading", name="Where is it now? 1 of 2").wait_for()
    look_at(page)
    shot(page, "placing-slide")
    go_by(page.get_by_role("link", name="Write down what we agree"))
    page.get_by_label("Staff ask people for their views").first.check()
    page.get_by_label("People and staff design the service together.").last.check()
    go_by(page.get_by_role("button", name="Save and continue"))
    page.get_by_role("textbox", name="Why").first.fill("The cook decides.")
    go_by(page.get_by_role("button", name="Save", exact=True))
    page.get_by_role("button", name="Show the differences").wait_for()
    server.run(CLOSE)
    page.goto(f"/rounds/{code}/results/activities/the-friday-lunch/")
    look_at(page)
    shot(page, "placing-results")
    page.goto(f"/rounds/{code}/report/")
    report = page.locator("main")
    expect(report).to_contain_text("The team places it at")
    expect(report).to_contain_text("The cook decides.")
    look_at(page)
    shot(page, "placing-report")
