"""Our own JSON, which says that it is ours: a script believes nothing else.

Firewalls, filters and wifi that wants somebody to sign in answer in our place, with pages and with JSON of their own.
"""

import time
from typing import Any

from django.http import HttpRequest, JsonResponse

MARK = {"app": "coprod-reflect"}
JSON = "application/json"

# Why something is refused, for scripts; people read the sentence beside it.
BAD, SIGNED_OUT, TOKEN, FORBIDDEN, ABSENT = "bad", "signed-out", "token", "forbidden", "absent"
NO_SHEET, CHANGED, CLOSED, SLOW, BUSY, FAULT = "no-sheet", "changed", "closed", "slow", "busy", "fault"
MOVED = "moved"  # to another page: whoever reads this page loads it again, and is led there
BY_STATUS = {403: FORBIDDEN, 404: ABSENT, 408: SLOW, 409: CHANGED, 410: CLOSED, 429: BUSY, 503: BUSY}


def wants_json(request: HttpRequest) -> bool:
    """A script says so by what it sends, or by what it accepts."""
    return JSON in (request.content_type, request.headers.get("Accept"))


def now() -> int:
    """In milliseconds, and never less than it is: a page's next change is later than what it was told."""
    return time.time_ns() // 1_000_000 + 1


def reply(*, status: int = 200, **facts: Any) -> JsonResponse:
    return JsonResponse(MARK | facts, status=status)


def refuse(reason: str, error: str, *, status: int, **facts: Any) -> JsonResponse:
    """`reason` is one of those above; `error` is a sentence for people."""
    return reply(status=status, reason=reason, error=error, **facts)


def reason_for(status: int) -> str:
    return BY_STATUS.get(status, FAULT if status >= 500 else BAD)
