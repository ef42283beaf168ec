"""A rubric is begun, brought as a file, or taken along as one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rubric import pictures
from rubric.access import get_draft, get_version, may_add_rubrics, rubrics_known_to, rubrics_of
from rubric.document import Document, DocumentError, parse
from rubric.forms.beginning import BeginForm, BringForm
from rubric.models import RubricVersion
from rubric.reading import latest_in_use
from rubric.services.beginning import begin_rubric, bring_rubric, copy_rubric
from rubric.services.exporting import file_of
from teams.file_names import file_name
from teams.views.refusals import refusals_on

MOST_MISTAKES = 50  # that somebody can work through at a time


def new_rubric(request):
    _refuse_readers(request)
    versions = list(latest_in_use().filter(rubric__in=rubrics_of(request.user)).order_by("title", "rubric"))
    form = BeginForm(request.POST or None, user=request.user, versions=versions)
    if form.is_valid():
        with refusals_on(form, "beginning"):
            return redirect("edit_rubric", _begin(form, request.user).slug)
    return render(request, "rubric/new_rubric.html", {"form": form})


def bring_file(request):
    _refuse_readers(request)
    form = BringForm(request.POST or None, request.FILES or None, user=request.user)
    mistakes = []
    if form.is_valid():
        try:
            with refusals_on(form, "file"):
                draft = _bring(form, request.user)
                messages.success(request, "The file is read. Nothing is published yet.")
                return redirect("edit_rubric", draft.rubric.slug)
        except DocumentError as error:
            mistakes = error.mistakes
    context = {"form": form, "mistakes": mistakes[:MOST_MISTAKES], "found": len(mistakes)}
    return render(request, "rubric/bring_file.html", context)


def version_file(request, slug, number):
    return _file(get_version(request, slug, number))


def draft_file(request, slug):
    return _file(get_draft(request, slug))


def _refuse_readers(request) -> None:
    if not may_add_rubrics(request.user):
        raise PermissionDenied


def _begin(form: BeginForm, user):
    title, original = form.cleaned_data["title"], form.original
    if original is None:
        return begin_rubric(title, organisation=form.organisation, by=user)
    return copy_rubric(original, title, organisation=form.organisation, by=user)


def _bring(form: BringForm, user) -> RubricVersion:
    document: Document = parse(form.cleaned_data["file"].read(), pictures=pictures.codes())
    known = rubrics_known_to(user, form.organisation).filter(slug=document.slug).first()
    return bring_rubric(document, organisation=form.organisation, by=user, known=known)


def _file(version: RubricVersion) -> HttpResponse:
    kind = "draft" if version.is_draft else "version"
    name = file_name(version.rubric.slug, kind, str(version.number), ending="yaml", instead="rubric")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file_of(version), content_type="application/yaml; charset=utf-8", headers=headers)
