"""A sheet of one's own, or a group's: its parts, and its end. The browser's cookie names it."""

from functools import partial, wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import NoSheetHere, get_my_sheet
from assessments.cookies import forget_sheet, read_return_code, sheet_mark
from assessments.forms.joining import CodeForm
from assessments.models import ReportEdition, Round, Sheet
from assessments.part import Part, statements
from assessments.placing import ActivityPart, steps_of
from assessments.reading.quotable import quotes_of
from assessments.services.activities import sources_of
from assessments.services.answering import RoundClosed, read_all_parts, read_part
from assessments.services.editions import issued_edition
from assessments.services.joining import erase_sheet, keep_chosen_wording
from assessments.services.progress import Found, progress_in, read_progress, read_said
from assessments.services.you_said import published_token
from assessments.sheet_rows import OF_A_PART, WHOLE, SheetRows
from assessments.views.pages import keep_wording
from assessments.views.part import save_change
from assessments.views.placed import activity_parts, progress_of_activities
from assessments.views.sheet import document_of, of_sheet, part_of, wording_of
from rubric.document import Document
from rubric.languages import say_languages
from rubric.pictures import as_addresses
from teams import kept_words, replies
from teams.stylesheets import embedded

GONE = "This device has no sheet of this round any more. Write your return code to go on."


def _own_with(rows: SheetRows, view):
    """`view` gets the sheet that this browser's cookie names; whoever has none is asked for their return code."""

    @login_not_required
    @wraps(view)
    def guarded(request, code, **kwargs):
        try:
            sheet = get_my_sheet(request, code, rows)
        except NoSheetHere:
            return _forget_what_is_gone(request, _ask_for_code(request), code)
        if _is_anothers(request, sheet):
            return _ask_for_code(request)
        request.COOKIES.setdefault("wording", sheet.wording)  # chosen last, until it is switched
        if request.method == "GET" and wording_of(request) != sheet.wording:
            keep_chosen_wording(sheet, wording_of(request))
        return view(request, sheet, **kwargs)

    return guarded


own, of_own_part = partial(_own_with, WHOLE), partial(_own_with, OF_A_PART)


def _is_anothers(request, sheet: Sheet) -> bool:
    """A page that was left open must not save to the sheet of the next person on this device."""
    mark = request.headers.get("Sheet-Mark") or request.POST.get("sheet_mark")
    return bool(mark) and mark != sheet_mark(sheet)


def _forget_what_is_gone(request, response: HttpResponse, code: str) -> HttpResponse:
    """Erased elsewhere, or kept no longer: nothing in this browser leads there any more, once a page has said so."""
    is_said = not replies.wants_json(request)
    return forget_sheet(response, code) if is_said and read_return_code(request) else response


def _ask_for_code(request):
    """With whatever somebody has just written, so that it isn't lost."""
    if replies.wants_json(request):
        return replies.refuse(replies.NO_SHEET, GONE, status=404)
    form = CodeForm()
    form.fields["code"].label = "Your return code"
    form.fields["code"].help_text = "You got it after your first part. It has 12 letters and numbers."
    context = {"form": form} | kept_words.kept(request)
    return render(request, "assessments/no_sheet.html", context, status=404)


@require_safe
@own
def my_sheet(request, sheet):
    """Which part first is theirs to choose."""
    sources = sources_of(sheet.round)[
        : None if sheet.principle_id is None else 1
    ]  # who chose a part places nothing
    context = of_sheet(sheet) | so_far(request, sheet) | {"sources": sources}
    return render(request, "assessments/my_sheet.html", context)


def so_far(request, sheet: Sheet) -> dict:
    """How far the sheet is, and what came of it until now."""
    document = document_of(request, sheet.round)
    said = read_said([sheet.pk])
    progress = _progress(sheet, document, said)
    placed = [(one.activity.name, one) for one in progress_of_activities(sheet, said)]
    return {
        "document": document,
        "parts": [(one.principle.name, one) for one in progress] + placed,
        "finished": sum(one.finished for one in progress) + sum(one.finished for _, one in placed),
        "shown_at": _shown_at(sheet),
        "has_easy_read": easy_read_of(sheet.round) is not None,
        "came_of_it": published_token(sheet.round),
        "quoted": quotes_of(sheet).exists(),
    }


def _progress(sheet: Sheet, document: Document, said: Found) -> list:
    """Of all parts, or of the one that a group chose."""
    progress = progress_in(document, sheet.pk, said)
    return [one for one in progress if sheet.asks(one.principle.id)]


def my_part(request, sheet: Sheet, key: str) -> Part:
    part = part_of(request, sheet, key)
    if not sheet.asks(part.principle.id):
        raise Http404
    return part


def easy_read_of(round: Round) -> ReportEdition | None:
    """Once the round has closed: before any figure, the short document for everybody."""
    return None if round.is_open else issued_edition(round, ReportEdition.Kind.EASY_READ)


def _shown_at(sheet: Sheet):
    """When the round's results were last shown; None before that."""
    return sheet.round.releases.values_list("made_at", flat=True).first()


@require_POST
@of_own_part
def save_mine(request, sheet, principle):
    return save_change(request, sheet, my_part(request, sheet, principle))


@require_safe
@own
def download_mine(request, sheet):
    """All that is kept of it, as one file that opens anywhere."""
    document = document_of(request, sheet.round)
    asked = [principle for principle in document.principles if sheet.asks(principle.id)]
    parts = [part_of(request, sheet, principle.key) for principle in asked]
    said = zip(parts, read_all_parts(sheet, parts), strict=True)
    finished = {one.principle.key for one in read_progress(sheet, document) if one.finished}
    context = of_sheet(sheet) | {
        "style": embedded("taken-along"),
        "pictures": as_addresses(keep="1F4CB", lock="1F512") if document.is_easy else None,
        "document": document,
        "told": [
            (
                part.principle.name,
                statements(part, filled.marks),
                filled,
                part.principle.key in finished,
            )
            for part, filled in said
        ],
        "placed": [_placed(sheet, part) for part in activity_parts(request, sheet)],
    }
    page = render_to_string("assessments/download_mine.html", context)
    response = HttpResponse(say_languages(page))
    response.headers["Content-Disposition"] = 'attachment; filename="my-answers.html"'
    return response


def _placed(sheet: Sheet, part: ActivityPart) -> dict:
    filled = read_part(sheet, part)
    return {"activity": part.activity, "steps": steps_of(part, filled.marks), "filled": filled}


@require_http_methods(["GET", "HEAD", "POST"])
@own
def erase_mine(request, sheet):
    stays = sheet.kind == Sheet.Kind.GROUP and not sheet.round.is_open
    if request.method != "POST" or stays:
        return render(request, "assessments/erase_mine.html", of_sheet(sheet) | {"stays": stays})
    try:
        erase_sheet(sheet)
    except RoundClosed:  # in this moment
        return redirect("erase_mine", sheet.round.code)
    response = forget_sheet(redirect("erased"), sheet.round.code)
    is_easy = wording_of(request) == Sheet.Wording.EASY_READ
    return keep_wording(response, Sheet.Wording.EASY_READ) if is_easy else response


@login_not_required
@require_safe
def erased(request):
    return render(request, "assessments/erased.html")
