"""Reports from draft to issued to superseded, and what becomes of them when somebody takes their words back."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from assessments.models import Archive, Release, ReportEdition, ReportFile, Round, TakenBack
from teams.codes import new_token
from teams.committed import once_committed
from teams.models import Organisation, Team, User
from teams.prepared import prepared
from teams.refusals import Refused

GONE = ".gone-"  # begins the names of folders that are being deleted
Files = dict[tuple[str, str], bytes]  # by audience and format


def draft_of(round: Round, kind: str) -> ReportEdition:
    """What is being written: the draft; else a new one, not stored yet, that begins with what was issued last."""
    latest = next(iter(_latest(round, kind)), None)
    if latest is None:
        return ReportEdition(round=round, kind=kind)
    if latest.issued_at is None:
        latest.round = round
        return latest
    begun = {"details": latest.details, "left_out": latest.left_out, "number": latest.number + 1}
    return ReportEdition(round=round, kind=kind, **begun)


def issued_edition(round: Round, kind: str) -> ReportEdition | None:
    """The one that counts now; None before the first was issued, when the last one was taken back, or when the round
    was opened again after it."""
    counts = next(iter(_that_counts(round, kind)), None)
    if counts:
        counts.round = round
    return counts


@prepared
def _latest(round: Round, kind: str) -> QuerySet[ReportEdition]:
    return ReportEdition.objects.filter(round=round, kind=kind)[:1]


@prepared
def _that_counts(round: Round, kind: str) -> QuerySet[ReportEdition]:
    return ReportEdition.objects.that_count().filter(round=round, kind=kind)[:1]


@transaction.atomic
def issue(edition: ReportEdition, files: Files, *, release: Release | None, by: User) -> ReportEdition:
    """Keeps it as it is now, with the files that were made of it, in place of what was issued before.

    `edition` is from draft_of(), `release` what it told, and `edition.round` the round as it was read before anything
    else was: where one of them, or a quote, changed since, the files may hold what was taken back. The round's row is
    locked only for this: pressed twice, the second press finds it issued.
    """
    round = locked(edition.round_id)
    stored = round.editions.filter(kind=edition.kind, number=edition.number).first()
    if stored and stored.issued_at:
        return stored
    _refuse_what_changed(edition, round, release, stored)
    now = timezone.now()
    before = round.editions.not_replaced().filter(kind=edition.kind)
    before.update(superseded_at=now, superseded_because=ReportEdition.Because.NEWER)
    edition.issued_at, edition.issued_by = now, by
    edition.save()
    ReportFile.objects.bulk_create(
        ReportFile(edition=edition, audience=audience, format=format, content=content)
        for (audience, format), content in files.items()
    )
    return edition


def locked(round_id: int) -> Round:
    """And its team, in whose actions words may stand that are just being taken back in another round."""
    return Round.objects.select_for_update(of=["self", "team"]).select_related("team").get(pk=round_id)


def _refuse_what_changed(
    edition: ReportEdition, round: Round, release: Release | None, stored: ReportEdition | None
) -> None:
    if not round.is_finished:
        raise Refused("Close the round first. A report of an open round can still change.")
    if _quotes_seen(round) != _quotes_seen(edition.round) or _is_looked_for(round.team):
        raise Refused(
            "Somebody has just changed a quote, or taken one back. Look at it again, then issue it."
        )
    if (stored and stored.revision != edition.revision) or round.releases.first() != release:
        raise Refused("Somebody has just changed this report. Look at it again, then issue it.")


def _is_looked_for(team: Team) -> bool:
    """Whether words were taken back that may still stand in what the team wrote."""
    return TakenBack.objects.filter(round__team=team, was_looked_for=False).exists()


def is_unchanged(round: Round) -> bool:
    """Whether no quote of it has changed, and no words were taken back, since it was read."""
    now = Round.objects.select_related("team").filter(pk=round.pk).first()
    return now is not None and _quotes_seen(now) == _quotes_seen(round)


def _quotes_seen(round: Round) -> tuple[int, int]:
    """What counts up with every change of a quote, and when words are taken out of what all the team's rounds tell."""
    return round.quotes_changed, round.team.words_taken_back


def take_back(editions: list[ReportEdition]) -> None:
    """They don't count any more, and nothing is kept of them."""
    for edition in editions:
        if edition.issued_at:
            edition.superseded_at = edition.superseded_at or timezone.now()
            edition.superseded_because = ReportEdition.Because.WITHDRAWN
            edition.save(update_fields=["superseded_at", "superseded_because"])
    ReportFile.objects.filter(edition__in=editions).delete()
    codes = list({edition.round.code for edition in editions})
    once_committed(delete_files, codes, [])


def forget_archives(team: Team) -> None:
    """Actions of every team may be in them. The team counts it, so that no report that is just being made is issued."""
    Team.objects.filter(pk=team.pk).update(words_taken_back=F("words_taken_back") + 1)
    archives = Archive.objects.filter(organisation=team.organisation_id)
    tokens = list(archives.order_by("pk").select_for_update().values_list("token", flat=True))
    archives.delete()
    once_committed(delete_files, [], tokens)


def delete_files(codes: list[str], tokens: list[str]) -> None:
    for code in codes:
        _delete_folder(folder_of(code))
    delete_archive_files(tokens)


def _delete_folder(folder: Path) -> None:
    """Moved away first, at once: a PDF that is just being finished finds no place to appear in."""
    gone = folder.with_name(f"{GONE}{new_token()}")
    with suppress(FileNotFoundError):
        folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def delete_archive_files(tokens: list[str]) -> None:
    """Whole ones and begun ones. A process that is still making one finds its row gone, and ends."""
    for token in tokens:
        for path in (archive_file(token), part_file(token), lock_file(token)):
            path.unlink(missing_ok=True)


def folder_of(code: str) -> Path:
    """All files that are made of the reports of the round with this code, and of nothing else."""
    return settings.DATA_DIR / "reports" / code


def archive_file(token: str) -> Path:
    return settings.DATA_DIR / "archives" / f"{token}.zip"


def part_file(token: str) -> Path:
    """Where an archive grows, under a name that is never sent to anybody."""
    return archive_file(token).with_suffix(".part")


def lock_file(token: str) -> Path:
    """Held by the process that is making it."""
    return archive_file(token).with_suffix(".lock")


def issued_in(organisation: Organisation) -> QuerySet[ReportEdition]:
    """All reports that count, by team and round."""
    editions = ReportEdition.objects.that_count().filter(round__team__organisation=organisation)
    in_order = ("round__team__name", "round__closed_at", "kind", "pk")
    return editions.select_related("round__team").order_by(*in_order)
