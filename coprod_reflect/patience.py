"""How long a request waits for the database. A frozen server answers nothing, not even that a time-out is over: only
we can stop waiting. Commands, such as migrations, may take as long as they need. See docs/decisions/0028.
"""

import select
import time

import psycopg2
from django.db.backends.signals import connection_created
from psycopg2.extensions import POLL_OK, POLL_READ, STATUS_BEGIN, STATUS_READY, set_wait_callback

CONNECTING, ANSWERING = 3, 6  # seconds
REST = (
    3  # seconds without another try, once a connection couldn't be made: else all would wait for that in turn
)
# What PostgreSQL itself ends, a little earlier.
LIMITS = """SET statement_timeout = '5s'; SET lock_timeout = '4s'; SET idle_in_transaction_session_timeout = '30s'"""


def be_impatient() -> None:
    """For processes that serve requests with PostgreSQL."""
    connection_created.connect(limit, dispatch_uid="patience")
    set_wait_callback(Patience())


def limit(sender, connection, **kwargs) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LIMITS)


class Patience:
    """What psycopg2 calls to wait for PostgreSQL: while it connects, and for each answer."""

    def __init__(self):
        self.resting_until = 0.0

    def __call__(self, connection) -> None:
        if time.monotonic() < self.resting_until:
            raise psycopg2.OperationalError("PostgreSQL didn’t answer a moment ago.")
        is_new = connection.status not in (STATUS_READY, STATUS_BEGIN)
        end = time.monotonic() + (CONNECTING if is_new else ANSWERING)
        while (state := connection.poll()) != POLL_OK:
            if not _is_ready(connection, state, end - time.monotonic()):
                self.resting_until = time.monotonic() + REST if is_new else 0.0
                raise psycopg2.OperationalError("PostgreSQL doesn’t answer.")


def _is_ready(connection, state: int, seconds: float) -> bool:
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN if state == POLL_READ else select.POLLOUT)
    return seconds > 0 and bool(waiting.poll(seconds * 1000))
