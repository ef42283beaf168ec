"""Placed activities in a board report: drawn, in words, in the summary, and on paper."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest

from assessments.agreed import GroupSheet
from assessments.comparison import Look
from assessments.counted import INSIDE
from assessments.telling import ALL, FEW
from reports.drafting import draft_texts
from reports.easy_read import draft_easy_read
from reports.formats import FORMATS
from reports.formats.html import to_html
from reports.formats.kept import from_source, to_source
from reports.formats.short import to_short_html
from reports.pdf.rendering import to_pdf
from reports.placing.in_words import LAST_TIME, ago, tell_activity
from reports.placing.strips import strips_of
from reports.placing.summary import (
    ALL_THERE,
    NOT_ALL_THERE,
    NOTHING_PLACED,
    PLACED,
    UNHEARD,
    headline_of,
    no_truth_of,
)
from reports.summary import NOTHING_AGREED, draft_summary
from teams.sides import LIVED, PAID
from teams.sides import SUPPORT as DRAWS
from tests.reports.pdf_ua import problems
from tests.reports.sample import (
    BEFORE,
    DETAILS,
    LUNCH,
    LUNCH_PLANNED,
    MATRIX,
    PANELS,
    SUPPORT,
    make_agreed,
    make_board_report,
    make_placed_results,
    make_placing_results,
    make_report,
    make_results,
    our_rubric,
    rubric_to_place_on,
)
from tests.reports.test_board_pdf import BODY, IN_TABLES, MOST_PAGES, first_with, sizes, texts_of

A_STRIP = 55  # words under it, or so
TOP = replace(LUNCH, placed={"rung.now": "co-production", "rung.aim": "co-production"})


def told(*activities, **more):
    results = make_placing_results(activities=activities or (LUNCH,), **more)
    return results.activities[0]


def text_of(activity):
    return " ".join(said.text for said in tell_activity(activity))


def test_a_strip_names_every_rung_and_marks_three():
    (strip,) = strips_of(told())
    assert [rung.label for rung in strip.rungs][::3] == ["Coercion", "Consultation", "Co-production"]
    assert {rung.label: rung.in_words for rung in strip.rungs if rung.marks} == {
        "Informing": "Last time",
        "Consultation": "Now",
        "Co-design": "Aim",
    }
    assert [rung.shape for rung in strip.rungs] == ["none", "none", "was", "now", "none", "aim", "none"]
    assert [(rung.comes, rung.goes) for rung in strip.rungs[3:6]] == [
        (False, True),
        (True, True),
        (True, False),
    ]


def test_staying_and_coming_down_are_drawn_as_they_are():
    (strip,) = strips_of(told(PANELS))
    assert [rung.in_words for rung in strip.rungs if rung.marks] == ["Now, aim"]
    down = replace(LUNCH, placed={"rung.now": "co-design", "rung.aim": "engagement"})
    (strip,) = strips_of(told(down))
    assert [rung.label for rung in strip.rungs if rung.goes] == ["Engagement"]


def test_a_matrix_has_a_strip_for_each_question_and_its_cell_in_words():
    one = told(LUNCH_PLANNED, on=MATRIX, before=())
    assert [strip.question for strip in strips_of(one)] == ["Who plans it?", "Who does it?"]
    assert "at Co-delivery of a professionally designed service." in text_of(one)
    assert "It would like Full co-production." in text_of(one)


def test_what_is_not_placed_has_no_strip():
    one = told(replace(LUNCH, finished=False, placed={}), before=())
    assert strips_of(one) == ()
    assert text_of(one).startswith("The team hasn’t placed it together yet.")


def test_it_takes_some_55_words():
    said = text_of(told())
    assert said.startswith(
        "The team places it at Consultation. Staff ask people for their views, then decide."
    )
    assert "Last time it was at Informing. It would like Co-design." in said
    assert "groups differ on Engagement or higher. I work here: all or nearly all." in said
    assert abs(len(said.split()) - A_STRIP) < 12


def test_below_co_design_it_is_never_called_co_production():
    for at in ("coercion", "consultation", "engagement"):
        one = told(replace(LUNCH, placed={"rung.now": at, "rung.aim": at}), before=(), sizes=())
        assert "o-production" not in text_of(one)
        html = to_html(make_report(make_placing_results(activities=(LUNCH,), sizes=()), details=DETAILS))
        body = html.partition('id="activities"')[2].partition('id="plan"')[0]
        assert body.count("o-production") == 1, "the name of the highest rung, beside all others"


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ((2026, 9, 1), "Half a year ago"),
        ((2026, 3, 1), "A year ago"),
        ((2026, 12, 1), "3 months ago"),
        ((2024, 3, 1), "3 years ago"),
        ((2027, 2, 20), LAST_TIME),
    ],
)
def test_how_long_ago_last_time_was(then, words):
    assert ago(datetime(*then, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)) == words


def test_a_round_that_only_places_makes_a_whole_report():
    results = make_placing_results(edition=INSIDE)
    html = to_html(make_report(results))
    for words in (
        "0 statements",
        "What is true here",
        "every statement",
        "Statements don’t",
        "No strength is ticked",
    ):
        assert words not in html
    for words in (
        "The Friday lunch:</strong> Consultation; the team would like Co-design.",
        "Not a score",
        "A year ago",
    ):
        assert words in html
    assert results.headline == (
        "The team places “The Friday lunch” at Consultation and “Choosing new staff” at Co-design."
    )
    assert "<td>Co-design</td>" in to_short_html(make_report(results))


@pytest.mark.parametrize("make", [make_placing_results, make_placed_results])
def test_who_is_compared_with_whom_is_said_once_with_statements_and_without(make):
    report = make_report(make())
    assert to_html(report).count("We compare this round with") == 1
    in_word = docx.Document(io.BytesIO(FORMATS["docx"].make(report)))
    assert sum("We compare this round with" in said.text for said in in_word.paragraphs) == 1


@pytest.mark.parametrize(
    ("make", "what"), [(make_placing_results, "questions"), (make_placed_results, "statements")]
)
def test_another_wording_is_of_what_the_round_asks(make, what):
    results = replace(make(), rubric_key="ours")
    comparison = replace(results.earlier.comparison, is_other_wording=True)
    earlier = replace(results.earlier, rubric=results.rubric_key, comparison=comparison)
    html = to_html(make_report(replace(results, earlier=earlier)))
    assert f"That round answered another version of these {what} (" in html
    assert "a copy of the rubric" not in html
    kept_before = replace(earlier, rubric="")
    assert to_html(make_report(replace(results, earlier=kept_before))) == html
    copied = replace(earlier, rubric="another")
    assert f"We compare the {what} that both have." in to_html(make_report(replace(results, earlier=copied)))


@pytest.mark.parametrize(
    ("before", "then"),
    [((BEFORE,), "Informing"), ((replace(BEFORE, placed={}),), "Not placed"), ((), "Not asked")],
)
def test_the_short_one_tells_what_was_not_placed_from_what_was_not_asked(before, then):
    html = to_short_html(make_report(make_placed_results(before=before)))
    assert f'<th scope="row">{LUNCH.name}</th><td>{then}</td><td>Consultation</td>' in html


def test_both_sources_are_named():
    html = to_html(make_report(make_placed_results()))
    assert "Edgar Cahn" in html
    assert "The Ladder of Co-production" in html
    assert "National Co-production Advisory Group" in html


def test_what_is_kept_while_files_are_made_comes_back_whole():
    report = make_report(make_placed_results())
    assert from_source(to_source(report)) == report


def summary(*activities, **more):
    return draft_summary(make_placing_results(activities=activities, **more), DETAILS)


def test_the_hard_truth_is_what_people_with_lived_experience_do_not_say():
    found = summary(LUNCH, PANELS)
    assert found.hard_truth == (
        "The team places “The Friday lunch” at Consultation. Who says Consultation or higher? "
        "I draw on care and support: few or nobody."
    )
    assert found.strength == NOTHING_AGREED


def test_without_anybody_else_it_is_what_is_not_where_it_is_wanted():
    found = summary(LUNCH, sizes=(), before=())
    assert found.hard_truth == "“The Friday lunch” is at Consultation. The team would like Co-design."
    assert summary(TOP, sizes=(), before=()).hard_truth == ALL_THERE
    assert summary(replace(TOP, placed={}, finished=False), sizes=(), before=()).hard_truth == NOTHING_PLACED


@pytest.mark.parametrize(
    "others",
    [
        (replace(TOP, placed={"rung.now": "co-design"}),),
        (TOP, replace(PANELS, placed={"rung.now": "co-design", "rung.aim": "not-sure"})),
        (TOP, replace(PANELS, placed={}, finished=False)),
    ],
    ids=["no aim", "not sure of one", "one not placed"],
)
def test_all_of_it_is_where_it_is_wanted_only_where_the_team_said_so_of_all(others):
    assert summary(*others, sizes=(), before=()).hard_truth == NOT_ALL_THERE
    assert summary(TOP, PANELS, sizes=(), before=()).hard_truth == ALL_THERE


def test_answers_that_lead_to_nothing_with_a_name_place_it_too():
    matrix = make_placing_results(MATRIX, activities=(LUNCH_PLANNED,), before=(), sizes=()).activities
    unnamed = [replace(one, now=None, aim=None) for one in matrix]
    assert headline_of(unnamed) == PLACED
    assert no_truth_of(unnamed) == NOT_ALL_THERE


def test_a_strength_is_what_moved_where_the_team_wants_it_unless_those_it_is_about_say_otherwise():
    moved = summary(LUNCH, sizes=())
    assert moved.strength == (
        f"“The Friday lunch” has moved from Informing to Consultation, on the way to Co-design. {UNHEARD}"
    )
    assert summary(LUNCH, before=(LUNCH,), sizes=()).strength == NOTHING_AGREED
    away = replace(BEFORE, placed={"rung.now": "co-design", "rung.aim": "co-design"})
    assert summary(LUNCH, before=(away,), sizes=()).strength == NOTHING_AGREED


def as_one(place, activity=TOP, who=SUPPORT, side=DRAWS):
    """A group's sheet that places it there, now and as an aim."""
    said = replace(activity, placed={"rung.now": place, "rung.aim": place})
    return GroupSheet(6, who, (), (said,), side=side)


