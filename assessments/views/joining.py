"""Coming in without an account: by a code or a link, to a page that says what this is, and out with a return code."""

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import MEMBER, NoSheetHere, get_round, get_round_to_join
from assessments.cookies import BEGUN, came_to, keep_sheet, open_to, read_return_code, round_come_to
from assessments.forms.joining import CodeForm, GroupForm, JoinForm, what_is_wrong
from assessments.models import Round, Sheet
from assessments.part import title
from assessments.services.answering import RoundClosed
from assessments.services.joining import MOST_SHEETS, RoundFull, find_sheet, join_round, rounds_to_join
from assessments.services.terms import k_of
from assessments.views.pages import keep_wording, keeps_nothing
from assessments.views.sheet import wording_of
from rubric.reading import read_version
from teams.codes import JOIN_CODE_LENGTH, TOKEN_LENGTH, shown, typed
from teams.visitors import address_of

ACCOUNT = "allauth.account"  # whose limits these stand beside, in ACCOUNT_RATE_LIMITS
TOO_MANY = (
    "That code isn’t right either, and many wrong ones have come in the last {minutes}. Look at yours again, letter by "
    "letter. The right one works at once."
)
# Of each action in ACCOUNT_RATE_LIMITS the seconds over which it counts.
WAITS = {"wrong_code": 600, "wrong_code_anywhere": 60}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """One box for both kinds of code. Wrong, old, closed and foreign ones all get the same answer."""
    form = CodeForm(request.POST or None)
    if not form.is_bound:
        return render(request, "assessments/join.html", {"form": form})
    return _lead_in(request, form)


def _lead_in(request, form: CodeForm):
    found = _find(form.cleaned_data["code"]) if form.is_valid() else None
    return _open(request, found, form) if found else _wrong_code(request, form)


def _open(request, found: Round | Sheet, form: CodeForm):
    return (
        _let_in(request, found) if isinstance(found, Round) else _come_back(found, form.cleaned_data["code"])
    )


def _let_in(request, round: Round):
    """Whoever has sent a form has proved that their browser keeps cookies."""
    where = redirect("join_round", round.code) if request.method == "POST" else redirect(came_to(round))
    return open_to(where, round)


def _find(code: str) -> Round | Sheet | None:
    if len(code) == JOIN_CODE_LENGTH:
        return rounds_to_join().filter(join_code=code).first()
    if len(code) == TOKEN_LENGTH:
        return rounds_to_join().filter(link_token=code).first()
    return find_sheet(code)


def _come_back(sheet: Sheet, return_code: str):
    response = keep_sheet(redirect("my_sheet", sheet.round.code), sheet.round, return_code)
    return keep_wording(response, sheet.wording)


def _wrong_code(request, form: CodeForm):
    if answer := _too_many(request, form):
        return answer
    if not form.errors:
        form.add_error("code", what_is_wrong(form.cleaned_data["code"]))
    return render(request, "assessments/join.html", {"form": form}, status=422)


def _too_many(request, form: CodeForm):
    """Counted by address and altogether, for wrong codes only: a whole council joins from one address."""
    for action, seconds in WAITS.items():
        if action == "wrong_code" and not address_of(request):
            continue  # it would fall on everybody together
        if not ratelimit.consume(request, app=ACCOUNT, action=action, key="anywhere", limit_get=True):
            minutes = f"{seconds // 60} minute{'s' if seconds > 60 else ''}"
            context = {"form": form, "errors": [("id_code", TOO_MANY.format(minutes=minutes))]}
            response = render(request, "assessments/join.html", context, status=429)
            response.headers["Retry-After"] = str(seconds)
            return response
    return None


@login_not_required
@require_safe
def join_link(request, token):
    """The secret stays out of the address bar from here on."""
    round = rounds_to_join().filter(link_token=typed(token)).first()
    if round:
        return _let_in(request, round)
    form = CodeForm({"code": token})
    if form.is_valid() and len(form.cleaned_data["code"]) != TOKEN_LENGTH:
        return _lead_in(request, form)
    context = {"form": CodeForm(), "old_link": True}
    return render(request, "assessments/join.html", context, status=404)


@require_safe
def answer_alone(request, code):
    """A member goes on as everybody else does. Nothing of the account goes with them."""
    round = get_round(request, code, role=MEMBER)
    if not rounds_to_join().filter(pk=round.pk).exists():
        return redirect("round", round.code)
    return open_to(redirect("join_round", round.code), round)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_as_one(request, code):
    """One person's way in."""
    return _join(request, code, "assessments/join_round.html", _one, Sheet.Kind.PERSON)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_as_group(request, code):
    return _join(request, code, "assessments/join_as_group.html", _group, Sheet.Kind.GROUP)


def _join(request, code, template, make_form, kind):
    try:
        round, door = get_round_to_join(request, code)
        form = make_form(request, round)
        if not form.is_valid():
            return render(request, template, _of_round(round) | {"form": form})
        about = _about(round, form.cleaned_data)
        held = read_return_code(request, BEGUN)
        sheet, return_code = join_round(round, nonce=door.nonce, held=held, kind=kind, **about)
    except (NoSheetHere, RoundClosed):
        return _not_let_in(request, code)
    except RoundFull:
        context = {"form": CodeForm(), "most": MOST_SHEETS}
        return render(request, "assessments/join.html", context, status=409)
    response = keep_sheet(redirect("my_return_code", round.code), round, return_code)
    return keep_wording(response, sheet.wording)


def _not_let_in(request, code):
    """The poster's code may stand in the address itself. A round's own code, which names it, opens nothing and gets
    the answer of any wrong one, so that nobody learns that there is such a round."""
    if not request.COOKIES and (round := round_come_to(request)):
        return keeps_nothing(request, code=shown(round.join_code))
    by_code = CodeForm({"code": code})
    if request.method != "POST" and by_code.is_valid():
        found = _find(by_code.cleaned_data["code"])
        if answer := _open(request, found, by_code) if found else _too_many(request, by_code):
            return answer
    context = {"form": CodeForm(), "code": code}
    return render(request, "assessments/join.html", context, status=404)


def _one(request, round: Round) -> JoinForm:
    return JoinForm(
        request.POST or None,
        perspectives=round.team.organisation.perspectives.in_use(),
        in_the_open=round.sharing == Round.Sharing.IN_THE_OPEN,
        initial={"wording": wording_of(request)},
    )


def _group(request, round: Round) -> GroupForm:
    principles = read_version(round.version_id).principles
    return GroupForm(
        request.POST or None,
        perspectives=round.team.organisation.perspectives.in_use(),
        principles=[(one.key, title(one, wording_of(request))) for one in principles],
        initial={"wording": wording_of(request), "principle": "all"},
    )


def _about(round: Round, said: dict) -> dict:
    """The sheet's columns. A group may answer one part only."""
    ids = {principle.key: principle.id for principle in read_version(round.version_id).principles}
    if "principle" in said:
        said = {**said, "principle_id": ids.get(said["principle"])}
        del said["principle"]
    return said


def _of_round(round: Round) -> dict:
    document = read_version(round.version_id)
    return {
        "round": round,
        "team": round.team,
        "organisation": round.team.organisation,
        "document": document,
        "minutes": document.minutes_a_part * len(document.principles),
        "in_the_open": round.sharing == Round.Sharing.IN_THE_OPEN,
        "k": k_of(round),
    }
