from datetime import timedelta

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.utils import timezone

from assessments.access import rounds_of
from assessments.cookies import forget_all_sheets
from assessments.models import TakenBack
from assessments.services.second_people import rounds_that_wait_for
from teams.access import ADMIN, FACILITATOR, RUBRIC_EDITOR
from teams.services.invitations import invitations_of

RECENTLY = timedelta(days=365)
AT_MOST = 6  # recently closed rounds


@login_not_required
def home(request):
    if request.user.is_authenticated:
        return render(request, "assessments/home.html", going_on(request.user))
    return render(request, "assessments/welcome.html")


@login_not_required
def sign_out(request):
    """Also forgets the sheets of one's own that this browser holds: others may use it next."""
    response = allauth.logout(request)
    return forget_all_sheets(request, response) if request.method == "POST" else response


def going_on(user) -> dict:
    """What is going on for this person, in a number of queries that doesn't grow with teams or rounds."""
    mine = rounds_of(user).exclude(role=None).order_by("closes_on")
    mine = mine.annotate(has_taken_back=Exists(TakenBack.objects.filter(round=OuterRef("pk"))))
    rounds = list(mine.filter(closed_at=None) | mine.filter(closed_at__gte=timezone.now() - RECENTLY))
    closed = sorted((r for r in rounds if r.closed_at), key=lambda r: r.closed_at, reverse=True)
    memberships = list(user.memberships.select_related("team__organisation").order_by("team__name"))
    roles = list(user.organisation_roles.select_related("organisation"))
    organisations = {m.team.organisation for m in memberships} | {role.organisation for role in roles}
    return {
        "organisation": organisations.pop() if len(organisations) == 1 else None,
        "open_rounds": [r for r in rounds if r.state == "open"],
        "planned_rounds": [r for r in rounds if r.state == "planned"],
        "closed_rounds": closed[:AT_MOST],
        "invitations": invitations_of(user.email),
        "to_approve": rounds_that_wait_for(user),
        "taken_back": [r for r in rounds if r.has_taken_back and r.role == FACILITATOR],
        "memberships": memberships,
        "facilitated": [m.team for m in memberships if m.role == FACILITATOR],
        "looked_after": [role.organisation for role in roles if role.role == ADMIN],
        "edits_rubrics": user.is_site_editor or any(role.role == RUBRIC_EDITOR for role in roles),
    }
