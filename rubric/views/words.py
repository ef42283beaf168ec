"""One thing of the draft is opened in its place, and saved."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from rubric.access import EDITOR, get_draft, get_rubric
from rubric.comparison import difference
from rubric.forms.places import NamedForm, PlaceForm, PromptForm, QuestionForm
from rubric.forms.words import (
    HardWordsForm,
    IntroductionForm,
    LevelForm,
    MeaningForm,
    NewLevelForm,
    PrincipleForm,
    SourceForm,
    StatementForm,
    WordsForm,
)
from rubric.models import Level, Principle, Statement
from rubric.services.editing import NAMES, MeaningUnknown, Thing, change_words, has_been_published, reword
from rubric.services.refusals import DraftIsGone
from rubric.views.draft import address_of, draw_draft
from teams.kept_words import kept
from teams.meanwhile import GoneMeanwhile, WrittenMeanwhile

FORMS = {Level: LevelForm, Principle: PrincipleForm, Statement: StatementForm}
EASY_READ = {Level: "easy_read_label", Principle: "easy_read_title", Statement: "easy_read"}


def keeping_words(view):
    """When what somebody wrote for is gone, what they wrote is given back to them."""

    @wraps(view)
    def wrapper(request, slug, **where):
        try:
            return view(request, slug, **where)
        except (Http404, DraftIsGone, GoneMeanwhile):
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
    return _edit_thing(request, slug, Level, key)


@keeping_words
def edit_principle(request, slug, key):
    return _edit_thing(request, slug, Principle, key)


@keeping_words
def edit_statement(request, slug, key):
    return _edit_thing(request, slug, Statement, key)


@keeping_words
def edit_prompt(request, slug):
    draft = get_draft(request, slug)
    return _edit(request, draft, draft, PromptForm, "prompt")


@keeping_words
def edit_question(request, slug, key):
    draft = get_draft(request, slug)
    return _edit(request, draft, get_object_or_404(draft.questions, key=key), QuestionForm, f"question-{key}")


@keeping_words
def edit_group(request, slug, key):
    draft = get_draft(request, slug)
    return _edit(request, draft, get_object_or_404(draft.groups, key=key), NamedForm, f"group-{key}")


@keeping_words
def edit_place(request, slug, key):
    draft = get_draft(request, slug)
    return _edit(request, draft, get_object_or_404(draft.places, key=key), PlaceForm, f"place-{key}")


@keeping_words
def edit_cell(request, slug, key):
    draft = get_draft(request, slug)
    return _edit(request, draft, get_object_or_404(draft.cells, key=key), NamedForm, f"cell-{key}")


def _edit(request, draft, row, form_class, place: str):
    form = form_class(request.POST) if request.method == "POST" else form_class.of(row)
    if form.is_bound and form.is_valid():
        try:
            change_words(row, form.words, shown=form.shown_words, by=request.user)
        except WrittenMeanwhile as error:
            return draw_draft(request, draft, place=place, form=form.after(error.theirs), status=409)
        return onwards(request, draft, place)
    return draw_draft(request, draft, place=place, form=form)


def _edit_thing(request, slug: str, kind: type[Thing], key: str):
    """Asks whether a new name means the same; only then is anything saved."""
    draft = get_draft(request, slug)
    thing = kind.objects.filter(version=draft, key=key).first() or _saved_already(request, draft, kind)
    if thing.key != key:
        return onwards(request, draft, _place_of(thing))
    form_class = _form_of(thing)
    form = form_class(request.POST) if request.method == "POST" else form_class.of(thing)
    if form.is_bound and form.is_valid() and "again" not in request.POST:
        return _reword(request, draft, thing, form)
    return draw_draft(request, draft, place=_place_of(thing), form=form)


def _form_of(thing: Thing) -> type[WordsForm]:
    if isinstance(thing, Level) and not has_been_published(thing):
        return NewLevelForm
    return FORMS[type(thing)]


def _place_of(thing: Thing) -> str:
    return f"{type(thing).__name__.lower()}-{thing.key}"


def _saved_already(request, draft, kind: type[Thing]) -> Thing:
    """Somebody pressed the button twice, and the first time gave it its new key. Other words are somebody else's."""
    form = FORMS[kind](request.POST)
    saved = kind.objects.filter(version=draft, **form.words).first() if form.is_valid() else None
    if saved is None:
        raise Http404
    return saved


def _reword(request, draft, thing: Thing, form: WordsForm):
    place = _place_of(thing)
    meaning = MeaningForm(request.POST if "asked" in request.POST else None)
    same = meaning.cleaned_data["meaning"] == MeaningForm.SAME if meaning.is_valid() else None
    try:
        saved = reword(thing, form.words, shown=form.shown_words, same_meaning=same, by=request.user)
    except WrittenMeanwhile as error:
        return draw_draft(request, draft, place=place, form=form.after(error.theirs), status=409)
    except MeaningUnknown:
        return _ask_meaning(request, draft, thing, meaning, form)
    return onwards(request, draft, _place_of(saved))


def _ask_meaning(request, draft, thing: Thing, meaning: MeaningForm, form: WordsForm):
    name, easy_read = NAMES[type(thing)], EASY_READ[type(thing)]
    words = form.words
    unchanged = words.get(easy_read, "") if words.get(easy_read) == getattr(thing, easy_read, "") else ""
    asking = {
        "form": meaning,
        "words": form,
        "then": request.POST.get("then"),
        "difference": difference(getattr(thing, name), words[name]),
        "same_easy_read": unchanged,
    }
    return draw_draft(request, draft, place=_place_of(thing), **asking)


def onwards(request, draft, place: str, said: str = "Saved."):
    """Back to its place on the page, or to the choice of its picture if that was asked for."""
    messages.success(request, said)
    kind, _, key = place.partition("-")
    if "then" in request.POST and kind in ("principle", "statement", "question", "place"):
        return redirect(f"{kind}_picture", draft.rubric.slug, key)
    return back_to(draft, place)


def back_to(draft, place: str):
    return redirect(address_of(draft, place))
