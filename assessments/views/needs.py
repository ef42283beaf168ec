"""Saying what one needs, before there is a sheet. Nobody is signed in, so it is limited."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render

from assessments import came_from
from assessments.forms.needs import NeedForm
from assessments.services.needs import readers_of, say_need
from assessments.views.coming_in import Way, by_the_door, of_round
from assessments.views.joining import ACCOUNT
from assessments.views.sheet import contact_of
from teams.kept_words import kept
from teams.visitors import address_of

TOO_MANY = (
    "Many people have written here in the last hour, so we can’t send this now. Ring, or write again later."
)
SENT = "We have sent it. You can go on now, or wait for an answer."


@by_the_door
def need(request, way):
    form = NeedForm(request.POST or None)
    if not form.is_valid():
        return _page(request, way, form, status=422 if form.errors else 200)
    if _too_many(request, way):
        form.add_error(None, TOO_MANY)
        return _page(request, way, form, status=429)
    if not say_need(way.round, **form.cleaned_data):  # who reads it has gone meanwhile
        return _page(request, way, form, status=409)
    messages.success(request, SENT)
    return redirect(_step(request, way).address)


def _step(request, way: Way) -> came_from.Way:
    """The step on which they said so."""
    return came_from.way_back(request, "join_round", way.round.code)


def _too_many(request, way: Way) -> bool:
    """By address and by round: a hall sits behind one address, and an inbox has an end."""
    counted = [("say_need_anywhere", way.round.code)]
    if address_of(request):  # else it would fall on everybody together
        counted.insert(0, ("say_need", way.round.code))
    return not all(
        ratelimit.consume(request, app=ACCOUNT, action=action, key=key, limit_get=True)
        for action, key in counted
    )


def _page(request, way: Way, form: NeedForm, *, status: int):
    context = of_round(way.round) | kept(request) | {"form": form, "can_send": bool(readers_of(way.round))}
    context["step"] = _step(request, way)
    context["contact"] = contact_of(way.round.team.organisation)
    return render(request, "assessments/coming_in/need.html", context, status=status)
