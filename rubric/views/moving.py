"""Things that stand in a row, and the buttons that move one past its neighbour."""

import re
from collections.abc import Iterator, Sequence

from django.core.exceptions import BadRequest


def pressed(request) -> tuple[str, dict]:
    """The button says what goes where: “<key> before <key>” or “<key> after <key>”. The key, and where it goes."""
    found = re.fullmatch("([-a-z0-9]+) (before|after) ([-a-z0-9]+)", request.POST.get("move", ""))
    if not found:
        raise BadRequest("The button that was pressed isn’t one of ours.")
    key, side, neighbour = found.groups()
    return key, {"neighbour": neighbour, "before": side == "before"}


def beside(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of each, which stand above and below it; “” where nothing does."""
    around = ["", *keys, ""]
    return zip(around[: len(keys)], around[2:], strict=True)
