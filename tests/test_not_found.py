"""An address that was typed from paper leads on; and what leads nowhere offers to write a code."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from assessments.services.joining import join_round
from coprod_reflect.not_found import meant_by
from teams.codes import ALPHABET, TOKEN_LENGTH, shown
from tests.make import make_facilitator, make_round

TOKEN = (ALPHABET * 2)[:TOKEN_LENGTH]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/join/.", "/join/"),
        ("/join.", "/join/"),
        ("/JOIN", "/join/"),
        ("/Join/)", "/join/"),
        ("/join/”.", "/join/"),
        ("//join//", "/join/"),
        ("/join/BCDF-GHJK", "/join/bcdfghjk/"),
        ("/JOIN/BCDF-GHJK.", "/join/bcdfghjk/"),
        ("/join/bcdf ghjk/", "/join/bcdfghjk/"),
        ("/join/BCDF–GHJK)", "/join/bcdfghjk/"),
        ("/BCDF-GHJK", "/join/bcdfghjk/"),
        ("/join/BCDF-GHJK-MNPQ.", "/join/bcdfghjkmnpq/"),
        (f"/j/{TOKEN}.", f"/j/{TOKEN}/"),
        (f"/J/{TOKEN.upper()}", f"/j/{TOKEN}/"),
        (f"/{TOKEN}", f"/j/{TOKEN}/"),
        ("/Sign-In/", "/sign-in/"),
        ("/help),", "/help/"),
        ("/HEALTHZ.", "/healthz"),
        ("/.", "/"),
        ("/admin.", "/admin/"),
        ("/join/\u200b", "/join/"),
        ("/join/。」", "/join/"),
        ("/join؟", "/join/"),
        ("/join/に", "/join/"),
        ("/join/**", "/join/"),
        ("/_join_", "/join/"),
        ("/join/<br>", "/join/"),
        ("/join/&nbsp;", "/join/"),
        ("/join.code", "/join/"),
        ("/join:code", "/join/"),
        ("/join/your-code", "/join/"),
        ("/code", "/join/"),
        ("/j", "/join/"),
        ("/joinBCDFGHJK", "/join/bcdfghjk/"),
        ("/join.BCDF-GHJK", "/join/bcdfghjk/"),
        ("/join:BCDF-GHJK", "/join/bcdfghjk/"),
        ("/join,bcdfghjk*", "/join/bcdfghjk/"),
        ("///JOIN///BCDF%2DGHJK", "/join/bcdfghjk/"),
        ("/join%2FBCDFGHJK", "/join/bcdfghjk/"),
        ("/join/BCDF%E2%80%93GHJK", "/join/bcdfghjk/"),
        ("/join/ＢＣＤＦ－ＧＨＪＫ", "/join/bcdfghjk/"),
        ("/join/BCDF\u200b−\u200bGHJK؟", "/join/bcdfghjk/"),
        ("/join/BCDF-GHJK?utm_source=x", "/join/bcdfghjk/"),
        ("/join/BCDF-GHJK#main", "/join/bcdfghjk/"),
        ("/join/BCDF.GHJK/group", "/join/bcdfghjk/"),
        ("/www.council.example/join/BCDF-GHJK", "/join/bcdfghjk/"),
        ("/https://council.example/join/.", "/join/"),
        (f"/j/{TOKEN}。", f"/j/{TOKEN}/"),
        (f"/j/{TOKEN}**", f"/j/{TOKEN}/"),
        ("/Who sees_my–answers.", "/who-sees-my-answers/"),
        ("/bcdfghjkm", None),
        ("/session/AbC:dEf:x/poll", None),
        ("/nowhere", None),
        ("/\\evil.example/", None),
    ],
)
def test_what_was_meant(typed, meant):
    assert meant_by(typed) == meant


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/JOIN/",
        "/join/.",
        "/join/%E3%80%82",
        "/join:code",
        "/join",
        "/Join/?from=poster",
        "/HELP.",
        "/ACCESSIBILITY/,",
    ],
)
def test_it_leads_there(client, path):
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert answer.request["QUERY_STRING"] == path.partition("?")[2]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/rounds", "//evil.example/x", "/teams/x.y/", "/join/a.b/c"])
def test_what_leads_nowhere_offers_to_write_a_code(client, path):
    client.force_login(make_facilitator(make_round().team))
    answer = client.get(path, follow=True)
    assert answer.status_code == 404
    assert f'<a href="{reverse("join")}">Write your code</a>' in answer.content.decode()


@pytest.mark.django_db
def test_what_is_sent_to_a_wrong_address_isnt_sent_on(client):
    assert client.post("/JOIN/", {"code": "x"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spelt", [str.upper, shown, lambda code: f"{shown(code)}.", lambda code: f" {code[:4]} {code[4:]}"]
)
@pytest.mark.parametrize("before", ["/join/", "/JOIN/", "/j/", "/"])
def test_a_rounds_code_in_the_address_lets_people_in(before, spelt):
    cache.clear()
    round = make_round()
    answer = Client().get(f"{before}{spelt(round.join_code)}", follow=True)
    assert answer.status_code == 200
    assert answer.context["round"] == round
    assert "form" in answer.context


@pytest.mark.django_db
@pytest.mark.parametrize("before", ["/join/", "/j/", "/"])
def test_a_return_code_in_the_address_leads_back(before):
    round = make_round()
    _, return_code = join_round(round, nonce="dana", how="alone")
    answer = Client().get(f"{before}{shown(return_code)}", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("my_sheet", args=[round.code])
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("end", [*" /.,;:!…)]}>\"'’”»*_~|؟،。、」）।", "**.", "\u200b.", "%E2%80%8B"])
def test_the_link_bears_what_a_sentence_puts_behind_it(end):
    round = make_round()
    answer = Client().get(reverse("join_link", args=[round.link_token]) + end, follow=True)
    assert answer.status_code == 200
    assert answer.context["round"] == round


@pytest.mark.django_db
def test_codes_in_addresses_are_counted_when_they_are_wrong():
    cache.clear()
    answers = [Client().get("/join/bbbbbbbb/").status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]
