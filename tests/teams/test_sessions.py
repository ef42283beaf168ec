"""Sessions are Django's: ours are read by Django, and Django's by us, and none that is over lets anybody in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as Django
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from teams.sessions import SessionStore
from tests.make import make_user

pytestmark = pytest.mark.django_db


def is_signed_in(client):
    return client.get(reverse("teams")).status_code == 200


@pytest.mark.parametrize(("writes", "reads"), [(Django, SessionStore), (SessionStore, Django)])
def test_one_that_either_wrote_is_read_by_the_other(writes, reads):
    written = writes()
    written["begun"] = ["a", "b"]
    written.create()
    assert dict(reads(written.session_key).items()) == {"begun": ["a", "b"]}


def test_whose_session_is_over_is_signed_out(client):
    client.force_login(make_user())
    assert is_signed_in(client)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_signed_in(client)


@pytest.mark.parametrize("key", ["12345678\0", "12345678 ", "Ä2345678"])
def test_what_can_be_no_key_isnt_looked_for(key, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert dict(SessionStore(key).items()) == {}


@pytest.mark.parametrize("key", ["no-such-session", "short", "é", "x" * 500, r'"12345678\000"'])
def test_a_session_that_isnt_there_lets_nobody_in(client, key):
    client.cookies["sessionid"] = key
    assert not is_signed_in(client)


def test_one_that_isnt_there_gets_a_new_key_when_something_is_kept_in_it():
    session = SessionStore("no-such-session")
    session["begun"] = True
    session.save()
    assert session.session_key != "no-such-session"
    assert SessionStore(session.session_key)["begun"]


def test_one_whose_data_somebody_changed_holds_nothing():
    session = SessionStore()
    session["begun"] = True
    session.create()
    Session.objects.update(session_data="changed")
    assert dict(SessionStore(session.session_key).items()) == {}
