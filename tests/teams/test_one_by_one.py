"""What a timer starts, for one after another."""

import pytest

from teams.one_by_one import SomeFailed, one_by_one


def test_what_each_comes_to_is_added_up():
    assert one_by_one(len, ["a", "", "bcd"]) == 4
    assert one_by_one([].append, ["what comes to nothing"]) == 0


def test_where_it_fails_for_one_the_others_get_theirs_and_whoever_runs_it_is_told(caplog):
    done = []

    def do(number):
        done.append(10 // number)

    with pytest.raises(SomeFailed, match="Something failed, and the rest is done"):
        one_by_one(do, [1, 0, 2, 0, 5])
    assert done == [10, 5, 2]
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError] * 2


def test_what_failed_among_others_is_in_the_log_once(caplog):
    with pytest.raises(SomeFailed):
        one_by_one(lambda numbers: one_by_one(lambda each: 1 // each, numbers), [[0], [1]])
    assert len(caplog.records) == 1
