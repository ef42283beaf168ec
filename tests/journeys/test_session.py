"""A session in a hall: two phones and a projector at once, a clock, a lost signal; and paper, typed in by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.going import go_by
from tests.journeys.people import finish_a_part, take_part, write_code
from tests.journeys.seeing import look_at, shot

PROJECTORS = [{"width": 1280, "height": 720}, {"width": 1920, "height": 1080}]
# Rounds in Alice's team; each test takes one.
OPEN_ROUNDS = """
from assessments.models import Round
from assessments.services.rounds import open_round
from rubric.models import RubricVersion
from teams.models import Team
team = Team.objects.get(name="Riverside support team")
asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
version = RubricVersion.objects.get(rubric__slug="cahn-four-values", number=1)
for number in range(10):
    sharing = "in-the-open" if number == 9 else "without-names"
    told = {"title": f"Hall {number}", "about": "team", "sharing": sharing}
    round = Round.objects.create(team=team, version=version, **told, **asked)
    round = open_round(round, by=None)
    print("CODE", round.code, round.join_code, version.principles.first().key)
"""
THREE_MORE = """
from django.utils import timezone
from assessments.models import Round
from assessments.services.joining import join_round
round = Round.objects.get(code="{code}")
principle = round.version.principles.first()
for number in range(3):
    draws = round.team.organisation.perspectives.first()
    sheet, _ = join_round(round, nonce=f"{{round.code}} {{number}}", how="alone", perspective=draws)
    sheet.reflections.create(principle=principle, finished_at=timezone.now())
"""


@pytest.fixture(scope="module")
def rounds(server):
    said = server.run(OPEN_ROUNDS)
    return [line.split()[1:] for line in said.splitlines() if line.startswith("CODE")]


@pytest.fixture
def hall(rounds):
    """A round's code, its join code and its first part."""
    return rounds.pop(0)


@pytest.fixture
def projector(new_page, sign_in):
    page = new_page(PROJECTORS[0])
    sign_in(page, "Alice")
    return page


def join(phone, join_code, name=""):
    write_code(phone, join_code)
    take_part(phone, name=name)


def test_the_screen_follows_two_phones_and_waits_for_five(server, new_page, projector, hall):
    code, join_code, _ = hall
    projector.goto(f"/rounds/{code}/session/")
    joined = projector.locator("[data-count=joined]")
    expect(joined).to_have_text("0")
    phones = [new_page(PHONE), new_page(PHONE)]
    for number, phone in enumerate(phones, start=1):
        join(phone, join_code)
        expect(joined).to_have_text(str(number))
    go_by(projector.get_by_role("link", name="Start with part 1"))
    for number, phone in enumerate(phones, start=1):
        finish_a_part(phone, code)
        expect(projector.locator("[data-part]")).to_have_text(str(number))
    go_by(projector.get_by_role("button", name="Show the differences"))
    expect(
        projector.get_by_text("Fewer than 5 people have finished this part, so it isn’t shown.")
    ).to_be_visible()
    expect(projector.get_by_text("2 have finished so far.")).to_be_visible()
    look_at(projector)
    server.run(THREE_MORE.format(code=code))
    go_by(projector.get_by_role("link", name="Back"))
    expect(projector.locator("[data-part]")).to_have_text("5")
    go_by(projector.get_by_role("button", name="Show the differences"))
    expect(
        projector.get_by_text("I draw on care and support, or family carer or friend: 5 to 9 people.")
    ).to_be_visible()
    look_at(projector)
    go_by(projector.get_by_role("link", name="Where do we stand?"))
    agree_where_we_stand(projector)


def agree_where_we_stand(projector):
    """And on to the next part."""
    projector.get_by_label("Getting there").check()
    go_by(projector.get_by_role("button", name="Keep this"))
    projector.get_by_label("Where do you differ?").fill("Staff see it earlier.")
    look_at(projector)
    go_by(projector.get_by_role("button", name="Keep this"))
    expect(projector.get_by_text("Part 2 of 4")).to_be_visible()
    go_by(projector.get_by_role("link", name="Back"))
    expect(projector.get_by_label("Where do you differ?")).to_have_value("Staff see it earlier.")


@pytest.mark.parametrize("size", [*PROJECTORS, PHONE], ids=lambda size: size["width"])
def test_every_screen_can_be_read_by_everybody(projector, rounds, size):
    code = rounds[-2][0]
    projector.set_viewport_size(size)
    for name, path in {
        "paper": f"/rounds/{code}/paper/",
        "everybody": f"/rounds/{rounds[-1][0]}/everybody/",
    }.items():
        projector.goto(path)
        look_at(projector)
        shot(projector, f"session-{name}-{size['width']}")


def test_the_code_is_three_times_as_big_as_elsewhere(projector, rounds):
    code = rounds[-2][0]
    projector.goto(f"/rounds/{code}/session/")
    assert projector.locator(".way-in__code").bounding_box()["height"] > 3 * 20 * 1.15
    assert projector.locator(".qr").bounding_box()["height"] > 400


def test_no_signal_is_said_quietly_and_goes_by_itself(projector, hall):
    projector.goto(f"/rounds/{hall[0]}/session/")
    again = projector.get_by_role("link", name="Look again")
    expect(again).to_be_hidden()
    projector.context.set_offline(True)
    expect(projector.get_by_text("No signal. We keep trying.")).to_be_visible()
    projector.context.set_offline(False)
    expect(projector.get_by_text("No signal. We keep trying.")).to_be_hidden()
    expect(again).to_be_hidden()


