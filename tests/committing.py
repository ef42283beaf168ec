"""A database in which things are really committed, and people who use it at the same time, each in a thread.

It is a copy of the empty test database, on a disk or a server, and thrown away: what guards protect can't be deleted.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from django.db import connection, connections, transaction

PATIENCE = 30  # seconds


class Committing:
    """`committing(do, …)` does it in a thread and returns what came of it; `start(do, …)` goes on meanwhile."""

    def __init__(self, folder):
        self.file = str(folder / "committing.sqlite3")
        self.database = connection.settings_dict["NAME"]
        self.pool = ThreadPoolExecutor(max_workers=8)

    def __call__(self, do, *given, **more):
        return self.start(do, *given, **more).result(PATIENCE)

    def start(self, do, *given, **more) -> Future:
        return self.pool.submit(_with_a_connection, do, given, more)

    @contextmanager
    def before_committing(self, do, *given, **more):
        """Within, somebody has done it and nobody else can see that yet; at the end, everybody can."""
        done, go = Event(), Event()
        doing = self.start(_hold, done, go, do, given, more)
        assert done.wait(PATIENCE)
        yield
        go.set()
        doing.result(PATIENCE)

    def __enter__(self):
        connection.settings_dict["NAME"] = self._copy()
        return self

    def __exit__(self, *error):
        self.pool.shutdown()
        copy, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], self.database
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {copy}")

    def _copy(self) -> str:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [self.file])
            return self.file
        connection.close()  # nobody may look at what is copied
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {self.database}_committing TEMPLATE {self.database}")
        return f"{self.database}_committing"


def _with_a_connection(do, given, more):
    try:
        return do(*given, **more)
    finally:
        connections.close_all()


def _hold(done, go, do, given, more):
    with transaction.atomic():
        do(*given, **more)
        done.set()
        assert go.wait(PATIENCE)
