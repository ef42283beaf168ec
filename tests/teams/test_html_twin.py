"""Every e-mail comes as text and as HTML that says in which language it is. Both say the same."""

import re

import pytest
from lxml import html

from teams.html_twin import to_html
from teams.services.outbox import post, send_waiting
from tests.mail_servers import mail_server, send_to
from tests.make import make_round, make_team, make_user

LINK = "http://testserver/team/1/"


def words_of(text):
    return re.sub(r"\s+", " ", text).strip()


def shown(text):
    return html.document_fromstring(to_html("About us", text)).find("body")


@pytest.mark.django_db
def test_an_e_mail_arrives_as_text_and_as_its_twin(settings):
    bob, round = make_user("Bob"), make_round(make_team(name="Café & <Co>"), title="قصبہ")
    context, comes = {"person": bob, "round": round, "link": LINK}, {"from_name": "", "reply_to": None}
    post("round_open", {**context, "by": "Alice"}, to=bob.email, **comes)
    with mail_server() as server:
        send_to(server, settings)
        assert send_waiting() == 1
    (mail,) = server.accepted
    assert mail["Content-Language"] == "en-GB"
    assert mail.get_content_type() == "multipart/alternative"
    text, twin = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    page = html.document_fromstring(twin)
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == mail["Subject"]
    assert words_of(page.find("body").text_content()) == words_of(text.replace("\n- ", "\n"))
    assert next(page.iter("a")).text == LINK
    assert {each.text.strip(" “”.") for each in page.iter("span") if each.get("lang")} == {"قصبہ"}


def test_what_belongs_together_stands_together():
    body = shown(f"Hello,\n\nfirst\nsecond\n\n    {LINK}\n\nSo:\n- one\n- two\n")
    assert [each.tag for each in body] == ["p", "p", "p", "p", "ul"]
    assert [each.text_content() for each in body.iter("li")] == ["one", "two"]
    assert body[1].text_content() == "first\nsecond"


def test_only_our_own_pages_are_links():
    stranger = "http://testserver.evil.example/"
    body = shown(f"They wrote <b>this</b>:\n\n{stranger}\n\nand {LINK}, and\n\n    {LINK}")
    assert [each.get("href") for each in body.iter("a")] == [LINK]
    assert not list(body.iter("b"))
    assert stranger in body.text_content()


def test_a_line_runs_as_most_of_its_letters_do():
    urdu, ours = shown("یہ ایک جملہ ہے جو NHS کہتا ہے\n\nقصبہ (Café) closes tomorrow: have you said it all?")
    assert (urdu.get("dir"), ours.get("dir")) == ("rtl", "ltr")
    assert [each.get("lang") for each in ours] == ["ur-PK"]
