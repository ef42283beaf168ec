"""Every team as a table for spreadsheets: a row for each team and part, with what its row on the page says."""

from __future__ import annotations

from collections.abc import Iterator

from assessments.counted import INSIDE
from reports.formats.cells import to_csv
from reports.glance import find_teams, see_teams
from reports.picture import Picture
from reports.row import Row
from teams.models import Organisation

AT_A_TIME = 250
OF_THE_TEAM = ("Team", "Last round", "How it stands", "What comes next", "Next date", "Late actions")
OF_THE_PART = ("Round shown", "Rubric", "Part", "Where the team places itself")
SAID = ("In short", "Newly true", "A hard truth", "What they ask")
HEADINGS = (*OF_THE_TEAM, *OF_THE_PART, *SAID, "Edition")
NOTHING_SHOWN = ("",) * len((*OF_THE_PART, *SAID))


def to_table(organisation: Organisation, name: str) -> bytes:
    """Of teams with that in their `name`."""
    return to_csv([HEADINGS, *_rows(organisation, name)])


def _rows(organisation: Organisation, name: str) -> Iterator[tuple[object, ...]]:
    """With many teams at a time: what is asked of the database costs more than what it answers."""
    teams = range(find_teams(organisation, name).count())
    for first in teams[::AT_A_TIME]:
        for row in see_teams(organisation, name, teams[first : first + AT_A_TIME]):
            yield from _of_team(row)


def _of_team(row: Row) -> Iterator[tuple[object, ...]]:
    round = row.last or row.planned
    team = (row.name, round and round.title, row.so_far, row.comes_next, row.next_on, _late(row))
    if not row.picture:
        yield (*team, *NOTHING_SHOWN, INSIDE)
        return
    for part in _parts(row.picture):
        yield (*team, row.picture.round, row.picture.rubric, *part, *_said(row.picture), INSIDE)


def _late(row: Row) -> object:
    """A number to count with; nothing where a team has no actions yet, as its row says."""
    return row.late if row.has_actions else ""


def _parts(picture: Picture) -> list[tuple[str, str]]:
    """Of other rubrics, nothing is placed. Where a round only places activities, its one row has no part."""
    return [(part.name, part.level) for part in picture.parts] or [("", "")]


def _said(picture: Picture) -> tuple[str, ...]:
    says = picture.says
    return f"{picture.headline} {picture.placed}".strip(), "\n".join(says.new), says.hard_truth, says.asks
