"""Who is in the room when a team fills in its together sheet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.models import Presence, Round, Sheet
from assessments.services.answering import RoundClosed
from teams.models import Perspective


@dataclass(frozen=True)
class Room:
    """Who was there; `seen` names this answer, so that it can be told from a later one."""

    present: frozenset[int]
    people: int | None
    why_nobody: str
    seen: str = ""

    def says_the_same_as(self, other: Room) -> bool:
        mine, theirs = (
            (self.present, self.people, self.why_nobody),
            (other.present, other.people, other.why_nobody),
        )
        return mine == theirs


def read_room(sheet: Sheet) -> Room:
    return Room(
        present=frozenset(sheet.presences.values_list("perspective_id", flat=True)),
        people=sheet.people,
        why_nobody=sheet.why_nobody_who_draws_on_support,
        seen=sheet.room_at.isoformat() if sheet.room_at else "",
    )


@transaction.atomic
def record_room(
    sheet: Sheet, *, present: Collection[Perspective], people: int | None, why_nobody: str, seen: str
) -> Room | None:
    """Returns what somebody else answered since `seen`, if it differs; then nothing is changed."""
    if not Round.objects.open().filter(pk=sheet.round_id).select_for_update():
        raise RoundClosed
    sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    given = Room(frozenset(perspective.pk for perspective in present), people, why_nobody)
    stored = read_room(sheet)
    if stored.seen != seen:
        return None if stored.says_the_same_as(given) else stored
    sheet.presences.exclude(perspective__in=given.present).delete()
    rows = [Presence(sheet=sheet, perspective_id=pk) for pk in given.present - stored.present]
    Presence.objects.bulk_create(rows)
    sheet.people, sheet.why_nobody_who_draws_on_support = people, why_nobody
    sheet.room_at = timezone.now()
    sheet.save(update_fields=["people", "why_nobody_who_draws_on_support", "room_at"])
    return None
