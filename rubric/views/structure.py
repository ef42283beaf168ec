"""Parts and levels of a draft are added, moved, taken out and brought back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rubric.access import get_draft_to_tick
from rubric.forms.publishing import SeenForm
from rubric.forms.words import NewLevelForm, PrincipleForm
from rubric.models import Level, Principle
from rubric.services import structure as services
from rubric.views.draft import draw_draft
from rubric.views.moving import pressed
from rubric.views.words import keeping_words, onwards
from teams.addresses import to_moved
from teams.refusals import Refused
from teams.views.refusals import refusals_on, refusals_told_to

LISTED = {Principle: "edit_rubric", Level: "draft_levels"}  # the page on which all of them stand
PLACE = {Principle: "part", Level: "level"}  # what their ids begin with there


@keeping_words
def add_principle(request, slug):
    return _add(request, slug, Principle, PrincipleForm(request.POST or None))


@keeping_words
def add_level(request, slug):
    return _add(request, slug, Level, NewLevelForm(request.POST or None))


@require_POST
def move_principle(request, slug):
    return _move(request, slug, Principle)


@require_POST
def move_level(request, slug):
    return _move(request, slug, Level)


def retire_principle(request, slug, key):
    return _retire(request, slug, Principle, key)


def retire_level(request, slug, key):
    return _retire(request, slug, Level, key)


@require_POST
def bring_back_principle(request, slug, key):
    return _bring_back(request, slug, Principle, key)


@require_POST
def bring_back_level(request, slug, key):
    return _bring_back(request, slug, Level, key)


def _add(request, slug: str, kind: services.Kind, form):
    draft = get_draft_to_tick(request, slug)
    if form.is_valid():
        with refusals_on(form):
            added = services.add(draft, kind, form.words, by=request.user)
            return onwards(request, draft, f"{kind.__name__.lower()}-{added.key}", "Added.")
    return draw_draft(request, draft, place=f"new-{PLACE[kind]}", form=form)


def _move(request, slug: str, kind: services.Kind):
    draft = get_draft_to_tick(request, slug)
    key, where = pressed(request)
    page = reverse(LISTED[kind], args=[slug])
    with refusals_told_to(request):
        services.move(draft, kind, key, **where, by=request.user)
        return to_moved(page, f"{PLACE[kind]}-{key}")
    return redirect(page)


def _retire(request, slug: str, kind: services.Kind, key: str):
    draft = get_draft_to_tick(request, slug)
    page = reverse(LISTED[kind], args=[slug])
    rows = kind.objects.filter(version=draft)
    if request.method == "POST" and not rows.filter(key=key).exists():
        return redirect(page)  # the button was pressed twice
    row = get_object_or_404(rows, key=key)
    form = SeenForm(request.POST or None, initial={"seen": draft.seen})
    if form.is_valid():
        try:
            services.retire(draft, kind, key, seen=form.cleaned_data["seen"], by=request.user)
            messages.success(request, "Taken out.")
            return redirect(page)
        except Refused as error:
            form.data = {"seen": draft.seen}
            form.add_error(None, str(error))
    context = {"rubric": draft.rubric, "organisation": draft.rubric.organisation, "draft": draft}
    context |= {"form": form, "row": row, "called": services.CALLED[kind], "back": page}
    context["comes_back"] = services.would_come_back(draft, kind, key)
    return render(request, "rubric/retire.html", context)


def _bring_back(request, slug: str, kind: services.Kind, key: str):
    draft = get_draft_to_tick(request, slug)
    with refusals_told_to(request):
        services.bring_back(draft, kind, key, by=request.user)
        messages.success(request, "Brought back.")
    return redirect(LISTED[kind], slug)
