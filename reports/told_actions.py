"""What a team says that it will do, as a report tells it: read once, and told for each edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Action, ActionNote, Round
from assessments.services.actions import is_about, is_promise, looked_before
from reports.report import ToldAction
from rubric.document import Document
from rubric.reading import read_version
from teams.keyed import with_key
from teams.prepared import prepared

TO_DO = ("planned", "going-on")


def read_actions(round: Round) -> list[Action]:
    """Those that are about the same thing as the round."""
    return [action for action in _actions_of(round.team_id, *looked_before(round)) if is_about(action, round)]


@prepared
def _actions_of(team: int, before: datetime, previous: int, since: datetime) -> QuerySet[Action]:
    """Each with the text of its `latest_note`, and whether it `was_promised` before the round."""
    notes = ActionNote.objects.filter(action=OuterRef("pk")).values("text")
    told = {"latest_note": Subquery(notes[:1]), "was_promised": is_promise(before, previous, since)}
    return Action.objects.filter(team=team).annotate(**told).select_related("lead", "round")


def tell_actions(
    actions: Sequence[Action], round: Round, edition: str
) -> tuple[tuple[ToldAction, ...], tuple[ToldAction, ...]]:
    """What the team will do now, and what the round began with: what it had promised. An action may be in both.

    Outside, nothing is told of what another round has led to since, and no notes, which a team writes for itself.
    """
    earlier = [a for a in actions if a.was_promised]
    still = [a for a in actions if a.round_id == round.pk or a.status in TO_DO]
    if edition == OUTSIDE:
        still = [a for a in still if a.round_id in (None, round.pk) or a in earlier]
    document = read_version(round.version_id)
    plan, promised = ([_tell(a, document, edition) for a in told] for told in (still, earlier))
    return tuple(plan), tuple(promised)


def _tell(action: Action, document: Document, edition: str) -> ToldAction:
    principle = with_key(action.principle_key, document.principles)
    statement = with_key(action.statement_key, document.statements)
    over = action.done_at or action.stopped_at
    return ToldAction(
        what=action.what,
        status=action.status,
        stage=action.get_stage_display(),
        why=action.why,
        principle=principle.name if principle else "",
        statement=statement.text if statement else "",
        led_by=action.led_by,
        co_lead=action.co_lead,
        due_on=action.due_on,
        cost=action.cost,
        how_known=action.how_known,
        over_on=timezone.localdate(over) if over else None,
        stopped_because=action.stopped_because,
        latest_note=(action.latest_note or "") if edition == INSIDE else "",
    )