def test_those_who_answered_as_one_are_heard_before_anything_is_good():
    alone = {"sizes": (), "before": (), "groups": (as_one("coercion"),)}
    results = make_placing_results(activities=(TOP,), **alone)
    found = draft_summary(results, replace(DETAILS, asks=()))
    says = f"“A group of 6: {SUPPORT}” says Coercion."
    assert found.strength == NOTHING_AGREED
    assert found.hard_truth == f"The team places “The Friday lunch” at Co-production. {says}"
    assert f"Where it is now, {says}" in text_of(results.activities[0])
    drafts = draft_texts(results, today=results.made_at.date())
    assert drafts.requests == (
        "Talk with us about The Friday lunch, and agree one thing that will change.",
        "Hear from the people who see The Friday lunch differently.",
    )
    assert "differently on The Friday lunch" in drafts.equality


def test_a_group_on_a_higher_step_differs_and_denies_nothing():
    there = replace(TOP, placed={"rung.now": "co-design", "rung.aim": "co-design"})
    found = summary(there, sizes=(), before=(), groups=(as_one("co-production"),))
    assert found.strength.startswith("“The Friday lunch” is where the team would like it: Co-design.")
    says = f"Where it is now, “A group of 6: {SUPPORT}” says Co-production."
    assert found.hard_truth == f"“The Friday lunch”. {says}"


