"""What a participant's browser holds for us, signed and out of reach of scripts. Participants have no session.

The *door* says by which round's code or link somebody was let in (their admission), and the *way* what they have said
since, until a sheet begins. The *sheet* is a sheet's return code, sent only to that round's pages under /mine/; so that
joining again begins no second one, its join page gets it as *begun*. All stop working when the row that they name says
so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string, salted_hmac

from assessments.models import Round, Sheet
from rubric.document import STANDARD

DOOR, WAY, SHEET, BEGUN, CAME = "door", "way", "sheet", "begun", "came"
KEPT = "kept"  # names the sheet whose return code somebody has kept: they aren't asked about it again
HELD = "held-"  # with a round's code: for the first page, signing out and help, which see no cookie of /mine/
MOST_HELD = 3  # that the first page shows
VIEW, ONE_AT_A_TIME, LIST = "view", "one", "list"
VIEWS = (ONE_AT_A_TIME, LIST)
DOOR_SECONDS = int(timedelta(hours=12).total_seconds())
WAY_SECONDS = int(timedelta(hours=2).total_seconds())
CAME_SECONDS = int(timedelta(minutes=10).total_seconds())
SHEET_SECONDS = int(timedelta(days=60).total_seconds())
_signer = signing.Signer(salt="assessments.sheet")


@dataclass(frozen=True)
class Admission:
    """`nonce` is new at each coming in: whoever presses *Start* twice gets one sheet, not two."""

    token: str
    nonce: str

    @classmethod
    def of(cls, round: Round) -> Admission:
        return cls(_token_mark(round), get_random_string(22))

    def leads_to(self, round: Round) -> bool:
        return bool(round.link_token) and self.token == _token_mark(round)


def open_to(response: HttpResponse, round: Round, admission: Admission | None = None) -> HttpResponse:
    """Lets this browser see the round's join pages."""
    admission = admission or Admission.of(round)
    value = signing.dumps([admission.token, admission.nonce], salt=DOOR)
    _set(response, DOOR, value, path=reverse("join_round", args=[round.code]), max_age=DOOR_SECONDS)
    return response


def came_to(round: Round, page: str = "join_round", *, wording: str = STANDARD) -> str:
    """A join page of the round, for a few minutes with a note of who has been let in, and by which poster: a browser
    that refuses the door's cookie is told so there, instead of being asked for the code for ever."""
    note = signing.dumps([round.pk, wording], salt=CAME)
    return f"{reverse(page, args=[round.code])}?{urlencode({CAME: note})}"


def round_come_to(request: HttpRequest) -> tuple[Round | None, str]:
    """With the wording of the poster that led there."""
    try:
        pk, wording = signing.loads(request.GET.get(CAME, ""), salt=CAME, max_age=CAME_SECONDS)
    except signing.BadSignature:
        return None, STANDARD
    return Round.objects.open().filter(pk=pk, door_closed_at=None).first(), wording


def read_admission(request: HttpRequest) -> Admission | None:
    try:
        return Admission(*signing.loads(request.COOKIES.get(DOOR, ""), salt=DOOR, max_age=DOOR_SECONDS))
    except signing.BadSignature:
        return None


def read_way(request: HttpRequest, admission: Admission) -> dict:
    """What was said on the way in, since this browser was let in."""
    try:
        nonce, said = signing.loads(request.COOKIES.get(WAY, ""), salt=WAY, max_age=WAY_SECONDS)
    except signing.BadSignature:
        return {}
    return said if nonce == admission.nonce else {}


def keep_way(response: HttpResponse, round: Round, admission: Admission, said: dict) -> HttpResponse:
    """In this browser alone, and only until its window is closed. Nothing of it is data yet."""
    value = signing.dumps([admission.nonce, said], salt=WAY)
    _set(response, WAY, value, path=reverse("join_round", args=[round.code]), max_age=None)
    return response


def forget_way(response: HttpResponse, code: str) -> HttpResponse:
    """Somebody doesn't take part, or has a sheet now."""
    for name in (DOOR, WAY):
        response.delete_cookie(name, path=reverse("join_round", args=[code]))
    return response


