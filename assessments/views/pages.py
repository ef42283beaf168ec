"""Pages that anybody may read, and the switch between the two wordings."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from assessments.came_from import PLACES, Way, came_from, leads_back_to
from assessments.cookies import rounds_begun_in
from assessments.models import Round, Sheet
from assessments.services.terms import k_of
from rubric.document import EASY_READ, STANDARD
from teams.addresses import address_to_type, full_address
from teams.kept_words import kept
from teams.models import FLOOR


@login_not_required
def about(request):
    return render(request, "assessments/about.html", _beside_a_round(request))


@login_not_required
def who_sees(request):
    return render(request, "assessments/who_sees.html", _beside_a_round(request))


@login_not_required
def accessibility(request):
    told = {"statement": settings.STATEMENT, "site_url": full_address("/")}
    return render(request, "assessments/accessibility.html", told | _beside_a_round(request))


@login_not_required
def help(request):
    return render(request, "assessments/help.html", _beside_a_round(request))


@login_not_required
@require_safe
def helping(request):
    return render(request, "assessments/coming_in/helping.html")


@login_not_required
@require_safe
def said_no(request):
    return render(request, "assessments/coming_in/said_no.html")


def _beside_a_round(request) -> dict:
    """The ways back to where somebody was, whom to ask there and how many its results need. Only this browser’s cookie
    says of which round that is: an address alone tells nothing of one."""
    came = came_from(request)
    begun = _begun_here(request, came)
    addresses = {round: reverse("my_sheet", args=[round.code]) for round in begun}
    round = _round_meant(came, addresses)
    their_own = [Way(addresses[one], _your_answers(one, begun)) for one in begun]
    return {
        "ways_back": [came] if came else their_own,
        "leads_back": leads_back_to(urlsplit(came.address).path) if came else "",
        "whom_to_ask": round.whom_to_ask if round else None,
        "k": k_of(round) if round else FLOOR,
        "may_be_more": round is None,
        "in_the_open": round is not None and round.sharing == Round.Sharing.IN_THE_OPEN,
    }


def _begun_here(request, came: Way | None) -> list[Round]:
    """Whoever is signed in may not be who answered on this device, unless they come from there."""
    return [] if request.user.is_authenticated and not came else rounds_begun_in(request)


def _round_meant(came: Way | None, addresses: dict[Round, str]) -> Round | None:
    """The one whose sheet somebody came from; from nowhere, the only one that there is."""
    if came:
        return next((round for round, address in addresses.items() if address == came.address), None)
    return next(iter(addresses)) if len(addresses) == 1 else None


def _your_answers(round: Round, begun: list[Round]) -> str:
    return PLACES["my_sheet"] if len(begun) == 1 else f"{PLACES['my_sheet']}: {round.title}"


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


def keeps_nothing(request, *, code: str = "", wording: str = STANDARD):
    """For browsers that refuse cookies: those of some apps that scan. Says where to go on, and with what."""
    joins = request.path.startswith(reverse("join"))
    way_in = reverse("join_easy" if wording == EASY_READ else "join")
    context = {
        "address": address_to_type(way_in if joins else request.path),
        "code": code,
        "wording": wording,
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
