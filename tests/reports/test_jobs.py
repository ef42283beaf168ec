"""A PDF is made once, by a process of its own, in its turn, at most two at once, and not for ever."""

import hashlib
import os
import resource
import shutil
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import check_output

import psutil
import pytest
from django.core.management import call_command

from assessments.services.editions import folder_of
from reports.pdf import jobs, queue
from reports.pdf.queue import QueueIsFull

PAGE = "<html lang=en><title>A page</title><h1>A page</h1>"
PATIENCE = 600  # seconds: PDFs are made when nothing else is to be done
SLOW = PAGE + "<p>" + "word " * 400_000  # tens of seconds of layout


def job_for(html=PAGE, round="round"):
    return jobs.Job(folder_of(round), jobs.name_of(html), lambda: html)


def begin(html=PAGE, round="round", **more):
    job = job_for(html, round)
    jobs.start(job, **more)
    return job


def until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "It didn’t come to that."
        time.sleep(0.05)


def finish(job):
    until(lambda: job.state != jobs.MAKING)
    return job.state


def keep_looking(job):
    """As a page that waits does: whoever was killed may hold its lock for a moment more."""
    until(lambda: jobs.keep_going(job) or job.state != jobs.MAKING)


def folder():
    return folder_of("round").parent


def processes(module):
    """Those of this test: the folder is told to each."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        told = process.info["cmdline"] or []
        if module in told and any(str(folder()) in word for word in told):
            found.append(process)
    return found


def workers():
    return processes("reports.pdf.worker")


def has_ended(process):
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.fixture(autouse=True)
def _end_all():
    yield
    for process in processes("reports.pdf.desk") + workers():
        with suppress(psutil.NoSuchProcess):
            process.kill()


@contextmanager
def full_disk():
    """No file may grow, which holds for whoever runs the tests, root included, and for what they start."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_job_makes_its_pdf_and_leaves_nothing_else():
    job = job_for()
    assert job.state == jobs.NEW
    jobs.start(job)
    assert finish(job) == jobs.KEPT
    assert job.pdf.read_bytes().startswith(b"%PDF-1.7")
    until(lambda: not processes("reports.pdf.desk"))
    assert list(job.folder.iterdir()) == [job.pdf]


def test_while_it_is_made_nobody_else_makes_it():
    job = begin(SLOW)
    assert job.state == jobs.MAKING
    begin(SLOW)
    assert len(queue.tickets(folder())) == 1


def test_the_same_content_is_kept_and_other_content_is_made_anew():
    assert job_for() == job_for()
    assert job_for().name != job_for(PAGE + "<p>More").name


def test_what_it_is_made_with_counts_too():
    assert job_for().name != hashlib.sha256(PAGE.encode()).hexdigest()


def test_all_of_ours_that_a_worker_loads_counts():
    """Else a PDF that was made before a change of it would be found again after it."""
    files = "*(each.__file__ for each in [*sys.modules.values()] if getattr(each, '__file__', None))"
    code = f"import sys, reports.pdf.worker, reports.pdf.rendering; print({files}, sep=chr(10))"
    loaded = check_output([sys.executable, "-c", code], cwd=jobs.ROOT, text=True).splitlines()
    ours = {Path(each).relative_to(jobs.ROOT) for each in loaded if each.startswith(f"{jobs.ROOT}/")}
    theirs = {each for each in ours if each.parts[0].startswith(".") or each.name == "__init__.py"}
    assert {str(each) for each in ours - theirs} == set(jobs.MADE_WITH)


def test_it_is_killed_when_it_takes_too_long_and_that_is_a_failure():
    job = begin(SLOW, seconds=1)
    assert finish(job) == jobs.FAILED
    assert not job.pdf.exists()


def test_two_are_made_at_once_and_in_order():
    made = [begin(SLOW + str(n), round=f"round{n}") for n in range(4)]
    until(lambda: len(workers()) == queue.SLOTS)
    for first, then in ((0, 2), (1, 3)):
        for worker in workers():
            if made[first].name in worker.info["cmdline"]:
                worker.kill()
        until(lambda then=then: any(made[then].name in worker.info["cmdline"] for worker in workers()))
        assert len(workers()) <= queue.SLOTS
        assert made[first].state == jobs.FAILED


def test_the_eleventh_is_refused_and_comes_in_when_there_is_room():
    for n in range(queue.SLOTS + queue.WAITING):
        begin(SLOW + str(n), round=f"round{n}")
    with pytest.raises(QueueIsFull):
        begin()
    assert job_for().state == jobs.NEW
    until(workers)
    workers()[0].kill()
    until(lambda: len(queue.tickets(folder())) < queue.SLOTS + queue.WAITING)
    assert begin().state == jobs.MAKING


def test_one_round_takes_three_places_and_leaves_room_for_others():
    for n in range(queue.SLOTS):
        begin(SLOW + str(n), round=f"other{n}")
    for n in range(queue.WAITING_A_ROUND):
        begin(SLOW + str(n))
    with pytest.raises(QueueIsFull):
        begin()
    assert begin(round="another").state == jobs.MAKING


def test_whoever_waits_in_turn_is_never_refused():
    for n in range(queue.SLOTS + queue.WAITING):
        begin(SLOW + str(n), round=f"round{n}")
    assert begin(in_turn=True).state == jobs.MAKING


def test_a_worker_that_stands_still_is_killed_and_holds_nobody_up():
    stopped = begin(SLOW, seconds=3), begin(SLOW + "more", seconds=3)
    until(lambda: len(workers()) == 2)
    for worker in workers():
        worker.suspend()
    next_one = begin()
    assert [finish(job) for job in stopped] == [jobs.FAILED, jobs.FAILED]
    assert finish(next_one) == jobs.KEPT


