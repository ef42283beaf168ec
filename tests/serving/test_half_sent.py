"""Nobody stops the others by sending half of something, however slowly."""

import socket
import time
from contextlib import ExitStack

import pytest

from tests.serving.server import read_answer

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def half_sent(served, kind):
    """A POST whose rest never comes."""
    if kind == "announced":
        return served.connect(served.head("POST", "/wording/", Content_Length="1000", **FORM) + b"next=%2F")
    if kind == "chunked":
        return served.connect(
            served.head("POST", "/wording/", Transfer_Encoding="chunked", **FORM) + b"5\r\nnext="
        )
    if kind == "never begun":
        return served.connect(served.head("POST", "/wording/", Content_Length="1000", **FORM))
    if kind == "expects a word":
        return served.connect(
            served.head("POST", "/wording/", Content_Length="1000", Expect="100-continue", **FORM)
        )
    if kind == "huge":
        return served.connect(
            served.head("POST", "/wording/", Content_Length=str(10**15), **FORM) + b"x" * 999
        )
    return served.connect(b"POST /wording/ HTTP/1.1\r\nHost: localhost\r\nContent-Le")


KINDS = ("announced", "chunked", "never begun", "expects a word", "huge", "half a head")


@pytest.mark.parametrize("kind", KINDS)
def test_fifty_half_sent_requests_stop_nobody(served, visitor, kind):
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(half_sent(served, kind))
        assert quickly(lambda: served.get("/healthz").status == 200)
        assert quickly(lambda: visitor.save("ticked").status == 200, within=2)
        assert quickly(lambda: served.get("/about/").status == 200, within=2)


def test_four_hundred_stop_nobody_either(served, visitor):
    with ExitStack() as stack:
        for number in range(400):
            stack.enter_context(half_sent(served, KINDS[number % len(KINDS)]))
        assert quickly(lambda: served.get("/healthz").status == 200)
        assert quickly(lambda: visitor.save("nothing").status == 200, within=2)


def quickly(ask, within=1):
    began = time.monotonic()
    return ask() and time.monotonic() - began < within


def test_it_ends_after_ten_seconds(served):
    kinds = ("announced", "chunked", "never begun", "expects a word", "huge")
    began = time.monotonic()
    with ExitStack() as stack:
        held = [stack.enter_context(half_sent(served, kind)) for kind in kinds]
        answers = [read_answer(connection) for connection in held]
    assert [answer.status for answer in answers] == [408, 408, 408, 408, 413]
    assert "we have changed nothing" in answers[0].text
    assert 9 < time.monotonic() - began < 13


def test_ten_seconds_are_for_the_whole_body_however_it_trickles(served):
    began = time.monotonic()
    with half_sent(served, "announced") as connection:
        answer = trickle(connection, began)
    assert answer.status == 408
    assert 9 < time.monotonic() - began < 13


def trickle(connection, began):
    connection.settimeout(0.5)
    while time.monotonic() - began < 20:
        connection.sendall(b"x")
        try:
            if connection.recv(1, socket.MSG_PEEK):
                connection.settimeout(5)
                return read_answer(connection)
        except TimeoutError:
            continue
    return None


def test_a_body_that_comes_in_two_pieces_is_taken(served, visitor):
    body = visitor.change("ticked").encode()
    head = visitor.served.head(
        "POST",
        f"{visitor.part}save/",
        Content_Type="application/json",
        Content_Length=str(len(body)),
        X_CSRFToken=visitor.token,
    )
    with served.connect(head + body[:9]) as connection:
        time.sleep(1)
        connection.sendall(body[9:])
        assert read_answer(connection).json()["saved"]
