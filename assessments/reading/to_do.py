"""What is going on for one person, read in a number of queries that doesn't grow with teams or rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action, Round, TakenBack
from assessments.reading.looking_after import tasks_of_organisations
from assessments.services.path import read_all_facts
from assessments.services.second_people import rounds_that_wait_for
from assessments.stages import Path, find_path
from assessments.tasks import Deed, RoundToDo, Task, action_is_late, in_order, tasks_of_round
from rubric.access import is_edited_by, is_shared
from rubric.models import Rubric, meet
from rubric.services.remarks import with_waiting
from teams.models import Invitation, Membership, Organisation, Team, User
from teams.prepared import prepared
from teams.punctuation import sentence
from teams.roles import FACILITATOR
from teams.services.invitations import invitations_of

COMING = timedelta(days=30)
AT_MOST = 5  # things that are coming


@dataclass(frozen=True)
class Coming:
    on: date
    what: str
    view: str
    code: str


def rounds_to_do(rounds: Sequence[Round], *, wording: str) -> list[tuple[Round, RoundToDo]]:
    """In the same order. `role` on each round is the reader's."""
    facts = read_all_facts(rounds, wording=wording)
    return [
        (
            each,
            round_to_do(each, find_path(facts[each.pk])),
        )
        for each in rounds
    ]


def round_to_do(round: Round, path: Path) -> RoundToDo:
    may_join = not round.door_closed_at
    return RoundToDo(round.code, round.title, round.role or "", path, may_join, round.team.code)


def tasks_for(
    user: User, rounds: Sequence[RoundToDo], looked_after: Sequence[Organisation] = ()
) -> list[tuple[Task, str]]:
    """Soonest first, each with the address where it is done."""
    return _addressed(chain(_all_tasks(user, rounds), tasks_of_organisations(looked_after)))


def tasks_in_team(team: Team, rounds: Sequence[RoundToDo]) -> list[tuple[Task, str]]:
    """What somebody in it finds there: what its rounds need, and every action that is late, whoever leads it."""
    late = Action.objects.due(by=_yesterday()).filter(team=team).select_related("lead")
    needed = (task for each in rounds for task in tasks_of_round(each))
    return _addressed(chain(needed, map(_is_late, late)))


def _addressed(tasks: Iterator[Task]) -> list[tuple[Task, str]]:
    return [(task, reverse(task.deed.view, args=task.deed.args)) for task in in_order(tasks)]


def _all_tasks(user: User, rounds: Sequence[RoundToDo]) -> Iterator[Task]:
    for each in rounds:
        yield from tasks_of_round(each)
    for waiting in rounds_that_wait_for(user):
        yield _read_quotes(waiting)
    for words in _taken_back(user):
        yield _look_for_words(words)
    for action in _late_actions(user, _yesterday()):
        yield _is_late(action)
    for rubric in _remarked(user):
        yield _read_remarks(rubric)
    for invitation in invitations_of(user.email):
        yield _join(invitation)


def _is_late(action: Action) -> Task:
    return action_is_late(action.what, action.due_on, action.led_by, action.code)


def _yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def _read_quotes(round: Round) -> Task:
    quotes = "a quote" if round.waiting == 1 else f"{round.waiting} quotes"
    title = f"Read {quotes}, and say whether people outside may read {'it' if round.waiting == 1 else 'them'}"
    return Task(title, f"{round.title}, {round.team}", Deed("Read and decide", "quotes", (round.code,)))


def _look_for_words(round: Round) -> Task:
    line = f"{sentence(round.title)} They may stand in other texts too."
    return Task(
        "Somebody took their words back", line, Deed("Look at those places", "taken_back", (round.code,))
    )


def _read_remarks(rubric: Rubric) -> Task:
    meet(rubric.newest, rubric.language)
    remarks = "a remark" if rubric.waiting == 1 else f"{rubric.waiting} remarks"
    line = f"{sentence(rubric.title)} Somebody may know better words."
    deed = Deed("Read the remarks", "rubric_remarks", (rubric.slug,))
    return Task(f"Read {remarks} on a rubric’s words", line, deed)


def _join(invitation: Invitation) -> Task:
    asks = invitation.team or invitation.organisation
    by = f"{invitation.invited_by} sent this" if invitation.invited_by else "This was sent"
    sent = f"{by} on {timezone.localdate(invitation.created_at):%-d %B}"
    line = f"{sent}. {invitation.organisation}: {invitation.get_role_display()}."
    return Task(
        f"{asks} asks you to join", line, Deed("Read the invitation", "invitation", (invitation.token,))
    )


def _remarked(user: User) -> list[Rubric]:
    """Those that this person edits, on which remarks wait."""
    find = _remarked_of_all if user.is_site_editor else _remarked_of_organisations
    return find(user, timezone.localdate())


@prepared
def _remarked_of_all(user: User, on: date) -> QuerySet[Rubric]:
    return with_waiting(Rubric.objects.filter(is_edited_by(user) | is_shared()), on)


@prepared
def _remarked_of_organisations(user: User, on: date) -> QuerySet[Rubric]:
    return with_waiting(Rubric.objects.filter(is_edited_by(user)), on)


@prepared
def _taken_back(user: User) -> QuerySet[Round]:
    facilitates = Membership.objects.filter(team=OuterRef("team"), user=user, role=FACILITATOR)
    return Round.objects.filter(Exists(facilitates), Exists(TakenBack.objects.filter(round=OuterRef("pk"))))


@prepared
def _late_actions(user: User, by: date) -> QuerySet[Action]:
    """What this person leads, and what nobody with an account leads in the teams that they facilitate."""
    facilitates = Membership.objects.filter(team=OuterRef("team"), user=user, role=FACILITATOR)
    mine = Q(lead=user) | Q(Exists(facilitates), lead=None)
    return Action.objects.due(by=by).filter(mine, team__archived_at=None).select_related("lead")


def what_a_team_does(team: Team) -> dict[str, int]:
    """How many actions it has planned or begun, and how many of them are late."""
    late = Count("pk", filter=Q(due_on__lte=_yesterday()))
    return Action.objects.unfinished().filter(team=team).aggregate(all=Count("pk"), late=late)


def coming_for(user: User, rounds: Sequence[RoundToDo]) -> list[Coming]:
    """What has a day in the next month: rounds that close or meet, actions of the person's teams."""
    today = timezone.localdate()
    closing = [
        Coming(each.path.facts.closes_on, f"{each.title} is to close", "round", each.code)
        for each in rounds
        if each.path.facts.state == "open" and _is_near(each.path.facts.closes_on, today)
    ]
    meeting = [
        Coming(each.path.facts.people_meet_on, f"{each.title}: you meet", "round", each.code)
        for each in rounds
        if each.path.facts.meeting_ahead and _is_near(each.path.facts.people_meet_on, today)
    ]
    due = _due_actions(user, today, today + COMING)
    actions = [Coming(each.due_on, each.what, "action", each.code) for each in due]
    return sorted([*closing, *meeting, *actions], key=lambda each: each.on)[:AT_MOST]


@prepared
def _due_actions(user: User, on: date, by: date) -> QuerySet[Action]:
    belongs = Membership.objects.filter(team=OuterRef("team"), user=user)
    due = Action.objects.due(by=by).filter(due_on__gte=on, team__archived_at=None)
    return due.filter(Exists(belongs))


def _is_near(day: date | None, today: date) -> bool:
    return day is not None and today <= day <= today + COMING
