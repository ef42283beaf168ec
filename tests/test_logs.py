"""What is written down when something goes wrong: enough to find the fault, and nothing that anybody wrote."""

import logging
import re
import sys

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from coprod_reflect import urls
from coprod_reflect.faults import is_unavailable
from coprod_reflect.logs import PrivateFormatter
from teams.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
MARKS = [
    "Mvalue",
    "Mlocal",
    "Mcode1",
    "Mquery",
    "Mbody",
    "Magent",
    "Mcookie",
    "Mmail",
    "Mcause",
    "203.0.113.9",
]


def fails(request, code):
    Mlocal = "Mlocal"
    try:
        raise ValueError("Mcause")
    except ValueError as error:
        raise RuntimeError(f"Mvalue {Mlocal} Mmail@council.example {request.GET} {request.POST}") from error


def breaks_a_rule(request, code):
    Organisation.objects.create(name="Mvalue", slug="Mvalue")
    Organisation.objects.create(name="Mbody Mvalue", slug="Mvalue")


def is_down(request, code):
    raise OperationalError("Mvalue: could not connect to server at 203.0.113.9, user Mmail@council.example")


def fails_on_the_way_out(request, code):
    def pieces():
        yield b"some"
        raise OSError(28, "Mvalue")

    return HttpResponse(pieces())


def is_suspicious(request, code):
    raise SuspiciousOperation(f"Mvalue '{code}' from 203.0.113.9")


def logs_words(request, code):
    logging.getLogger("some.library").warning("Can't read %s of %s", code, "Mmail@council.example")
    logging.getLogger("some.library").warning(
        f"Can't read 'Mvalue' of Mmail@council.example at /join/{code}/"
    )
    logging.getLogger("some.library").error(f"Bad name: Mvalue {code}")
    return HttpResponse("fine")


VIEWS = [fails, breaks_a_rule, is_down, fails_on_the_way_out, is_suspicious, logs_words]
urlpatterns = [
    *(path(f"x/<slug:code>/{view.__name__}/", login_not_required(view)) for view in VIEWS),
    *urls.urlpatterns,
]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


def ask(view):
    client = Client(
        raise_request_exception=False, headers={"User-Agent": "Magent"}, REMOTE_ADDR="203.0.113.9"
    )
    client.cookies["sheet"] = "Mcookie"
    return client.post(f"/x/Mcode1/{view.__name__}/?q=Mquery", {"reflection": "Mbody"})


@pytest.fixture
def lines():
    """What all handlers of the settings would print, as one text."""
    kept = []
    handler = logging.Handler()
    handler.setFormatter(PrivateFormatter())
    handler.emit = lambda record: kept.append(handler.format(record))
    names = [None, "django", "django.server"]
    for name in names:
        logging.getLogger(name).addHandler(handler)
    yield kept
    for name in names:
        logging.getLogger(name).removeHandler(handler)


@pytest.mark.parametrize("view", VIEWS)
def test_no_words_codes_or_addresses_are_written_down(lines, view):
    ask(view)
    text = "\n".join(lines)
    assert text
    assert [mark for mark in MARKS if mark in text] == []


def test_a_fault_is_found_by_its_reference(lines):
    answer = ask(fails)
    reference = re.search(r"say this: <strong>(\w{4}-\w{2})</strong>", answer.content.decode())[1]
    (text,) = lines
    assert f"ERROR django.request 500 POST /x/<slug:code>/fails/ {reference}" in text
    assert re.search(r"tests/test_logs\.py:\d+ fails", text)
    assert text.splitlines()[-1] == "builtins.RuntimeError"
    assert "builtins.ValueError" in text, "its cause"


def test_what_the_database_calls_it_is_written_down(lines):
    ask(breaks_a_rule)
    number = "23505" if connection.vendor == "postgresql" else "SQLITE_CONSTRAINT_UNIQUE"
    assert re.search(rf"\.\w+ {number}$", lines[0], re.MULTILINE)
    assert lines[0].endswith("django.db.utils.IntegrityError")


def test_a_page_of_a_fault_keeps_the_words():
    answer = ask(fails)
    assert answer.status_code == 500
    assert "Mbody" in answer.content.decode()


def test_pages_that_arent_there_are_not_worth_a_line(lines):
    assert Client().get("/join/Mcode1/nothing/").status_code == 404
    assert lines == []


def test_djangos_own_handlers_send_no_mail_and_print_nothing_else():
    found = {
        name: logging.getLogger(name)
        for name in ("", "django", "django.request", "django.security", "django.server")
    }
    handlers = [handler for logger in found.values() for handler in logger.handlers]
    ours = [each for each in handlers if isinstance(each.formatter, PrivateFormatter)]
    assert {type(each) for each in ours} == {logging.StreamHandler}
    assert {each.stream for each in ours} <= {sys.stderr, sys.__stderr__} or ours
    assert not [each for each in handlers if type(each).__name__ == "AdminEmailHandler"]


@pytest.mark.parametrize(
    ("error", "is_down"),
    [
        (OperationalError(), True),
        (OSError(28, "full"), True),
        (OSError(2, "absent"), False),
        (IntegrityError(), False),
        (ValueError(), False),
    ],
)
def test_what_counts_as_down(error, is_down):
    assert is_unavailable(error) is is_down
    wrapped = RuntimeError()
    wrapped.__cause__ = error
    assert is_unavailable(wrapped) is is_down
