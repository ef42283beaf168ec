"""What is said is true: whoever tells good news, hard truths and differences reads the agreed sheet and the groups."""

from dataclasses import astuple, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreed import AgreedPrinciple, GroupSheet, Room
from assessments.comparison import Look
from assessments.counted import INSIDE, CountedPrinciple, Counts
from assessments.group import Group
from assessments.news import WHY_SO
from assessments.said import NOT_SURE, TICKED
from assessments.telling import ALL, FEW, HALF, MANY, SOME
from reports.agreement import see
from reports.board import STEP as STEP_ON_THE_WAY
from reports.board import lay_out
from reports.details import Details
from reports.drafting import draft_texts
from reports.easy_read import draft_easy_read
from reports.hearing import HIDDEN, UNHEARD
from reports.lines import LONGER, line
from reports.picture import ToldRound, tell_picture
from reports.summary import (
    LIMIT,
    NO_WARNING,
    NOBODY_WAS_THERE,
    NOTHING_AGREED,
    NOTHING_TICKED,
    draft_summary,
    part_of_hard_truth,
)
from reports.told_release import tell_look
from reports.topics import choose_topics
from reports.voices import tell_voices
from teams.sides import FAMILY, PAID
from teams.sides import SUPPORT as DRAWS
from tests.reports.sample import (
    CARERS,
    LISTED,
    LUNCH,
    STAFF,
    SUPPORT,
    make_agreed,
    make_placing_results,
    make_report,
    make_results,
    our_rubric,
)

DOCUMENT = our_rubric()
FIRST = DOCUMENT.principles[0]
WARNING, STEP, STRENGTH = (FIRST.at_level(level.key)[0] for level in DOCUMENT.levels)
GOOD_NEWS = "Good news: a warning sign left behind"
LABELS = {1: SUPPORT, 2: CARERS, 3: STAFF}


def group(perspective, told, *, n=12, statement=WARNING):
    """`told` of one statement; few say any other."""
    ticked = {s.key: told if s == statement else FEW for s in DOCUMENT.statements}
    unsure = dict.fromkeys(ticked, FEW)
    sizes = (n, n) if n >= 10 else (5, 9)
    return Group((perspective,), (LABELS[perspective],), *sizes, ticked, unsure)


def counts_of(*groups):
    shown = (CountedPrinciple(FIRST.key, groups),)
    return Counts(5, shown, shown, perspectives=LISTED)


def looks(then="", now="", **more):
    """Two rounds in which the team ticked these statements of the first part."""
    return tuple(Look(DOCUMENT, make_agreed(DOCUMENT, {FIRST.key: keys}, **more)) for keys in (then, now))


def results_of(*groups, then="", now="", **more):
    return make_results(DOCUMENT, looks=looks(then, now, **more), counts=counts_of(*groups), edition=INSIDE)


def news_of(results):
    return [c.news for c in results.principles[0].change.different]


def says_of(*groups, then="", now=""):
    """What a team's row says, among all teams."""
    when = datetime(2027, 3, 3, tzinfo=UTC)
    before, after = looks(then, now)
    told, round = (
        tell_look(after, before, counts_of(*groups), INSIDE),
        ToldRound("x", "Round", when, when, when),
    )
    return tell_picture(told, round, round, Details(), team="A", organisation="B").says


def points(results, place):
    drafts = draft_easy_read(make_report(results, Details()), DOCUMENT).points
    return [point.text for name, point in drafts.items() if name.startswith(place)]


# A warning sign that the team no longer sees

CASES = [
    ([], True),
    ([group(1, FEW)], True),
    ([group(1, SOME)], True),
    ([group(1, HALF, n=5)], False),
    ([group(1, MANY, n=8)], False),
    ([group(1, ALL)], False),
    ([group(1, 5)], True),
    ([group(1, 6)], False),
    ([group(1, 7, n=13)], False),
    ([group(1, 6, n=13)], True),
    ([group(1, FEW), group(3, MANY)], False),
    ([group(2, 9), group(3, FEW, n=31)], False),
]


