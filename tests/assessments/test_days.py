"""Dates as people write them."""

from datetime import date, timedelta

import pytest
from django import forms
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.days import read_day
from assessments.forms.fields import DayField
from tests.growing import grows_with

TODAY = date(2026, 11, 26)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
WAYS = [
    "%d/%m/%Y",
    "%d.%m.%y",
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M",
    "%d %B %Y",
    "%a %d %b %Y",
    "%B %d, %Y",
    "%d%m%Y",
]


@given(days, st.sampled_from(WAYS))
def test_every_day_is_read_in_every_way(day, way):
    assert read_day(day.strftime(way), TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "28 Mar 2027",
        "28.03.27",
        "Sunday, 28th of March 2027",
        "2027-03-28T14:00:00Z",
        "2027-03-28 14:00",
        "28 Mar '27",
        "28-Mar-27",
        "28Mar2027",
        "28032027",
        "20270328",
        "280327",
        "28 /03 / 2027",
        "２８ Ｍａｒｃｈ ２０２７",
        "٢٨/٣/٢٠٢٧",
        "March 28th, 2027",
        "28 Mrach 2027",
        "Weds 28 Mar",
        "on 28 March",
        "by 28 March",
        "until the 28th of March",
        "28/3",
        "28.3.",
        "28 March 2pm",
        "28 March at 2",
        "28 March 2.30 p.m.",
        "28 March 14.30",
        "28 March 2027 14.30",
        "28 March 2027, 14:30–16:00",
        "28 March 2027 2-4pm",
        "28 March 10am to 12 noon",
        "28 March 10-12",
        "28 March 2027 10.30 to 12.30",
        "Sun 28 Mar 2027 at 10:00 GMT",
        "28/3 @ 2pm",
        "28-03-2027 10:00:00",
        "28\\3\\27",
        "Mar-28",
        "28 March 1400hrs",
        "28 mar, 6 o’clock",
        "28 March 2027 in the morning",
        "28 Mawrth 2027",
        "28ain o Fawrth",
        "erbyn 28 Mawrth",
        "dydd Sul 28 Mawrth",
        "dydd Mawrth 28 Mawrth",
        "Mawrth 28 Mawrth 2027",
        "28 Mawrth 2027 am 2yh",
    ],
)
def test_a_day_is_found_however_it_is_written(text):
    assert read_day(text, TODAY) == date(2027, 3, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26 Nov", TODAY),
        ("25 Nov", date(2027, 11, 25)),
        ("1 Dec", date(2026, 12, 1)),
        ("29 Feb", date(2028, 2, 29)),
        ("1 Febuary", date(2027, 2, 1)),
        ("3 Sept", date(2027, 9, 3)),
        ("31 May", date(2027, 5, 31)),
        ("03/04/2027", date(2027, 4, 3)),
        ("5 Ion 2027", date(2027, 1, 5)),
        ("2 Chwefror", date(2027, 2, 2)),
        ("6 Ebrill", date(2027, 4, 6)),
        ("1af o Fai", date(2027, 5, 1)),
        ("1af Mehefin", date(2027, 6, 1)),
        ("2 o Orffennaf", date(2027, 7, 2)),
        ("4 Awst", date(2027, 8, 4)),
        ("9fed o Fedi", date(2027, 9, 9)),
        ("8 Hyd", date(2027, 10, 8)),
        ("11eg o Dachwedd", date(2027, 11, 11)),
        ("dydd Iau 3 Rhagfyr", date(2026, 12, 3)),
        ("today", TODAY),
        ("Yfory", date(2026, 11, 27)),
    ],
)
def test_without_a_year_it_is_the_next_such_day(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"), [("20 Nov", date(2026, 11, 20)), ("28 Mar", date(2026, 3, 28)), ("26 Nov", TODAY)]
)
def test_of_what_has_been_it_is_the_last(text, day):
    assert read_day(text, TODAY, past=True) == day


@pytest.mark.parametrize(
    "text",
    [
        *["", "soon", "next week", "Friday", "end of March", "March", "March 2027", "Mar '27", "2027", "28"],
        *[
            "31 Feb",
            "29/2/2027",
            "3/28/2027",
            "0/0",
            "28-30 March",
            "March 10-12",
            "3-4 March 2027",
            "28 March to 3 April",
        ],
        *[
            "28 29 March 2027",
            "28 March 20270",
            "9999999",
            "1/2/3/4",
            "28 foo 2027",
            "99999999",
            "00/00/0000",
        ],
    ],
)
def test_no_day_is_guessed(text):
    assert read_day(text, TODAY) is None


@given(st.text(), st.booleans())
def test_whatever_is_no_day_stops_nothing(text, past):
    read_day(text, TODAY, past=past)


@pytest.mark.parametrize("text", ["1 " * 99_999, "maw " * 99_999, "mrach" * 99_999])
def test_nobody_waits_for_a_long_one(text):
    assert grows_with(lambda text: read_day(text, TODAY), text)


class Plan(forms.Form):
    day = DayField()
    been = DayField(past=True, required=False)


def test_a_form_that_comes_back_says_which_day_we_understood():
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = Plan({"day": f"by {tomorrow:%d %B} 2pm", "been": "soon"})
    assert not form.is_valid()
    assert f'value="{tomorrow}"' in str(form["day"])
    assert 'value="soon"' in str(form["been"])


def test_a_field_knows_what_has_been():
    yesterday = timezone.localdate() - timedelta(days=1)
    form = Plan(dict.fromkeys(["day", "been"], f"{yesterday:%d %B}"))
    assert form.is_valid()
    assert form.cleaned_data["been"] == yesterday
    assert form.cleaned_data["day"] > yesterday + timedelta(days=360)
