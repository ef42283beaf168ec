"""What all tests of a module only look at is made once, and each test's own changes to it are rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


def atomic_for_tests() -> transaction.Atomic:
    """Like the one that Django's own tests are rolled back with: what must commit at once may run inside."""
    block = transaction.atomic()
    block._from_testcase = True
    return block


@contextmanager
def made_once(blocker) -> Iterator[None]:
    """Within, the database keeps what is made until the module's last test. `blocker` is pytest-django's."""
    with blocker.unblock(), atomic_for_tests():
        yield
        transaction.set_rollback(True)
