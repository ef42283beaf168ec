"""Where a way back leads: to the page that somebody came from, where the link that they followed says so.

Links say it in `next`. Only an address of a page in PLACES counts, so no link can send anybody anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from teams.remembered import remembered

NEXT = "next"
LONGEST = 600
STEPS_OF_JOINING = (
    "join_round",
    "join_promises",
    "join_as",
    "join_today",
    "join_name",
    "join_help",
    "join_as_group",
    "join_group_part",
    "join_group_most",
)
PLACES = {  # by the names of their addresses: what a way back to them says
    "home": "Your rounds",
    "round": "The round",
    "team": "The team",
    "every_team": "Every team",
    "due_actions": "What is due",
    "actions": "What we will do",
    "action": "This action",
    "quotes": "Quotes",
    "together": "What we agree together",
    "results": "What we see",
    "results_part": "What we see",
    "results_activity": "What we see",
    "report": "The report",
    "issue_report": "Issuing the report",
    "you_said": "You said, we did",
    "close_round": "Closing the round",
    "session": "The slides",
    "session_principle": "The slides",
    "session_difference": "The slides",
    "session_activity": "The slides",
    "session_places": "The slides",
    "standing": "Where we stand",
    "my_sheet": "Your answers",
    **dict.fromkeys(STEPS_OF_JOINING, "Back"),
}


@dataclass(frozen=True)
class Way:
    address: str
    text: str


def came_from(request: HttpRequest) -> Way | None:
    """The page that the link named, if it is one of ours."""
    return _read(request.GET.get(NEXT, ""))


def way_back(request: HttpRequest, view: str, *args: object, text: str = "") -> Way:
    """There, or else to the page that this one belongs to."""
    return came_from(request) or Way(reverse(view, args=args), text or PLACES[view])


def from_here(request: HttpRequest) -> str:
    """For links on this page: its own address, if it is one to come back to."""
    return said(_read(request.get_full_path()))


def as_it_came(request: HttpRequest) -> str:
    """For what belongs to this page, and leads back to where this page does."""
    return said(came_from(request))


def said(way: Way | None) -> str:
    """Behind an address that has no other questions."""
    return leads_back_to(way.address) if way else ""


def leads_back_to(address: str) -> str:
    """The same of a page that is one of ours."""
    return f"?{NEXT}={quote(address, safe='')}"


@remembered(megabytes=0.2)  # a page with many links asks for each
def _read(address: str) -> Way | None:
    if len(address) > LONGEST:
        return None
    try:
        parts = urlsplit(address)
        name = resolve(parts.path).url_name
    except (ValueError, Resolver404):
        return None
    if parts.scheme or parts.netloc or name not in PLACES:
        return None
    return Way(parts._replace(fragment="").geturl(), PLACES[name])
