"""Every team as a spreadsheet: a row for each team and part, with what stands on the page and no more."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action, ReportEdition, Round
from reports.table_of_teams import AT_A_TIME
from teams.models import Team
from tests.make import make_ladder, make_person_sheet, make_round, make_team, open_it, place, say
from tests.reports.releases import add_release, make_agreed, make_release
from tests.reports.test_every_team import council, page, quick_look, text_of  # noqa: F401

pytestmark = pytest.mark.django_db
COLUMNS = [
    "Team",
    "Last round",
    "How it stands",
    "What comes next",
    "Next date",
    "Late actions",
    "Round shown",
    "Rubric",
    "Part",
    "Where the team places itself",
    "In short",
    "Newly true",
    "A hard truth",
    "What they ask",
    "Edition",
]


def get(client, **looked_for):
    response = client.get(reverse("every_team_csv", args=[client.organisation.slug], query=looked_for))
    assert response.status_code == 200
    return response


def read(client, **looked_for):
    """Each row as a dict by column."""
    content = get(client, **looked_for).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_it_has_a_row_for_each_team_and_part(council):  # noqa: F811
    rows = read(council)
    assert list(rows[0]) == COLUMNS
    assert [(row["Team"], row["Part"], row["Where the team places itself"]) for row in rows] == [
        ("Ash team", "Principle 1", "Doing really well"),
        ("Ash team", "Principle 2", "Looked at, nothing chosen"),
        ("Birch team", "Principle 1", "Not placed yet"),
        ("Birch team", "Principle 2", "Looked at, nothing chosen"),
        ("Cedar team", "", ""),
    ]
    assert {row["Edition"] for row in rows} == {"inside"}


def test_it_says_what_the_page_says(council):  # noqa: F811
    today = timezone.localdate()
    Action.objects.create(team=council.teams["Ash"], what="Late", due_on=today - timedelta(days=1))
    asked = {"details": {"request_1": "Fund the bus."}, "issued_at": timezone.now()}
    ReportEdition.objects.create(round=Round.objects.get(title="Second look"), kind="board", **asked)
    quick_look(council, "Cedar")
    text = text_of(page(council))
    for row in read(council):
        said = [
            "Team",
            "How it stands",
            "What comes next",
            "Part",
            "Newly true",
            "A hard truth",
            "What they ask",
        ]
        assert [row[column] for column in said if row[column] not in text] == []
    first, cedar = read(council)[0], read(council)[-1]
    assert cedar["Late actions"] == "", "it has no actions yet"
    assert (first["Late actions"], first["What they ask"]) == ("1", "We ask you for this: “Fund the bus.”")
    assert (first["Last round"], first["Round shown"]) == ("Second look", "Second look")
    assert cedar["In short"] in text
    assert cedar["Where the team places itself"] == ""


def test_a_team_that_only_places_activities_has_a_row(council):  # noqa: F811
    round = make_round(council.teams["Cedar"], make_ladder(), state="planned")
    round.activities.create(key="the-friday-lunch", position=0, name="The Friday lunch")
    place(open_it(round, "open").sheets.get(), now=2, aim=3)
    make_release(round, by=None)
    (row,) = read(council, team="cedar")
    assert (row["Part"], row["Where the team places itself"]) == ("", "")
    assert row["In short"].startswith("The team places “The Friday lunch” at ")
    assert row["In short"] in text_of(page(council))


def test_it_tells_nothing_that_was_not_shown(council):  # noqa: F811
    before = read(council, team="birch")
    birch = Round.objects.get(title="Birch looks")
    Round.objects.filter(pk=birch.pk).update(closed_at=None)
    before = [{**row, "How it stands": "Open"} for row in before]
    for _ in range(4):
        say(make_person_sheet(birch, council.organisation.perspectives.first()), p1_not_yet=1)
    assert read(council, team="birch") == before


def test_excel_reads_its_letters_and_takes_no_words_for_a_formula(council):  # noqa: F811
    Team.objects.filter(name="Cedar team").update(name="=HYPERLINK(1)", name_key="=hyperlink(1)")
    birch = Round.objects.get(title="Birch looks")
    Round.objects.filter(pk=birch.pk).update(title="+1 Bŵrdd")
    content = get(council).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Bŵrdd" in content.decode()
    rows = read(council)
    assert {row["Team"] for row in rows} == {"'=HYPERLINK(1)", "Ash team", "Birch team"}
    assert "'+1 Bŵrdd" in {row["Last round"] for row in rows}


def test_it_is_a_file_for_inside_and_named_by_its_day(council):  # noqa: F811
    named = get(council)["Content-Disposition"]
    day = timezone.localdate().isoformat()
    assert named == f'attachment; filename="northgate-council-every-team-{day}-inside.csv"'


def test_it_holds_the_teams_of_every_page_that_are_looked_for(council):  # noqa: F811
    for number in range(40):
        make_team(council.organisation, f"Team {number:02}")
    assert len({row["Team"] for row in read(council)}) == 43
    assert {row["Team"] for row in read(council, team="bir")} == {"Birch team"}
    assert 'as/csv/?team=bir"' in page(council, team="bir").content.decode()
    council.teams["Birch"].archived_at = timezone.now()
    council.teams["Birch"].save()
    assert read(council, team="bir") == []


def test_hundreds_of_teams_are_read_at_a_time_and_none_is_left_out(council):  # noqa: F811
    def count():
        get(council)
        with CaptureQueriesContext(connection) as captured:
            get(council)
        return len(captured)

    few = count()
    names = [f"Team {number:03}" for number in range(AT_A_TIME + 1)]
    for name in names[:40]:
        team = make_team(council.organisation, name)
        add_release(make_round(team, council.version, state="closed"), make_agreed("p1-not-yet"))
    assert count() == few
    for name in names[40:]:
        make_team(council.organisation, name)
    assert count() == few + 3
    assert {row["Team"] for row in read(council)} == {*names, "Ash team", "Birch team", "Cedar team"}
