"""A PDF is made once, by a process of its own, at most two at once, and not for ever."""

import fcntl
import hashlib
import os
import shutil
import signal
import time

import psutil
import pytest

from assessments.services.editions import folder_of
from reports import jobs, worker

PAGE = "<html lang=en><title>A page</title><h1>A page</h1>"
SLOW = PAGE + "<p>" + "word " * 400_000  # tens of seconds of layout


def job_for(html):
    return jobs.job_for(html, folder_of("round"))


def wait_for(process):
    return process.wait(timeout=120)


def make(html=PAGE, **more):
    job = job_for(html)
    return job, jobs.start(job, **more)


def test_a_job_makes_its_pdf_and_leaves_nothing_else():
    job = job_for(PAGE)
    assert job.state == jobs.NEW
    assert wait_for(jobs.start(job)) == 0
    assert job.state == jobs.KEPT
    assert job.pdf.read_bytes().startswith(b"%PDF-1.7")
    assert {path.suffix for path in job.folder.iterdir() if job.name in path.name} == {".pdf", ".lock"}


def test_while_it_is_made_nobody_else_makes_it():
    job, process = make(SLOW)
    assert job.state == jobs.MAKING
    assert jobs.start(job) is None
    process.kill()
    wait_for(process)


def test_the_same_content_is_kept_and_other_content_is_made_anew():
    assert job_for(PAGE) == job_for(PAGE)
    assert job_for(PAGE).name != job_for(PAGE + "<p>More").name


def test_what_it_is_made_with_counts_too():
    assert job_for(PAGE).name != hashlib.sha256(PAGE.encode()).hexdigest()


def test_it_is_killed_when_it_takes_too_long_and_that_is_a_failure():
    job, process = make(SLOW, seconds=1)
    assert wait_for(process) == -signal.SIGALRM
    assert job.state == jobs.FAILED
    assert not job.pdf.exists()


def test_waiting_for_a_slot_does_not_count_as_rendering(settings):
    taken = [hold_slot() for _ in range(worker.SLOTS)]
    job, process = make(seconds=30)
    time.sleep(1)
    assert process.poll() is None
    assert job.state == jobs.MAKING
    taken[0].close()
    assert wait_for(process) == 0
    assert job.state == jobs.KEPT
    taken[1].close()


def hold_slot():
    job = job_for(PAGE)
    job.folder.mkdir(parents=True, exist_ok=True)
    return worker.take_slot(job.folder.parent)


def test_there_are_two_slots_for_all_processes(tmp_path):
    first, second = worker.take_slot(tmp_path), worker.take_slot(tmp_path)
    for number in range(worker.SLOTS):
        with open(tmp_path / f"slot-{number}") as slot, pytest.raises(BlockingIOError):
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
    first.close()
    second.close()


def test_after_a_failure_it_can_be_tried_again():
    job, process = make()
    process.kill()
    wait_for(process)
    assert job.state == jobs.FAILED
    assert wait_for(jobs.start(job)) == 0
    assert job.state == jobs.KEPT


def test_a_process_that_waits_for_it_gets_it():
    assert jobs.run(job_for(PAGE)).startswith(b"%PDF-1.7")


def test_old_files_go_when_a_new_job_starts():
    job, process = make()
    wait_for(process)
    old, young = job.folder / "old.pdf", job.folder / "young.pdf"
    for path, days in [(old, 31), (young, 29)]:
        path.write_bytes(b"")
        then = time.time() - days * 24 * 3600
        os.utime(path, (then, then))
    wait_for(make(PAGE + "<p>Another")[1])
    assert not old.exists()
    assert young.exists()


def test_only_the_server_may_read_what_is_kept():
    job, process = make()
    wait_for(process)
    assert job.folder.stat().st_mode & 0o077 == 0
    assert job.folder.parent.stat().st_mode & 0o077 == 0


def test_a_worker_is_told_no_secrets(monkeypatch):
    monkeypatch.setenv("EMAIL_PASSWORD", "told to nobody")
    _, process = make(SLOW)
    told = psutil.Process(process.pid).environ()
    process.kill()
    wait_for(process)
    assert "PATH" in told
    assert not {"EMAIL_PASSWORD", "SECRET_KEY"} & set(told)


def test_what_was_deleted_meanwhile_does_not_come_back():
    job, process = make(PAGE + "<p>" + "word " * 40_000)
    time.sleep(1.5)  # long enough to have read its source, and not to be done
    shutil.rmtree(job.folder)
    job.folder.mkdir()
    wait_for(process)
    assert list(job.folder.iterdir()) == []


def test_a_broken_character_stops_nothing():
    job, process = make(PAGE + "<p>\ud800")
    assert wait_for(process) == 0
    assert job.state == jobs.KEPT
