"""What a report asks and implies is drafted from the data: short, whatever people wrote, and nothing is made up."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reports.drafting import NAMED, REQUESTS, draft_texts
from reports.report import ToldAction
from tests.reports.sample import make_full_report, make_results
from tests.reports.test_summary import principles, words

A_TEXT = 150  # words
statuses = st.sampled_from(["planned", "going-on", "done", "stopped"])
actions = st.builds(
    ToldAction, what=words, status=statuses, cost=words, due_on=st.none() | st.dates(), stopped_because=words
)
RAMP = ToldAction("Build a ramp", status="planned", cost="About £300", due_on=date(2027, 1, 5))


def drafts(results=None, plan=(), promised=(), today=date(2027, 3, 19)):
    results = results or make_results()
    return draft_texts(results, plan, promised, today=today)


@given(
    st.lists(principles, min_size=1, max_size=5).map(tuple),
    st.lists(actions, max_size=9),
    st.lists(actions, max_size=9),
)
def test_drafts_are_never_longer_than_a_board_reads(principles, plan, promised):
    found = drafts(make_results(earlier=False, principles=principles), plan, promised)
    assert 1 <= len(found.requests) <= REQUESTS
    for text in (*found.requests, found.legal, found.finance, found.equality, found.risk):
        assert 0 < len(text.split()) <= A_TEXT
        assert "%" not in text


def test_costs_are_named_and_not_added_up():
    found = drafts(plan=[RAMP, RAMP])
    assert found.finance == (
        "The plan names these costs: “Build a ramp” (About £300) and “Build a ramp” (About £300)."
    )
    assert "Decide whether there is money for this: “Build a ramp” (About £300)" in " ".join(found.requests)


def test_without_a_plan_or_costs_it_says_so():
    assert drafts().finance == "No plan has been written yet, so no costs are named."
    assert drafts(plan=[ToldAction("Talk")]).finance == "The plan names no costs."


def test_what_is_late_or_stopped_is_asked_about():
    stopped = ToldAction("Share the minibus", status="stopped", stopped_because="No driver.")
    found = drafts(promised=[RAMP, stopped, ToldAction("Talk", status="done")])
    assert "“Build a ramp” is late and “Share the minibus” was stopped" in found.requests[-1]
    assert found.risk.endswith("Of what we said we would do, 2 of 3 have stopped or are late.")


def test_late_is_told_by_the_readers_day():
    """Not by that of the figures, which may be long ago."""
    assert RAMP.is_late(date(2027, 1, 6))
    assert not RAMP.is_late(date(2027, 1, 5))
    soon = replace(RAMP, due_on=date(2027, 4, 1))
    assert not any("late" in text for text in drafts(promised=[soon]).requests)
    later = drafts(promised=[soon], today=date(2027, 4, 2))
    assert "“Build a ramp” is late" in later.requests[-1]
    assert later.risk.endswith("Of what we said we would do, 1 of 1 has stopped or is late.")


def test_only_so_many_are_named_and_the_rest_is_counted():
    assert drafts(plan=[RAMP] * (NAMED + 2)).finance.endswith(" and 2 more.")


def test_equality_says_who_was_missing():
    assert "Not in the room: “I manage or commission" in drafts().equality


def test_a_label_of_a_perspective_is_never_cut():
    label = "I draw on care and support, or did so, or somebody in my family does now"
    missing = replace(make_results().room, missing=(label,))
    assert f"“{label}”" in drafts(make_results(room=missing)).equality


def test_what_is_asked_points_to_what_stands_beside_it():
    """A statement that page 1 tells isn't told again as something to ask for."""
    results = make_full_report().results
    found = drafts(results)
    told = [s.text for p in results.principles for s in p.statements]
    assert not any(text in asked for text in told for asked in found.requests)
    assert found.requests[0].startswith("Talk with us about ")
