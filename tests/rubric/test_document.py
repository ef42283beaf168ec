"""Rubrics as YAML: read, written, and asked for their parts."""

from pathlib import Path

import pytest
from hypothesis import given

from rubric.document import Level, dump, parse
from tests.rubric.documents import SMALL, changed, documents, mistakes_in

DATA = Path(__file__).parents[2] / "rubric" / "data"
STATEMENTS = {
    "cahn-four-values": 38,
    "from-to": 23,
    "six-principles": 36,
    "york-approach": 30,
    "is-it-co-production": 17,
}


@pytest.mark.parametrize(("slug", "statements"), STATEMENTS.items())
def test_the_files_that_come_with_the_app_are_read(slug, statements):
    document = parse((DATA / f"{slug}.yaml").read_bytes())
    assert (document.slug, len(document.statements)) == (slug, statements)
    assert parse(dump(document)) == document


def test_every_field_of_the_main_rubric_is_read():
    document = parse((DATA / "cahn-four-values.yaml").read_text(encoding="utf-8"))
    principle = document.principles[1]
    assert document.easy_read_title == "Working together: how are we doing?"
    assert document.purpose.endswith("“Staff” means everyone who is paid to work here, managers too.")
    assert document.easy_read_purpose.startswith("The hope is this.")
    assert document.source.authors == ("Tricia Nicoll", "Bryony Shannon")
    assert document.source.published_by == "Social Care Future"
    assert document.source.note.startswith("The structure and ideas come from a tool")
    assert document.hard_words[2].word == "challenge"
    assert document.levels[1] == Level(
        "getting-there", "Getting there", "Signs that a team is getting there", "progress", "Getting there"
    )
    assert (principle.key, principle.picture) == ("redefining-work", "1F9D1-200D-1F37C")
    assert principle.examples[0].startswith("A reward can be")
    assert principle.easy_read_prompt == "Who does work here that nobody sees? What would be a good reward?"
    assert principle.statements[0].key == "payroll-only"
    assert principle.statements[0].easy_read == (
        "Wages are the only way to recognise what people give. The organisation has no other way."
    )


@given(documents())
def test_what_is_written_is_read_back_the_same(document):
    written = dump(document)
    assert parse(written) == document
    assert parse(written.encode()) == document
    assert dump(parse(written)) == written


def test_a_rubric_is_written_as_people_would_write_it():
    assert dump(parse(SMALL)) == SMALL


def test_letters_and_emoji_are_written_as_they_are():
    assert 'title: "Łódź 👩🏽‍🦽"' in dump(parse(changed("How are we doing?", "Łódź 👩🏽‍🦽")))


def test_statements_stand_in_the_order_of_the_levels():
    first, second = SMALL.index("      not-yet:"), SMALL.index("      doing-well:")
    swapped = SMALL[:first] + SMALL[second:] + SMALL[first:second]
    assert parse(swapped) == parse(SMALL)


def test_a_principle_may_leave_a_level_out():
    """As long as another one uses it."""
    more = "  - {key: alike, title: Alike, statements: {not-yet: [{key: only, text: Only.}]}}\n"
    assert [s.level for s in parse(SMALL + more).principle("alike").statements] == ["not-yet"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_files_from_other_machines_are_read(ending):
    assert parse("\ufeff" + SMALL.replace("\n", ending)) == parse(SMALL)
    [mistake] = mistakes_in(changed("strength", "good").replace("\n", ending))
    assert mistake.startswith("Line 16:")


def test_nobody_may_be_known_to_have_published_it():
    source = '\n  published_by: ""\n  based_on:\n  authors: []\nresponse'
    assert parse(changed("\nresponse", source)) == parse(SMALL)


# Asking the document


def test_parts_are_found_by_their_keys():
    document = parse(SMALL)
    assert document.level("doing-well").label == "Doing well"
    assert document.principle("together").title == "Deciding together"
    assert [s.key for s in document.principle("together").at_level("doing-well")] == ["shared"]
    for find in (document.level, document.principle):
        with pytest.raises(KeyError):
            find("elsewhere")


def test_a_principle_goes_by_its_short_title():
    assert parse(SMALL).principles[0].name == "Deciding together"
    short = changed("    statements", '    short_title: "Deciding"\n    statements')
    assert parse(short).principles[0].name == "Deciding"


def test_a_team_can_place_itself_only_with_one_level_of_each_direction():
    found = {slug for slug in STATEMENTS if parse((DATA / f"{slug}.yaml").read_bytes()).has_standing}
    assert found == {"cahn-four-values", "six-principles"}