def test_a_group_that_says_the_same_or_nothing_changes_nothing():
    for group in (as_one("co-production"), as_one("not-sure")):
        found = summary(TOP, sizes=(), before=(), groups=(group,))
        assert found.strength.startswith("“The Friday lunch” is where the team would like it: Co-production.")
        assert found.hard_truth == ALL_THERE


@pytest.mark.parametrize(("side", "is_said"), [(DRAWS, False), ("", False), (PAID, True)])
def test_that_lived_experience_cannot_be_shown_is_said_where_no_group_may_have_it(side, is_said):
    found = summary(TOP, sizes=(), before=(), groups=(as_one("co-production", side=side),))
    assert (UNHEARD in found.strength) is is_said


def easily(results, place, document=None):
    drafts = draft_easy_read(make_report(results), document or rubric_to_place_on()).points
    return [point.text for name, point in drafts.items() if name.startswith(place)]


GOOD = "The Friday lunch.\nIt is where we want it to be."
NOT_SHOWN = "We can’t show what people said on their own."
NOT_LIVED = "We can’t show if people who draw on support agree."


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        ({"sizes": ()}, f"{GOOD}\n{NOT_SHOWN}"),
        ({"sizes": ((3, 31),), "least": 7}, f"{GOOD}\n{NOT_LIVED}"),
        ({"sizes": ((1, 14),), "least": 7}, GOOD),
        ({"sizes": (), "groups": (as_one("co-production"),)}, GOOD),
    ],
)
def test_easy_read_calls_good_what_is_where_people_want_it_and_says_who_is_not_shown(shown, says):
    results = make_placing_results(activities=(TOP,), before=(), **shown)
    assert easily(results, "good") == [says]
    assert easily(results, "change") == []


