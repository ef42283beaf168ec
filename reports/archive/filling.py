"""What goes into an archive: a folder for each team, an index for people and one for spreadsheets, and the actions."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from assessments.counted import INSIDE
from assessments.models import Archive, ReportEdition, ReportFile
from assessments.services.archives import finish as finish_archive
from assessments.services.archives import move_on
from assessments.services.editions import archive_file, issued_in, part_file
from reports.archive.actions import IN_REPORTS, every_action, told_in
from reports.archive.index import Listed, to_csv_index, to_html_index
from reports.archive.names import Names, slug
from reports.formats.cells import to_csv
from reports.services.finishing import finish

PDF = "pdf"


@dataclass
class Filling:
    """One archive while it is being made, with one report in memory at a time."""

    archive: Archive
    zip: zipfile.ZipFile
    names: Names = field(default_factory=Names)
    listed: list[Listed] = field(default_factory=list)
    told: list[tuple[object, ...]] = field(default_factory=list)  # the actions in the reports so far

    @property
    def root(self) -> str:
        """Everything lies in one folder, so that unpacking it spills nothing, and mixes no editions."""
        day = timezone.localdate(self.archive.asked_at)
        return (
            f"{slug(self.archive.organisation.name, 'organisation')}-reports-{day.isoformat()}{self.inside}"
        )

    @property
    def inside(self) -> str:
        """What every name says of the inside edition."""
        return "-inside" if self.archive.audience == INSIDE else ""

    def add(self, path: str, content: bytes) -> None:
        self.zip.writestr(f"{self.root}/{path}", content)


def make(archive: Archive) -> bool:
    """Whether it was made. It isn't when it was taken away meanwhile: then nothing of it stays."""
    part = part_file(archive.token)
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as zip:
            wanted = _fill(Filling(archive, zip))
        if wanted and finish_archive(archive, part):
            return True
    finally:
        part.unlink(missing_ok=True)  # half of one would only take room, on a disk that may be full
    archive_file(archive.token).unlink(missing_ok=True)
    return False


def _fill(filling: Filling) -> bool:
    archive = filling.archive
    for done, edition in enumerate(_editions(archive), start=1):
        filling.listed.append(_put(filling, edition))
        if not move_on(archive, done=done):
            return False
    told = {"organisation": archive.organisation, "audience": archive.audience, "on": archive.asked_at}
    filling.add("index.html", to_html_index(filling.listed, **told))
    filling.add(f"index{filling.inside}.csv", to_csv_index(filling.listed))
    actions = every_action(archive.organisation) if filling.inside else (IN_REPORTS, *filling.told)
    filling.add(f"actions{filling.inside}.csv", to_csv(actions))
    return True


def _editions(archive: Archive) -> Iterator[ReportEdition]:
    """Each read when its turn comes: meanwhile, one may have been taken back."""
    issued = issued_in(archive.organisation)
    for pk in list(issued.values_list("pk", flat=True)):
        if edition := issued.filter(pk=pk).first():
            yield edition


def _put(filling: Filling, edition: ReportEdition) -> Listed:
    """The report in every format that is kept for these readers. What is still to be made is made first.

    Without its PDF, the archive is still worth having; its index says what is missing.
    """
    finish(edition)
    round, stem = edition.round, _stem(filling.names, edition) + filling.inside
    kept = ReportFile.objects.filter(edition=edition, audience=filling.archive.audience)
    formats = list(kept.order_by("format").values_list("format", flat=True))
    for format in formats:
        content = bytes(kept.values_list("content", flat=True).get(format=format))
        filling.add(f"{stem}.{format}", content)
        if format == "json":
            filling.told += told_in(content, team=round.team.name, report=f"{round.title}, {edition}")
    formats.sort(key=lambda format: format != PDF)
    return Listed(
        team=round.team.name,
        round=round.title,
        closed_on=timezone.localdate(round.closed_at) if round.closed_at else None,
        report=edition.get_kind_display(),
        number=edition.number,
        issued_on=timezone.localdate(edition.issued_at),
        files=tuple(f"{stem}.{format}" for format in formats),
    )


def _stem(names: Names, edition: ReportEdition) -> str:
    """Where its files are, without their ending. A round that was opened again has no day, so the issue's stands in."""
    round = edition.round
    folder = names.name(round.team.code, slug(round.team.name, "team"))
    day = timezone.localdate(round.closed_at or edition.issued_at).isoformat()
    kind = slug(edition.get_kind_display(), "report")
    wanted = f"{folder}/{day}-{slug(round.title, 'round')}-{kind}-{edition.number}"
    return names.name(f"edition {edition.pk}", wanted)
