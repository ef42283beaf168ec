"""The files of an issued report are made after it was issued, whatever is killed meanwhile, and kept for good."""

import os
import shutil
import subprocess
import sys
import textwrap
import time
from datetime import timedelta

import psutil
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Action, ReportEdition
from assessments.services.editions import draft_of, folder_of, issue
from assessments.services.forgetting import forget_words
from reports.formats import FORMATS, Format
from reports.pdf import jobs
from reports.services import finishing, issuing, making
from reports.services.finishing import MOST_TRIES, IssuedFile, finish, finish_all, look_after, still_to_make
from teams.refusals import Refused
from tests.reports.releases import add_release, make_agreed, make_told_round
from tests.reports.test_issue_report import make_issued, make_ready, seen, text_of, url
from tests.reports.test_jobs import full_disk, until

pytestmark = pytest.mark.django_db
ROOT = finishing.settings.ROOT


def edition_of(round):
    return round.editions.exclude(issued_at=None).get()


def formats(edition):
    return sorted(edition.files.values_list("audience", "format"))


def as_json(client, round):
    told = client.get(url(round, "issued_report", 1), headers={"Accept": "application/json"}).json()
    return {name: told[name] for name in ("state", "done", "total")}


@pytest.fixture
def later(monkeypatch):
    """When its process would have begun by now."""
    monkeypatch.setattr(finishing, "STARTING", timedelta(0))


def test_what_takes_seconds_is_made_after_issuing_and_kept_as_it_is(client):
    round, alice = make_issued()
    edition = edition_of(round)
    assert {format for _, format in formats(edition)} == {"html", "source"}
    client.force_login(alice)
    page = text_of(client, url(round, "issued_report", 1))
    assert "2 of 14 files ready. The others are still being made." in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Look again</a>" in page
    assert as_json(client, round) == {"state": "making", "done": 2, "total": 14}
    finish_all()
    assert as_json(client, round)["state"] == "over"
    assert "still being made" not in text_of(client, url(round, "issued_report", 1))
    kept = {file.pk: bytes(file.content) for file in edition.files.all()}
    assert len(kept) == 14
    finish_all()
    assert {file.pk: bytes(file.content) for file in edition.files.all()} == kept
    assert list(folder_of(round.code).iterdir()) == []


