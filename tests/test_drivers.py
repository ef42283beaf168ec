import sys

from tests.drivers import failure_of


def test_a_driver_that_runs_is_not_mentioned():
    assert failure_of([sys.executable, "-c", "print('I run')"]) == ""


def test_a_driver_that_fails_is_told_by_its_last_line():
    assert failure_of([sys.executable, "-c", "import no_such_library"]).endswith("'no_such_library'")


def test_a_driver_that_says_nothing_is_told_by_how_it_ended():
    assert failure_of([sys.executable, "-c", "raise SystemExit(7)"]) == "it ended with 7"


def test_a_driver_that_is_not_there():
    assert failure_of(["no-such-program"]) == "there is no no-such-program"
