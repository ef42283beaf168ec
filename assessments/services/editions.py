"""Reports from draft to issued to superseded, and what becomes of them when somebody takes their words back."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments.hints import without_words
from assessments.models import ActionNote, ReportEdition, ReportFile, Round, YouSaid
from teams.models import Organisation, Team, User

TAKEN_BACK = "[taken back by who said it]"
Files = dict[tuple[str, str], bytes]  # by audience and format


class NotNow(Exception):
    """It can't be issued now. The message says why, for the person who asked."""


def draft_of(round: Round, kind: str) -> ReportEdition:
    """What is being written: the draft; else a new one, not stored yet, that begins with what was issued last."""
    latest = round.editions.filter(kind=kind).first()
    if latest is None:
        return ReportEdition(round=round, kind=kind)
    if latest.issued_at is None:
        return latest
    begun = {"details": latest.details, "left_out": latest.left_out, "number": latest.number + 1}
    return ReportEdition(round=round, kind=kind, **begun)


def issued_edition(round: Round, kind: str) -> ReportEdition | None:
    """The one that counts now; None before the first was issued, or when the last one was taken back."""
    return round.editions.filter(kind=kind, superseded_at=None).exclude(issued_at=None).first()


@transaction.atomic
def issue(edition: ReportEdition, files: Files, *, by: User) -> ReportEdition:
    """Keeps it as it is now, in every format, in place of what was issued before. `edition` is from draft_of().

    The round's row is locked: pressed twice, the second press finds it issued. `edition.round` is the round as it was
    read before the files were made: where a quote changed since, the files may hold words that were taken back.
    """
    round = Round.objects.select_for_update().get(pk=edition.round_id)
    if not round.is_finished:
        raise NotNow("Close the round first. A report of an open round can still change.")
    if round.quotes_changed != edition.round.quotes_changed:
        raise NotNow("Somebody has just changed a quote, or taken one back. Look at it again, then issue it.")
    stored = round.editions.filter(kind=edition.kind, number=edition.number).first()
    if stored and stored.issued_at:
        return stored
    if stored and stored.revision != edition.revision:
        raise NotNow("Somebody has just changed this report. Look at it again, then issue it.")
    now = timezone.now()
    before = round.editions.filter(kind=edition.kind, superseded_at=None).exclude(issued_at=None)
    before.update(superseded_at=now, superseded_because=ReportEdition.Because.NEWER)
    edition.issued_at, edition.issued_by = now, by
    edition.save()
    ReportFile.objects.bulk_create(
        ReportFile(edition=edition, audience=audience, format=format, content=content)
        for (audience, format), content in files.items()
    )
    return edition


@transaction.atomic
def forget_words(round: Round, words: str) -> None:
    """Takes a quote's words out of everything that is kept of its round's reports, files and archives included.

    Issued reports are superseded and their files deleted, because they may hold the words. What the team wrote of its
    actions loses them too; then all reports of the team go this way. Its together sheets and releases stay. The round's
    row is locked: a report that is being issued just now is issued before this looks, or finds that a quote changed.
    """
    Round.objects.select_for_update().get(pk=round.pk)
    in_actions = _forget_in_actions(round.team, words)
    rounds = list(round.team.rounds.all()) if in_actions else [round]
    for one in rounds:
        for edition in one.editions.select_for_update():
            _forget_in_edition(edition, words)
        _forget_in(YouSaid.objects.filter(round=one), ("entries", "shown"), words)
    ReportFile.objects.filter(edition__round__in=rounds).delete()
    organisation = round.team.organisation
    tokens = list(organisation.archives.values_list("token", flat=True))
    organisation.archives.all().delete()
    codes = [one.code for one in rounds]
    transaction.on_commit(partial(_delete_files, codes, tokens))


def _forget_in_edition(edition: ReportEdition, words: str) -> None:
    if edition.issued_at:
        edition.superseded_at = edition.superseded_at or timezone.now()
        edition.superseded_because = ReportEdition.Because.WITHDRAWN
    edition.details = _without(edition.details, words)
    edition.save(update_fields=["superseded_at", "superseded_because", "details"])


def _forget_in_actions(team: Team, words: str) -> bool:
    texts = ("what", "why", "stopped_because", "how_known", "cost")
    found = _forget_in(team.actions.all(), texts, words)
    return _forget_in(ActionNote.objects.filter(action__team=team), ("text",), words) or found


def _forget_in(rows: QuerySet, names: tuple[str, ...], words: str) -> bool:
    """Whether any of these fields held the words. What stands instead may be longer than they were."""
    found = False
    for row in rows.select_for_update():
        kept = {name: getattr(row, name) for name in names}
        left = {name: _without(value, words) for name, value in kept.items()}
        for name, value in left.items():
            limit = row._meta.get_field(name).max_length
            setattr(row, name, value[:limit] if limit else value)
        if left != kept:
            found = True
            row.save(update_fields=names)
    return found


def _without(value: Any, words: str) -> Any:
    """Of texts, and of lists and dicts that hold some."""
    if isinstance(value, str):
        return without_words(value, words, TAKEN_BACK)
    if isinstance(value, list):
        return [_without(one, words) for one in value]
    if isinstance(value, dict):
        return {name: _without(one, words) for name, one in value.items()}
    return value


def _delete_files(codes: list[str], tokens: list[str]) -> None:
    for code in codes:
        shutil.rmtree(folder_of(code), ignore_errors=True)
    delete_archive_files(tokens)


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
    """All reports that count now, by team and round."""
    editions = ReportEdition.objects.filter(round__team__organisation=organisation, superseded_at=None)
    in_order = ("round__team__name", "round__closed_at", "kind")
    return editions.exclude(issued_at=None).select_related("round__team").order_by(*in_order)
