"""What a board reads of each part: the few statements that matter, who says so, and everything else in the appendix."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.html import escape, strip_tags
from hypothesis import given
from hypothesis import strategies as st

from assessments.comparison import Change, PrincipleChange
from assessments.news import WORDS
from assessments.said import TICKED
from reports.agreement import see
from reports.answers import GroupAnswers
from reports.board import AT_MOST, lay_out, warnings_of
from reports.changed import count_changes
from reports.details import Ask, Details
from reports.drafting import draft_texts
from reports.drafts import Stamp, Summary
from reports.formats.html import to_html
from reports.formats.short import to_short_html
from reports.report import ToldAction
from reports.said_tables import COLUMNS
from reports.shapes import GONE, NOT_YET, PLACES, SEEN, STEP, TRUE, UNSURE, WARNING, place_of
from reports.told_quote import ToldQuote
from tests.reports.sample import (
    CARERS,
    LUNCH,
    STAFF,
    SUPPORT,
    make_board_report,
    make_counts,
    make_full_report,
    make_looks,
    make_placed_results,
    make_placing_results,
    make_report,
    make_results,
    our_rubric,
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
        assert (line.place in (WARNING, SEEN, GONE)) == ("warning sign" in line.lead)


def test_a_part_without_changes_says_what_is_true_and_what_isnt_yet():
    for part in lay_out(make_results(earlier=False)).parts:
        places = {line.place for line in part.lines}
        assert NOT_YET in places
        assert places & {TRUE, STEP}
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


def test_words_about_a_piece_of_work_lead_where_those_with_lived_experience_say_them_there():
    """Once, and not again beside the work. Words of staff about a part come after them."""
    mine, others = ToldQuote("Nobody asks us who cooks.", SUPPORT), ToldQuote("We cook on Fridays.", STAFF)
    placed = make_placed_results(with_quote("We meet on Mondays."))
    lunch, *rest = placed.activities
    quoted = replace(placed, activities=(replace(lunch, quotes=(others, mine)), *rest))
    for results in (quoted, replace(quoted, principles=())):
        board = lay_out(results)
        assert (board.quote, board.quoted_on) == (mine, lunch.name)
        assert board.placed_quotes == (others,)
        html = to_html(make_report(results))
        assert html.count(mine.text) == html.count(others.text) == 1
        assert html.index(mine.text) < html.index('id="activities"') < html.index(others.text)


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


def test_what_people_said_as_one_is_in_it():
    first, *_ = warnings_of(make_report(with_a_group(make_results())))
    assert first.endswith(
        "only what was agreed together, what people said as a group, and who was in the room."
    )


def test_nothing_is_said_where_nothing_is_missing():
    assert warnings_of(make_board_report()) == ()


# Warning signs that the team ticks


@given(st.lists(principles, max_size=5).map(tuple))
def test_a_warning_sign_that_is_ticked_comes_before_anything_else(principles):
    results = make_results(earlier=False, principles=principles)
    for part in lay_out(results).parts:
        ticked = [
            s for level in part.principle.levels if level.direction == "warning" for s in level.statements
        ]
        wanted = min(AT_MOST, sum(s.now == TICKED for s in ticked))
        assert sum(line.is_warned for line in part.lines) == wanted


def test_it_is_there_in_words_whatever_has_changed_and_is_disputed():
    for report in (make_report(), make_full_report()):
        board = board_of(report)
        elsewhere = {board.difference.slide.statement} if board.difference else set()
        for part in board.parts:
            drawn = {part.difference.slide.statement} if part.difference else set()
            told = {line.key for line in part.lines} | drawn | elsewhere
            warned = {one.key for one in see([part.principle]) if one.is_warning}
            assert warned <= told


def test_a_step_on_the_way_isnt_drawn_like_what_good_looks_like():
    for one in see(make_results().principles):
        drawn = {line.key: line.place for line in lay_out(make_results()).parts[0].lines}
        if one.key in drawn and one.is_ticked and one.direction != "warning":
            assert drawn[one.key] == (STEP if one.direction == "progress" else TRUE)


def test_each_shape_means_one_thing_and_is_explained_before_the_first():
    """A warning sign that is still there never looks like one that has gone."""
    board = lay_out(make_results())
    html = to_html(make_report())
    begins = html.index('class="shapes"')
    assert begins < html.index('class="lines"')
    for line in (line for part in board.parts for line in part.lines):
        assert f'<span class="lines__{line.place}">{dict(board.shapes)[line.place]}</span>' in html[begins:]
        assert ("gone" in line.lead or "left behind" in line.lead) == (line.place == GONE), line
        assert (line.lead == "Still a warning sign") <= (line.place == WARNING)
        assert (line.lead == "Not sure") <= (line.place == UNSURE)
    for one in see(make_results().principles):
        assert (place_of(one) == WARNING) == one.is_warning


# What is done and what is to come

DONE = ToldAction("Pay for fares with a card", "done", due_on=date(2027, 9, 1), over_on=date(2027, 3, 2))
STOPPED = ToldAction("Share the minibus", "stopped", stopped_because="No driver.", over_on=date(2027, 2, 1))
NEXT = ToldAction("Build a ramp", due_on=date(2027, 9, 1), cost="£300")


def section(html, heading):
    return html.split(f'id="{heading}">')[1].split("<h2")[0]


def test_what_is_done_is_told_as_done_and_isnt_planned():
    html = to_html(make_report(plan=(DONE, NEXT, STOPPED), promised=(STOPPED,)))
    plan, said = section(html, "plan"), section(html, "promised")
    assert "Build a ramp" in plan
    assert not {a.what for a in (DONE, STOPPED) if a.what in plan}
    assert "Done on 2 March 2027." in said
    assert said.count("Share the minibus") == 1
    assert "Stopped on 1 February 2027: <bdi>No driver.</bdi>" in said
    over = section(to_html(make_report(plan=(DONE,))), "plan")
    assert "All that was planned is done or was stopped" in over
    without = make_report(plan=(DONE, NEXT), promised=(STOPPED,), left_out=("plan",))
    assert without.said == (STOPPED,)


def test_what_is_late_says_so_in_the_plan_too():
    report = make_report(plan=(NEXT,), read_on=NEXT.due_on + timedelta(days=1))
    assert "<strong>Late</strong>" in section(to_html(report), "plan")
    assert ", late" in to_short_html(report)
    in_time = replace(report, read_on=NEXT.due_on)
    assert "<strong>Late</strong>" not in section(to_html(in_time), "plan")
    assert ", late" not in to_short_html(in_time)


def test_a_meeting_that_has_been_is_asked_about():
    report = make_report(details=replace(make_report().details, meeting_date=date(2027, 3, 18)))
    passed = "The meeting was on 18 March 2027. Is this report for a later one?"
    assert passed in warnings_of(replace(report, read_on=date(2027, 3, 19)))
    assert passed not in warnings_of(replace(report, read_on=date(2027, 3, 18)))


def test_nobody_is_asked_for_what_is_done():
    drafts = draft_texts(
        make_results(),
        [replace(DONE, cost="£40"), replace(NEXT, cost="")],
        today=date(2027, 3, 19),
    )
    assert not any("card" in text for text in (*drafts.requests, drafts.finance))
    asked = replace(
        make_report().details, asks=(Ask("Decide whether there is money to pay for fares with a card."),)
    )
    (warning,) = [w for w in warnings_of(make_report(details=asked, plan=(DONE,))) if "done" in w]
    assert warning.startswith("You ask for something that is done: “Decide whether")
    in_short = replace(asked, asks=(), request="We ask you to pay for fares with a card.")
    (warning,) = [w for w in warnings_of(make_report(details=in_short, plan=(DONE,))) if "done" in w]
    assert warning == "You ask for something that is done: “We ask you to pay for fares with a card.”"


def test_each_thing_is_told_once_on_the_first_page():
    """A draft's request points to the hard truth and the difference, and neither is there twice."""
    results = make_full_report().results
    drafts = draft_texts(results, today=date(2027, 3, 19))
    report = make_report(results, Details(), drafts=drafts)
    first = to_html(report).split("<!-- contents -->")[0]
    said = [lay_out(results).difference.slide.text, *(change for change in report.requests)]
    assert all(first.count(str(escape(text))) == 1 for text in said)
    assert "One request." not in first
    assert section(to_html(make_report()), "asked").count("To tell the board") == 0


