"""A process gives back what it let go of."""

import asyncio
import ctypes
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Lock
from weakref import ref

import pytest

from coprod_reflect.giving_back import GivingBack, tidy
from teams.memory import one_at_a_time
from teams.remembered import Known, every_known

ON_GLIBC = hasattr(ctypes.CDLL(None), "malloc_trim") and Path("/proc/self/statm").exists()
# Much is let go of, below a little that is still in use.
LETS_GO = """
from pathlib import Path
from teams.memory import give_back
def pages(): return int(Path("/proc/self/statm").read_text().split()[1])
things = [bytes(5_000) for _ in range(10_000)]
most, things = pages(), things[::100]
kept = pages()
give_back()
print(most, kept, pages(), len(things))
"""


@pytest.mark.skipif(not ON_GLIBC, reason="Only glibc keeps what was let go of.")
def test_it_gives_back_what_it_let_go_of():
    told = subprocess.run([sys.executable, "-c", LETS_GO], capture_output=True, text=True, check=True)
    most, kept, given_back, _ = map(int, told.stdout.split())
    assert most - given_back > 5_000, "20 MB, in pages of 4 kB"
    assert kept - given_back > 5_000, "it wouldn’t have by itself"


# What holds itself, as parts of a Word file do, though nobody else does any more.
HOLDS_ITSELF = """
import gc
from weakref import ref
from teams.memory import give_back
class Part: ...
def make():
    part = Part()
    part.whole = part
    return ref(part)
gc.disable()  # or it might come before it is asked
for time in ("first", "second"):
    part = make()
    give_back()
    print(time, part() is None, gc.get_freeze_count() > 0)
"""


def test_what_holds_itself_is_found_the_first_time_and_later():
    told = subprocess.run([sys.executable, "-c", HOLDS_ITSELF], capture_output=True, text=True)
    assert told.stdout == "first True True\nsecond True True\n", told.stderr


def test_files_are_made_one_at_a_time_and_leave_nothing():
    beginnings, making, parts = Barrier(2), Lock(), []

    @one_at_a_time
    def make():
        assert making.acquire(blocking=False), "Two are made at once."
        time.sleep(0.02)
        part = Part()
        part.whole = part
        parts.append(ref(part))
        making.release()
        return b"file"

    def ask():
        beginnings.wait()
        return make()

    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(ask) for _ in range(2)]
        assert [each.result() for each in asked] == [b"file", b"file"]
    assert [part() for part in parts] == [None, None]


class Part:
    """Of a file: it holds itself."""


def test_what_nobody_asks_for_goes_with_it():
    known = Known(megabytes=1, seconds=0)
    known.keep("asked", "answered")
    try:
        tidy()
    finally:
        every_known.remove(known)
    assert len(known) == 0


def test_a_pattern_with_a_name_in_it_goes_with_it():
    pattern = ref(re.compile("Okonkwo"))
    assert pattern()
    tidy()
    assert pattern() is None


class Threads(ThreadPoolExecutor):
    """Counts what it was given to do."""

    given = 0

    def submit(self, *args):
        self.given += 1
        return super().submit(*args)


def test_it_does_once_for_many_requests_and_again_for_later_ones():
    async def ask(threads):
        giving_back = GivingBack(threads, pause=0)
        for _ in range(2):
            for _ in range(5):
                giving_back.soon()
            await asyncio.sleep(0.05)

    with Threads(1) as threads:
        asyncio.run(ask(threads))
        assert threads.given == 2


def test_it_does_so_once_more_when_nobody_has_asked_in_a_while():
    async def ask(threads):
        GivingBack(threads, pause=0, a_while=0.05).soon()
        while threads.given < 2:
            await asyncio.sleep(0.01)

    with Threads(1) as threads:
        asyncio.run(asyncio.wait_for(ask(threads), timeout=60))


# A process of its own, since what serves us sends e-mails from a thread.
ASKS = """
import asyncio
from coprod_reflect.asgi import Front
class Nothing(list):
    def close(self): ...
def answer(environ, start):
    start("204 No Content", [])
    return Nothing()
async def send(told): ...
front = Front(answer)
asked = {"method": "GET", "raw_path": b"/", "query_string": b"", "http_version": "1.1", "scheme": "http"}
asyncio.run(front({**asked, "server": None, "client": None, "headers": []}, None, send))
print("due" if front.giving_back.is_due else "not due")
"""


def test_every_request_leads_to_it(tmp_path):
    given = {**os.environ, "DATA_DIR": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, env=given)
    assert told.stdout == "due\n", told.stderr


# All pages' modules are read once the first is asked for.
SERVES = """
import sys
import django
django.setup()
from django.urls import get_resolver
from reports.pdf.fonts import unprintable
from teams.scripts import runs_of
get_resolver().url_patterns
print(unprintable("What we see – “all of it”"), len(runs_of("What we see, in Łódź")))
print([name for name in ("fontTools", "weasyprint") if name in sys.modules])
"""


def test_a_process_that_serves_reads_no_fonts():
    """They take 5 MB of each, and more while they are read: the process that makes PDFs has them."""
    told = subprocess.run([sys.executable, "-c", SERVES], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == ["set() 1", "[]"]
