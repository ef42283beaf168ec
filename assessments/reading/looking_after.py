"""What whoever looks after an organisation can do something about, told in no more than they may see.

Of each kind one task an organisation: the one thing by its name, or how many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from assessments.days import write_day
from assessments.models import Action, ReportEdition, Round
from assessments.tasks import STILL_NEW, Deed, Task
from teams.models import INVITATION_DAYS, Invitation, Membership, Organisation, Team
from teams.prepared import prepared
from teams.punctuation import quoted, sentence
from teams.roles import FACILITATOR

# After which a team is asked about a round that should have closed, or about its report
QUIET = timedelta(days=14)
WAITED = timedelta(days=7)  # an invitation


def tasks_of_organisations(organisations: Sequence[Organisation]) -> Iterator[Task]:
    """In as many queries for ten of them as for one, and in none for none."""
    if not organisations:
        return
    today, now = timezone.localdate(), timezone.now()
    theirs = [each.pk for each in organisations]
    yield from (_say_whom_to_call(each) for each in organisations if not each.has_safeguarding_contact)
    for rows, tell in (
        (_late_actions(theirs, today - timedelta(days=1)), _ask_about_actions),
        (_quiet_rounds(theirs, today - QUIET), _ask_about_rounds),
        (_awaited_reports(theirs, now - STILL_NEW, now - QUIET), _ask_about_reports),
        (_without_facilitator(theirs), _find_a_facilitator),
        (
            _unanswered_invitations(theirs, now - timedelta(days=INVITATION_DAYS), now - WAITED),
            _look_at_invitations,
        ),
    ):
        yield from (tell(organisation, found) for organisation, found in _by_organisation(rows))


def _by_organisation(rows: Iterable) -> Iterable[tuple[Organisation, list]]:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, "organisation", None) or row.team.organisation].append(row)
    return found.items()


def _say_whom_to_call(organisation: Organisation) -> Task:
    line = f"{sentence(organisation.name)} No round can be opened until you have said."
    deed = Deed("Add the person to call", "organisation_settings", (organisation.slug,))
    return Task("Say whom people call when somebody is in danger", line, deed, date.min)


def _of_teams(rows: QuerySet, organisations: list) -> QuerySet:
    found = rows.filter(team__organisation__in=organisations, team__archived_at=None)
    return found.select_related("team__organisation")


@prepared
def _late_actions(organisations: list, by: date) -> QuerySet[Action]:
    return _of_teams(Action.objects.due(by=by), organisations).order_by("due_on", "pk")


def _ask_about_actions(organisation: Organisation, actions: list[Action]) -> Task:
    first, teams = actions[0], {action.team_id for action in actions}
    deed = Deed("See what is late", "due_actions", (organisation.slug,))
    if len(actions) == 1:
        line = f"{quoted(first.what)} was due on {write_day(first.due_on)}."
        return Task(f"Ask {first.team} about an action that is late", line, deed, first.due_on)
    line = f"In {_how_many(len(teams), 'team')}. Ask what would help."
    return Task(f"{len(actions)} actions are late", line, deed, first.due_on)


@prepared
def _quiet_rounds(organisations: list, by: date) -> QuerySet[Round]:
    late = Round.objects.open().filter(closes_on__lt=by)
    return _of_teams(late, organisations).order_by("closes_on", "pk")


def _ask_about_rounds(organisation: Organisation, rounds: list[Round]) -> Task:
    first = rounds[0]
    if len(rounds) > 1:
        line = "They were to close weeks ago, and are still open."
        return Task(
            f"Ask about {len(rounds)} quiet rounds", line, _see_every_team(organisation), first.closes_on
        )
    line = f"{sentence(first.title)} It was to close on {write_day(first.closes_on)}, and is still open."
    return Task(f"Ask {first.team} about a quiet round", line, _look_at(first), first.closes_on)


@prepared
def _awaited_reports(organisations: list, since: datetime, before: datetime) -> QuerySet[Round]:
    issued = ReportEdition.objects.that_count().filter(round=OuterRef("pk"), kind=ReportEdition.Kind.BOARD)
    closed = Round.objects.filter(closed_at__range=(since, before))
    return _of_teams(closed.exclude(Exists(issued)), organisations).order_by("closed_at", "pk")


def _ask_about_reports(organisation: Organisation, rounds: list[Round]) -> Task:
    first = rounds[0]
    closed_on = timezone.localdate(first.closed_at)
    if len(rounds) > 1:
        line = "Their rounds have closed, and people wait to hear what comes of it."
        return Task(f"Ask about {len(rounds)} reports", line, _see_every_team(organisation), closed_on)
    line = f"{sentence(first.title)} It closed on {write_day(closed_on)}, and its report isn’t issued yet."
    return Task(f"Ask {first.team} about a report", line, _look_at(first), closed_on)


@prepared
def _without_facilitator(organisations: list) -> QuerySet[Team]:
    active = Membership.objects.filter(team=OuterRef("pk"), role=FACILITATOR, user__is_active=True)
    teams = Team.objects.active().filter(~Exists(active), organisation__in=organisations)
    return teams.select_related("organisation")


def _find_a_facilitator(organisation: Organisation, teams: list[Team]) -> Task:
    if len(teams) > 1:
        line = f"{', '.join(team.name for team in teams[:3])}{' and others' if len(teams) > 3 else ''}"
        deed = Deed("See the teams", "organisation", (organisation.slug,))
        return Task(f"Nobody facilitates {len(teams)} teams", sentence(line), deed)
    deed = Deed("See its people", "team_people", (teams[0].code,))
    return Task(f"Nobody facilitates {teams[0]}", "Invite somebody, or facilitate it yourself.", deed)


@prepared
def _unanswered_invitations(organisations: list, since: datetime, before: datetime) -> QuerySet[Invitation]:
    waiting = Invitation.objects.sent_since(since)
    waiting = waiting.filter(organisation__in=organisations, created_at__lt=before)
    return waiting.select_related("organisation")


def _look_at_invitations(organisation: Organisation, invitations: list[Invitation]) -> Task:
    title = f"{_how_many(len(invitations), 'invitation')} {'waits' if len(invitations) == 1 else 'wait'}"
    line = f"{sentence(organisation.name)} Sent more than a week ago, and not answered."
    return Task(title, line, Deed("Look at who was invited", "organisation", (organisation.slug,)))


def _see_every_team(organisation: Organisation) -> Deed:
    return Deed("See every team", "every_team", (organisation.slug,))


def _look_at(round: Round) -> Deed:
    return Deed("Look at the round", "round", (round.code,))


def _how_many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
