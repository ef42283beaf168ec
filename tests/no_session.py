"""To see whether it has a session, Django's test client begins one. Signing in then reads it, keeps it under another
key and takes the first away: half of what it asked. Here whoever has none has an empty one, which is kept nowhere."""

from django.conf import settings
from django.test.client import ClientMixin

from teams.sessions import SessionStore


def begin_with_none() -> None:
    session = ClientMixin.session.fget

    def session_there_is(client):
        return session(client) if settings.SESSION_COOKIE_NAME in client.cookies else SessionStore()

    ClientMixin.session = property(session_there_is)
