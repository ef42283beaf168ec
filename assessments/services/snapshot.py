"""Reading everything as it was at one moment, while everybody else goes on saving."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read in here is of one moment, and nobody waits for it. Nothing can be written.

    Inside another transaction there is nothing to do: it has its own moment, and whatever it keeps others waiting for.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with _reading_only(), transaction.atomic():
            yield


@contextmanager
def _reading_only() -> Iterator[None]:
    """SQLite's transactions begin by asking for the one write lock that there is, unless they are told not to."""
    with connection.cursor() as cursor:  # it connects, which sets the mode
        cursor.execute("PRAGMA query_only = ON")
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = OFF")
            connection.transaction_mode = mode
