"""Log lines that hold nobody's words: what kind of error, where in the code, on which route, and its reference.

Messages of exceptions, arguments, local variables, bodies, addresses and query strings stay out: a database tells the
row that it refused, a path holds the code that opens a sheet.
"""

import errno
import logging
import re
import sys
import threading
import traceback
from pathlib import Path

ROOT = f"{Path(__file__).resolve().parent.parent}/"
# From here on a message without a pattern may quote somebody: a quotation, a value, an address, a path.
QUOTES = re.compile(r"""(?:(?<!\w)['"“‘`]|(?<=:)\s|\S*[@/]|\S*(?:\d+\.){3}|\S*:\S*:).*""", re.DOTALL)


class NotEachWait(logging.Filter):
    """Whoever waits for their turn is answered with 503 every few seconds. That is no fault."""

    def filter(self, record: logging.LogRecord) -> bool:
        waits = getattr(getattr(record, "request", None), "waits_its_turn", False)
        return not (waits and getattr(record, "status_code", None) == 503)


class PrivateFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        parts = [self.formatTime(record), record.levelname, record.name, *about(record)]
        lines = [" ".join(part for part in parts if part)]
        if record.exc_info and record.exc_info[1]:
            lines += told(record.exc_info[1])
        return "\n".join(lines)


def about(record: logging.LogRecord) -> list[str]:
    request = getattr(record, "request", None)
    if request is None or not hasattr(request, "method"):
        return [without_words(record)]
    match = getattr(request, "resolver_match", None)
    status, reference = getattr(record, "status_code", ""), getattr(request, "reference", "")
    return [str(status), request.method, f"/{match.route}" if match else "no route", reference]


def without_words(record: logging.LogRecord) -> str:
    """A message's pattern says what happened; what it is filled with may be anybody's."""
    message = str(record.msg)
    return message if record.args else QUOTES.sub("[…]", message)


def told(error: BaseException) -> list[str]:
    """The traceback, oldest cause first: files, lines and functions of code, and of each error its kind."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = told(before) if before else []
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        lines.append(f"  {code.co_filename.removeprefix(ROOT)}:{line} {code.co_name}")
    kind = type(error)
    return [*lines, f"{kind.__module__}.{kind.__qualname__}{_number(error)}"]


def _number(error: BaseException) -> str:
    """What databases and the system call it: `53100`, `SQLITE_FULL`, `ENOSPC`."""
    found = getattr(error, "pgcode", None) or getattr(error, "sqlite_errorname", None)
    if isinstance(error, OSError) and error.errno:
        found = errno.errorcode.get(error.errno)
    return f" {found}" if found else ""


def write_privately() -> None:
    """What nobody catches, Python would print with its message: of commands that a timer runs, and of threads."""
    sys.excepthook = lambda kind, error, trace: write_fatal(error)
    threading.excepthook = lambda given: write_fatal(given.exc_value)


def write_fatal(error: BaseException | None) -> None:
    if isinstance(error, KeyboardInterrupt | SystemExit | None):
        return
    logging.getLogger("coprod_reflect").critical("Nothing caught this.", exc_info=error)