@pytest.mark.parametrize(("groups", "is_good"), CASES)
def test_it_is_good_news_only_if_no_group_has_half_or_more_who_still_see_it(groups, is_good):
    results = results_of(*groups, then=WARNING.key)
    still = f"The team says that this warning sign has gone, on {FIRST.name}: “{WARNING.text}"
    assert (GOOD_NEWS in news_of(results)) is is_good
    assert draft_summary(results, Details()).hard_truth.startswith(still) is not is_good
    assert any(t.lead == GOOD_NEWS for t in choose_topics(results.principles, results.changes)) is is_good
    assert says_of(*groups, then=WARNING.key).hard_truth.startswith(still) is not is_good
    assert any(WARNING.easy_read in text for text in points(results, "good")) is is_good
    assert any(WARNING.easy_read in text for text in points(results, "change")) is not is_good


def line_of(results, statement):
    return next(one for one in lay_out(results).parts[0].lines if one.key == statement.key)


def not_sure_any_more(*groups):
    (then, _), (_, now) = looks(WARNING.key), looks(unsure={WARNING.key})
    return make_results(DOCUMENT, looks=(then, now), counts=counts_of(*groups), edition=INSIDE)


def test_where_the_team_isnt_sure_any_more_it_is_told_who_still_sees_it():
    """It hasn’t gone: it is no first candidate, and the team says nothing of the kind."""
    results = not_sure_any_more(group(1, MANY))
    told = line_of(results, WARNING)
    assert (told.lead, told.rank) == ("The team isn’t sure any more about this warning sign", 0)
    assert told.said == f"Many say that it is still there: “{SUPPORT}”."
    (change,) = results.principles[0].change.different
    assert (change.news, change.question) == (told.lead, WHY_SO)
    assert results.principles[0].change.still_seen == ()
    assert line(results.principles[0]) == f"{told.lead}: “{WARNING.text}” Others still see it."
    truth = draft_summary(results, Details()).hard_truth
    assert truth.startswith(f"The team isn’t sure about this warning sign, on {FIRST.name}: “{WARNING.text}”")
    (easy,) = (text for text in points(results, "change") if WARNING.easy_read in text)
    assert "Our team is not sure about this:" in easy


@pytest.mark.parametrize("groups", [[], [group(1, SOME)]])
def test_where_nobody_still_sees_what_the_team_isnt_sure_of_nothing_is_added(groups):
    told = line_of(not_sure_any_more(*groups), WARNING)
    assert (told.lead, told.said) == ("True last time, not sure now", "")


def test_a_strength_that_the_team_no_longer_says_is_told_with_who_does():
    results = results_of(group(1, ALL, statement=STRENGTH), then=STRENGTH.key)
    told = line_of(results, STRENGTH)
    assert told.lead == "The team says that this is no longer true"
    assert told.said == f"All or nearly all say that it is still true: “{SUPPORT}”."
    assert line(results.principles[0]) == f"{told.lead}: {LONGER} Others say that it is still true."
    alone = results_of(group(1, SOME, statement=STRENGTH), then=STRENGTH.key)
    assert line_of(alone, STRENGTH).lead == "No longer true"


def test_a_step_that_may_have_been_replaced_is_asked_about_whoever_says_it_is_true():
    (change,) = results_of(group(1, ALL, statement=STEP), then=STEP.key).principles[0].change.different
    assert (change.news, change.question) == ("No longer true", "Has something better replaced it?")


def test_who_still_sees_it_is_told_lived_experience_first():
    results = results_of(group(1, MANY), group(3, ALL, n=31), then=WARNING.key)
    said = f"Many say that it is still there: “{SUPPORT}”."
    assert draft_summary(results, Details()).hard_truth.endswith(said)
    assert results.principles[0].change.groups[0].said == said
    assert says_of(group(1, MANY), group(3, ALL, n=31), then=WARNING.key).hard_truth.endswith(said)