@pytest.mark.one_database  # its page asks what others here ask, and its files are read from both elsewhere
def test_a_file_that_isnt_there_yet_has_a_page_that_waits(client):
    round, alice = make_issued()
    client.force_login(alice)
    begins = {"pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}
    addresses = {format: url(round, "issued_report_file", 1, format) for format in begins}
    for format, address in addresses.items():
        assert f"Making your {FORMATS[format].label}." in text_of(client, address)
        assert state_of(client, address) == "making"
    finish_all()
    assert {state_of(client, address) for address in addresses.values()} == {"kept"}
    finish_all()
    for format, address in addresses.items():
        response = client.get(address)
        assert response.content.startswith(begins[format])
        assert f'.{format}"' in response.headers["Content-Disposition"]


def state_of(client, address):
    return client.get(address, headers={"Accept": "application/json"}).json()["state"]


def test_whoever_looks_begins_again_what_was_stopped(later, django_capture_on_commit_callbacks):
    round, _ = make_issued()
    with django_capture_on_commit_callbacks() as begun:
        assert look_after(edition_of(round)).state == jobs.MAKING
    assert begun == [finishing._start]


def test_what_fails_again_and_again_is_told_and_tried_when_somebody_asks(client, later):
    round, alice = make_issued()
    ReportEdition.objects.update(tries=MOST_TRIES)
    finish_all()
    assert still_to_make(edition_of(round))
    client.force_login(alice)
    assert "Not every file could be made." in text_of(client, url(round, "issued_report", 1))
    address = url(round, "issued_report_file", 1, "pdf")
    assert "The PDF couldn’t be made" in text_of(client, address)
    assert client.post(address).url == address
    assert edition_of(round).tries == 0


def test_on_a_full_disk_the_rest_is_kept_and_the_pdf_is_tried_again(monkeypatch):
    round, _ = make_issued()
    folder_of(round.code).mkdir(parents=True)
    with full_disk():
        finish_all()
    edition = edition_of(round)
    assert edition.tries == MOST_TRIES
    assert {format for _, format in formats(edition)} == set(FORMATS) - {"pdf"} | {"source"}
    IssuedFile(edition, "outside", "pdf").forget()
    finish_all()
    assert len(formats(edition)) == 14


def test_a_format_that_came_after_a_report_is_made_of_its_html_or_isnt_offered(client, later):
    round, alice = make_issued()
    finish_all()
    edition = edition_of(round)
    before = formats(edition)
    edition.files.filter(format__in=["docx", "json"]).delete()  # as if it had been issued before they came
    client.force_login(alice)
    address = url(round, "issued_report_file", 1, "json")
    assert address not in client.get(url(round, "issued_report", 1)).content.decode()
    assert client.get(address).url == url(round, "issued_report", 1)
    assert look_after(edition).state == jobs.MAKING
    finish_all()
    assert formats(edition) == [each for each in before if each[1] != "json"]
    assert look_after(edition).state == jobs.KEPT


def test_where_nothing_is_missing_nothing_was_tried():
    """An archive asks for all files of a report each time that it is made."""
    round, _ = make_issued()
    finish_all()
    for _ in range(MOST_TRIES):
        finish(edition_of(round))
    assert edition_of(round).tries == 0


@pytest.mark.parametrize(("where", "moment"), [(Format, "make_of"), (making, "_keep")])
def test_words_that_are_taken_back_meanwhile_leave_nothing(
    where, moment, monkeypatch, django_capture_on_commit_callbacks
):
    """Before a file is made of them, and before it is kept."""
    round, _ = make_issued()
    whole = getattr(where, moment)

    def meanwhile(*args):
        with django_capture_on_commit_callbacks(execute=True):
            forget_words(round, "We ask first.")
        return whole(*args)

    monkeypatch.setattr(where, moment, meanwhile)
    finish_all()
    assert formats(edition_of(round)) == []
    assert still_to_make(edition_of(round)) == []
    assert not folder_of(round.code).exists() or list(folder_of(round.code).iterdir()) == []


@pytest.mark.parametrize("change", ["draft", "release", "quote", "another round’s words", "reopened"])
def test_what_changes_while_the_files_are_made_isnt_issued(change, monkeypatch):
    round, alice = make_ready()
    other, _ = make_told_round(make_agreed(), team=round.team, title="Another")
    Action.objects.create(team=round.team, round=round, what="Ask first, as they said: we ask first")
    changes = {
        "draft": lambda: round.editions.update(revision=7),
        "release": lambda: add_release(round, make_agreed("p1-not-yet")),
        "quote": lambda: type(round).objects.filter(pk=round.pk).update(quotes_changed=1),
        "another round’s words": lambda: forget_words(other, "as they said: we ask first"),
        "reopened": lambda: type(round).objects.filter(pk=round.pk).update(closed_at=None),
    }
    whole = issuing._make_files

    def meanwhile(*args):
        files = whole(*args)
        changes[change]()
        return files

    monkeypatch.setattr(issuing, "_make_files", meanwhile)
    with pytest.raises(Refused):
        issuing.issue_report(round, seen=seen(round), by=alice)
    assert not round.editions.exclude(issued_at=None).exists()


def test_nothing_is_read_or_made_while_the_lock_is_held():
    round, alice = make_ready()
    edition, release = draft_of(round, "board"), round.releases.first()
    with CaptureQueriesContext(connection) as queries:
        issue(edition, {("outside", "html"): b"x" * 100_000}, release=release, by=alice)
    assert len(queries) <= 9


def test_a_pdf_of_words_that_went_while_it_was_asked_for_isnt_kept(client, monkeypatch):
    round, alice = make_told_round(make_agreed("p1-doing-well"))
    client.force_login(alice)
    whole = jobs.start

    def meanwhile(job, **more):
        whole(job, **more)
        type(round).objects.filter(pk=round.pk).update(quotes_changed=1)

    monkeypatch.setattr(jobs, "start", meanwhile)
    client.get(reverse("report_pdf", args=[round.code]))
    folder = folder_of(round.code)
    until(lambda: not jobs.queue.tickets(folder.parent))
    assert list(folder.iterdir()) == []


PREPARE = """
    from tests.reports.test_issue_report import make_ready, seen
    from reports.services.issuing import issue_report
    round, alice = make_ready()
    issue_report(round, seen=seen(round), by=alice)
"""
LOOK = """
    from assessments.models import ReportEdition
    from reports.services.finishing import look_after
    edition = ReportEdition.objects.get()
    edition.issued_at = edition.issued_at.replace(year=2020)
    look_after(edition)
"""
COUNT = "from assessments.models import ReportFile; print(ReportFile.objects.count())"
WAIT = f"""
    import time
    from assessments.models import ReportFile
    end = time.monotonic() + 600
    while ReportFile.objects.filter(format="source").exists() and time.monotonic() < end:  # goes last
        time.sleep(0.05)
    {COUNT}
"""


@pytest.fixture
def elsewhere(tmp_path, empty_file):
    """Runs code of ours on a database that other processes see too: a file, whatever else is asked."""
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env |= {"DATA_DIR": str(tmp_path), "DEBUG": "1", "PYTHONPATH": str(ROOT)}

    def run(*command):
        """Into a file: a pipe would wait for all that the command leaves running."""
        whole, said = [sys.executable, str(ROOT / "manage.py"), *command], tmp_path / "said"
        with said.open("w") as out:
            subprocess.run(whole, env=env, check=True, stdout=out, stderr=out, cwd=ROOT)
        return said.read_text()

    shutil.copy(empty_file, tmp_path / "coprod-reflect.sqlite3")
    return lambda code: run("shell", "--no-imports", "-c", textwrap.dedent(code))


def finishers(folder):
    return [
        process
        for process in psutil.process_iter(["cmdline", "environ"])
        if "finish_reports" in (process.info["cmdline"] or [])
        and (process.info["environ"] or {}).get("DATA_DIR") == str(folder)
    ]


@pytest.mark.one_database
def test_its_process_is_killed_and_the_next_look_begins_another(elsewhere, tmp_path):
    elsewhere(PREPARE)
    until(lambda: finishers(tmp_path))
    finishers(tmp_path)[0].kill()
    until(lambda: not finishers(tmp_path))
    assert int(elsewhere(COUNT)) < 14
    elsewhere(LOOK)
    assert int(elsewhere(WAIT)) == 14


@pytest.mark.one_database
def test_its_process_stands_still_and_the_next_look_begins_another(elsewhere, tmp_path):
    elsewhere(PREPARE)
    until(lambda: finishers(tmp_path))
    [stopped] = finishers(tmp_path)
    stopped.suspend()
    hour_ago = time.time() - 3600
    os.utime(tmp_path / "reports/.finishing", (hour_ago, hour_ago))
    elsewhere(LOOK)
    until(lambda: stopped.pid not in [process.pid for process in finishers(tmp_path)])
    assert int(elsewhere(WAIT)) == 14
