"""Getting in and out, by a code that was really sent."""

import pytest

from tests.journeys.going import go_by
from tests.journeys.seeing import look_at, shot

# Nobody may ask for more than three codes a minute.
in_two_ways = pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)


@in_two_ways
def test_in_by_code_and_out_again(page, people):
    page.goto("/teams/nothing-here/")
    assert "/sign-in/" in page.url, "the door is closed to strangers"
    look_at(page)
    people.sign_in_by_code(page, "kath@demo.example")
    look_at(page)
    cookies = page.context.cookies()
    assert cookies
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies)
    go_by(page.get_by_role("link", name="Sign out"))
    look_at(page)
    go_by(page.get_by_role("button", name="Sign out"))
    page.goto("/teams/nothing-here/")
    assert "/sign-in/" in page.url


@in_two_ways
def test_a_wrong_code(page):
    page.goto("/sign-in/")
    page.get_by_label("Your e-mail address").fill("sam@demo.example")
    go_by(page.get_by_role("button", name="Send me a code"))
    page.get_by_label("Your code").fill("0000-0000")
    go_by(page.get_by_role("button", name="Sign in", exact=True))
    assert page.title().startswith("Error: ")
    look_at(page)


def test_one_click_in_the_demo(page):
    page.goto("/sign-in/")
    go_by(page.get_by_role("button", name="Sign in as Alice"))
    page.get_by_role("link", name="Sign out").wait_for()
    shot(page, "home-of-alice")
