"""A database that is down, frozen, locked or broken: pages say so within seconds, and nobody's words are lost."""

import re
import shutil
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from html import unescape
from urllib.parse import urlencode

import psycopg2
import pytest

from tests.data_folder import make_demo
from tests.serving.postgresql import PostgreSQL, family
from tests.serving.server import ROOT, Served, environment, manage, serve
from tests.serving.visitor import TOKEN, Visitor

FETCHED = re.compile(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"')
WORDS = {"reflection": "Jede Woche 每周\n<b>hier</b>"}


def send_words(visitor, form):
    return visitor.served.post(visitor.part, form)


def check_that_all_is_kept(served, visitor, member, forms):
    """What every kind of request hears before its own time-out, half a minute."""
    page = send_words(visitor, forms["mine"])
    assert (page.status, "retry-after: 30" in page.head) == (503, True)
    assert given_back(page)["What you wrote about this part"] == WORDS["reflection"]
    assert 'name="save" value="later"' in page.text
    assert "Send it again" in page.text
    assert re.search(r"say this: <strong>[\w]{4}-[\w]{2}</strong>", page.text)
    fetched = FETCHED.findall(page.text)
    assert len(fetched) >= 3, "two of styles and Listen"
    assert {served.get(address).status for address in fetched} == {200}
    change = visitor.save("ticked")
    assert (change.status, change.json()["reason"]) == (503, "busy")
    assert "isn’t saved" in change.json()["error"]
    signed_in = member.post("/teams/nosuch1/rounds/new/", forms["member"])
    assert (signed_in.status, "Frühling" in signed_in.text) == (503, True)
    for path in ("/", "/admin/", "/rubrics/"):
        assert member.get(path).status == 503
    assert visitor.served.get(visitor.part).status == 503
    assert served.get("/healthz").status == 200
    assert served.get("/readyz").status == 503


def given_back(answer):
    found = re.findall(
        r'for="written-\d+">([^<]*)</label>\s*<textarea[^>]*>\n(.*?)</textarea>', answer.text, re.DOTALL
    )
    return {unescape(label): unescape(text) for label, text in found}


def prepare(served):
    """Somebody with a sheet, somebody who is signed in, and what they are about to send."""
    visitor, member = Visitor(served), Served(served.port, served.folder, served.process)
    token = TOKEN.search(member.get("/sign-in/").text)[1]
    signing_in = {"csrfmiddlewaretoken": token, "person": "alice@demo.example"}
    assert member.post("/demo/sign-in/", urlencode(signing_in)).status == 302
    token = TOKEN.search(member.get("/help/").text)[1]
    forms = {
        "mine": visitor.form(**WORDS),
        "member": urlencode({"csrfmiddlewaretoken": token, "title": "Frühling"}),
    }
    return visitor, member, forms


# SQLite


@pytest.fixture
def own(folder, tmp_path, monkeypatch):
    """A server whose SQLite file may be broken."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if not (folder / "coprod-reflect.sqlite3").exists():
        subprocess.run(
            [ROOT / "script/setup"], env=environment(folder), check=True, stdout=subprocess.DEVNULL
        )
        manage(folder, "demo")
    with closing(sqlite3.connect(folder / "coprod-reflect.sqlite3")) as whole:
        whole.execute("VACUUM INTO ?", [str(tmp_path / "coprod-reflect.sqlite3")])
    shutil.copytree(folder / "static", tmp_path / "static")
    served = serve(tmp_path)
    yield served
    served.stop()


def corrupt(path):
    for each in path.parent.glob("*.sqlite3*"):
        each.write_bytes(b"\0" * 8192)


def empty(path):
    with closing(sqlite3.connect(path)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if not name.startswith("sqlite_"):
                database.execute(f'DROP TABLE "{name}"')
        database.commit()


@pytest.mark.parametrize("spoil", [corrupt, empty])
def test_a_broken_file_loses_no_words(own, spoil):
    visitor, member, forms = prepare(own)
    spoil(own.folder / "coprod-reflect.sqlite3")
    check_that_all_is_kept(own, visitor, member, forms)
    assert "Traceback" not in own.log
    assert re.search(r"ERROR django.request 503 POST /mine/<slug:code>/parts/\S+ \w{4}-\w{2}", own.log)
    for private in (
        "Jede",
        "Frühling",
        visitor.round,
        "alice@",
        visitor.token,
        "127.0.0.1",
        visitor.served.cookies["sheet"],
    ):
        assert private not in own.log.replace("Open http://localhost", "")


def test_a_locked_file_loses_no_words_and_goes_on_afterwards(own):
    visitor, _, forms = prepare(own)
    with closing(sqlite3.connect(own.folder / "coprod-reflect.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor() as people:
            change = people.submit(visitor.save, "ticked")
            page = people.submit(send_words, visitor, forms["mine"])
            assert own.get("/healthz").status == 200
            assert not change.done()
            assert change.result().status == 503
        assert given_back(page.result())["What you wrote about this part"] == WORDS["reflection"]
        other.execute("ROLLBACK")
    assert send_words(visitor, again(page.result())).status == 302
    assert "Jede Woche" in visitor.page()


def again(page):
    """What the button sends."""
    form = page.text[page.text.index("kept-words") :]
    return urlencode(
        [
            (name, unescape(value))
            for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
        ]
    )


def test_a_full_disk_loses_no_words(own):
    visitor, _, forms = prepare(own)
    for process in family(own.process.pid):
        subprocess.run(["prlimit", "--pid", str(process.pid), "--fsize=4096"], check=True)
    page = send_words(visitor, forms["mine"])
    assert page.status == 503
    assert given_back(page)["What you wrote about this part"] == WORDS["reflection"]
    assert visitor.save("ticked").status == 503
    assert own.get("/healthz").status == 200


# PostgreSQL


@pytest.fixture(scope="module")
def postgresql():
    server = PostgreSQL()
    yield server
    server.end()


@pytest.fixture(scope="module")
def frozen_later(postgresql, tmp_path_factory):
    given = {"DATABASE_URL": postgresql.url}
    place = make_demo(tmp_path_factory.mktemp("postgresql"), **given)
    served = serve(place, **given)
    yield served
    served.stop()


def test_a_frozen_server_holds_nobody_for_long(frozen_later, postgresql):
    visitor, member, forms = prepare(frozen_later)
    postgresql.freeze()
    try:
        with ThreadPoolExecutor() as people:
            page = people.submit(visitor.save, "ticked")
            assert frozen_later.get("/healthz").status == 200
            assert not page.done()
        check_that_all_is_kept(frozen_later, visitor, member, forms)
        with ThreadPoolExecutor(40) as people:
            pages = {*people.map(lambda _: member.get("/").status, range(40))}
        assert pages == {503}
    finally:
        postgresql.wake()
        time.sleep(4)  # in which nobody tries to connect
    assert send_words(visitor, forms["mine"]).status == 302


def test_dropped_connections_are_made_again(frozen_later, postgresql):
    visitor, *_ = prepare(frozen_later)
    postgresql.drop_connections()
    assert visitor.save("ticked").status == 200


def test_a_table_that_is_locked_holds_nobody_for_long(frozen_later, postgresql):
    visitor, _, forms = prepare(frozen_later)
    with closing(psycopg2.connect(postgresql.url)) as other, other.cursor() as cursor:
        cursor.execute("LOCK TABLE assessments_answer, assessments_reflection")
        assert visitor.save("ticked").status == 503
        page = send_words(visitor, forms["mine"])
        assert page.status == 503
    assert send_words(visitor, again(page)).status == 302
    assert visitor.save("nothing").status == 200
