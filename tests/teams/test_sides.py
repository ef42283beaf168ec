"""Rules ask which side a perspective is on; what its label says, in whatever language, decides nothing."""

import time

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.services.releases import make_release
from assessments.services.room import record_room
from reports.build import build_results
from teams.models import Perspective
from teams.services.perspectives import SideChanged, SideStays, as_offered, change_perspective, fix_sides
from teams.sides import FAMILY, OTHERS, PAID, SIDES, SUPPORT, UNSAID
from tests.make import make_admin, make_perspective, make_round

pytestmark = pytest.mark.django_db

# Words that sound like another side, or like none.
LABELS = [
    "Prefer not to say",
    "Gwell gen i beidio â dweud",
    "I draw on care and support",
    "支援",
    "Works here",
]


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def organisation(round):
    return round.team.organisation


def released(round, present=(), by=None):
    record_room(round.sheets.get(), present=present, people=3, why_nobody="", seen="")
    return make_release(round, by=by)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("side", SIDES)
def test_what_a_label_says_changes_nothing(round, organisation, label, side):
    organisation.perspectives.all().delete()
    here = make_perspective(organisation, "Somebody", PAID)
    other = make_perspective(organisation, label, side)
    released(round, [here])
    results = build_results(round)
    assert results.room.missing == (() if side == UNSAID else (other.label,))
    assert results.took_part.not_shown == (("Somebody",) if side == UNSAID else ("Somebody", other.label))
    assert results.room.nobody_draws_on_support


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("side", SIDES)
def test_who_was_there_is_asked_of_the_side(round, organisation, label, side):
    organisation.perspectives.all().delete()
    released(round, [make_perspective(organisation, label, side)])
    room = build_results(round).room
    assert room.nobody_draws_on_support == (side in (FAMILY, PAID, OTHERS))
    assert room.some_didnt_say == (side == UNSAID)


def test_a_retired_perspective_still_counts_for_its_side(round, organisation):
    support = organisation.perspectives.get(side=SUPPORT)
    make_perspective(organisation, "I use services", SUPPORT)
    record_room(round.sheets.get(), present=[support], people=3, why_nobody="", seen="")
    Perspective.objects.filter(pk=support.pk).update(retired_at=round.opened_at)
    make_release(round, by=None)
    assert not build_results(round).room.nobody_draws_on_support


def test_before_anything_was_shown_a_side_can_change(organisation):
    carer = make_perspective(organisation)
    change_perspective(carer, label="Neighbour", side=OTHERS, by=None)
    carer.refresh_from_db()
    assert (carer.label, carer.side) == ("Neighbour", OTHERS)


def test_once_results_were_shown_every_side_stays_chosen_or_not(round, organisation):
    make_perspective(organisation)
    released(round, [organisation.perspectives.get(side=PAID)])
    for perspective in organisation.perspectives.exclude(side=SUPPORT):
        with pytest.raises(SideStays, match="so it stays there"):
            change_perspective(perspective, label="New words", side=OTHERS, by=None)
        perspective.refresh_from_db()
        change_perspective(perspective, label=f"Reworded {perspective.pk}", side=perspective.side, by=None)
    assert organisation.perspectives.filter(label__startswith="Reworded").count() == 2


def test_what_was_added_later_is_free_until_the_next_results(round, organisation):
    released(round)
    carer = make_perspective(organisation)
    change_perspective(carer, label=carer.label, side=OTHERS, by=None)
    make_release(round, by=None)
    with pytest.raises(SideStays):
        change_perspective(carer, label=carer.label, side=FAMILY, by=None)


def test_another_organisations_results_fix_nothing_here(organisation):
    released(make_round())
    work = organisation.perspectives.get(side=PAID)
    change_perspective(work, label="I work here", side=OTHERS, by=None)


def test_the_page_says_why_beside_the_side_and_keeps_the_words(client, round, organisation):
    released(round)
    client.force_login(make_admin(organisation))
    work = organisation.perspectives.get(side=PAID)
    sent = {
        **{f"initial-{name}": text for name, text in as_offered(work).items()},
        "perspective": work.pk,
        "label": "I am employed here",
        "easy_label": "I work",
        "picture": "1FAAA",
        "side": OTHERS,
    }
    page = client.post(reverse("change_perspective", args=[organisation.slug]), sent).content.decode()
    assert "Results were shown in which “I work here” is on the side “Paid" in page
    assert "You can take it out of the list, and add another one." in page
    assert 'value="I am employed here"' in page
    work.refresh_from_db()
    assert (work.label, work.side) == ("I work here", PAID)


def test_the_database_keeps_it_too(round, organisation):
    released(round)
    fixed = Perspective.objects.filter(organisation=organisation, side=PAID)
    for change in (
        {"side": OTHERS},
        {"side_fixed_at": None},
        {"organisation": make_round().team.organisation},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            fixed.update(**change)
    fixed.update(label="Reworded", retired_at=round.opened_at)


def test_a_side_that_isnt_in_the_list_is_refused_by_the_database(organisation):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_perspective(organisation, side="everybody")


def test_results_that_rest_on_another_side_arent_kept(organisation):
    read = dict(organisation.perspectives.values_list("pk", "side"))
    work = organisation.perspectives.get(side=PAID)
    change_perspective(work, label=work.label, side=OTHERS, by=None)
    with pytest.raises(SideChanged):
        fix_sides(read)
    assert not organisation.perspectives.exclude(side_fixed_at=None).exists()


def test_whoever_comes_second_is_refused(committing):
    """A side is changed while results are being kept: either the results are new, or the change is refused."""
    work = committing(lambda: make_round().team.organisation.perspectives.get(side=PAID))
    with committing.before_committing(fix_sides, {work.pk: PAID}):
        changing = committing.start(change_perspective, work, label=work.label, side=OTHERS, by=None)
        time.sleep(0.3)
        assert not changing.done()
    with pytest.raises(SideStays):
        changing.result(30)
    assert committing(Perspective.objects.get, pk=work.pk).side == PAID
