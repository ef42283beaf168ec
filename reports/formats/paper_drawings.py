"""What is drawn on paper: Easy Read’s pictures, and boxes to tick. Each is an address that holds all of it."""

import re
from base64 import b64encode
from functools import cache

from django.template.loader import render_to_string

from assessments.said import TICKED, TICKS
from rubric.pictures import as_addresses

# Easy Read's pictures, by what they stand for. A row without one of its own shows that it is something people say.
PICTURES = {
    "phone": "1F4F1",
    "choose": "1F5BC",
    "say": "1F4AC",
    "lock": "1F512",
    "seen": "1F440",
    "time": "23F1",
    "no": "270B",
    "stop": "1F6D1",
    "ring": "1F4DE",
    "danger": "26A0",
    "day": "1F4C5",
    "place": "1F4CD",
    "hear": "1F4F0",
    "people": "1F465",
    "paid": "1F4B7",
    "not_quoted": "1F6AB",
    "inside": "1F3DB",
    "everybody": "1F30D",
    "write": "270D",
    "read": "1F4D6",
    "true_here": "2753",
    "typed": "1F4BB",
    "key": "1F511",
    "help": "1F91D",
    "not_a_test": "1F44D",
    "give": "1F4E9",
    "wait": "23F3",
    "who": "1F9D1",
    "erase": "1F5D1",
    "level": "1F331",
    "differ": "2696",
    "do": "1F528",
    "listen": "1F442",
}
DRAWN = 'xmlns="http://www.w3.org/2000/svg" fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round"'


@cache
def pictures() -> dict[str, str]:
    return as_addresses(**PICTURES)


@cache
def boxes() -> dict[str, dict[str, str]]:
    """For each answer a box to tick, with the mark that the answer has on screens: one drawing each, since a form has
    hundreds. Once empty, and once with a tick in the first, made by hand."""
    empty = {said.button: _drawn(_mark(said)) for said in TICKS.buttons}
    hand = '<path d="M9 21l10 11L36 5" stroke-width="4"/>'
    return {"empty": empty, "ticked": empty | {TICKED.button: _drawn(_mark(TICKED) + hand)}}


def _mark(answer: str) -> str:
    svg = render_to_string("components/_answer_mark.html", {"answer": answer})
    mark = re.sub("</?svg[^>]*>", "", re.search("<svg.*</svg>", svg)[0])
    return f'<g transform="translate(46 4)">{mark}</g>'


def _drawn(inside: str) -> str:
    box = '<path d="M2 2h36v36H2z" stroke-width="3"/>'
    svg = f'<svg viewBox="0 0 80 40" {DRAWN}>{box}<g stroke-width="5">{inside}</g></svg>'
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
