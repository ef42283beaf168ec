"""What can be said of a statement, and that everybody who says it calls it the same."""

import json
import re
from copy import deepcopy
from pathlib import Path

from assessments.agreed import Agreed, AgreedPrinciple, Room
from assessments.models import Answer
from assessments.said import NOT_SURE, TICKS, Saying, Sayings

SCRIPTS = Path("static/js")


def test_the_database_holds_what_can_be_said():
    assert [(one.value, one.label) for one in Answer.Value] == [(one.stored, one.label) for one in TICKS]


def test_scripts_spell_it_in_the_same_order():
    written = re.search(r"const VALUES = \[(.*?)\]", (SCRIPTS / "part.js").read_text())[1]
    assert re.findall('"(.*?)"', written) == list(TICKS)


def test_each_form_leads_to_the_same_saying():
    for one in TICKS:
        assert TICKS.spelt[str(one)] is TICKS.stored[one.stored] is TICKS.marked[one.mark] is one
        assert len(one.mark) == 1


def test_what_is_answered_in_another_way_goes_through_the_same_door():
    rungs = ["informing", "deciding-together"]
    places = [
        Saying(key, 40 + n, mark=str(n), label=key, words=key, button=key) for n, key in enumerate(rungs, 1)
    ]
    ladder = Sayings(*places, Saying("not-sure", 0, mark="u", label="Not sure", words="not sure"))
    assert (list(ladder.marked), list(ladder.stored)) == (["1", "2", "u"], [41, 42, 0])
    assert ladder.buttons == rungs
    assert ladder.spelt["deciding-together"] is ladder.stored[42] is ladder.marked["2"]


def test_a_release_keeps_its_spelling():
    """What was said is kept as text, and reads as what was said."""
    agreed = Agreed(Room(), (AgreedPrinciple("p", answers={"s": NOT_SURE}),))
    stored = json.loads(json.dumps(agreed.to_json()))
    assert stored["principles"][0]["answers"] == {"s": "not-sure"}
    assert Agreed.from_json(stored) == agreed
    assert deepcopy(NOT_SURE) is NOT_SURE
