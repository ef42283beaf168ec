"""What is going on for one person, read in a number of queries that doesn't grow with teams or rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action, Round, TakenBack, is_led_in_the_team
from assessments.reading.looking_after import tasks_of_organisations
from assessments.services.path import read_all_facts
from assessments.services.second_people import rounds_that_wait_for
from assessments.stages import Path
from assessments.tasks import Deed, RoundToDo, Task, action_is_late, in_order, tasks_of_round
from rubric.access import is_edited_by, is_shared
from rubric.models import Rubric, meet
from rubric.services.remarks import with_waiting
from teams.models import INVITATION_DAYS, Invitation, Membership, Organisation, Team, User
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
    return [(each, round_to_do(each, Path(facts[each.pk]))) for each in rounds]


def round_to_do(round: Round, path: Path) -> RoundToDo:
    may = {"may_join": not round.door_closed_at, "may_begin": not round.team.archived_at}
    return RoundToDo(round.code, round.title, round.role or "", path, team_code=round.team.code, **may)


def due_soon(user: User) -> list[Action]:
    """What is late or has a day in the next month, in this person's teams: each with their `role` in its team."""
    return _due(user, timezone.localdate() + COMING)


@prepared
def _due(user: User, by: date) -> QuerySet[Action]:
    belongs = Membership.objects.filter(team=OuterRef("team"), user=user)
    due = Action.objects.due(by=by).filter(team__archived_at=None).select_related("lead")
    due = due.only("code", "what", "due_on", "lead_name", "lead__name")
    role = Subquery(belongs.values("role"))
    return due.annotate(role=role, is_led=is_led_in_the_team()).filter(role__isnull=False)


def tasks_for(
    user: User,
    rounds: Sequence[RoundToDo],
    due: Sequence[Action],
    *,
    looked_after: Sequence[Organisation],
    edits_rubrics: bool,
) -> list[tuple[Task, str]]:
    """Soonest first, each with the address where it is done."""
    tasks = chain(_all_tasks(user, rounds, due), tasks_of_organisations(looked_after))
    remarked = _remarked(user) if edits_rubrics else []
    return _addressed(chain(tasks, map(_read_remarks, remarked)))


def tasks_in_team(team: Team, rounds: Sequence[RoundToDo]) -> list[tuple[Task, str]]:
    """What somebody in it finds there: what its rounds need, and every action that is late, whoever leads it."""
    late = _late_in(team, _yesterday())
    needed = (task for each in rounds for task in tasks_of_round(each))
    return _addressed(chain(needed, map(_is_late, late)))


@prepared
def _late_in(team: Team, by: date) -> QuerySet[Action]:
    return Action.objects.due(by=by).filter(team=team).select_related("lead")


def _addressed(tasks: Iterator[Task]) -> list[tuple[Task, str]]:
    return [(task, reverse(task.deed.view, args=task.deed.args)) for task in in_order(tasks)]


def _all_tasks(user: User, rounds: Sequence[RoundToDo], due: Sequence[Action]) -> Iterator[Task]:
    for each in rounds:
        yield from tasks_of_round(each)
    waits = _what_waits_for(user)
    yield from map(_read_quotes, rounds_that_wait_for(user) if waits.quotes else ())
    yield from map(_look_for_words, _taken_back(user) if waits.words_taken_back else ())
    yesterday = _yesterday()
    late = (action for action in due if action.due_on <= yesterday)
    yield from (_is_late(action) for action in late if _asks_about(action, user))
    yield from map(_join, invitations_of(user.email) if waits.invitations else ())


class _Waiting(NamedTuple):
    """Whether there is any of each. Most people have none, and are asked for nothing more."""

    quotes: bool = False
    words_taken_back: bool = False
    invitations: bool = False


def _what_waits_for(user: User) -> _Waiting:
    found = _waiting(user.pk, timezone.now() - timedelta(days=INVITATION_DAYS))
    return _Waiting(*found[0]) if found else _Waiting()


@prepared
def _waiting(user_id: int, since: datetime) -> QuerySet:
    invitations = Invitation.objects.sent_since(since).filter(email=OuterRef("email"))
    waits = (
        Exists(rounds_that_wait_for.plain(user_id)),
        Exists(_taken_back.plain(user_id)),
        Exists(invitations),
    )
    return User.objects.filter(pk=user_id).values_list(*waits)


def _asks_about(action: Action, user: User) -> bool:
    """This person leads it, or facilitates its team while nobody in it leads it."""
    return action.lead_id == user.pk or (action.role == FACILITATOR and not action.is_led)


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


def what_a_team_does(team: Team) -> dict[str, int]:
    """How many actions it has planned or begun, and how many of them are late."""
    days = _due_days(team)
    late = [day for day in days if day and day <= _yesterday()]
    return {"all": len(days), "late": len(late)}


@prepared
def _due_days(team: Team) -> QuerySet:
    """Of what is planned or begun; None of what has no day."""
    return Action.objects.unfinished().filter(team=team).order_by().values_list("due_on", flat=True)


def coming_for(rounds: Sequence[RoundToDo], due: Sequence[Action]) -> list[Coming]:
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
    actions = [Coming(each.due_on, each.what, "action", each.code) for each in due if each.due_on >= today]
    return sorted([*closing, *meeting, *actions], key=lambda each: each.on)[:AT_MOST]


def _is_near(day: date | None, today: date) -> bool:
    return day is not None and today <= day <= today + COMING
