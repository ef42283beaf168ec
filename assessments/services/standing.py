"""Where a team places itself: its own choice first, and then, with the suggestion in view, keeping or changing it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from assessments.models import Round, Sheet, Standing
from assessments.services.answering import RoundClosed


@transaction.atomic
def choose_level(sheet: Sheet, *, principle: int, level: int) -> Standing:
    """The first choice, made before anybody saw what the ticks suggest. It stays; a second one changes nothing."""
    _require_open(sheet)
    standing, _ = Standing.objects.select_for_update().get_or_create(sheet=sheet, principle_id=principle)
    if standing.first_level_id is None:
        standing.first_level_id = standing.level_id = level
        standing.revision += 1
        standing.save(update_fields=["first_level", "level", "revision"])
    return standing


@transaction.atomic
def settle_standing(
    sheet: Sheet, *, level: int | None, why: str, where_we_differ: str, revision: int, **owner: int
) -> Standing | None:
    """Keeps or changes the choice. Returns somebody else's standing if it changed since `revision` and differs.

    Its `owner` is a principle, or an activity, of which it has the words alone.
    """
    _require_open(sheet)
    of = {f"{name}_id": pk for name, pk in owner.items()}
    standing, _ = Standing.objects.select_for_update(of=["self"]).get_or_create(sheet=sheet, **of)
    given = {"level_id": level, "why": why, "where_we_differ": where_we_differ}
    same = all(getattr(standing, name) == value for name, value in given.items())
    if standing.revision != revision:
        return None if same else standing
    for name, value in given.items():
        setattr(standing, name, value)
    standing.settled_at = timezone.now()
    standing.revision += 1
    standing.save(update_fields=["level", "why", "where_we_differ", "settled_at", "revision"])
    return None


def _require_open(sheet: Sheet) -> None:
    """Locks the round's row, so that it doesn't close between this and the end of the transaction."""
    if not Round.objects.open().filter(pk=sheet.round_id).select_for_update():
        raise RoundClosed