@pytest.mark.parametrize("others", [{"sizes": ((1, 14),)}, {"sizes": (), "groups": (as_one("coercion"),)}])
def test_easy_read_never_calls_good_what_those_it_is_about_deny(others):
    """It comes first of what to change."""
    away = replace(PANELS, placed={"rung.now": "coercion", "rung.aim": "co-design"})
    results = make_placing_results(activities=(away, TOP), before=(), **others)
    assert easily(results, "good") == ["We have not agreed on a good thing yet."]
    assert easily(results, "change") == [
        "People do not agree about this:\nThe Friday lunch.\nOur team says that it is now: Co-production.",
        "Choosing new staff.\nIt is now: Coercion.\nWe want it to be: Co-design.",
    ]


def test_easy_read_tells_what_is_placed_where_statements_have_nothing_good():
    """As a board's summary does."""
    nothing = Look(our_rubric(), make_agreed(our_rubric(), {}))
    ticked = make_results(looks=(nothing, nothing), earlier=False)
    placed = make_placed_results(ticked, activities=(TOP,), before=(), sizes=())
    assert draft_summary(placed, DETAILS).strength.startswith(
        "“The Friday lunch” is where the team would like it"
    )
    assert easily(placed, "good", our_rubric()) == [f"{GOOD}\n{NOT_SHOWN}"]
    assert easily(ticked, "good", our_rubric()) == ["We have not ticked a good thing yet."]


def test_where_statements_say_something_the_summary_stays_theirs():
    plain = make_results()
    assert draft_summary(make_placed_results(plain), DETAILS) == draft_summary(plain, DETAILS)


def test_the_drafted_request_names_the_activity():
    results = make_placing_results(activities=(LUNCH,))
    nothing = replace(DETAILS, asks=())
    found = draft_summary(results, nothing)
    assert found.request.startswith("We ask you to talk with us about The Friday lunch,")
    drafts = draft_texts(results, today=results.made_at.date())
    assert drafts.requests[0] == "Talk with us about The Friday lunch, and agree one thing that will change."
    assert "No warning sign" not in drafts.risk
    assert "differently on The Friday lunch" in drafts.equality


def test_groups_are_named_in_the_headline_of_what_is_placed_only_by_the_teams_places():
    assert headline_of(()) == NOTHING_PLACED
    one = told(sizes=((1, 14),))
    assert {heard.side for heard in one.heard} == {LIVED}
    assert set(one.heard[0].words(one.steps[0].asked)) == {ALL, FEW}


@pytest.mark.parametrize(
    "results",
    [make_placing_results(), make_placing_results(MATRIX, activities=(LUNCH_PLANNED,), before=())],
    ids=["ladder", "matrix"],
)
def test_its_pdf_can_be_read_and_is_three_pages_before_its_appendix(results):
    pdf = to_pdf(to_html(make_report(results)))
    assert problems(pdf) == []
    found = set(sizes(pdf))
    assert min(points for points, in_table in found if not in_table) >= BODY
    assert min(points for points, _ in found) >= IN_TABLES
    assert first_with(texts_of(pdf), "How people will hear back") <= 3


def test_two_activities_make_one_page_more_of_a_full_board_report():
    full = make_board_report()
    pdf = to_pdf(to_html(replace(full, results=make_placed_results(full.results))))
    assert first_with(texts_of(pdf), "How people will hear back") <= MOST_PAGES + 1
    texts = ["".join(text.split()) for text in texts_of(pdf)]
    assert sum("TheFridaylunchHowitisplannedandrun." in text for text in texts) == 1
