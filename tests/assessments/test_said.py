"""What can be said of a statement, and that everybody who says it calls it the same."""

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest

from assessments.agreed import Agreed, AgreedPrinciple, Room
from assessments.models import Answer
from assessments.said import NOT_SURE, TICKS

SCRIPTS = Path("static/js")


def test_the_database_holds_what_can_be_said():
    assert [(one.value, one.label) for one in Answer.Value] == [(one.stored, one.label) for one in TICKS]


@pytest.mark.parametrize(
    ("script", "values"),
    [
        ("part.js", r"const VALUES = \[(.*?)\]"),
        ("own-sheet.js", r"const VALUES = \[(.*?)\]"),
        ("type-in.js", r"const SAYS = \{(.*?)\}"),
    ],
)
def test_scripts_spell_it_in_the_same_order(script, values):
    written = re.search(values, (SCRIPTS / script).read_text())[1]
    assert re.findall('"(.*?)"', written) == list(TICKS)


def test_each_form_leads_to_the_same_saying():
    for one in TICKS:
        assert TICKS.spelt[str(one)] is TICKS.stored[one.stored] is TICKS.marked[one.mark] is one
        assert len(one.mark) == 1


def test_a_release_keeps_its_spelling():
    """What was said is kept as text, and reads as what was said."""
    agreed = Agreed(Room(), (AgreedPrinciple("p", answers={"s": NOT_SURE}),))
    stored = json.loads(json.dumps(agreed.to_json()))
    assert stored["principles"][0]["answers"] == {"s": "not-sure"}
    assert Agreed.from_json(stored) == agreed
    assert deepcopy(NOT_SURE) is NOT_SURE
