"""What a perspective belongs to, from a fixed list. Rules ask for the side; labels are an organisation's own words."""

SUPPORT, FAMILY, PAID, OTHERS, UNSAID = "draws-on-support", "family", "paid", "others", "unsaid"
LIVED_EXPERIENCE = frozenset({SUPPORT, FAMILY})  # which join as one

SIDES = {
    SUPPORT: "Draws on support",
    FAMILY: "Family and friends",
    PAID: "Paid: works here, manages or commissions",
    OTHERS: "Others: councillors, board members, community groups",
    UNSAID: "Doesn’t say",
}
