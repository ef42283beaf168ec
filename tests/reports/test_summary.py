"""The headline and the summary: plain, honest, short, whatever people wrote."""

import re
from dataclasses import astuple, replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.agreed import Room
from assessments.comparison import Look
from reports.answers import LevelResult, StatementResult
from reports.details import Details, read_details
from reports.hearing import HIDDEN
from reports.results import Placement, PrincipleResult
from reports.summary import (
    LIMIT,
    NO_WARNING,
    NOBODY_WAS_THERE,
    and_list,
    asked_for,
    draft_summary,
    headline,
)
from reports.topics import choose_topics
from rubric.document import parse
from teams.sides import FAMILY, PAID, SUPPORT, UNSAID
from tests.reports.sample import RUBRIC, make_agreed, make_counts, make_results, our_rubric

ROOM = Room(asked=True, present=("I draw on care and support",), sides=(SUPPORT,))
words = st.text(st.sampled_from("ab c")) | st.integers(1, 200).map(lambda count: "word " * count)
statements = st.builds(StatementResult, words, st.sampled_from(["ticked", "not-ticked", "not-sure"]))


def level(direction):
    return st.builds(
        LevelResult,
        label=words,
        direction=st.just(direction),
        statements=st.lists(statements, min_size=1, max_size=4).map(tuple),
    )


levels = st.tuples(level("warning"), level("progress"), level("strength"))
principles = st.builds(
    PrincipleResult,
    key=st.just("p"),
    name=words,
    title=words,
    prompt=words,
    levels=levels,
    is_finished=st.booleans(),
    placement=st.none() | st.builds(Placement, words),
)


def make_principle(name="Reciprocity", placed=None, **levels):
    """`strength=[True, False]`: one ticked statement of two; texts are “strength 0”, “strength 1”."""

    def statement(direction, n, ticked):
        return StatementResult(f"{direction} {n}", "ticked" if ticked else "not-ticked")

    return PrincipleResult(
        key=name,
        name=name,
        title=name,
        prompt="",
        levels=tuple(
            LevelResult(
                direction.title(), direction, tuple(statement(direction, n, t) for n, t in enumerate(ticks))
            )
            for direction, ticks in levels.items()
        ),
        placement=Placement(placed) if placed else None,
    )


def summarise(*principles, room=ROOM):
    return draft_summary(make_results(earlier=False, principles=principles, room=room), Details())


def test_the_headline_says_where_the_team_places_itself_the_furthest_on_first():
    told = [make_principle("A", "Low"), make_principle("B", "High"), make_principle("C", "High")]
    told.append(make_principle("D", "Not placed yet"))
    assert headline(told, ["Low", "High"]) == (
        "The team places itself at “High” on B and C and at “Low” on A. It hasn’t placed itself on D."
    )


def test_a_rubric_without_placing_says_what_is_true_and_adds_nothing_up():
    told = [
        make_principle("A", warning=[True, False], progress=[True, True], strength=[False, True, False]),
        make_principle("B", warning=[False], strength=[True]),
        make_principle("C", warning=[False], strength=[False]),
        replace(make_principle("D", strength=[False]), is_finished=False),
    ]
    assert headline(told, []) == (
        "The team says that this is true, on A: “strength 1”. More is ticked on B. "
        "Warning signs are ticked on A. Nothing is ticked on C."
    )
    assert headline(told[3:], []) == "The team has ticked nothing yet."
    long = make_principle("word " * 60, strength=[True])
    assert headline([long], []) == "The team says that this is true: “strength 0”."


@cache
def read(name):
    return parse((RUBRIC.parent / name).read_bytes())


@pytest.mark.parametrize("name", sorted(path.name for path in RUBRIC.parent.glob("*.yaml")))
@settings(max_examples=25)  # of each rubric, and each of all its statements
@given(data=st.data())
def test_no_rubric_is_added_up(name, data):
    """In none of ours does a headline count; without three levels nothing else does either."""
    document = read(name)
    keys = {p.key: [s.key for s in p.statements] for p in document.principles}
    ticks = {key: " ".join(data.draw(st.sets(st.sampled_from(some)))) for key, some in keys.items()}
    now = Look(document, make_agreed(document, ticks))
    counts = make_counts(document)
    results = make_results(document, looks=(now, now), earlier=False, counts=counts)
    assert not re.search(r"\d of \d", results.headline)
    if not document.has_standing:
        levels = [level for p in results.principles for level in p.levels]
        levels += [level for p in results.principles for v in p.voices.all for level in v.levels]
        assert {level.in_words for level in levels} <= {"All", "Some", "None"}


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (["ticked", "ticked"], "All"),
        (["ticked", "not-ticked"], "Some"),
        (["not-ticked", "not-true"], "None"),
        (["ticked", "not-answered"], "Some so far"),
        (["not-sure", "ticked", "ticked"], "Some, some not sure"),
        (["not-answered"], "Not answered yet"),
        (["ticked", "not-asked"], "All"),
    ],
)
def test_what_doesnt_add_up_is_told_without_numbers(states, told):
    level = LevelResult("In place", "strength", tuple(StatementResult("", s) for s in states), adds_up=False)
    assert level.in_words == told


def test_an_empty_sheet_has_a_headline_too():
    principle = replace(make_principle(strength=[False]), is_answered=False)
    assert headline([principle], []) == "Nothing has been answered yet."


