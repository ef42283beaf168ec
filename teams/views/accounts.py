"""An account that is closed, and opened again, by who looks after all its organisations or the site."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from teams import access
from teams.services import accounts
from teams.views.refusals import refusals_told_to


@require_http_methods(["GET", "HEAD", "POST"])
def close_account(request, pk):
    """What happens, and why it can't, where it can't."""
    person = access.get_person(request, pk)
    if request.method == "POST" and person.may_be_closed and _is_closed(request, person):
        return redirect("close_account", pk)
    return render(request, "teams/close_account.html", {"person": person, "back": _back(request)})


def _back(request) -> tuple[str, str]:
    """Where the people are among whom this one was found."""
    looked_after = request.user.organisation_roles.filter(role=access.ADMIN)
    if looked_after.count() != 1:
        return reverse("home"), "Your rounds"
    slug = looked_after.get().organisation.slug
    return reverse("organisation_people", args=[slug]), "Everybody with an account"


def _is_closed(request, person) -> bool:
    with refusals_told_to(request):
        accounts.close_account(person, by=request.user)
        messages.success(request, f"The account of {person} is closed.")
        return True
    return False


@require_POST
def open_account(request, pk):
    person = access.get_person(request, pk)
    if person.may_be_closed:
        with refusals_told_to(request):
            accounts.open_account(person, by=request.user)
            messages.success(request, f"{person} can sign in again.")
    return redirect("close_account", pk)
