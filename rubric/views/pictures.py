"""An editor looks for a picture and chooses it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render

from rubric import pictures
from rubric.access import get_draft
from rubric.forms.pictures import NONE, PictureForm
from rubric.models import Place, Principle, Question, Statement
from rubric.reading import read_version
from rubric.services.editing import change_words
from rubric.views.words import back_to, keeping_words
from teams.meanwhile import WrittenMeanwhile

LONGEST = 60  # letters that are looked for
Drawn = Principle | Statement | Question | Place


@keeping_words
def principle_picture(request, slug, key):
    draft = get_draft(request, slug)
    return _choose(request, draft, get_object_or_404(draft.principles, key=key), f"principle-{key}")


@keeping_words
def statement_picture(request, slug, key):
    draft = get_draft(request, slug)
    statement = get_object_or_404(draft.statements.select_related("principle", "level"), key=key)
    return _choose(request, draft, statement, f"statement-{key}")


@keeping_words
def question_picture(request, slug, key):
    draft = get_draft(request, slug)
    return _choose(request, draft, get_object_or_404(draft.questions, key=key), f"question-{key}")


@keeping_words
def place_picture(request, slug, key):
    draft = get_draft(request, slug)
    return _choose(request, draft, get_object_or_404(draft.places, key=key), f"place-{key}")


def _choose(request, draft, row: Drawn, place: str):
    form = PictureForm(request.POST or None)
    if form.is_valid():
        picture, shown = form.cleaned_data["picture"], form.cleaned_data["shown"]
        try:
            change_words(row, {"picture": picture}, shown={"picture": shown}, by=request.user)
            messages.success(request, "Saved.")
            return back_to(draft, place)
        except WrittenMeanwhile:
            form.add_error(
                "picture", "Somebody else chose another picture just now. Look at it, then choose again."
            )
    return _draw(request, draft, row, form, place)


def _draw(request, draft, row: Drawn, form: PictureForm, place: str):
    typed = request.GET.get("words", "").strip()[:LONGEST]
    context = {
        "rubric": draft.rubric,
        "organisation": draft.rubric.organisation,
        "draft": draft,
        "row": row,
        "words": _words_of(row),
        "form": form,
        "place": place,
        "typed": typed,
        "chosen": form.data.get("picture") or row.picture or NONE,
        "now": pictures.named(row.picture) if row.picture in pictures.codes() else None,
        "found": _offered(draft, row, typed),
    }
    return render(request, "rubric/choose_picture.html", context)


def _words_of(row: Drawn) -> str:
    names = ("text", "title", "label")
    return next(getattr(row, name) for name in names if hasattr(row, name))


def _offered(draft, row: Drawn, typed: str) -> list[pictures.Picture]:
    """What was looked for; before that, every picture that this rubric has already, since whoever has just chosen one
    looks for it here."""
    found = pictures.find(typed) if typed else map(pictures.named, read_version(draft.pk).pictures)
    return [picture for picture in found if picture.code != row.picture]