@pytest.mark.parametrize(
    ("items", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")]
)
def test_lists_are_said_as_people_say_them(items, said):
    assert and_list(items) == said


@given(
    st.lists(principles, max_size=5).map(tuple),
    words,
    words,
)
def test_the_summary_is_never_longer_than_a_board_reads(principles, team, said):
    results = make_results(earlier=False, principles=principles, team=team, headline=said)
    summary = " ".join(astuple(draft_summary(results, Details())))
    assert len(summary.split()) <= LIMIT


@given(st.lists(principles, max_size=5).map(tuple))
def test_the_summary_never_praises_or_measures(principles):
    summary = draft_summary(make_results(earlier=False, principles=principles), Details())
    for text in (summary.strength, summary.hard_truth, summary.request):
        assert text
        assert "%" not in text


def test_a_strength_that_is_new_comes_first():
    summary = draft_summary(make_results(), Details())
    assert summary.strength.startswith("Newly true, on Equal human beings: “The way staff work shows")


def test_a_step_stands_in_where_there_is_no_strength_yet():
    summary = summarise(make_principle(progress=[True], strength=[False]))
    assert summary.strength == f"A step on the way, on Reciprocity: “progress 0”. {HIDDEN}"


def test_the_first_hard_truth_is_who_was_not_there():
    summary = summarise(
        make_principle(warning=[True]), room=Room(asked=True, present=("Carer",), sides=(FAMILY,))
    )
    assert summary.hard_truth == NOBODY_WAS_THERE


@pytest.mark.parametrize("label", ["I prefer not to say", "Gwell gen i beidio â dweud"])
def test_nobody_knows_about_those_who_didnt_say(label):
    room = Room(asked=True, present=("I work here", label), sides=(PAID, UNSAID))
    assert summarise(make_principle(warning=[True]), room=room).hard_truth.startswith("A warning sign")


def test_then_a_warning_then_what_is_not_true_yet_from_where_least_is():
    assert (
        summarise(make_principle(warning=[True])).hard_truth == "A warning sign, on Reciprocity: “warning 0”"
    )
    few, none = make_principle("A", strength=[True, False]), make_principle("B", strength=[False, False])
    assert summarise(few, none).hard_truth == "Not true yet, on B: “strength 0”"
    assert summarise(few).hard_truth == "Not true yet, on A: “strength 1”"


def test_what_nobody_is_sure_of_is_not_called_untrue():
    unsure = StatementResult("strength 1", "not-sure")
    principle = make_principle(strength=[True])
    (level,) = principle.levels
    unsure = replace(principle, levels=(replace(level, statements=(*level.statements, unsure)),))
    assert summarise(unsure).hard_truth == "We aren’t sure, on Reciprocity: “strength 1”"


def test_what_is_too_long_to_quote_gives_way_to_what_is_not_or_is_pointed_to():
    principle = make_principle(strength=[False, False])
    (level,) = principle.levels
    long = replace(level.statements[0], text="long " * 60)
    both = replace(principle, levels=(replace(level, statements=(long, level.statements[1])),))
    alone = replace(principle, levels=(replace(level, statements=(long,)),))
    assert summarise(both).hard_truth == "Not true yet, on Reciprocity: “strength 1”"
    assert (
        summarise(alone).hard_truth
        == "Not true yet, on Reciprocity: a long statement. It is in the appendix."
    )


def test_where_all_is_well_it_asks_who_would_see_it_differently():
    assert summarise(make_principle(warning=[False], strength=[True])).hard_truth == NO_WARNING


def test_an_unfinished_part_is_not_held_against_anybody():
    unfinished = replace(make_principle(strength=[False]), is_finished=False)
    assert summarise(unfinished).hard_truth == "Most of this hasn’t been answered yet."


def test_what_is_asked_is_told_by_its_asked_for():
    details = read_details({"request_2": "Come to lunch.", "request_3": "Pay for it."})
    assert asked_for(details) == "We ask you for this: “Come to lunch.”"
    assert asked_for(read_details({"request_1": "please " * 60})).startswith("It is a long one.")
    assert asked_for(Details()) == ""
    in_short = Details(request="We ask you to pay for fares.")
    assert asked_for(in_short) == "One request: “We ask you to pay for fares.”"
    assert asked_for(replace(details, request=in_short.request)) == asked_for(details), "the first is told"


def test_what_is_asked_already_isnt_asked_again():
    results = make_results()
    assert draft_summary(results, Details()).request.startswith("We ask you to talk with us about")
    assert draft_summary(results, read_details({"request_1": "Come to lunch."})).request == ""


def test_a_name_of_a_part_is_never_cut():
    long = " ".join(["Redefining"] * 13)
    assert summarise(make_principle(long, warning=[True])).hard_truth == "A warning sign: “warning 0”"


def test_there_are_at_most_three_things_to_talk_about_of_each_kind_one_first():
    results = make_results()
    topics = choose_topics(results.principles, results.changes)
    assert [topic.lead for topic in topics] == [
        "We see this differently",
        "No longer true",
        "Not sure",
    ]
    assert all(topic.question for topic in topics)


@given(st.lists(principles, max_size=5).map(tuple))
def test_never_more_than_three(principles):
    assert len(choose_topics(principles)) <= 3


def test_the_real_rubric_tells_its_summary_in_full():
    summary = draft_summary(make_results(our_rubric()), Details())
    assert all(astuple(summary))
