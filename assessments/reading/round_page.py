"""What a round's own page tells beside its path, in one query."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from assessments.models import Release, Reopening, Round, TakenBack, YouSaid
from assessments.services.path import reopenings_of
from teams.prepared import prepared


@dataclass(frozen=True)
class Beside:
    """`previous` is the round that it is compared with: its code and title. `came_of_it` is the token of what people
    can read of that."""

    previous: tuple[str, str] | None = None
    came_of_it: str = ""
    has_release: bool = False
    has_taken_back: bool = False
    reopenings: tuple[Reopening, ...] = ()


def read_beside_path(round: Round) -> Beside:
    found = _beside(round.pk)
    if not found:  # somebody has taken it out since it was fetched
        return Beside()
    code, title, came_of_it, has_release, has_taken_back, was_reopened = found[0]
    return Beside(
        previous=(code, title) if code else None,
        came_of_it=came_of_it or "",
        has_release=has_release,
        has_taken_back=has_taken_back,
        reopenings=tuple(reopenings_of(round)) if was_reopened else (),
    )


@prepared
def _beside(round_id: int) -> QuerySet:
    of_round = {"round": OuterRef("pk")}
    told = {
        "came_of_it": Subquery(YouSaid.objects.filter(**of_round).exclude(published_at=None).values("token")),
        "has_release": Exists(Release.objects.filter(**of_round)),
        "has_taken_back": Exists(TakenBack.objects.filter(**of_round)),
        "was_reopened": Exists(Reopening.objects.filter(**of_round)),
    }
    rows = Round.objects.filter(pk=round_id).annotate(**told)
    return rows.values_list("previous__code", "previous__title", *told)
