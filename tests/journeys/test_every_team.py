"""Who looks after an organisation sees every team, looks for some, and takes all issued reports along in one ZIP."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.going import go_by, wait_until_made
from tests.journeys.seeing import look_at, problems, shot

REPORTS = "/organisations/wrenfield/reports/"
ISSUE = """
from assessments.models import Round
from assessments.services.editions import draft_of, issue, issued_edition, issued_in
from assessments.services.forgetting import look_for_what_waits
from reports.build import build_report
from reports.formats.html import to_html
for round in Round.objects.closed():
    if not issued_edition(round, "board"):
        look_for_what_waits(round.team)  # words that another journey took back
        round = Round.objects.select_related("team__organisation").get(pk=round.pk)
        html = to_html(build_report(round)).encode()
        draft, release = draft_of(round, "board"), round.releases.first()
        issue(draft, {("outside", "html"): html}, release=release, by=None)
print(issued_in(round.team.organisation).count())
"""
two_ways = pytest.mark.parametrize("page", ["phone without JavaScript", "desktop"], indirect=True)


def ready(page):
    return page.get_by_role("link", name="Download the ZIP for anybody")


def hold_back(route):
    """What its script asks, which would load the page anew while it is looked at. The page itself may come."""
    if route.request.is_navigation_request():
        route.continue_()


@two_ways
def test_an_admin_sees_every_team_and_takes_the_reports_along(page, sign_in, server, tmp_path):
    issued = int(server.run(ISSUE))
    assert issued >= 3  # two board reports and a summary, and what other journeys have issued
    sign_in(page, "olu")
    go_by(page.get_by_role("link", name="Every team of Wrenfield Council"))
    look_at(page)
    shot(page, f"every-team-{page.viewport_size['width']}")
    assert page.locator(".team-row h3").all_inner_texts() == ["Riverside support team", "Young carers team"]
    page.get_by_text("What Riverside support team says").click()
    look_at(page)
    expect(page.get_by_text("A hard truth")).to_be_visible()
    page.get_by_label("Find a team by name").fill("young")
    go_by(page.get_by_role("button", name="Find"))
    look_at(page)
    assert page.locator(".team-row h3").all_inner_texts() == ["Young carers team"]
    with page.expect_download() as download:
        page.get_by_role("link", name="These teams as a spreadsheet (CSV)").click()
    assert "Young carers team" in Path(download.value.path()).read_text("utf-8-sig")
    go_by(page.get_by_role("link", name="Show every team"))

    page.goto("/organisations/wrenfield/")
    look_at(page)
    go_by(page.get_by_role("link", name="Issued reports"))
    look_at(page)
    page.route(f"**{REPORTS}", hold_back)
    go_by(page.get_by_role("button", name="Make a ZIP"))
    page.get_by_role("heading", name="Your ZIP is being made").or_(ready(page)).first.wait_for()
    look_at(page)
    page.unroute(f"**{REPORTS}")
    page.goto("/")  # leaves, and comes back
    page.goto(REPORTS)
    wait_until_made(page)
    look_at(page)
    shot(page, f"archives-{page.viewport_size['width']}")
    with page.expect_download() as download:
        ready(page).click()
    path = tmp_path / "reports.zip"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as zip:
        names = [name.partition("/")[2] for name in zip.namelist()]
        assert {"index.html", "index.csv", "actions.csv"} < set(names)
        assert sum(name.endswith(".pdf") for name in names) == issued
        [index] = [name for name in zip.namelist() if name.endswith("/index.html")]
        (tmp_path / "index.html").write_bytes(zip.read(index))
    page.goto(f"file://{tmp_path / 'index.html'}")
    assert page.locator("a", has_text="PDF").count() == issued
    assert problems(page) == []
    shot(page, f"archive-index-{page.viewport_size['width']}")
