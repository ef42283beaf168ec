"""Sends what waits in the outbox: a thread in each process that serves pages, started by coprod_reflect/wsgi.py."""

from __future__ import annotations

import atexit
import logging
from threading import Event, Thread
from time import monotonic

from django.db import DatabaseError, close_old_connections

from teams.services.limits import clear_code_requests
from teams.services.outbox import clear_outbox, posted, send_waiting

log = logging.getLogger(__name__)

PAUSE = 5  # seconds until it looks for what other processes have posted
CLEARING = 3600
GOODBYE = 2  # seconds for the letter that is being sent when the server stops


class Postman(Thread):
    def __init__(self):
        super().__init__(name="postman", daemon=True)
        self.stopped = Event()
        self.cleared = 0.0

    def run(self):
        while not self.stopped.is_set():
            posted.clear()
            self._go_round()
            posted.wait(PAUSE)

    def stop(self):
        """The letter in hand may still be finished; of one that isn't, the database knows how far it had come."""
        self.stopped.set()
        posted.set()
        self.join(GOODBYE)

    def _go_round(self):
        try:
            send_waiting(going_on=lambda: not self.stopped.is_set())
            self._clear()
        except DatabaseError as error:
            log.warning("The outbox can't be read now: %s.", type(error).__name__)
        finally:
            close_old_connections()

    def _clear(self):
        if not self.cleared or monotonic() - self.cleared > CLEARING:
            clear_outbox()
            clear_code_requests()
            self.cleared = monotonic()


def start_postman() -> Postman:
    postman = Postman()
    postman.start()
    atexit.register(postman.stop)
    return postman
