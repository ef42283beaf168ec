"""Things of a draft that stand in a row change places."""

from django.db.models import QuerySet

from teams.refusals import Refused


def put_beside(rows: QuerySet, key: str, *, neighbour: str, before: bool) -> None:
    """Just before or after a neighbour, rather than up or down: a button pressed twice moves it once."""
    by_key = {row.key: row for row in rows}
    keys = [other for other in by_key if other != key]
    if key not in by_key or neighbour not in keys:
        raise Refused("Somebody else moved these, or took one out. Look at them again.")
    keys.insert(keys.index(neighbour) + (0 if before else 1), key)
    for position, other in enumerate(keys):
        by_key[other].position = position
    rows.model.objects.bulk_update(by_key.values(), ["position"])
