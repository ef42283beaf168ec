"""At the end of a part: what is finished, how to come back, and what happens next."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.services.session_formats import told_to_those_who_come
from assessments.views.mine import own, so_far
from assessments.views.way_back import with_code


@require_safe
@own
def my_next(request, sheet, principle):
    """To the thanks once a part is finished. Whoever chose their readers before that goes back to their words."""
    is_finished = sheet.reflections.filter(principle__key=principle).exclude(finished_at=None).exists()
    if sheet.round.is_open and not is_finished:
        return redirect("my_words", sheet.round.code, principle)
    return redirect("thank_you", sheet.round.code)


@require_safe
@own
def thank_you(request, sheet):
    context = with_code(request, sheet) | so_far(request, sheet) | {"today": timezone.localdate()}
    context |= told_to_those_who_come(sheet.round)
    return render(request, "assessments/thank_you.html", context)
