"""What may be told of how many ticked a statement and how many weren't sure, and what that leaves open. Pure."""

from __future__ import annotations

Told = int | str  # an exact number of people, or one of these words
FEW, SOME, HALF, MANY, ALL = "few", "some", "about-half", "many", "all"  # "all" reads "all or nearly all"
Span = tuple[int, int]  # at least so many, and at most


def word(count: int, n: int) -> str:
    """Never tells 0 from 1, nor all from all but one; in groups of 5 and 6 there is one word between them."""
    if count <= 1:
        return FEW
    if count >= n - 1:
        return ALL
    if n <= 6:
        return HALF
    return SOME if 2 * count < n else MANY


def tell(ticked: int, not_sure: int, n: int, *, in_words: bool) -> tuple[Told, Told]:
    """What may be said of those who ticked, and of those who weren't sure.

    The rest can be subtracted from the two, so they are told such that the rest is never known to be 0 or 1 either.
    """
    if in_words:
        words = word(ticked, n), word(not_sure, n)
        return (
            words if words != (MANY, MANY) else (MANY, SOME)
        )  # half and half would say that there is no rest
    return _number(ticked, n), _not_sure_beside(ticked, not_sure, n)


def _number(count: int, n: int) -> Told:
    return count if 1 < count < n - 1 else word(count, n)


def _not_sure_beside(ticked: int, not_sure: int, n: int) -> Told:
    """Depends on nothing but what `ticked` tells, or else the choice of word would tell it."""
    others = n - ticked
    if isinstance(_number(ticked, n), str):
        return _number(not_sure, n)
    if not_sure <= 1:
        return FEW
    return not_sure if not_sure < others - 1 else word(others - 1, n)


def spans(ticked: Told, not_sure: Told, n: int) -> tuple[Span, Span]:
    """How many of n may have ticked, and may not have been sure, where tell() says this: each pair that they allow and
    that isn't more than n together."""
    if isinstance(ticked, int):
        return (ticked, ticked), _span_beside(not_sure, n - ticked, n)
    if (ticked, not_sure) == (MANY, SOME):
        return span_of(MANY, n), (2, n // 2)
    return span_of(ticked, n), span_of(not_sure, n)


def span_of(told: Told, n: int) -> Span:
    """How many of n a figure by itself may stand for."""
    if isinstance(told, int):
        return told, told
    return {
        FEW: (0, 1),
        HALF: (2, n - 2),
        SOME: (2, (n - 1) // 2),
        MANY: ((n + 1) // 2, n - 2),
        ALL: (n - 1, n),
    }[told]


def _span_beside(not_sure: Told, others: int, n: int) -> Span:
    if isinstance(not_sure, int):
        return not_sure, not_sure
    if not_sure == FEW:
        return 0, 2 if word(others - 1, n) == FEW else 1
    return max(2, others - 1), others
