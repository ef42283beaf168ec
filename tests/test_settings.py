"""Settings: wrong values are refused, in words, and production never starts on this machine's conveniences."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands

from coprod_reflect import env

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "a-key-for-tests-only-and-long-enough-for-djangos-own-check-0123456789",
    "ALLOWED_HOSTS": "reflect.example",
    "EMAIL_HOST": "mail.example",
    "EMAIL_FROM": "Reflect <hello@reflect.example>",
    "BEHIND_PROXY": "1",
    "DATABASE_URL": "sqlite://:memory:",
}


def run(*command, **changes):
    """Runs Python in a process of its own, with production's settings and these changes (None: not set)."""
    settings = {name: value for name, value in (PRODUCTION | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, *command], env=settings, capture_output=True, text=True, check=False
    )


def start(**changes):
    return run("-c", "import coprod_reflect.settings", **changes)


def check_deploy(**changes):
    return run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **changes)


def test_production_is_clean():
    done = check_deploy()
    assert done.returncode == 0, done.stderr


def test_the_settings_that_deploying_begins_with_can_be_read_by_a_shell(tmp_path):
    """As docs/deploy.md says, with a key of one's own."""
    example = (ROOT / "docs/deploy.md").read_text().split("```\n")[1]
    assert "SECRET_KEY='…'" in example
    file = tmp_path / "reflect.env"
    file.write_text(example.replace("…", PRODUCTION["SECRET_KEY"]))
    ask = "from coprod_reflect.settings import *; print(DEFAULT_FROM_EMAIL, ALLOWED_HOSTS, BEHIND_PROXY)"
    command = ["bash", "-ec", 'set -a; . "$0"; set +a; "$1" -c "$2"', str(file), sys.executable, ask]
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": PRODUCTION["DATABASE_URL"]}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "Reflect <reflect@council.example> ['reflect.council.example'] True\n", done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_HOST", "EMAIL_FROM"])
def test_production_has_no_default_for(missing):
    done = start(**{missing: None})
    assert done.returncode
    assert f"Set the environment variable {missing}." in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("DEBUG", "perhaps", "write 1 or 0"),
        ("DEMO", "2", "write 1 or 0"),
        ("HTTPS", "no thanks", "write 1 or 0"),
        ("SITE_URL", "reflect.example", "such as https://reflect.example/"),
        ("EMAIL_PORT", "smtp", "a whole number from 1 to 65535"),
        ("DATABASE_URL", "mysql://root@localhost/reflect", "use sqlite:/// or postgres://"),
        ("DATABASE_URL", "postgres", "use sqlite:/// or postgres://"),
        ("SECRET_KEY", "short", "at least 50 random characters"),
        ("ALLOWED_HOSTS", "*", "write host names only"),
        ("ALLOWED_HOSTS", "https://x.example/", "write host names only"),
        ("ALLOWED_HOSTS", "reflect.example:443", "write host names only"),
        ("ALLOWED_HOSTS", ",", "write host names only"),
        ("SITE_URL", "https://reflect.example:abc", "such as https://reflect.example/"),
        ("DATABASE_URL", "postgres://reflect:a#b@localhost/reflect", "%23 for #"),
        ("DATABASE_URL", "postgres://reflect:a/b@localhost/reflect", "%2F for /"),
        ("DATABASE_URL", "postgres://reflect:a?b@localhost/reflect", "%3F for ?"),
        ("EMAIL_FROM", "not an address", "write an address"),
        ("EMAIL_REPLY_TO", "nobody", "write an address"),
        ("CSRF_TRUSTED_ORIGINS", "https://x.example, x.example", "such as https://reflect.example"),
        ("CSRF_TRUSTED_ORIGINS", "https://x.example/reflect/", "such as https://reflect.example"),
        ("TRUSTED_PROXIES", "many", "a whole number from 0 to 10"),
        ("SITE_ANSWER_DAYS", "soon", "a whole number from 1 to 60"),
        ("STATEMENT_PREPARED", "27 November", "such as 2026-11-27"),
    ],
)
def test_a_wrong_value_stops_the_start(name, value, advice):
    done = start(**{name: value})
    assert done.returncode
    assert name in done.stderr
    assert advice in done.stderr


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (env.hosts, ".reflect.example"),
        (env.hosts, "[::1]"),
        (env.site, "http://[::1]:8000/"),
        (env.site, "https://reflect.example:8443/"),
        (env.database, "postgres://reflect:a%2Fb@localhost:5432/reflect?sslmode=require"),
        (env.database, "postgres:///reflect?host=/var/run/postgresql"),
        (env.database, "postgresql://%2Fvar%2Frun%2Fpostgresql/reflect"),
    ],
)
def test_a_right_value_is_taken(monkeypatch, read, value):
    monkeypatch.setenv("A_VALUE", value)
    assert read("A_VALUE", "") in (value, [value])


def test_https_without_a_proxy_is_noticed():
    assert "nothing says where it ends" in check_deploy(BEHIND_PROXY=None).stderr


@pytest.mark.parametrize(("value", "means"), [("1", True), (" Yes ", True), ("off", False), ("", False)])
def test_a_flag_is_on_or_off(monkeypatch, value, means):
    monkeypatch.setenv("A_FLAG", value)
    assert env.flag("A_FLAG", not means) is means


def test_a_flag_may_be_absent(monkeypatch):
    monkeypatch.delenv("A_FLAG", raising=False)
    assert env.flag("A_FLAG", True) is True


@pytest.mark.parametrize("value", ["0", "11", "-1", "2.5", "two"])
def test_a_number_has_its_bounds(monkeypatch, value):
    monkeypatch.setenv("A_NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="from 1 to 10"):
        env.number("A_NUMBER", 5, least=1, most=10)


@pytest.mark.parametrize(("value", "means"), [("1", 1), ("10", 10), ("", 5)])
def test_a_number_within_them_is_taken(monkeypatch, value, means):
    monkeypatch.setenv("A_NUMBER", value)
    assert env.number("A_NUMBER", 5, least=1, most=10) == means


def test_words_are_split_and_trimmed(monkeypatch):
    monkeypatch.setenv("SOME_WORDS", " a.example, ,b.example ")
    assert env.words("SOME_WORDS") == ["a.example", "b.example"]


def test_origins_lose_the_slash_that_no_browser_sends(monkeypatch):
    monkeypatch.setenv("SOME_ORIGINS", "https://a.example/, https://*.b.example:8443")
    assert env.origins("SOME_ORIGINS") == ["https://a.example", "https://*.b.example:8443"]
    monkeypatch.delenv("SOME_ORIGINS")
    assert env.origins("SOME_ORIGINS") == []


def test_a_text_of_blanks_is_absent(monkeypatch):
    monkeypatch.setenv("A_TEXT", "   ")
    assert env.text("A_TEXT", "usual") == "usual"
    with pytest.raises(ImproperlyConfigured, match=r"Set the environment variable A_TEXT\."):
        env.text("A_TEXT")


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError(42 * 'x')",
        "import threading; threading.Thread(target={}.__getitem__, args=(42 * 'x',)).start()",
    ],
)
def test_what_nobody_catches_is_told_without_its_message(code):
    told = run("manage.py", "shell", "--verbosity", "0", "-c", code).stderr
    assert "CRITICAL coprod_reflect Nothing caught this." in told
    assert "Error" in told
    assert "x" * 42 not in told


def test_what_a_timer_starts_is_a_command_of_ours():
    started = re.findall(r"coprod-reflect@(\w+)\.timer", (ROOT / "docs/deploy.md").read_text())
    assert started
    assert set(started) <= set(get_commands())
