"""What somebody sees when the fault is ours: a page that keeps their words, and a reference that finds its log line."""

import errno
import sys
from collections.abc import Iterator

from django.db import DataError, Error, IntegrityError, NotSupportedError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string

from assessments.views.sheet import wording_of
from teams import kept_words, replies
from teams.codes import ALPHABET, shown

RETRY_AFTER = 30  # seconds
NOT_SAVED = "Our database can’t be reached right now, so this isn’t saved. We try again."
OUR_MISTAKE = (
    DataError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
)  # the database works, our query doesn't
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def fault(request: HttpRequest) -> HttpResponse:
    """Django's handler500. It also gets what middleware raised, where nothing else can be relied on any more."""
    error = sys.exc_info()[1]
    request.reference = new_reference()  # for logs.py
    if error and is_unavailable(error):
        return unavailable(request)
    return page(request, "500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    if replies.wants_json(request):
        response = replies.refuse(replies.BUSY, NOT_SAVED, status=503)
    else:
        response = page(request, "503.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def page(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """With the reference that finds it in the log, and whatever somebody wrote."""
    context = {"reference": request.reference} | kept_words.kept(request) | again(request)
    return bare_page(request, template, status=status, **context)


def bare_page(request: HttpRequest, template: str, *, status: int, **context) -> HttpResponse:
    """Without context processors: they ask for the account, and so for the database."""
    return HttpResponse(render_to_string(template, {"wording": wording_of(request)} | context), status=status)


def not_understood(request: HttpRequest, exception=None) -> HttpResponse:
    """Django's handler400."""
    return bare_page(request, "400.html", status=400)


def again(request: HttpRequest) -> dict:
    """A form that sends the same once more, unless it may have come from another site."""
    if request.method != "POST" or not kept_words.may_be_sent_again(request):
        return {}
    form = {"address": request.get_full_path(), "fields": kept_words.all_sent(request)}
    form["has_file"] = bool(request.FILES)
    return {"again": form | {"token": get_token(request)}}


def not_allowed(request: HttpRequest, exception=None) -> HttpResponse:
    """Django's handler403."""
    return render(request, "403.html", kept_words.kept(request), status=403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """Where no address leads on; not_found.py is Django's handler404. A form came from a page that was there: what it
    belongs to may have gone since, or never been theirs, and both read the same."""
    template = "gone_meanwhile.html" if request.method == "POST" else "404.html"
    return render(request, template, kept_words.kept(request), status=404)


def is_unavailable(error: BaseException) -> bool:
    """Whether the database, or the disk, is down, full, frozen or locked, rather than our query wrong."""
    return any(
        (isinstance(each, Error) and not isinstance(each, OUR_MISTAKE))
        or (isinstance(each, OSError) and each.errno in DISK)
        for each in causes(error)
    )


def causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def new_reference() -> str:
    """Short enough to be read out on the telephone: `7K2M-9Q`."""
    return shown(get_random_string(6, ALPHABET))
