"""A round to print from, with a code that lets people in."""

from reports.formats.paper import PRINTS, to_html
from reports.paper import build_paper
from tests.make import make_round

SITE = "https://reflect.example/"
TOKEN = "q" * 32


def make_door(round=None, **fields):
    """An open round that people can join."""
    round = round or make_round()
    fields = {"join_code": "bcdfghjk", "link_token": TOKEN, **fields}
    for name, value in fields.items():
        setattr(round, name, value)
    round.save(update_fields=fields)
    return round


def printed(round, name="form", **more):
    return to_html(build_paper(round, **more), PRINTS[name])
