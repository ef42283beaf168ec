"""At the end of a part: what is finished, how to come back, and what happens next."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.services.session_formats import told_to_those_who_come
from assessments.views.mine import own, so_far
from assessments.views.own_part import own_part, way_to_words
from assessments.views.way_back import with_code


@require_safe
@own
def my_next(request, sheet, **key):
    """To the thanks once a part is finished. Whoever chose their readers before that goes back to their words."""
    part = own_part(request, sheet, **key)
    is_finished = sheet.reflections.filter(**part.owner).exclude(finished_at=None).exists()
    if sheet.round.is_open and not is_finished:
        return redirect(way_to_words(sheet, part))
    return redirect("thank_you", sheet.round.code)


@require_safe
@own
def thank_you(request, sheet):
    context = with_code(request, sheet) | so_far(request, sheet) | {"today": timezone.localdate()}
    context |= told_to_those_who_come(sheet.round)
    return render(request, "assessments/thank_you.html", context)
