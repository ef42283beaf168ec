"""Opening a round: what is missing first, what opening means, and who is told."""

from django.contrib import messages
from django.shortcuts import redirect, render

from assessments.access import FACILITATOR, get_round
from assessments.forms.opening import OpenForm
from assessments.services import rounds
from rubric.reading import read_version
from teams.meanwhile import as_texts
from teams.organisation_form import SAFEGUARDING, CallForm
from teams.refusals import Refused
from teams.services.organisations import change_settings
from teams.services.people import admins_of
from teams.views.refusals import theirs_shown_on

OPENED = "The round is open. Your team can fill in the together sheet."
ALREADY = "This round has been opened already."
CALL_IS_SAVED = "Whom people call is saved."
JUST_BEFORE = (
    "Somebody has opened this round just before you. E-mails go out as they chose. Your choice isn’t saved."
)


def open_round(request, code):
    round = get_round(request, code, role=FACILITATOR)
    admins = list(admins_of(round.team.organisation))
    call = _call_form(request, round, is_admin=request.user in admins)
    is_said = request.method == "POST" and (call is None or _say_whom_to_call(request, round, call))
    if is_said and call and round.opened_at:
        messages.success(request, CALL_IS_SAVED)
    if is_said:
        return open_as_planned(request, round)
    if round.opened_at and call is None:
        messages.info(request, ALREADY)
        return redirect("round", round.code)
    if round.opened_at:
        return render(request, "assessments/whom_to_call.html", {**of_round(round), "call": call})
    context = {
        "document": read_version(round.version_id),
        "missing": _what_is_missing(round, but_for_the_call=call is not None),
        "nothing_to_place": rounds.NOTHING_TO_PLACE in rounds.what_is_missing(round),
        "previous": rounds.previous_of(round),
        "form": OpenForm(request.POST) if request.method == "POST" else OpenForm(initial={"tell": True}),
        "call": call,
        "admins": admins,
    }
    return render(request, "assessments/open_round.html", {**of_round(round), **context})


def _call_form(request, round, *, is_admin: bool) -> CallForm | None:
    """Who may say whom to call does so here, where nobody had said it yet when the page was drawn. Somebody else may
    have said it since, and opened the round."""
    organisation = round.team.organisation
    is_missing = not (organisation.has_safeguarding_contact or round.opened_at)
    if not (is_admin and (is_missing or SAFEGUARDING[0] in request.POST)):
        return None
    return CallForm(request.POST or None, initial=as_texts(organisation, SAFEGUARDING))


def _say_whom_to_call(request, round, call: CallForm) -> bool:
    if call.is_valid():
        with theirs_shown_on(call):
            change_settings(round.team.organisation, by=request.user, shown=call.shown, **call.cleaned_data)
    return call.is_valid()


def _what_is_missing(round, *, but_for_the_call: bool) -> list[str]:
    asked_here = rounds.NOBODY_TO_CALL.format(round.team.organisation) if but_for_the_call else ""
    return [each for each in rounds.what_is_missing(round) if each != asked_here]


def open_as_planned(request, round, *, if_not: str = ""):
    """Where something is missing, the next page says what, and leads there. `if_not` is what is done all the same."""
    form = OpenForm(request.POST)
    wanted = form.cleaned_data if form.is_valid() else {}
    try:
        opened = rounds.open_round(round, by=request.user, **wanted)
    except Refused:
        if if_not:
            messages.info(request, if_not)
        return redirect("open_round", round.code)
    if _chose_otherwise(opened, **wanted):
        messages.warning(request, JUST_BEFORE)
        return redirect("round", round.code)
    messages.success(request, OPENED if opened.is_open else ALREADY)
    return redirect("round", round.code)


def _chose_otherwise(round, *, tell: bool = False, remind_days: int | None = None) -> bool:
    return (tell and not round.team_told_at) or remind_days not in (None, round.remind_days)


def of_team(team) -> dict:
    return {"team": team, "organisation": team.organisation}


def of_round(round) -> dict:
    return {"round": round, "is_facilitator": round.role == FACILITATOR, **of_team(round.team)}
