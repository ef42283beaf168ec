"""The main job, from end to end: a team ticks and reflects, sees where it stands, and takes a PDF to the board."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.going import go_by, runs_scripts, wait_until_saved
from tests.journeys.seeing import look_at, open_stage, shot

PARTS = ["Equal human beings", "Redefining work", "Reciprocity", "Social capital"]
TICKED = [
    "Staff see themselves as the experts.",
    "work with people in different ways",
    "a formal part in every aspect",
]
PATIENCE = 300  # seconds for a PDF, which lets everything else go first
SAID = "We asked Dilys, and she said: “Ask me before, not after.”"  # quotation marks and all


@pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)
def test_from_a_plan_to_the_board(page, sign_in, tmp_path):
    sign_in(page, "alice")
    plan(page, "Taken to the board")
    press(page, "Open this round", role="link")
    press(page, "Open the round")
    say_who_is_here(page)
    for part in PARTS:
        fill_in(page, part)
        place_the_team(page)
    expect(page.get_by_text("4 of 4 parts finished.")).to_be_visible()
    close(page)
    press(page, "What we see, part by part", role="link")
    page.locator("summary", has_text=PARTS[0]).click()
    expect(page.get_by_text("Dilys").first).to_be_visible()
    expect(page.get_by_role("heading", name="Doing really well: 1 of 4, 1 not sure")).to_be_visible()
    look_at(page)
    shot(page, "results")
    press(page, "Read the report", role="link")
    add_details(page)
    look_at(page)
    said = text_of(pdf(page, tmp_path / "report.pdf"))
    for words in (
        "Taken to the board",
        "Adults and Health Board",
        "Ask me before, not after",
        "Getting there",
        *PARTS,
    ):
        assert words in said, words


def press(page, name, role="button"):
    go_by(page.get_by_role(role, name=name).first)


def plan(page, title):
    press(page, "Riverside support team", role="link")
    press(page, "Start a round", role="link")
    page.get_by_label("Co-production: how are we doing?").check()
    page.get_by_label("What do you want to call this round?").fill(title)
    page.get_by_label("A team", exact=True).check()
    page.get_by_label("What is its name?").fill("Riverside support team")
    closing = date.today() + timedelta(days=14)
    page.get_by_label("When do you want to close it?").fill(closing.isoformat())
    look_at(page)
    press(page, "Plan this round")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def say_who_is_here(page):
    open_stage(page, "Agree")
    press(page, "The together sheet", role="link")
    press(page, "Who is in the room?", role="link")
    page.get_by_label("I draw on care and support").check()
    page.get_by_label("I work here").check()
    look_at(page)
    press(page, "Save and continue")


def fill_in(page, part):
    if page.get_by_role("heading", level=1).inner_text() == "What we agree together":
        press(page, part, role="link")
    if part == PARTS[0]:
        for words in TICKED:
            page.get_by_label(words, exact=False).first.check()
        page.get_by_label("Not sure: People with lived experience make decisions", exact=False).check()
    page.locator("#reflection").fill(f"{part}: {SAID}")
    wait_until_saved(page)  # the button waits for it too, but not for ever
    press(page, "Save and continue")


def place_the_team(page):
    """First the team's own choice; the suggestion only then."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do you stand?")
    expect(page.get_by_text("What your ticks suggest")).to_have_count(0)
    page.get_by_label("Getting there").check()
    press(page, "Save and continue")
    expect(page.get_by_text("What your ticks suggest")).to_be_visible()
    look_at(page)
    press(page, "Save and continue")


def close(page):
    press(page, "This round", role="link")
    open_stage(page, "Close")
    press(page, "Close this round", role="link")
    press(page, "Close the round")
    expect(page.get_by_text("The round is closed.")).to_be_visible()


def add_details(page):
    press(page, "Write the report", role="link")
    page.get_by_label("Which meeting is it for?").fill("Adults and Health Board")
    press(page, "Save and go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you ask of the board")
    page.go_back()
    page.go_back()


def pdf(page, path, name="Download as a PDF"):
    """A script waits for it, and fetches it; without scripts we ask again ourselves."""
    found = []
    page.on("download", lambda download: found.append(download))
    page.get_by_role("link", name=name).first.click()
    again = page.get_by_role("link", name="Get the PDF")
    for _ in range(PATIENCE):
        page.wait_for_timeout(1000)
        if found:
            break
        if not runs_scripts(page) and again.count():
            again.click()  # else the file is on its way, or the page that has the link
    assert found, f"No PDF came after {PATIENCE} seconds"
    found[0].save_as(path)
    return path


def text_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