def test_whom_anybody_else_can_be_is_said_also_where_the_groups_name_says_all_of_them():
    results = make_full_report().results
    for others, told in {
        ("Councillor", "Volunteer"): "can be: “Councillor”, “Volunteer”, or somebody who didn’t say.",
        (): "can only be somebody who didn’t say.",
    }.items():
        took = replace(results.took_part, among=("I manage or commission", *others), others=others)
        text = strip_tags(to_html(make_report(replace(results, took_part=took))))
        assert f"Anybody else {told}\n" in text


# What has changed, in words


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [("no-longer-true", "warning", True)] * 2,
            "The team says that 2 warning signs have gone, but not everybody agrees.",
        ),
        ([("newly-true", "strength", False)], "1 statement is newly true."),
        (
            [("newly-true", "progress", True)],
            "The team says that 1 statement is newly true, but not everybody agrees.",
        ),
        ([("newly-true", "warning", False)] * 3, "3 warning signs are new."),
        ([("still-true", "strength", False)], "The same is ticked as last time."),
        ([], "Nothing was ticked, then or now."),
    ],
)
def test_what_has_changed_is_counted_in_words(changes, said):
    made = [Change(str(n), kind, way, "x", is_disputed=odd) for n, (kind, way, odd) in enumerate(changes)]
    assert count_changes(PrincipleChange("p", "P", tuple(made)), exactly=True).in_words == said


