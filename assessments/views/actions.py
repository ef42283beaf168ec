"""What a team will do: its list, planning an action from wherever it begins, and changing its words."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import get_action
from assessments.came_from import Way, as_it_came, way_back
from assessments.forms.actions import WORDS, ChangeActionForm, NoteForm, PlanActionForm
from assessments.models import Action, Round
from assessments.reading.starting_points import Beginning, read_beginning, starting_points
from assessments.services import actions as doing
from assessments.views.sheet import document_of, is_in_session
from teams.access import get_team, roles_in_team
from teams.codes import new_code, typed
from teams.meanwhile import WrittenMeanwhile
from teams.punctuation import fitting, quoted
from teams.roles import MEMBER
from teams.views.refusals import to_archived

FIELDS = (
    "what",
    "why",
    "principle_key",
    "lead",
    "lead_name",
    "co_lead",
    "due_on",
    "cost",
    "how_known",
    "stage",
)
BEGINNINGS = ("round", "principle", "statement", "activity", "about")  # what an address may name
GROUPS = [("going-on", "Going on"), ("planned", "Planned"), ("done", "Done"), ("stopped", "Stopped")]


@require_safe
def actions(request, code):
    """Everybody who may see the team reads them; its members plan and note."""
    team = get_team(request, code)
    every = sorted(doing.actions_of(team), key=_latest_first_when_over)
    which = _which(request, team, every)
    found = which.actions if which else every
    may_plan = bool(roles_in_team(request.user, team)) and not team.archived_at
    context = {
        "groups": [(label, [a for a in found if a.status == status]) for status, label in GROUPS],
        "found": found,
        "every": every,
        "which": which,
        "of_round": _of_round(request),
        "yours": _led_by(request.user, every),
        "has_dates": any(action.due_on and not action.is_over for action in found),
        "may_plan": may_plan,
        "starting_points": starting_points(team) if may_plan else [],
    }
    return render(request, "assessments/actions.html", {**of_team(team), **context})


@dataclass(frozen=True)
class Which:
    """Some of a team's actions, that a link asked for."""

    says: str
    actions: list[Action]


def _which(request, team, every: list[Action]) -> Which | None:
    """Those that somebody leads, or that were promised before a round."""
    if request.GET.get("lead") == "me":
        return Which("You lead these.", _led_by(request.user, every))
    before = typed(request.GET.get("before", ""))
    round = team.rounds.filter(code=before).first() if before else None
    if round is None:
        return None
    promised = {action.pk for action in doing.promises_of(round)["promised"]}
    said = f"What you said before {quoted(round.title)} that you would do."
    return Which(said, [action for action in every if action.pk in promised])


def _of_round(request) -> str:
    """For links: whose page led here. In that round an action is planned then."""
    code = typed(request.GET.get("round") or request.GET.get("before") or "")
    return f"round={code}&" if code else ""


def _led_by(user, every: list[Action]) -> list[Action]:
    return [action for action in every if action.lead_id == user.pk]


def _latest_first_when_over(action: Action) -> float:
    """Sorting is stable: what isn't over keeps its order, by when it is due."""
    over = action.done_at or action.stopped_at
    return -over.timestamp() if over else 0


@require_http_methods(["GET", "HEAD", "POST"])
def plan_action(request, code):
    """The address says where it begins: `round`, `principle`, `statement`, `activity`, or what it is `about`."""
    team = get_team(request, code, role=MEMBER)
    if team.archived_at:
        return to_archived(request, team)
    beginning = read_beginning(team, **{name: request.GET.get(name, "") for name in BEGINNINGS})
    form = _plan_form(request, team, beginning)
    if form.is_valid():
        return _plan(request, team, beginning, form.cleaned_data)
    context = {"form": form, "beginning": beginning, "back": _back(request, team, beginning)}
    return render(request, "assessments/plan_action.html", {**of_team(team), **context})


def _plan(request, team, beginning: Beginning, wanted: dict):
    of_part = beginning.statement and wanted.get("principle_key") == beginning.principle.key
    key = beginning.statement.key if of_part else ""
    plan = {"round": beginning.round, "statement_key": key, **wanted}
    action, is_new = doing.plan_action(team, by=request.user, **plan)
    if is_new:
        messages.success(request, "Planned. When something happens, write it down here.")
    else:
        messages.info(request, "You have planned this already. Here it is.")
    if is_in_session(request):
        return redirect(_back(request, team, beginning).address)
    return redirect(reverse("action", args=[action.code]) + as_it_came(request))


def _plan_form(request, team, beginning: Beginning) -> PlanActionForm:
    initial = {
        "code": new_code(),
        "why": fitting(beginning.why, WORDS),
        "principle_key": beginning.principle.key if beginning.principle else "",
    }
    choices = principles_of(request, beginning.round)
    return PlanActionForm(request.POST or None, team=team, principles=choices, initial=initial)


def _back(request, team, beginning: Beginning) -> Way:
    """To the session, when somebody came from there."""
    if is_in_session(request) and beginning.round and beginning.round.is_open and beginning.principle:
        place = [beginning.round.code, beginning.principle.key, 1]
        return Way(reverse("session_difference", args=place), "Back")
    return way_back(request, "actions", team.code)


def principles_of(request, round: Round | None) -> list[tuple[str, str]]:
    """Key and title of each; none without a round."""
    principles = document_of(request, round).principles if round else ()
    return [(one.key, one.name) for one in principles]


@require_safe
def action(request, code):
    return action_page(request, get_action(request, code), NoteForm())


def action_page(request, action: Action, note_form: NoteForm):
    document = document_of(request, action.round) if action.round else None
    found = [p for p in document.principles if p.key == action.principle_key] if document else []
    statements = [s.text for s in document.statements if s.key == action.statement_key] if document else []
    context = {
        "action": action,
        "principle": found[0].name if found else "",
        "statement": statements[0] if statements else "",
        "notes": action.notes.select_related("by"),
        "form": note_form,
        "is_member": bool(action.role),
    }
    return render(request, "assessments/action.html", {**of_team(action.team), **context})


@require_http_methods(["GET", "HEAD", "POST"])
def change_action(request, code):
    action = get_action(request, code, role=MEMBER)
    initial = {name: getattr(action, name) for name in FIELDS} | {"lead": action.lead_id}
    choices = principles_of(request, action.round)
    form = ChangeActionForm(request.POST or None, team=action.team, principles=choices, initial=initial)
    if form.is_valid() and _save(request, action, form):
        messages.success(request, "Saved.")
        return redirect(way_back(request, "action", code).address)
    return render(
        request, "assessments/change_action.html", {**of_team(action.team), "action": action, "form": form}
    )


def _save(request, action: Action, form: ChangeActionForm) -> bool:
    """Whether it was saved; if not, the form says what somebody else has written meanwhile."""
    try:
        doing.change_action(action, shown=form.shown, wanted=form.cleaned_data, by=request.user)
    except WrittenMeanwhile as other:
        form.show_theirs(other.theirs)
        return False
    return True


def of_team(team) -> dict:
    return {"team": team, "organisation": team.organisation}
