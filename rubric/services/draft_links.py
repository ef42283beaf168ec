"""Links to drafts, for people without an account, who read one and say something about its words."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from rubric.models import DraftLink, RubricVersion
from rubric.services.drafts import locked
from teams.models import User

GOOD_FOR = timedelta(days=365)


@transaction.atomic
def share_draft(draft: RubricVersion, *, by: User) -> DraftLink:
    """The link that works, or a new one. Pressed twice, it is the same."""
    draft = locked(draft)
    link = working_link(draft)
    if link is None:
        stop_sharing(draft, by=by)
        link = draft.links.create(made_by=by, ends_at=timezone.now() + GOOD_FOR)
    return link


def stop_sharing(draft: RubricVersion, *, by: User) -> None:
    """From now on the link opens nothing. It doesn’t come back: the next one is another."""
    draft.links.filter(stopped_at=None).update(stopped_at=timezone.now())


def working_link(draft: RubricVersion) -> DraftLink | None:
    return draft.links.filter(stopped_at=None, ends_at__gt=timezone.now()).first()


def find_link(token: str) -> DraftLink | None:
    """Whether or not it still works: whoever holds it is told what became of it."""
    return DraftLink.objects.select_related("draft__rubric__organisation").filter(token=token).first()
