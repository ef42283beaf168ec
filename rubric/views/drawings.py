"""Pictures by address: those that published versions have kept, and those of the picture set."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from rubric import pictures
from rubric.models import Drawing

WEEK, YEAR = 7 * 24 * 3600, 365 * 24 * 3600  # seconds


@login_not_required
@require_safe
def drawing(request, digest):
    """Anybody's, since people without an account read it too. It is named by what it holds, so it never changes."""
    kept = get_object_or_404(Drawing, digest=digest)
    return _svg(kept.svg, f"public, max-age={YEAR}, immutable")


@login_not_required
@require_safe
def picture(request, code):
    """One of the picture set as it is installed now: for drafts, and for pages of ours in Easy Read."""
    try:
        svg = pictures.draw(code)
    except pictures.NoSuchPicture as error:
        raise Http404 from error
    return _svg(svg, f"public, max-age={WEEK}")


def _svg(svg: str, kept: str) -> HttpResponse:
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": kept})
