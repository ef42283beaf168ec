"""Who is in the room? Asked by perspective; and if nobody draws on support, why not."""

import pytest

from assessments.services.answering import finish_part
from rubric.reading import read_version
from teams.sides import FAMILY, SUPPORT, UNSAID
from tests.assessments.sheets import close, outsiders, queries, round_for
from tests.make import make_organisation, make_perspective

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NOBODY = "Nobody who draws on support was here. Invite somebody, or say why not."


def url(round):
    return f"/rounds/{round.code}/together/room/"


def room_of(client, **extra):
    """A round whose room nobody has answered, and its perspectives: who draws on support, who works here."""
    round = round_for(client, answered_room=False, **extra)
    return round, *round.team.organisation.perspectives.all()


def send(client, round, *present, seen=None, **fields):
    """As a browser would from a fresh page, or from one that showed what was `seen`."""
    seen = client.get(url(round)).context["form"]["seen"].value() if seen is None else seen
    fields = {"present": [perspective.pk for perspective in present], "seen": seen or "", **fields}
    return client.post(url(round), fields)


def stored(round):
    sheet = round.sheets.get()
    present = {presence.perspective.label for presence in sheet.presences.all()}
    return present, sheet.people, sheet.why_nobody_who_draws_on_support, sheet.room_at is not None


def test_it_asks_by_the_organisations_perspectives(client):
    round, draws, _ = room_of(client)
    make_perspective(make_organisation("Harbourside"), "Somebody else’s")
    retired = make_perspective(round.team.organisation, "An old one", retired_at=round.opened_at)
    html = client.get(url(round)).content.decode()
    assert draws.label in html
    assert retired.label not in html
    assert "Somebody else" not in html


@pytest.mark.both_databases
def test_a_number_too_large_for_any_database_is_no_choice(client):
    round, *_ = room_of(client)
    answer = client.post(url(round), {"present": ["99999999999999999999"], "seen": ""})
    assert "Choose from this list. It may have changed." in answer.content.decode()


def test_it_is_saved(client):
    round, draws, works = room_of(client)
    response = send(client, round, draws, works, people="7")
    assert response.url == f"/rounds/{round.code}/together/parts/p1/"
    assert stored(round) == ({draws.label, works.label}, 7, "", True)


@pytest.mark.both_databases
def test_it_goes_on_to_the_first_part_that_isnt_finished(client):
    round, draws, _ = room_of(client)
    first, second = round.version.principles.all()
    finish_part(round.sheets.get(), principle=first.pk)
    assert send(client, round, draws).url == f"/rounds/{round.code}/together/parts/p2/"
    finish_part(round.sheets.get(), principle=second.pk)
    assert send(client, round, draws).url == f"/rounds/{round.code}/together/"


def test_it_goes_on_to_the_part_somebody_was_on_the_way_to(client):
    round, draws, _ = room_of(client)
    html = client.get(url(round), {"then": "p2"}).content.decode()
    assert f'href="/rounds/{round.code}/together/parts/p2/">Answer later' in html
    assert send(client, round, draws, then="p2").url == f"/rounds/{round.code}/together/parts/p2/"
    elsewhere = send(client, round, draws, then="https://elsewhere.example/")
    assert elsewhere.url == f"/rounds/{round.code}/together/parts/p1/"


def test_it_asks_why_nobody_who_draws_on_support_was_here(client):
    round, _, works = room_of(client)
    response = send(client, round, works)
    html = response.content.decode()
    assert NOBODY in html
    assert "Why was nobody here who draws on support?" in html
    assert stored(round) == (set(), None, "", False)
    send(client, round, works, why_nobody="They were not asked in time.")
    assert stored(round) == ({works.label}, None, "They were not asked in time.", True)
    assert "They were not asked in time." in client.get(url(round)).content.decode()


def test_carers_alone_dont_stand_for_people_who_draw_on_support(client):
    round, _, works = room_of(client)
    carer = make_perspective(round.team.organisation, "Family carer of somebody who draws on support", FAMILY)
    assert NOBODY in send(client, round, carer, works).content.decode()
    assert stored(round)[3] is False


