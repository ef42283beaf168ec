"""Every screen there is, as each of the cast, on a phone and on a desktop."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.going import go_by
from tests.journeys.people import finish_a_part, round_taken_part_in, take_part, write_code
from tests.journeys.seeing import AXE, look_at, lost, problems
from tests.journeys.seen import Seen
from tests.journeys.walking import WAITED_FOR, elements, route, walk
from tests.routes import EVERY

STRANGER = ""
DANA = "dana"  # takes part without an account
WALKERS = [STRANGER, DANA, "alice", "bob", "femi", "olu", "ede", "sam", "tess"]
WORDINGS = ["standard", "easy-read"]
FOR_READING = {"width": 390, "height": 844}
ALSO_IN_EASY_READ = {STRANGER, DANA, "alice"}  # the others' screens are among these, or are for work
# Links don't lead here: these need a person on the way in, a step before, or are no screens at all.
APART = {"account_confirm_login_code", "account_inactive", "account_request_login_code", "account_signup"}
APART |= {"healthz", "readyz", "favicon", "set_wording", "bring_up_to_date"}
APART |= {"session_poll", "everybody", "everybody_of_round"}  # test_session.py opens a round in the open
APART |= {"my_next"}  # a step on the way
APART |= {"session_places"}  # behind a button, which shows the differences; test_placing.py looks at it
APART |= {"drawing", "picture"}
APART |= {
    "join_promises",
    "join_as",
    "join_today",
    "join_help",
    "join_helping",
    "join_as_group",
    "join_group_part",
    "join_group_most",
}  # test_way_in.py
APART |= {"join_link_easy", "join_easy", "said_no", "who_may_read", "who_may_quote"}  # too
APART |= {
    "who_may_read_activity",
    "who_may_quote_activity",
    "my_activity_next",
}  # the same pages, of an activity
APART |= {"join_name"}  # only in the open: test_session.py looks at it
APART |= {
    "choose_easy_read_picture"
}  # behind a button, which saves first; test_easy_read_summary.py looks at it
APART |= {"archive_file"}  # there is none until somebody asks for it; test_every_team.py does
APART |= {"organisation_colours", "organisation_logo"}
APART |= {"draft_questions", "edit_question", "edit_place", "edit_group", "edit_cell", "edit_prompt"}
APART |= {"question_picture", "place_picture"}  # of a rubric to place on: test_places_screens.py reads them
FILLS_THE_QUEUE = ("alice", "standard")  # whose page says so: one who asks for all papers is enough
WALKS = [(walker, wording) for walker in WALKERS for wording in WORDINGS]
WALKS = [walk for walk in WALKS if walk[0] in ALSO_IN_EASY_READ or walk[1] == "standard"]
assert FILLS_THE_QUEUE in WALKS
SCREENS = {name for name, row in EVERY.items() if row.get != 405} - APART
MAKE_READY = """
from itertools import product
from django.urls import reverse
from django.utils import timezone
from assessments.models import Quote, ReportEdition, Round, Sheet, TakenBack
from assessments.services.joining import hash_return_code, return_code_of
from assessments.services.report_links import share_report
from rubric.models import Remark, RubricVersion
from rubric.services.draft_links import share_draft
from teams.models import Invitation, User
from teams.services.mail_choices import recipient_of
half = Round.objects.filter(title="Half a year on")
half.update(closed_at=None)  # so that somebody who was quoted can get a return code
quoted = Quote.objects.exclude(approved_outside_at=None).first().reflection.sheet_id
code = return_code_of("every screen")
Sheet.objects.filter(pk=quoted).update(return_code_hash=hash_return_code(code))
issued = ReportEdition.objects.exclude(issued_at=None).filter(round=half.get()).earliest("issued_at")
half.update(closed_at=issued.issued_at)  # lately, so it can be opened again; and what was issued still counts
words = " ".join(half.get().team.actions.first().what.split()[:3])
TakenBack.objects.create(round=half.get(), words=words)  # which may stand in that action by coincidence
issued = ReportEdition.objects.exclude(issued_at=None).filter(round__title="Half a year on", kind="board").first()
alice = User.objects.get(name__startswith="Alice")
draft = RubricVersion.objects.drafts().exclude(rubric__organisation=None).first()
place = f"statement-{draft.statements.first().key}"
Remark.objects.create(
    rubric=draft.rubric, place=place, field="text", about="It was hard.", kind="say", words="It is easy.",
    appears_on=timezone.localdate(),
)
doors = Round.objects.exclude(join_code=None).values_list("pk", flat=True)
for pk, widest in zip(doors, product("wm", repeat=8)):  # whatever is drawn needs less room
    Round.objects.filter(pk=pk).update(join_code="".join(widest))
