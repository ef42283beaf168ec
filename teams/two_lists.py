"""Two people change one list at once: what comes of both, as far as it is plain whose each row is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

Row = dict[str, object]


class _Unclear(Exception):
    """Both have changed the same, or nobody can tell which row became which."""


def merge(
    shown: list[Row], theirs: list[Row], mine: Sequence[Row | None], *, named_by: str = ""
) -> list[Row] | None:
    """Rows stay in their places, new ones come last, theirs first; None in `mine` is one that was taken out.

    Of a row that is called the same by all (`named_by`), both may have changed other fields. None where it isn't plain.
    """
    if theirs == shown:
        return _there(mine)
    if _there(mine) == shown:
        return theirs
    try:
        return _merge(shown, theirs, mine, named_by)
    except _Unclear:
        return None


def guess(shown: list[Row], theirs: list[Row], mine: Sequence[Row | None]) -> list[Row]:
    """Where it isn't plain, for a person to look at before it is saved: mine, what they have where I left something as
    it was shown, and what they have added."""
    if min(len(theirs), len(mine)) < len(shown):
        return _there(mine)
    rows = [_guess_row(*each) for each in zip(shown, theirs, mine, strict=False)]
    return [*_there(rows), *_added(shown, theirs, mine)]


def _there(rows: Sequence[Row | None]) -> list[Row]:
    return [row for row in rows if row is not None]


def _merge(shown: list[Row], theirs: list[Row], mine: Sequence[Row | None], named_by: str) -> list[Row]:
    if min(len(theirs), len(mine)) < len(shown) or _was_moved(shown, theirs) or _was_moved(shown, mine):
        raise _Unclear
    rows = [_merge_row(*each, named_by) for each in zip(shown, theirs, mine, strict=False)]
    return [*_there(rows), *_added(shown, theirs, mine)]


def _was_moved(shown: list[Row], rows: Sequence[Row | None]) -> bool:
    """Whoever puts a row in front of others moves them; whoever adds one at the end moves none."""
    if len(rows) == len(shown):
        return False
    return any(row in shown and row != before for row, before in zip_longest(rows, shown))


def _added(shown: list[Row], theirs: list[Row], mine: Sequence[Row | None]) -> list[Row]:
    """Those of both; what both have added is there once for each time that somebody wrote it."""
    new, mine_too = theirs[len(shown) :], _there(mine[len(shown) :])
    for row in mine_too:
        if row in new:
            new.remove(row)
    return [*new, *mine_too]


def _merge_row(shown: Row, theirs: Row, mine: Row | None, named_by: str) -> Row | None:
    if theirs == shown:
        return mine
    if mine in (shown, theirs):
        return theirs
    if mine is None or not _are_called_the_same(shown, theirs, mine, named_by):
        raise _Unclear
    return {name: _merge_field(shown[name], theirs[name], mine[name]) for name in shown}


def _are_called_the_same(shown: Row, theirs: Row, mine: Row, named_by: str) -> bool:
    are_alike = shown.keys() == theirs.keys() == mine.keys()
    return are_alike and bool(named_by) and shown[named_by] == theirs[named_by] == mine[named_by]


def _merge_field(shown: object, theirs: object, mine: object) -> object:
    if theirs in (shown, mine):
        return mine
    if mine == shown:
        return theirs
    raise _Unclear


def _guess_row(shown: Row, theirs: Row, mine: Row | None) -> Row | None:
    if mine is None:
        return None
    return {name: theirs.get(name) if shown.get(name) == one else one for name, one in mine.items()}
