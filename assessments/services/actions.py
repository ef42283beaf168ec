"""What a team will do, from plan to done or stopped. Each step may be pressed twice: the second changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from assessments.models import Action, ActionNote, Round
from teams.meanwhile import as_text, as_texts, changed_names, is_sent_again, sent_just_now
from teams.models import Team, User
from teams.prepared import prepared
from teams.refusals import Refused

RECENT = timedelta(
    days=365
)  # without an earlier round: how far back something that was finished is still news
TOLD_OF_PROMISES = (
    "code",
    "what",
    "lead_name",
    "co_lead",
    "due_on",
    "started_at",
    "done_at",
    "stopped_at",
    "stopped_because",
    "team",
    "lead__name",
    "round__about",
    "round__about_name",
)


@prepared
def actions_of(team: Team) -> QuerySet[Action]:
    """All that a team has ever planned, each with who leads it."""
    return Action.objects.filter(team=team).select_related("lead")


@transaction.atomic
def plan_action(team: Team, *, by: User, code: str, round: Round | None, **plan) -> tuple[Action, bool]:
    """The new action, and whether it is new: a form that is sent twice brings the same `code`, and plans once.

    Sent again with another plan, it plans that too. Of a round that has just been removed it stays with the team alone.
    """
    if round:
        round = Round.objects.select_for_update(of=["self"], no_key=True).filter(pk=round.pk).first()
    given = {"created_by": by, "round": round, **plan}
    action, is_new = Action.objects.get_or_create(team=team, code=code, defaults=given)
    if is_new or is_sent_again(action, plan):
        return action, is_new
    _locked(action)
    if same := sent_just_now(team.actions.filter(created_by=by), plan):
        return same, False
    return Action.objects.create(team=team, **given), True


@transaction.atomic
def change_action(action: Action, *, shown: dict[str, str], wanted: dict, by: User) -> Action:
    """Saves only what differs from what was `shown`. Raises WrittenMeanwhile, and saves nothing, when somebody else has
    changed one of the same fields to something else."""
    action = _locked(action)
    texts = {name: as_text(value) for name, value in wanted.items()}
    changes = {name: wanted[name] for name in changed_names(as_texts(action, wanted), shown, texts)}
    if "principle_key" in changes:
        changes["statement_key"] = ""  # it belongs to the part that was chosen before
    for name, value in changes.items():
        setattr(action, name, value)
    if changes:
        action.revision += 1
        action.save(update_fields=[*changes, "revision"])
    return action


@transaction.atomic
def start(action: Action, *, by: User) -> Action:
    action = _locked(action)
    if action.is_over:
        raise Refused("This action is over. Open it again first.")
    if action.started_at is None:
        if action.stage == Action.Stage.PLAN:
            action.stage = Action.Stage.DO
        _mark(action, "started_at", stage=action.stage)
    return action


@transaction.atomic
def finish(action: Action, *, by: User) -> Action:
    action = _locked(action)
    if action.stopped_at:
        raise Refused("Somebody has stopped this action. Open it again first.")
    if action.done_at is None:
        _mark(action, "done_at")
    return action


@transaction.atomic
def stop(action: Action, *, because: str, by: User) -> Action:
    """Stopped a second time for another reason, it keeps that as a note: nobody's words are lost."""
    action = _locked(action)
    if action.done_at:
        raise Refused("Somebody has marked this action as done. Open it again first.")
    if action.stopped_at is None:
        _mark(action, "stopped_at", stopped_because=because)
    elif because != action.stopped_because:
        add_note(action, text=because, by=by)
    return action


@transaction.atomic
def reopen(action: Action, *, by: User) -> Action:
    """Done or stopped by mistake, or taken up again. Why it was stopped stays, as a note."""
    action = _locked(action)
    if action.stopped_at:
        add_note(action, text=f"Taken up again. It had been stopped because: {action.stopped_because}", by=by)
    if action.is_over:
        action.done_at = action.stopped_at = None
        action.stopped_because = ""
        action.revision += 1
        action.save(update_fields=["done_at", "stopped_at", "stopped_because", "revision"])
    return action


def add_note(action: Action, *, text: str, by: User) -> ActionNote:
    """The same words twice running, by the same person, are one press too many."""
    last = action.notes.first()
    if last and (last.text, last.by_id) == (text, by.pk):
        return last
    return action.notes.create(text=text, by=by)


@transaction.atomic
def take_out(action: Action, *, by: User) -> None:
    """Only what was planned by mistake: on the same day, before anything came of it."""
    action = Action.objects.select_for_update().filter(pk=action.pk).first()
    if action is None:
        return
    if action.stays:
        raise Refused("This action has begun its life, so it stays. You can stop it and say why.")
    action.delete()


def promises_of(round: Round) -> dict[str, list[Action]]:
    """What the team had said before this round that it would do: about the same thing, or no round's; and the rest."""
    found: dict[str, list[Action]] = {"promised": [], "promised_elsewhere": []}
    for action in _promises_before(round):
        found["promised" if is_about(action, round) else "promised_elsewhere"].append(action)
    return found


STANDS = {
    "done": "done",
    "stopped": "stopped",
    "late": "late",
    "going-on": "going on",
    "planned": "not begun",
}


def how_they_stand(actions: list[Action]) -> str:
    """Each counted once: “2 are done, 1 is stopped, 1 is late”."""
    found = ["late" if action.is_late else action.status for action in actions]
    counts = [(found.count(each), words) for each, words in STANDS.items() if each in found]
    return ", ".join(f"{number} {'is' if number == 1 else 'are'} {words}" for number, words in counts)


def said_since(promised: list[Action], round: Round) -> str:
    """When it was said: in the round before this one, or earlier too."""
    of_last = [action.round_id == round.previous_id is not None for action in promised]
    if all(of_last):
        return "Last time"
    return "Last time, and before," if any(of_last) else "Before this round,"


def is_about(action: Action, round: Round) -> bool:
    """The thing that the round is about, or no other."""
    return action.round is None or action.round.thing == round.thing


def _promises_before(round: Round) -> list[Action]:
    return _promised(round.team_id, *looked_before(round))


@prepared
def _promised(team: int, before: datetime, previous: int, since: datetime) -> QuerySet[Action]:
    actions = Action.objects.filter(is_promise(before, previous, since), team=team)
    return actions.select_related("lead", "round").only(*TOLD_OF_PROMISES)


def looked_before(round: Round) -> tuple[datetime, int, datetime]:
    """When this round opened, which came before it (0: none), and since when things are news without one."""
    before = round.opened_at or timezone.now()
    return before, round.previous_id or 0, before - RECENT


def is_promise(before: datetime, previous: int, since: datetime) -> Q:
    """Said before a round, and not finished, or finished since the team last looked."""
    last_looked = Coalesce(Subquery(Round.objects.filter(pk=previous).values("closed_at")), since)
    unfinished = Q(done_at=None, stopped_at=None)
    recent = Q(done_at__gte=last_looked) | Q(stopped_at__gte=last_looked)
    return Q(created_at__lt=before) & (unfinished | recent)


def _mark(action: Action, fact: str, **more) -> None:
    """A time is a fact, and tells the status."""
    values = {fact: timezone.now(), "revision": action.revision + 1, **more}
    for name, value in values.items():
        setattr(action, name, value)
    action.save(update_fields=list(values))


def _locked(action: Action) -> Action:
    return Action.objects.select_for_update(of=["self"]).get(pk=action.pk)
