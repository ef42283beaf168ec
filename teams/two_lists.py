"""Two people change one list at once: what comes of both, as far as it is plain whose each row is. Pure."""

from __future__ import annotations

from collections.abc import Sequence

Row = dict[str, object]


class _Unclear(Exception):
    """Both have changed the same, or nobody can tell which row became which."""


def merge(
    shown: list[Row], theirs: list[Row], mine: Sequence[Row | None], *, named_by: str = ""
) -> list[Row] | None:
    """Rows stay in their places, new ones come last, theirs first; None in `mine` is one that was taken out.

    Of a row whose `named_by` they left alone, both may have changed other fields. None where it isn't plain.
    """
    if theirs == shown:
        return _there(mine)
    if min(len(theirs), len(mine)) < len(shown):
        return None
    try:
        rows = [_merge_row(*each, named_by) for each in zip(shown, theirs, mine, strict=False)]
    except _Unclear:
        return None
    new = theirs[len(shown) :]
    return [*_there(rows), *new, *(row for row in _there(mine[len(shown) :]) if row not in new)]


def _there(rows: Sequence[Row | None]) -> list[Row]:
    return [row for row in rows if row is not None]


def _merge_row(shown: Row, theirs: Row, mine: Row | None, named_by: str) -> Row | None:
    if theirs == shown:
        return mine
    if mine in (shown, theirs):
        return theirs
    if mine is None or not named_by or theirs[named_by] != shown.get(named_by):
        raise _Unclear
    return {name: _merge_field(shown.get(name), theirs[name], mine[name]) for name in theirs}


def _merge_field(shown: object, theirs: object, mine: object) -> object:
    if theirs in (shown, mine):
        return mine
    if mine == shown:
        return theirs
    raise _Unclear
