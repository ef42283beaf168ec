"""What was begun by mistake is taken back: a plan is deleted, a try-out removed (docs/decisions/0040)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action, ReportEdition, Round, Sheet, YouSaid
from assessments.services.editions import delete_files
from assessments.services.taking_part import voices
from teams.committed import once_committed
from teams.models import User
from teams.punctuation import quoted
from teams.refusals import Refused
from teams.services.events import DELETED, keep_event
from teams.services.stopping import stop_letters_with

GONE = "The round was removed before this e-mail went out."
JUST_OPENED = "This round has just been opened, so it isn’t a plan any more. You can remove it as a try-out."
ANSWERED = "Somebody has answered in this round, so it stays."
ISSUED = "A report of this round was issued, so it stays."
TOLD = "“You said, we did” of this round is published. Take it offline first."
BEGUN_TOGETHER = (
    "The team has begun its together sheet, which you don’t see. Only its facilitators can remove this round."
)
LOOKS_BACK = "{} looks back at this round, so it stays."


@transaction.atomic
def delete_plan(round: Round, *, by: User) -> None:
    """Pressed twice, the second finds it gone."""
    round = _locked(round)
    if round is None:
        return
    if round.opened_at:
        raise Refused(JUST_OPENED)
    keep_event(round, DELETED, "The plan was deleted.", by=by)
    _remove(round)


@transaction.atomic
def remove_try_out(round: Round, *, by: User, together_too: bool = True) -> None:
    """The round's row is locked: what somebody saves at this moment is there before we look, or finds no round.

    `together_too`: whether something may stand on the together sheet, as for its facilitators alone.
    `removed_at` is what the database asks for before it lets a release go; it looks once more whether it is a try-out.
    """
    round = _locked(round)
    if round is None:
        return
    if why := why_it_stays(round, together_too=together_too):
        raise Refused(why)
    Round.objects.filter(pk=round.pk).update(removed_at=timezone.now())
    keep_event(round, DELETED, "The try-out was removed.", by=by)
    _remove(round)


def why_it_stays(round: Round, *, together_too: bool = True) -> str:
    """Why this round, which was opened, can't be removed; "" if it can."""
    if round.was_answered or voices(round=round).filter(has_begun=True).exists():
        return ANSWERED
    if round.editions.exclude(issued_at=None).exists():
        return ISSUED
    if YouSaid.objects.filter(round=round).exclude(published_at=None).exists():
        return TOLD
    if not together_too and _has_begun_together(round):
        return BEGUN_TOGETHER
    later = later_than(round)
    return LOOKS_BACK.format(quoted(later.title)) if later else ""


def later_than(round: Round) -> Round | None:
    """A round that is compared with this one, or begins with what it agreed."""
    return Round.objects.filter(Q(previous=round) | Q(begins_with__round=round)).first()


def what_goes(round: Round) -> dict:
    """With a round that is removed, for whoever decides."""
    return {
        "has_begun": _has_begun_together(round),
        "empty_sheets": voices(round=round).count(),
        "was_shown": round.releases.exists(),
        "has_draft": round.editions.filter(issued_at=None).exists(),
        "actions": round.actions.count(),
    }


def _has_begun_together(round: Round) -> bool:
    together = round.sheets.filter(kind=Sheet.Kind.TOGETHER).first()
    if together is None:
        return False
    said = (together.answers, together.placements, together.reflections, together.standings)
    return together.room_at is not None or any(each.exists() for each in said)


def _locked(round: Round) -> Round | None:
    return Round.objects.select_for_update(of=["self"]).filter(pk=round.pk).first()


def _remove(round: Round) -> None:
    """Actions that were planned in it stay with the team. Nothing is left on the disk, or waits to be sent."""
    Action.objects.filter(round=round).update(round=None)
    YouSaid.objects.filter(round=round).delete()
    ReportEdition.objects.filter(round=round).delete()
    round.sheets.all().delete()
    round.releases.all().delete()
    stop_letters_with(reverse("round", args=[round.code]), why=GONE)
    once_committed(delete_files, [round.code], [])
    round.delete()
