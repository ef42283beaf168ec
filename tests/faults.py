"""What breaks for one of many."""

from contextlib import contextmanager

from django.db.models.signals import post_init


@contextmanager
def broken_for(model, *, when=post_init, **fields):
    """A row with these can’t be made; with another signal, it can’t be saved or deleted."""

    def break_it(instance, **_):
        if fields.items() <= vars(instance).items():
            raise RuntimeError(f"This fails for {fields}.")

    when.connect(break_it, sender=model)
    try:
        yield
    finally:
        when.disconnect(break_it, sender=model)
