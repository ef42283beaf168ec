"""What we send to whom: by the link in an e-mail, without signing in, and on a page for whoever is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from teams.forms import MailForm
from teams.services.mail_choices import INVITATION, KINDS, choose, choose_all, read_link, wanted_by
from teams.views.refusals import sent

# What mail programs post, by RFC 8058: without cookies, so without a CSRF token
ONE_CLICK = "List-Unsubscribe"


@csrf_exempt  # the signed address itself says that whoever posts reads the e-mail
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def not_by_email(request, token):
    """Opening it changes nothing, since mail programs and scanners open links too."""
    recipient = read_link(token)
    if recipient is None:
        raise Http404
    if request.method == "POST":
        _choose(request, recipient)
    context = {
        "kind": KINDS[recipient.kind],
        "by_address": recipient.kind == INVITATION,
        "wants_it": recipient.wants_it,
    }
    response = render(request, "teams/not_by_email.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _choose(request, recipient) -> None:
    if request.POST.get("step") == "send":
        choose(recipient, wanted=True)
    elif request.POST.get("step") == "stop" or ONE_CLICK in request.POST:
        choose(recipient, wanted=False)


def what_we_send(request):
    form = MailForm(sent(request), kinds=KINDS, initial={"kinds": wanted_by(request.user)})
    if form.is_valid():
        shown = KINDS if request.POST.get("step") == "none" else form.were_ticked
        choose_all(request.user, shown=shown, wanted=form.cleaned_data["kinds"])
        messages.success(request, "We’ve saved what you want by e-mail.")
        return redirect("what_we_send")
    return render(request, "teams/what_we_send.html", {"form": form})
