"""Full addresses lead to SITE_URL, whatever the request was sent to. A new use has to be added here."""

import re

from teams.addresses import address_to_type, full_address
from tests.test_layout import LETTERS, MODULES, ROOT, TEMPLATES, name

FROM_A_REQUEST = re.compile(
    r"build_absolute_uri|get_host\b|HTTP_HOST|SERVER_NAME|get_current_site|current_site"
    r"|_current_scheme_host|get_raw_uri|request\.(scheme|headers\.host)|location\.(host|origin)|document\.domain"
)
# What leaves the page and leads back to it.
LEADING_BACK = {
    "assessments/calendar.py",  # a calendar file
    "assessments/doors.py",  # posters, forms, the projector, the door's page
    "assessments/services/late_rounds.py",  # e-mails
    "assessments/services/reminders.py",
    "assessments/services/second_people.py",
    "assessments/services/telling_team.py",
    "assessments/way_back.py",  # the square and the message that hold a return code
    "assessments/views/pages.py",  # which site the accessibility statement is about
    "assessments/views/you_said.py",  # the link to what came of it, and its square
    "reports/views/issuing.py",  # the link to an issued report
    "rubric/services/telling_editors.py",  # e-mails
    "rubric/views/draft.py",  # the link to a draft
    "teams/services/facilitating.py",  # e-mails
    "teams/services/invitations.py",
    "teams/services/mail_choices.py",  # the link under each, which lets a kind be switched off
}


def test_addresses_are_made_from_the_setting(settings):
    settings.SITE_URL = "https://reflect.example:8443/"
    assert full_address("/j/abc/") == "https://reflect.example:8443/j/abc/"
    assert address_to_type("/join/") == "reflect.example:8443/join"


def test_nothing_asks_the_request_where_we_are():
    scripts = sorted((ROOT / "static/js").glob("*.js"))
    asking = {
        name(p) for p in [*MODULES, *TEMPLATES, *LETTERS, *scripts] if FROM_A_REQUEST.search(p.read_text())
    }
    asking.remove("coprod_reflect/asgi.py")  # passes on what it was told
    asking.remove(
        "coprod_reflect/middleware.py"
    )  # asks whether somebody came from this machine to this machine
    asking.remove("assessments/views/pages.py")  # compares where somebody goes back to, and tells nobody
    asking.remove("teams/kept_words.py")  # … and where a form came from
    assert not asking


def test_what_leads_back_is_listed():
    users = {name(path) for path in MODULES if re.search(r"import .*\bfull_address\b", path.read_text())}
    assert users == LEADING_BACK


def test_nothing_else_reads_the_setting():
    users = {name(path) for path in MODULES if "SITE_URL" in path.read_text()}
    assert users == {"coprod_reflect/settings.py", "teams/addresses.py"}
