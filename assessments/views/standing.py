from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.access import get_together_sheet
from assessments.forms.sheets import FirstStandingForm, StandingForm, StandingInWordsForm
from assessments.models import Answer, Sheet, Standing
from assessments.part import Part, both_texts
from assessments.services.activities import among_all, placed_activities
from assessments.services.answering import RoundClosed
from assessments.services.carrying import read_last_time
from assessments.services.progress import next_part
from assessments.services.session_formats import clock_of
from assessments.services.standing import choose_level, settle_standing
from assessments.standing import Suggestion, has_standing, suggest
from assessments.views.sheet import (
    address_of_part,
    closed_while_writing,
    contact_of,
    keeping_session,
    leads_session,
    of_sheet,
    part_of,
)
from teams.punctuation import quoted

WORDS = ("why", "where_we_differ")
AGREEING = 2  # the clock's last step of a part
BOTH = "Somebody else has written here too. Their words and yours are together in the boxes. Look at them, and save."


@require_http_methods(["GET", "HEAD", "POST"])
def standing(request, code, principle):
    """First the team's own choice; only then what the ticks suggest, and whether to keep or change it."""
    sheet = get_together_sheet(request, code)
    part = part_of(request, sheet, principle)
    stored = Standing.objects.filter(sheet=sheet, principle=part.principle.id).first()
    stored = stored or Standing(sheet=sheet, principle_id=part.principle.id)
    if request.method == "POST" and not sheet.round.is_open:
        return closed_while_writing(request, request.path)
    ask = _choose_first if _is_first(request, part, stored) else _settle
    try:
        return ask(request, sheet, part, stored)
    except RoundClosed:
        return closed_while_writing(request, request.path)


def _is_first(request, part: Part, stored: Standing) -> bool:
    """Somebody else may have chosen between this page's showing and its sending: the form tells which page it was."""
    if not has_standing(part.document):
        return False
    return stored.first_level_id is None or (request.method == "POST" and "revision" not in request.POST)


def _choose_first(request, sheet: Sheet, part: Part, stored: Standing):
    levels = part.document.levels
    form = FirstStandingForm(request.POST or None, levels=levels)
    if not form.is_valid():
        return _page(request, sheet, part, stored, form)
    chosen = part.document.level(form.cleaned_data["level"])
    first = choose_level(sheet, principle=part.principle.id, level=chosen.id).first_level_id
    if first != chosen.id:
        label = next(level.label for level in levels if level.id == first)
        messages.warning(
            request, f"Somebody chose {quoted(label)} just before you. Talk about it: you can change it here."
        )
    return redirect(keeping_session(request, request.path))


def _settle(request, sheet: Sheet, part: Part, stored: Standing):
    if request.POST.get("again") in WORDS:
        return _page(
            request, sheet, part, stored, _with_last_time(request, sheet, part, stored), unsaved=True
        )
    form = _settle_form(part, stored, request.POST or None)
    if not form.is_valid():
        return _page(request, sheet, part, stored, form)
    given = form.cleaned_data
    level = part.document.level(given["level"]).id if given.get("level") else None
    theirs = settle_standing(
        sheet,
        principle=part.principle.id,
        level=level,
        why=given["why"],
        where_we_differ=given["where_we_differ"],
        revision=given["revision"],
    )
    if theirs:
        messages.warning(request, " ".join([BOTH, *_two_choices(part, level, theirs.level_id)]))
        both = _with_both(theirs, given, level)
        return _page(request, sheet, part, both, _settle_form(part, both), unsaved=True)
    return redirect(_next(request, sheet, part))


def _with_last_time(request, sheet: Sheet, part: Part, stored: Standing) -> StandingInWordsForm:
    """What is typed stays, and the words that somebody wants again stand in their box; nothing is saved."""
    name, last_time = request.POST["again"], read_last_time(sheet, part)
    typed = {each: request.POST[each] for each in (*WORDS, "level", "revision") if each in request.POST}
    if last_time:
        typed[name] = both_texts(typed.get(name, ""), getattr(last_time.standing, name)).strip()
    return _settle_form(part, stored, typed=typed)


def _settle_form(
    part: Part, stored: Standing, posted=None, *, typed: dict | None = None
) -> StandingInWordsForm:
    """What was said last time isn't said again by doing nothing: it stands beside its box."""
    initial = {name: getattr(stored, name) for name in (*WORDS, "revision")}
    if not has_standing(part.document):
        return StandingInWordsForm(posted, initial=initial | (typed or {}))
    keys = {level.id: level.key for level in part.document.levels}
    return StandingForm(
        posted,
        levels=part.document.levels,
        first_level=keys.get(stored.first_level_id),
        initial=initial | {"level": keys.get(stored.level_id)} | (typed or {}),
    )


def _two_choices(part: Part, mine: int | None, theirs: int | None) -> list[str]:
    """Of two levels there is nothing to put together: people have to talk."""
    if mine == theirs:
        return []
    labels = {level.id: level.label for level in part.document.levels}
    return [f"You chose {quoted(labels[mine])}. Somebody else chose {quoted(labels[theirs])}. Talk about it."]


def _with_both(theirs: Standing, mine: dict, level: int | None) -> Standing:
    """Both texts, and the level that this person chose, as their page shows it."""
    for name in ("why", "where_we_differ"):
        setattr(theirs, name, both_texts(getattr(theirs, name), mine[name]))
    theirs.level_id = level
    return theirs


def _next(request, sheet: Sheet, part: Part) -> str:
    """Where to go on: the next part that isn't finished, or the overview when all are; in a session the next slide."""
    if leads_session(request, sheet):
        return _next_slide(sheet, part)
    return address_of_part(sheet, next_part(sheet, after=part.field))


def _next_slide(sheet: Sheet, part: Part) -> str:
    if part.after:
        return reverse("session_principle", args=[sheet.round.code, part.after.key])
    if activities := placed_activities(sheet.round):
        return reverse("session_activity", args=[sheet.round.code, activities[0].key])
    return reverse("session_more", args=[sheet.round.code, part.principle.key])


def _suggestion(sheet: Sheet, part: Part) -> Suggestion | None:
    ids = {statement.id: statement.key for statement in part.principle.statements}
    ticked = Answer.objects.filter(sheet=sheet, statement__in=ids, value=Answer.Value.TICKED)
    keys = {ids[id] for id in ticked.values_list("statement_id", flat=True)}
    finished = sheet.reflections.filter(principle=part.principle.id).exclude(finished_at=None).exists()
    return suggest(part.document, part.principle, keys, finished=finished)


def _page(request, sheet: Sheet, part: Part, stored: Standing, form, *, unsaved: bool = False):
    levels = {level.id: level for level in part.document.levels}
    context = of_sheet(sheet) | {
        "part": among_all(part, sheet.round),
        "part_title": part.principle.name,
        "form": form,
        "unsaved": unsaved or form.is_bound,
        "standing": stored,
        "levels": part.document.levels,
        "first_level": levels.get(stored.first_level_id),
        "level": levels.get(stored.level_id),
        "contact": contact_of(sheet.round.team.organisation),
        "next": _next(request, sheet, part),
        "last_time": read_last_time(sheet, part),
    }
    if stored.first_level_id:
        context["suggestion"] = _suggestion(sheet, part)
    if leads_session(request, sheet) and not context["closed"]:
        context["clock"] = clock_of(sheet.round, part=part.number, step=AGREEING)
        return render(request, "assessments/standing_slide.html", context)
    return render(request, "assessments/standing.html", context)
