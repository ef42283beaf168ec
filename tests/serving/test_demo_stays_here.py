"""A demo signs anybody in with a click: it starts, and answers, on its own machine only."""

import subprocess
import sys

import pytest

from coprod_reflect.loopback import bound_to, is_here
from tests.serving.server import ROOT, environment, free_port

SERVERS = {
    "script/serve": [ROOT / "script/serve"],
    "granian": [ROOT / ".venv/bin/granian", "--interface", "wsgi", "coprod_reflect.wsgi:application"],
    "manage.py": [sys.executable, "manage.py", "check"],
}


def start(folder, command, **more):
    """How it ends. A server that does start is stopped by the time-out, which fails the test."""
    given = environment(folder, PORT=str(free_port()), GRANIAN_PORT=str(free_port()), **more)
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=30)


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
        (["granian", "--http", "1", "--port", "80"], []),
    ],
)
def test_where_a_command_line_listens(arguments, found):
    assert [*bound_to(arguments)] == found


def test_requests_from_other_machines_are_refused(rf, settings):
    from coprod_reflect.middleware import demo_stays_here

    ask = demo_stays_here(lambda request: "let in")
    assert ask(rf.get("/", REMOTE_ADDR="127.0.0.1")) == "let in"
    assert ask(rf.get("/", REMOTE_ADDR="172.17.0.1")).status_code == 403
    assert ask(rf.get("/", headers={"X-Forwarded-Host": "reflect.example"})).status_code == 403
    assert ask(rf.get("/", headers={"X-Forwarded-Host": "localhost, reflect.example"})).status_code == 403


def test_a_demo_that_is_served_refuses_them(served):
    assert served.get("/about/").status == 200
    assert served.get("/about/", X_Forwarded_Host="reflect.example").status == 403
