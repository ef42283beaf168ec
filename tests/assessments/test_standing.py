"""Where do you stand? The team's own choice first, then what the ticks suggest, then keeping or changing it."""

import pytest

from assessments.models import Answer, Standing
from assessments.services.answering import finish_part, save_answer
from rubric.reading import read_version
from tests.assessments.sheets import address, close, outsiders, queries, round_for
from tests.make import make_version

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SUGGESTS = "What your ticks suggest"


def url(round, principle="p1"):
    return address(round, "standing", principle)


def show(client, round):
    return client.get(url(round)).content.decode()


def choose(client, round, level="getting-there"):
    return client.post(url(round), {"level": level})


def settle(client, round, *, level="getting-there", why="", differ="", revision=1):
    fields = {"level": level, "why": why, "where_we_differ": differ, "revision": revision}
    return client.post(url(round), {name: value for name, value in fields.items() if value is not None})


def tick(round, *levels):
    for level in levels:
        statement = round.version.statements.get(key=f"p1-{level}")
        given = {"value": Answer.Value.TICKED, "changed_at": round.opened_at}
        save_answer(round.sheets.get(), statement=statement.pk, **given)


def stored(round):
    one = Standing.objects.get(sheet__round=round)
    levels = [level and level.key for level in (one.first_level, one.level)]
    return (*levels, one.why, one.where_we_differ, one.settled_at is not None)


def words_only(client):
    """A round of a rubric that has no level of progress, so that a team doesn't place itself."""
    version = make_version(published=False)
    version.statements.filter(level__key="getting-there").delete()
    version.levels.filter(key="getting-there").delete()
    version.published_at = version.created_at
    version.save()
    return round_for(client, version=version)


def test_the_team_chooses_before_it_sees_what_the_ticks_suggest(client):
    round = round_for(client)
    tick(round, "doing-well")
    html = show(client, round)
    assert SUGGESTS not in html
    assert "1 of 1" not in html
    assert "checked" not in html, "nothing is chosen beforehand"
    for label in ["Haven’t got this", "Getting there", "Doing really well"]:
        assert label in html


def test_then_it_sees_what_they_suggest_and_why(client):
    round = round_for(client)
    tick(round, "doing-well", "not-yet")
    assert choose(client, round).url == url(round)
    html = show(client, round)
    assert "You chose <strong>Getting there</strong>" in html
    assert SUGGESTS in html
    assert "1 of 1 for “Doing really well”, 0 of 1 for “Getting there”, 1 warning sign." in html
    assert stored(round) == ("getting-there", "getting-there", "", "", False)


@pytest.mark.parametrize(
    ("finished", "says"), [(False, "Nothing is ticked yet"), (True, "so your ticks don’t suggest anything.")]
)
def test_without_ticks_there_is_nothing_to_suggest(client, finished, says):
    round = round_for(client)
    if finished:
        finish_part(round.sheets.get(), principle=round.version.principles.get(key="p1").pk)
    choose(client, round)
    assert says in show(client, round)


def test_keeping_the_choice_needs_no_reason(client):
    round = round_for(client)
    choose(client, round)
    assert settle(client, round, differ="Carers see it differently.").status_code == 302
    assert stored(round) == ("getting-there", "getting-there", "", "Carers see it differently.", True)


def test_changing_it_asks_why_and_keeps_what_was_chosen_first(client):
    round = round_for(client)
    choose(client, round)
    refused = settle(client, round, level="doing-well", differ="Some of us do.")
    assert "You have changed your choice. Say why in a few words." in refused.content.decode()
    assert "Some of us do." in refused.content.decode()
    assert stored(round)[1] == "getting-there"
    settle(client, round, level="doing-well", why="We forgot the peer group.")
    assert stored(round) == ("getting-there", "doing-well", "We forgot the peer group.", "", True)
    assert "Now you say <strong>Doing really well</strong>" in show(client, round)


def test_then_comes_the_next_part_that_isnt_finished(client):
    round = round_for(client, version=make_version(principles=3))
    sheet = round.sheets.get()
    ids = [principle.pk for principle in round.version.principles.all()]
    choose(client, round)
    finish_part(sheet, principle=ids[0])
    assert settle(client, round).url == address(round, principle="p2")
    finish_part(sheet, principle=ids[1])
    assert settle(client, round, revision=2).url == address(round, principle="p3")
    finish_part(sheet, principle=ids[2])
    assert settle(client, round, revision=3).url == f"/rounds/{round.code}/together/"


def test_parts_that_were_passed_over_come_last(client):
    round = round_for(client, version=make_version(principles=3))
    html = client.get(url(round, "p2")).content.decode()
    assert f'href="{address(round, principle="p3")}">Skip this' in html


def test_after_the_last_part_comes_the_first_that_isnt_finished(client):
    round = round_for(client)
    finish_part(round.sheets.get(), principle=round.version.principles.get(key="p2").pk)
    html = client.get(url(round, "p2")).content.decode()
    assert f'href="{address(round)}">Skip this' in html


def test_choosing_nothing_is_said_kindly(client):
    round = round_for(client)
    for level in ["", "no-such", "a\0b"]:
        html = choose(client, round, level).content.decode()
        assert "There is a problem" in html
    assert "Choose where you stand. You can also skip this." in choose(client, round, "").content.decode()
    assert not Standing.objects.exists()


