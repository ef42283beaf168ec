"""Sends what waits in the outbox: a thread in each process that serves pages, started by coprod_reflect/wsgi.py.

Nobody waits for it when the server stops: the database knows how far each letter had come.
"""

from __future__ import annotations

import logging
from threading import Thread
from time import monotonic

from django.db import DatabaseError, close_old_connections

from teams.services.limits import clear_code_requests
from teams.services.outbox import clear_outbox, posted, send_waiting

log = logging.getLogger(__name__)

PAUSE = 5  # seconds until it looks for what other processes have posted
CLEARING = 3600


def start_postman() -> None:
    Thread(target=_work, name="postman", daemon=True).start()


def _work() -> None:
    """Whatever breaks ends the thread, and is told as any thread's end is. The next one takes over."""
    try:
        _go_rounds()
    finally:
        start_postman()


def _go_rounds() -> None:
    cleared = None
    while True:
        posted.wait(PAUSE)
        posted.clear()
        is_time = cleared is None or monotonic() - cleared > CLEARING
        if _go_round(is_time) and is_time:
            cleared = monotonic()


def _go_round(is_time_to_clear: bool) -> bool:
    """False if the database can't be asked now."""
    try:
        send_waiting()
        if is_time_to_clear:
            clear_outbox()
            clear_code_requests()
    except DatabaseError as error:
        log.warning("The outbox can’t be read now: %s.", type(error).__name__)
        return False
    finally:
        close_old_connections()
    return True
