"""What a release would tell of, as it was found at one moment; and whether it may be told yet when it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from assessments.agreed import Agreed
from assessments.models import Answer, Reflection, Release, Round, Sheet, Standing
from assessments.services.counting import Persons
from teams.prepared import prepared


@dataclass(frozen=True)
class Found:
    """A round as it was `at` that moment. `lately`: how often it was brought up to date in the hour before."""

    round: Round
    at: datetime
    last: Release | None
    lately: int
    tells_of: frozenset[tuple]
    agreed: Agreed
    persons: Persons

    def still_holds(self, now: Round) -> bool:
        """Nobody else has released, closed or reopened, or raised k; and nobody it tells of has erased their sheet, or
        changed who may read their words. What people have said since then is for the next release."""
        then = (self.round.closed_at, self.round.floor, self.last)
        return then == (now.closed_at, now.floor, now.releases.first()) and self.tells_of <= read_tells_of(
            now
        )


def read_tells_of(round: Round) -> frozenset[tuple]:
    """Each part that a person or a group has finished, with who may read what they wrote there."""
    return frozenset(_told(round))


@prepared
def _told(round: Round) -> QuerySet:
    rows = Reflection.objects.filter(sheet__round=round).exclude(finished_at=None)
    others = rows.exclude(sheet__kind=Sheet.Kind.TOGETHER)
    return others.values_list("pk", "may_read", "may_quote", "may_quote_outside")


@prepared
def together_sheet(round: Round) -> QuerySet[Sheet]:
    return Sheet.objects.filter(round=round, kind=Sheet.Kind.TOGETHER)


def said_on(sheet: Sheet) -> tuple[dict[int, int], dict, dict]:
    """Its answers by statement, and its words and where it stands by principle."""
    words = {reflection.principle_id: reflection for reflection in _reflections(sheet)}
    standings = {standing.principle_id: standing for standing in _standings(sheet)}
    return dict(_answers(sheet)), words, standings


@prepared
def _answers(sheet: Sheet) -> QuerySet:
    rows = Answer.objects.filter(sheet=sheet).exclude(value=Answer.Value.NOTHING)
    return rows.values_list("statement_id", "value")


@prepared
def _reflections(sheet: Sheet) -> QuerySet[Reflection]:
    return Reflection.objects.filter(sheet=sheet)


@prepared
def _standings(sheet: Sheet) -> QuerySet[Standing]:
    """Each with whether the part was ticked since it was settled, or looked at for the first time: then nobody had seen
    what the ticks suggest."""
    of_part = {"sheet": OuterRef("sheet"), "principle": OuterRef("principle")}
    finished = Reflection.objects.filter(**of_part, finished_at__gt=OuterRef("settled_at"))
    ticks = Answer.objects.annotate(principle=F("statement__principle"))
    ticked = ticks.filter(**of_part, changed_at__gt=OuterRef("settled_at"))
    return Standing.objects.filter(sheet=sheet).annotate(ticks_are_newer=Exists(ticked) | Exists(finished))
