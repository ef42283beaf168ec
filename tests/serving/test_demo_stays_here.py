"""A demo signs anybody in with a click: it starts, and answers, on its own machine only."""

import subprocess
import sys

import pytest

from coprod_reflect.loopback import bound_to, is_here
from tests.ports import free_port
from tests.serving.server import ROOT, START, environment

SERVERS = {
    "script/serve": [ROOT / "script/serve"],
    "granian": [ROOT / ".venv/bin/granian", "--interface", "wsgi", "coprod_reflect.wsgi:application"],
    "manage.py": [sys.executable, "manage.py", "check"],
}


def start(folder, command, **more):
    """How it ends. A server that does start is stopped by the time-out, which fails the test."""
    given = environment(folder, PORT=str(free_port()), GRANIAN_PORT=str(free_port()), **more)
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=START)


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ALLOWED_HOSTS", "localhost,reflect.council.example"),
        ("ALLOWED_HOSTS", "192.168.1.20"),
        ("ALLOWED_HOSTS", ".example"),
        ("BIND", "0.0.0.0"),
        ("GRANIAN_HOST", "::"),
        ("SITE_URL", "https://reflect.council.example/"),
        ("CSRF_TRUSTED_ORIGINS", "https://reflect.council.example"),
    ],
)
def test_no_server_starts_a_demo_that_others_might_reach(tmp_path, server, variable, value):
    done = start(tmp_path, SERVERS[server], **{variable: value})
    assert done.returncode
    assert "DEMO is on, but other machines may reach" in done.stderr


@pytest.mark.parametrize("given", [["--host", "0.0.0.0"], ["--host=0.0.0.0"]])
def test_what_the_command_line_says_counts_too(tmp_path, given):
    done = start(tmp_path, [*SERVERS["granian"], *given])
    assert done.returncode
    assert "DEMO is on" in done.stderr


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("reflect.localhost", True),
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("127.9.9.9:80", True),
        ("[::1]", True),
        ("::1", True),
        ("[::1]:8000", True),
        ("0.0.0.0", False),
        ("0", False),
        (":8000", False),
        ("", False),
        ("::", False),
        ("[::]:8000", False),
        ("*", False),
        ("localhost.evil.example", False),
        ("evil.example/localhost", False),
        ("10.0.0.1", False),
        ("172.17.0.1", False),
        ("::ffff:127.0.0.1", True),
        ("::ffff:0.0.0.0", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
    ],
)
def test_which_names_are_this_machines_own(name, here):
    assert is_here(name) is here


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["granian", "--host", "0.0.0.0", "app"], ["0.0.0.0"]),
        (["gunicorn", "-b", ":8000", "app"], [":8000"]),
        (["gunicorn", "--bind=[::]:80", "app"], ["[::]:80"]),
        (["waitress-serve", "--listen=*:8080"], ["*:8080"]),
        (["manage.py", "runserver", "0:8000"], ["0:8000"]),
        (["manage.py", "runserver", "8000"], ["localhost"]),
        (["manage.py", "runserver", "--noreload", "0.0.0.0:8000"], ["0.0.0.0:8000"]),
        (["manage.py", "runserver", "-6", "[::]:8000"], ["[::]:8000"]),
        (["manage.py", "runserver", "--settings", "coprod_reflect.settings", "8000"], ["localhost"]),
        (["gunicorn", "-b0.0.0.0:80", "app"], ["0.0.0.0:80"]),
        (["gunicorn", "--bind", "unix:/run/app", "app"], []),
        (["hypercorn", "--quic-bind", "[::]:443", "--insecure-bind=:80", "app"], ["[::]:443", ":80"]),
        (["hypercorn", "-b", "127.0.0.1:1,0.0.0.0:1", "app"], ["127.0.0.1:1", "0.0.0.0:1"]),
        (["daphne", "-b", "0.0.0.0", "app"], ["0.0.0.0"]),
        (["uwsgi", "--http-socket=0.0.0.0:80"], ["0.0.0.0:80"]),
        (["granian", "--http", "1", "--port", "80"], []),
    ],
)
def test_where_a_command_line_listens(arguments, found):
    assert [*bound_to(arguments)] == found


RUNSERVER = [
    ["--noreload", "0.0.0.0:PORT"],
    ["0:PORT"],
    ["-6", "[::]:PORT"],
    ["[::]:PORT", "--ipv6", "--noreload"],
]


