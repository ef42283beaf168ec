"""What a perspective belongs to, from a fixed list. Rules ask for the side; labels are an organisation's own words."""

from collections.abc import Iterable

SUPPORT, FAMILY, PAID, OTHERS, UNSAID = "draws-on-support", "family", "paid", "others", "unsaid"
LIVED = "lived-experience"
LIVED_EXPERIENCE = frozenset({SUPPORT, FAMILY})  # which join as one

SIDES = {
    SUPPORT: "Draws on support",
    FAMILY: "Family and friends",
    PAID: "Paid: works here, manages or commissions",
    OTHERS: "Others: councillors, board members, community groups",
    UNSAID: "Doesn’t say",
}


def shared_side(sides: Iterable[str]) -> str:
    """The one that all of them are; people who draw on support, and family and friends, are one. Otherwise none."""
    found = {LIVED if side in LIVED_EXPERIENCE else side for side in sides}
    return found.pop() if len(found) == 1 else ""
