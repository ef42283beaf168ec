"""A sheet of one's own, or a group's: its parts, its return code, and its end. The browser's cookie names it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import NoSheetHere, get_my_sheet
from assessments.cookies import forget_sheet, open_to, read_return_code, sheet_mark
from assessments.forms.joining import CodeForm
from assessments.models import Round, Sheet
from assessments.part import EASY_READ, Part, cards, first_unanswered, title
from assessments.services.answering import RoundClosed, read_all_parts, read_part
from assessments.services.editions import has_easy_read
from assessments.services.joining import erase_sheet, rounds_to_join
from assessments.services.progress import next_part, read_progress
from assessments.services.quotable import quotes_of
from assessments.services.you_said import published_token
from assessments.views.part import part_page, save_change, save_form
from assessments.views.return_code_picture import draw_return_code
from assessments.views.sheet import of_sheet, part_of, wording_of
from rubric.reading import read_version
from teams import kept_words, replies
from teams.addresses import full_address
from teams.codes import shown
from teams.stylesheets import embedded

GONE = "This device has no sheet of this round any more. Write your return code to go on."


def own(view):
    """`view` gets the sheet that this browser's cookie names; whoever has none is asked for their return code."""

    @login_not_required
    @wraps(view)
    def guarded(request, code, **kwargs):
        try:
            sheet = get_my_sheet(request, code)
            _check_mark(request, sheet)
        except NoSheetHere:
            return _ask_for_code(request)
        request.COOKIES.setdefault("wording", sheet.wording)  # chosen on joining, until it is switched
        return view(request, sheet, **kwargs)

    return guarded


def _check_mark(request, sheet: Sheet) -> None:
    """A page that was left open must not save to the sheet of the next person on this device."""
    mark = request.headers.get("Sheet-Mark") or request.POST.get("sheet_mark")
    if mark and mark != sheet_mark(sheet):
        raise NoSheetHere


def _ask_for_code(request):
    """With whatever somebody has just written, so that it isn't lost."""
    if replies.wants_json(request):
        return replies.refuse(replies.NO_SHEET, GONE, status=404)
    form = CodeForm()
    form.fields["code"].label = "Your return code"
    form.fields["code"].help_text = "You got it when you started. It has 12 letters and numbers."
    context = {"form": form} | kept_words.kept(request)
    return render(request, "assessments/no_sheet.html", context, status=404)


@require_safe
@own
def my_sheet(request, sheet):
    """Which part first is theirs to choose."""
    progress = _progress(sheet)
    context = {
        "document": read_version(sheet.round.version_id),
        "parts": [(title(one.principle, wording_of(request)), one) for one in progress],
        "finished": sum(one.finished for one in progress),
        "return_code": shown(read_return_code(request)),
        "shown_at": _shown_at(sheet),
        "has_easy_read": _has_easy_read(sheet.round),
        "came_of_it": published_token(sheet.round),
        "quoted": quotes_of(sheet).exists(),
    }
    return render(request, "assessments/my_sheet.html", of_sheet(sheet) | context)


def _progress(sheet: Sheet) -> list:
    """Of all parts, or of the one that a group chose."""
    progress = read_progress(sheet, read_version(sheet.round.version_id))
    return [one for one in progress if sheet.principle_id in (None, one.principle.id)]


def my_part(sheet: Sheet, key: str) -> Part:
    """A group that chose one part has no other."""
    part = part_of(sheet, key)
    if sheet.principle_id not in (None, part.principle.id):
        raise Http404
    return part


def _has_easy_read(round: Round) -> bool:
    """Once the round has closed: before any figure, the short document for everybody."""
    return not round.is_open and has_easy_read(round)


def _shown_at(sheet: Sheet):
    """When the round's results were last shown; None before that."""
    return sheet.round.releases.values_list("made_at", flat=True).first()


