"""What a participant's browser holds for us, signed and out of reach of scripts. Participants have no session.

The *door* says which round's code or link somebody has shown us. The *sheet* is a sheet's return code, sent only to
that round's pages under /mine/; so that joining again begins no second one, its join page gets it as *begun*. All stop
working when the row that they name says so.
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

DOOR, SHEET, BEGUN, CAME = "door", "sheet", "begun", "came"
HELD = "held-"  # with a round's code: told to the sign-out page only, which sees no cookie of /mine/
DOOR_SECONDS = int(timedelta(hours=12).total_seconds())
CAME_SECONDS = int(timedelta(minutes=10).total_seconds())
SHEET_SECONDS = int(timedelta(days=60).total_seconds())
_signer = signing.Signer(salt="assessments.sheet")


@dataclass(frozen=True)
class Door:
    """`nonce` is new at each coming in: whoever presses *Start* twice gets one sheet, not two."""

    token: str
    nonce: str

    def leads_to(self, round: Round) -> bool:
        return bool(round.link_token) and self.token == _token_mark(round)


def open_to(response: HttpResponse, round: Round) -> HttpResponse:
    """Lets this browser see the round's join page."""
    value = signing.dumps([_token_mark(round), get_random_string(22)], salt=DOOR)
    _set(response, DOOR, value, path=reverse("join_round", args=[round.code]), max_age=DOOR_SECONDS)
    return response


def came_to(round: Round) -> str:
    """The round's join page, for a few minutes with a note of who has been let in: a browser that refuses the door's
    cookie is told so there, instead of being asked for the code for ever."""
    page = reverse("join_round", args=[round.code])
    return f"{page}?{urlencode({CAME: signing.dumps(round.pk, salt=CAME)})}"


def round_come_to(request: HttpRequest) -> Round | None:
    try:
        pk = signing.loads(request.GET.get(CAME, ""), salt=CAME, max_age=CAME_SECONDS)
    except signing.BadSignature:
        return None
    return Round.objects.open().filter(pk=pk, door_closed_at=None).first()


def read_door(request: HttpRequest) -> Door | None:
    try:
        return Door(*signing.loads(request.COOKIES.get(DOOR, ""), salt=DOOR, max_age=DOOR_SECONDS))
    except signing.BadSignature:
        return None


def keep_sheet(response: HttpResponse, round: Round, return_code: str) -> HttpResponse:
    """This browser goes on with the sheet; on devices that people share, only until its window is closed."""
    response.delete_cookie(DOOR, path=reverse("join_round", args=[round.code]))
    max_age = None if round.shared_devices else SHEET_SECONDS
    signed = _signer.sign(return_code)
    _set(response, SHEET, signed, path=reverse("my_sheet", args=[round.code]), max_age=max_age)
    _set(response, BEGUN, signed, path=reverse("join_round", args=[round.code]), max_age=max_age)
    _set(response, f"{HELD}{round.code}", "1", path=reverse("account_logout"), max_age=max_age)
    return response


def forget_all_sheets(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """At the sign-out page: whoever uses this browser next finds nobody's answers in it."""
    for name in request.COOKIES:
        if name.startswith(HELD):
            forget_sheet(response, name.removeprefix(HELD))
    return response


def read_return_code(request: HttpRequest, name: str = SHEET) -> str:
    """The return code of this browser's sheet; "" if it has none. The join page reads it from `BEGUN`."""
    try:
        return _signer.unsign(request.COOKIES.get(name, ""))
    except signing.BadSignature:
        return ""


def forget_sheet(response: HttpResponse, code: str) -> HttpResponse:
    response.delete_cookie(SHEET, path=reverse("my_sheet", args=[code]))
    response.delete_cookie(BEGUN, path=reverse("join_round", args=[code]))
    response.delete_cookie(f"{HELD}{code}", path=reverse("account_logout"))
    response.delete_cookie("wording")
    return response


def sheet_mark(sheet: Sheet) -> str:
    """Names the sheet to scripts in this browser. It opens nothing, and nobody else can tell whose it is."""
    return salted_hmac("assessments.sheet-mark", str(sheet.pk)).hexdigest()[:16]


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
