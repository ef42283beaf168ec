"""Which of a round's reports somebody reads: once one is issued, everybody gets it, and facilitators the next."""

from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse

from assessments.access import FACILITATOR
from assessments.counted import INSIDE, OUTSIDE
from assessments.models import ReportEdition, Round
from assessments.services.editions import issued_edition

DRAFT = "draft"  # in an address, asks for the draft of the next
ISSUED = {
    (ReportEdition.Kind.BOARD, ""): "issued_report",
    (ReportEdition.Kind.EASY_READ, ""): "issued_easy_read_summary",
    (ReportEdition.Kind.EASY_READ, "pdf"): "issued_easy_read_summary_pdf",
}


def edition_of(request) -> str:
    """Board papers are public, so the outside edition is what people get who don't ask for another."""
    return INSIDE if request.GET.get("edition") == INSIDE else OUTSIDE


def issued_instead(request, round: Round, kind: str, format: str = "") -> HttpResponseRedirect | None:
    """The way to what was issued, in the edition that was asked for; None where the draft is to be read."""
    edition = None if _wants_draft(request, round) else issued_edition(round, kind)
    if edition is None:
        return None
    name = ISSUED.get((kind, format), "issued_report_file")
    more = [format] if name == "issued_report_file" else []
    address = reverse(name, args=[round.code, edition.number, *more])
    inside = "?edition=inside" if edition_of(request) == INSIDE else ""
    return HttpResponseRedirect(address + inside)


def asked(request, *, edition: str = "") -> str:
    """What an address of the same report ends with, in this edition or the given one: “?edition=inside&draft=next”."""
    told = {"edition": INSIDE} if (edition or edition_of(request)) == INSIDE else {}
    told |= {DRAFT: "next"} if DRAFT in request.GET else {}
    return f"?{urlencode(told)}" if told else ""


def _wants_draft(request, round: Round) -> bool:
    return DRAFT in request.GET and round.role == FACILITATOR
