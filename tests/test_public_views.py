"""Closed by default: what a stranger reaches is listed here, and everything else leads to the sign-in page."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

pytestmark = pytest.mark.django_db

PUBLIC = {
    "home",
    "about",
    "who_sees",
    "accessibility",
    "help",
    "set_wording",
    "favicon",
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_inactive",
    "account_signup",
    "account_logout",
    "demo_sign_in",
    "invitation",
    "not_by_email",
    "send_invitation_code",
    "organisation_colours",
    "organisation_logo",
    "drawing",
    "picture",
    "join",
    "join_link",
    "join_link_easy",
    "join_easy",
    "said_no",
    "helping",
    "join_round",
    "join_promises",
    "join_as",
    "join_today",
    "join_name",
    "join_help",
    "join_helping",
    "say_need",
    "join_as_group",
    "join_group_part",
    "join_group_most",
    "my_sheet",
    "my_principle",
    "my_activity",
    "my_activity_step",
    "save_my_activity",
    "my_statement",
    "my_words",
    "remark_on_statement",
    "draft_by_link",
    "remark_by_link",
    "who_may_read",
    "who_may_quote",
    "save_mine",
    "my_next",
    "who_may_read_activity",
    "who_may_quote_activity",
    "my_activity_next",
    "thank_you",
    "everybody",
    "session_poll",
    "my_return_code",
    "return_code_picture",
    "download_mine",
    "erase_mine",
    "hand_over",
    "erased",
    "my_results",
    "my_results_part",
    "my_results_activity",
    "my_results_more",
    "my_results_by",
    "came_of_it",
    "shared_report",
    "shared_report_file",
    "shared_easy_read",
    "shared_easy_read_pdf",
    "my_quotes",
    "take_back",
    "my_easy_read_summary",
    "my_easy_read_summary_pdf",
    "healthz",
    "readyz",
}
GAP = re.compile(r"<(?:(int|slug|str|path|uuid):)?\w+>")
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")  # the admin writes some addresses as regular expressions
FILLED_IN = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000", "app_label": "teams"}


def addresses(resolver=None, names="", start="/"):
    """Every view's name and an address of it, with something in each gap."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = start + filled_in(str(entry.pattern))
        if isinstance(entry, URLResolver):
            inner = f"{names}{entry.namespace}:" if entry.namespace else names
            yield from addresses(entry, inner, route)
        else:
            yield f"{names}{entry.name}", route


def filled_in(route: str) -> str:
    route = GAP.sub(lambda gap: FILLED_IN.get(gap[1], "bcdfghjk"), route)
    return GROUP.sub(lambda group: FILLED_IN.get(group[1], "bcdfghjk"), route).strip("^$")


def is_closed(response) -> bool:
    doors = (reverse(settings.LOGIN_URL), reverse("admin:login"))
    return response.status_code == 302 and response.url.startswith(tuple(f"{door}?next=" for door in doors))


def test_a_stranger_reaches_what_is_listed_and_nothing_else():
    stranger = Client(headers={"host": "localhost"})
    reached = {name for name, address in addresses() if not is_closed(stranger.get(address))}
    assert reached - {"admin:login"} == PUBLIC
    assert len(list(addresses())) > len(PUBLIC) + 20


def test_sending_something_gets_a_stranger_no_further():
    stranger = Client(headers={"host": "localhost"})
    closed = [(name, address) for name, address in addresses() if name not in PUBLIC | {"admin:login"}]
    assert [name for name, address in closed if not is_closed(stranger.post(address))] == []


def test_the_admins_door_is_ours():
    assert Client().get(reverse("admin:login")).url.startswith(reverse(settings.LOGIN_URL))
