"""The link behind the square, and what to type instead."""

import re

import pytest
import segno
from django.utils import timezone

from assessments.doors import QUIET, Door, Square, door_of
from tests.make import make_round
from tests.reports.papers import SITE, TOKEN, make_door

pytestmark = pytest.mark.django_db


def test_a_door_has_a_link_a_code_and_where_to_type_it(settings):
    settings.SITE_URL = SITE
    assert door_of(make_door()) == Door(
        f"https://reflect.example/j/{TOKEN}/", "reflect.example/join", "BCDF-GHJK"
    )


@pytest.mark.parametrize(
    "closed",
    [{"door_closed_at": timezone.now()}, {"join_code": None}, {"link_token": None}, {"opened_at": None}],
)
def test_there_is_none_where_nobody_new_may_come_in(closed):
    assert door_of(make_door(**closed)) is None


def test_a_closed_round_has_none():
    assert door_of(make_door(make_round(state="closed"))) is None


def test_the_square_has_every_dark_module_and_a_white_edge():
    link = f"https://reflect.example/j/{TOKEN}/"
    square, matrix = Square.of(link), segno.make_qr(link, error="m").matrix
    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", square.path)}
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn == {(x + QUIET, y + QUIET) for x, y in dark}
    assert square.size == len(matrix) + 2 * QUIET
