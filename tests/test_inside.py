"""What is for inside an organisation says so: in a page's title and on it, in a file's name and in the file."""

import csv
import io
import re

import pytest
from django.urls import reverse
from icalendar import Calendar

from assessments.models import Round
from tests.for_inside import INSIDE, ONLY, SHOWN
from tests.make import make_facilitator, make_round
from tests.routes import EVERY, OK
from tests.test_route_matrix import world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EDITION = "inside edition"
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)

CALENDARS = {"actions_calendar", "action_calendar"}
TABLES = {"every_team_csv"}
# In two editions, as the address says.
IN_TWO = {"report", "issued_report"}
FILES_IN_TWO = {"report_file", "issued_report_file", "report_pdf", "archive_file"}
# For whoever takes part, or anybody: the outside edition.
OUTSIDE = {
    "came_of_it",
    "my_results",
    "my_results_part",
    "my_results_activity",
    "my_results_more",
    "my_results_by",
    "my_easy_read_summary",
    "my_easy_read_summary_pdf",
    "easy_read_summary",
    "easy_read_summary_pdf",
    "issued_easy_read_summary",
    "issued_easy_read_summary_pdf",
    "preview_report",
    "check_easy_read_summary",
}
# Where people with an account work: forms, lists and ways to what is told above. They tell nothing of what was said.
WORK = {
    "accept_invitation add_entry add_session_format archives bring_back_session_format change_action change_door",
    "change_entry change_perspective change_role choose_easy_read_picture choose_session_format close_round door",
    "decide_quotes draft_you_said edit_easy_read_summary edit_round edit_session_format invite_to_organisation",
    "invite_to_team issue_easy_read_summary issue_report move_entry move_perspective new_team note_action open_round",
    "organisation organisation_settings paper_pdf perspectives plan_action plan_round print_round publish_you_said",
    "organisations remove_member remove_empty_sheets remove_organisation_role rename_team reopen_round",
    "archive_team bring_back_team close_account delete_plan open_account remove_try_out facilitate_team",
    "rename_round organisation_people",
    "room retire_session_format save_together send_invitation_again session session_formats session_more",
    "session_principle bring_up_to_date share_issued_report square_png square_svg tell_the_team standing",
    "go_on_with_report write_asks write_done write_meeting write_summary",
    "step_action stop_action take_off_quote take_offline take_out_action take_out_entry team team_people together",
    "retire_perspective together_principle type_in withdraw_invitation you_said round answer_alone",
    "bring_back_perspective activities together_activity save_together_activity together_why session_activity",
    "type_in_by_telephone add_warm_up edit_warm_up how_easy_it_reads retire_warm_up bring_back_warm_up session_warm_up",
}
WORK = {name for line in WORK for name in line.split()}
SIGNED_IN_TO = {
    name
    for name, row in EVERY.items()
    if row.who["nobody"] != OK
    and row.who["Dana"] != OK
    and any(row.who[who] == OK for who in ("Alice", "Olu"))
}


def test_of_every_page_it_is_said_whom_it_is_for():
    told = (
        INSIDE | CALENDARS | TABLES | SHOWN | IN_TWO | FILES_IN_TWO | OUTSIDE | WORK | {"everybody_of_round"}
    )
    rubrics = {
        name for name in SIGNED_IN_TO if "rubric" in name or name in ("picture", "your_name", "what_we_send")
    }
    assert SIGNED_IN_TO - told - rubrics == set()
    assert told - set(EVERY) == set()


def ask(world, name, query="", who=("Alice", "Olu")):  # noqa: F811
    row = EVERY[name]
    person = next(one for one in who if row.who[one] == OK)
    return world.people[person].get(reverse(name, kwargs=world.ours.args.get(row.names)) + query)


def told(answer):
    """Its title, and what stands on the page."""
    page = answer.content.decode()
    title = TITLE.search(page)[1]
    return title, page.replace(title, "")


@pytest.mark.parametrize("name", sorted(INSIDE))
def test_a_page_for_inside_says_so(name, world):  # noqa: F811
    title, page = told(ask(world, name))
    assert ONLY in title
    assert "For inside only.</strong> Keep this within" in page


def test_what_everybody_says_is_for_inside_too(client):
    """It is there in rounds in the open alone."""
    round = make_round(sharing=Round.Sharing.IN_THE_OPEN)
    client.force_login(make_facilitator(round.team))
    title, page = told(client.get(reverse("everybody_of_round", args=[round.code])))
    assert ONLY in title
    assert "For inside only." in page


def test_the_projector_says_so_once_it_shows_what_people_see(world):  # noqa: F811
    title, page = told(ask(world, "session_principle"))
    assert ONLY not in title
    title, page = told(ask(world, "session_difference"))
    assert ONLY in title
    assert "Please keep this in the room." in page


@pytest.mark.parametrize("name", sorted(CALENDARS))
def test_a_calendar_says_so_in_its_name_and_its_files(name, world):  # noqa: F811
    answer = ask(world, name)
    assert answer["Content-Disposition"].endswith('-inside.ics"')
    calendar = Calendar.from_ical(answer.content)
    for each in ("name", "x-wr-calname"):
        assert f"for inside {world.ours.word.capitalize()}".lower() in calendar[each].lower()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_says_so_in_its_name_and_in_each_row(name, world):  # noqa: F811
    answer = ask(world, name)
    assert answer["Content-Disposition"].endswith('-inside.csv"')
    heading, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heading[-1] == "Edition"
    assert {row[-1] for row in rows} == {"inside"}


@pytest.mark.parametrize("name", sorted(IN_TWO))
def test_of_two_editions_the_inside_one_says_so_and_the_other_does_not(name, world):  # noqa: F811
    title, page = told(ask(world, name, "?edition=inside&draft=next"))
    assert EDITION in title
    assert "Inside edition.</strong>" in page
    title, page = told(ask(world, name, "?draft=next"))
    assert "inside" not in title
    assert "Inside edition.</strong>" not in page


@pytest.mark.parametrize("name", ["report_file", "issued_report_file"])
def test_a_file_for_inside_says_so_in_its_name(name, world):  # noqa: F811
    assert "-inside" in ask(world, name, "?edition=inside&draft=next")["Content-Disposition"]
    assert "inside" not in ask(world, name, "?draft=next")["Content-Disposition"]
