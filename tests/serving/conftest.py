"""A real server for all tests of how requests arrive."""

import subprocess

import pytest

from tests.data_folder import take_static_files
from tests.serving.server import ROOT, environment, manage, serve
from tests.serving.visitor import Visitor


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A data folder that is ready to be served, with the demo in it."""
    folder = tmp_path_factory.mktemp("served")
    take_static_files(folder)
    subprocess.run([ROOT / "script/setup"], env=environment(folder), check=True, stdout=subprocess.DEVNULL)
    manage(folder, "demo")
    return folder


@pytest.fixture(scope="session")
def served(folder):
    started = serve(folder)
    yield started
    started.stop()


@pytest.fixture
def visitor(served):
    """Somebody who has joined the demo's open round: `save(value)` ticks, `page()` is the part."""
    return Visitor(served)
