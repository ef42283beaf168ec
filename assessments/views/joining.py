"""Coming in without an account: by a code or a link, to a page that says what this is, and out with a return code."""

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import MEMBER, closed_round_come_to, get_round
from assessments.cookies import (
    BEGUN,
    Admission,
    came_to,
    keep_sheet,
    keep_way,
    note_code_kept,
    open_to,
    read_return_code,
    round_come_to,
)
from assessments.forms.joining import CodeForm, what_is_wrong
from assessments.models import Round, Sheet
from assessments.services.answering import RoundClosed
from assessments.services.joining import (
    MOST_SHEETS,
    RoundFull,
    find_sheet,
    join_round,
    rounds_to_come_to,
    rounds_to_join,
)
from assessments.services.progress import next_part
from assessments.views.came_of_it import has_closed
from assessments.views.pages import keep_wording, keeps_nothing
from assessments.views.sheet import address_of_part, wording_of
from rubric.document import EASY_READ
from rubric.reading import read_version
from teams.codes import JOIN_CODE_LENGTH, TOKEN_LENGTH, shown, typed
from teams.kept_words import kept
from teams.visitors import address_of

ACCOUNT = "allauth.account"  # whose limits these stand beside, in ACCOUNT_RATE_LIMITS
TOO_MANY = (
    "That code isn’t right either. Many wrong ones have come in the last {minutes}. Look at yours again, letter by "
    "letter. The right one works at once."
)
# Of each action in ACCOUNT_RATE_LIMITS the seconds over which it counts.
WAITS = {"wrong_code": 600, "wrong_code_anywhere": 60}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """One box for both kinds of code. Wrong, replaced and foreign ones all get the same answer."""
    form = CodeForm(request.POST or None)
    if not form.is_bound:
        return render(request, "assessments/join.html", {"form": form})
    return _lead_in(request, form)


def _lead_in(request, form: CodeForm):
    found = _find(form.cleaned_data["code"]) if form.is_valid() else None
    return _open(request, found, form) if found else _wrong_code(request, form)


def _open(request, found: Round | Sheet, form: CodeForm):
    if isinstance(found, Sheet):
        return _come_back(request, found, form.cleaned_data["code"])
    return has_closed(request, found) if found.closed_at else _let_in(request, found)


def _let_in(request, round: Round):
    """Whoever has sent a form has proved that their browser keeps cookies."""
    where = redirect("join_round", round.code) if request.method == "POST" else redirect(came_to(round))
    return open_to(where, round)


def _find(code: str) -> Round | Sheet | None:
    if len(code) == JOIN_CODE_LENGTH:
        return rounds_to_come_to().filter(join_code=code).first()
    if len(code) == TOKEN_LENGTH:
        return rounds_to_come_to().filter(link_token=code).first()
    return find_sheet(code)


def _come_back(request, sheet: Sheet, return_code: str):
    """Whoever has just written their code has kept it. Easy Read stays, where they chose it then or now."""
    response = keep_sheet(redirect("my_sheet", sheet.round.code), sheet.round, return_code)
    note_code_kept(response, sheet)
    is_easy = wording_of(request) == EASY_READ
    return keep_wording(response, EASY_READ if is_easy else sheet.wording)


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
    form = CodeForm({"code": token})
    round = rounds_to_come_to().filter(link_token=typed(token)).first()
    if round:
        return _open(request, round, form)
    if form.is_valid() and len(form.cleaned_data["code"]) != TOKEN_LENGTH:
        return _lead_in(request, form)
    context = {"form": CodeForm(), "old_link": True}
    return render(request, "assessments/join.html", context, status=404)


@login_not_required
@require_safe
def join_link_easy(request, token):
    """A poster in Easy Read leads to Easy Read, by its link or its code."""
    form = CodeForm({"code": token})
    found = _find(form.cleaned_data["code"]) if form.is_valid() else None
    if not isinstance(found, Round) or found.closed_at:
        return keep_wording(redirect("join_link", token), EASY_READ)
    admission = Admission.of(found)
    response = open_to(redirect(came_to(found, "join_promises", wording=EASY_READ)), found, admission)
    return keep_wording(keep_way(response, found, admission, {"wording": True}), EASY_READ)


@login_not_required
@require_safe
def join_easy(request):
    """The address on paper in Easy Read, for whoever types their code: short, since it is typed too."""
    return keep_wording(redirect("join"), EASY_READ)


@require_safe
def answer_alone(request, code):
    """A member goes on as everybody else does. Nothing of the account goes with them."""
    round = get_round(request, code, role=MEMBER)
    if not rounds_to_join().filter(pk=round.pk).exists():
        return redirect("round", round.code)
    return open_to(redirect("join_round", round.code), round)


def begin(request, round: Round, admission: Admission, **about):
    """The sheet begins, and leads straight to what is asked."""
    try:
        held = "" if round.shared_devices else read_return_code(request, BEGUN)  # may be the last person's
        sheet, return_code = join_round(
            round, nonce=admission.nonce, held=held, wording=wording_of(request), **about
        )
    except RoundClosed:
        return not_let_in(request, round.code)
    except RoundFull:
        context = {"form": CodeForm(), "most": MOST_SHEETS}
        return render(request, "assessments/join.html", context, status=409)
    response = keep_sheet(redirect(_first_part(sheet)), round, return_code)
    return keep_wording(response, sheet.wording)


def _first_part(sheet: Sheet) -> str:
    """Straight to what is asked. A group may have chosen one part."""
    principles = read_version(sheet.round.version_id).principles
    chosen = next((one.key for one in principles if one.id == sheet.principle_id), None)
    return address_of_part(sheet, chosen or next_part(sheet))


def not_let_in(request, code):
    """The poster's code may stand in the address itself. A round's own code, which names it, opens nothing and gets
    the answer of any wrong one, so that nobody learns that there is such a round."""
    let_in, wording = round_come_to(request)
    if let_in and not request.COOKIES:
        return keeps_nothing(request, code=shown(let_in.join_code), wording=wording)
    if round := closed_round_come_to(request, code):
        return has_closed(request, round)
    by_code = CodeForm({"code": code})
    if request.method != "POST" and by_code.is_valid():
        found = _find(by_code.cleaned_data["code"])
        if answer := _open(request, found, by_code) if found else _too_many(request, by_code):
            return answer
    context = kept(request) | {"form": CodeForm(), "code": code}
    return render(request, "assessments/join.html", context, status=404)
