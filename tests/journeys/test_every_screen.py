"""Every screen there is, as each of the cast, on a phone and on a desktop."""

import os

import pytest

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.seeing import problems
from tests.journeys.walking import elements, route, walk
from tests.routes import EVERY

STRANGER = ""
DANA = "dana"  # takes part without an account
WALKERS = [STRANGER, DANA, "alice", "bob", "femi", "olu", "ede", "sam", "tess"]
WORDINGS = ["standard", "easy-read"]
ALSO_IN_EASY_READ = {STRANGER, DANA, "alice"}  # the others' screens are among these, or are for work
# Links don't lead here: these need a person on the way in, a step before, or are no screens at all.
APART = {"account_confirm_login_code", "account_inactive", "account_request_login_code", "account_signup"}
APART |= {"healthz", "readyz", "favicon", "set_wording", "bring_up_to_date"}
APART |= {"session_poll", "everybody", "everybody_of_round"}  # test_session.py opens a round in the open
APART |= {"my_next"}  # a step on the way
APART |= {"drawing", "picture"}
APART |= {
    "choose_easy_read_picture"
}  # behind a button, which saves first; test_easy_read_summary.py looks at it
APART |= {"archive_file"}  # there is none until somebody asks for it; test_every_team.py does
APART |= {"organisation_colours", "organisation_logo"}
WALKS = [(walker, wording) for walker in WALKERS for wording in WORDINGS]
WALKS = [walk for walk in WALKS if walk[0] in ALSO_IN_EASY_READ or walk[1] == "standard"]
SCREENS = {name for name, row in EVERY.items() if row.get != 405} - APART
MAKE_READY = """
from django.utils import timezone
from assessments.models import Quote, Round, Sheet, TakenBack
from assessments.services.joining import hash_return_code, return_code_of
from teams.models import Invitation
half = Round.objects.filter(title="Half a year on")
half.update(closed_at=None)  # so that somebody who was quoted can get a return code
quoted = Quote.objects.exclude(approved_outside_at=None).first().reflection.sheet_id
code = return_code_of("every screen")
Sheet.objects.filter(pk=quoted).update(return_code_hash=hash_return_code(code))
half.update(closed_at=timezone.now())
words = " ".join(half.get().team.actions.first().what.split()[:3])
TakenBack.objects.create(round=half.get(), words=words)  # which may stand in that action by coincidence
print(Invitation.objects.earliest("pk").token, Round.objects.open().get(title="A year on").link_token, code)
"""


@pytest.fixture(scope="session")
def ready(server):
    """An invitation, a link that lets people in, and somebody's return code."""
    return server.manage("shell", "--verbosity", "0", "-c", MAKE_READY).split()


@pytest.fixture
def seen(tmp_path_factory):
    """What all walkers have seen: each may walk in a process of its own."""
    folder = tmp_path_factory.getbasetemp()
    return Seen((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "seen")


class Seen:
    """Lines of routes and kinds of elements, in a file to which every process adds."""

    def __init__(self, file):
        self.file = file
        self.file.touch()

    def lines(self) -> set[str]:
        return set(self.file.read_text().splitlines())

    def is_new(self, route: str, kinds: set[str]) -> bool:
        """Pages of one route with nothing but kinds of elements that were seen there look alike to axe."""
        new = {f"{route} {' '.join(kind.split())}" for kind in kinds} - self.lines()
        self.add(f"{route} ", *new)
        return bool(new)

    def add(self, *lines: str) -> None:
        with self.file.open("a") as file:
            file.write("".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize(("walker", "wording"), WALKS)
def test_every_screen(walker, wording, new_page, sign_in, server, ready, seen):
    token, link, code = ready
    starts = ["/", f"/invitations/{token}/", "/nothing-here/", "/sign-in/closed/", "/sign-in/by-invitation/"]
    starts += ["/join/", "/erased/", f"/j/{link}/"]
    page = new_page()
    if walker == DANA:
        starts += [come_in(page, link), come_back(page, code)]
    elif walker:
        sign_in(page, walker)
    page.context.add_cookies([{"name": "wording", "value": wording, "url": server.url}])
    found = []
    for path, answer in walk(page, *starts):
        if seen.is_new(route(path), elements(answer)):
            found += [f"{walker} {wording} {path}: {each}" for each in at_both_widths(page, path)]
    assert found == []
    seen.add(f"walked {walker} {wording}")
    see_that_nothing_is_missing(seen.lines())


def see_that_nothing_is_missing(lines):
    """Once everybody has walked: whoever comes last looks."""
    if lines >= {f"walked {walker} {wording}" for walker, wording in WALKS}:
        routes = {line.partition(" ")[0] for line in lines}
        assert routes >= SCREENS, "No link leads here. Is one missing, or does the screen belong to APART?"


def come_in(page, link):
    """Joins, finishes a part, and leads to the return code."""
    page.goto(f"/j/{link}/")
    page.get_by_label("I draw on care and support").check()
    page.get_by_label("On my own").check()
    page.get_by_label("Standard").check()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("heading", name="Your return code").wait_for()
    path = page.evaluate("location.pathname")
    page.goto(path.replace("return-code/", "parts/equal-human-beings/"))
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="What you see").wait_for()
    return path


def come_back(page, code):
    """With the return code of somebody whose words were quoted in a closed round; leads to their sheet."""
    page.goto("/join/")
    page.get_by_label("code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="What you see").wait_for()
    return page.evaluate("location.pathname")


def at_both_widths(page, path):
    """Colours, which take longest, are the same on a phone."""
    page.goto(path)
    found = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        found += [f"{size['width']}: {problem}" for problem in problems(page, colours=size == DESKTOP)]
    return found
