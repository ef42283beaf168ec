"""Signing in by e-mailed code. The flow is allauth's; these are its pages as we use them."""

from allauth.account.utils import passthrough_next_redirect_url, perform_login
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from teams.cast import cast
from teams.forms import CodeForm, SignInForm
from teams.services.limits import MINUTE, ask_for_code
from teams.visitors import address_of, known_browser, mark

TOO_MANY = "That was too many tries. Wait {}, then ask for a new code."


def refuse_code(request, email: str, *, link: str = "") -> str:
    """Why no code is sent now; "" if it may be sent. Whoever holds an invitation's `link` is counted by that."""
    known = link or known_browser(request, email)
    address = address_of(request)
    wait = ask_for_code(mark(email), address=address and mark(address), known=known and mark(email, known))
    return TOO_MANY.format("a minute" if wait <= MINUTE else "an hour") if wait else ""


class SignIn(RequestLoginCodeView):
    form_class = SignInForm
    extra_context = {"cast": cast}

    def form_valid(self, form):
        if refusal := refuse_code(self.request, form.cleaned_data["email"]):
            form.add_error("email", refusal)
            return self.form_invalid(form)
        return super().form_valid(form)

    def _redirect_to_pending_stage(self, request, stage):
        """allauth leads back to the code page; but whoever mistyped their address has to get out of there."""
        return None


sign_in = SignIn.as_view()
allauths_code_page = ConfirmLoginCodeView.as_view(form_class=CodeForm)


@login_not_required
def confirm_code(request):
    """When a code is too old, allauth goes back to the start; we say why, and keep where the person was going."""
    told = messages.get_messages(request)
    earlier = len(told)
    response = allauths_code_page(request)
    start = reverse("account_login")
    if response.headers.get("Location") != start:
        return response
    if len(told) == earlier:
        messages.error(request, "We can’t use that code any more. Ask for a new one.")
    return redirect(passthrough_next_redirect_url(request, start, "next"))


@login_not_required
def by_invitation(request):
    return render(request, "account/by_invitation.html")


@login_not_required
@require_POST
def demo_sign_in(request):
    """One click, in demo mode only; outside it the cast is empty, and this isn't there."""
    for person in cast():
        if person.email == request.POST.get("person"):
            return perform_login(request, person)
    raise Http404
