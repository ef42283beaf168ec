from django.contrib import messages
from django.shortcuts import redirect, render

from assessments.access import FACILITATOR, get_round
from assessments.forms.opening import OpenForm
from assessments.forms.rounds import AskedForm, NewRoundForm, PlanForm, ReopenForm, RoundForm
from assessments.models import REOPEN_DAYS
from assessments.path_facts import Facts
from assessments.reading.planning import suggested_plan
from assessments.services import releases, rounds
from assessments.services.newest import newest_of
from assessments.services.path import read_facts
from assessments.services.second_people import second_people
from assessments.services.taking_part import TakingPart, count_taking_part
from assessments.services.terms import k_of
from assessments.unfinished import unfinished_parts
from assessments.views.opening import of_round, of_team, open_as_planned
from assessments.views.sheet import wording_of
from rubric.reading import versions_for
from teams.access import get_team
from teams.contacts import ASKED
from teams.views.refusals import refusals_told_to, theirs_shown_on, to_archived, too_late

NOTHING_NEW = (
    "There is nothing new to show. What people say on their own can be shown again when {} more have answered, at the "
    "earliest. Some of it may never be, so that nobody can be picked out. Every answer is kept."
)
STAYS = "This round has closed, so it stays as it is. You can still change its name, and whom people can ask."
REOPENED = "Somebody has opened this round again meanwhile. We’ve saved whom people can ask."
PLANNED = "The round is planned, and all that you wrote is saved. It isn’t open yet."
PLAN = (*rounds.STAY_OPEN_TO_CHANGE, "about", "about_name", "from_last", "sharing")


def plan_round(request, code):
    team = get_team(request, code, role=FACILITATOR)
    if team.archived_at:
        return to_archived(request, team)
    versions = versions_for(team.organisation)
    form = NewRoundForm(
        request.POST or None,
        team=team,
        versions=versions,
        initial=suggested_plan(team, versions, by=request.user),
    )
    if not form.is_valid():
        context = {
            "form": form,
            "opening": OpenForm(request.POST) if form.is_bound else OpenForm(initial={"tell": True}),
            "is_alone": not second_people(team, beside=request.user),
        }
        return render(request, "assessments/plan_round.html", {**of_team(team), **context})
    round, is_new = rounds.plan_round(team, by=request.user, **form.cleaned_data)
    if "open" in request.POST:
        return open_as_planned(request, round, if_not=PLANNED)
    if is_new:
        messages.success(request, "The round is planned. Open it when your team is ready to start.")
    else:
        messages.info(request, "You have planned this round already. Here it is.")
    return redirect("round", round.code)


def edit_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if round.closed_at and "title" in request.POST:
        return too_late(request, STAYS, "round", code)
    if round.closed_at or _is_whom_people_ask(request, round):
        return _change_whom_people_ask(request, round)
    form = _edit_form(request, round)
    if form.is_valid() and _is_saved(request, round, form):
        return redirect("round", round.code)
    return render(request, "assessments/edit_round.html", {**of_round(round), "form": form})


def _is_saved(request, round, form: RoundForm | AskedForm, *, told: str = "Saved.") -> bool:
    """If not, the page says why, or what somebody else has written meanwhile."""
    with refusals_told_to(request), theirs_shown_on(form):
        rounds.edit_round(round, by=request.user, shown=form.shown, **form.cleaned_data)
        messages.success(request, told)
        return True
    return False


def _is_whom_people_ask(request, round) -> bool:
    """The page of a closed round has no other boxes: it may have been opened again since."""
    return request.method == "POST" and "title" not in request.POST and round.reopenings.exists()


def _change_whom_people_ask(request, round):
    """All that can change once a round has closed, beside its name."""
    initial = {name: getattr(round, name) for name in ASKED}
    form = AskedForm(request.POST or None, initial=initial)
    told = "Saved." if round.closed_at else REOPENED
    if form.is_valid() and _is_saved(request, round, form, told=told):
        return redirect("round", round.code)
    return render(request, "assessments/change_asked.html", {**of_round(round), "form": form})


def _edit_form(request, round) -> RoundForm:
    """While a round is planned, its whole plan. One that is sent just after it opened is read too: what can't change
    any more is refused by name."""
    plan = {name: getattr(round, name) for name in PLAN}
    if round.opened_at and "version" not in request.POST:
        return RoundForm(request.POST or None, initial=plan)
    plan["version"] = newest_of(round.version, round.team.organisation)
    versions = versions_for(round.team.organisation)
    form = PlanForm(request.POST or None, team=round.team, versions=versions, initial=plan)
    form.must_be_asked = bool(round.opened_at)
    return form


def close_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if request.method == "POST":
        _done(request, rounds.close_round, round, "The round is closed. Thank everybody who took part.")
        return redirect("round", round.code)
    if not round.is_open:
        messages.info(request, "This round has closed already." if round.closed_at else rounds.NOT_OPENED)
        return redirect("round", round.code)
    facts, taking_part = read_facts(round, wording=wording_of(request)), count_taking_part(round.code)
    context = {
        "days": REOPEN_DAYS,
        "k": k_of(round),
        "parts": unfinished_parts(facts),
        "facts": facts,
        "heard_by_few": _heard_by_few(round, facts, taking_part),
        "unfinished": taking_part.unfinished,
    }
    return render(request, "assessments/close_round.html", {**of_round(round), **context})


def _heard_by_few(round, facts: Facts, taking_part: TakingPart) -> list[str]:
    """Parts that fewer people have finished on their own than it takes to show what they said."""
    people, k = taking_part.people, k_of(round)
    is_shown = round.sharing == round.Sharing.IN_THE_OPEN
    return [] if is_shown else [part.name for part in facts.parts if people.get(part.field, 0) < k]


def reopen_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if round.can_be_reopened:
        return _ask_why(request, round)
    form = ReopenForm(request.POST)
    if round.is_open and form.is_valid() and round.reopenings.filter(**form.cleaned_data):
        messages.info(request, rounds.IS_OPEN)  # pressed twice
        return redirect("round", round.code)
    return too_late(request, _why_not_reopened(round), "round", code)


def _why_not_reopened(round) -> str:
    if round.is_open:
        return rounds.IS_OPEN
    return rounds.TOO_LATE if round.closed_at else rounds.NOT_OPENED


def _ask_why(request, round):
    form = ReopenForm(request.POST or None)
    again = "The round is open again."
    if form.is_valid() and _done(request, rounds.reopen_round, round, again, **form.cleaned_data):
        return redirect("round", round.code)
    issued = round.editions.not_replaced().values_list("kind", flat=True)
    context = {**of_round(round), "form": form, "issued": set(issued)}
    return render(request, "assessments/reopen_round.html", context)


def bring_up_to_date(request, code):
    """Keeps what the together sheet says now, for the team and its organisation's admins to see."""
    round = get_round(request, code, role=FACILITATOR)
    if request.method != "POST" or not round.opened_at:
        return redirect("round", round.code)
    _make_the_next_release(request, round)
    return redirect("results", round.code)


def _make_the_next_release(request, round) -> None:
    """Or says why there is none."""
    last = round.releases.first()
    with refusals_told_to(request, messages.warning):
        if releases.make_release(round, by=request.user) == last:
            messages.info(request, NOTHING_NEW.format(k_of(round)))


def _done(request, step, round, words: str, **more) -> bool:
    """Takes the step, and says that it is done, or why it can't be."""
    with refusals_told_to(request):
        step(round, by=request.user, **more)
        messages.success(request, words)
        return True
    return False
