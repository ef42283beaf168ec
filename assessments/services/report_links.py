"""Links to issued reports, for people without an account (docs/decisions/0041)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assessments.models import ReportEdition, ReportLink, Round
from assessments.services.editions import locked
from teams.models import User
from teams.refusals import Refused

GOOD_FOR = timedelta(days=365)
ISSUE_FIRST = "Only the report that counts now can be shared by a link. Issue it first."


@transaction.atomic
def share_report(edition: ReportEdition, *, by: User) -> ReportLink:
    """The round's link leads to this report from now on; a new one, where none works. Pressed twice, it is the same."""
    round = locked(edition.round_id)
    edition = ReportEdition.objects.get(pk=edition.pk)
    if edition.state != "issued" or edition.kind != ReportEdition.Kind.BOARD:
        raise Refused(ISSUE_FIRST)
    link = working_link(round)
    if link is None:
        _stop_all(round)
        return ReportLink.objects.create(
            round=round, edition=edition, made_by=by, ends_at=timezone.now() + GOOD_FOR
        )
    link.edition = edition
    link.save(update_fields=["edition"])
    return link


def stop_sharing(round: Round, *, by: User) -> None:
    """From now on the link opens nothing. It doesn’t come back: the next one is another."""
    _stop_all(round)


def working_link(round: Round) -> ReportLink | None:
    links = ReportLink.objects.filter(round=round, stopped_at=None, ends_at__gt=timezone.now())
    return links.select_related("edition", "made_by").first()


def find_link(token: str) -> ReportLink | None:
    """Whether or not it still works: whoever holds it is told what became of it."""
    links = ReportLink.objects.select_related("edition__round", "round__team__organisation")
    return links.filter(token=token).first()


def _stop_all(round: Round) -> None:
    ReportLink.objects.filter(round=round, stopped_at=None).update(stopped_at=timezone.now())
