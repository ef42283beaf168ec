"""What the page *What we see* says first, what it asks to talk about, and what it says of every statement."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from assessments.comparison import NOT_TICKED, Change, PrincipleChange
from assessments.counted import INSIDE
from assessments.news import NEWLY_TRUE, NO_LONGER_TRUE, STILL_TRUE
from assessments.said import NOT_SURE, NOT_TRUE, TICKED
from reports.answers import LevelResult, StatementResult
from reports.lines import LONGER, NOTHING, NOTHING_TOGETHER, ON_THEIR_OWN, ONLY_PLACED, SAME, lede, line
from reports.results import PRINCIPLE, Placement, PrincipleResult
from reports.summary import headline
from reports.templatetags.told import at_a_glance, who_took_part
from reports.topics import APART
from reports.voices import Voices
from reports.what_we_see import tell_every_statement, tell_page
from tests.reports.sample import LABELS, make_counts, make_group, make_results, our_rubric

DOCUMENT = our_rubric()
DIRECTIONS = {"warning": "Not yet", "progress": "Getting there", "strength": "Doing well"}


def principle(placed="progress", then="", change=None, **said):
    """`said` are the states of each level's statements."""
    levels = tuple(
        LevelResult(
            DIRECTIONS[direction],
            direction,
            tuple(
                StatementResult(f"{direction} {n}", now, key=f"{direction}-{n}")
                for n, now in enumerate(states)
            ),
        )
        for direction, states in said.items()
    )
    placement = Placement(
        DIRECTIONS[placed], then=DIRECTIONS.get(then, ""), direction=placed, then_direction=then
    )
    return PrincipleResult("p", "Sharing", "Sharing", "", levels, placement=placement, change=change)


def changed(*changes):
    return PrincipleChange("p", "Sharing", tuple(changes))


GAIN = Change("a", NEWLY_TRUE, "strength", "We share.")
LOSS = Change("b", NO_LONGER_TRUE, "progress", "A forum meets.")
STILL = Change("c", STILL_TRUE, "warning", "Staff decide.")
DISPUTED = Change(
    "d",
    NO_LONGER_TRUE,
    "warning",
    "Risk rules.",
    said="Many say that it is still there: “Carers”.",
    is_disputed=True,
)


@pytest.mark.parametrize(
    ("then", "changes", "told"),
    [
        ("progress", [GAIN, LOSS], "No longer true: “A forum meets.”"),
        ("warning", [GAIN, LOSS], "Newly true: “We share.”"),
        (
            "warning",
            [GAIN, DISPUTED],
            "The team says that this warning sign has gone: “Risk rules.” Others still see it.",
        ),
        ("progress", [STILL], "Still a warning sign: “Staff decide.”"),
        ("progress", [GAIN, STILL], "Newly true: “We share.”"),
        ("progress", [replace(GAIN, kind=STILL_TRUE)], SAME),
        ("progress", [replace(GAIN, text="long " * 40)], f"Newly true: {LONGER}"),
        (
            "progress",
            [replace(LOSS, kind=NO_LONGER_TRUE, direction="warning", said="Can’t be shown.")],
            "Good news: a warning sign left behind. “A forum meets.” What others say can’t be shown.",
        ),
        ("progress", [replace(GAIN, text="long " * 20), GAIN], "Newly true: “We share.”"),
    ],
)
def test_the_line_of_a_part_says_what_changed(then, changes, told):
    assert line(principle(then=then, change=changed(*changes), strength=[TICKED])) == told


@pytest.mark.parametrize(
    ("placed", "said", "told"),
    [
        ("progress", {"progress": [TICKED], "strength": [NOT_TICKED]}, "True here: “progress 0”"),
        ("strength", {"progress": [TICKED], "strength": [TICKED]}, "True here: “strength 0”"),
        ("warning", {"warning": [NOT_TRUE, TICKED], "progress": [TICKED]}, "A warning sign: “warning 1”"),
        ("progress", {"strength": [NOT_SURE]}, "Not sure: “strength 0”"),
        ("progress", {"strength": [NOT_TICKED]}, NOTHING),
    ],
)
def test_the_line_of_a_first_round_says_what_is_true(placed, said, told):
    assert line(principle(placed, **said)) == told


