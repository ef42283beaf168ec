"""What the pages of every sheet share, whoever fills it in."""

from functools import lru_cache

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.access import FACILITATOR
from assessments.came_from import leads_back_to
from assessments.cookies import sheet_mark
from assessments.models import Round, Sheet
from assessments.part import Part, find_part
from assessments.placing import activity_in
from assessments.services.terms import k_of
from rubric.document import EASY_READ, STANDARD, Document
from rubric.reading import read_in_wording
from teams import kept_words
from teams.models import Organisation, Perspective

CLOSED = "This round is closed, so nothing more can be saved."
TOGETHER = {
    "overview": "together",
    "part": "together_principle",
    "activity": "together_activity",
    "save": "save_together",
}
MINE = {"overview": "my_sheet", "part": "my_principle", "activity": "my_activity", "save": "save_mine"}


def address(sheet: Sheet, page: str, *args: str) -> str:
    """Of a page of this sheet: its `overview`, a `part`, an `activity`, or where a part's changes go (`save`)."""
    names = TOGETHER if sheet.kind == Sheet.Kind.TOGETHER else MINE
    return reversed_once(names[page], sheet.round.code, *args)


@lru_cache(maxsize=4096)  # about 200 B each
def reversed_once(name: str, *args: str | int) -> str:
    """Django takes longer to write an address than for anything else of a page that is always the same."""
    return reverse(name, args=args)


def address_of_part(sheet: Sheet, field: str | None) -> str:
    """Of the page of a part, called as in forms (`field`); the overview where there is none."""
    if not field:
        return address(sheet, "overview")
    key = activity_in(field)
    return address(sheet, "activity", key) if key else address(sheet, "part", field)


def closed_while_writing(request, way: str) -> HttpResponse:
    """Leads on to `way`; whoever has typed something gets it back first."""
    kept = kept_words.kept(request)
    if kept.get("written"):
        return render(request, "assessments/closed_while_writing.html", kept, status=410)
    messages.error(request, CLOSED)
    return redirect(way)


def is_in_session(request) -> bool:
    """Whether somebody came from the projector's screen, and goes back to it when they have saved."""
    return request.GET.get("from") == "session"


def leads_session(request, sheet: Sheet) -> bool:
    """The projector's screen is a facilitator's: whoever else comes with its address gets the ordinary pages."""
    return is_in_session(request) and sheet.round.role == FACILITATOR


def keeping_session(request, address: str) -> str:
    """An address on the way, from which the session is still found."""
    return f"{address}?from=session" if is_in_session(request) else address


def wording_of(request) -> str:
    """The one that somebody has chosen: their cookie may hold anything."""
    chosen = request.COOKIES.get("wording")
    return chosen if chosen == EASY_READ else STANDARD


def wording_in(request, round: Round) -> str:
    """That of what the round asks: the same of all of it, so that nobody meets two mixed."""
    return STANDARD if round.without_easy_read else wording_of(request)


def document_of(request, round: Round) -> Document:
    """The round's rubric in the words that whoever asks has chosen."""
    return read_in_wording(round.version_id, wording_in(request, round))


def part_of(request, sheet: Sheet, key: str) -> Part:
    part = find_part(document_of(request, sheet.round), key)
    if part is None:
        raise Http404
    return part


def of_sheet(sheet: Sheet) -> dict:
    """What every page of a sheet needs."""
    team, overview = sheet.round.team, address(sheet, "overview")
    return {
        "sheet": sheet,
        "sheet_mark": sheet_mark(sheet),
        "round": sheet.round,
        "team": team,
        "organisation": team.organisation,
        "closed": not sheet.round.is_open,
        "k": k_of(sheet.round),
        "overview": overview,
        "leads_back": leads_back_to(overview),
    }


def who_was_there(sheet: Sheet) -> QuerySet[Perspective]:
    """In the organisation's own order; read only if a page shows it."""
    return Perspective.objects.filter(pk__in=sheet.presences.values("perspective"))


def contact_of(organisation: Organisation) -> str:
    """Whom to call besides 999."""
    return ", ".join(filter(None, [organisation.safeguarding_name, organisation.safeguarding_phone]))
