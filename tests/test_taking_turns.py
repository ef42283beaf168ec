"""Whoever takes several rows takes them in one order, so that no two wait for each other: real transactions."""

from concurrent.futures import wait
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from assessments.models import Archive, Round
from assessments.services.editions import archive_file, forget_archives
from assessments.services.renaming import rename_round
from assessments.services.rounds import open_round
from assessments.services.terms import follow_settings
from reports.services.archives import finish, remove_old_archives
from teams.models import Organisation, Team
from tests.make import make_round

pytestmark = pytest.mark.django_db(transaction=True)
AT_THE_LOCK = 1  # second, in which somebody comes to where they have to wait


@pytest.fixture(autouse=True)
def _writers_at_once():
    if connection.vendor == "sqlite":
        pytest.skip("One connection writes at a time, whatever it writes.")


@transaction.atomic
def take_each_in_turn(rows, committing, do):
    """The first, then as somebody else comes and does something, the others. Returns what they do."""
    doing = None
    for row in rows:
        type(row).objects.select_for_update().get(pk=row.pk)
        doing = doing or committing.start(do)
        wait([doing], AT_THE_LOCK)
    return doing


def lie_last(row, **changes):
    """What was changed lies behind what wasn't, and is found after it by whoever asks for no order."""
    type(row).objects.filter(pk=row.pk).update(**changes)


def open_the_next():
    open_round(Round.objects.planned().get(), by=None)


def rename():
    rename_round(Round.objects.planned().get(), title="Summer", about_name="Day team", by=None)


def follow():
    Organisation.objects.update(floor=7, retention_months=6)
    follow_settings(Organisation.objects.get())


def make_rounds():
    spring = make_round(state="closed", title="Spring")
    make_round(spring.team, spring.version, state="planned", title="Autumn")
    Round.objects.filter(pk=spring.pk).update(keep_months=12)
    return [*Round.objects.order_by("pk"), Team.objects.get()]


def make_open_rounds():
    spring = make_round(title="Spring")
    make_round(spring.team, spring.version, title="Autumn")
    lie_last(spring, title="Late spring")
    return [*Round.objects.order_by("pk"), Team.objects.get()]


@pytest.mark.parametrize(
    ("make", "do"), [(make_rounds, open_the_next), (make_rounds, rename), (make_open_rounds, follow)]
)
def test_rounds_are_taken_from_the_first_on_and_then_their_team(committing, make, do):
    committing(take_each_in_turn, committing(make), committing, do).result(30)


def finish_the_newer():
    newer = Archive.objects.latest("pk")
    made = archive_file(newer.token).with_suffix(".made")
    made.parent.mkdir(exist_ok=True)
    made.write_bytes(b"PK")
    assert finish(newer, made)
    assert list(Archive.objects.all()) == [newer]


def forget_all():
    with transaction.atomic():
        forget_archives(Team.objects.get())
    assert not Archive.objects.exists()


def remove_old():
    assert remove_old_archives(now=timezone.now() + timedelta(days=40)) == 2


def make_archives():
    team = make_round().team
    older, newer = (
        Archive.objects.create(organisation=team.organisation, audience="inside") for _ in range(2)
    )
    lie_last(older, token="of-another-name")
    return [older, newer]


@pytest.mark.parametrize("do", [finish_the_newer, forget_all, remove_old])
def test_archives_are_taken_from_the_first_on(committing, do, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    committing(take_each_in_turn, committing(make_archives), committing, do).result(30)
