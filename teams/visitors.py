"""Who is asking, as far as we can tell: the address they come from, and whether their browser has been here before."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Network, ip_address

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string, salted_hmac

COOKIE, SALT = "known", "teams.known-browser"
COOKIE_SECONDS = int(timedelta(days=365).total_seconds())
MOST = 5  # people who share a browser


def mark(*words: str) -> str:
    """Tells the same words again, and tells nobody which they were."""
    return salted_hmac("teams.visitors", "\n".join(words)).hexdigest()[:32]


def address_of(request: HttpRequest) -> str | None:
    """None if the proxies didn't say: theirs would be one address for everybody."""
    if not settings.TRUSTED_PROXIES:
        return _normal(request.META.get("REMOTE_ADDR", ""))
    told = request.headers.get("X-Forwarded-For", "").split(",")
    if len(told) < settings.TRUSTED_PROXIES:
        return None
    return _normal(told[-settings.TRUSTED_PROXIES])


def _normal(text: str) -> str | None:
    """Without a port; of IPv6 the network, since a household has 2**64 addresses."""
    host = text.strip()
    if host.startswith("[") or host.count(":") == 1:
        host = host.lstrip("[").partition("]")[0] if "[" in host else host.partition(":")[0]
    try:
        found = ip_address(host)
    except ValueError:
        return None
    found = getattr(found, "ipv4_mapped", None) or found
    return str(found) if found.version == 4 else str(IPv6Network((int(found), 64), strict=False))


def known_browser(request: HttpRequest, email: str) -> str:
    """This browser's own name, if it has signed in as this person before; "" if not."""
    return _read(request).get(mark(email), "")


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> HttpResponse:
    """The cookie goes to the sign-in pages only, and names nobody whom we don't know anyway."""
    known = _read(request)
    name = known.pop(mark(email), "") or get_random_string(22)
    newest = dict(list(known.items())[1 - MOST :]) | {mark(email): name}
    response.set_cookie(
        COOKIE,
        signing.dumps(newest, salt=SALT),
        path=reverse("account_login"),
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _read(request: HttpRequest) -> dict[str, str]:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        return {}
