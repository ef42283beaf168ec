"""Editors read what people say about the words: they answer it, take words over, or close it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.forms import Textarea
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from rubric.access import EDITOR, get_rubric
from rubric.document import Document, find_text, standard_of, things_of
from rubric.document.places import EXAMPLES, MEANS
from rubric.document.shapes import TEXT
from rubric.forms.fields import WordsField
from rubric.forms.places import NamedForm, PlaceForm, PromptForm, QuestionForm
from rubric.forms.remarks import AnswerForm
from rubric.forms.words import IntroductionForm, LevelForm, PrincipleForm, SourceForm, StatementForm
from rubric.models import Remark, Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services import remarks as services
from rubric.services.taking_over import GONE, take_over, with_words_now
from rubric.views.draft import address_in, address_of
from rubric.views.finding import where_of
from rubric.views.words import keeping_words
from teams.meanwhile import GoneMeanwhile, WrittenMeanwhile
from teams.refusals import Refused
from teams.views.refusals import sent, theirs_shown_on
from teams.words import one_line

FORMS = {
    "introduction": IntroductionForm,
    "level": LevelForm,
    "principle": PrincipleForm,
    "statement": StatementForm,
    "question": QuestionForm,
    "group": NamedForm,
    "place": PlaceForm,
    "cell": NamedForm,
    "prompt": PromptForm,
    "source": SourceForm,
}
LISTED = {
    name: WordsField(max_length=TEXT) for name in (EXAMPLES, MEANS)
}  # one line each, as their forms have it
SAME, DIFFERENT = "same", "different"


@dataclass(frozen=True)
class Group:
    """Remarks on one text: where it stands, and its words now; “” where they are gone.

    `standard` stands beside Easy Read, and `address` is its place in the draft, where there is one.
    """

    called: str
    now: str
    remarks: list[Remark]
    where: str = ""
    standard: str = ""
    address: str = ""


def rubric_remarks(request, slug):
    """Text by text, in the order of the rubric. What is gone from it comes last."""
    rubric = get_rubric(request, slug, role=EDITOR)
    document = _newest(rubric)
    remarks = with_words_now(rubric.remarks.shown(), document)
    draft = rubric.versions.drafts().first()
    context = {
        "rubric": rubric,
        "organisation": rubric.organisation,
        "title": document.title,
        "draft": draft,
        "groups": _groups(document, draft, [remark for remark in remarks if remark.is_waiting]),
        "done": _groups(document, draft, [remark for remark in remarks if not remark.is_waiting]),
    }
    return render(request, "rubric/remarks.html", context)


@keeping_words
def remark(request, slug, remark):
    rubric = get_rubric(request, slug, role=EDITOR)
    remark = get_object_or_404(rubric.remarks.shown(), pk=remark)
    draft = rubric.versions.drafts().first()
    form = AnswerForm(sent(request), initial={"reply": remark.answer})
    if request.method == "POST":
        answer = _do(request, remark, draft, form)
        if answer:
            return answer
    document = _newest(rubric)
    [remark] = with_words_now([remark], document)
    context = {"rubric": rubric, "organisation": rubric.organisation, "draft": draft, "remark": remark}
    context |= {"form": form, "group": _group(document, draft, remark.place, remark.field, [remark])}
    return render(request, "rubric/remark.html", context, status=422 if form.errors else 200)


def _do(request, remark: Remark, draft: RubricVersion | None, form: AnswerForm):
    """The button that was pressed says what. None if what was written can't be kept."""
    step = request.POST.get("step")
    if step == "answer":
        return _answer(request, remark, form)
    if step in ("use", SAME, DIFFERENT):
        return _use(request, remark, draft, {SAME: True, DIFFERENT: False}.get(step))
    done = {
        "close": (services.close_remark, "Closed. Nobody but editors reads it."),
        "open": (services.open_again, "It waits again."),
        "erase": (services.erase_remark, "Erased."),
    }
    if step not in done:
        raise BadRequest("The button that was pressed isn’t one of ours.")
    deed, said = done[step]
    try:
        deed(remark)
        messages.success(request, said)
    except services.Used as why:
        messages.error(request, str(why))
    return redirect("rubric_remarks", remark.rubric.slug)


def _answer(request, remark: Remark, form: AnswerForm):
    if not form.is_valid():
        return None
    with theirs_shown_on(form):
        services.answer_remark(remark, answer=form.cleaned_data["reply"], shown=form.shown)
        messages.success(request, "Answered. Whoever has the draft’s link can read it.")
        return redirect("rubric_remarks", remark.rubric.slug)
    return None


def _use(request, remark: Remark, draft: RubricVersion | None, same_meaning: bool | None):
    """The words stand in the draft at once; where they can't, we say why."""
    back = reverse("remark", args=[remark.rubric.slug, remark.pk])
    try:
        if draft is None or remark.kind != Remark.Kind.SAY:
            raise Refused("Only words that somebody suggested can be used, and only in a draft.")
        words, shown = _fitting(remark), request.POST.get("shown", "").replace("\r\n", "\n")
        take_over(remark, draft, words=words, shown=shown, same_meaning=same_meaning, by=request.user)
    except GoneMeanwhile:
        raise
    except WrittenMeanwhile:
        messages.error(request, "Somebody else changed these words just now. Read them, then decide again.")
    except (Refused, ValidationError) as why:
        messages.error(request, " ".join(getattr(why, "messages", [str(why)])))
    else:
        messages.success(request, "These words stand in the draft now.")
        back = address_of(draft, remark.place)
    return redirect(back)


def _fitting(remark: Remark) -> str:
    """As the draft's own form takes them, with its limits."""
    field = LISTED.get(remark.name_of_field) or FORMS[remark.kind_of_place].base_fields.get(remark.field)
    if field is None:
        raise Refused(GONE)
    return field.clean(remark.words if isinstance(field.widget, Textarea) else one_line(remark.words))


def _newest(rubric: Rubric) -> Document:
    version = rubric.versions.order_by("-number").first()
    if version is None:
        raise Http404
    return read_version(version.pk)


def _groups(document: Document, draft: RubricVersion | None, remarks: list[Remark]) -> list[Group]:
    order = [place for place, _ in things_of(document)]
    found: dict[tuple[str, str], list[Remark]] = {}
    for each in remarks:
        found.setdefault((each.place, each.field), []).append(each)
    groups = [
        (order.index(place) if place in order else len(order), _group(document, draft, place, field, own))
        for (place, field), own in found.items()
    ]
    return [group for _, group in sorted(groups, key=lambda pair: (pair[0], pair[1].called))]


def _group(
    document: Document, draft: RubricVersion | None, place: str, field: str, remarks: list[Remark]
) -> Group:
    text, standard = find_text(document, place, field), standard_of(document, place, field)
    if text is None:
        return Group("Words that are gone", "", remarks)
    return Group(
        called=text.called,
        now=text.words,
        remarks=remarks,
        where=where_of(document, place),
        standard=standard.words if standard else "",
        address=address_in(draft.rubric.slug, document, place) if draft else "",
    )
