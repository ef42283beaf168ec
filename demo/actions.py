"""What the demo's teams said they would do, and what they told people came of it: as if written at the time."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from assessments.models import Action, Round, YouSaid
from assessments.services.you_said import new_entry
from teams.models import Team, User

DaysAgo = Callable[[int | None], datetime | None]
TEXTS = ("what", "why", "co_lead", "cost", "how_known", "stage", "stopped_because")


def add_actions(team: Team, row: dict, people: dict[str, User], days_ago: DaysAgo) -> None:
    rounds = {round.title: round for round in team.rounds.all()}
    for each in row.get("actions", []):
        _add_action(team, rounds[each["round"]], each, people, days_ago)
    if "you_said" in row:
        page = row["you_said"]
        _publish(rounds[page["round"]], page, people[row["facilitators"][0]], days_ago)


def _add_action(team: Team, round: Round, row: dict, people: dict[str, User], days_ago: DaysAgo) -> None:
    action = Action.objects.create(
        team=team,
        round=round,
        principle_key=row["principle"],
        statement_key=row["statement"],
        lead=people[row["lead"]],
        due_on=timezone.localdate(days_ago(row["due"])),
        created_by=people[row["lead"]],
        created_at=days_ago(row["planned"]),
        started_at=days_ago(row.get("started")),
        done_at=days_ago(row.get("done")),
        stopped_at=days_ago(row.get("stopped")),
        **{name: row[name].strip() for name in TEXTS if name in row},
    )
    for note in row.get("notes", []):
        action.notes.create(by=people[note["by"]], at=days_ago(note["at"]), text=note["text"])


def _publish(round: Round, row: dict, by: User, days_ago: DaysAgo) -> None:
    codes = dict(round.actions.values_list("what", "code"))
    entries = [new_entry(action=codes[entry.pop("of")], **entry) for entry in row["entries"]]
    YouSaid.objects.create(
        round=round,
        entries=entries,
        shown=entries,
        answer_back=row["answer_back"],
        easy_answer_back=row["easy_answer_back"],
        revision=1,
        published_at=days_ago(row["published"]),
        published_by=by,
    )
