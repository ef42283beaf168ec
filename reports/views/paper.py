"""What a facilitator prints for a round: a page that lists it, and each as a PDF."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.services.offered import CLOSED
from reports.formats.paper import PRINTS, Print, prints_of, to_html, to_words
from reports.formats.pdf import job_of
from reports.formats.unprinted import unprinted
from reports.forms.paper import PrintForm
from reports.paper import build_paper
from reports.views.pdf import Page, answer_with_pdf
from reports.views.results import of_round
from teams.file_names import file_name, slug


@require_safe
def print_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if round.closed_at:
        return _closed(request, round)
    return _page(request, round, PrintForm(initial=request.GET.dict()))


@require_http_methods(["GET", "HEAD", "POST"])
def paper_pdf(request, code, paper):
    """`typed_by` comes along in the address. Nothing keeps it but the PDF itself, which goes after a month."""
    round = get_round(request, code, role=FACILITATOR)
    if paper not in PRINTS:
        raise Http404
    if round.closed_at:
        return _closed(request, round)
    form = PrintForm(request.GET)
    if not form.is_valid():
        return _page(request, round, form)
    wanted = build_paper(round, **form.cleaned_data)
    if paper not in prints_of(wanted):
        messages.info(request, "This can’t be printed now. Here is what can.")
        return redirect("print_round", code)
    back = f"{reverse('print_round', args=[code])}?{request.GET.urlencode()}"
    page = Page(back, "Print for this round", of_round(round))
    each = PRINTS[paper]
    job = job_of(round.code, (paper, wanted.told), lambda: to_html(wanted, each))
    return answer_with_pdf(request, job, _file_name(round, each), page)


def _page(request, round, form: PrintForm):
    paper = build_paper(round)
    prints = prints_of(paper)
    typed = {name: each for name, each in prints.items() if each.typed and name != "pack"}
    others = {name: each for name, each in prints.items() if not each.typed}
    context = {"form": form, "paper": paper, "pack": PRINTS["pack"], "typed": typed, "others": others}
    context["unprinted"] = unprinted(to_words(paper))
    return render(request, "reports/print_round.html", {**of_round(round), **context})


def _closed(request, round):
    messages.info(request, CLOSED)
    return redirect("round", round.code)


def _file_name(round, each: Print) -> str:
    of, instead = f"{round.team.name} {round.title}", f"round-{round.code}"
    return file_name(of, slug(each.title, "print"), ending="pdf", instead=instead)
