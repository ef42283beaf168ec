"""Somebody who was signed out while writing gets their words back."""

import pytest
from django.urls import reverse

from tests.make import make_round

pytestmark = pytest.mark.django_db


def address(round):
    return reverse("together_principle", args=[round.code, "p1"])


def test_a_form_sent_after_signing_out_shows_its_words_and_how_to_go_on(client):
    round = make_round()
    fields = {"reflection": "Two lines\nof <b>mine</b>", "shown": "000", "save": "later"}
    response = client.post(address(round), fields)
    html = response.content.decode()
    assert response.status_code == 403
    assert "Two lines\nof &lt;b&gt;mine&lt;/b&gt;" in html
    assert ">000<" not in html
    assert reverse("account_login") in html


def test_a_link_followed_after_signing_out_leads_to_the_sign_in_page(client):
    response = client.get(address(make_round()))
    assert response.url.startswith(reverse("account_login"))


def test_autosave_is_told_so_since_its_page_keeps_the_words(client):
    address = reverse("save_together", args=[make_round().code, "p1"])
    response = client.post(address, {"reflection": "Two words"}, content_type="application/json")
    assert (response.status_code, response.json()["reason"]) == (403, "signed-out")