def test_nothing_new_costs_an_empty_answer(projector, hall):
    answers = []
    projector.on("response", lambda answer: answers.append(answer.status) if "/poll/" in answer.url else None)
    projector.goto(f"/rounds/{hall[0]}/session/")
    for _ in range(2):
        projector.wait_for_event("response", lambda answer: "/poll/" in answer.url)
    assert answers[0] == 200
    assert set(answers[1:]) == {304}


def test_a_clock_that_survives_a_page(projector, hall):
    code, _, part = hall
    projector.clock.install()
    projector.goto(f"/rounds/{code}/session/")
    left = projector.locator("[data-clock-left]")
    expect(left).to_have_text("5 minutes left")
    projector.get_by_role("button", name="Start the clock").click()
    projector.clock.run_for("03:30")
    expect(left).to_have_text("2 minutes left")
    projector.get_by_role("button", name="Pause the clock").click()
    projector.clock.run_for("10:00")
    projector.goto(f"/rounds/{code}/session/{part}/")
    expect(left).to_have_text("2 minutes left, paused")
    projector.get_by_role("button", name="Go on with the clock").click()
    projector.clock.run_for("02:01")
    expect(left).to_have_text("Time is over. No hurry.")
    expect(left).to_be_focused()  # the button that had it is gone


def test_the_clock_moves_with_the_step(projector, hall):
    code, _, part = hall
    left = projector.locator("[data-clock-left]")
    projector.goto(f"/rounds/{code}/session/")
    projector.get_by_role("button", name="Start the clock").click()
    projector.goto(f"/rounds/{code}/session/{part}/1/")
    expect(left).to_have_text("10 minutes left")
    projector.get_by_role("button", name="Pause the clock").click()
    go_by(projector.get_by_role("link", name="Where do we stand?"))
    expect(left).to_have_text("5 minutes left")
    go_by(projector.get_by_role("link", name="More"))
    projector.get_by_text("All steps and times").click()
    expect(projector.locator("[aria-current=step]")).to_contain_text("Write down what you agree")
    projector.get_by_role("button", name="Step before").click()
    expect(projector.locator("[aria-current=step]")).to_contain_text("Look at what you see.")
    expect(left).to_have_text("10 minutes left")


def test_it_works_without_javascript(new_page, sign_in, hall):
    code, join_code, _ = hall
    page, phone = new_page(PROJECTORS[0], java_script_enabled=False), new_page(PHONE)
    sign_in(page, "Alice")
    page.goto(f"/rounds/{code}/session/")
    join(phone, join_code)
    go_by(page.get_by_role("link", name="Look again"))
    expect(page.locator("[data-count=joined]")).to_have_text("1")
    go_by(page.get_by_role("link", name="More"))
    page.get_by_text("All steps and times").click()
    expect(page.get_by_text("Answer this part, each on your own.")).to_be_visible()
    look_at(page)


def test_a_paper_sheet_is_typed_in_by_keyboard(projector, hall):
    projector.goto(f"/rounds/{hall[0]}/paper/")
    projector.get_by_label("Family carer or friend").focus()
    keys = projector.keyboard
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")  # how: on my own
    keys.press("Tab")
    keys.press("1")
    keys.press("2")
    keys.press("ArrowDown")
    keys.press("1")
    true, not_true, empty = (
        projector.get_by_label(name, exact=True) for name in ("True", "Not true", "Left empty")
    )
    expect(true.nth(0)).to_be_checked()
    expect(not_true.nth(1)).to_be_checked()
    expect(empty.nth(2)).to_be_checked()
    expect(true.nth(3)).to_be_checked()
    keys.press("ArrowUp")
    expect(true.nth(3)).to_be_focused()
    keys.press("3")
    expect(projector.get_by_label("Not sure", exact=True).nth(3)).to_be_checked()
    stop_the_first_press(projector)
    leave_out_the_rest(projector)
    expect(projector.get_by_role("heading", name="The sheet is saved")).to_be_visible()
    look_at(projector)
    go_by(projector.get_by_role("link", name="Type in the next one"))
    expect(empty.nth(0)).to_be_checked()


def stop_the_first_press(page):
    """As the browser's own button does, where nothing comes."""
    page.route("**/paper/", lambda route: route.abort("aborted"))
    page.get_by_role("button", name="Save this sheet").click()
    page.wait_for_timeout(3_500)
    page.unroute("**/paper/")


def leave_out_the_rest(page):
    """First without saying so, which is refused and keeps what was typed."""
    go_by(page.get_by_role("button", name="Save this sheet"))
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("True", exact=True).first).to_be_checked()
    look_at(page)
    for box in page.get_by_label("They left this part out").all()[1:]:
        box.check()
    go_by(page.get_by_role("button", name="Save this sheet"))


def test_in_the_open_people_see_each_other(new_page, rounds):
    code, join_code, _ = rounds[-1]
    amina, ben = new_page(PHONE), new_page(PHONE)
    for phone, name in ((amina, "Amina"), (ben, "Ben")):
        join(phone, join_code, name)
        finish_a_part(phone, code)
    go_by(ben.get_by_role("link", name="See what everybody says").first)
    expect(ben.get_by_role("columnheader", name="Amina")).to_be_attached()
    look_at(ben)
    shot(ben, "everybody-phone")