def test_it_is_the_first_candidate_for_the_hard_truth_before_who_was_absent():
    room = Room(asked=True, present=(STAFF,), sides=(PAID,))
    now = " ".join(s.key for s in FIRST.at_level("not-yet") if s != WARNING)
    results = results_of(group(2, MANY), then=WARNING.key, now=now, room=room)
    assert draft_summary(results, Details()).hard_truth.startswith(
        "The team says that this warning sign has gone"
    )
    nobody = results_of(group(2, FEW), then=WARNING.key, now=now, room=room)
    assert draft_summary(nobody, Details()).hard_truth == NOBODY_WAS_THERE


def test_where_nothing_is_shown_good_news_says_so():
    (change,) = results_of(then=WARNING.key).principles[0].change.left_behind
    assert change.said == HIDDEN
    assert points(results_of(then=WARNING.key), "good")[0].endswith(
        "\nWe can’t show what people said on their own."
    )
    (shown,) = results_of(group(1, FEW), then=WARNING.key).principles[0].change.left_behind
    assert shown.said == ""
    staff = results_of(group(3, FEW), then=WARNING.key)
    assert staff.principles[0].change.left_behind[0].said == UNHEARD
    assert points(staff, "good")[0].endswith("\nWe can’t show if people who draw on support agree.")


def test_those_who_answered_as_one_are_heard_too():
    said = AgreedPrinciple(FIRST.key, True, {WARNING.key: TICKED})
    then, now = looks(WARNING.key)
    now = replace(now, agreed=replace(now.agreed, groups=(GroupSheet(4, CARERS, (said,)),)))
    results = make_results(DOCUMENT, looks=(then, now))
    truth = draft_summary(results, Details()).hard_truth
    assert truth.endswith("All say that it is still there: “A group of 4: Family carer or friend”.")
    assert results.principles[0].change.left_behind == ()


def test_it_is_a_difference_for_what_is_asked_and_for_equality():
    results = results_of(group(1, MANY), then=WARNING.key)
    assert f"Hear from the people who see {FIRST.name} differently." in drafted(results).requests
    assert f"People see it differently on {FIRST.name}." in drafted(results).equality
    agreed = results_of(group(1, FEW), then=WARNING.key)
    assert "differently" not in " ".join((*drafted(agreed).requests, drafted(agreed).equality))


# A warning sign that only others see


@pytest.mark.parametrize(
    ("told", "is_seen"), [(FEW, False), (SOME, False), (5, False), (6, True), (MANY, True)]
)
def test_a_warning_sign_that_only_others_see_is_a_hard_truth(told, is_seen):
    results = results_of(group(1, told))
    truth = draft_summary(results, Details()).hard_truth
    assert truth.startswith("The team doesn’t see this warning sign") is is_seen
    assert any(WARNING.easy_read in text for text in points(results, "change")) is is_seen
    leads = [topic.lead for topic in choose_topics(results.principles)]
    assert ("The team and others differ" in leads) is is_seen


def test_where_the_team_isnt_sure_it_doesnt_say_that_it_doesnt_see_it():
    results = results_of(group(1, MANY), unsure={WARNING.key})
    assert results.principles[0].statements[0].now == NOT_SURE
    assert draft_summary(results, Details()).hard_truth.startswith(
        "The team isn’t sure about this warning sign"
    )


# Good things need agreement


@pytest.mark.parametrize(
    ("groups", "is_good"),
    [
        ([], True),
        ([group(1, MANY, statement=STRENGTH)], True),
        ([group(1, 6, statement=STRENGTH), group(3, ALL, statement=STRENGTH)], True),
        ([group(1, 5, statement=STRENGTH), group(3, ALL, statement=STRENGTH)], False),
        ([group(1, HALF, n=5, statement=STRENGTH)], False),
        ([group(1, ALL, statement=STRENGTH), group(3, FEW, statement=STRENGTH)], False),
    ],
)
def test_a_strength_is_good_unless_a_group_doubts_it(groups, is_good):
    results = results_of(*groups, now=STRENGTH.key)
    assert any(STRENGTH.easy_read in text for text in points(results, "good")) is is_good
    strength = draft_summary(results, Details()).strength
    assert strength.startswith("Newly true") is is_good
    assert ("Newly true" in news_of(results)) is is_good
    (new,) = says_of(*groups, now=STRENGTH.key).newly_true
    assert new.startswith(f"{FIRST.name}: “{STRENGTH.text}") is is_good
    assert new.startswith("The team says that this is newly true") is not is_good
    assert ("say so: “" in strength) is strength.startswith("The team says that this is true")


