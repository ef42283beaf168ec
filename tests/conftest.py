import gc
import os
import shutil
from urllib.parse import quote

import hypothesis
import pytest
from django.db import connection
from django.test import override_settings

from assessments.services import carrying
from reports import glance
from reports import reading as telling
from rubric import reading
from tests import lock, no_session, read_late
from tests.committing import Committing
from tests.data_folder import make_tables, once_for_all, shared_by_run
from tests.unpacked_once import remember_fonts

# A busy machine is slow, and that is no fault of the code. Where CI is set, a run is the same each time; elsewhere each
# run looks at other examples.
hypothesis.settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
    database=None,
)
hypothesis.settings.load_profile("untimed")

lock.watch()
read_late.refuse()
no_session.begin_with_none()
remember_fonts()

# A tenth of all time went into looking for garbage, mostly among what was loaded and stays.
gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(items):
    """First what walks through all rooms, which takes longest, then what waits for seconds while others work: at the
    end no process is left alone with either."""
    first = ["tests", "serving", "teams"]
    items.sort(key=lambda item: first.index(name) if (name := item.path.parent.name) in first else len(first))


def pytest_collection_finish():
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _no_static_files(tmp_path_factory):
    """Every client would first look at each file that script/setup collected."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


def _forget_what_was_read():
    """A rolled-back test's ids come again, for other versions and releases."""
    reading.forget()
    forget_releases()


def forget_releases():
    carrying.read_earlier.known.forget()
    telling.tell_release.known.forget()
    glance._tell_picture.known.forget()


@pytest.fixture(scope="module", autouse=True)
def _nothing_of_other_modules():
    """What a module makes once for all of its tests is made before any test's own fixtures."""
    _forget_what_was_read()
    let_stay()


def let_stay():
    """What is left of other modules: each file that a test takes along has all else looked through for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_of_other_tests():
    _forget_what_was_read()


@pytest.fixture(autouse=True)
def _quiet_place(settings, tmp_path):
    """Files written by a test stay in its own folder; static files need no manifest."""
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """An SQLite database with its tables and nothing in them: processes of a test get a copy."""
    return once_for_all(shared_by_run(tmp_path_factory.getbasetemp()) / "empty.sqlite3", make_tables)


@pytest.fixture
def database(transactional_db, tmp_path, request):
    """Where other processes of a test connect to: this suite's PostgreSQL, or a file of their own."""
    if connection.vendor == "postgresql":
        where = connection.settings_dict
        return f"postgres://{where['USER']}@{quote(where['HOST'], safe='')}/{where['NAME']}"
    return f"sqlite:///{shutil.copy(request.getfixturevalue('empty_file'), tmp_path / 'empty.sqlite3')}"


@pytest.fixture
def committing(transactional_db, tmp_path):
    """For what only shows when several write at once: see committing.py."""
    with Committing(tmp_path) as committing:
        yield committing
