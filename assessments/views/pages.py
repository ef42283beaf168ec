"""Pages that anybody may read, and the switch between the two wordings."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from assessments.models import Sheet
from teams.addresses import address_to_type, full_address
from teams.kept_words import kept


@login_not_required
def about(request):
    return render(request, "assessments/about.html")


@login_not_required
def who_sees(request):
    return render(request, "assessments/who_sees.html")


@login_not_required
def accessibility(request):
    told = {"statement": settings.STATEMENT, "site_url": full_address("/")}
    return render(request, "assessments/accessibility.html", told)


@login_not_required
def help(request):
    return render(request, "assessments/help.html")


@login_not_required
def set_wording(request):
    """Keeps the wording for this visit, and comes back to the page it was chosen on."""
    if request.method != "POST":
        return redirect("home")
    wording = request.POST.get("wording")
    if wording not in Sheet.Wording.values:
        raise BadRequest("Choose the standard version or Easy Read.")
    return keep_wording(redirect(_came_from(request)), wording)


def keep_wording(response, wording: str):
    """For this visit: the cookie goes with the browser's window."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie("wording", wording, secure=secure, httponly=True, samesite="Lax")
    return response


def keeps_nothing(request, *, code: str = ""):
    """For browsers that refuse cookies: those of some apps that scan. Says where to go on, and with what."""
    joins = request.path.startswith(reverse("join"))
    context = {
        "address": address_to_type(reverse("join") if joins else request.path),
        "code": code,
    }
    return render(request, "assessments/keeps_nothing.html", kept(request) | context, status=403)


def _came_from(request) -> str:
    """The page to come back to: on this site only, so that nobody can be sent elsewhere by a link of ours."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours and "/" in address else "home"  # a bare word would be taken for a page’s name


@login_not_required
def favicon(request):
    """For browsers that ask by themselves, where a page has no head to say it in: PDFs, for instance."""
    return redirect(static("img/favicon.svg"))
