from datetime import timedelta
from typing import NamedTuple

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from assessments.access import rounds_since
from assessments.cookies import forget_all_sheets, rounds_begun_in
from assessments.models import Round
from assessments.reading.to_do import coming_for, due_soon, rounds_to_do, tasks_for
from assessments.tasks import STILL_NEW
from assessments.views.sheet import wording_of
from teams.access import memberships_of, roles_of
from teams.models import Membership, Organisation, OrganisationRole
from teams.roles import ADMIN, FACILITATOR, RUBRIC_EDITOR

RECENTLY = timedelta(days=365)
AT_MOST = 6  # recently closed rounds
AT_FIRST = 5  # tasks


class Destination(NamedTuple):
    """A team or an organisation, by all that a link to it shows: such links are remembered by that."""

    code: str
    name: str
    organisation: str = ""  # of a person in several
    may_plan: bool = False


@login_not_required
def home(request):
    if request.user.is_authenticated:
        return render(request, "assessments/home.html", going_on(request.user, wording=wording_of(request)))
    return render(request, "assessments/welcome.html", {"begun": rounds_begun_in(request)})


@login_not_required
def sign_out(request):
    """Also forgets the sheets of one's own that this browser holds: others may use it next."""
    response = allauth.logout(request)
    return forget_all_sheets(request, response) if request.method == "POST" else response


def going_on(user, *, wording: str) -> dict:
    """What is going on for this person, in a number of queries that doesn't grow with teams or rounds."""
    shown, others = _rounds_of(user)
    rounds = rounds_to_do(shown + others, wording=wording)
    to_do = [each for _, each in rounds]
    due = due_soon(user)
    memberships = memberships_of(user)
    roles = roles_of(user) if user.has_roles else []
    does, teams = _does_in_organisations(user, roles), _teams_of(memberships)
    only = _their_only_organisation(memberships, roles)
    return {
        "rounds": rounds[: len(shown)],
        "coming": tuple(coming_for(to_do, due)),
        **fold(tasks_for(user, to_do, due, **does)),
        **does,
        **teams,
        "places": _places(teams, does["looked_after"], has_several=only is None),
        "reader": str(user),
        "organisation": only,
        "only_rubrics": does["edits_rubrics"]
        and not (memberships or does["looked_after"] or user.is_superuser),
    }


def _does_in_organisations(user, roles: list[OrganisationRole]) -> dict:
    """Beside what they are in teams."""
    edits_some = any(role.role == RUBRIC_EDITOR for role in roles)
    return {
        "looked_after": [role.organisation for role in roles if role.role == ADMIN],
        "edits_rubrics": user.is_site_editor or edits_some,
    }


def _teams_of(memberships: list[Membership]) -> dict:
    """Those that are there still, and archived ones apart."""
    there = [each for each in memberships if not each.team.archived_at]
    return {
        "memberships": there,
        "archived": [each.team for each in memberships if each.team.archived_at],
        "several": len(there) > 1,
        "facilitated": [each.team for each in there if each.role == FACILITATOR],
    }


def _places(
    teams: dict, looked_after: list[Organisation], *, has_several: bool
) -> dict[str, tuple[Destination, ...]]:
    """Where to go from here. Who is in `has_several` organisations reads whose each team is."""
    return {
        "teams": tuple(_team(each, says_whose=has_several) for each in teams["memberships"]),
        "archived": tuple(Destination(each.code, each.name) for each in teams["archived"]),
        "looked_after": tuple(Destination(each.slug, each.name) for each in looked_after),
    }


def _team(membership: Membership, *, says_whose: bool) -> Destination:
    team = membership.team
    organisation = team.organisation.name if says_whose else ""
    return Destination(team.code, team.name, organisation, may_plan=membership.role == FACILITATOR)


def _their_only_organisation(
    memberships: list[Membership], roles: list[OrganisationRole]
) -> Organisation | None:
    found = {each.team.organisation for each in memberships} | {role.organisation for role in roles}
    return found.pop() if len(found) == 1 else None


def fold(tasks: list) -> dict:
    """The soonest, and the rest, which a page shows folded."""
    return {"first_tasks": tuple(tasks[:AT_FIRST]), "other_tasks": tuple(tasks[AT_FIRST:])}


def _rounds_of(user) -> tuple[list[Round], list[Round]]:
    """Open ones, planned ones, and those that closed lately, the newest first; then others that ask for a report."""
    rounds = rounds_since(user, timezone.now() - RECENTLY)
    closed = sorted((r for r in rounds if r.closed_at), key=lambda r: r.closed_at, reverse=True)
    begun = [r for r in rounds if r.state == "open"]
    shown = begun + [r for r in rounds if r.state == "planned"] + closed[:AT_MOST]
    return shown, [r for r in closed[AT_MOST:] if _may_ask_for_report(r)]


def _may_ask_for_report(closed: Round) -> bool:
    return closed.role == FACILITATOR and closed.closed_at >= timezone.now() - STILL_NEW
