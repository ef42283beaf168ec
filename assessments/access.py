"""May this person see this round? Asked where the round is fetched."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from assessments.cookies import Admission, read_admission, read_return_code
from assessments.models import Action, Round, Sheet
from assessments.services.joining import hash_return_code, rounds_to_come_to, rounds_to_join
from assessments.services.releases import finish_closing
from assessments.sheet_rows import OF_A_PART, WHOLE, SheetRows
from teams.access import first_or_404, may_manage
from teams.models import Membership, OrganisationRole, Team, User
from teams.prepared import prepared
from teams.roles import ADMIN, FACILITATOR, MEMBER


class NoSheetHere(Exception):
    """This browser has no sheet of that round, or none that still exists."""


READER = "reader"  # organisation admins: they read what was released, and no more
RANKS = {READER: 0, MEMBER: 1, FACILITATOR: 2}

# Every tick asks for its sheet. The ORM takes thirty times as long over this query, most of it to write the SQL.
_PLACED = "(SELECT COUNT(*) FROM assessments_activity p WHERE p.round_id = r.id)"
_SHEET = """
FROM assessments_sheet s
JOIN assessments_round r ON r.id = s.round_id
JOIN teams_team t ON t.id = r.team_id
JOIN teams_organisation o ON o.id = t.organisation_id
"""
_MY_SHEET = f"""
SELECT COLUMNS, {_PLACED} {_SHEET} WHERE s.return_code_hash = %(hashed)s AND r.code = %(code)s
"""
# The kind is written out, or SQLite would plan it anew each time: there is an index of these sheets alone.
_TOGETHER_SHEET = f"""
SELECT COLUMNS, {_PLACED}, m.role, a.role {_SHEET}
LEFT JOIN teams_membership m ON m.team_id = t.id AND m.user_id = %(user)s
LEFT JOIN teams_organisationrole a ON a.organisation_id = o.id AND a.user_id = %(user)s AND a.role = %(admin)s
WHERE r.code = %(code)s AND s.kind = '{Sheet.Kind.TOGETHER}'
"""
_MINE, _OURS = (
    {rows: sql.replace("COLUMNS", rows.columns) for rows in (WHOLE, OF_A_PART)}
    for sql in (_MY_SHEET, _TOGETHER_SHEET)
)


def rounds_of(user):
    """Every round this person may see; `role` is theirs in its team (None for admins)."""
    return _seen_by(user, Round.objects.select_related("team__organisation"))


@prepared
def rounds_since(user: User, since: datetime) -> QuerySet[Round]:
    """Of this person's teams that are there still, each with its team: those that haven't closed, or did so since
    then."""
    mine = _seen_by(user, Round.objects.select_related("team")).filter(team__archived_at=None)
    mine = mine.exclude(role=None)
    return mine.filter(Q(closed_at=None) | Q(closed_at__gte=since)).order_by("closes_on")


@prepared
def rounds_in(user: User, team: Team) -> QuerySet[Round]:
    """Those of this team that this person may see, the newest first."""
    return rounds_of(user).filter(team=team).order_by("-created_at")


@prepared
def _round_of(user: User, code: str) -> QuerySet[Round]:
    return rounds_of(user).filter(code=code)


def _seen_by(user, rows: QuerySet) -> QuerySet:
    """Of what belongs to a `team`: what this person may see, with their `role` in that team."""
    membership = Membership.objects.filter(team=OuterRef("team"), user=user)
    looks_after = OrganisationRole.objects.filter(
        organisation=OuterRef("team__organisation"), user=user, role=ADMIN
    )
    with_role = rows.annotate(role=Subquery(membership.values("role")[:1]))
    return with_role.filter(Q(role__isnull=False) | Exists(looks_after))


def get_round(request, code: str, *, role: str = READER) -> Round:
    """The round, for its team and its organisation's admins; `MEMBER` and `FACILITATOR` ask for more.

    One whose closing was cut off is finished by whoever looks.
    """
    round = first_or_404(_round_of(request.user, code))
    _require(round.role, role)
    if round.awaits_release:
        finish_closing(round)
        round.refresh_from_db(fields=["awaits_release"])
    return round


def get_action(request, code: str, *, role: str = READER) -> Action:
    """The action, for its team and its organisation's admins; `action.role` is theirs. `MEMBER` asks for more."""
    action = first_or_404(_action_of(request.user, code))
    _require(action.role, role)
    return action


@prepared
def _action_of(user: User, code: str) -> QuerySet[Action]:
    actions = Action.objects.select_related("team__organisation", "lead", "round", "created_by")
    return _seen_by(user, actions).filter(code=code)


def get_round_in_the_open(request, code: str) -> Round:
    """For the team's members. In a round without names there is nothing of the kind, whoever asks."""
    round = get_round(request, code)
    if round.sharing != Round.Sharing.IN_THE_OPEN:
        raise Http404
    _require(round.role, MEMBER)
    return round


def get_managed_round(request, code: str) -> Round:
    """For its facilitators and its organisation's admins, who manage its team: of them a second person approves what
    goes outside, and they take back what was begun by mistake."""
    round = get_round(request, code)
    if not may_manage(request.user, round.team):
        raise PermissionDenied
    return round


def get_together_sheet(request, code: str, *, role: str = MEMBER, rows: SheetRows = WHOLE) -> Sheet:
    """The together sheet, its round, team and organisation in one query; `sheet.round.role` is theirs."""
    given = {"user": request.user.pk, "admin": ADMIN, "code": code}
    row = _row(_OURS[rows], given)
    if row is None or not (row[-2] or row[-1]):
        raise Http404
    _require(row[-2], role)
    sheet = rows.sheet(row)
    sheet.round.role = row[-2]
    return sheet


def get_my_sheet(request, code: str, rows: SheetRows = WHOLE) -> Sheet:
    """The sheet that this browser's cookie names, as above. Raises NoSheetHere; no account is asked for."""
    return_code = read_return_code(request)
    hashed = hash_return_code(return_code) if return_code else ""
    row = _row(_MINE[rows], {"hashed": hashed, "code": code}) if hashed else None
    if row is None:
        raise NoSheetHere
    return rows.sheet(row)


def get_round_to_join(request, code: str) -> tuple[Round, Admission]:
    """A round whose code or link this browser has shown us. Raises NoSheetHere when it doesn't work (any more)."""
    admission = read_admission(request)
    found = _round_to_join(code) if admission else []
    if not found or not admission.leads_to(found[0]):
        raise NoSheetHere
    return found[0], admission


@prepared
def _round_to_join(code: str) -> QuerySet[Round]:
    return rounds_to_join().filter(code=code)


def closed_round_come_to(request, code: str) -> Round | None:
    """One that has closed since this browser has shown us its code or link."""
    admission = read_admission(request)
    round = rounds_to_come_to().closed().filter(code=code).first() if admission else None
    return round if round and admission.leads_to(round) else None


def _row(sql: str, given: dict) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()


def _require(theirs: str | None, role: str) -> None:
    if RANKS[theirs or READER] < RANKS[role]:
        raise PermissionDenied
