"""How an organisation's pages look, for browsers without an account too: people who take part see them."""

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from teams import colours
from teams.models import Organisation

DAY = 24 * 3600


@login_not_required
@require_safe
def organisation_colours(request, signed):
    """A small stylesheet. It tells nothing but a colour, and asks after nobody."""
    try:
        brand = colours.unsigned(signed)
    except BadSignature as error:
        raise Http404 from error
    css = f":root{{--brand:{brand};--brand-hover:{colours.hover_shade(brand)}}}\n"
    return _kept_for_a_day(HttpResponse(css, content_type="text/css; charset=utf-8"))


@login_not_required
@require_safe
def organisation_logo(request, token):
    logo = get_object_or_404(Organisation, logo=f"logos/{token}.png").logo
    try:
        with logo.open() as picture:
            response = HttpResponse(picture.read(), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404 from error
    response["X-Content-Type-Options"] = "nosniff"
    return _kept_for_a_day(response)


def _kept_for_a_day(response: HttpResponse) -> HttpResponse:
    """Another colour, or another logo, has another address."""
    response["Cache-Control"] = f"public, max-age={DAY}"
    return response
