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

# What stands beside an Easy Read label for which nobody has chosen a picture: codes of the picture set.
PICTURES = {
    SUPPORT: "1F64B",  # raises a hand
    FAMILY: "1F9D1-200D-1F91D-200D-1F9D1",  # two adults hand in hand
    PAID: "1FAAA",  # a worker's card
    OTHERS: "1F3D8",
    UNSAID: "1F645",  # says no
}


def shared_side(sides: Iterable[str]) -> str:
    """The one that all of them are; people who draw on support, and family and friends, are one. Otherwise none."""
    found = {LIVED if side in LIVED_EXPERIENCE else side for side in sides}
    return found.pop() if len(found) == 1 else ""
