"""Whatever is moved in a list has the focus then, and says where it is: everywhere in one way, without a script."""

import pytest
from django.urls import reverse
from lxml import html

from assessments.services.you_said import add_entry
from assessments.services.you_said import you_said_of as page_of
from rubric.models import Statement
from teams.services.organisations import create_organisation
from tests.make import make_admin, make_draft, make_facilitator, make_round, make_site_editor, make_version
from tests.test_layout import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
# Each has a test below.
LISTS = {"_perspective.html", "_session_step.html", "_entry.html", "_movers.html"}


def told(page, place):
    """What somebody hears who comes to the item: all that is in it, from its beginning."""
    item = html.fromstring(page).get_element_by_id(place)
    assert item.get("tabindex") == "-1"
    return [words for part in item.itertext() if (words := " ".join(part.split()))]


def moved(client, address, data):
    answer = client.post(address, data, follow=True)
    place = answer.redirect_chain[-1][0].partition("#")[2]
    return told(answer.content.decode(), place)


def test_every_list_whose_items_move_is_here():
    found = {path.name for path in (ROOT / "templates").rglob("*.html") if "Move up" in path.read_text()}
    assert found == LISTS


@pytest.mark.parametrize(("to", "now"), [("up", 1), ("down", 3)])
def test_a_perspective(client, to, now):
    organisation = create_organisation("Northgate Council", slug="northgate")
    client.force_login(make_admin(organisation))
    second = organisation.perspectives.in_use()[1]
    heard = moved(
        client, reverse("move_perspective", args=["northgate"]), {"perspective": second.pk, "to": to}
    )
    assert heard[:2] == [f"Moved. This is now {now} of 7.", str(second)]


@pytest.mark.parametrize(("to", "now"), [("up", 1), ("down", 3)])
def test_what_came_of_a_round(client, to, now):
    round = make_round(state="closed")
    alice = make_facilitator(round.team)
    client.force_login(alice)
    for n in range(3):
        add_entry(round, code=f"entry{n}", texts={"you_said": f"Said {n}"}, by=alice)
    assert len(page_of(round).entries) == 3
    heard = moved(client, reverse("move_entry", args=[round.code, "entry1"]), {"to": to})
    assert heard[0] == f"Moved. This is now {now} of 3."
    assert "Said 1" in " ".join(heard)


def test_a_statement(client):
    client.force_login(make_site_editor())
    draft = make_draft(make_version())
    first = Statement.objects.get(version=draft, key="p1-not-yet")
    Statement.objects.create(
        version=draft, principle=first.principle, level=first.level, key="other", position=9, text="Other."
    )
    sent = {"move": "p1-not-yet after other"}
    heard = moved(client, reverse("move_statement", args=[draft.rubric.slug]), sent)
    assert heard[:2] == ["Moved. This is now 2 of 2.", first.text]


@pytest.mark.parametrize(
    ("name", "sent", "told"),
    [
        ("move_principle", "p2 before p1", "Principle 2"),
        ("move_level", "getting-there before not-yet", "Getting there"),
    ],
)
def test_a_part_and_a_level(client, name, sent, told):
    client.force_login(make_site_editor())
    draft = make_draft(make_version())
    heard = moved(client, reverse(name, args=[draft.rubric.slug]), {"move": sent})
    assert heard[0].startswith("Moved. This is now 1 of ")
    assert told in heard[1:3]


@pytest.mark.parametrize(("change", "now"), [("up-1", 1), ("down-1", 3)])
def test_a_step_of_a_session(client, change, now):
    """What is typed isn't stored yet: the button itself leads to where the step will be."""
    organisation = create_organisation("Northgate Council", slug="northgate")
    client.force_login(make_admin(organisation))
    address = reverse("add_session_format", args=["northgate"])
    sent = {"title": "Walk", "steps-TOTAL_FORMS": 3, "steps-INITIAL_FORMS": 0}
    sent |= {f"steps-{n}-do": f"Do {n}" for n in range(3)}
    before = client.post(address, {**sent, "change": ""}).content.decode()
    after = client.post(address, {**sent, "change": change}).content.decode()
    button = html.fromstring(before).xpath(f"//button[@value='{change}']")[0]
    assert button.get("formaction") == f"#step-{now}"
    heard = told(after, f"step-{now}")
    assert f"Moved. This is now {now} of 3." in heard
    assert "Do 1" in " ".join(heard)
