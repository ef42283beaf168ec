"""Who may read what somebody wrote, and who may quote it: asked once there are words, each on a page of its own."""

from dataclasses import replace

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.models import Reflection, Sheet
from assessments.part import Filled, Part, Sharing
from assessments.services.answering import RoundClosed, read_part, save_sharing
from assessments.views.mine import my_part, own
from assessments.views.sheet import of_sheet

ONLY_ME, ROUND = Reflection.MayRead.values
LATER = "later"
QUOTING = {"no": Sharing(ROUND), "inside": Sharing(ROUND, True), "outside": Sharing(ROUND, True, True)}


def is_asked(request, sheet: Sheet, part: Part) -> bool:
    """Whoever has written something, and hasn't chosen yet. What a group wrote is what it agreed."""
    if sheet.kind != Sheet.Kind.PERSON or not request.POST.get("reflection", "").strip():
        return False
    return not sheet.reflections.filter(principle=part.principle.id).exclude(may_read="").exists()


@require_http_methods(["GET", "HEAD", "POST"])
@own
def who_may_read(request, sheet, principle):
    part, filled = _words_of(request, sheet, principle)
    if not _may_choose(sheet, filled):
        return redirect("my_words", sheet.round.code, principle)
    if request.method != "POST":
        return _page(request, sheet, part, filled, "who_may_read")
    pressed = request.POST.get("may_read")
    if pressed == ROUND:
        return _choose(sheet, part, replace(filled.sharing, may_read=ROUND), then="who_may_quote")
    if pressed == ONLY_ME:
        return _choose(sheet, part, Sharing(ONLY_ME))
    return _go_on(sheet, part, pressed)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def who_may_quote(request, sheet, principle):
    """Only of words that others may read: whoever chose “Only me” meanwhile, in another window, isn't asked."""
    part, filled = _words_of(request, sheet, principle)
    if not _may_choose(sheet, filled) or filled.sharing.may_read != ROUND:
        return redirect("who_may_read", sheet.round.code, principle)
    if request.method != "POST":
        return _page(request, sheet, part, filled, "who_may_quote")
    pressed = request.POST.get("may_quote")
    if pressed in QUOTING:
        return _choose(sheet, part, QUOTING[pressed], instead_of=filled.sharing)
    return _go_on(sheet, part, pressed)


def _words_of(request, sheet: Sheet, principle: str) -> tuple[Part, Filled]:
    if sheet.kind != Sheet.Kind.PERSON:
        raise Http404
    part = my_part(request, sheet, principle)
    return part, read_part(sheet, part)


def _may_choose(sheet: Sheet, filled: Filled) -> bool:
    return sheet.round.is_open and bool(filled.text.strip())


def _choose(sheet: Sheet, part: Part, sharing: Sharing, *, then="my_next", **known):
    """A choice that changed meanwhile, elsewhere, stands: it is asked again."""
    where = [sheet.round.code, part.principle.key]
    try:
        stored = save_sharing(sheet, principle=part.principle.id, sharing=sharing, **known)
    except RoundClosed:
        return redirect("my_words", *where)
    return redirect(then if stored == sharing else "who_may_read", *where)


def _go_on(sheet: Sheet, part: Part, pressed: str | None):
    if pressed != LATER:
        raise BadRequest("Press one of the choices, or “I decide later”.")
    return redirect("my_next", sheet.round.code, part.principle.key)


def _page(request, sheet: Sheet, part: Part, filled: Filled, name: str):
    where = [sheet.round.code, part.principle.key]
    context = of_sheet(sheet) | {
        "part_title": part.principle.name,
        "text": filled.text,
        "readers": filled.sharing.readers,
        "words_url": f"{reverse('my_words', args=where)}#question",
        "readers_url": reverse("who_may_read", args=where),
    }
    return render(request, f"assessments/{name}.html", context)
