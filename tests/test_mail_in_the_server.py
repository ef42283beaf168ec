"""E-mail as the served app sends it: two workers, real sockets, and pages that nobody's mail server can stop."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest

from tests.journeys.server import ROOT, START
from tests.mail_servers import mail_server
from tests.ports import free_port

PYTHON = ROOT / ".venv/bin/python"
POST = """
import django; django.setup()
from teams.models import Letter
for _ in range({}):
    Letter.objects.create(kind="invitation", to="fay@council.example", subject="Come", body="The words")
"""
STATES_AND_LET_GO = """
import django; django.setup()
from teams.models import Letter
print(*[letter.state for letter in Letter.objects.all()])
Letter.objects.update(claimed_until=None)
"""


class Site:
    """The app on a port and a database of its own, sending through one mail server."""

    def __init__(self, folder, mail_port, database):
        self.url = f"http://localhost:{free_port()}"
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "DATA_DIR": str(folder),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail_port),
            "EMAIL_TLS": "0",
            "DEBUG": "1",  # static files by their plain names
            "DJANGO_SETTINGS_MODULE": "coprod_reflect.settings",
        }
        self.database = shutil.copy(database, folder / "site.sqlite3")

    def python(self, *command):
        done = subprocess.run(
            [PYTHON, *command], cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def sent(self):
        """How many letters, as the file says, which needs no process to be asked."""
        with closing(sqlite3.connect(self.database, timeout=START)) as database:
            return database.execute("SELECT count(sent_at) FROM teams_letter").fetchone()[0]

    def start(self):
        environment = self.environment | {"PORT": self.url.rpartition(":")[2]}
        serve = ROOT / "script/serve"
        self.process = subprocess.Popen([serve], cwd=ROOT, env=environment, start_new_session=True)
        wait_for(lambda: self.get("/healthz") == 200)

    def stop(self, how=signal.SIGINT):
        os.killpg(self.process.pid, how)
        self.process.wait(timeout=START)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=20) as answer:  # noqa: S310 (our own server)
                return answer.status
        except OSError:
            return 0

    def ask_for_code(self, email):
        """As a browser does. Returns the status."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with browser.open(f"{self.url}/sign-in/", timeout=START) as page:
            token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.read().decode()).group(1)
        form = urlencode({"email": email, "csrfmiddlewaretoken": token}).encode()
        try:
            return browser.open(f"{self.url}/sign-in/", form, timeout=START).status
        except urllib.error.HTTPError as refused:
            return refused.code


@pytest.fixture
def site_of(tmp_path, empty_file):
    sites = []

    def make(server):
        site = Site(tmp_path, server.port, empty_file)
        sites.append(site)
        site.start()
        return site

    yield make
    for site in sites:
        if site.process.poll() is None:
            site.stop()


def wait_for(is_true, seconds=START):
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_silent_mail_server_stops_nobodys_pages(site_of):
    """Pages come while two people wait for their codes; and of ten, not everybody waits until it is their turn."""
    with mail_server(silent=True) as server:
        site = site_of(server)
        with ThreadPoolExecutor(12) as people:
            asked = [people.submit(site.ask_for_code, f"{n}@else.example") for n in range(10)]
            wait_for(lambda: server.now_open == 2)
            came_meanwhile = 0
            while not all(each.done() for each in asked):
                assert site.get("/help/") == 200
                came_meanwhile += server.now_open == 2
                time.sleep(0.2)  # or it would ask for hundreds
            answers = [each.result() for each in asked]
        assert came_meanwhile
        assert set(answers) == {503}
        assert len(server.lines) < len(answers), (
            "whose five seconds were over before, never came to be silenced"
        )
        assert server.most_at_once <= 2


def test_many_at_once_get_theirs_two_at_a_time(site_of):
    with mail_server(late=0.01) as server:
        site = site_of(server)
        with ThreadPoolExecutor(12) as people:
            answers = list(people.map(site.ask_for_code, (f"{n}@else.example" for n in range(8))))
        assert set(answers) == {200}
        assert len(server.accepted) == 8
        assert server.most_at_once <= 2


def test_what_waits_is_sent_by_the_server_and_once(site_of):
    with mail_server() as server:
        site = site_of(server)
        site.python("-c", POST.format(3))
        wait_for(lambda: len(server.accepted) >= 3)  # which costs nothing to ask
        wait_for(lambda: site.sent() == 3)
        site.stop()
        assert len(server.accepted) == 3


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["stopped", "killed"])
def test_a_letter_outlives_the_server(site_of, how):
    """Nothing had been handed over when it ended, so the next one sends it."""
    with mail_server(answers={"RCPT": ["hang"]}) as server:
        site = site_of(server)
        site.python("-c", POST.format(1))
        wait_for(lambda: any("RCPT" in said for said in server.heard))
        site.stop(how)
        assert site.python("-c", STATES_AND_LET_GO) == "waiting"
        site.start()
        wait_for(lambda: server.accepted)
        wait_for(lambda: site.sent() == 1)
        assert len(server.accepted) == 1