@pytest.mark.parametrize("people", [(FEW,), (SOME,), (5,), (FEW, ALL)])
def test_what_most_of_those_it_is_about_deny_is_no_strength(people):
    """Whatever the team and its staff say."""
    groups = [group(n, told, statement=STRENGTH) for n, told in enumerate(people, 1)]
    results = results_of(*groups, group(3, ALL, statement=STRENGTH), now=STRENGTH.key)
    assert draft_summary(results, Details()).strength == NOTHING_AGREED


def test_those_who_answered_as_one_can_deny_a_strength_too():
    said = AgreedPrinciple(FIRST.key, True, {})
    then, now = looks(now=STRENGTH.key)
    now = replace(now, agreed=replace(now.agreed, groups=(GroupSheet(4, CARERS, (said,)),)))
    assert draft_summary(make_results(DOCUMENT, looks=(then, now)), Details()).strength == NOTHING_AGREED


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((ALL, FEW), f"All or nearly all say so: “{SUPPORT}”. Few or nobody say so: “{STAFF}”."),
        ((HALF, ALL), f"All or nearly all say so: “{STAFF}”. About half say so: “{SUPPORT}”."),
    ],
)
def test_a_strength_that_somebody_doubts_says_who_agrees(told, said):
    groups = [group(n, one, n=5, statement=STRENGTH) for n, one in zip((1, 3), told, strict=True)]
    strength = draft_summary(results_of(*groups, now=STRENGTH.key), Details()).strength
    assert strength.startswith(f"The team says that this is true, on {FIRST.name}: “{STRENGTH.text}")
    assert strength.endswith(said)


def test_a_strength_that_nobody_could_be_asked_about_says_so():
    assert draft_summary(results_of(now=STRENGTH.key), Details()).strength.endswith(HIDDEN)
    staff = results_of(group(3, ALL, statement=STRENGTH), now=STRENGTH.key)
    assert draft_summary(staff, Details()).strength.endswith(UNHEARD)


def where_all_is_good(who, told, besides=""):
    """The team ticks every strength but `besides`. A group says so too, and of the first what is `told`."""
    strengths = [s.key for s in DOCUMENT.statements if s.level == STRENGTH.level]
    said = dict.fromkeys((s.key for s in DOCUMENT.statements), FEW) | dict.fromkeys(strengths, ALL)
    voices = counts_of(replace(group(who, FEW), ticked=said | {STRENGTH.key: told}))
    ticks = " ".join(key for key in strengths if key != besides)
    now = Look(DOCUMENT, make_agreed(DOCUMENT, {p.key: ticks for p in DOCUMENT.principles}))
    return make_results(DOCUMENT, looks=(now, now), earlier=False, counts=voices, edition=INSIDE)


def test_what_those_it_is_about_deny_is_a_hard_truth():
    """Before what isn’t true yet; what only others doubt comes after it."""
    lead = f"The team says that this is true, on {FIRST.name}: “{STRENGTH.text}”"
    last = DOCUMENT.principles[-1].at_level(STRENGTH.level)[-1]
    for besides in ("", last.key):
        denied = where_all_is_good(1, FEW, besides)
        assert draft_summary(denied, Details()).hard_truth == f"{lead} Few or nobody say so: “{SUPPORT}”."
        assert drafted(denied).requests[0].startswith(f"Talk with us about {FIRST.name}, ")
    doubted = draft_summary(where_all_is_good(3, FEW), Details())
    assert doubted.hard_truth == f"{lead} Few or nobody say so: “{STAFF}”."
    untrue = draft_summary(where_all_is_good(3, FEW, last.key), Details())
    assert untrue.hard_truth.startswith("Not true yet, on ")
    assert draft_summary(where_all_is_good(1, ALL), Details()).hard_truth == NO_WARNING
    placed = replace(
        where_all_is_good(3, FEW), activities=make_placing_results(activities=(LUNCH,)).activities
    )
    assert draft_summary(placed, Details()).hard_truth.startswith("The team places “The Friday lunch” at ")
    assert part_of_hard_truth(placed) == "The Friday lunch"
    assert part_of_hard_truth(replace(placed, activities=())) == FIRST.name


