"""script/setup looks at what is there, and not only at what it did before."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest

from tests.data_folder import DATABASE, ROOT, environment

SETTLED = ""  # what is said when nothing is done


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("setup") / "made"
    set_up(made)
    return made


def set_up(folder) -> str:
    return _run(folder, ROOT / "script/setup")


def _run(folder, *command) -> str:
    given = environment(folder)
    given.pop("DATABASE_URL", None)
    return subprocess.run(command, env=given, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_no_other_account_of_the_machine_reads_what_people_wrote(folder):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_done_twice(folder):
    assert set_up(folder) == SETTLED


def test_an_older_database_that_was_put_back_is_made_ready(folder):
    """In place, as cp writes: it is the same file then, with other words in it."""
    older = folder / "older"
    with closing(sqlite3.connect(older)) as database:
        database.execute("CREATE TABLE from_long_ago (name)")
    shutil.copyfile(older, folder / DATABASE)
    assert "Preparing the database" in set_up(folder)
    _run(folder, sys.executable, "manage.py", "migrate", "--check")
    assert set_up(folder) == SETTLED


def test_one_of_this_day_is_left_alone(folder):
    backup = folder / "backup"
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("VACUUM INTO ?", [str(backup)])
    os.replace(backup, folder / DATABASE)
    assert set_up(folder) == SETTLED


def test_static_files_that_were_taken_away_come_back(folder):
    shutil.rmtree(folder / "static")
    assert "Collecting static files" in set_up(folder)
    assert (folder / "static/staticfiles.json").exists()
