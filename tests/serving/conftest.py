"""A real server for all tests of how requests arrive."""

import shutil
import subprocess

import pytest

from tests.serving.server import ROOT, environment, manage, serve
from tests.serving.visitor import Visitor


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A data folder that is ready to be served, with the demo in it."""
    folder = tmp_path_factory.mktemp("served")
    _take_what_is_made_already(folder)
    subprocess.run([ROOT / "script/setup"], env=environment(folder), check=True, stdout=subprocess.DEVNULL)
    manage(folder, "demo")
    return folder


def _take_what_is_made_already(folder):
    """Collecting the static files takes longest; script/setup does so if these aren't the newest."""
    for name in ("static", "stamps/static"):
        made = ROOT / "var" / name
        if made.is_dir():
            shutil.copytree(made, folder / name)
        elif made.exists():
            (folder / name).parent.mkdir()
            shutil.copy(made, folder / name)


@pytest.fixture(scope="session")
def served(folder):
    started = serve(folder)
    yield started
    started.stop()


@pytest.fixture
def visitor(served):
    """Somebody who has joined the demo's open round: `save(value)` ticks, `page()` is the part."""
    return Visitor(served)