def drafted(results):
    return draft_texts(results, today=results.made_at.date())


@pytest.mark.parametrize(
    ("perspective", "side", "says"),
    [
        (SUPPORT, DRAWS, ""),
        (CARERS, FAMILY, ""),
        (SUPPORT, "", ""),
        (STAFF, PAID, UNHEARD),
        ("", "", UNHEARD),
    ],
)
def test_those_with_lived_experience_are_heard_where_they_answered_as_one(perspective, side, says):
    """Releases from before sides were kept don’t say who it was; nothing is said of it then."""
    said = AgreedPrinciple(FIRST.key, True, {STRENGTH.key: TICKED})
    then, now = looks(WARNING.key, STRENGTH.key)
    group = GroupSheet(6, perspective, (said,), side=side)
    now = replace(now, agreed=replace(now.agreed, groups=(group,)))
    results = make_results(DOCUMENT, looks=(then, now))
    strength = draft_summary(results, Details()).strength
    assert strength.removesuffix(says).rstrip() == f"Newly true, on {FIRST.name}: “{STRENGTH.text}”"
    assert results.principles[0].change.left_behind[0].said == says
    assert any("We can’t show" in text for text in points(results, "good")) is bool(says)


def test_lived_experience_as_one_is_told_first():
    said = AgreedPrinciple(FIRST.key, True, {})
    then, now = looks(now=STRENGTH.key)
    group = GroupSheet(6, SUPPORT, (said,), side=DRAWS)
    now = replace(now, agreed=replace(now.agreed, groups=(GroupSheet(4, STAFF, (said,), side=PAID), group)))
    doubted, _ = make_results(DOCUMENT, looks=(then, now)).principles[0].hear(STRENGTH.key).doubted_by
    assert doubted.name == f"“A group of 6: {SUPPORT}”"


def test_a_half_measure_that_says_so_itself_is_praised_by_nothing():
    half = next(s for s in DOCUMENT.statements if s.key == "allowed-not-encouraged")
    told = replace(group(1, ALL), ticked={s.key: ALL for s in DOCUMENT.statements})
    (part,) = (p for p in DOCUMENT.principles if half in p.statements)
    shown = (CountedPrinciple(part.key, (told,)),)
    now = Look(DOCUMENT, make_agreed(DOCUMENT, {part.key: half.key}))
    counts = Counts(5, shown, shown, perspectives=LISTED)
    results = make_results(DOCUMENT, looks=(now, now), earlier=False, counts=counts, edition=INSIDE)
    assert draft_summary(results, Details()).strength == NOTHING_TICKED
    assert not any(half.easy_read in text for text in points(results, "good"))
    told = [one for board in lay_out(results).parts for one in board.lines]
    assert {one.place for one in told if one.key == half.key} == {STEP_ON_THE_WAY}


@pytest.mark.parametrize(
    ("groups", "is_good"),
    [
        ([], False),
        ([group(1, MANY, statement=STEP)], True),
        ([group(1, 5, statement=STEP)], False),
        ([group(1, ALL, statement=STEP), group(3, SOME, statement=STEP)], False),
    ],
)
def test_a_half_measure_is_good_only_where_people_are_shown_and_agree(groups, is_good):
    results = results_of(*groups, now=STEP.key)
    assert any(STEP.easy_read in text for text in points(results, "good")) is is_good


def test_where_nothing_is_good_it_says_why():
    assert points(results_of(now=STEP.key), "good") == ["We have made a start.\nThere is more to do."]
    doubted = results_of(group(1, FEW, statement=STRENGTH), now=STRENGTH.key)
    assert points(doubted, "good") == ["We do not all agree yet on what is good."]


# Differences


