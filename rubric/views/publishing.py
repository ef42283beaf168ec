"""A draft is started, compared, previewed, published or discarded."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rubric.access import EDITOR, get_draft, get_rubric
from rubric.document import Document, PlacedText, left_behind
from rubric.document.whole import is_whole, missing_easy_read, missing_pictures
from rubric.forms.publishing import PublishForm, SeenForm
from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version, version_before
from rubric.services import drafts as services
from rubric.services.readiness import what_is_incomplete, what_is_unchanged
from rubric.services.remarks import suggesters
from rubric.views.changes import tell_changes
from rubric.views.draft import address_in
from rubric.views.layout import lay_out
from rubric.views.words import keeping_words
from teams.refusals import Refused
from teams.views.refusals import refusals_told_to
from teams.words import same_name


@require_POST
def start_draft(request, slug):
    rubric = get_rubric(request, slug, role=EDITOR)
    with refusals_told_to(request):
        services.start_draft(rubric, by=request.user)
        return redirect("edit_rubric", slug)
    return redirect("rubrics")


def draft_changes(request, slug):
    draft = get_draft(request, slug)
    before = version_before(draft)
    changes = tell_changes(read_version(before.pk), read_version(draft.pk)) if before else []
    return _draw(request, "rubric/draft_changes.html", draft, before=before, changes=changes)


def preview_draft(request, slug):
    draft = get_draft(request, slug)
    document = read_version(draft.pk)
    page = lay_out(document, request.COOKIES.get("wording", ""))
    return _draw(request, "rubric/preview_draft.html", draft, page=page, is_whole=is_whole(document))


@keeping_words
def publish_draft(request, slug):
    if _is_published_already(request, get_rubric(request, slug, role=EDITOR)):
        return redirect("rubric", slug)
    draft = get_draft(request, slug)
    document = read_version(draft.pk)
    names = "\n".join(suggesters(draft))
    initial = {"seen": draft.seen, "suggested_by": names, "offered": names}
    form = PublishForm(request.POST or None, is_whole=is_whole(document), initial=initial)
    if form.is_valid() and _publish(request, draft, form):
        return redirect("rubric", slug)
    before = version_before(draft)
    problems = what_is_incomplete(document) or what_is_unchanged(draft, document, before)
    told = {
        "before": before,
        "problems": problems,
        "waiting": draft.rubric.remarks.shown().waiting().count(),
        "missing": missing_easy_read(document),
        "undrawn": missing_pictures(document),
        "left_behind": _left_behind(draft, before, document),
    }
    return _draw(request, "rubric/publish_draft.html", draft, form=form, **told)


def _left_behind(
    draft: RubricVersion, before: RubricVersion | None, document: Document
) -> list[tuple[PlacedText, PlacedText, str]]:
    """Standard words, their Easy Read, and where both stand in the draft."""
    pairs = left_behind(read_version(before.pk), document) if before else []
    slug = draft.rubric.slug
    return [(text, easy_read, address_in(slug, document, text.place)) for text, easy_read in pairs]


def discard_draft(request, slug):
    rubric = get_rubric(request, slug, role=EDITOR)
    draft = rubric.versions.drafts().first()
    if draft is None:
        return redirect("rubric", slug)
    draft.rubric = rubric
    form = SeenForm(request.POST or None, initial={"seen": draft.seen})
    if form.is_valid():
        try:
            services.discard_draft(draft, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as error:
            _refuse(form, error, draft)
        else:
            messages.success(request, "The draft is gone.")
            return redirect("rubrics")
    return _draw(request, "rubric/discard_draft.html", draft, form=form)


def _publish(request, draft: RubricVersion, form: PublishForm) -> bool:
    said = {name: form.cleaned_data[name] for name in ("seen", "note", "suggested_by", "checked_with")}
    try:
        version = services.publish_version(draft, by=request.user, **said)
    except Refused as error:
        _refuse(form, error, draft, **_with_new_names(form, draft))
        return False
    messages.success(request, f"Version {version.number} is published. New rounds will use it.")
    return True


def _with_new_names(form: PublishForm, draft: RubricVersion) -> dict[str, str]:
    """Whose words were used meanwhile stands below what was typed. A name that the editor took out stays out."""
    typed, offered = form.cleaned_data["suggested_by"], form.cleaned_data["offered"].splitlines()
    names = suggesters(draft)
    new = [name for name in names if name not in offered and not _names(typed, name)]
    return {"suggested_by": "\n".join([typed, *new]), "offered": "\n".join(names)}


def _names(typed: str, name: str) -> bool:
    """In words of its own: who wrote “Benedict” hasn’t named Ben."""
    return bool(re.search(rf"(?<!\w){re.escape(same_name(name))}(?!\w)", same_name(typed)))


def _is_published_already(request, rubric: Rubric) -> bool:
    """The button was pressed twice."""
    latest = rubric.versions.order_by("-number").first()
    if request.method != "POST" or latest is None or latest.is_draft:
        return False
    same_note = latest.note.split() == request.POST.get("note", "").split()
    return same_note and latest.published_by_id == request.user.pk


def _refuse(form: SeenForm, error: Refused, draft: RubricVersion, **renewed: str) -> None:
    """The form now stands for the draft as it is shown beside it."""
    form.data = {**form.data.dict(), "seen": draft.seen, **renewed}
    form.add_error(None, str(error))


def _draw(request, template: str, draft: RubricVersion, **context):
    rubric = draft.rubric
    return render(
        request, template, {"rubric": rubric, "organisation": rubric.organisation, "draft": draft, **context}
    )
