"""What files are called: never too long, safe everywhere, and told apart, in whatever script a team's name is."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reports.formats import FORMATS
from teams.file_names import file_name
from tests.make import make_action, make_admin, make_organisation, make_team
from tests.reports.releases import make_told_round
from tests.reports.test_archives import issue_report as issue_for
from tests.reports.test_archives import keep_pdf, make_all

NAMES = [
    "w" * 120,
    "Über-Maß " * 13,
    "支援チーム" * 20,
    "সহায়তা দল",
    "ਸਹਾਇਤਾ ਟੀਮ",
    "உதவிக் குழு",
    "ทีมสนับสนุน",
    "سپورٹ ٹیم",
    "…",
]
SAFE = re.compile(r"[a-z0-9][a-z0-9-]*\.[a-z]+")


@given(st.text(max_size=300), st.sampled_from(["2", "123456"]), st.sampled_from(["inside", ""]))
def test_any_name_makes_a_short_and_safe_one(text, number, inside):
    found = file_name(text, "report", number, "2027-03-19", inside, ending="docx", instead="team-bcdfghjk")
    assert SAFE.fullmatch(found)
    assert len(found) <= 100
    assert found.endswith(
        "".join(f"-{part}" for part in ("report", number, "2027-03-19", inside) if part) + ".docx"
    )


def names_of(client, *addresses):
    told = [client.get(address).headers["Content-Disposition"] for address in addresses]
    return [re.fullmatch(r'attachment; filename="([^"]*)"', each)[1] for each in told]


@pytest.mark.django_db
@pytest.mark.one_database  # names are made of what was read
@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_can_be_downloaded(client, name):
    organisation = make_organisation(name)
    team = make_team(organisation, name)
    round, alice = make_told_round(team=team, title=name)
    action = make_action(team, name, due_on="2027-03-03")
    client.force_login(alice)
    formats = [each for each in FORMATS if each != "pdf"]
    addresses = [reverse("report_file", args=[round.code, each]) + "?edition=inside" for each in formats]
    addresses += [
        reverse("actions_calendar", args=[team.code]),
        reverse("action_calendar", args=[action.code]),
    ]
    found = names_of(client, *addresses)
    assert len(set(found)) == len(found)
    issued = issue_for(make_team(organisation, f"{name[:100]} 2"), name, more=[(("outside", "short"), b"PK")])
    keep_pdf(issued)
    archive = make_all(organisation, admin := make_admin(organisation))
    client.force_login(admin)
    of = [issued.round.code, issued.number]
    kept = [reverse("issued_report_file", args=[*of, each]) for each in ("html", "short", "pdf")]
    found += names_of(client, *kept, f"{kept[2]}?edition=inside")
    found += names_of(client, reverse("archive_file", args=[organisation.slug, archive.token]))
    assert all(SAFE.fullmatch(each) and len(each) <= 100 for each in found), found


@pytest.mark.django_db
def test_two_teams_whose_script_not_every_system_knows_are_told_apart(client):
    named = []
    for name in ("支援チーム", "উপদেষ্টা দল"):
        round, alice = make_told_round(team=make_team(make_organisation(name), name))
        client.force_login(alice)
        named += names_of(client, reverse("report_file", args=[round.code, "csv"]))
    assert named[0] != named[1]