def test_what_a_group_doubts_is_never_told_as_true():
    """Of what the team says is true, what nobody doubts comes first, then with who does."""
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT, sizes=((1, 14), (3, 14))), earlier=False)
    for each in results.principles:
        told = line(each)
        if "True here" in told:
            statement = next(s for s in each.statements if s.text in told)
            assert not each.hear(statement.key).doubted_by


HALL = {"is_answered": False, "is_finished": False}


def test_a_level_chosen_in_a_hall_is_told_before_anything_is_ticked():
    """And that nothing is ticked is no reason to say that nobody has answered."""
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT), edition=INSIDE)
    level = results.levels[1]
    unplaced = replace(results.principles[0].placement, label="Not answered yet", direction="")
    placed = replace(unplaced, label=level, direction="progress")
    parts = [replace(p, **HALL, placement=placed) for p in results.principles]
    hall = replace(results, principles=tuple(parts))
    assert lede(hall) == f"The team places itself at “{level}” on all {len(parts)} parts."
    assert headline(hall.principles, hall.levels).startswith("The team places itself at")
    assert line(parts[0]) == f"{ONLY_PLACED} {ON_THEIR_OWN}"
    assert level in at_a_glance(tell_page(hall, {}).parts[0])
    nowhere = replace(hall, principles=tuple(replace(p, placement=unplaced) for p in parts))
    assert lede(nowhere) == f"{NOTHING_TOGETHER} {ON_THEIR_OWN}"
    assert f"Last time: {escape(unplaced.then)}" in at_a_glance(tell_page(nowhere, {}).parts[0])
    assert "Nothing has been answered" not in headline(nowhere.principles, hall.levels)
    assert APART not in [subject.topic.lead for subject in tell_page(nowhere, {}).subjects]
    unheard = replace(nowhere, principles=tuple(replace(p, voices=Voices()) for p in nowhere.principles))
    assert lede(unheard) == NOTHING_TOGETHER


def test_earlier_figures_are_explained_once():
    counts = make_counts(DOCUMENT)
    assert not tell_page(make_results(DOCUMENT, counts=counts), {}).has_earlier_figures
    groups = tuple(replace(g, counted_on="2027-03-18") for g in counts.outside[0].groups)
    older = replace(counts, outside=(replace(counts.outside[0], groups=groups), *counts.outside[1:]))
    assert tell_page(make_results(DOCUMENT, counts=older), {}).has_earlier_figures


def test_in_the_open_it_says_where_people_are_shown_without_names():
    heard = make_results(counts=make_counts(our_rubric()))
    saw = "People in the round saw each other’s first names and answers."
    assert "Here, what people said on their own" not in who_took_part(heard)
    in_the_open = who_took_part(replace(heard, in_the_open=True))
    assert saw in in_the_open
    assert "Here, what people said on their own is shown without names" in in_the_open


def test_the_first_sentence_counts_parts_and_names_none():
    told = lede(make_results(DOCUMENT))
    assert told == (
        "The team places itself at “Doing really well” on 1 part, at “Getting there” on 2 parts "
        "and at “Haven’t got this” on 1 part."
    )


def test_every_statement_stands_once_in_its_part_under_what_is_said_of_it():
    page = tell_page(make_results(DOCUMENT), {})
    for part in page.parts:
        told = [told.text for level in part.levels for state in level.states for told in state.statements]
        assert sorted(told) == sorted(s.text for s in part.principle.statements)
        assert [level.direction for level in part.levels] == ["strength", "progress", "warning"]
    labels = {
        (level.direction, state.label) for p in page.parts for level in p.levels for state in level.states
    }
    assert ("warning", "Not true") in labels
    assert ("strength", "Not true yet") in labels
    assert ("warning", "Not true yet") not in labels


def test_a_question_is_asked_once_of_statements_that_changed_alike():
    page = tell_page(make_results(DOCUMENT), {})
    for part in page.parts:
        for level in part.levels:
            for state in level.states:
                asked = [told.question for told in state.statements if told.question]
                assert len(asked) == len(set(asked))


