"""A round that starts from the last one takes over what is placed again, and what was agreed; the team decides."""

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.agreed import Agreed
from assessments.models import Placement, Round
from assessments.services.releases import make_release
from assessments.services.rounds import close_round, edit_round, open_round, plan_round
from rubric.services.drafts import start_draft, withdraw_version
from teams.codes import new_code
from tests.make import (
    make_facilitator,
    make_ladder,
    make_placing_round,
    make_round,
    make_team,
    make_version,
)

pytestmark = pytest.mark.django_db
LUNCH = "the-friday-lunch"
STEP = "answer-step.now", "answer-step.aim"


@pytest.fixture
def ladder():
    return make_ladder()


@pytest.fixture
def alice():
    return make_facilitator(make_team())


@pytest.fixture
def last(client, alice, ladder):
    """A round that has closed: lunch is at `told` and should be at `asked`; nothing was said of the newsletter."""
    client.force_login(alice)
    team = alice.memberships.get().team
    round = make_placing_round(
        team, make_version(), ladder=ladder, activities=("The Friday lunch", "The newsletter")
    )
    round.sheets.update(room_at=round.opened_at)
    place(client, round, reflection="The cook decides.", **{STEP[0]: "told", STEP[1]: "asked"})
    words = {"why": "A letter came.", "where_we_differ": "", "revision": 0}
    client.post(at(round, "together_why"), words)
    close_round(round, by=alice)
    return Round.objects.get(pk=round.pk)


def at(round, name="together_activity", key=LUNCH):
    return reverse(name, args=[round.code, key])


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content.decode())


def place(client, round, key=LUNCH, **said):
    form = read(client, at(round, key=key)).get_element_by_id("part")
    return client.post(at(round, key=key), {**dict(form.form_values()), **said, "save": "continue"})


def texts(tree, path):
    return [" ".join(" ".join(each.itertext()).split()) for each in tree.xpath(path)]


