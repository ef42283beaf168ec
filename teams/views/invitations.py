"""Following an invitation's link, and managing those that wait."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from teams import access
from teams.forms import JoinForm
from teams.punctuation import sentence
from teams.services import invitations as services
from teams.views.refusals import refusals_told_to
from teams.views.signing_in import refuse_code


@login_not_required
def invitation(request, token):
    """The link in the e-mail. It shows who invites whom to what; the address has to be proved by a code."""
    invitation = access.get_invitation(token)
    is_theirs = _is_theirs(request, invitation)
    form = JoinForm() if is_theirs and not request.user.name else None
    return _page(request, invitation, is_theirs=is_theirs, form=form)


@login_not_required
@require_POST
def send_invitation_code(request, token):
    """Signs the invited person in by a code, with a new account if they have none, and comes back here."""
    invitation = access.get_invitation(token)
    back = reverse("invitation", args=[token])
    if request.user.is_authenticated or not invitation.is_open:
        return redirect(back)
    if refusal := refuse_code(request, invitation.email, link=token):
        messages.error(request, refusal)
        return redirect(back)
    account = services.account_for(invitation)
    LoginCodeVerificationProcess.initiate(request=request, user=account, email=invitation.email)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': back})}")


@require_POST
def accept_invitation(request, token):
    invitation = access.get_invitation(token)
    if invitation.accepted_at or not _is_theirs(request, invitation):
        return redirect("invitation", token)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _page(request, invitation, is_theirs=True, form=form)
    with refusals_told_to(request):
        services.accept_invitation(invitation, by=request.user, **form.cleaned_data)
        messages.success(request, sentence(f"You have joined {invitation.team or invitation.organisation}"))
        return redirect(_joined(invitation))
    return redirect("invitation", token)


@require_POST
def send_invitation_again(request, token):
    invitation = access.get_invitation_to_manage(request, token)
    with refusals_told_to(request):
        services.send_again(invitation, by=request.user)
        messages.success(request, f"We’ve sent the invitation to {invitation.email} again.")
    return redirect(_managed_at(invitation, request.user))


@require_POST
def withdraw_invitation(request, token):
    invitation = access.get_invitation_to_manage(request, token)
    with refusals_told_to(request):
        services.withdraw_invitation(invitation, by=request.user)
        done = f"The invitation for {invitation.email} is taken back. Its link no longer works."
        messages.success(request, done)
    return redirect(_managed_at(invitation, request.user))


def _is_theirs(request, invitation) -> bool:
    return request.user.is_authenticated and request.user.email == invitation.email


def _page(request, invitation, *, is_theirs: bool, form):
    context = {
        "heading": _heading(invitation),
        "invitation": invitation,
        "is_theirs": is_theirs,
        "form": form,
    }
    return render(request, "teams/invitation.html", context)


def _heading(invitation) -> str:
    if invitation.accepted_at:
        return "This invitation has been used"
    if invitation.withdrawn_at:
        return "This invitation isn’t open any more"
    if not invitation.is_backed:
        return "This invitation has ended"
    if not invitation.is_open:
        return "This invitation is too old"
    return f"Join {invitation.team or invitation.organisation}"


def _joined(invitation) -> str:
    if invitation.team:
        return reverse("team", args=[invitation.team.code])
    organisation = invitation.organisation
    is_first = invitation.role == access.ADMIN and not organisation.teams.exists()
    return reverse("new_team" if is_first else "organisation", args=[organisation.slug])


def _managed_at(invitation, user) -> str:
    if invitation.role == access.ADMIN and user.is_superuser:
        return reverse("site_organisations")
    if invitation.team:
        return reverse("team_people", args=[invitation.team.code])
    return reverse("organisation", args=[invitation.organisation.slug])
