"""One thing of the draft is opened in its place, and saved."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from rubric.access import EDITOR, get_draft, get_rubric
from rubric.comparison import difference
from rubric.forms.fields import is_text
from rubric.forms.words import (
    HardWordsForm,
    IntroductionForm,
    LevelForm,
    MeaningForm,
    PrincipleForm,
    SourceForm,
    StatementForm,
)
from rubric.models import Statement
from rubric.services.editing import MeaningUnknown, change_words, reword_statement
from rubric.services.refusals import ChangedMeanwhile, DraftIsGone, StatementIsGone
from rubric.views.draft import address_of, draw_draft
from teams.kept_words import kept


def keeping_words(view):
    """When what somebody wrote for is gone, what they wrote is given back to them."""

    @wraps(view)
    def wrapper(request, slug, **where):
        try:
            return view(request, slug, **where)
        except (Http404, DraftIsGone, StatementIsGone):
            if request.method != "POST":
                raise
        rubric = get_rubric(request, slug, role=EDITOR)
        context = {"rubric": rubric, "organisation": rubric.organisation}
        return render(request, "rubric/gone.html", kept(request) | context, status=409)

    return wrapper


@keeping_words
def edit_introduction(request, slug):
    draft = get_draft(request, slug)
    return _edit(request, draft, draft, IntroductionForm, "introduction")


@keeping_words
def edit_source(request, slug):
    draft = get_draft(request, slug)
    return _edit(request, draft, draft, SourceForm, "source")


@keeping_words
def edit_hard_words(request, slug):
    draft = get_draft(request, slug)
    return _edit(request, draft, draft, HardWordsForm, "hard-words")


@keeping_words
def edit_level(request, slug, key):
    draft = get_draft(request, slug)
    return _edit(request, draft, get_object_or_404(draft.levels, key=key), LevelForm, f"level-{key}")


@keeping_words
def edit_principle(request, slug, key):
    draft = get_draft(request, slug)
    principle = get_object_or_404(draft.principles, key=key)
    return _edit(request, draft, principle, PrincipleForm, f"principle-{key}")


def _edit(request, draft, row, form_class, place: str):
    form = form_class(request.POST) if request.method == "POST" else form_class.of(row)
    if form.is_bound and form.is_valid():
        try:
            change_words(row, form.words, shown=form.shown_words, by=request.user)
        except ChangedMeanwhile as error:
            return draw_draft(request, draft, place=place, form=form.after(error.now), status=409)
        return onwards(request, draft, place)
    return draw_draft(request, draft, place=place, form=form)


@keeping_words
def edit_statement(request, slug, key):
    """Asks whether new words mean the same; only then is anything saved."""
    draft = get_draft(request, slug)
    statement = draft.statements.filter(key=key).first() or _saved_already(request, draft)
    if statement.key != key:
        return onwards(request, draft, f"statement-{statement.key}")
    form = StatementForm(request.POST) if request.method == "POST" else StatementForm.of(statement)
    if form.is_bound and form.is_valid() and "again" not in request.POST:
        return _reword(request, draft, statement, form)
    return draw_draft(request, draft, place=f"statement-{key}", form=form)


def _saved_already(request, draft) -> Statement:
    """Somebody pressed the button twice, and the first time gave the statement its new key."""
    text = request.POST.get("text", "").strip()
    return get_object_or_404(draft.statements, text=text if is_text(text) else "")


def _reword(request, draft, statement: Statement, form: StatementForm):
    place = f"statement-{statement.key}"
    meaning = MeaningForm(request.POST if "asked" in request.POST else None)
    same = meaning.cleaned_data["meaning"] == MeaningForm.SAME if meaning.is_valid() else None
    try:
        saved = reword_statement(
            statement, form.words, shown=form.shown_words, same_meaning=same, by=request.user
        )
    except ChangedMeanwhile as error:
        return draw_draft(request, draft, place=place, form=form.after(error.now), status=409)
    except MeaningUnknown:
        return _ask_meaning(request, draft, statement, meaning, form)
    return onwards(request, draft, f"statement-{saved.key}")


def _ask_meaning(request, draft, statement: Statement, meaning: MeaningForm, form: StatementForm):
    words = form.words
    asking = {
        "form": meaning,
        "words": form,
        "then": request.POST.get("then"),
        "difference": difference(statement.text, words["text"]),
        "same_easy_read": words["easy_read"] if words["easy_read"] == statement.easy_read else "",
    }
    return draw_draft(request, draft, place=f"statement-{statement.key}", **asking)


def onwards(request, draft, place: str, said: str = "Saved."):
    """Back to its place on the page, or to the choice of its picture if that was asked for."""
    messages.success(request, said)
    kind, _, key = place.partition("-")
    if "then" in request.POST and kind in ("principle", "statement"):
        return redirect(f"{kind}_picture", draft.rubric.slug, key)
    return back_to(draft, place)


def back_to(draft, place: str):
    return redirect(address_of(draft, place))
