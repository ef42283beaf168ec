"""What was an address meant to be? Typed from paper it comes with capitals, and with the full stop of its sentence."""

import re
import unicodedata

from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from coprod_reflect.faults import not_found
from teams.codes import ALPHABET, JOIN_CODE_LENGTH, RETURN_CODE_LENGTH, TOKEN_LENGTH, typed
from teams.replies import wants_json

ENDS = " /.,;:!?…)]}>\"'’”»"  # of a sentence, around an address
# A code by itself, or where it would stand: letters of ours, and what people put between them.
CODE = re.compile(rf"/(?:join/|j/)?[\W_]*((?:[{ALPHABET}][\W_]*)+)")
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
    if ":" in path.rstrip(ENDS + "/"):  # signed by us, capitals and all: nobody types that
        return None
    plain = unicodedata.normalize("NFKC", path).lower()
    tidy = re.sub("//+", "/", plain).rstrip(ENDS)
    found = CODE.fullmatch(tidy)
    code = typed(found[1]) if found else ""
    if code and len(code) in PAGES:
        return reverse(PAGES[len(code)], args=[code])
    return next((each for each in (f"{tidy}/", tidy) if _is_ours(each)), None)


def _is_ours(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False
