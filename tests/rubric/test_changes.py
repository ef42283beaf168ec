"""What changed, told in the order in which a rubric is read."""

from dataclasses import replace

from rubric.document import HardWord, Principle, Statement, parse
from rubric.views.changes import tell_changes
from tests.rubric.documents import SMALL

BEFORE = parse(SMALL)
PART = BEFORE.principles[0]


def told(after, before=BEFORE):
    return {
        section.title: [(item.heading, item.happened, item.moved, dict(item.texts)) for item in section.items]
        for section in tell_changes(before, after)
    }


def with_statements(*statements, **changes):
    return replace(BEFORE, principles=(replace(PART, statements=statements, **changes),))


def test_nothing_changed():
    assert told(BEFORE) == {}
    assert told(replace(BEFORE, slug="small-northgate")) == {}


def test_the_rubrics_own_texts():
    after = replace(BEFORE, title="How are you?", source=replace(BEFORE.source, note="Loosely."))
    assert list(told(after)) == ["Title and purpose", "Source"]
    ((heading, happened, _, texts),) = told(after)["Title and purpose"]
    assert (heading, happened) == ("", ("New words",))
    assert texts["Title"][0] == ("same", "How are ")
    assert told(after)["Source"][0][3] == {"Note": [("new", "Loosely.")]}


def test_a_level_is_named_as_it_is_now():
    levels = (replace(BEFORE.levels[0], label="Still to come"), BEFORE.levels[1])
    ((heading, happened, _, texts),) = told(replace(BEFORE, levels=levels))["Levels"]
    assert (heading, happened, list(texts)) == ("Still to come", ("New words",), ["Name of the level"])


def test_statements_that_came_went_moved_and_were_reworded():
    alone, shared = PART.statements
    new = Statement("new", "not-yet", "You begin.", picture="1F91D")
    moved = replace(alone, level="doing-well", text="You decide on your own.")
    items = told(with_statements(new, shared, moved))[PART.title]
    assert items[0] == (
        "Not yet",
        ("New",),
        "",
        {"Standard words": [("new", "You begin.")], "Picture": [("new", "handshake")]},
    )
    heading, happened, where, texts = items[1]
    assert (heading, happened) == ("Doing well", ("Moved", "New words"))
    assert where == f"From “Not yet” in “{PART.name}” to “Doing well” in “{PART.name}”."
    assert ("gone", "alone.") in texts["Standard words"]
    ((_, happened, _, texts),) = told(with_statements(alone))[PART.title]
    assert (happened, texts) == (("Taken out",), {"Standard words": [("gone", "People decide together.")]})


def test_what_only_moved_is_named_by_its_words():
    one, two = (Statement(key, "not-yet", f"{key}.") for key in ("one", "two"))
    rest = PART.statements[1]
    before, after = with_statements(one, two, rest), with_statements(two, one, rest)
    ((_, happened, moved, texts),) = told(after, before)[PART.title]
    assert happened == ("Moved",)
    assert moved in ("From place 1 to place 2.", "From place 2 to place 1.")
    assert texts["Standard words"] in ([("same", "one.")], [("same", "two.")])


def test_parts_and_hard_words_that_came_and_went():
    other = Principle("other", "Another part", (Statement("s", "not-yet", "It is so."),), examples=("Such",))
    after = replace(BEFORE, principles=(PART, other), hard_words=(HardWord("peer", "Like you."),))
    assert [happened for _, happened, _, _ in told(after)["Another part"]] == [("New",), ("New",)]
    assert told(after)["Another part"][0][3]["Examples"] == [("new", "Such")]
    assert told(after)["Hard words"] == [("peer", ("New",), "", {"What it means": [("new", "Like you.")]})]
    assert told(BEFORE, after)["Another part"][0][1] == ("Taken out",)


def test_changes_are_counted_by_thing():
    after = with_statements(*PART.statements[:1], title="A title")
    assert sum(len(section.items) for section in tell_changes(BEFORE, after)) == 2