@require_http_methods(["GET", "HEAD", "POST"])
@own
def my_principle(request, sheet, principle):
    part = my_part(sheet, principle)
    if request.method == "POST":
        return save_form(request, sheet, part, then=reverse("my_next", args=[sheet.round.code, principle]))
    filled = read_part(sheet, part)
    if wording_of(request) == EASY_READ and sheet.round.is_open:
        return redirect(_easy_read_page(sheet, part, first_unanswered(filled.marks)))
    return part_page(request, sheet, part, filled)


def _easy_read_page(sheet: Sheet, part: Part, number: int | None) -> str:
    args = [sheet.round.code, part.principle.key]
    return reverse("my_statement", args=[*args, number]) if number else reverse("my_words", args=args)


@require_POST
@own
def save_mine(request, sheet, principle):
    return save_change(request, sheet, my_part(sheet, principle))


@require_safe
@own
def my_next(request, sheet, principle):
    """On to the next part that isn't finished; to the thanks when all are, or a group's one part is."""
    code = sheet.round.code
    following = next_part(
        sheet, read_version(sheet.round.version_id), after=part_of(sheet, principle).principle.key
    )
    if following is None or sheet.principle_id:
        return redirect("thank_you", code)
    messages.success(request, "That part is finished. You can stop here, or go on.")
    return redirect("my_sheet", code)


@require_safe
@own
def thank_you(request, sheet):
    progress = _progress(sheet)
    context = {
        "finished": sum(one.finished for one in progress),
        "parts": len(progress),
        "return_code": shown(read_return_code(request)),
        "shown_at": _shown_at(sheet),
        "has_easy_read": _has_easy_read(sheet.round),
        "came_of_it": published_token(sheet.round),
        "quoted": quotes_of(sheet).exists(),
    }
    return render(request, "assessments/thank_you.html", of_sheet(sheet) | context)


@require_safe
@own
def my_return_code(request, sheet):
    """Only this browser can show it again: we keep no more than a hash of it."""
    context = {"return_code": shown(read_return_code(request)), "join_url": _join_url()}
    return render(request, "assessments/my_return_code.html", of_sheet(sheet) | context)


@require_safe
@own
def return_code_picture(request, sheet):
    png = draw_return_code(shown(read_return_code(request)), at=_join_url(), round=sheet.round)
    response = HttpResponse(png, content_type="image/png")
    response.headers["Content-Disposition"] = 'attachment; filename="my-return-code.png"'
    return response


def _join_url() -> str:
    return full_address(reverse("join"))


@require_safe
@own
def download_mine(request, sheet):
    """All that is kept of it, as one file that opens anywhere."""
    document = read_version(sheet.round.version_id)
    parts = [part_of(sheet, principle.key) for principle in document.principles]
    said = zip(parts, read_all_parts(sheet, parts), strict=True)
    finished = {one.principle.key for one in read_progress(sheet, document) if one.finished}
    context = of_sheet(sheet) | {
        "style": embedded("taken-along"),
        "document": document,
        "told": [
            (
                title(part.principle, wording_of(request)),
                cards(part, filled.marks, wording_of(request)),
                filled,
                part.principle.key in finished,
            )
            for part, filled in said
        ],
    }
    page = render_to_string("assessments/download_mine.html", context)
    response = HttpResponse(page)
    response.headers["Content-Disposition"] = 'attachment; filename="my-answers.html"'
    return response


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
    return forget_sheet(redirect("erased"), sheet.round.code)


@login_not_required
@require_safe
def erased(request):
    return render(request, "assessments/erased.html")


@require_http_methods(["GET", "HEAD", "POST"])
@own
def hand_over(request, sheet):
    """Clears this device, for the next person to begin a sheet on it; asks for the code to be written down first."""
    if request.method != "POST":
        context = of_sheet(sheet) | {"return_code": shown(read_return_code(request))}
        return render(request, "assessments/hand_over.html", context)
    messages.success(
        request, "This device has forgotten the answers of the person before you. They are safe."
    )
    round = sheet.round
    can_join = rounds_to_join().filter(pk=round.pk).exists()
    response = forget_sheet(redirect("join_round", round.code) if can_join else redirect("join"), round.code)
    return open_to(response, round) if can_join else response
