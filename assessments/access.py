"""May this person see this round? Asked where the round is fetched."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404

from assessments.models import Round, Sheet
from teams.access import ADMIN, FACILITATOR, MEMBER
from teams.models import Membership, OrganisationRole

READER = "reader"  # organisation admins: they read what was released, and no more
RANKS = {READER: 0, MEMBER: 1, FACILITATOR: 2}


def rounds_of(user):
    """Every round this person may see, with its progress; `role` is theirs in its team (None for admins)."""
    return _visible_to(user, Round.objects.with_progress().select_related("team__organisation"), team="team")


def get_round(request, code: str, *, role: str = READER) -> Round:
    """The round, for its team and its organisation's admins; `MEMBER` and `FACILITATOR` ask for more."""
    round = get_object_or_404(rounds_of(request.user), code=code)
    _require(round, role)
    return round


def get_together_sheet(request, code: str, *, role: str = MEMBER) -> Sheet:
    """The together sheet, its round, team and organisation in one query; `sheet.round.role` is theirs."""
    sheets = Sheet.objects.filter(kind=Sheet.Kind.TOGETHER).select_related("round__team__organisation")
    sheet = get_object_or_404(_visible_to(request.user, sheets, team="round__team"), round__code=code)
    _require(sheet, role)
    sheet.round.role = sheet.role
    return sheet


def _visible_to(user, queryset, *, team: str):
    membership = Membership.objects.filter(team=OuterRef(team), user=user)
    looks_after = OrganisationRole.objects.filter(
        organisation=OuterRef(f"{team}__organisation"), user=user, role=ADMIN
    )
    with_role = queryset.annotate(role=Subquery(membership.values("role")[:1]))
    return with_role.filter(Q(role__isnull=False) | Exists(looks_after))


def _require(found, role: str) -> None:
    if RANKS[found.role or READER] < RANKS[role]:
        raise PermissionDenied
