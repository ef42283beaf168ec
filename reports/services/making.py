"""One file of an issued report, made of what was kept of it: the same bytes each time."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction

from assessments.models import ReportEdition, ReportFile, Round
from assessments.services.editions import folder_of
from reports.formats import FORMATS
from reports.pdf import jobs

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Missing:
    """A file to be made, and the row of what it is made of."""

    edition: ReportEdition
    audience: str
    format: str
    source_id: int

    @property
    def source(self) -> bytes:
        """Nothing, once somebody has taken words back."""
        kept = ReportFile.objects.filter(pk=self.source_id).first()
        return bytes(kept.content) if kept else b""

    def job(self, html: str) -> jobs.Job:
        folder = folder_of(self.edition.round.code)
        return jobs.issued_job(folder, f"{self.edition.kind}-{self.edition.number}-{self.audience}", html)


def make(missing: Missing, source: bytes) -> None:
    if missing.format == "pdf":
        _make_pdf(missing, source.decode())
    else:
        _keep(missing, FORMATS[missing.format].make_of(source))


def _make_pdf(missing: Missing, html: str) -> None:
    """What can't be made now is left for the next try. No copy of it stays where words can be taken back from."""
    job = missing.job(html)
    try:
        jobs.start(job, in_turn=True)
        if missing.source:
            _keep(missing, jobs.run(job))
    except OSError:
        log.exception("The PDF of an issued report couldn’t be made.")
    finally:
        job.forget()


def _pages(pdf: bytes) -> int:
    from reports.pdf.tagging import count_pages  # no web process needs what reads PDFs

    return count_pages(pdf)


@transaction.atomic
def _keep(missing: Missing, content: bytes) -> None:
    """Unless its source is gone: somebody took words back meanwhile. Whoever does that locks the round's row too."""
    edition = missing.edition
    Round.objects.select_for_update().get(pk=edition.round_id)
    if ReportFile.objects.filter(pk=missing.source_id).exists():
        made = {"audience": missing.audience, "format": missing.format}
        told = {"content": content, "pages": _pages(content) if missing.format == "pdf" else None}
        edition.files.get_or_create(**made, defaults=told)
