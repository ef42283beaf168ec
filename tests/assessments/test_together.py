"""The together sheet's first page: its parts, what is finished, who is in the room, where the team stands."""

import pytest
from django.utils import timezone

from assessments.services.answering import finish_part, save_reflection
from rubric.reading import read_version
from tests.assessments.sheets import address, close, outsiders, queries, round_for
from tests.make import make_facilitator, make_version

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def overview(client, round):
    return client.get(f"/rounds/{round.code}/together/")


def principle(round, key="p1"):
    return round.version.principles.get(key=key)


def test_every_part_can_be_chosen_first(client):
    round = round_for(client)
    html = overview(client, round).content.decode()
    assert address(round) in html
    assert address(round, principle="p2") in html
    assert html.count("Not started yet") == 2
    assert "0 of 2 parts finished." in html
    assert "About 4 minutes a part." in html
    assert "An invented paper tool" in html


def test_it_says_what_is_begun_and_what_is_finished(client):
    round = round_for(client)
    sheet = round.sheets.get()
    save_reflection(sheet, principle=principle(round).pk, text="Begun", revision=0)
    finish_part(sheet, principle=principle(round, "p2").pk)
    html = overview(client, round).content.decode()
    assert "1 of 2 parts finished." in html
    assert ">Started<" in html
    assert ">Finished<" in html


def test_after_the_last_part_it_says_what_comes_next(client):
    round = round_for(client)
    back = f'<a class="govuk-button" href="/rounds/{round.code}/">'
    alice = make_facilitator(round.team)
    for one in round.version.principles.all():
        assert "A facilitator shows what you see" not in overview(client, round).content.decode()
        finish_part(round.sheets.get(), principle=one.pk)
    assert "A facilitator shows what you see" in overview(client, round).content.decode()
    client.force_login(alice)
    assert back in overview(client, round).content.decode()
    close(round)
    assert back not in overview(client, round).content.decode()


def test_an_untick_leaves_a_part_not_begun(client):
    round = round_for(client)
    statement = round.version.statements.first()
    round.sheets.get().answers.create(statement=statement, value=0, changed_at=timezone.now())
    assert overview(client, round).content.decode().count("Not started yet") == 2


def test_it_says_where_the_team_stands(client):
    round = round_for(client)
    level = round.version.levels.get(key="getting-there")
    round.sheets.get().standings.create(principle=principle(round), first_level=level, level=level)
    assert "<strong>Getting there</strong>" in overview(client, round).content.decode()


def test_it_says_who_is_in_the_room(client):
    round = round_for(client, answered_room=False)
    assert "Not answered yet" in overview(client, round).content.decode()
    sheet = round.sheets.get()
    sheet.presences.create(perspective=round.team.organisation.perspectives.first())
    sheet.people, sheet.room_at = 1, timezone.now()
    sheet.save()
    html = overview(client, round).content.decode()
    assert "I draw on care and support" in html
    assert "1 person in all" in html


def test_easy_read_titles(client):
    version = make_version(principles=1, published=False)
    version.principles.update(easy_read_title="All are equal")
    version.published_at = timezone.now()
    version.save()
    round = round_for(client, version=version)
    client.cookies["wording"] = "easy-read"
    assert "All are equal" in overview(client, round).content.decode()


def test_a_closed_round_can_be_read(client):
    round = round_for(client)
    close(round)
    response = overview(client, round)
    assert response.status_code == 200
    assert "This round is closed." in response.content.decode()


def test_only_the_team_may(client):
    round = round_for(client)
    for user, status in outsiders(round):
        client.force_login(user)
        assert overview(client, round).status_code == status
    client.logout()
    assert overview(client, round).status_code == 302


def test_its_queries_dont_grow_with_the_parts(client):
    for parts in (2, 8):
        round = round_for(client, version=make_version(principles=parts))
        read_version(round.version_id)
        sheet = round.sheets.get()
        for one in round.version.principles.all():
            finish_part(sheet, principle=one.pk)
        assert len(queries(lambda: overview(client, round))) == 6  # noqa: B023
