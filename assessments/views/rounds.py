from django.contrib import messages
from django.shortcuts import redirect, render

from assessments.access import FACILITATOR, get_round
from assessments.doors import door_of
from assessments.forms.rounds import NewRoundForm, PlanForm, ReopenForm, RoundForm
from assessments.models import REOPEN_DAYS, Round, Sheet
from assessments.part import title
from assessments.services import releases, rounds
from assessments.services.actions import promises_of
from assessments.services.path import read_facts
from assessments.services.progress import read_progress
from assessments.services.second_people import second_people
from assessments.services.session_formats import format_of
from assessments.services.taking_part import count_taking_part
from assessments.services.terms import k_of
from assessments.services.you_said import published_token
from assessments.stages import find_path
from assessments.standing import has_standing
from assessments.views.sheet import wording_of
from rubric.reading import read_version, versions_for
from teams.access import ADMIN, get_team
from teams.codes import new_code

NOTHING_NEW = (
    "There is nothing new to show. What people say on their own can be shown again when {} more have answered, at the "
    "earliest. Some of it may never be, so that nobody can be picked out. Every answer is kept."
)
PLAN = ("title", "closes_on", "hear_back", "shared_devices", "about", "about_name", "from_last", "sharing")


def plan_round(request, code):
    team = get_team(request, code, role=FACILITATOR)
    versions = versions_for(team.organisation)
    form = NewRoundForm(
        request.POST or None, team=team, versions=versions, initial=_suggested_plan(team, versions)
    )
    if not form.is_valid():
        is_alone = not second_people(team, beside=request.user)
        return render(
            request, "assessments/plan_round.html", {**_of_team(team), "form": form, "is_alone": is_alone}
        )
    round, is_new = rounds.plan_round(team, by=request.user, **form.cleaned_data)
    if is_new:
        messages.success(request, "The round is planned. Open it when your team is ready to start.")
    else:
        messages.info(request, "You have planned this round already. Here it is.")
    return redirect("round", round.code)


def _suggested_plan(team, versions) -> dict:
    """As last time, so that the two can be compared; the first time, about the team itself."""
    plan = {
        "code": new_code(),
        "about": Round.About.TEAM,
        "about_name": team.name,
        "from_last": False,
        "sharing": Round.Sharing.WITHOUT_NAMES,
    }
    last = team.rounds.closed().select_related("version").order_by("-closed_at").first()
    if last:
        version = versions.filter(rubric=last.version.rubric_id).first()
        plan["version"] = version
    if last and last.about_name:
        plan |= {"about": last.about, "about_name": last.about_name}
    return plan


def round(request, code):
    """Its path: what is done, what is now, and what comes later."""
    round = get_round(request, code)
    document = read_version(round.version_id)
    context = {
        "document": document,
        "path": find_path(read_facts(round, wording=wording_of(request))),
        "reopenings": round.reopenings.select_related("by"),
        "release": round.releases.first(),
        "session_format": format_of(round),
        "door": door_of(round) if round.is_open else None,
        "may_answer": round.is_open and not round.door_closed_at,
        "came_of_it": published_token(round) if round.closed_at else None,
        "has_taken_back": round.role == FACILITATOR and round.taken_back.exists(),
    }
    context |= _last_time(round) if round.is_open else {}
    return render(request, "assessments/round.html", {**_of_round(round), **context})


def _last_time(round) -> dict:
    promised = promises_of(round)["promised"]
    late = [action for action in promised if action.is_late]
    return {
        "promised": promised,
        "done": sum(bool(action.done_at) for action in promised),
        "late": len(late),
    }


def edit_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if round.closed_at:
        messages.warning(request, "This round has closed, so it stays as it is.")
        return redirect("round", round.code)
    form = _edit_form(request, round)
    if form.is_valid() and _done(request, rounds.edit_round, round, "Saved.", **form.cleaned_data):
        return redirect("round", round.code)
    return render(request, "assessments/edit_round.html", {**_of_round(round), "form": form})


def _edit_form(request, round) -> RoundForm:
    """While a round is planned, its whole plan. A plan sent just after it opened is read too, and refused by name."""
    plan = {name: getattr(round, name) for name in PLAN}
    if round.opened_at and "version" not in request.POST:
        return RoundForm(request.POST or None, initial=plan)
    versions = versions_for(round.team.organisation)
    plan["version"] = versions.filter(rubric=round.version.rubric_id).first()
    return PlanForm(request.POST or None, team=round.team, versions=versions, initial=plan)


def open_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if request.method == "POST":
        _done(
            request, rounds.open_round, round, "The round is open. Your team can fill in the together sheet."
        )
        return redirect("round", round.code)
    if round.opened_at:
        messages.info(request, "This round has been opened already.")
        return redirect("round", round.code)
    admins = [role.user for role in round.team.organisation.roles.filter(role=ADMIN).select_related("user")]
    context = {
        "document": read_version(round.version_id),
        "missing": rounds.what_is_missing(round),
        "previous": rounds.previous_of(round),
        "admins": admins,
        "is_admin": request.user in admins,
    }
    return render(request, "assessments/open_round.html", {**_of_round(round), **context})


def close_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if request.method == "POST":
        _done(request, rounds.close_round, round, "The round is closed. Thank everybody who took part.")
        return redirect("round", round.code)
    if not round.is_open:
        messages.info(request, "This round has closed already." if round.closed_at else rounds.NOT_OPENED)
        return redirect("round", round.code)
    document = read_version(round.version_id)
    progress = read_progress(round.sheets.get(kind=Sheet.Kind.TOGETHER), document)
    parts = [(one, one.principle.key, title(one.principle, wording_of(request))) for one in progress]
    another_look = [(key, name) for one, key, name in parts if one.needs_another_look]
    context = {
        "days": REOPEN_DAYS,
        "k": k_of(round),
        "not_placed": [(k, n) for one, k, n in parts if not one.level] if has_standing(document) else [],
        "another_look": another_look,
        "unfinished": _how_many_are_unfinished(round),
        "begun_only": round.parts - round.finished - len(another_look),
    }
    return render(request, "assessments/close_round.html", {**_of_round(round), **context})


def _how_many_are_unfinished(round) -> int:
    """People and groups who have said something, and haven’t finished a part: it counts for nothing until they do."""
    taking_part = count_taking_part(round.code)
    return max(0, taking_part.begun - taking_part.finished)


def reopen_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    if round.is_open:
        messages.info(request, "This round is open.")
    elif not round.can_be_reopened:
        messages.warning(request, rounds.TOO_LATE if round.closed_at else rounds.NOT_OPENED)
    else:
        return _ask_why(request, round)
    return redirect("round", round.code)


def _ask_why(request, round):
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        _done(request, rounds.reopen_round, round, "The round is open again.", **form.cleaned_data)
        return redirect("round", round.code)
    return render(request, "assessments/reopen_round.html", {**_of_round(round), "form": form})


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
    try:
        release = releases.make_release(round, by=request.user)
    except rounds.Refused as refusal:
        messages.warning(request, str(refusal))
        return
    if release == last:
        messages.info(request, NOTHING_NEW.format(k_of(round)))


def _done(request, step, round, words: str, **more) -> bool:
    """Takes the step, and says that it is done, or why it can't be."""
    try:
        step(round, by=request.user, **more)
    except rounds.Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, words)
    return True


def _of_team(team) -> dict:
    return {"team": team, "organisation": team.organisation}


def _of_round(round) -> dict:
    return {"round": round, "is_facilitator": round.role == FACILITATOR, **_of_team(round.team)}