def test_of_a_warning_sign_that_is_still_seen_nobody_says_that_it_has_gone():
    gone = Change("1", "no-longer-true", "warning", "x", is_disputed=True, by="“Staff”")
    unsure = replace(gone, key="2", unsure_now=True)
    told = "The team isn’t sure any more about 1 warning sign, which is still seen by “Staff”."
    for changes, said in {
        (unsure,): told,
        (
            gone,
            unsure,
        ): f"The team says that 1 warning sign has gone. It is seen differently by “Staff”. {told}",
        (
            unsure,
            replace(unsure, by=""),
        ): "The team isn’t sure any more about 2 warning signs, which are still seen by others.",
    }.items():
        assert count_changes(PrincipleChange("p", "P", changes), exactly=True).in_words == said


def test_who_disagrees_is_said_with_it_as_the_appendix_does():
    results = make_full_report().results
    told = section(to_html(make_report(results)), "changed")
    for change, line in zip(results.changes, lay_out(results).changes, strict=True):
        said = {c.by for c in change.changes if c.is_disputed}
        assert said
        assert ". It is seen differently by " in line.in_words
        assert all(who in line.in_words and any(who in c.said for c in change.changes) for who in said)
    assert "not everybody agrees" not in told


@given(st.lists(st.sampled_from(sorted(WORDS)), max_size=6), st.booleans(), st.booleans())
def test_every_change_has_words_and_no_bare_number(kinds, exactly, unsure):
    made = [Change(str(n), kind, way, "x", unsure_now=unsure) for n, (kind, way) in enumerate(kinds)]
    told = count_changes(PrincipleChange("p", "P", tuple(made)), exactly=exactly).in_words
    assert not re.search(r": \d", told)
    assert exactly or not re.search(r"\d", told)


# What was agreed together, and what wasn't


def told_together(results):
    """How it was done, and what this is."""
    html = to_html(make_report(results))
    return section(html, "how"), section(html, "limits")


def of_the_first(parts, **changes):
    """Results in which only so many parts were talked through together."""
    now = make_looks(our_rubric())[1]
    agreed = replace(now.agreed, principles=now.agreed.principles[:parts])
    return make_results(looks=(now, replace(now, agreed=agreed)), earlier=False, **changes)


@pytest.mark.parametrize("in_the_open", [True, False])
@pytest.mark.parametrize("edition", ["inside", "outside"])
def test_in_the_open_nobody_spoke_without_a_name(in_the_open, edition):
    heard = {"counts": make_counts(our_rubric()), "edition": edition, "in_the_open": in_the_open}
    how = " ".join(told_together(make_results(**heard))[0].split())
    assert ("on their own, without a name." in how) is not in_the_open
    saw = "on their own. People in the round saw each other’s first names and answers. The round"
    assert (saw in how) is in_the_open


def with_a_group(results):
    """That says the same as the team, of the first part."""
    first, *others = results.principles
    group = GroupAnswers("A group of 4", first.levels)
    return replace(results, principles=(replace(first, groups=(group,)), *others))


def test_who_agreed_on_nothing_did_not_agree():
    how, limits = told_together(of_the_first(0, counts=make_counts(our_rubric())))
    assert "The team hasn’t talked it through together. People said what they see each on their own" in how
    assert "agree" not in how
    assert (
        "Nothing in this was agreed together: it is what people said at one time, each on their own. It is"
        in limits
    )
    assert "people in the room" not in limits
    _, limits = told_together(with_a_group(of_the_first(0)))
    assert "it is what people said at one time, as a group. It is" in limits
    assert "<p>Nothing in this was agreed together. It is a conversation" in told_together(of_the_first(0))[1]


