"""Rubrics that come as files. The first import publishes; a changed file makes a draft for an editor to look at."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from rubric.document import Document, dump
from rubric.models import Drawing, Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.beginning import still_adapted
from rubric.services.drawings import draw_all, keep_drawings
from rubric.services.readiness import unknown_pictures
from rubric.services.storing import store_draft
from teams.models import Organisation, User
from teams.refusals import Refused


@dataclass(frozen=True)
class Prepared:
    """A document with all that takes long done, so that nothing is locked meanwhile."""

    document: Document
    digest: str
    problems: list[str]
    drawings: dict[str, Drawing]


def prepare(document: Document) -> Prepared:
    problems = unknown_pictures(document)
    drawings = {} if problems else draw_all(document)
    return Prepared(document, sha256(dump(document).encode()).hexdigest(), problems, drawings)


def import_document(
    document: Document, *, by: User | None = None, organisation: Organisation | None = None
) -> RubricVersion | None:
    return import_prepared(prepare(document), by=by, organisation=organisation)


@transaction.atomic
def import_prepared(
    prepared: Prepared, *, by: User | None = None, organisation: Organisation | None = None
) -> RubricVersion | None:
    """The version that it made: published for a new rubric, else a draft; None when the file has brought nothing new.

    New is what differs from the file imported last, so that edits made in the browser since then aren't undone.
    """
    document = prepared.document
    rubric, is_new = Rubric.objects.select_for_update().get_or_create(
        slug=document.slug, defaults={"organisation": organisation}
    )
    if rubric.organisation != organisation:
        raise Refused(f"There is another rubric called {document.slug}. Give this one another name.")
    if not _is_news(rubric, prepared):
        return None
    version = _store(rubric, document)
    if is_new:
        _publish_first(version, prepared, by)
    return version


def _is_news(rubric: Rubric, prepared: Prepared) -> bool:
    if rubric.imported == prepared.digest:
        return False
    rubric.imported = prepared.digest
    rubric.save(update_fields=["imported"])
    latest = rubric.versions.order_by("-number").first()
    return latest is None or read_version(latest.pk) != prepared.document


def _store(rubric: Rubric, document: Document) -> RubricVersion:
    if rubric.versions.drafts().exists():
        raise Refused(f"{rubric} has a draft open. Publish or discard it, then import again.")
    return store_draft(rubric, still_adapted(document, rubric))


def _publish_first(version: RubricVersion, prepared: Prepared, by: User | None) -> None:
    if prepared.problems:
        raise Refused(" ".join(prepared.problems))
    version.drawings = keep_drawings(prepared.drawings)
    version.published_at = timezone.now()
    version.published_by = by
    version.note = "The first version."
    version.save(update_fields=["drawings", "published_at", "published_by", "note"])
