"""Everybody says for themselves what others call them."""

import pytest
from django.urls import reverse

from tests.make import make_user

pytestmark = pytest.mark.django_db
URL = reverse("your_name")


def test_a_name_is_kept(client):
    alice = make_user("Alice")
    client.force_login(alice)
    assert b'value="Alice"' in client.get(URL).content
    assert client.post(URL, {"name": "  Alice  Penrose "}).url == reverse("home")
    alice.refresh_from_db()
    assert alice.name == "Alice Penrose"


@pytest.mark.parametrize(("name", "message"), [("x" * 101, "at most 100")])
def test_what_cant_be_kept_is_told(client, name, message):
    alice = make_user("Alice")
    client.force_login(alice)
    assert message in client.post(URL, {"name": name}).content.decode()
    alice.refresh_from_db()
    assert alice.name == "Alice"