def test_who_agreed_on_some_parts_agreed_on_those():
    how, limits = told_together(of_the_first(1))
    assert "to talk together, and to agree what is true: 4 parts" in how
    assert "They have talked through 1 of the parts." in how
    assert "For each statement" not in how
    agreed = "This is what the people in the room agreed about their own work at one time"
    assert f"{agreed}." in limits
    _, limits = told_together(with_a_group(make_results()))
    assert f"{agreed}, and what people said as a group." in limits
    _, limits = told_together(with_a_group(make_results(counts=make_counts(our_rubric()))))
    assert f"{agreed}, and what people said on their own or as a group." in limits
    whole, _ = told_together(of_the_first(4))
    assert "of the parts" not in whole


def test_who_placed_nothing_did_not_place_it():
    nothing = replace(LUNCH, placed={}, finished=False)
    how, limits = told_together(make_placing_results(activities=(nothing,)))
    assert "the team hasn’t placed anything together. People said what they see" in how
    assert "Nothing in this was agreed together" in limits
    both, agreed = told_together(make_placed_results(activities=(nothing,)))
    assert "the team hasn’t placed anything together. Before that" in both
    assert "what the people in the room agreed" in agreed
    placed, _ = told_together(make_placing_results(activities=(LUNCH, nothing)))
    assert "they talked about where their work is now, and where they would like it to be." in placed


# What a reader stumbles over


def test_who_is_shown_is_said_plainly():
    page = to_html(make_full_report())
    for words in (
        "may be:",
        "or nobody, or put together",
        "or none of these",
        " am</",
        " pm</",
        "First they chose",
    ):
        assert words not in page
    assert "release 3" not in page.split('id="source"')[0]


def test_its_style_is_read_from_its_first_rule():
    """A mark of bytes before it, which Sass writes once a style has a letter beyond ASCII, costs the first font."""
    assert "\ufeff" not in to_html(make_report())


# What nobody filled in, and what was taken out


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("We met [name] in May.", "[name]"),
        ("By [Date], please", "[Date]"),
        ("[team’s name] asks you", "[team’s name]"),
        ("Cost: [to be confirmed]", "[to be confirmed]"),
        ("[insert figures here] a year", "[insert figures here]"),
        ("[XX] people", "[XX]"),
        ("Ask [ first name ]", "[ first name ]"),
        ("[name taken out] came", ""),
        ("They [the managers] left", ""),
        ("It was [...] good [sic]", ""),
        ("We [still] meet", ""),
        ("a name, and a date", ""),
    ],
)
def test_a_place_that_nobody_filled_in_is_said_before_issuing(text, blank):
    """Wherever it stands: in what is asked, in the plan, in people's words."""
    asked = make_report(details=replace(Details(), asks=(Ask("x", why=text),)))
    planned = make_report(plan=(ToldAction(what=text),))
    quoted = make_report(with_quote(text))
    for report in (asked, planned, quoted):
        found = [warning for warning in warnings_of(report) if "filled in" in warning]
        assert [blank in warning for warning in found] == ([True] if blank else [])


def with_quote(*texts):
    results = make_results()
    first, *others = results.principles
    return replace(results, principles=(replace(first, quotes=tuple(map(ToldQuote, texts))), *others))


def test_what_taken_out_means_is_said_once_where_it_is_first_read():
    html = to_html(make_report(with_quote("Ask [name taken out].", "[postcode taken out] is far", "I know")))
    said = "What is “taken out” would have shown who somebody is"
    assert html.count(said) == 1
    assert html.index("Ask [name") < html.index(said) < html.index("[postcode")
    assert said not in to_html(make_report(with_quote("I know")))


def test_a_question_is_asked_once_and_not_of_each_statement():
    html = to_html(make_full_report())
    assert section(html, "appendix-changed").lower().count("why might that be?") == 1
    assert "Why might that be?" not in to_html(make_report())
    disputed = [c for p in make_full_report().results.changes for c in p.changes if c.is_disputed]
    assert all(str(escape(change.said)) in html for change in disputed)


def test_what_makes_a_difference_the_one_on_page_1_is_said_there():
    results = make_full_report().results
    html = to_html(make_report(results))
    assert html.count("One strong difference") == 1
    assert "the largest between people with lived experience and people who are paid, on " in html
    assert html.count("Where people differ, on ") == sum(bool(p.difference) for p in lay_out(results).parts)
