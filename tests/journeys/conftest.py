"""A server, a browser, and people who sign in."""

import pytest
from playwright.sync_api import expect

from tests.data_folder import made_by_first, shared_by_run
from tests.journeys import server as running
from tests.journeys.chromium import running_chromium
from tests.journeys.people import People
from tests.journeys.seeing import seen_by_axe

PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
WAYS = {
    "phone": {"viewport": PHONE},
    "phone without JavaScript": {"viewport": PHONE, "java_script_enabled": False},
    "desktop": {"viewport": DESKTOP},
    "desktop without JavaScript": {"viewport": DESKTOP, "java_script_enabled": False},
}
PATIENCE = 30_000  # milliseconds: a busy machine is slow, and that is no fault of the page
ASK_AGAIN = "15"  # seconds, as reports/views/pdf.py has it
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder of this run, in which all of its processes meet."""
    return shared_by_run(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", autouse=True)
def _seen_once(shared):
    """What axe has seen in one process isn’t shown to it in another."""
    seen_by_axe.keep_in(shared / "seen by axe")


@pytest.fixture(scope="session")
def made(shared):
    """A data folder with the demo in it, of which each server gets a copy."""
    return made_by_first(shared)


@pytest.fixture(scope="session")
def server(tmp_path_factory, made):
    started = running.start(tmp_path_factory.mktemp("server"), made)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def browser():
    with running_chromium() as chromium:
        yield chromium


@pytest.fixture
def new_page(browser, server):
    """Makes pages, each a visitor of their own. Scripts that fail, and faults of the server, fail the test."""
    contexts, faults = [], []

    def make(viewport=DESKTOP, **options):
        context = browser.new_context(base_url=server.url, viewport=viewport, locale="en-GB", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        page.on("response", lambda answer: faults.append(answer.url) if is_a_fault(answer) else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults


def is_a_fault(answer) -> bool:
    """Where many files wait to be made, a page says so, and asks again by itself."""
    return answer.status >= 500 and answer.headers.get("retry-after") != ASK_AGAIN


@pytest.fixture(params=WAYS)
def page(request, new_page):
    """The same journey on a phone and on a desktop, with and without JavaScript."""
    return new_page(**WAYS[request.param])


@pytest.fixture(scope="session")
def people(server):
    return People(server)


@pytest.fixture
def sign_in(people):
    return people.sign_in


def pytest_collection_modifyitems(items):
    """The longest first, so that no process is left alone with one at the end; and last who issues every report."""
    places = {"test_every_screen": 0, "test_every_team": 2}
    items.sort(key=lambda item: places.get(item.path.stem, 1))
