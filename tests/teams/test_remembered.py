from dataclasses import dataclass

import pytest

from teams.remembered import Known, every_known, let_go_of_what_nobody_asks_for, remembered, size_of


@pytest.fixture(autouse=True)
def _not_among_the_apps():
    known = list(every_known)
    yield
    every_known[:] = known


@dataclass(frozen=True)
class Shelf:
    books: tuple[str, ...]


def test_the_same_question_has_the_same_answer_and_another_has_another():
    asked = []

    @remembered(megabytes=1)
    def shelf(title, *, copies=1):
        asked.append(title)
        return Shelf((title,) * copies)

    assert shelf("Emma") is shelf("Emma")
    assert shelf("Emma", copies=2) == Shelf(("Emma", "Emma"))
    assert shelf("Silas Marner") == Shelf(("Silas Marner",))
    assert asked == ["Emma", "Emma", "Silas Marner"]


def test_what_was_asked_for_longest_ago_goes_before_there_is_too_much():
    known = Known(megabytes=0.01)
    for title in "abcdefghij":
        known.find("a")
        known.keep(title, title * 2_000)
        assert known.bytes <= 10_000
    assert known.find("a")
    assert known.find("b") is None
    assert known.find("j")


def test_what_nobody_asks_for_any_more_goes_after_a_while(monkeypatch):
    now = 0
    monkeypatch.setattr("teams.remembered.monotonic", lambda: now)
    fleeting, lasting = Known(megabytes=1, seconds=60), Known(megabytes=1)
    for known in (fleeting, lasting):
        known.keep("asked for again", "a")
        known.keep("forgotten", "b")
    now = 50
    fleeting.find("asked for again")
    let_go_of_what_nobody_asks_for()
    assert len(fleeting) == 2
    now = 70
    let_go_of_what_nobody_asks_for()
    assert fleeting.find("asked for again") == "a"
    assert fleeting.find("forgotten") is None
    assert lasting.find("forgotten") == "b"
    now = 200
    let_go_of_what_nobody_asks_for()
    assert (fleeting.bytes, len(fleeting), len(lasting)) == (0, 0, 2)


def test_what_is_too_large_pushes_nothing_out():
    known = Known(megabytes=0.01)
    known.keep("small", "a")
    assert known.keep("large", "b" * 20_000) == "b" * 20_000
    assert known.find("large") is None
    assert known.find("small") == "a"


def test_kept_twice_it_counts_once_and_forgotten_not_at_all():
    known = Known(megabytes=1)
    known.keep("a", "b" * 1000)
    once = known.bytes
    known.keep("a", "b" * 1000)
    assert (known.bytes, len(known)) == (once, 1)
    known.forget()
    assert (known.bytes, len(known)) == (0, 0)


def test_a_size_is_that_of_all_that_hangs_on_a_thing():
    words = "word " * 2_000
    assert 10_000 < size_of(Shelf((words,))) < 11_000
    assert size_of(Shelf((words, words))) < 11_000, "the same text twice is there once"
    assert size_of((words, Shelf(("x" * 50_000,))), but_for=(Shelf,)) < 11_000


def test_all_that_a_process_keeps_has_a_bound():
    """Twice that, and what two server processes are besides, is less than docs/deploy.md asks for."""
    assert 0 < sum(known.most for known in every_known) <= 100_000_000