def test_up_to_three_statements_each_with_a_bar_of_every_group_lived_experience_first():
    counts = make_counts(DOCUMENT)
    page = tell_page(make_results(DOCUMENT, counts=counts), {})
    assert len(page.subjects) == 3
    for subject in page.subjects:
        assert subject.topic.statement
        assert subject.topic.question
        labels = [bar.label for bar in subject.bars]
        assert labels[:3] == ["The team, together", LABELS[1], LABELS[2]]
        assert len(labels) == 5
        assert all(len(bar.boxes) == 5 for bar in subject.bars[1:])
    keys = [subject.topic.statement for subject in page.subjects]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("sizes", "agree"), [(((1, 14),), False), (((1, 14), (3, 31)), True)], ids=["one group", "two groups"]
)
def test_one_group_alone_is_not_compared_with_another(sizes, agree):
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT, sizes=sizes))
    nothing = replace(tell_page(results, {}), subjects=())
    page = render_to_string("reports/seen/_talk.html", {"seen": nothing, "results": results})
    assert ("No statement is true for many in one group" in page) is agree
    assert ("so groups can’t be compared. Who isn’t here" in " ".join(page.split())) is not agree


def test_without_groups_it_says_what_changed_and_what_nobody_is_sure_of():
    page = tell_page(make_results(DOCUMENT), {})
    assert [subject.topic.lead for subject in page.subjects][-1] != "We see this differently"
    assert all([bar.label for bar in s.bars] == ["The team, together"] for s in page.subjects if s.bars)


def test_the_table_twin_has_every_statement_with_everybody():
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT))
    for each in results.principles:
        levels = tell_every_statement(each, since_last_time=True)
        assert [s.text for level in levels for s in level.statements] == [s.text for s in each.statements]
        for level in levels:
            assert len(level.halves) == 5
            for statement in level.statements:
                assert [bar.label for bar in statement.bars][:2] == [
                    "The team, last time",
                    "The team, together",
                ]
                assert statement.bars[-1].label == "The groups shown, together"
                assert all(bar.in_words for bar in statement.bars)


def test_rubrics_that_place_nobody_say_what_is_true_in_words():
    document = replace(DOCUMENT, levels=DOCUMENT.levels[1:], principles=_without_warnings())
    results = make_results(document, counts=make_counts(document), earlier=False)
    page = tell_page(results, {})
    assert page.lede == "This is what the team says is true, part by part."
    assert not any(part.principle.placement or part.in_words for part in page.parts)
    assert not any(
        level.halves for p in results.principles for level in tell_every_statement(p, since_last_time=False)
    )


def _without_warnings():
    keep = {level.key for level in DOCUMENT.levels[1:]}
    return tuple(
        replace(p, statements=tuple(s for s in p.statements if s.level in keep)) for p in DOCUMENT.principles
    )


def test_words_that_were_shared_stand_in_their_part():
    key = DOCUMENT.principles[1].key
    page = tell_page(make_results(DOCUMENT), {(PRINCIPLE, key): ["Ask us first."]})
    assert [part.shared for part in page.parts][:2] == [(), ("Ask us first.",)]


def test_a_group_that_is_no_longer_in_the_figures_has_its_day():
    group = replace(make_group(DOCUMENT, 1, 14, 3), counted_on="2027-03-01")
    counts = make_counts(DOCUMENT, sizes=((3, 31),))
    parts = tuple(replace(p, groups=(group, *p.groups)) for p in counts.outside)
    results = make_results(DOCUMENT, counts=replace(counts, outside=parts))
    bars = tell_every_statement(results.principles[0], since_last_time=False)[0].statements[0].bars
    assert [str(bar.counted_on) for bar in bars if bar.label == LABELS[1]] == ["2027-03-01"]


@pytest.mark.parametrize(("then", "arrows"), [("progress", 0), ("warning", 1), ("", 0)])
def test_an_arrow_stands_only_where_a_team_has_moved(then, arrows):
    """Between two drawings alike it reads as progress."""
    placement = principle(placed="progress", then=then).placement
    drawn = render_to_string("reports/seen/_placed.html", {"placement": placement, "is_answered": True})
    assert (drawn.count("placed__arrow"), drawn.count("placed__then")) == (arrows, arrows)
