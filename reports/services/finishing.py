"""The files of an issued report: made after it was issued, one at a time, of what was kept of it.

What is missing is told by the rows alone. So whatever stopped this process, the next one makes the rest, and the row
of an issued report whose words were taken back asks for nothing.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from assessments.models import ReportEdition, ReportFile, Round
from reports.formats import MADE_LATER, Format
from reports.formats.kept import SOURCE
from reports.formats.pdf import missing_parts
from reports.pdf import jobs
from reports.processes import is_at_work, start_alone
from reports.services.making import Missing, make
from rubric.models import RubricVersion

MOST_TRIES = 3
log = logging.getLogger(__name__)
STARTING = timedelta(seconds=10)  # until the process that was started at issuing has surely begun


@dataclass(frozen=True)
class IssuedFile:
    """One that is made later, as somebody who asks for it meets it."""

    edition: ReportEdition
    audience: str
    format: str

    @property
    def state(self) -> str:
        if self._kept.exists():
            return jobs.KEPT
        return state_of(self.edition)

    def start(self) -> None:
        finish_soon()

    def keep_going(self) -> None:
        finish_soon()

    def forget(self) -> None:
        """A failure, so that it is tried again."""
        ReportEdition.objects.filter(pk=self.edition.pk).update(tries=0)
        finish_soon()

    def open(self) -> IO[bytes]:
        return io.BytesIO(self._kept.get().content)

    @property
    def _kept(self) -> QuerySet[ReportFile]:
        return self.edition.files.filter(audience=self.audience, format=self.format)


def state_of(edition: ReportEdition) -> str:
    """Of its files that aren't there yet: they are being made, or would be by now if they could."""
    if is_at_work(_lock()) or edition.issued_at > timezone.now() - STARTING:
        return jobs.MAKING
    return jobs.FAILED if edition.tries >= MOST_TRIES else jobs.NEW


@dataclass(frozen=True)
class Progress:
    """How many of an issued report's files are there; not counted once all are."""

    state: str
    done: int
    total: int

    @property
    def is_over(self) -> bool:
        return self.state != jobs.MAKING

    def to_json(self) -> dict[str, str | int]:
        state = "over" if self.is_over else jobs.MAKING
        return {"state": state, "done": self.done, "total": self.total}


def look_after(edition: ReportEdition) -> Progress:
    """Begins again what was stopped."""
    files = _files_of(edition)
    missing = _missing(edition, files)
    done = sum(format != SOURCE for _, format, _ in files)
    if not missing:
        return Progress(jobs.KEPT, 0, 0)
    state = state_of(edition)
    if state == jobs.NEW:
        finish_soon()
        state = jobs.MAKING
    return Progress(state, done, done + len(missing))


def still_to_make(edition: ReportEdition) -> list[Missing]:
    """In the order of MADE_LATER. Nothing, when what they are made of is gone."""
    return _missing(edition, _files_of(edition))


def unfinished() -> QuerySet[ReportEdition]:
    """What was issued last comes first: somebody looks at it now. What was tried too often waits to be asked for."""
    lacking = reduce(or_, (Q(pk__in=_lacking(format)) for format in MADE_LATER if _can_be_made(format.name)))
    editions = ReportEdition.objects.filter(lacking, tries__lt=MOST_TRIES)
    return editions.select_related("round").order_by("-issued_at", "-pk")


def _lacking(format: Format) -> QuerySet[ReportFile]:
    """Which reports don't have it, and could: what it is made of is there."""
    made = ReportFile.objects.filter(edition=OuterRef("edition"), audience=OuterRef("audience"))
    begun = ReportFile.objects.filter(format=format.made_of, edition__kind__in=format.kinds)
    return begun.filter(~Exists(made.filter(format=format.name))).values("edition")


def finish_all() -> None:
    while edition := unfinished().first():
        finish(edition)


def finish(edition: ReportEdition) -> None:
    """Counted first: a report that ends the process each time is left alone in the end. Where nothing is missing,
    nothing was tried: a format that comes later is."""
    editions = ReportEdition.objects.filter(pk=edition.pk)
    if to_make := still_to_make(edition):
        editions.update(tries=F("tries") + 1)
        _make_all(edition, to_make)
    if not still_to_make(edition):
        editions.update(tries=0)
        edition.files.filter(format=SOURCE).delete()


def _make_all(edition: ReportEdition, to_make: list[Missing]) -> None:
    _meet_rubrics(edition.round)
    for missing in to_make:
        if source := missing.source:
            make(missing, source)


def _meet_rubrics(round: Round) -> None:
    """Whose texts stand in files, which say in which language they are: nothing else here reads a rubric."""
    rounds = Round.objects.filter(pk__in=[round.pk, round.previous_id or round.pk])
    for versions in rounds.values_list("version", "places_on"):
        list(RubricVersion.objects.filter(pk__in=filter(None, versions)))


def finish_soon() -> None:
    """In a process of its own, once what was issued is committed."""
    transaction.on_commit(_start)


def _start() -> None:
    """On a disk that is full it can't begin; whoever looks at the report next begins it then."""
    lock, command = _lock(), [sys.executable, str(settings.ROOT / "manage.py"), "finish_reports"]
    told = os.environ | {"DATA_DIR": str(settings.DATA_DIR)}
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        start_alone(lock, command, env=told, cwd=settings.ROOT)
    except OSError:
        log.exception("The files of issued reports can’t be made now.")


def _lock() -> Path:
    return settings.DATA_DIR / "reports" / ".finishing"


def _files_of(edition: ReportEdition) -> list[tuple[str, str, int]]:
    return list(edition.files.values_list("audience", "format", "pk"))


def _missing(edition: ReportEdition, files: list[tuple[str, str, int]]) -> list[Missing]:
    return [
        Missing(edition, audience, format, there[source])
        for audience, there in _by_audience(files).items()
        for format, source in awaited(edition.kind, there).items()
        if _can_be_made(format)
    ]


def _by_audience(files: list[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for audience, format, pk in files:
        found.setdefault(audience, {})[format] = pk
    return found


def awaited(kind: str, there: Collection[str]) -> dict[str, str]:
    """Formats of a report that has those that are `there`, each with what it is made of. Once all are made of it, the
    report itself is gone: a format that comes later is then made only if it is made of the HTML."""
    return {
        format.name: format.made_of
        for format in MADE_LATER
        if kind in format.kinds and format.made_of in there and format.name not in there
    }


def _can_be_made(format: str) -> bool:
    return format != "pdf" or not missing_parts()
