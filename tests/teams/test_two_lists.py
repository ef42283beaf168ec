"""Two people change one list at once."""

from hypothesis import given
from hypothesis import strategies as st

from teams.two_lists import guess, merge

ROWS = st.lists(
    st.fixed_dictionaries({"do": st.sampled_from("abc"), "minutes": st.integers(1, 3)}), max_size=4
)


def rows(*told):
    return [{"do": each[0], "minutes": int(each[1])} for each in told]


def test_each_keeps_what_they_changed_added_and_took_out():
    shown = rows("a1", "b2", "c3")
    theirs, mine = rows("a1", "b9", "c3", "d4"), [*rows("x1", "b2"), None, *rows("e5")]
    assert merge(shown, theirs, mine) == rows("x1", "b9", "d4", "e5")


def test_of_one_row_both_may_change_other_fields_if_its_name_stayed():
    shown, theirs = rows("a1"), rows("a9")
    told = {"of": "", "do": "a", "minutes": 1}
    both = merge([told], [told | {"minutes": 9}], [told | {"of": "all"}], named_by="do")
    assert both == [{"of": "all", "do": "a", "minutes": 9}]
    assert merge([told], [told | {"minutes": 9}], [told | {"of": "all"}]) is None, (
        "nobody knows that it is one"
    )
    assert merge(shown, theirs, rows("x1"), named_by="do") is None, "it may be another one by now"
    assert merge(shown, rows("x1"), theirs, named_by="do") is None, "whoever comes first"


def test_what_both_changed_or_may_have_moved_is_nobodys_to_decide():
    shown = rows("a1", "b2")
    assert merge(shown, rows("x1", "b2"), rows("y1", "b2"), named_by="do") is None
    assert merge(shown, rows("a9", "b2"), [None, *rows("b2")], named_by="do") is None, (
        "taken out, and changed"
    )
    assert merge(shown, rows("b2"), rows("x1", "b2")) is None, "which one has gone?"
    assert merge(shown, rows("x1", "b2"), rows("a1")) is None


def test_a_copy_that_says_nothing_sane_decides_nothing():
    assert merge([{}], rows("a9"), rows("x1"), named_by="do") is None
    assert merge([{"do": "a"}], rows("a9"), rows("x1"), named_by="do") is None


def test_what_was_moved_behind_others_is_nobodys_to_order():
    assert merge(rows("a1", "b2"), rows("a1", "b2", "d4"), rows("n1", "a1", "b2")) is None
    assert merge(rows("a1", "b2"), rows("n1", "a1", "b2"), rows("a1", "b2", "d4")) is None
    assert merge(rows("a1", "b2"), rows("a1", "b2", "d4"), rows("n1", "a1", "b3")) is None, (
        "one has changed too"
    )
    assert merge(rows("a1", "b2"), rows("b2", "a1"), rows("a1", "b2", "d4")) == rows("b2", "a1", "d4")


def test_a_guess_has_what_either_wrote_and_mine_where_both_did():
    shown, theirs = rows("a1", "b2"), rows("a9", "c2", "d4")
    assert guess(shown, theirs, rows("x1", "y2", "e5")) == rows("x9", "y2", "d4", "e5")
    assert guess(shown, theirs, [None, *rows("b2")]) == rows("c2", "d4")
    assert guess(shown, rows("b2"), rows("x1", "b2")) == rows("x1", "b2"), "which one has gone?"
    assert guess([{}], rows("a9"), rows("x1")) == rows("x1")


def test_what_both_added_alike_is_there_once():
    assert merge(rows("a1"), rows("a1", "b2"), rows("a1", "b2")) == rows("a1", "b2")
    assert merge(rows("a1"), rows("a1", "b2"), rows("a1", "b2", "b2")) == rows("a1", "b2", "b2"), (
        "twice on purpose"
    )
    assert merge(rows("a1"), rows("a1", "b2"), rows("a1", "c3", "b2")) == rows("a1", "c3", "b2"), (
        "in my order"
    )


@given(ROWS, ROWS)
def test_whoever_changed_nothing_gets_what_the_other_has(shown, changed):
    assert merge(shown, shown, changed) == changed
    assert merge(shown, changed, shown) in (changed, None)
    if len(changed) >= len(shown):
        assert merge(shown, changed, shown) == changed


@given(ROWS, ROWS, ROWS)
def test_nothing_that_either_wrote_anew_is_lost(shown, theirs, mine):
    both = merge(shown, theirs, mine, named_by="do")
    for row in () if both is None else [*theirs, *mine]:
        assert row in both or row in shown
