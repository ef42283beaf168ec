"""Where allauth asks us: nobody signs themselves up, and it speaks in our words."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.shortcuts import render

from teams.models import User
from teams.services.codes_by_mail import NotSent, send_code
from teams.services.invitations import waiting_for
from teams.visitors import address_of, remember_browser


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": "That isn’t the code we sent last. Look at the newest e-mail and write the code again.",
        "too_many_login_attempts": "That was too many tries. Wait a minute, then ask for a new code.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return address_of(request) or "unknown"

    def post_login(self, request, user, **kwargs):
        return remember_browser(request, super().post_login(request, user, **kwargs), user.email)

    def send_mail(self, template_prefix, email, context):
        """A mail server that doesn't answer is told as it is, to everybody alike."""
        is_closed = User.objects.with_email(email).filter(is_active=False).exists()
        told = {**context, "email": email, "is_closed": is_closed, "invitations": waiting_for(email)}
        message = self.render_mail(template_prefix, email, told)
        try:
            send_code(email, subject=message.subject, body=message.body)
        except NotSent as error:
            page = render(self.request, "account/no_mail.html", status=503)
            raise ImmediateHttpResponse(page) from error
