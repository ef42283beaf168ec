"""Statements of a draft come, move and go."""

import pytest

from rubric.models import Statement
from rubric.reading import read_version
from rubric.services.adapting import adapt_rubric
from rubric.services.editing import reword
from rubric.services.statements import (
    MOST,
    add_statement,
    bring_back_statement,
    move_statement,
    place_statement,
    retire_statement,
    retired_statements,
    what_goes,
    would_come_back,
)
from teams.meanwhile import GoneMeanwhile, WrittenMeanwhile
from teams.refusals import Refused
from tests.make import make_draft, make_organisation, make_version

pytestmark = pytest.mark.django_db

TEXT = "This is true of not-yet 1."


@pytest.fixture
def draft():
    return make_draft()


def place(draft, principle="p1", level="not-yet"):
    return {
        "principle": draft.principles.get(key=principle),
        "level": draft.levels.get(key=level),
        "by": None,
    }


def add(draft, text, **where):
    return add_statement(draft, {"text": text, "easy_read": "", "picture": ""}, **place(draft, **where))


def keys(draft, principle="p1", level="not-yet"):
    document = read_version(draft.pk)
    return [statement.key for statement in document.principle(principle).at_level(level)]


def retired(draft):
    return [entry.key for entry in retired_statements(draft, read_version(draft.pk))]


def test_a_new_statement_stands_at_the_end_of_its_level(draft):
    assert add(draft, "People teach you things.").key == "people-teach-you-things"
    assert keys(draft) == ["p1-not-yet", "people-teach-you-things"]


def test_adding_the_same_words_twice_adds_them_once(draft):
    assert add(draft, "People teach you things.") == add(draft, "People teach you things.")
    assert add(draft, "People teach you things.", principle="p2").key == "people-teach-you-things-2"


def test_a_new_statement_never_takes_the_key_of_one_that_was_retired(draft):
    assert add(draft, "P1 not yet").key == "p1-not-yet-2"


def test_a_level_has_room_for_so_many(draft):
    rows = [
        Statement(version=draft, key=f"s{n}", position=n, text=str(n), **without_by(place(draft)))
        for n in range(1, MOST)
    ]
    Statement.objects.bulk_create(rows)
    with pytest.raises(Refused, match="room for 40"):
        add(draft, "One too many.")
    with pytest.raises(Refused, match="room for 40"):
        place_statement(draft, "p2-not-yet", **place(draft))


def without_by(where):
    return {name: where[name] for name in ("principle", "level")}


def test_moving_up_and_down(draft):
    for text in ("Two", "Three"):
        add(draft, text)
    move_statement(draft, "three", neighbour="two", before=True, by=None)
    assert keys(draft) == ["p1-not-yet", "three", "two"]
    move_statement(draft, "p1-not-yet", neighbour="three", before=False, by=None)
    assert keys(draft) == ["three", "p1-not-yet", "two"]


def test_a_button_pressed_twice_moves_once(draft):
    for text in ("Two", "Three"):
        add(draft, text)
    for _ in range(2):
        move_statement(draft, "three", neighbour="two", before=True, by=None)
    assert keys(draft) == ["p1-not-yet", "three", "two"]


def test_moving_past_what_went_elsewhere_is_refused(draft):
    with pytest.raises(Refused, match="Look at them again"):
        move_statement(draft, "p1-not-yet", neighbour="p2-not-yet", before=True, by=None)
    with pytest.raises(GoneMeanwhile):
        move_statement(draft, "absent", neighbour="p1-not-yet", before=True, by=None)


def test_a_statement_goes_to_another_part_and_level_and_keeps_its_key(draft):
    place_statement(draft, "p1-not-yet", **place(draft, "p2", "doing-well"))
    assert keys(draft) == []
    assert keys(draft, "p2", "doing-well") == ["p2-doing-well", "p1-not-yet"]


def test_where_it_is_already_it_stays_as_it_stands(draft):
    add(draft, "Two")
    place_statement(draft, "p1-not-yet", **place(draft))
    assert keys(draft) == ["p1-not-yet", "two"]


def retire(draft, key):
    statement = draft.statements.filter(key=key).first()
    retire_statement(draft, key, shown=what_goes(statement) if statement else {}, by=None)


def test_taken_out_and_brought_back(draft):
    retire(draft, "p1-not-yet")
    assert keys(draft) == []
    assert retired(draft) == ["p1-not-yet"]
    for _ in range(2):
        bring_back_statement(draft, "p1-not-yet", by=None)
    assert keys(draft) == ["p1-not-yet"]
    assert draft.statements.get(key="p1-not-yet").easy_read == TEXT
    assert retired(draft) == []


def test_what_got_a_new_meaning_can_be_brought_back_too(draft):
    statement = draft.statements.get(key="p1-not-yet")
    shown = {"text": statement.text}
    reword(statement, {"text": "Other."}, shown=shown, same_meaning=False, by=None)
    assert retired(draft) == ["p1-not-yet"]
    bring_back_statement(draft, "p1-not-yet", by=None)
    assert keys(draft) == ["other", "p1-not-yet"]


def test_what_was_never_published_would_not_come_back(draft):
    add(draft, "Two")
    assert not would_come_back(draft, "two")
    assert would_come_back(draft, "p1-not-yet")
    retire(draft, "two")
    bring_back_statement(draft, "two", by=None)
    assert keys(draft) == ["p1-not-yet"]


@pytest.mark.parametrize("column", ["text", "easy_read", "picture"])
def test_what_somebody_else_just_changed_is_not_thrown_away_unseen(draft, column):
    now = what_goes(draft.statements.get(key="p1-not-yet"))
    with pytest.raises(WrittenMeanwhile) as refused:
        retire_statement(draft, "p1-not-yet", shown=now | {column: "Before."}, by=None)
    assert refused.value.theirs == now
    assert keys(draft) == ["p1-not-yet"]


def test_taking_out_twice_is_no_mistake(draft):
    for _ in range(2):
        retire(draft, "p1-not-yet")
    assert retired(draft) == ["p1-not-yet"]


def test_in_a_copy_what_the_shared_rubric_has_can_be_brought_back():
    shared = make_version()
    draft = adapt_rubric(shared.rubric, organisation=make_organisation(), by=None).versions.get()
    retire(draft, "p1-not-yet")
    bring_back_statement(draft, "p1-not-yet", by=None)
    assert keys(draft) == ["p1-not-yet"]


def test_a_statement_whose_part_is_gone_has_no_place_to_come_back_to(draft):
    draft.principles.get(key="p2").delete()
    assert retired(draft) == []
    bring_back_statement(draft, "p2-not-yet", by=None)
    assert not draft.statements.filter(key="p2-not-yet").exists()
