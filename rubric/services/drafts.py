"""A draft from its start to its publication, and a version's withdrawal. Pressing twice changes nothing more."""

from django.db import transaction
from django.utils import timezone

from rubric.document import Document
from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version, version_before
from rubric.services.drawings import draw_all, keep_drawings
from rubric.services.readiness import what_is_incomplete, what_is_unchanged
from rubric.services.refusals import DraftIsGone
from rubric.services.remarks import put_back
from rubric.services.storing import store_draft
from teams.models import User
from teams.refusals import Refused


def start_draft(rubric: Rubric, *, by: User) -> RubricVersion:
    """The draft that is open, or a new one with the words that were published last."""
    latest = rubric.versions.published().order_by("-number").first()
    if latest:
        read_version(latest.pk)  # kept in this process from now on, so that it needn't be read under the lock
    return _start_draft(rubric)


@transaction.atomic
def _start_draft(rubric: Rubric) -> RubricVersion:
    rubric = Rubric.objects.select_for_update().get(pk=rubric.pk)
    draft = rubric.versions.drafts().first()
    if draft:
        return draft
    latest = rubric.versions.published().order_by("-number").first()
    if latest is None:
        raise Refused("This rubric has nothing to start from.")
    return store_draft(rubric, read_version(latest.pk))


def publish_version(
    draft: RubricVersion, *, by: User, seen: str, note: str, suggested_by: str, checked_with: str
) -> RubricVersion:
    """Publishes what the editor has seen: `seen` is the draft's own when it was shown to them.

    The draft is read, judged and drawn before it is locked; if it was changed meanwhile, `seen` has too.
    """
    document = _read_draft(draft)
    problems = what_is_incomplete(document) or what_is_unchanged(draft, document, version_before(draft))
    drawings = {} if problems else draw_all(document)
    with transaction.atomic():
        draft = locked(draft)
        refuse_unseen(draft, seen, "Look at what changed again.")
        if problems:
            raise Refused(" ".join(problems))
        told = {"note": note, "suggested_by": suggested_by, "checked_with": checked_with}
        return _publish(draft, by=by, drawings=keep_drawings(drawings), **told)


def _read_draft(draft: RubricVersion) -> Document:
    try:
        return read_version(draft.pk)
    except RubricVersion.DoesNotExist as error:
        raise DraftIsGone from error


def _publish(draft: RubricVersion, *, by: User, **columns) -> RubricVersion:
    columns |= {"published_at": timezone.now(), "published_by": by}
    for name, value in columns.items():
        setattr(draft, name, value)
    draft.save(update_fields=columns)
    return draft


def refuse_unseen(draft: RubricVersion, seen: str, then: str) -> None:
    if draft.seen != seen:
        raise Refused(f"Somebody changed this draft while you were on this page. {then}")


@transaction.atomic
def discard_draft(draft: RubricVersion, *, by: User, seen: str) -> None:
    """Forgets the draft, and with it a rubric that was never published. A copy of that grew from what it grew from."""
    draft = locked(draft)
    refuse_unseen(draft, seen, "Look at it again first.")
    rubric = draft.rubric
    put_back(draft)
    draft.delete()
    if not rubric.versions.exists():
        rubric.adaptations.update(based_on=rubric.based_on)
        rubric.delete()


def withdraw_version(version: RubricVersion, *, by: User) -> None:
    """No new round can start with it. Rounds that have it keep it."""
    RubricVersion.objects.in_use().filter(pk=version.pk).update(withdrawn_at=timezone.now())


def bring_back_version(version: RubricVersion, *, by: User) -> None:
    RubricVersion.objects.filter(pk=version.pk).update(withdrawn_at=None)


def locked(draft: RubricVersion) -> RubricVersion:
    """The draft as it is now, and nobody else's until this transaction ends."""
    drafts = RubricVersion.objects.drafts().select_related("rubric").select_for_update(of=["self"])
    found = drafts.filter(pk=draft.pk).first()
    if found is None:
        raise DraftIsGone
    return found
