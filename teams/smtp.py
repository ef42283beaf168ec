"""Talking to the mail server, within a time that holds for the whole conversation and not for each answer.

A server that accepts the connection and says nothing, or answers each line late, would hold whoever waits for it for
as long as it likes: Python's own time-out begins anew with every byte.
"""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Timer

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp

SECONDS = 30
READY = 354  # the server waits for the e-mail itself


def transmit(message: EmailMessage, *, seconds: float, hand_over: Callable[[], None] | None = None) -> None:
    """Raises SMTPException or OSError if it wasn't accepted.

    `hand_over` is called at the last moment at which it is certain that nothing has arrived.
    """
    connection = get_connection(seconds=seconds, hand_over=hand_over)
    try:
        connection.send_messages([message])
    finally:
        connection.close()


class EmailBackend(smtp.EmailBackend):
    """Django's, with a deadline."""

    def __init__(self, *args, seconds=SECONDS, hand_over=None, **kwargs):
        super().__init__(*args, timeout=seconds, **kwargs)
        self.conversation = partial(Conversation, seconds=seconds, hand_over=hand_over)

    @property
    def connection_class(self):
        return self.conversation


class Conversation(smtplib.SMTP):
    """When its time is over, the line is cut, and whatever is waited for fails as if the server had hung up."""

    def __init__(self, *args, seconds: float, hand_over: Callable[[], None] | None, **kwargs):
        self.seconds, self.hand_over = seconds, hand_over
        self.line = self.alarm = None
        super().__init__(*args, **kwargs)

    def _get_socket(self, host, port, timeout):
        """The line is a second handle on the same connection: TLS takes the first one over."""
        connected = super()._get_socket(host, port, timeout)
        self.line = connected.dup()
        self.alarm = Timer(self.seconds, _cut, [self.line])
        self.alarm.daemon = True
        self.alarm.start()
        return connected

    def getreply(self):
        code, words = super().getreply()
        if code == READY and self.hand_over:
            self.hand_over()
        return code, words

    def quit(self):
        """The e-mail is accepted by now: nobody waits for the goodbye."""
        with suppress(smtplib.SMTPServerDisconnected):
            self.putcmd("quit")
        self.close()

    def close(self):
        super().close()
        if self.line:
            self.alarm.cancel()
            self.line.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it has ended meanwhile
        line.shutdown(socket.SHUT_RDWR)
