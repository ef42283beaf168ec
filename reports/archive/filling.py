"""What goes into an archive: a folder for each team, an index for people and one for spreadsheets, and the actions."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Archive, ReportEdition, ReportFile
from assessments.services.editions import archive_file, issued_in, part_file
from reports.archive.actions import IN_REPORTS, every_action, told_in
from reports.archive.index import Listed, ListedFile, to_csv_index, to_html_index
from reports.archive.names import Names
from reports.formats import FORMATS
from reports.formats.cells import to_csv
from reports.services.archives import finish as finish_archive
from reports.services.archives import move_on
from reports.services.finishing import finish
from teams.file_names import slug


@dataclass
class Filling:
    """One archive while it is being made, with one report in memory at a time."""

    archive: Archive
    zip: zipfile.ZipFile
    names: Names = field(default_factory=Names)
    listed: list[Listed] = field(default_factory=list)
    told: list[tuple[object, ...]] = field(default_factory=list)  # the actions in the reports so far

    @property
    def day(self) -> date:
        return timezone.localdate(self.archive.asked_at)

    @property
    def root(self) -> str:
        """Everything lies in one folder, so that unpacking it spills nothing, and mixes no editions."""
        name = slug(self.archive.organisation.name, "organisation")
        return f"{name}-reports-{self.day.isoformat()}{self.inside}"

    @property
    def inside(self) -> str:
        """What every name says of the inside edition."""
        return "-inside" if self.archive.audience == INSIDE else ""

    def add(self, path: str, content: bytes, *, of: date) -> None:
        """With the day that its content is of: the same reports make the same bytes whenever they are packed."""
        info = zipfile.ZipInfo(f"{self.root}/{path}", (of.year, of.month, of.day, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16  # whoever unpacks it may read it, and nobody else
        self.zip.writestr(info, content)


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
    actions = every_action(archive.organisation) if filling.inside else (IN_REPORTS, *filling.told)
    for name, content in {
        "index.html": to_html_index(filling.listed, **told),
        "index.csv": to_csv_index(filling.listed, archive.audience),
        "actions.csv": to_csv((*row, archive.audience if n else "Edition") for n, row in enumerate(actions)),
    }.items():
        stem, ending = name.split(".")
        filling.add(f"{stem}{filling.inside}.{ending}", content, of=filling.day)
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
    round, issued_on = edition.round, timezone.localdate(edition.issued_at)
    return Listed(
        team=round.team.name,
        round=round.title,
        closed_on=timezone.localdate(round.closed_at) if round.closed_at else None,
        report=edition.get_kind_display(),
        number=edition.number,
        issued_on=issued_on,
        files=tuple(_put_files(filling, edition, issued_on)),
    )


def _put_files(filling: Filling, edition: ReportEdition, issued_on: date) -> Iterator[ListedFile]:
    """The PDF first, then as formats are listed everywhere. One file in memory at a time."""
    round, stem = edition.round, _stem(filling, edition)
    kept = ReportFile.objects.filter(edition=edition, audience=_audience(filling, edition))
    there = set(kept.values_list("format", flat=True))
    for format in [each for each in FORMATS.values() if each.name in there]:
        file = kept.get(format=format.name)
        content = bytes(file.content)
        path = "-".join((stem, *format.marks)) + f"{filling.inside}.{format.ending}"
        filling.add(path, content, of=issued_on)
        if format.name == "json":
            filling.told += told_in(content, team=round.team.name, report=f"{round.title}, {edition}")
        yield ListedFile(path, format.label, len(content), file.pages)


def _audience(filling: Filling, edition: ReportEdition) -> str:
    """An Easy Read summary is one text for everybody, so it is in both."""
    return OUTSIDE if edition.kind == ReportEdition.Kind.EASY_READ else filling.archive.audience


def _stem(filling: Filling, edition: ReportEdition) -> str:
    """Where its files are, without their ending. A round that is opened again just now has no day, so the issue's
    stands in."""
    round = edition.round
    folder = filling.names.name(round.team.code, slug(round.team.name, "team") + filling.inside)
    day = timezone.localdate(round.closed_at or edition.issued_at).isoformat()
    kind = slug(edition.get_kind_display(), "report")
    wanted = f"{folder}/{day}-{slug(round.title, 'round')}-{kind}-{edition.number}"
    return filling.names.name(f"edition {edition.pk}", wanted)
