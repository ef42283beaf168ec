"""Then and now: what changed between two rounds, whatever happened to the wording in between."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assessments.agreed import Agreed, AgreedPrinciple, Room
from assessments.comparison import Look, compare
from assessments.said import NOT_SURE, NOT_TRUE, TICKED
from rubric.document import Document, Level, Principle, Source, Statement
from teams.keyed import with_key

LEVELS = (
    Level("not-yet", "Haven’t got this", "Signs that a team hasn’t got this", "warning"),
    Level("getting-there", "Getting there", "Signs that a team is getting there", "progress"),
    Level("doing-well", "Doing really well", "Signs that a team is doing really well", "strength"),
)
LEVEL_OF = {"a": "not-yet", "b": "getting-there", "c": "doing-well"}
KEYS = [f"{letter}{n}" for letter in LEVEL_OF for n in (1, 2)]


def make_document(principles: dict[str, list[str]], *, text="{} is true."):
    return Document(
        slug="r",
        title="How are we doing?",
        language="en-GB",
        purpose="A conversation.",
        source=Source("An invented paper tool"),
        levels=LEVELS,
        principles=tuple(
            Principle(key, key.upper(), tuple(Statement(k, LEVEL_OF[k[0]], text.format(k)) for k in keys))
            for key, keys in principles.items()
        ),
    )


def make_look(principles, answers, *, finished=True, room=None, text="{} is true."):
    """`answers` by statement; `finished` for all principles."""
    document = make_document(principles, text=text)
    agreed = Agreed(
        room=room or Room(),
        principles=tuple(
            AgreedPrinciple(key, finished, {k: v for k, v in answers.items() if k in keys})
            for key, keys in principles.items()
        ),
    )
    return Look(document, agreed)


ONE = {"p": KEYS}


@st.composite
def looks(draw):
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    principles: dict[str, list[str]] = {}
    for key in keys:
        principles.setdefault(draw(st.sampled_from("pq")), []).append(key)
    values = st.sampled_from([TICKED, NOT_TRUE, NOT_SURE])
    answers = draw(st.dictionaries(st.sampled_from(keys), values))
    room = Room(asked=True, present=tuple(draw(st.lists(st.sampled_from("xyz"), unique=True))))
    text = draw(st.sampled_from(["{} is true.", "We say {}."]))
    return make_look(principles, answers, finished=draw(st.booleans()), room=room, text=text)


def keys(changes):
    return sorted(change.key for change in changes)


def every(comparison, kind):
    return sorted(change.key for change in comparison.changes if change.kind == kind)


@given(looks(), looks())
def test_looking_the_other_way_turns_new_into_gone(a, b):
    there, back = compare(a, b), compare(b, a)
    assert every(there, "newly-true") == every(back, "no-longer-true")
    assert every(there, "still-true") == every(back, "still-true")
    assert there.room.only_now == back.room.only_then


@given(looks())
def test_a_round_compared_with_itself_has_only_what_is_still_true(look):
    comparison = compare(look, look)
    assert {change.kind for change in comparison.changes} <= {"still-true"}
    assert keys(comparison.changes) == sorted(k for p in look.agreed.principles for k in p.ticked)
    assert not comparison.room.is_different
    assert not comparison.is_other_wording


@given(looks(), looks())
def test_every_change_is_about_something_ticked_then_or_now(a, b):
    ticked = {k for look in (a, b) for p in look.agreed.principles for k in p.ticked}
    comparison = compare(a, b)
    assert {change.key for change in comparison.changes} <= ticked
    assert len(comparison.changes) == len({change.key for change in comparison.changes})


@given(looks(), looks())
def test_what_one_round_did_not_answer_is_never_no_longer_true(a, b):
    unanswered = replace(b, agreed=replace(b.agreed, principles=()))
    assert not every(compare(a, unanswered), "no-longer-true")
    assert not every(compare(unanswered, a), "newly-true")


@given(looks(), looks())
def test_everything_has_words(a, b):
    for change in compare(a, b).changes:
        assert change.news
        assert change.text


def test_a_warning_left_behind_is_good_news():
    then, now = make_look(ONE, {"a1": TICKED}), make_look(ONE, {"b1": TICKED})
    (left,) = with_key("p", compare(then, now).principles).left_behind
    assert left.news.startswith("Good news")
    assert left.text == "a1 is true."


def test_a_step_no_longer_ticked_asks_whether_something_better_replaced_it():
    (change,) = with_key(
        "p", compare(make_look(ONE, {"b1": TICKED}), make_look(ONE, {})).principles
    ).no_longer_true
    assert change.question == "Has something better replaced it?"


def test_being_unsure_now_is_not_called_untrue():
    then, now = make_look(ONE, {"a1": TICKED}), make_look(ONE, {"a1": NOT_SURE})
    principle = with_key("p", compare(then, now).principles)
    assert principle.changes[0].news == "True last time, not sure now"
    assert principle.left_behind == ()


def test_what_nobody_marked_in_an_unfinished_part_is_not_compared():
    then, now = make_look(ONE, {"b1": TICKED, "b2": TICKED}), make_look(ONE, {"b2": TICKED}, finished=False)
    assert keys(compare(then, now).changes) == ["b2"]


def test_parts_that_were_not_answered_say_so():
    answered, empty = make_look(ONE, {"b1": TICKED}), make_look(ONE, {}, finished=False)
    assert with_key("p", compare(answered, empty).principles).why_not == "Not answered yet."
    assert with_key("p", compare(empty, answered).principles).why_not == "Not answered last time."


def test_changed_wording_is_shown_beside_the_new():
    then = make_look(ONE, {"b1": TICKED}, text="We used to say {}.")
    comparison = compare(then, make_look(ONE, {"b1": TICKED}))
    assert comparison.is_other_wording
    assert comparison.changes[0].was == "We used to say b1."


def test_statements_of_one_wording_only_are_told_apart():
    then = make_look({"p": ["b1", "b2"]}, {"b1": TICKED, "b2": TICKED})
    now = make_look({"p": ["b2", "c1", "c2"]}, {"b2": TICKED, "c1": TICKED})
    changes = {change.key: change.kind for change in compare(then, now).changes}
    assert changes == {"b1": "gone-wording", "b2": "still-true", "c1": "new-wording"}


def test_a_statement_that_moved_to_another_principle_is_followed():
    then = make_look({"p": ["b1"], "q": ["c1"]}, {"b1": TICKED})
    now = make_look({"q": ["b1", "c1"]}, {"b1": TICKED})
    comparison = compare(then, now)
    assert keys(with_key("q", comparison.principles).still_true) == ["b1"]
    assert with_key("p", comparison.principles).changes == ()


def test_it_says_who_was_in_the_room_only_then_or_only_now():
    then = make_look(ONE, {}, room=Room(asked=True, present=("I work here", "Family carer")))
    now = make_look(ONE, {}, room=Room(asked=True, present=("I work here", "I draw on support")))
    room = compare(then, now).room
    assert (room.is_known, room.only_then, room.only_now) == (True, ("Family carer",), ("I draw on support",))
    assert not compare(make_look(ONE, {}), now).room.is_known


def test_a_perspective_that_reads_otherwise_now_was_there_both_times():
    then = make_look(ONE, {}, room=Room(asked=True, present=("I draw on support",), present_ids=(7,)))
    now = make_look(ONE, {}, room=Room(asked=True, present=("I use support",), present_ids=(7,)))
    assert not compare(then, now).room.is_different
