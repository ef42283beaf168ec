"""An organisation's issued reports, and all of them in one ZIP that is made in the background."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import Archive
from assessments.services import editions
from reports.forms.archives import ArchiveForm
from reports.services.archives import MAKING, READY, STOPPED, NothingIssued, ask_for_archive, state_of
from teams import access
from teams.file_names import file_name
from teams.replies import reply, wants_json

REPORTS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def archives(request, slug):
    """The same address tells scripts how far it is."""
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    form = ArchiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _ask(request, organisation, form.cleaned_data["audience"])
    found = [(archive, state_of(archive)) for archive in organisation.archives.all()]
    making = next((archive for archive, state in found if state == MAKING), None)
    if wants_json(request):
        return reply(**_how_far(making))
    context = {
        "organisation": organisation,
        "form": form,
        "making": making,
        "ready": [(archive, _size(archive)) for archive, state in found if state == READY],
        "stopped": bool(found) and found[0][1] == STOPPED,  # the latest
        "page": Paginator(editions.issued_in(organisation), REPORTS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reports/archives.html", context)


@require_safe
def archive_file(request, slug, token):
    organisation = access.get_organisation(request, slug, role=access.ADMIN)
    archive = organisation.archives.filter(token=token).first()
    if archive is None:
        raise Http404
    try:
        file = editions.archive_file(archive.token).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        file, as_attachment=True, filename=_file_name(archive), content_type="application/zip"
    )


def _size(archive: Archive) -> int:
    """In bytes; nothing of one that is being taken away at this moment."""
    file = editions.archive_file(archive.token)
    return file.stat().st_size if file.exists() else 0


def _ask(request, organisation, audience: str):
    try:
        making = ask_for_archive(organisation, audience=audience, by=request.user)
        if making.audience != audience:
            messages.info(request, f"One for {making.readers} is being made. Ask again when it is ready.")
    except NothingIssued:
        messages.info(request, "No report counts yet, so there is nothing to put into a ZIP.")
    return redirect("archives", organisation.slug)


def _how_far(making: Archive | None) -> dict:
    if making is None:
        return {"state": "over"}
    return {"state": MAKING, "done": making.done, "total": making.total}


def _file_name(archive: Archive) -> str:
    day = timezone.localdate(archive.asked_at).isoformat()
    organisation = archive.organisation
    name = (organisation.name, "reports", day, archive.audience)
    return file_name(*name, ending="zip", instead=organisation.slug)