def test_what_waits_is_made_although_whoever_made_it_was_killed():
    job = begin(PAGE + "<p>" + "word " * 20_000)
    until(workers)
    for process in processes("reports.pdf.desk") + workers():
        process.kill()
    assert job.state == jobs.MAKING
    until(lambda: not processes("reports.pdf.desk"))
    keep_looking(job)
    assert job.state == jobs.KEPT


def test_a_ticket_that_a_power_cut_left_empty_holds_nobody_up():
    empty = job_for(PAGE + "<p>Empty")
    with queue.alone(folder()):
        empty.folder.mkdir(parents=True)
        empty.source.write_text(empty.html)
        queue.add(folder(), "round", empty.name, seconds=60)
        [ticket] = queue.tickets(folder())
        (folder() / ".queue" / ticket.label).write_text("")
    assert finish(begin()) == jobs.KEPT
    assert finish(empty) == jobs.KEPT


def test_half_a_pdf_that_cant_be_taken_away_holds_nobody_up():
    odd = job_for(PAGE + "<p>Odd")
    (odd.folder / f"{odd.name}.part").mkdir(parents=True)
    jobs.start(odd)
    assert finish(odd) == jobs.FAILED
    assert finish(begin()) == jobs.KEPT


def test_a_desk_that_stands_still_is_killed_with_its_workers_and_another_goes_on():
    begin(SLOW)
    job = begin()
    until(lambda: len(workers()) == 2 or job.state == jobs.KEPT)
    job = begin(PAGE + "<p>Another")
    [desk], before = processes("reports.pdf.desk"), workers()
    for process in [desk, *before]:
        process.suspend()
    hours_ago = time.time() - 3600
    os.utime(queue.desk_lock(folder()), (hours_ago, hours_ago))
    jobs.keep_going(job)
    until(lambda: has_ended(desk))
    keep_looking(job)
    assert job.state == jobs.KEPT


def test_workers_whose_desk_was_killed_alone_are_found():
    job = begin(SLOW)
    until(workers)
    [desk], [orphan] = processes("reports.pdf.desk"), workers()
    orphan.suspend()
    desk.kill()
    hours_ago = time.time() - 3600
    os.utime(queue.desk_lock(folder()), (hours_ago, hours_ago))
    jobs.keep_going(job)
    until(lambda: has_ended(orphan))
    until(lambda: jobs.keep_going(job) or any(worker.pid != orphan.pid for worker in workers()))


def test_after_a_failure_it_can_be_tried_again():
    job = begin(PAGE + "<p>" + "word " * 20_000)  # else its worker may end before it is found
    until(workers)
    workers()[0].kill()
    assert finish(job) == jobs.FAILED
    jobs.start(job)
    assert finish(job) == jobs.KEPT


def test_a_process_that_waits_for_it_gets_it():
    assert jobs.run(job_for()).startswith(b"%PDF-1.7")


def make_old_and_young(place):
    old, young = place / "old.pdf", place / "young.pdf"
    for path, days in [(old, 31), (young, 29)]:
        path.write_bytes(b"")
        then = time.time() - days * 24 * 3600
        os.utime(path, (then, then))
    return old, young


@pytest.mark.django_db
@pytest.mark.one_database
def test_old_files_go_once_a_day():
    place = folder_of("round")
    place.mkdir(parents=True)
    old, young = make_old_and_young(place)
    call_command("erase_expired")
    assert not old.exists()
    assert young.exists()


def test_old_files_go_when_a_desk_opens():
    job = begin()
    finish(job)
    old, young = make_old_and_young(job.folder)
    until(lambda: not processes("reports.pdf.desk"))
    finish(begin(PAGE + "<p>Another"))
    assert not old.exists()
    assert young.exists()


def test_only_the_server_may_read_what_is_kept():
    job = begin()
    for place in (job.folder, folder(), folder() / ".queue"):
        assert place.stat().st_mode & 0o077 == 0


def test_a_worker_is_told_no_secrets(monkeypatch):
    monkeypatch.setenv("EMAIL_PASSWORD", "told to nobody")
    begin(SLOW)
    until(workers)
    for process in processes("reports.pdf.desk") + workers():
        assert "PATH" in process.environ()
        assert not {"EMAIL_PASSWORD", "SECRET_KEY"} & set(process.environ())


def test_what_people_save_comes_first():
    begin(SLOW)
    until(workers)
    assert workers()[0].nice() >= 10


def test_what_was_deleted_meanwhile_does_not_come_back():
    job = begin(PAGE + "<p>" + "word " * 40_000)
    until(workers)
    shutil.rmtree(job.folder)
    job.folder.mkdir()
    until(lambda: not queue.tickets(folder()))
    assert list(job.folder.iterdir()) == []


def test_a_broken_character_stops_nothing():
    assert finish(begin(PAGE + "<p>\ud800")) == jobs.KEPT


def test_a_disk_that_takes_nothing_leaves_nothing_behind():
    folder().mkdir(parents=True)
    job = job_for()
    with full_disk(), pytest.raises(OSError, match="too large"):
        jobs.start(job)
    assert job.state == jobs.NEW
    assert not list(job.folder.iterdir())
    jobs.start(job)
    assert finish(job) == jobs.KEPT


def test_a_disk_that_fills_up_while_it_is_made_is_a_failure_and_takes_no_room():
    job = begin(SLOW[: len(PAGE) + 100_000])
    until(workers)
    resource.prlimit(workers()[0].pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    assert finish(job) == jobs.FAILED
    assert [path.suffix for path in job.folder.iterdir()] == [".html"]
