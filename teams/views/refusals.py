"""How a refusal reaches the person who asked."""

from contextlib import contextmanager

from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url

from teams.kept_words import kept
from teams.meanwhile import WrittenMeanwhile
from teams.refusals import Refused
from teams.services.organisations import why_nothing_begins

NOT_SAVED = "What you changed isn’t saved."


@contextmanager
def refusals_told_to(request, tell=messages.error):
    """What a service refuses inside becomes a message on the page that comes next."""
    try:
        yield
    except Refused as refused:
        tell(request, str(refused))


@contextmanager
def refusals_on(form, field: str | None = None):
    """What a service refuses inside becomes a mistake of this field, or the one it names, beside what was typed.

    Without either it is one of the whole form.
    """
    try:
        yield
    except Refused as refused:
        form.add_error(refused.about or field, str(refused))


@contextmanager
def theirs_shown_on(form):
    """What somebody else has written meanwhile in the same fields of a careful form stands beside what was typed."""
    try:
        yield
    except WrittenMeanwhile as other:
        form.show_theirs(other.theirs)


def sent(request):
    """The form data of a POST, even if it is empty; None for a GET, which has no mistakes to show."""
    return request.POST if request.method == "POST" else None


def too_late(request, why: str, *to: str):
    """A form that was open while somebody else did something, so that it can't be taken any more: `why`, and what was
    typed. Leads on, `to` where redirect() would, and straight away where nothing was typed."""
    way = resolve_url(*to)
    if request.method != "POST":
        messages.info(request, why)
        return redirect(way)
    words = kept(request)
    if words["written"]:
        return render(request, "too_late.html", words | {"why": why, "way": way}, status=409)
    messages.warning(request, f"{why} {NOT_SAVED}")
    return redirect(way)


def to_archived(request, team):
    """Where something new was to begin in a team that is archived: to its page, which can bring it back."""
    return too_late(request, why_nothing_begins(team), "team", team.code)
