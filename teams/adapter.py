"""Where allauth asks us: nobody signs themselves up, and it speaks in our words."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": "That isn’t the code we sent last. Look at the newest e-mail and write the code again.",
        "too_many_login_attempts": "That was too many tries. Wait a minute, then ask for a new code.",
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """A mail server that doesn't answer is told as it is, to everybody alike."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            log.exception("A code could not be sent.")
            page = render(self.request, "account/no_mail.html", status=503)
            raise ImmediateHttpResponse(page) from error
