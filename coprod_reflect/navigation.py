"""The main navigation: which of its entries a page belongs to, by the page's address. Pure."""

import re

WITHOUT = {
    "mine",
    "join",
    "j",
    "came-of-it",
    "erased",
    "no-thank-you",
    "drafts",
}  # for people who take part, who need no account
LANDINGS = re.compile(
    r"/|/(rubrics|actions|organisations)/|/teams/([^/]+/)?(actions/)?|/organisations/[^/]+/(teams/|actions/)?"
)


def section_of(path: str) -> str | None:
    """The entry's key, "" if the page belongs to none of them, and None where there is no main navigation."""
    match path.strip("/").split("/"):
        case [first, *_] if first in WITHOUT:
            return None
        case [""] | ["rounds", *_] | ["teams", _, "rounds", *_]:
            return "rounds"
        case ["actions", *_] | ["teams", _, "actions", *_] | ["organisations", _, "actions"]:
            return "actions"
        case ["teams", *_] | ["organisations", _, "teams"]:
            return "team"
        case ["rubrics", *_]:
            return "rubrics"
        case ["organisations", *_]:
            return "organisation"
    return ""


def is_landing(path: str) -> bool:
    """Whether an entry leads to this very page, or to one like it, and not to one that lies behind it."""
    return LANDINGS.fullmatch(path) is not None
