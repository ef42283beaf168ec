"""The proxies of docs/deploy.md, run with the files that we ship: they buffer, overwrite and write no codes down."""

import re
import shutil
import socket
import sqlite3
from contextlib import ExitStack, closing

import pytest

from tests.serving import proxies
from tests.serving.server import START, is_waiting, read_answer, serve
from tests.serving.test_lengths import chunked

PRODUCTION = {
    "DEMO": "0",
    "HTTPS": "1",
    "BEHIND_PROXY": "1",
    "ALLOWED_HOSTS": f"{proxies.NAME},localhost",
    "SECRET_KEY": "a-key-for-tests-only-and-long-enough-for-djangos-own-check-0123456789",
    "EMAIL_HOST": "mail.example",
    "EMAIL_FROM": "hello@reflect.example",
}
LIES = (
    "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: gopher\r\n"
    "X-Forwarded-Host: evil.example\r\nForwarded: for=6.6.6.6\r\n"
)


@pytest.fixture(params=["nginx", "caddy"])
def kind(request):
    return request.param


@pytest.fixture
def upstream():
    """A server that only listens: what a proxy tells it is read from the socket."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(START)
        yield listening


@pytest.fixture
def proxy(kind, tmp_path, upstream):
    started = proxies.start(kind, tmp_path, upstream.getsockname()[1])
    yield started
    started.stop()


def post(length, lies=""):
    head = f"POST /mine/codecode/parts/p1/ HTTP/1.1\r\nHost: {proxies.NAME}\r\n{lies}Content-Length: {length}\r\n\r\n"
    return head.encode()


def arrived(upstream):
    """A request's head and body, as the proxy sends them."""
    connection, _ = upstream.accept()
    with connection:
        connection.settimeout(START)
        received = b""
        while b"\r\n\r\n" not in received or not received.endswith(b"end"):
            received += connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    return received.decode()


def test_a_body_is_passed_on_when_it_is_whole(proxy, upstream):
    with proxy.connect() as connection:
        connection.sendall(post(1003) + b"x" * 500)
        upstream.settimeout(1.5)
        with pytest.raises(TimeoutError):
            upstream.accept()
        upstream.settimeout(START)
        connection.sendall(b"x" * 500 + b"end")
        told = arrived(upstream)
        assert read_answer(connection).status == 200
    assert re.search(r"(?i)content-length: 1003\r\n", told)


def test_what_visitors_say_of_themselves_is_overwritten(proxy, upstream):
    with proxy.connect() as connection:
        connection.sendall(post(3, LIES) + b"end")
        told = arrived(upstream)
    headers = {}
    for name, value in re.findall(r"(?m)^([\w-]+): ([^\r]*)", told):
        headers.setdefault(name.lower(), []).append(value)
    assert headers["x-forwarded-for"] == ["127.0.0.1"]
    assert headers["x-forwarded-proto"] == ["https"]
    assert headers["host"] == [proxies.NAME]
    assert "x-forwarded-host" not in headers
    assert "forwarded" not in headers


@pytest.fixture(scope="module")
def production(folder, tmp_path_factory):
    """The app as on a server, with the demo's data."""
    place = tmp_path_factory.mktemp("production")
    shutil.copytree(folder / "static", place / "static")
    if (folder / "coprod-reflect.sqlite3").exists():  # else this run is about another database
        with closing(sqlite3.connect(folder / "coprod-reflect.sqlite3")) as whole:
            whole.execute("VACUUM INTO ?", [str(place / "coprod-reflect.sqlite3")])
    served = serve(place, **PRODUCTION)
    yield served
    served.stop()


@pytest.fixture
def in_front(kind, tmp_path, production):
    started = proxies.start(kind, tmp_path, production.port)
    yield started
    started.stop()


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: {proxies.NAME}\r\nConnection: close\r\n\r\n".encode()


def test_the_app_is_reached_over_https_and_not_led_in_a_circle(in_front):
    answer = in_front.ask(get("/join/"))
    assert answer.status == 200
    assert re.search(r"(?i)set-cookie: +csrftoken=[^\n]*; Secure", answer.head)


def test_half_sent_requests_never_reach_it(in_front, production):
    with ExitStack() as stack:
        held = [stack.enter_context(in_front.connect()) for _ in range(50)]
        for connection in held:
            connection.sendall(post(1000) + b"half")
        assert in_front.ask(get("/healthz")).status == 200
        assert in_front.ask(get("/join/")).status == 200
        assert all(map(is_waiting, held))


def test_a_form_without_a_length_is_taken(in_front):
    page = in_front.ask(get("/join/"))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    cookie = re.search(r"(?i)set-cookie: +(csrftoken=\w+)", page.head)[1]
    head = (
        f"POST /join/ HTTP/1.1\r\nHost: {proxies.NAME}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
    )
    head += f"Cookie: {cookie}\r\nReferer: https://{proxies.NAME}/join/\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    form = f"csrfmiddlewaretoken={token}&code=bcdfghjk".encode()
    answer = in_front.ask(head.encode() + chunked(form))
    assert answer.status == 422, "it was read: the code opens nothing"


def test_too_much_gets_our_page(in_front):
    answer = in_front.ask(post(3_000_000) + b"x" * 3_000_000)
    assert (answer.status, "That is too big for us" in answer.text) == (413, True)


def test_no_code_is_written_down(in_front):
    in_front.ask(get("/mine/codecode/"))
    in_front.ask(get("/join/codecode/?q=codecode"))
    in_front.stop()
    logs = [path for path in in_front.folder.rglob("*log") if path.is_file()]
    assert logs
    assert not [path for path in logs if "codecode" in path.read_text()]
