"""Archives of issued reports, from being asked for to being taken away. What is in one: archive/."""

from __future__ import annotations

import logging
import os
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Archive
from assessments.services.editions import archive_file, delete_archive_files, issued_in, lock_file
from reports.processes import end_stopped, is_at_work, start_alone
from teams.committed import once_committed
from teams.models import Organisation, User

log = logging.getLogger(__name__)
KEPT = timedelta(days=30)
STRAYING = timedelta(hours=1)  # for which a file may be without its row
STARTING = timedelta(seconds=10)  # until its process surely holds its lock
READY, MAKING, STOPPED = "ready", "making", "stopped"


class NothingIssued(Exception):
    """There is no report to put into an archive."""


@transaction.atomic
def ask_for_archive(organisation: Organisation, *, audience: str, by: User) -> Archive:
    """Begins one, or finds the one that is being made: one at a time for each organisation."""
    if audience not in (INSIDE, OUTSIDE):
        raise ValueError(audience)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    archives = list(organisation.archives.all())
    for archive in archives:
        if state_of(archive) == MAKING:
            return archive
    total = issued_in(organisation).count()
    if not total:
        raise NothingIssued
    _remove([a for a in archives if state_of(a) == STOPPED or a.asked_at < timezone.now() - KEPT])
    archive = organisation.archives.create(audience=audience, asked_by=by, total=total)
    transaction.on_commit(partial(_start, archive.token))
    return archive


def state_of(archive: Archive) -> str:
    """Its process holds a lock for as long as it lives, so one that died or stands still is noticed, whoever did it."""
    if archive.finished_at:
        return READY
    starting = archive.asked_at > timezone.now() - STARTING
    if starting or is_at_work(lock_file(archive.token)):
        return MAKING
    return READY if _is_finished_by_now(archive) else STOPPED


def _is_finished_by_now(archive: Archive) -> bool:
    """It may have been, and its lock let go, since its row was read."""
    now = Archive.objects.filter(pk=archive.pk).exclude(finished_at=None).first()
    if now is None:
        return False
    archive.done, archive.finished_at = now.done, now.finished_at
    return True


def move_on(archive: Archive, *, done: int) -> bool:
    """Tells how far it is. False when it isn't wanted any more: somebody has taken their words back."""
    return bool(Archive.objects.filter(pk=archive.pk).update(done=done))


@transaction.atomic
def finish(archive: Archive, made: Path) -> bool:
    """Puts the file in its place, unless the row is gone: whoever deletes it waits for us, then deletes the file too.

    An earlier archive for the same readers makes room.
    """
    all_of_it = Archive.objects.filter(organisation=archive.organisation_id)
    rows = all_of_it.order_by("pk").select_for_update().in_bulk()  # as forget_archives does
    row = rows.pop(archive.pk, None)
    if row is None:
        return False
    os.replace(made, archive_file(archive.token))
    row.finished_at = timezone.now()
    row.save(update_fields=["finished_at"])
    _remove([earlier for earlier in rows.values() if earlier.audience == row.audience])
    # Whoever finds no lock looks whether it is finished, and must see that it is.
    transaction.on_commit(partial(lock_file(archive.token).unlink, missing_ok=True))
    return True


def remove_old_archives(*, now: datetime | None = None) -> int:
    """Those that were made longer ago than we keep them. Returns how many."""
    now = now or timezone.now()
    with transaction.atomic():
        old = list(Archive.objects.filter(asked_at__lt=now - KEPT))
        _remove(old)
    _remove_strays(before=now - STRAYING)
    return len(old)


def _remove_strays(*, before: datetime) -> None:
    """Files whose row is gone, and that whoever deleted it was cut off from deleting: words that were taken back may
    stand in them. They are listed before the rows, which are there before their files."""
    folder = settings.DATA_DIR / "archives"
    files = [path for kind in ("zip", "part", "lock") for path in folder.glob(f"*.{kind}")]
    tokens = set(Archive.objects.values_list("token", flat=True))
    for path in files:
        if path.stem not in tokens:
            _remove_stray(path, before)


def _remove_stray(path: Path, before: datetime) -> None:
    """Where the disk refuses, the next night tries again: others go all the same."""
    try:
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
    except OSError:
        log.exception("A file whose archive is gone couldn’t be deleted.")


def _remove(archives: list[Archive]) -> None:
    for archive in archives:
        end_stopped(lock_file(archive.token))
    rows = Archive.objects.filter(pk__in=[archive.pk for archive in archives])
    list(rows.order_by("pk").select_for_update().values_list("pk"))
    rows.delete()
    once_committed(delete_archive_files, [archive.token for archive in archives])


def _start(token: str) -> None:
    """In a process of its own, which outlives the request, the page and the server's worker.

    On a disk that is full it can't begin, which looks like any archive that has stopped.
    """
    lock, command = (
        lock_file(token),
        [sys.executable, str(settings.ROOT / "manage.py"), "make_archive", token],
    )
    told = os.environ | {"DATA_DIR": str(settings.DATA_DIR)}
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        start_alone(lock, command, env=told, cwd=settings.ROOT)
    except OSError:
        log.exception("An archive can’t be made now.")
        lock.unlink(missing_ok=True)