def test_the_largest_between_lived_experience_and_paid_people_leads():
    councillors = replace(group(2, FEW), perspectives=(9,), labels=("Councillor",))
    told = {s.key: FEW for s in DOCUMENT.statements}

    def saying(one, **ticked):
        return replace(one, ticked=told | {key.replace("_", "-"): value for key, value in ticked.items()})

    a, b = WARNING.key.replace("-", "_"), STRENGTH.key.replace("-", "_")
    groups = (saying(group(1, 6), **{b: 6}), saying(group(3, FEW)), saying(councillors, **{a: ALL, b: 7}))
    listed = (*LISTED, (9, "Councillor", "others"))
    counts = replace(counts_of(*groups), perspectives=listed)
    first, second = tell_voices(DOCUMENT, counts, INSIDE)[FIRST.key].differences
    assert (first.key, first.more, first.less) == (STRENGTH.key, SUPPORT, STAFF)
    assert (second.key, second.more, second.gap) == (WARNING.key, "Councillor", 1)
    results = make_results(DOCUMENT, counts=counts, looks=looks(), edition=INSIDE)
    assert choose_topics(results.principles)[0].statement == STRENGTH.key


shares = st.sampled_from([FEW, SOME, MANY, ALL]) | st.integers(2, 10)


@given(st.lists(st.tuples(shares, shares, shares), min_size=4, max_size=4))
def test_whatever_is_said_the_lead_is_the_largest_across(told):
    statements = FIRST.statements[:4]
    groups = [
        replace(
            group(perspective, FEW),
            ticked=dict.fromkeys((s.key for s in DOCUMENT.statements), FEW)
            | {s.key: row[n] for s, row in zip(statements, told, strict=True)},
        )
        for n, perspective in enumerate((1, 2, 3))
    ]
    voices = tell_voices(DOCUMENT, counts_of(*groups), INSIDE)[FIRST.key]
    said = [[s.share for s in voice.statements] for voice in voices.voices]
    across = [max(abs(a - c), abs(b - c)) for a, b, c in zip(*said, strict=True)]
    if max(across) >= 0.4:
        assert voices.differences[0].gap == max(across)
        assert STAFF in (voices.differences[0].more, voices.differences[0].less)


@given(st.lists(st.sampled_from([s.key for s in DOCUMENT.statements]), max_size=12), st.data())
def test_nothing_good_is_told_that_a_group_doubts(ticked, data):
    """Whatever was agreed and said."""
    keys = [s.key for s in FIRST.statements]
    groups = [
        replace(group(p, FEW), ticked={s.key: data.draw(shares) for s in DOCUMENT.statements}) for p in (1, 3)
    ]
    mine = " ".join(key for key in ticked if key in keys)
    then = " ".join(data.draw(st.lists(st.sampled_from(keys), max_size=6)))
    results = results_of(*groups, then=then, now=mine)
    good = points(results, "good")
    for one in see(results.principles):
        words = next(s.easy_read for s in DOCUMENT.statements if s.key == one.key)
        if any(words in text.split("\n") for text in good):
            who = one.hearing.doubted_by if one.direction != "warning" else one.hearing.seen_by
            assert who == ()
    summary = draft_summary(results, Details())
    assert len(" ".join(astuple(summary)).split()) <= LIMIT
    assert not (summary.hard_truth.startswith("A warning sign") and results.principles[0].change.still_seen)


def test_a_long_name_of_a_group_leaves_room_for_the_rest():
    labels = (" ".join(["People"] * 30),)
    results = results_of(replace(group(1, MANY), labels=labels), then=WARNING.key)
    truth = draft_summary(results, Details()).hard_truth
    assert truth.endswith("Many of one group say that it is still there.")


def test_a_name_of_a_group_is_never_cut():
    """A piece of “I draw on support, or family carer” is somebody else's name."""
    label = "I draw on care and support, or family carer or friend, or neighbour"
    results = results_of(replace(group(1, MANY), labels=(label,)), then=WARNING.key)
    assert draft_summary(results, Details()).hard_truth.endswith(f"“{label}”.")
