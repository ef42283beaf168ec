"""A real server for all tests of how requests arrive."""

import pytest

from tests.data_folder import copy_data, made_by_first, shared_by_run
from tests.serving.server import serve
from tests.serving.visitor import Visitor


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A data folder that is ready to be served, with the demo in it."""
    made = made_by_first(shared_by_run(tmp_path_factory.getbasetemp()))
    folder = tmp_path_factory.mktemp("served")
    copy_data(made, folder)
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
