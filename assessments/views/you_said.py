"""*You said, we did, we couldn't because*: a facilitator's editor, entry by entry."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import FACILITATOR, get_round
from assessments.doors import Square
from assessments.forms.you_said import EntryForm, PublishForm
from assessments.services import you_said as telling
from teams.addresses import full_address, to_moved
from teams.codes import new_code, typed
from teams.meanwhile import GoneMeanwhile, WrittenMeanwhile
from teams.views.refusals import refusals_told_to, theirs_shown_on

TAKEN_OUT = "Somebody took this out while you wrote. Your words are here: add them again, or leave the page."


@require_safe
def you_said(request, code):
    round = get_round(request, code, role=FACILITATOR)
    page = telling.you_said_of(round)
    there = {entry["action"] for entry in page.entries}
    context = {
        "page": page,
        "undrafted": round.actions.exclude(code__in=there).count(),
        "without_easy_read": sum(_lacks_easy_read(entry) for entry in page.entries),
    }
    if page.published_at:
        link = full_address(reverse("came_of_it", args=[page.token]))
        context |= {"link": link, "square": Square.of(link)}
    return render(request, "assessments/you_said.html", {**_of(round), **context})


def _lacks_easy_read(entry: dict) -> bool:
    return any(entry[name] and not entry[f"easy_{name}"] for name in telling.STANDARD)


@require_POST
def draft_you_said(request, code):
    round = get_round(request, code, role=FACILITATOR)
    new = telling.draft_entries(round, by=request.user)
    words = "Drafted. Now make the words your own." if new else "Every action of this round is here already."
    messages.success(request, words)
    return redirect("you_said", code)


@require_http_methods(["GET", "HEAD", "POST"])
def add_entry(request, code):
    round = get_round(request, code, role=FACILITATOR)
    form = EntryForm(request.POST or None)
    sent = typed(request.POST.get("code", ""))
    entry = sent if len(sent) == len(new_code()) else new_code()
    if form.is_valid():
        telling.add_entry(round, code=entry, texts=form.cleaned_data, by=request.user)
        messages.success(request, "Saved. People see it when you publish.")
        return redirect("you_said", code)
    return _entry_page(request, round, form, new=entry)


@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request, code, entry):
    round = get_round(request, code, role=FACILITATOR)
    stored = next((one for one in telling.you_said_of(round).entries if one["code"] == entry), None)
    if stored is None and request.method != "POST":
        raise Http404
    form = EntryForm(request.POST or None, initial=stored or {})
    if not form.is_valid():
        return _entry_page(request, round, form)
    try:
        telling.change_entry(round, entry, shown=form.shown, wanted=form.cleaned_data, by=request.user)
    except WrittenMeanwhile as other:
        form.show_theirs(other.theirs)
        return _entry_page(request, round, form)
    except GoneMeanwhile:
        messages.warning(request, TAKEN_OUT)
        return _entry_page(request, round, form, new=entry)
    messages.success(request, "Saved. People see it when you publish.")
    return redirect("you_said", code)


def _entry_page(request, round, form: EntryForm, *, new: str = ""):
    """`new`: the code that a new entry will have."""
    context = {"form": form, "new": new, "pairs": [(form[n], form[f"easy_{n}"]) for n in telling.STANDARD]}
    return render(request, "assessments/change_entry.html", {**_of(round), **context})


@require_POST
def move_entry(request, code, entry):
    round = get_round(request, code, role=FACILITATOR)
    telling.move_entry(round, entry, up=request.POST.get("to") != "down", by=request.user)
    return to_moved(reverse("you_said", args=[code]), f"entry-{entry}")


@require_POST
def take_out_entry(request, code, entry):
    round = get_round(request, code, role=FACILITATOR)
    with refusals_told_to(request):
        telling.take_out_entry(round, entry, revision=_revision(request), by=request.user)
        messages.success(request, "Taken out.")
    return redirect("you_said", code)


def _revision(request) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1


@require_http_methods(["GET", "HEAD", "POST"])
def publish_you_said(request, code):
    round = get_round(request, code, role=FACILITATOR)
    page = telling.you_said_of(round)
    names = ("revision", "answer_back", "easy_answer_back")
    form = PublishForm(request.POST or None, initial={name: getattr(page, name) for name in names})
    if form.is_valid():
        if _is_published(request, round, form):
            return redirect("you_said", code)
        page = telling.you_said_of(round)
        form.look_at(page.revision)
    return render(request, "assessments/publish_you_said.html", {**_of(round), "form": form, "page": page})


def _is_published(request, round, form: PublishForm) -> bool:
    """If not, the page says why, or what somebody else has written meanwhile, with all entries as they are now."""
    with refusals_told_to(request), theirs_shown_on(form):
        telling.publish_you_said(round, by=request.user, shown=form.shown, **form.cleaned_data)
        messages.success(request, "Published. The link for people is on this page.")
        return True
    return False


@require_POST
def take_offline(request, code):
    telling.take_offline(get_round(request, code, role=FACILITATOR), by=request.user)
    messages.success(request, "Taken offline. The link opens nothing any more.")
    return redirect("you_said", code)


def _of(round) -> dict:
    return {"round": round, "team": round.team, "organisation": round.team.organisation}
