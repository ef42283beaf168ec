"""Releases and what stands beside them, as they are read.

What a release tells is worked out once, since the same texts always tell the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from assessments.agreed import Agreed
from assessments.comparison import Look
from assessments.counted import Counts
from assessments.models import Action, ActionNote, Quote, Release, Reopening, Round
from assessments.services.activities import version_placed_on
from reports.told_release import ToldRelease, tell_look
from rubric.document import EASY_READ, STANDARD, Document
from rubric.reading import read_in_wording
from teams.prepared import prepared
from teams.remembered import remembered


@dataclass(frozen=True)
class Stored:
    """All of a release that decides what it tells: what was agreed and the counts, as text."""

    version: int
    agreed: str
    counts: str
    places_on: int | None = None  # the version that activities are placed on


@remembered(megabytes=16, shared=(Document,))
def tell_release(
    now: Stored,
    then: Stored | None,
    edition: str,
    easy_read: bool,
    easy_names: tuple[tuple[str, str], ...] = (),
) -> ToldRelease:
    """The same texts always tell the same, so this process keeps what it has told last."""
    names = dict(easy_names)
    earlier = _look(then, easy_read, names) if then else None
    counts = Counts.from_json(json.loads(now.counts)).called(names)
    return tell_look(_look(now, easy_read, names), earlier, counts, edition)


def latest_release(round_id: int) -> Release | None:
    """With its texts as they are stored: most of them were told before."""
    return next(iter(_latest_release(round_id)), None)


@prepared
def _latest_release(round_id: int) -> QuerySet[Release]:
    texts = {f"{name}_text": Cast(name, TextField()) for name in ("agreed", "counts")}
    releases = Release.objects.filter(round_id=round_id).annotate(**texts)
    told = releases.select_related("round__version", "round__places_on")
    return told.defer("agreed", "counts", "basis")[:1]


@prepared
def quotes_inside(round: Round) -> QuerySet[Quote]:
    return _with_their_place(Quote.objects.inside().filter(round=round))


@prepared
def quotes_outside(round: Round) -> QuerySet[Quote]:
    return _with_their_place(Quote.objects.outside().filter(round=round))


def _with_their_place(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    return quotes.select_related("reflection__principle", "reflection__activity", "reflection__sheet")


@prepared
def actions_of(team: int) -> QuerySet[Action]:
    """Each with the text of its `latest_note`."""
    notes = ActionNote.objects.filter(action=OuterRef("pk")).values("text")
    actions = Action.objects.filter(team=team).annotate(latest_note=Subquery(notes[:1]))
    return actions.select_related("lead", "round")


@prepared
def reopenings_of(round: Round) -> QuerySet[Reopening]:
    return Reopening.objects.filter(round=round)


def stored(release: Release) -> Stored:
    round = release.round
    return Stored(round.version_id, release.agreed_text, release.counts_text, version_placed_on(round))


def _look(stored: Stored, easy_read: bool, names: dict[str, str]) -> Look:
    wording = EASY_READ if easy_read else STANDARD
    agreed = Agreed.from_json(json.loads(stored.agreed))
    placed_on = read_in_wording(stored.places_on, wording) if stored.places_on else None
    return Look(read_in_wording(stored.version, wording), agreed.called(names), placed_on)
