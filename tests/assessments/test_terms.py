"""What a round promised when it opened: k only rises until the first release, and months only fall."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from assessments.models import Round
from assessments.services.releases import make_release
from assessments.services.rounds import open_round
from assessments.services.terms import k_of, months_of
from reports.paper import build_paper
from tests.make import make_facilitator, make_organisation, make_round, make_team

SETTINGS = st.tuples(st.integers(5, 12), st.integers(1, 24))


def change(round, **settings):
    organisation = round.team.organisation
    for name, value in settings.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=settings)
    return again(round)


def again(round):
    return Round.objects.select_related("team__organisation").get(pk=round.pk)


class TestTerms(TestCase):
    @given(SETTINGS, st.lists(SETTINGS | st.sampled_from(["release", "open"]), max_size=8))
    def test_whatever_an_organisation_changes_its_mind_about(self, first, history):
        floor, months = first
        round = make_round(
            make_team(make_organisation(floor=floor, retention_months=months)), state="planned"
        )
        for step in history:
            before = again(round)
            if step == "open":
                open_round(round, by=None)
            elif step == "release":
                make_release(before, by=None) if before.is_open else None
            else:
                change(round, floor=step[0], retention_months=step[1])
            self.check(before, again(round), step)

    def check(self, before, now, step):
        if before.state == "planned":
            organisation = now.team.organisation
            expected = organisation.floor, organisation.retention_months
        elif step in ("open", "release"):
            expected = k_of(before), months_of(before)
        else:
            k = k_of(before) if before.releases.exists() else max(k_of(before), step[0])
            expected = k, min(months_of(before), step[1])
        assert (k_of(now), months_of(now)) == expected


@pytest.mark.django_db
def test_every_page_tells_the_rounds_own_number():
    round = make_round(make_team(make_organisation(floor=9)))
    make_release(round, by=None)
    round = change(round, floor=5)
    client = Client()
    client.get(reverse("join_link", args=[round.link_token]))
    client.post(reverse("join_round", args=[round.code]), {"wording": "standard"})
    assert "at least 9 people" in client.get(reverse("join_promises", args=[round.code])).content.decode()
    assert build_paper(round).k == 9
    client.force_login(make_facilitator(round.team))
    page = client.post(reverse("bring_up_to_date", args=[round.code]), follow=True).content.decode()
    assert "again when 9 more have answered" in page
    page = client.post(reverse("session_principle", args=[round.code, "p1"]), follow=True).content.decode()
    assert "Fewer than 9 people" in page
