"""How people can say they take part: an organisation's admins word the list."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from teams import access
from teams.addresses import to_moved
from teams.fields import LONGEST_KEY
from teams.models import Organisation, Perspective
from teams.perspective_form import PerspectiveForm
from teams.punctuation import quoted
from teams.refusals import Refused
from teams.services import perspectives as services
from teams.views.refusals import refusals_on, refusals_told_to, sent, theirs_shown_on, too_late


def perspectives(request, slug):
    """The list, each with its own small form, and one more form that adds to it."""
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = PerspectiveForm(sent(request))
    if form.is_valid():
        with refusals_on(form, "label"):
            services.add_perspective(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, f"We’ve added {quoted(form.cleaned_data['label'])}.")
            return redirect("perspectives", slug)
    return _page(request, organisation, new=form)


@require_POST
def change_perspective(request, slug):
    """Saves one row; with a mistake in it, the list comes back with that row open and its words kept."""
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    perspective = _find(organisation, request)
    if perspective is None or perspective.retired_at:
        return too_late(request, _why_gone(perspective), "perspectives", slug)
    form = _row_form(perspective, request.POST)
    if form.is_valid():
        with refusals_on(form, "label"), theirs_shown_on(form):
            words = {"shown": form.shown, **form.cleaned_data}
            services.change_perspective(perspective, by=request.user, **words)
            messages.success(request, f"We’ve saved {quoted(form.cleaned_data['label'])}.")
            return redirect("perspectives", slug)
    return _page(request, organisation, changed=(perspective, form))


@require_POST
def move_perspective(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    with refusals_told_to(request):
        perspective = _perspective(organisation, request)
        services.move_perspective(perspective, up=request.POST.get("to") == "up", by=request.user)
        return to_moved(reverse("perspectives", args=[slug]), _place(perspective))
    return redirect("perspectives", slug)


@require_POST
def retire_perspective(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    with refusals_told_to(request):
        perspective = _perspective(organisation, request)
        services.retire_perspective(perspective, by=request.user)
        messages.success(request, f"{quoted(perspective)} is no longer offered. Past rounds keep it.")
    return redirect("perspectives", slug)


@require_POST
def bring_back_perspective(request, slug):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    with refusals_told_to(request):
        perspective = _find(organisation, request)
        if perspective is None:
            raise Refused(_why_gone(perspective))
        services.bring_back_perspective(perspective, by=request.user)
        messages.success(request, f"{quoted(perspective)} is back in the list.")
    return redirect("perspectives", slug)


def _page(request, organisation: Organisation, *, new=None, changed=None):
    rows = list(organisation.perspectives.in_use())
    for row in rows:
        row.place = _place(row)
        row.form = changed[1] if changed and changed[0] == row else _row_form(row)
    context = {
        "organisation": organisation,
        "rows": rows,
        "new": new or PerspectiveForm(),
        "form": changed[1] if changed else new,
        "retired": _no_longer_there(organisation, rows),
    }
    return render(request, "teams/perspectives.html", context)


def _no_longer_there(organisation: Organisation, rows: list[Perspective]) -> list[Perspective]:
    """Those that nobody has added again."""
    names = {row.name_key for row in rows}
    return [each for each in organisation.perspectives.exclude(retired_at=None) if each.name_key not in names]


def _place(perspective: Perspective) -> str:
    return f"perspective-{perspective.pk}"


def _row_form(perspective: Perspective, data=None) -> PerspectiveForm:
    now = services.as_offered(perspective)
    return PerspectiveForm(data, initial=now, auto_id=f"row_{perspective.pk}_%s")


def _perspective(organisation: Organisation, request) -> Perspective:
    found = _find(organisation, request)
    if found is None or found.retired_at:
        raise Refused(_why_gone(found))
    return found


def _find(organisation: Organisation, request) -> Perspective | None:
    """In the list or not any more."""
    number = request.POST.get("perspective", "")
    is_a_key = number.isdecimal() and len(number) <= LONGEST_KEY
    return organisation.perspectives.filter(pk=number).first() if is_a_key else None


def _why_gone(perspective: Perspective | None) -> str:
    return f"{quoted(perspective) if perspective else 'This'} isn’t in the list any more."