@pytest.mark.parametrize(
    "label", ["I prefer not to say", "I’d rather keep that to myself", "Gwell gen i beidio â dweud"]
)
def test_who_doesnt_say_isnt_told_that_nobody_was_here(client, label):
    round, _, works = room_of(client)
    unsaid = make_perspective(round.team.organisation, label, UNSAID)
    for present in ([unsaid], [unsaid, works]):
        response = send(client, round, *present)
        assert response.status_code == 302
        assert stored(round) == ({perspective.label for perspective in present}, None, "", True)


def test_it_asks_nothing_of_the_kind_before_anybody_answers(client):
    round, *_ = room_of(client)
    assert "Why was nobody here" not in client.get(url(round)).content.decode()


@pytest.mark.both_databases
def test_nobody_has_to_say_why_once_somebody_is_here(client):
    round, draws, works = room_of(client)
    send(client, round, works, why_nobody="Not asked.")
    send(client, round, draws, works, why_nobody="Not asked.")
    assert stored(round) == ({draws.label, works.label}, None, "", True)


@pytest.mark.both_databases
def test_a_perspective_can_be_taken_back(client):
    round, draws, works = room_of(client)
    send(client, round, draws, works, people="3")
    send(client, round, draws)
    assert stored(round) == ({draws.label}, None, "", True)


@pytest.mark.both_databases
def test_a_perspective_that_was_retired_meanwhile_stays(client):
    round, draws, works = room_of(client)
    send(client, round, draws, works)
    works.retired_at = round.opened_at
    works.save()
    assert send(client, round, draws, works).status_code == 302
    assert stored(round)[0] == {draws.label, works.label}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"people": "0"}, "at least 1"),
        ({"people": "501"}, "at most 500"),
        ({"people": "many"}, "in digits"),
        ({"present": []}, "Tick how the people who are here take part."),
        ({"present": ["0"]}, "Choose from this list."),
        ({"present": ["x"]}, "Choose from this list."),
        ({"why_nobody": "x" * 10_001}, "The most is 10000."),
    ],
)
def test_bad_input_is_refused_in_words(client, fields, says):
    round, draws, works = room_of(client)
    present = [works if "why_nobody" in fields else draws]
    response = send(client, round, *present, **{"people": "7", **fields})
    assert response.status_code == 200
    assert says in response.content.decode()
    assert stored(round) == (set(), None, "", False)


def test_somebody_elses_perspective_is_refused(client):
    round, draws, _ = room_of(client)
    foreign = make_perspective(make_organisation("Harbourside"), side=SUPPORT)
    send(client, round, draws, foreign)
    assert stored(round) == (set(), None, "", False)


@pytest.mark.both_databases
def test_the_second_to_answer_sees_both_answers(client):
    round, _, works = room_of(client)
    send(client, round, works, why_nobody="Theirs.", people="2")
    both = send(client, round, works, why_nobody="Mine.", people="5", seen="")
    assert stored(round) == ({works.label}, 2, "Theirs.", True)
    form = both.context["form"]
    assert "Here are both answers together." in both.content.decode()
    assert (form["why_nobody"].value(), form["people"].value()) == ("Theirs.\n\nMine.", 5)
    send(client, round, works, why_nobody="Both.", seen=form["seen"].value())
    assert stored(round)[2] == "Both."


@pytest.mark.both_databases
def test_sending_it_twice_is_harmless(client):
    round, draws, _ = room_of(client)
    assert [send(client, round, draws, seen="").status_code for _ in range(2)] == [302, 302]


def test_a_closed_round_is_read_only(client):
    round, draws, works = room_of(client)
    send(client, round, works, why_nobody="Nobody came.", people="4")
    close(round)
    html = client.get(url(round)).content.decode()
    for words in ["This round is closed.", works.label, "4 people in all.", "Nobody came."]:
        assert words in html
    late = client.post(url(round), {"present": [draws.pk]}, follow=True).content.decode()
    assert "This round is closed, so nothing more can be saved." in late
    assert stored(round) == ({works.label}, 4, "Nobody came.", True)


def test_only_the_team_may(client):
    round, draws, _ = room_of(client)
    for user, status in outsiders(round):
        client.force_login(user)
        assert client.get(url(round)).status_code == status
        assert client.post(url(round), {"present": [draws.pk]}).status_code == status
    assert stored(round) == (set(), None, "", False)


@pytest.mark.both_databases
def test_its_queries(client):
    round, *_ = room_of(client)
    read_version(round.version_id)
    assert len(queries(lambda: client.get(url(round)))) == 5
