"""What every request and answer goes through. Small functions, one concern each."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string


def whole_body(get_response):
    """Refuse a body that was cut off on its way: a stump must never overwrite somebody's words."""

    def middleware(request):
        announced = request.META.get("CONTENT_LENGTH")
        try:
            is_whole = not announced or (announced.isdecimal() and len(request.body) == int(announced))
        except RequestDataTooBig:  # a photo straight from a phone, most often
            return HttpResponse(render_to_string("413.html"), status=413)
        if not is_whole:
            return HttpResponseBadRequest(
                "Not everything you sent arrived, so nothing was changed. Please try again.",
                content_type="text/plain; charset=utf-8",
            )
        return get_response(request)

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


class SignInFirst(LoginRequiredMiddleware):
    """Django's own, except that somebody who was signed out while writing gets their words back.

    Where nobody has to sign in, nobody's account is looked up either.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        written = [words for words in request.POST.values() if " " in words.strip()]
        if not written:
            return super().handle_no_permission(request, view_func)
        return render(request, "signed_out.html", {"written": written}, status=403)