@pytest.mark.parametrize("given", RUNSERVER, ids=" ".join)
def test_djangos_own_server_doesnt_start(tmp_path, given):
    port = str(free_port())
    command = [sys.executable, "manage.py", "runserver", *(word.replace("PORT", port) for word in given)]
    done = start(tmp_path, command)
    assert done.returncode
    assert "DEMO is on, but other machines may reach" in done.stderr


# Any server, whatever it reads its address from: it binds a socket, and imports us, in either order.
IMPORT = "import coprod_reflect.wsgi"
BIND = "import socket; s = socket.socket(socket.{family}, socket.{kind}); s.bind({address!r})"
SERVE = "import time; print('it serves', flush=True); time.sleep(0.5)"
BEYOND = [
    ("AF_INET", "SOCK_STREAM", ("0.0.0.0", 0)),
    ("AF_INET", "SOCK_STREAM", ("", 0)),
    ("AF_INET6", "SOCK_STREAM", ("::", 0)),
    ("AF_INET", "SOCK_DGRAM", ("0.0.0.0", 0)),
    ("AF_INET6", "SOCK_STREAM", ("::ffff:0.0.0.0", 0)),
]
HERE = [("AF_INET", "SOCK_STREAM", ("127.0.0.1", 0)), ("AF_INET6", "SOCK_STREAM", ("::1", 0))]


def a_server(order, family, kind, address):
    steps = {"import": IMPORT, "bind": BIND.format(family=family, kind=kind, address=address)}
    return "\n".join([*(steps[step] for step in order), SERVE])


@pytest.mark.parametrize("order", [("bind", "import"), ("import", "bind")], ids="-".join)
@pytest.mark.parametrize("bound", BEYOND, ids=str)
def test_no_server_of_any_kind_may_listen_beyond(tmp_path, order, bound):
    done = start(tmp_path, [sys.executable, "-c", a_server(order, *bound)])
    assert done.returncode
    assert "it serves" not in done.stdout
    assert "DEMO is on, but other machines may reach" in done.stderr


@pytest.mark.parametrize("order", [("bind", "import"), ("import", "bind")], ids="-".join)
@pytest.mark.parametrize("bound", HERE, ids=str)
def test_any_server_may_listen_here(tmp_path, order, bound):
    done = start(tmp_path, [sys.executable, "-c", a_server(order, *bound)])
    assert "it serves" in done.stdout, done.stderr


def test_gunicorns_own_variable_counts(tmp_path):
    done = start(tmp_path, SERVERS["manage.py"], GUNICORN_CMD_ARGS="--bind=0.0.0.0:80 --workers 2")
    assert "DEMO is on, but other machines may reach: 0.0.0.0:80" in done.stderr


@pytest.fixture
def ask():
    from coprod_reflect.middleware import demo_stays_here

    return demo_stays_here(lambda request: "let in")


def test_requests_from_other_machines_are_refused(rf, ask):
    assert ask(rf.get("/", REMOTE_ADDR="127.0.0.1")) == "let in"
    assert ask(rf.get("/", REMOTE_ADDR="::1", headers={"Host": "[::1]:8000"})) == "let in"
    assert ask(rf.get("/", REMOTE_ADDR="172.17.0.1")).status_code == 403
    assert ask(rf.get("/", REMOTE_ADDR="")).status_code == 403, "a socket without addresses: a proxy's"
    assert ask(rf.get("/", headers={"Host": "reflect.example"})).status_code == 403


PASSED_ON = [
    ("X-Forwarded-Host", "reflect.example"),
    ("X-Forwarded-Host", "localhost, reflect.example"),
    ("X-Forwarded-For", "203.0.113.9"),
    ("X-Forwarded-For", "127.0.0.1"),
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Server", "proxy"),
    ("Forwarded", "for=203.0.113.9"),
    ("X-Real-IP", "203.0.113.9"),
    ("X-Client-IP", "203.0.113.9"),
    ("True-Client-IP", "203.0.113.9"),
    ("CF-Connecting-IP", "203.0.113.9"),
    ("X-Original-Host", "reflect.example"),
    ("Via", "1.1 proxy"),
]


@pytest.mark.parametrize("header", PASSED_ON, ids=str)
def test_what_a_proxy_passes_on_is_refused(rf, ask, header):
    """A proxy here, and a server that listens here, can still lead others to it."""
    assert ask(rf.get("/", headers=dict([header]))).status_code == 403


def test_a_demo_that_is_served_refuses_them(served):
    assert served.get("/about/").status == 200
    for name, value in PASSED_ON:
        assert served.get("/about/", **{name.replace("-", "_"): value}).status == 403, name
