"""Nobody stops the others by sending half of something, however slowly."""

import select
import socket
import time
from contextlib import ExitStack

import pytest

from tests.serving.server import START, is_waiting, read_answer

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
        first, *_ = [stack.enter_context(half_sent(served, each)) for each in ("announced", *50 * [kind])]
        assert served.get("/healthz").status == 200
        assert visitor.save("ticked").status == 200
        assert served.get("/about/").status == 200
        assert is_waiting(first)


def test_four_hundred_stop_nobody_either(served, visitor):
    with ExitStack() as stack:
        first, *_ = [stack.enter_context(half_sent(served, KINDS[n % len(KINDS)])) for n in range(400)]
        assert served.get("/healthz").status == 200
        assert visitor.save("nothing").status == 200
        assert is_waiting(first)


def test_it_ends_after_ten_seconds(served):
    kinds = ("announced", "chunked", "never begun", "expects a word", "huge")
    began = time.monotonic()
    with ExitStack() as stack:
        held = [stack.enter_context(half_sent(served, kind)) for kind in kinds]
        assert naps_until_answered(held[0]) < 26
        answers = [read_answer(connection) for connection in held]
    assert [answer.status for answer in answers] == [408, 408, 408, 408, 413]
    assert "we have changed nothing" in answers[0].text
    assert time.monotonic() - began > 9


def naps_until_answered(connection):
    """Of half a second each: on a slow machine there are fewer."""
    naps = 0
    while not select.select([connection], [], [], 0.5)[0]:
        naps += 1
    return naps


def test_ten_seconds_are_for_the_whole_body_however_it_trickles(served):
    began = time.monotonic()
    with half_sent(served, "announced") as connection:
        answer = trickle(connection)
    assert answer.status == 408
    assert time.monotonic() - began > 9


def trickle(connection):
    """Half a second or more between its bytes: on a slow machine there are fewer."""
    connection.settimeout(0.5)
    for _ in range(26):
        connection.sendall(b"x")
        try:
            if connection.recv(1, socket.MSG_PEEK):
                connection.settimeout(START)
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
