"""What a board reads of each part: the few statements that matter, who says so, and everything else in the appendix."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.answers import GroupAnswers
from reports.board import AT_MOST, COLUMNS, NOT_YET, PLACES, TRUE, WARNING, lay_out, warnings_of
from reports.details import Details
from reports.drafts import Stamp, Summary
from reports.results import ToldQuote
from tests.reports.sample import (
    CARERS,
    STAFF,
    SUPPORT,
    make_board_report,
    make_full_report,
    make_report,
    make_results,
)
from tests.reports.test_summary import principles


def board_of(report):
    return lay_out(report.results)


@given(st.lists(principles, max_size=5).map(tuple))
def test_a_part_tells_a_few_statements_of_what_is_true_and_what_isnt(principles):
    board = lay_out(make_results(earlier=False, principles=principles))
    for part in board.parts:
        assert len(part.lines) <= AT_MOST
        assert all(line.lead and line.place in PLACES for line in part.lines)


def test_what_has_changed_comes_first_and_something_that_isnt_true_yet_is_always_there():
    first = lay_out(make_results()).parts[0]
    assert [line.lead for line in first.lines] == [
        "Newly true",
        "Newly true",
        "Not true yet",
        "Good news: a warning sign left behind",
    ]


def test_a_warning_sign_left_behind_is_no_gap():
    """It isn't "not true yet": nobody wants it to be true."""
    for line in lay_out(make_results()).parts[0].lines:
        assert (line.place == WARNING) == ("warning sign" in line.lead)


def test_a_part_without_changes_says_what_is_true_and_what_isnt_yet():
    for part in lay_out(make_results(earlier=False)).parts:
        assert {TRUE, NOT_YET} <= {line.place for line in part.lines}
        assert len(part.lines) == AT_MOST


def test_one_strong_difference_leads_and_isnt_told_twice():
    board = board_of(make_full_report())
    slides = [board.difference.slide] + [p.difference.slide for p in board.parts if p.difference]
    told = [slide.statement for slide in slides]
    assert len(told) == len(set(told)) >= 3
    assert board.difference.team.startswith("The team ")
    for part in board.parts:
        assert not {line.key for line in part.lines} & set(told)


def test_a_quote_of_somebody_with_lived_experience_leads():
    board = board_of(make_board_report())
    assert board.quote.who in (SUPPORT, CARERS)
    everywhere = [board.quote, *(quote for part in board.parts for quote in part.quotes)]
    assert len(everywhere) == 2


def test_a_long_quote_stays_where_it_was_said():
    results = make_results()
    long = ToldQuote("word " * 61)
    principles = (replace(results.principles[0], quotes=(long,)), *results.principles[1:])
    board = lay_out(replace(results, principles=principles))
    assert board.quote is None
    assert board.parts[0].quotes == (long,)


def test_who_speaks_is_said_as_far_as_it_may_be_told():
    assert ToldQuote("x", STAFF).by == f"One person: “{STAFF}”"
    assert ToldQuote("x").by == "One person"


def columns(labels):
    group = GroupAnswers("", make_results().principles[0].levels)
    groups = tuple(replace(group, label=label) for label in labels)
    (part, *_) = lay_out(
        replace(make_results(), principles=(replace(make_results().principles[0], groups=groups),))
    ).parts
    return [[group.label for group in table.columns] for table in part.said_tables]


def test_many_perspectives_are_told_in_more_tables_than_one():
    labels = [f"Group {n}" for n in range(12)]
    assert columns(labels) == [labels[:4], labels[4:8], labels[8:]]


@given(st.lists(st.text("abc ", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=14))
def test_every_group_is_in_one_table_that_its_words_fit(labels):
    tables = columns(labels)
    assert [label for table in tables for label in table] == labels
    for table in tables:
        longest = max(len(word) for label in table for word in label.split())
        assert len(table) == 1 or longest <= COLUMNS.get(max(len(table), 2), COLUMNS[4])


def test_an_issued_report_holds_no_draft():
    drafted = make_report(details=Details())
    assert drafted.in_short.strength
    assert [draft.name for draft in drafted.unconfirmed][:2] == ["strength", "hard_truth"]
    issued = replace(drafted, stamp=Stamp(issued_on=drafted.results.made_at.date()))
    assert issued.in_short == Summary()
    assert issued.unconfirmed == ()


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (make_report(make_results(principles=())), "Nothing has been answered together."),
        (make_report(), "Nothing that people said on their own can be shown."),
        (make_report(make_results(principles=())), "Nobody’s own words are in it."),
    ],
)
def test_what_a_board_wont_find_is_said_before_it_is_issued(report, words):
    assert any(warning.startswith(words) for warning in warnings_of(report))


def test_nothing_is_said_where_nothing_is_missing():
    assert warnings_of(make_board_report()) == ()
