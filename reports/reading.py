"""Releases as they are read, and what each tells: worked out once, since the same texts always tell the same."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from assessments.agreed import Agreed
from assessments.comparison import Look
from assessments.counted import Counts
from assessments.models import Release
from assessments.services.activities import version_placed_on
from reports.told_release import ToldRelease, tell_look
from rubric.document import EASY_READ, STANDARD, Document
from rubric.reading import read_in_wording
from teams.prepared import prepared
from teams.remembered import A_WHILE, remembered


@dataclass(frozen=True)
class Stored:
    """All of a release that decides what it tells: what was agreed and the counts, as text."""

    version: int
    agreed: str
    counts: str
    places_on: int | None = None  # the version that activities are placed on


@remembered(megabytes=16, shared=(Document,), seconds=A_WHILE)
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


def stored(release: Release) -> Stored:
    round = release.round
    return Stored(round.version_id, release.agreed_text, release.counts_text, version_placed_on(round))


def _look(stored: Stored, easy_read: bool, names: dict[str, str]) -> Look:
    wording = EASY_READ if easy_read else STANDARD
    agreed = Agreed.from_json(json.loads(stored.agreed))
    placed_on = read_in_wording(stored.places_on, wording) if stored.places_on else None
    return Look(read_in_wording(stored.version, wording), agreed.called(names), placed_on)