def test_the_first_choice_stays_even_when_two_choose_at_once(client):
    round = round_for(client)
    choose(client, round, "getting-there")
    response = client.post(url(round), {"level": "doing-well"}, follow=True)
    assert "Somebody chose “Getting there” just before you." in response.content.decode()
    assert stored(round)[:2] == ("getting-there", "getting-there")


def test_two_who_write_at_once_lose_no_words(client):
    round = round_for(client)
    choose(client, round)
    settle(client, round, why="Theirs.", differ="Same.")
    both = settle(client, round, level="doing-well", why="Mine.", differ="Same.")
    assert "Somebody else has written here too." in both.content.decode()
    form = both.context["form"]
    assert (form["why"].value(), form["where_we_differ"].value()) == ("Theirs.\n\nMine.", "Same.")
    assert stored(round)[1:3] == ("getting-there", "Theirs.")
    settle(client, round, why="Both.", revision=form["revision"].value())
    assert stored(round)[2] == "Both."


def test_two_who_choose_at_once_are_told_of_both_choices(client):
    round = round_for(client)
    choose(client, round)
    settle(client, round, why="We agree.")
    both = settle(client, round, level="doing-well", why="We agree. It grew.")
    told = "You chose “Doing really well”. Somebody else chose “Getting there”. Talk about it."
    assert told in both.content.decode()
    form = both.context["form"]
    assert (form["level"].value(), form["why"].value()) == ("doing-well", "We agree. It grew.")
    assert stored(round)[1:3] == ("getting-there", "We agree."), "nothing is changed until they have talked"
    settle(client, round, level="doing-well", why="We talked.", revision=form["revision"].value())
    assert stored(round)[1:3] == ("doing-well", "We talked.")


def test_the_same_choice_is_no_news(client):
    round = round_for(client)
    choose(client, round)
    settle(client, round, why="Theirs.")
    assert "Somebody else chose" not in settle(client, round, why="Mine.").content.decode()


def test_what_isnt_saved_yet_asks_before_somebody_leaves(client):
    round = round_for(client)
    assert "data-unsaved-words>" in show(client, round)
    choose(client, round)
    assert "data-unsaved-words>" in show(client, round)
    settle(client, round, why="Theirs.")
    for response in (settle(client, round, level="doing-well"), settle(client, round, why="Mine.")):
        assert "data-unsaved-words data-unsaved>" in response.content.decode()
    close(round)
    assert "unsaved-words" not in show(client, round)


def test_sending_it_twice_is_harmless(client):
    round = round_for(client)
    assert [choose(client, round).status_code for _ in range(2)] == [302, 302]
    assert [settle(client, round, why="Once.").status_code for _ in range(2)] == [302, 302]
    assert stored(round)[2] == "Once."


@pytest.mark.parametrize(
    "fields",
    [
        {"why": "x" * 10_001},
        {"level": "no-such", "why": "x"},
        {"level": None},
        {"revision": "x"},
        {"revision": -1},
    ],
)
def test_bad_input_is_refused(client, fields):
    round = round_for(client)
    choose(client, round)
    response = settle(client, round, **fields)
    assert response.status_code == 200
    assert stored(round) == ("getting-there", "getting-there", "", "", False)


def test_a_rubric_without_levels_of_each_kind_asks_for_words_only(client):
    round = words_only(client)
    html = show(client, round)
    assert "Where do you stand, in your own words?" in html
    assert SUGGESTS not in html
    assert 'type="radio"' not in html
    response = settle(client, round, level=None, why="Further than last year.", differ="Not all.", revision=0)
    assert response.status_code == 302
    assert stored(round) == (None, None, "Further than last year.", "Not all.", True)
    assert "Further than last year." in show(client, round)


def test_nobody_settles_before_choosing(client):
    round = round_for(client)
    settle(client, round, level="doing-well", why="Straight away.", revision=0)
    assert stored(round)[:2] == ("doing-well", "doing-well")
    assert not stored(round)[-1]


def test_a_closed_round_is_read_only(client):
    round = round_for(client)
    choose(client, round)
    settle(client, round, level="doing-well", why="We grew.", differ="Not all of us.")
    close(round)
    html = show(client, round)
    for words in [
        "This round is closed.",
        "Doing really well",
        "Getting there",
        "We grew.",
        "Not all of us.",
    ]:
        assert words in html
    assert "<textarea" not in html
    before = stored(round)
    late = client.post(url(round), {"level": "not-yet", "why": "Late", "revision": 2}, follow=True)
    assert "This round is closed, so nothing more can be saved." in late.content.decode()
    assert stored(round) == before


def test_only_the_team_may(client):
    round = round_for(client)
    for user, status in outsiders(round):
        client.force_login(user)
        assert client.get(url(round)).status_code == status
        assert choose(client, round).status_code == status
    assert not Standing.objects.exists()


def test_its_queries(client):
    round = round_for(client)
    read_version(round.version_id)
    assert len(queries(lambda: show(client, round))) == 5
    choose(client, round)
    client.cookies.pop("messages", None)
    assert len(queries(lambda: show(client, round))) == 7