print(reverse("draft_by_link", args=[share_draft(draft, by=alice).token]))
print(reverse("shared_report", args=[share_report(issued, by=alice).token]))
print(recipient_of("round_open", alice.email).link)
print(Invitation.objects.earliest("pk").token, Round.objects.open().get(title="A year on").link_token, code)
"""


@pytest.fixture(scope="session")
def ready(server):
    """A shared report, the link under an e-mail, an invitation, a link that lets people in, and a return code."""
    return make_ready(server)


def make_ready(server):
    return server.run(MAKE_READY).split()


@pytest.fixture
def seen(shared):
    """What all walkers have seen: each may walk in a process of its own."""
    return Seen(shared / "seen")


@pytest.mark.parametrize(("walker", "wording"), WALKS)
def test_every_screen(walker, wording, new_page, sign_in, server, ready, seen):
    draft, shared, under_a_mail, token, link, code = ready
    starts = ["/", f"/invitations/{token}/", "/nothing-here/", "/sign-in/closed/", "/sign-in/by-invitation/"]
    starts += ["/join/", "/erased/", f"/j/{link}/", shared, urlsplit(under_a_mail).path]
    if walker == STRANGER:
        starts.append(draft)  # a hundred pages, which take no notice of who is signed in
    page = new_page()
    page.add_init_script(AXE)  # sent once, since every page that is opened is looked at
    if walker == DANA:
        starts += [come_in(page, link), come_back(page, code)]
    elif walker:
        sign_in(page, walker)
    page.context.add_cookies([{"name": "wording", "value": wording, "url": server.url}])
    waited_for = WAITED_FOR - {"paper_pdf"} if (walker, wording) == FILLS_THE_QUEUE else WAITED_FOR
    found = []
    for path, html in walk(page, *starts, waited_for=waited_for):
        new = seen.new(route(path), elements(html))
        seen.add(f"{route(path)} ", *new)
        if new:
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
    take_part(page)
    code = round_taken_part_in(page)
    finish_a_part(page, code)
    return f"/mine/{code}/return-code/"


def come_back(page, code):
    """With the return code of somebody whose words were quoted in a closed round; leads to their sheet."""
    write_code(page, code)
    page.get_by_role("heading", name="What you see").wait_for()
    return page.evaluate("location.pathname")


@pytest.mark.parametrize("wording", WORDINGS)
def test_what_happened_is_five_screens_of_a_phone_with_the_rest_behind_it(new_page, server, ready, wording):
    for way in (
        {"viewport": FOR_READING},
        {"viewport": PHONE, "java_script_enabled": False},
    ):
        page = new_page(**way)
        come_back(page, ready[-1])
        page.context.add_cookies([{"name": "wording", "value": wording, "url": server.url}])
        go_by(page.get_by_role("link", name="What happened"))
        look_at(page)
        if way["viewport"] == FOR_READING:
            assert page.evaluate("document.documentElement.scrollHeight") <= 5 * FOR_READING["height"]
        headings = " ".join(page.get_by_role("heading", level=2).all_inner_texts())
        for each in (
            "Where the team says it is now",
            "We see 3 things differently",
            "What we will do",
            "Who to ask",
        ):
            assert each in headings
        go_by(page.get_by_role("link", name="See more"))
        look_at(page)
        go_by(page.get_by_role("link", name="What happened"))
        go_by(page.get_by_role("link", name="Read the Easy Read summary"))
        look_at(page)


@pytest.mark.parametrize("wording", WORDINGS)
def test_about_co_production_is_two_screens(new_page, server, wording):
    page = new_page()
    page.context.add_cookies([{"name": "wording", "value": wording, "url": server.url}])
    page.goto("/about/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollHeight") <= 2 * DESKTOP["height"]


def test_an_open_round_is_two_screens_and_four_of_a_phone(new_page, sign_in):
    page = new_page()
    sign_in(page, "alice")
    go_by(page.get_by_role("link", name="A year on", exact=True))
    page.wait_for_load_state("networkidle")
    for size, screens in ((DESKTOP, 2), (FOR_READING, 4)):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollHeight") <= screens * size["height"]


def at_both_widths(page, path):
    page.goto(path)
    found = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        found += [f"{size['width']}: {problem}" for problem in problems(page)]
    return found + lost(page)
