"""In a round in the open: what everybody says, for those who take part and for the team's members."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import get_round_in_the_open
from assessments.models import Round
from assessments.services.in_the_open import read_everybody
from assessments.services.keeping import is_over
from assessments.services.terms import k_of
from assessments.views.mine import own
from assessments.views.sheet import document_of, of_sheet


@require_safe
@own
def everybody(request, sheet):
    round = sheet.round
    if round.sharing != Round.Sharing.IN_THE_OPEN:
        raise Http404
    return render(request, "assessments/everybody.html", of_sheet(sheet) | _said(request, round))


@require_safe
def everybody_of_round(request, code):
    round = get_round_in_the_open(request, code)
    context = {"round": round, "team": round.team, "organisation": round.team.organisation}
    context["k"] = k_of(round)
    return render(request, "assessments/everybody_of_round.html", context | _said(request, round))


def _said(request, round: Round):
    return {"parts": read_everybody(round, document_of(request, round)), "is_over": is_over(round)}
