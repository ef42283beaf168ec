"""Rubrics on which people place a piece of work, as YAML: read, written, and refused with their mistakes."""

from pathlib import Path

import pytest
from hypothesis import given

from rubric.document import PLACE, TICK, dump, parse
from tests.rubric.documents import LADDER, MATRIX, SMALL, documents_to_place_on, mistakes_in

DATA = Path(__file__).parents[2] / "rubric" / "data"


def changed(old, new, file=LADDER):
    assert old in file
    return file.replace(old, new, 1)


def test_the_ladder_that_comes_with_the_app():
    ladder = parse((DATA / "ladder-of-participation.yaml").read_bytes())
    (question,) = ladder.questions
    assert ladder.response == PLACE
    assert [(group, len(places)) for group, places in question.runs()] == [
        ("doing-to", 2),
        ("doing-for", 3),
        ("doing-with", 2),
    ]
    assert question.places[0].label == "Coercion"
    assert question.place("co-design").hint.startswith("People and staff design")
    assert question.is_ladder
    assert ladder.pictures[0] == "1FA9C"


def test_the_matrix_that_comes_with_the_app():
    matrix = parse((DATA / "who-plans-who-delivers.yaml").read_bytes())
    assert [len(question.places) for question in matrix.questions] == [3, 3]
    assert not any(question.is_ladder for question in matrix.questions)
    assert len(matrix.cells) == 9
    assert matrix.cell("plan-together", "deliver-together").key == "full-co-production"
    assert matrix.cell("plan-together", "nobody") is None


@given(documents_to_place_on())
def test_what_is_written_is_read_back_the_same(document):
    written = dump(document)
    assert parse(written) == document
    assert dump(parse(written)) == written


@pytest.mark.parametrize("file", [LADDER, MATRIX])
def test_it_is_written_as_people_would_write_it(file):
    assert dump(parse(file)) == file


def test_a_rubric_to_tick_has_nothing_of_it():
    document = parse(SMALL)
    assert (document.response, document.questions, document.groups) == (TICK, (), ())


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("    text: ", "    txet: ", "Line 20: “text” is missing. Add it."),
        ("        label: ", "        name: ", "Line 24: “label” is missing. Add it."),
        ("    answers:\n", "    answer:\n", "Line 20: “answers” is missing. Add it."),
        ("- key: asked", "- key: told", "Line 31: “told” is already used on line 24. Choose another key."),
        ("group: with", "group: wiht", "Line 36: There is no group “wiht”. Choose one of those in “groups”."),
        ("group: with", "group: for", "Line 10: No answer belongs to the group “with”. Add one, or take it out."),
        ("        group: with\n", "", "Line 23: Only some answers of “step” have a group."),
        ("- key: told", "- key: nothing", "Line 24: “nothing” can be said of every question."),
        ("groups:", "levels: []\ngroups:", "Line 10: “levels” isn’t known here. You can use: response,"),
        ("- key: step", "- key: label", "Line 20: “label” says something else in a cell. Choose another key."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(old, new, mistake):
    assert any(found.startswith(mistake) for found in mistakes_in(changed(old, new))), mistakes_in(
        changed(old, new)
    )


def test_answers_of_a_group_stand_together():
    told, asked, shared = (LADDER.index(f"      - key: {key}") for key in ("told", "asked", "shared"))
    mixed = LADDER[:told] + LADDER[told:asked] + LADDER[shared:] + LADDER[asked:shared]
    expected = "Line 23: The answers of “for” don’t stand together. Put them next to each other."
    assert mistakes_in(mixed) == [expected]


def test_a_question_has_two_to_eight_answers():
    more = "".join(f"      - {{key: more-{n}, label: More, group: with}}\n" for n in range(6))
    parse(LADDER + more.replace("      - {key: more-5, label: More, group: with}\n", ""))
    assert mistakes_in(LADDER + more) == ["Line 23: “answers” has 9 entries. It can have 2 to 8."]
    (one, *_) = mistakes_in(LADDER[: LADDER.index("      - key: asked")])
    assert one.endswith("No answer belongs to the group “with”. Add one, or take it out.")


def test_every_pair_has_one_cell():
    pair = '  - plans: "staff-plan"\n    does: "all-do"\n'
    twice = changed(pair, '  - plans: "staff-plan"\n    does: "staff-do"\n', MATRIX)
    assert mistakes_in(twice) == [
        "Line 23: “staff-plan” and “staff-do” have 2 cells. Each pair has one.",
        "Line 23: “staff-plan” and “all-do” have no cell. Each pair has one.",
    ]
    other = changed('does: "all-do"', "does: nobody", MATRIX)
    assert "Line 29: “nobody” isn’t an answer to “does”." in mistakes_in(other)


def test_cells_need_two_questions():
    cell = "cells:\n  - {step: told, key: alone, label: Alone}\n"
    assert "Line 40: “cells” need 2 questions. There are 1." in mistakes_in(LADDER + cell)
