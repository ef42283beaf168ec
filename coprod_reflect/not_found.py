"""What was an address meant to be? Typed from paper it comes with capitals, and with the full stop of its sentence."""

import re
from urllib.parse import unquote

from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from coprod_reflect.faults import not_found
from teams.codes import (
    ALPHABET,
    JOIN_CODE_LENGTH,
    LABELS,
    RETURN_CODE_LENGTH,
    TOKEN_LENGTH,
    plain,
    typed,
)
from teams.replies import wants_json

# What may stand before an address and behind it: a sentence's marks in any script, a chat's stars, the rest of a link.
STARTS = re.compile(r"^/(?:https?:/)?[^/]+\.[^/]+(?=/)")  # our own name, written twice
REST = re.compile(r"(?<=[a-z0-9/])[?#&<>\"].*", re.DOTALL)
ENDS = re.compile(r"[^a-z0-9]+$")
DOOR = re.compile(r"^/j(?=/|$)")
PAGES = {JOIN_CODE_LENGTH: "join_round", RETURN_CODE_LENGTH: "join_round", TOKEN_LENGTH: "join_link"}


def page_not_found(request, exception):
    """Leads on to the page that was meant, where there is one. A script follows no redirect."""
    may_lead = request.method in ("GET", "HEAD") and not wants_json(request)
    meant = meant_by(request.path) if may_lead else None
    if meant is None or meant == request.path:
        return not_found(request, exception)
    query = request.META["QUERY_STRING"]
    return redirect(f"{meant}?{query}" if query else meant)


def meant_by(path: str) -> str | None:
    tidy = re.sub("/[/ ]*", "/", plain(unquote(path)))
    for extra in (REST, ENDS, STARTS):
        tidy = extra.sub("", tidy)
    return _way_in(tidy) or _page(tidy)


def _way_in(path: str) -> str | None:
    """A code by itself, or where it would stand: letters of ours, and what people put before and between them."""
    rest = DOOR.sub("/", LABELS.sub("/", path))
    code = typed(rest)
    if not re.fullmatch(rf"(?:[{ALPHABET}]|[\W_])*", rest) or path == "":
        return None
    if not code:
        return reverse("join")
    return reverse(PAGES[len(code)], args=[code]) if len(code) in PAGES else None


def _page(path: str) -> str | None:
    if ":" in path:  # signed by us, capitals and all: nobody types that
        return None
    dashed = re.sub(r"[\s_-]+", "-", path)
    return next((each for each in (f"{path}/", path, f"{dashed}/") if _is_ours(each)), None)


def _is_ours(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False
