"""Statements of a draft are added, moved, taken out and brought back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from rubric.access import get_draft
from rubric.document import ShownDrawing
from rubric.forms.statements import PlaceForm, RetireForm
from rubric.forms.words import StatementForm
from rubric.models import Level, Principle, Statement
from rubric.services import statements as services
from rubric.views.draft import draw_draft, page_of
from rubric.views.moving import pressed
from rubric.views.words import back_to, keeping_words, onwards
from teams.addresses import to_moved
from teams.meanwhile import WrittenMeanwhile
from teams.views.refusals import refusals_on, refusals_told_to


@keeping_words
def add_statement(request, slug, principle, level):
    draft = get_draft(request, slug)
    principle = get_object_or_404(draft.principles, key=principle)
    level = get_object_or_404(draft.levels, key=level)
    form = StatementForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            added = services.add_statement(
                draft, form.words, principle=principle, level=level, by=request.user
            )
            return onwards(request, draft, f"statement-{added.key}", "Added.")
    return draw_draft(request, draft, place=_card(principle, level), form=form)


@require_POST
def move_statement(request, slug):
    draft = get_draft(request, slug)
    key, where = pressed(request)
    with refusals_told_to(request):
        services.move_statement(draft, key, **where, by=request.user)
        return to_moved(page_of(draft, f"statement-{key}"), f"statement-{key}")
    return back_to(draft, f"statement-{key}")


def place_statement(request, slug, key):
    draft = get_draft(request, slug)
    statement = _find(draft, key)
    form = PlaceForm(request.POST or None, draft=draft, statement=statement)
    if form.is_valid():
        with refusals_on(form):
            services.place_statement(draft, key, by=request.user, **form.cleaned_data)
            messages.success(request, "Moved.")
            return back_to(draft, f"statement-{key}")
    return _draw(request, "rubric/place_statement.html", draft, statement, form)


def retire_statement(request, slug, key):
    draft = get_draft(request, slug)
    if request.method == "POST" and not draft.statements.filter(key=key).exists():
        return back_to(draft, "taken-out")  # the button was pressed twice
    statement = _find(draft, key)
    comes_back = services.would_come_back(draft, key)
    if request.method == "POST" and _retire(request, draft, statement):
        until = " You can bring it back until you publish." if comes_back else ""
        messages.success(request, f"Taken out.{until}")
        return back_to(draft, _card(statement.principle, statement.level))
    form = RetireForm(initial={"shown": services.what_goes(statement)})
    drawing = ShownDrawing(code=statement.picture) if statement.picture else None
    told = {"comes_back": comes_back, "drawing": drawing}
    return _draw(request, "rubric/retire_statement.html", draft, statement, form, **told)


def _retire(request, draft, statement: Statement) -> bool:
    form = RetireForm(request.POST)
    form.is_valid()
    try:
        services.retire_statement(draft, statement.key, shown=form.cleaned_data["shown"], by=request.user)
    except WrittenMeanwhile as error:
        for name, value in error.theirs.items():
            setattr(statement, name, value)
        messages.error(request, "Somebody else changed it just now. Look at it before you take it out.")
        return False
    return True


@require_POST
def bring_back_statement(request, slug, key):
    draft = get_draft(request, slug)
    with refusals_told_to(request):
        services.bring_back_statement(draft, key, by=request.user)
        messages.success(request, "Brought back.")
    return back_to(draft, f"statement-{key}")


def _card(principle: Principle, level: Level) -> str:
    """The card on the page in which statements of a level stand."""
    return f"level.{principle.key}.{level.key}"


def _find(draft, key) -> Statement:
    return get_object_or_404(draft.statements.select_related("principle", "level"), key=key)


def _draw(request, template: str, draft, statement: Statement, form, **context):
    rubric = draft.rubric
    context |= {"rubric": rubric, "organisation": rubric.organisation, "draft": draft, "statement": statement}
    return render(request, template, {**context, "form": form})
