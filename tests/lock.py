"""While a transaction is open on SQLite, everybody's saves wait. So nothing that takes long may be done there.

`watch()` makes it refuse; `held()` tells how much of a processor's time was spent while the database was locked.
"""

import functools
import gc
import html
import smtplib
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

import docx
import docx.document
import segno
import xlsxwriter
import yaml
from django.db import connection, transaction
from django.template.base import Template
from django.test.utils import CaptureQueriesContext
from PIL import Image

from assessments import hints

# What we call of others' code whenever we render, draw, read or write a file, start a process or send something.
SLOW = [
    (docx, "Document"),
    (docx.document.Document, "save"),
    (xlsxwriter.Workbook, "__init__"),
    (zipfile.ZipFile, "__init__"),
    (ElementTree, "fromstring"),
    (Image, "open"),
    (Image.Image, "thumbnail"),
    (yaml, "load"),
    (yaml, "dump"),
    (segno, "make"),
    (subprocess.Popen, "__init__"),
    (smtplib.SMTP, "__init__"),
    (time, "sleep"),
    (html, "unescape"),
]
# Ours: looking for somebody's words, or for names in them, in texts that may be many and long.
SLOW += [(hints, name) for name in ("_pattern", "_patterns", "_matches")]


class DoneUnderTheLock(AssertionError):
    """Compute first; then a short transaction that checks what it was computed from."""


def watch() -> None:
    for place, name in SLOW:
        setattr(place, name, _refusing(getattr(place, name), name))
    Template.render = _refusing(
        Template.render, "a page", is_slow=lambda it, *_: str(it.name).endswith(".html")
    )


@contextmanager
def held() -> Iterator[list[float]]:
    """Seconds of this thread's CPU time in each of our own transactions, the outermost ones. No garbage is collected
    meanwhile: that of all tests before may fall anywhere."""
    found, began = [], []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def entered(self):
        enter(self)
        began.append(None if self._from_testcase or any(began) else time.thread_time())

    def left(self, *error):
        leave(self, *error)
        if (start := began.pop()) is not None:
            found.append(time.thread_time() - start)

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = entered, left
    gc.disable()
    try:
        yield found
    finally:
        gc.enable()
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave


def under_the_lock(queries: CaptureQueriesContext) -> list[str]:
    """Of all that was asked, what was asked in transactions of ours, which begin with a savepoint in a test."""
    found, open_ones = [], 0
    for query in queries.captured_queries:
        verb = query["sql"].split(" ", 1)[0]
        open_ones += (verb == "SAVEPOINT") - (verb == "RELEASE")
        if open_ones and verb not in ("SAVEPOINT", "RELEASE"):
            found.append(query["sql"])
    return found


def is_locked() -> bool:
    """Whether a transaction of ours is open, and not only the one that each test is rolled back with."""
    return any(not block._from_testcase for block in connection.atomic_blocks)


def _refusing(whole, what, is_slow=lambda *_: True):
    @functools.wraps(whole)
    def refusing(*args, **kwargs):
        if is_slow(*args) and is_locked():
            raise DoneUnderTheLock(what)
        return whole(*args, **kwargs)

    return refusing