def next_round(last, by, *, version=None, **plan):
    asked = {"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}
    about = {"title": "This spring", "about": last.about, "from_last": True, **asked, **plan}
    round, _ = plan_round(last.team, by=by, code=new_code(), version=version or last.version, **about)
    return round


def opened(round, by):
    open_round(round, by=by)
    round.sheets.update(room_at=timezone.now())
    return Round.objects.get(pk=round.pk)


def stored(round):
    rows = Placement.objects.filter(sheet__round=round).order_by("activity", "moment")
    return [(row.activity.key, row.moment, row.value) for row in rows]


def test_its_activities_come_along_with_their_keys(last, alice, ladder):
    round = next_round(last, alice)
    names = ("key", "name", "line", "picture", "drawing", "position")
    assert list(round.activities.values_list(*names)) == list(last.activities.values_list(*names))
    assert round.places_on == ladder


def test_without_starting_from_the_last_none_come_along_until_that_is_chosen(last, alice):
    round = next_round(last, alice, from_last=False)
    assert not round.activities.exists()
    edit_round(round, by=alice, from_last=True)
    assert round.activities.count() == 2


def test_they_come_along_on_the_newest_version_and_not_where_there_is_none_any_more(last, alice, ladder):
    newer = start_draft(ladder.rubric, by=None)
    newer.published_at = timezone.now()
    newer.save()
    assert next_round(last, alice).places_on == newer
    for version in ladder.rubric.versions.all():
        withdraw_version(version, by=None)
    assert not next_round(last, alice).activities.exists()


def test_what_was_agreed_comes_along_and_needs_another_look(client, last, alice):
    round = opened(next_round(last, alice), alice)
    assert stored(round) == [(LUNCH, 0, 1), (LUNCH, 1, 2)]
    tree = read(client, at(round))
    assert texts(tree, "//h2[@id='another-look']") == ["Needs another look"]
    assert tree.xpath("//input[@checked]/@value") == ["told", "asked"]
    ringed = tree.xpath("//div[contains(@class, 'place--last')]//input/@value")
    assert ringed == ["told", "asked"]
    assert texts(tree, "//span[@class='place__last']") == ["Last time", "Last time"]
    assert tree.xpath("//textarea[@name='reflection']")[0].text.strip() == "The cook decides."
    assert not texts(read(client, at(round, key="the-newsletter")), "//h2[@id='another-look']")
    overview = client.get(reverse("together", args=[round.code])).content.decode()
    assert overview.count("Needs another look") == 1
    assert "1 part needs another look" in overview
    page = client.get(reverse("round", args=[round.code])).content.decode()
    assert "Needs another look" in page


def test_it_counts_once_the_team_has_decided_and_last_time_stays_shown(client, last, alice):
    round = opened(next_round(last, alice), alice)
    assert Agreed.from_json(make_release(round, by=alice).agreed).activity(LUNCH).placed == {}
    place(client, round, **{STEP[0]: "shared"})
    agreed = Agreed.from_json(make_release(round, by=alice).agreed).activity(LUNCH)
    assert (agreed.finished, agreed.placed) == (True, {"step.now": "shared", "step.aim": "asked"})
    tree = read(client, at(round))
    assert not texts(tree, "//h2[@id='another-look']")
    assert tree.xpath("//div[contains(@class, 'place--last')]//input/@value") == ["told", "asked"]


def test_what_was_said_of_why_stands_beside_its_box_to_be_used_again(client, last, alice):
    round = opened(next_round(last, alice), alice)
    tree = read(client, at(round, "together_why"))
    assert "A letter came." in texts(tree, "//section[@class='notice']")[0]
    assert not tree.xpath("//textarea[@name='why']")[0].text.strip()
    sent = {"again": "why", "why": "We rang, too.", "where_we_differ": "Some more.", "revision": 0}
    page = lxml.html.fromstring(client.post(at(round, "together_why"), sent).content.decode())
    again = page.xpath("//textarea[@name='why']")[0].text
    assert "A letter came." in again
    assert "We rang, too." in again
    assert page.xpath("//textarea[@name='where_we_differ']")[0].text.strip() == "Some more."


def test_an_activity_that_is_placed_for_the_first_time_begins_empty(client, last, alice, ladder):
    round = next_round(last, alice)
    round.activities.all().delete()
    round.activities.create(key="a-new-one", position=0, name="A new one")
    assert stored(opened(round, alice)) == []


def test_on_another_rubric_nothing_comes_along(last, alice):
    round = next_round(last, alice)
    Round.objects.filter(pk=round.pk).update(places_on=make_ladder())
    assert stored(opened(round, alice)) == []


def test_a_place_that_is_there_no_more_is_left_out(last, alice, ladder):
    newer = start_draft(ladder.rubric, by=None)
    newer.places.filter(key="told").update(key="told-anew")
    newer.published_at = timezone.now()
    newer.save()
    assert stored(opened(next_round(last, alice), alice)) == [(LUNCH, 1, 2)]


def test_a_round_that_only_places_starts_from_the_last_too(client, alice, ladder):
    client.force_login(alice)
    team = alice.memberships.get().team
    first = make_round(team, ladder, state="planned")
    first.activities.create(key=LUNCH, position=0, name="The Friday lunch")
    first = opened(first, alice)
    place(client, first, **{STEP[0]: "told"})
    close_round(first, by=alice)
    round = next_round(Round.objects.get(pk=first.pk), alice)
    assert round.places_on is None
    assert stored(opened(round, alice)) == [(LUNCH, 0, 1)]


@pytest.mark.parametrize("back", [False, True])
def test_what_was_placed_on_a_copy_comes_along_to_what_it_was_copied_from(client, alice, ladder, back):
    client.force_login(alice)
    team, copy = alice.memberships.get().team, make_ladder()
    copy.rubric.based_on = ladder.rubric
    copy.rubric.save()
    then, now = (copy, ladder) if back else (ladder, copy)
    first = make_round(team, then, state="planned")
    first.activities.create(key=LUNCH, position=0, name="The Friday lunch")
    first = opened(first, alice)
    place(client, first, **{STEP[0]: "told"})
    close_round(first, by=alice)
    round = next_round(Round.objects.get(pk=first.pk), alice, version=now)
    assert stored(opened(round, alice)) == [(LUNCH, 0, 1)]
