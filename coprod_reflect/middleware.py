"""What every request and answer goes through. Small functions, one concern each."""

import re

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden, QueryDict
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.urls import resolve

from assessments.models import Round
from assessments.views.pages import keeps_nothing
from coprod_reflect import faults
from coprod_reflect.bodies import CROWDED_OUT, CUT_OFF, LATE
from coprod_reflect.for_scripts import passing_on
from coprod_reflect.loopback import is_here
from rubric.languages import say_languages
from teams import kept_words, replies
from teams.words import clean

SIGNED_OUT = "You have been signed out. Sign in again."
NOT_WHOLE = "Not everything you sent arrived, so nothing was changed. Please try again."
BUSY = "We are busy right now, so nothing was changed. Please wait a minute and try again."
TOO_OLD = "This page is too old, or cookies are refused here. Load it again."
COMPRESSED = ("application/pdf", "application/zip", "application/vnd.openxmlformats", "image/png", "font/")
BLANK = {400: "400.html", 405: "405.html"}  # what Django says with a bare status
SPEAKS_FOR_OTHERS = re.compile(r"(X-)?Forwarded(-.*)?|Via|X-Original-.*|.*-Ip", re.IGNORECASE)
HEALTH = ("/healthz", "/readyz")
HERE_ONLY = "This is a demo. It can only be used on the machine that it runs on."


def whole_body(get_response):
    """Refuse a body that was cut off on its way: a stump must never overwrite somebody's words."""

    def middleware(request):
        try:
            is_whole = _is_whole(request)
        except RequestDataTooBig:  # a photo straight from a phone, most often
            return faults.bare_page(request, "413.html", status=413)
        if request.META.get(CROWDED_OUT):
            return _busy()
        if request.META.get(LATE):
            return faults.bare_page(request, "408.html", status=408)
        if not is_whole:
            return _not_whole(request)
        return get_response(request)

    return middleware


def _busy():
    headers = {"Retry-After": "60"}
    return HttpResponse(BUSY, content_type="text/plain; charset=utf-8", headers=headers, status=503)


def _not_whole(request):
    """A script tries again by itself."""
    if replies.wants_json(request):
        return replies.refuse(replies.SLOW, NOT_WHOLE, status=400)
    return HttpResponseBadRequest(NOT_WHOLE, content_type="text/plain; charset=utf-8")


def _is_whole(request) -> bool:
    announced = request.META.get("CONTENT_LENGTH")
    if not announced:
        return "HTTP_TRANSFER_ENCODING" not in request.META  # asgi.py gives such a body a length
    return announced.isdecimal() and len(request.body) == int(announced) and not request.META.get(CUT_OFF)


def health_by_any_name(get_response):
    """Whoever asks how we are may ask our address itself: nothing else is answered there."""

    def middleware(request):
        if request.path_info in HEALTH:
            return resolve(request.path_info).func(request)
        return get_response(request)

    return middleware


def demo_stays_here(get_response):
    """Whatever way there is from other machines, such as a proxy or a port that is passed on, leads no further."""

    def middleware(request):
        if _comes_from_here(request):
            return get_response(request)
        return HttpResponseForbidden(HERE_ONLY, content_type="text/plain; charset=utf-8")

    return middleware


def _comes_from_here(request) -> bool:
    """Nobody's name is believed who speaks for somebody else, whoever that is said to be."""
    came_by = [request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_HOST", "localhost")]
    return all(is_here(name) for name in came_by) and not any(
        SPEAKS_FOR_OTHERS.fullmatch(name) for name in request.headers
    )


def token_refused(request, reason=""):
    """Somebody's page was open for long, or their browser refuses cookies. Scripts fetch a new token, and go on."""
    if replies.wants_json(request):
        return replies.refuse(replies.TOKEN, TOO_OLD, status=403)
    if not request.COOKIES:
        return keeps_nothing(request, code=request.POST.get("code", ""))
    return render(request, "403_csrf.html", kept_words.kept(request) | faults.again(request), status=403)


def clean_words(get_response):
    """Whatever was typed or pasted is fit to keep before any form sees it, so that no form can forget to ask."""

    def middleware(request):
        request.GET, request.POST = _cleaned(request.GET), _cleaned(request.POST)
        return get_response(request)

    return middleware


def _cleaned(sent: QueryDict) -> QueryDict:
    if not sent:
        return sent
    cleaned = QueryDict(mutable=True)
    for name, values in sent.lists():
        cleaned.setlist(clean(name), [clean(value) for value in values])
    cleaned._mutable = False
    return cleaned


def no_blank_page(get_response):
    """Whoever reloads or types the address of a button gets a page that leads on, as after any refusal."""

    def middleware(request):
        response = get_response(request)
        template = BLANK.get(response.status_code)
        if not template or response.streaming or response.content:
            return response
        return passing_on(response, render(request, template, status=response.status_code))

    return middleware


def gone_meanwhile(get_response):
    """A round that somebody removes while another of its pages is asked for is answered as one that never was."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, error):
        return faults.not_found(request) if isinstance(error, Round.DoesNotExist) else None

    middleware.process_exception = process_exception
    return middleware


def languages(get_response):
    """A page says in which language a rubric's texts are. What was kept is given out as it is."""

    def middleware(request):
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html") and response.status_code < 500
        if is_page and not response.streaming and "Content-Disposition" not in response and response.content:
            response.content = say_languages(response.text).encode(response.charset)
        return response

    return middleware


def content_policy(get_response):
    """Written once in a process: it is the same for every answer, since nothing of ours stands inline. A page of
    Django's that shows a fault to whoever develops does without."""
    policy = "; ".join(f"{name} {source}" for name, source in settings.CONTENT_POLICY.items())

    def middleware(request):
        response = get_response(request)
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


def private_by_default(get_response):
    """Nothing is kept by browsers or proxies unless a view says so."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


class PagesInGzip(GZipMiddleware):
    """A file that is compressed in itself is sent as it is, with its length: a download shows how far it has come."""

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)


class SignInFirst(LoginRequiredMiddleware):
    """Django's own, except that whoever was signed out while writing or choosing gets it back, to send it once more.

    Where nobody has to sign in, nobody's account is looked up either.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if replies.wants_json(request):
            return replies.refuse(replies.SIGNED_OUT, SIGNED_OUT, status=403)
        kept = kept_words.kept(request)
        if not kept:
            return super().handle_no_permission(request, view_func)
        if not kept_words.all_sent(request):
            return redirect_to_login(kept["page_before"])
        return render(request, "signed_out.html", kept | faults.again(request), status=403)
