"""From a statement to what people are told came of it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.going import go_by
from tests.journeys.seeing import look_at, open_stage, shot

WHY_STOPPED = "The bus company wants £900 a month. We can’t pay that."


def press(page, name, role="button"):
    go_by(page.get_by_role(role, name=name, exact=True).first)


@pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)
def test_a_statement_becomes_an_action_and_people_hear_what_came_of_it(page, new_page, sign_in, request):
    what = f"Hire a bus for the Friday lunch ({request.node.callspec.id[:7]})"
    sign_in(page, "alice")
    press(page, "Riverside support team", role="link")
    press(page, "Half a year on", role="link")
    press(page, "What we see, part by part", role="link")
    look_at(page)
    go_by(page.locator('.talk a[href*="statement="]').first)
    plan(page, what)
    note_and_stop(page)
    token = publish(page)
    read_as_a_stranger(new_page, token)


def plan(page, what):
    look_at(page)
    press(page, "Save this action")
    look_at(page)  # with its mistakes
    page.get_by_label("What will you do?").fill(what)
    page.get_by_label("Why?").fill("People who can’t walk far miss the lunch.")
    page.get_by_label("Who leads it?").select_option("Bob Adeyemi")
    page.get_by_label("Which person with lived experience leads it too?").fill("Dev, who cooks on Fridays")
    page.get_by_label("By when?").fill("2027-03-03")
    press(page, "Save this action")
    expect(page.get_by_role("heading", level=1, name=what)).to_be_visible()
    expect(page.get_by_text("By 3 March 2027")).to_be_visible()


def note_and_stop(page):
    press(page, "We have begun")
    look_at(page)
    page.get_by_label("What has happened?").fill("Dev asked three companies. Two never answered.")
    press(page, "Save this note")
    expect(page.get_by_text("Two never answered.")).to_be_visible()
    press(page, "Stop it, and say why", role="link")
    look_at(page)
    page.get_by_label("Why do you stop it?").fill(WHY_STOPPED)
    press(page, "Stop it")
    expect(page.get_by_text(f"Why: {WHY_STOPPED}")).to_be_visible()
    look_at(page)
    press(page, "What we see", role="link")  # where it began
    expect(page.get_by_role("heading", level=1, name="What we see")).to_be_visible()
    press(page, "Actions", role="link")
    look_at(page)


def publish(page):
    press(page, "Riverside support team", role="link")
    press(page, "Half a year on", role="link")
    open_stage(page, "Tell people")
    press(page, "Tell people what came of it", role="link")
    go_by(page.get_by_role("button", name="from your actions"))
    look_at(page)
    card = page.locator(".entry", has_text=WHY_STOPPED).last
    go_by(card.get_by_role("link", name="Change"))
    look_at(page)
    page.get_by_label("We couldn’t, because, in Easy Read").fill("A bus costs too much.")
    press(page, "Save")
    go_by(page.get_by_role("link", name="Publish"))
    look_at(page)
    page.get_by_label("How can people answer back?").fill("Come to the Friday lunch, or ring Alice.")
    page.get_by_label("The same in Easy Read").fill("Come to the Friday lunch.")
    press(page, "Publish it")
    look_at(page)
    link = page.locator("[data-shared]").inner_text()
    if page.get_by_role("button", name="Copy the link").is_visible():
        copy(page, link)
    return link


def copy(page, link):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link", exact=True).click()
    expect(page.get_by_role("status").get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link


def read_as_a_stranger(new_page, link):
    stranger = new_page(viewport=PHONE, java_script_enabled=False)
    stranger.goto(link)
    expect(stranger.get_by_text(WHY_STOPPED).last).to_be_visible()
    look_at(stranger)
    press(stranger, "Easy Read")
    expect(stranger.get_by_text("A bus costs too much.").last).to_be_visible()
    expect(stranger.get_by_text("Come to the Friday lunch.")).to_be_visible()
    look_at(stranger)
    shot(stranger, "came-of-it")
    stranger.goto(link[:-5] + "bcdfg/")
    expect(stranger.get_by_role("heading", name="This page isn’t here any more")).to_be_visible()
    look_at(stranger)
