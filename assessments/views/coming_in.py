"""The way in, one question a page. What is said on it is in the browser alone, until the last answer begins a sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import NoSheetHere, get_round_to_join
from assessments.came_from import leads_back_to
from assessments.cookies import BEGUN, Admission, forget_way, keep_way, read_return_code, read_way
from assessments.forms.coming_in import HELPED, AsForm, HelpForm, NameForm, TodayForm, WordingForm
from assessments.forms.joining import CHANGED
from assessments.models import Round, Sheet
from assessments.services.activities import count_parts
from assessments.services.joining import find_sheet
from assessments.services.terms import k_of
from assessments.views.joining import begin, not_let_in
from assessments.views.pages import keep_wording
from assessments.views.sheet import wording_of
from rubric.document import Document, Statement
from rubric.reading import read_version

# What each page asks for, in their order. The name is asked for in the open only.
ASKED = {
    "join_round": "wording",
    "join_promises": "agreed",
    "join_as": "perspective",
    "join_name": "first_name",
    "join_help": "how",
}
# Of a group, instead of who one is. A rubric of one part leaves nothing to choose.
ASKED_OF_A_GROUP = {"join_as_group": "people", "join_group_part": "part", "join_group_most": "most"}


@dataclass(frozen=True)
class Way:
    """Somebody has come in by a door of this round, and has said so much."""

    round: Round
    admission: Admission
    said: dict

    @property
    def pages(self) -> list[str]:
        is_open = self.round.sharing == Round.Sharing.IN_THE_OPEN
        asked = [page for page in ASKED if is_open or page != "join_name"]
        return [page for page in asked if self.asks_for_wording or page != "join_round"]

    @property
    def asks_for_wording(self) -> bool:
        """Not where the rubric can be read in one only."""
        return not self.round.without_easy_read

    @property
    def perspectives(self):
        return self.round.team.organisation.perspectives.in_use()

    @property
    def document(self) -> Document:
        return read_version(self.round.version_id)

    @property
    def group_pages(self) -> list[str]:
        """Beside the question of who somebody is, which leads here."""
        asked = [
            page
            for page in ASKED_OF_A_GROUP
            if len(self.document.principles) > 1 or page != "join_group_part"
        ]
        first = ["join_round"] if self.asks_for_wording else []
        return [*first, "join_promises", "join_as", *asked]

    def pages_to(self, page: str) -> list[str]:
        return self.group_pages if page in ASKED_OF_A_GROUP else self.pages

    def leads_elsewhere(self, page: str) -> str | None:
        """The first page before this one whose question hasn't been answered; on, where this round doesn't ask."""
        pages = self.pages_to(page)
        if page not in pages:
            return "join_group_most" if page in ASKED_OF_A_GROUP else "join_help"
        asked = ASKED | ASKED_OF_A_GROUP
        before = [each for each in pages[: pages.index(page)] if page in ASKED or each != "join_as"]
        return next((each for each in before if asked[each] not in self.said), None)

    def go_on(self, page: str, **said) -> HttpResponse:
        """To this page, with what was said until now. What is None is forgotten."""
        kept = {name: value for name, value in (self.said | said).items() if value is not None}
        return keep_way(redirect(page, self.round.code), self.round, self.admission, kept)


def by_the_door(view: Callable[..., HttpResponse]):
    """`view` gets the way of whoever has come in, whatever they have answered until now."""

    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request, code):
        try:
            round, admission = get_round_to_join(request, code)
        except NoSheetHere:
            return not_let_in(request, code)
        return view(request, Way(round, admission, read_way(request, admission)))

    return guarded


def on_the_way(page: str):
    """The same, once they have answered what comes before `page`, and where this round asks for it."""

    def decorate(view: Callable[..., HttpResponse]):
        @by_the_door
        @wraps(view)
        def guarded(request, way):
            elsewhere = way.leads_elsewhere(page)
            return redirect(elsewhere, way.round.code) if elsewhere else view(request, way)

        return guarded

    return decorate


@on_the_way("join_round")
def join_round(request, way):
    form = WordingForm(request.POST or None)
    if form.is_valid():
        return keep_wording(way.go_on("join_promises", wording=True), form.cleaned_data["wording"])
    context = {"form": form, "begun": _has_begun(request, way), "example": _example(way)}
    return show_page(request, way, "join_round", context)


def _has_begun(request, way: Way) -> bool:
    """Whether this browser has a sheet of the round, which is there still."""
    return_code = read_return_code(request, BEGUN)
    sheet = find_sheet(return_code) if return_code else None
    return sheet is not None and sheet.round_id == way.round.pk


def _example(way: Way) -> Statement | None:
    """One that the rubric has in both wordings: the shortest good thing, if there is one."""
    document = way.document
    both = [statement for statement in document.statements if statement.easy_read]
    good = [statement for statement in both if document.level(statement.level).direction == "strength"]
    return min(good or both, key=lambda statement: len(statement.text), default=None)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_promises(request, code):
    """Somebody who says no is believed twice: the second press finds no door any more."""
    is_no = request.method == "POST" and request.POST.get("answer") == "no"
    return forget_way(redirect("said_no"), code) if is_no else _promises(request, code)


@on_the_way("join_promises")
def _promises(request, way):
    if request.method == "POST":
        return way.go_on("join_as", agreed=True)
    told = {"document": way.document, "count": count_parts(way.round), "begun": _has_begun(request, way)}
    return show_page(request, way, "join_promises", told)


@on_the_way("join_as")
def join_as(request, way):
    """All that are true. Of several, the next page asks for one, and forgets the others."""
    kept = way.said.get("ticked") or [way.said.get("perspective")]
    is_easy = wording_of(request) == Sheet.Wording.EASY_READ
    offered = {"perspectives": way.perspectives, "is_easy": is_easy}
    form = AsForm(request.POST or None, initial={"perspectives": kept}, **offered)
    if not form.is_valid():
        return show_page(request, way, "join_as", {"form": form})
    ticked = [perspective.pk for perspective in form.cleaned_data["perspectives"]]
    if len(ticked) > 1:
        return way.go_on("join_today", ticked=ticked, perspective=None)
    return way.go_on(_after_who(way), perspective=ticked[0], ticked=None)


@on_the_way("join_as")
def join_today(request, way):
    ticked = way.perspectives.filter(pk__in=way.said.get("ticked", []))
    if not ticked:
        return redirect("join_as", way.round.code)
    form = TodayForm(request.POST or None, perspectives=ticked)
    if not form.is_valid():
        return show_page(request, way, "join_as", {"form": form, "ticked": ticked}, name="join_today")
    return way.go_on(_after_who(way), perspective=form.cleaned_data["perspective"].pk, ticked=None)


def _after_who(way: Way) -> str:
    return way.pages[way.pages.index("join_as") + 1]


@on_the_way("join_name")
def join_name(request, way):
    form = NameForm(request.POST or None, initial=way.said)
    if form.is_valid():
        return way.go_on("join_help", **form.cleaned_data)
    return show_page(request, way, "join_name", {"form": form})


@on_the_way("join_help")
def join_help(request, way):
    """The last question: its answer begins the sheet."""
    form = HelpForm(request.POST or None)
    if not form.is_valid():
        return show_page(request, way, "join_help", {"form": form, "helped": HELPED})
    perspective = way.perspectives.filter(pk=way.said["perspective"]).first()
    if perspective is None:  # it was taken out of the list meanwhile
        messages.error(request, CHANGED)
        return redirect("join_as", way.round.code)
    about = {"perspective": perspective, "first_name": way.said.get("first_name", ""), **form.cleaned_data}
    return begin(request, way.round, way.admission, kind=Sheet.Kind.PERSON, **about)


@require_safe
@by_the_door
def join_helping(request, way):
    """For whoever sits beside somebody, on the way in."""
    context = of_round(way.round) | {"way_on": "join_help"}
    return render(request, "assessments/coming_in/helping.html", context)


def show_page(request, way: Way, page: str, more: dict, *, name: str = "") -> HttpResponse:
    pages = way.pages_to(page)
    number = pages.index(page)
    back = page if name else pages[number - 1] if number else ""
    steps = {"number": number + 1, "of": len(pages), "back_to": back}
    steps["leads_back"] = leads_back_to(reverse(name or page, args=[way.round.code]))
    context = of_round(way.round) | steps | more
    status = 422 if more.get("form") and more["form"].errors else 200
    template = f"assessments/coming_in/{(name or page).removeprefix('join_')}.html"
    return render(request, template, context, status=status)


def of_round(round: Round) -> dict:
    return {
        "round": round,
        "team": round.team,
        "organisation": round.team.organisation,
        "in_the_open": round.sharing == Round.Sharing.IN_THE_OPEN,
        "k": k_of(round),
    }