def keep_sheet(response: HttpResponse, round: Round, return_code: str) -> HttpResponse:
    """This browser goes on with the sheet; on devices that people share, only until its window is closed."""
    forget_way(response, round.code)
    max_age = _as_long_as_a_sheet(round)
    signed = _signer.sign(return_code)
    _set(response, SHEET, signed, path=reverse("my_sheet", args=[round.code]), max_age=max_age)
    _set(response, BEGUN, signed, path=reverse("join_round", args=[round.code]), max_age=max_age)
    held = signing.dumps(round.code, salt=HELD)
    _set(response, f"{HELD}{round.code}", held, path=reverse("home"), max_age=max_age)
    return response


def note_code_kept(response: HttpResponse, sheet: Sheet) -> HttpResponse:
    """Copied, saved, printed, sent or written down: this browser remembers it as long as the sheet."""
    page = reverse("my_sheet", args=[sheet.round.code])
    _set(response, KEPT, sheet_mark(sheet), path=page, max_age=_as_long_as_a_sheet(sheet.round))
    return response


def has_kept_code(request: HttpRequest, sheet: Sheet) -> bool:
    return request.COOKIES.get(KEPT) == sheet_mark(sheet)


def forget_all_sheets(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """At the sign-out page: whoever uses this browser next finds nobody's answers in it."""
    for name in request.COOKIES:
        if name.startswith(HELD):
            forget_person(response, name.removeprefix(HELD))
    return response


def has_begun_here(request: HttpRequest, round: Round) -> bool:
    """Whether this browser has a sheet of it."""
    return _held(request.COOKIES.get(f"{HELD}{round.code}", "")) == round.code


def rounds_begun_in(request: HttpRequest) -> list[Round]:
    """Those that it has a sheet of, the newest first. Which sheet, only the pages under /mine/ are told."""
    codes = [_held(value) for name, value in request.COOKIES.items() if name.startswith(HELD)]
    rounds = Round.objects.filter(code__in=filter(None, codes)) if any(codes) else Round.objects.none()
    return list(rounds.select_related("team").order_by("-opened_at")[:MOST_HELD])


def _held(value: str) -> str:
    try:
        return signing.loads(value, salt=HELD)
    except signing.BadSignature:
        return ""


def read_return_code(request: HttpRequest, name: str = SHEET) -> str:
    """The return code of this browser's sheet; "" if it has none. The join page reads it from `BEGUN`."""
    try:
        return _signer.unsign(request.COOKIES.get(name, ""))
    except signing.BadSignature:
        return ""


def keep_view(response: HttpResponse, view: str, round: Round) -> HttpResponse:
    """How somebody likes to see a part's statements: as long as this browser keeps their sheet."""
    _set(response, VIEW, view, path="/", max_age=_as_long_as_a_sheet(round))
    return response


def view_of(request: HttpRequest) -> str:
    return LIST if request.COOKIES.get(VIEW) == LIST else ONE_AT_A_TIME


def forget_person(response: HttpResponse, code: str) -> HttpResponse:
    """Whoever comes next chooses the wording for themselves."""
    response.delete_cookie("wording")
    return forget_sheet(response, code)


def forget_sheet(response: HttpResponse, code: str) -> HttpResponse:
    for name in (SHEET, KEPT):
        response.delete_cookie(name, path=reverse("my_sheet", args=[code]))
    response.delete_cookie(BEGUN, path=reverse("join_round", args=[code]))
    response.delete_cookie(f"{HELD}{code}", path=reverse("home"))
    response.delete_cookie(VIEW)
    return response


def sheet_mark(sheet: Sheet) -> str:
    """Names the sheet to scripts in this browser. It opens nothing, and nobody else can tell whose it is."""
    return salted_hmac("assessments.sheet-mark", str(sheet.pk)).hexdigest()[:16]


def _as_long_as_a_sheet(round: Round) -> int | None:
    """Seconds; None ends with the window."""
    return None if round.shared_devices else SHEET_SECONDS


def _token_mark(round: Round) -> str:
    """Enough of the link's token to tell it from the one that replaced it."""
    return (round.link_token or "")[:10]


def _set(response: HttpResponse, name: str, value: str, *, path: str, max_age: int | None) -> None:
    response.set_cookie(
        name,
        value,
        path=path,
        max_age=max_age,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
