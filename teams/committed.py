"""What is done once a transaction is committed, whatever becomes of other things that wait for it."""

from collections.abc import Callable

from django.db import transaction


def once_committed(do: Callable[..., object], *given: object) -> None:
    """Where it fails, that is logged, and what waits behind it is still done. Django asks what failed for its name,
    which a partial() doesn’t have."""
    transaction.on_commit(lambda: do(*given), robust=True)
