"""No page says “1 parts”: where a number stands before things, the word for them goes by it."""

import re

from tests.test_layout import ROOT, TEMPLATES

EMAILS = sorted((ROOT / "templates/emails").glob("*.txt"))

THINGS = (
    "parts statements people minutes days sheets rounds teams files actions words levels answers reports groups weeks "
    "months times pages letters characters entries quotes changes perspectives principles codes questions e-mails"
)
NUMBER = re.compile(
    rf"\{{\{{ (?:[^}}]* \}}\}} of \{{\{{ )?([^}} ]+) \}}\}} (?:{'|'.join(THINGS.split())})\b",
)
# What is never one, and why.
ALWAYS_MANY = {
    "k": "at least 5",
    "parts|length": "of which some, but not all, are finished",
    "paper.k": "at least 5",
    "days": "so many after a closing that we remind somebody, or that a round may be opened again: 7, 14, 60",
    "most": "so many sheets as a round takes",
    "document.minutes_a_part": "at least four",
    "paper.document.minutes_a_part": "at least four",
    "form.limit": "150",
    "sheet.people": "a group is two or more",
    "progress.total": "each audience has several",
    "principle.voices.fewest": "at least 5",
    "results.took_part.fewest": "at least 5",
    "took.fewest": "at least 5",
    "activity.fewest": "at least 5",
    "people": "where it is told so, at least as many as are shown together",
    "told.activity.fewest": "at least 5",
    # Where it stands, the template has asked already whether it is one.
    "paper.count": "asked",
    "actions|length": "asked",
    "count": "asked",
    "progress.rounds|length": "asked",
}


def test_a_number_before_things_is_pluralised_unless_it_is_never_one():
    found = {
        (path.name, number) for path in [*TEMPLATES, *EMAILS] for number in NUMBER.findall(path.read_text())
    }
    assert {(name, number) for name, number in found if number not in ALWAYS_MANY} == set()
    assert {number for _, number in found} == set(ALWAYS_MANY), "nothing is excused that isn’t there"
