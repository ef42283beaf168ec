"""Groups as people read them: on the page, in reports and their files, and beside words; from real sheets."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from assessments.services.releases import make_release
from assessments.services.rounds import close_round
from reports.build import build_report, build_results
from reports.facts import facts_of
from reports.formats import FORMATS
from teams.sides import FAMILY, OTHERS, PAID, SUPPORT
from tests.make import make_facilitator, make_person_sheet, make_perspective, make_round, say

pytestmark = pytest.mark.django_db

LIVED = "People who draw on support, or family carers"
TOGETHER = "The groups shown, together"


@pytest.fixture
def round():
    """In an organisation that words its own list."""
    round = make_round()
    organisation = round.team.organisation
    organisation.perspectives.all().delete()
    for label, side in {
        "People who draw on support": SUPPORT,
        "Family carers": FAMILY,
        "I work here": PAID,
    }.items():
        make_perspective(organisation, label, side)
    return round


@pytest.fixture
def alice(round):
    return make_facilitator(round.team)


def come(round, support=0, carers=0, staff=0):
    views = round.team.organisation.perspectives.all()
    for view, people in zip(views, (support, carers, staff), strict=False):
        for _ in range(people):
            say(make_person_sheet(round, view), p1_not_yet=1)


def bands(round, edition="inside"):
    results = build_results(round, edition=edition)
    return [
        f"{voice.label}: {voice.size.removesuffix(' people')}" for voice in results.principles[0].voices.all
    ]


def words_of(html):
    return re.sub(r"\s+", " ", strip_tags(html))


def test_a_small_group_of_lived_experience_is_told_by_all_its_names(round, alice, client):
    come(round, support=5, carers=2, staff=5)
    make_release(round, by=alice)
    assert bands(round) == [f"{LIVED}: 5 to 9", "I work here: 5 to 9", f"{TOGETHER}: 10 to 18"]
    client.force_login(alice)
    for name, size in {"results": f"“{LIVED}”, 5 to 9 people", "report": f"{LIVED}, 5 to 9 people"}.items():
        page = words_of(client.get(reverse(name, args=[round.code]), {"edition": "inside"}).content.decode())
        assert size in page
        assert (
            f"On their own, and shown as a group: “{LIVED}”, 5 to 9 people; “I work here”, 5 to 9 people."
            in page
        )
        assert "Together: 10 to 18 people." in page


def test_outside_they_are_joined_as_they_are_inside(round, alice):
    come(round, support=8, carers=6, staff=13)
    make_release(round, by=alice)
    alone = ["People who draw on support: 5 to 9", "Family carers: 5 to 9", "I work here: 13"]
    assert bands(round) == [*alone, f"{TOGETHER}: 23 to 31"]
    assert bands(round, "outside") == [f"{LIVED}: 10 to 18", "I work here: 13", f"{TOGETHER}: 23 to 31"]
    release = round.releases.get()
    assert [len(figure) for figure in release.basis["parts"]["p1"]["outside"]] == [14, 13]


def test_together_is_what_is_shown(round, alice):
    come(round, support=5, carers=2, staff=3)
    make_release(round, by=alice)
    assert bands(round) == [f"{LIVED}: 5 to 9", f"{TOGETHER}: 5 to 9"]
    assert build_results(round).took_part.not_shown == ("I work here",)


def test_who_waited_is_shown_once_they_are_enough(round, alice):
    come(round, support=1, staff=5)
    make_release(round, by=alice)
    assert bands(round) == ["I work here: 5 to 9", f"{TOGETHER}: 5 to 9"]
    assert build_results(round).took_part.not_shown == ("People who draw on support", "Family carers")
    come(round, support=7)
    make_release(round, by=alice)
    assert bands(round) == [f"{LIVED}: 5 to 9", "I work here: 5 to 9", f"{TOGETHER}: 10 to 18"]


def test_everybody_else_is_named_by_the_group_that_joined_it_with_its_labels_beneath(round, alice, client):
    make_perspective(round.team.organisation, "Councillors", OTHERS)
    come(round, support=6, staff=12)
    close_round(round, by=alice)
    name = "I work here, or anybody else"
    assert bands(round) == [f"{LIVED}: 5 to 9", f"{name}: 12", f"{TOGETHER}: 17 to 21"]
    client.force_login(alice)
    page = words_of(client.get(reverse("results", args=[round.code])).content.decode())
    assert f"“{name}”, 12 people (“I work here”, “Councillors”, or none of these)" in page
    assert build_results(round).took_part.not_shown == ("Councillors",)


def test_every_file_says_the_same_names(round, alice):
    come(round, support=8, carers=6, staff=13)
    close_round(round, by=alice)
    report = build_report(round)
    assert {LIVED, "I work here", TOGETHER} <= {fact.who for fact in facts_of(report)}
    for name in ("html", "csv", "json"):
        assert LIVED in FORMATS[name].make(report).decode("utf-8-sig"), name


def test_earlier_figures_stay_each_with_its_day(round, alice, client):
    come(round, support=6, staff=12)
    long_ago = timezone.now() - timedelta(days=40)
    make_release(round, by=alice, now=long_ago)
    come(round, support=6)
    make_release(round, by=alice)
    lived, staff, _ = build_results(round).principles[0].voices.all
    assert (lived.counted_on, staff.counted_on) == (timezone.localdate(), timezone.localdate(long_ago))
    client.force_login(alice)
    page = words_of(client.get(reverse("results", args=[round.code])).content.decode())
    assert f"12 people, as on {timezone.localdate(long_ago).strftime('%-d %B %Y')}" in page
    facts = {fact.who: fact.shown_on for fact in facts_of(build_report(round, edition="inside"))}
    assert (facts[LIVED], facts["I work here"]) == (timezone.localdate(), timezone.localdate(long_ago))
