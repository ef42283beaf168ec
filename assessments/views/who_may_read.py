"""Who may read what somebody wrote, and who may quote it: asked once there are words, each on a page of its own."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.models import Reflection, Sheet
from assessments.part import Filled, Sharing
from assessments.services.answering import RoundClosed, read_part, save_sharing
from assessments.views.mine import own
from assessments.views.own_part import AnyPart, own_part, way, way_to_words
from assessments.views.sheet import of_sheet
from teams.punctuation import sentence

ONLY_ME, ROUND = Reflection.MayRead.values
LATER = "later"
TAKEN_BACK = "Other people can’t read your words now. Only you can."
ONLY_YOU = "Only you can read your words."
READ = "People in this round can read your words, once we show them."
QUOTED = {
    "no": "We don’t quote them.",
    "inside": "We may quote them inside {}",
    "outside": "We may quote them for everybody.",
}
QUOTING = {"no": Sharing(ROUND), "inside": Sharing(ROUND, True), "outside": Sharing(ROUND, True, True)}


def is_asked(request, sheet: Sheet, part: AnyPart) -> bool:
    """Whoever has written something, and hasn't chosen yet. What a group wrote is what it agreed."""
    if sheet.kind != Sheet.Kind.PERSON or not request.POST.get("reflection", "").strip():
        return False
    return not sheet.reflections.filter(**part.owner).exclude(may_read="").exists()


@require_http_methods(["GET", "HEAD", "POST"])
@own
def who_may_read(request, sheet, **key):
    part, filled = _words_of(request, sheet, key)
    if not _may_choose(sheet, filled):
        return redirect(way_to_words(sheet, part))
    if request.method != "POST":
        return _page(request, sheet, part, filled, "who_may_read")
    pressed = request.POST.get("may_read")
    if pressed == ROUND:
        return _choose(sheet, part, replace(filled.sharing, may_read=ROUND), then="quoting")
    if pressed == ONLY_ME:
        return _only_me(request, sheet, part, filled)
    return _go_on(sheet, part, pressed)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def who_may_quote(request, sheet, **key):
    """Only of words that others may read: whoever chose “Only me” meanwhile, in another window, isn't asked."""
    part, filled = _words_of(request, sheet, key)
    if not _may_choose(sheet, filled) or filled.sharing.may_read != ROUND:
        return redirect(way(sheet, part, "readers"))
    if request.method != "POST":
        return _page(request, sheet, part, filled, "who_may_quote")
    pressed = request.POST.get("may_quote")
    if pressed in QUOTING:
        answer = _choose(sheet, part, QUOTING[pressed], instead_of=filled.sharing)
        quoted = sentence(QUOTED[pressed].format(sheet.round.team.organisation))
        return _tell(request, answer, way(sheet, part, "next"), f"{READ} {quoted}")
    return _tell(request, _go_on(sheet, part, pressed), way(sheet, part, "next"), READ)


def _words_of(request, sheet: Sheet, key: dict[str, str]) -> tuple[AnyPart, Filled]:
    if sheet.kind != Sheet.Kind.PERSON:
        raise Http404
    part = own_part(request, sheet, **key)
    return part, read_part(sheet, part)


def _may_choose(sheet: Sheet, filled: Filled) -> bool:
    return sheet.round.is_open and bool(filled.text.strip())


def _choose(sheet: Sheet, part: AnyPart, sharing: Sharing, *, then="next", **known):
    """A choice that changed meanwhile, elsewhere, stands: it is asked again."""
    try:
        stored = save_sharing(sheet, **part.owner, sharing=sharing, **known)
    except RoundClosed:
        return redirect(way_to_words(sheet, part))
    return redirect(way(sheet, part, then if stored == sharing else "readers"))


def _only_me(request, sheet: Sheet, part: AnyPart, filled: Filled):
    """Whoever takes their words back is told that it is done."""
    answer = _choose(sheet, part, Sharing(ONLY_ME))
    told = TAKEN_BACK if filled.sharing.may_read == ROUND else ONLY_YOU
    return _tell(request, answer, way(sheet, part, "next"), told)


def _tell(request, answer, done: str, told: str):
    """What was chosen, since a button is soon pressed for another; nothing, where it is asked again."""
    if answer.url == done:
        messages.success(request, told)
    return answer


def _go_on(sheet: Sheet, part: AnyPart, pressed: str | None):
    if pressed != LATER:
        raise BadRequest("Press one of the choices, or “I decide later”.")
    return redirect(way(sheet, part, "next"))


def _page(request, sheet: Sheet, part: AnyPart, filled: Filled, name: str):
    context = of_sheet(sheet) | {
        "part_title": part.name,
        "text": filled.text,
        "readers": filled.sharing.readers,
        "words_url": f"{way_to_words(sheet, part)}#question",
        "readers_url": way(sheet, part, "readers"),
    }
    return render(request, f"assessments/{name}.html", context)
