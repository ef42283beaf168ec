"""A return code: shown, kept in any way, and asked about before a device is handed on."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cookies import forget_person, has_kept_code, note_code_kept, open_to, read_return_code
from assessments.models import Sheet
from assessments.services.joining import rounds_to_join
from assessments.views.mine import own
from assessments.views.return_code_picture import draw_return_code
from assessments.views.sheet import of_sheet
from assessments.way_back import way_back


def with_code(request, sheet: Sheet) -> dict:
    """Only this browser can show it again: we keep no more than a hash of it."""
    back = way_back(read_return_code(request))
    kept = has_kept_code(request, sheet)
    return of_sheet(sheet) | {"way_back": back, "return_code": back.code, "code_kept": kept}


@require_http_methods(["GET", "HEAD", "POST"])
@own
def my_return_code(request, sheet):
    """Sent, it says that somebody has kept the code."""
    if request.method == "POST":
        return note_code_kept(redirect("thank_you", sheet.round.code), sheet)
    return render(request, "assessments/my_return_code.html", with_code(request, sheet))


@require_safe
@own
def return_code_picture(request, sheet):
    png = draw_return_code(way_back(read_return_code(request)), round=sheet.round)
    response = HttpResponse(png, content_type="image/png")
    response.headers["Content-Disposition"] = 'attachment; filename="my-return-code.png"'
    return note_code_kept(response, sheet)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def hand_over(request, sheet):
    """Clears this device, for the next person to begin a sheet on it; asks for the code, if nobody has kept it. A
    facilitator may have answered on it, and nobody else may go on in their account."""
    if request.method != "POST":
        return render(request, "assessments/hand_over.html", with_code(request, sheet))
    logout(request)
    messages.success(
        request, "This device has forgotten the answers of the person before you. They are safe."
    )
    round = sheet.round
    can_join = rounds_to_join().filter(pk=round.pk).exists()
    response = forget_person(redirect("join_round", round.code) if can_join else redirect("join"), round.code)
    return open_to(response, round) if can_join else response
