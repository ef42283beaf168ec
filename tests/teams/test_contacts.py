"""Whom people can ask: which number a phone dials of what somebody wrote."""

import re

import pytest
from django.template.loader import render_to_string

from teams.contacts import WhomToAsk

NUMBERS = [
    ("01632 960 123", "01632960123"),
    ("01632-960-123", "01632960123"),
    ("01632.960.123.", "01632960123"),
    ("(01632) 960123", "01632960123"),
    ("01632\u00a0960\u00a0123", "01632960123"),
    ("+44 1632 960123", "+441632960123"),
    ("+44 (0)1632 960123", "+441632960123"),
    ("+44(0)1632 960123", "+441632960123"),
    ("(+44) (0)1632 960123", "+441632960123"),
    ("0044 (0)1632 960123", "00441632960123"),
    ("0044 1632 960123", "00441632960123"),
    ("+1 (555) 010-0199", "+15550100199"),
    ("+353 (0)1 234 5678", "+35312345678"),
    ("0808 2000 247 (24 hours)", "08082000247"),
    ("0808 2000 247 24/7", "08082000247"),
    ("01632 960 999, option 2", "01632960999"),
    ("01632 960123 ext 45", "01632960123"),
    ("01632 960123 x45", "01632960123"),
    ("+44 1632 960123 ext. 45", "+441632960123"),
    ("01632 960 123 or 07700 900 142", "01632960123"),
    ("01632 960123/07700 900142", "01632960123"),
    ("01632 960 123 07700 900 142", "01632960123"),
    ("+44 1632 960123 +44 7700 900142", "+441632960123"),
    ("01632 960123 - 9am to 5pm", "01632960123"),
    ("01632 960123 (Mon-Fri, 9-5)", "01632960123"),
    ("Room 4, 01632 960123", "01632960123"),
    ("Room 101 - 01632 960123", "01632960123"),
    ("Tel: 01632 960123", "01632960123"),
    ("0800 1111", "08001111"),
    ("960123", "960123"),
    ("111, option 2", "111"),
    ("SHOUT to 85258", "85258"),
    ("18001 01632 960123", "1800101632960123"),
    ("1800201632960123", "1800201632960123"),
    ("07700/900142", "07700900142"),
    ("01632/960 123", "01632960123"),
    ("07700‑900‑142", "07700900142"),
    ("07700‐900‐142", "07700900142"),
    ("0800 555 111 9am to 5pm", "0800555111"),
    ("0800 1111 24/7", "08001111"),
    ("960123, 9.30 a.m", "960123"),
    ("116 123 24 hours", "116123"),
    ("0800 1111 24 hours a day", "08001111"),
    ("0800 555 111 9 to 5", "0800555111"),
    ("0800 555 111 9-5", "0800555111"),
    ("0800 555 111 9:00 to 17:00", "0800555111"),
    ("0800 1111 9-5", "08001111"),
    ("960123 9-5", "960123"),
    ("18001 0800 1111", "1800108001111"),
    ("0800 1111/116 123", "08001111"),
    ("111/999", "111"),
    ("07700 90 01 42", "07700900142"),
    ("07700-90-01-42", "07700900142"),
    ("01632 96-01-23", "01632960123"),
]
NO_NUMBER = [
    "ring me",
    "9 to 5",
    "0123456789012345678",
    "44 7700 900142",
    "44 7700 900142 ext 123",
    "960123/4",
]


@pytest.mark.parametrize(("written", "dialled"), NUMBERS)
def test_a_phone_dials_the_first_number_that_stands_there(written, dialled):
    asked = WhomToAsk("Alice", contact_phone=written, contact_text=written)
    assert (asked.ring_link, asked.text_link) == (f"tel:{dialled}", f"sms:{dialled}")


@pytest.mark.parametrize("written", NO_NUMBER)
def test_where_no_number_is_plain_nothing_is_dialled(written):
    asked = WhomToAsk("Alice", contact_phone=written, contact_text=written)
    assert (asked.ring_link, asked.text_link) == ("", "")


@pytest.mark.parametrize(
    ("phone", "text", "both"),
    [
        ("07700 900142", "07700900142", True),
        ("+44 (0)7700 900142", "+44 7700-900142", True),
        ("07700 900142", "07700 900143", False),
        ("07700 900142", "07700 900142, begin with TEAM", False),
        ("01632 960123 ext 45", "01632 960123 ext 46", False),
        ("", "", False),
    ],
)
def test_a_number_stands_once_where_nothing_beside_it_is_lost(phone, text, both):
    assert WhomToAsk("Alice", contact_phone=phone, contact_text=text).takes_both is both


@pytest.mark.parametrize("template", ["components/_ask.html", "assessments/_whom_to_ask.html"])
def test_what_stands_beside_a_number_is_read_with_or_without_a_link(template):
    asked = WhomToAsk("Alice", contact_phone="01632 960123 ext 45", contact_text="<2 & more")
    page = render_to_string(template, {"asked": asked})
    assert re.search(r'<a href="tel:01632960123">(Ring )?01632 960123 ext 45</a>', page)
    assert "Text &lt;2 &amp; more" in page
    assert "sms:" not in page
