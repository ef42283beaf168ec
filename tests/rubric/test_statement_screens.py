"""Statements are added, moved, taken out and brought back in the browser."""

import pytest
from django.urls import reverse

from rubric.models import Statement
from rubric.reading import read_version
from rubric.services.drafts import discard_draft
from rubric.services.statements import MOST
from tests.make import make_draft, make_site_editor, make_version

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ADDED = "statement-people-teach-you-things"

WORDS = {"text": "People teach you things.", "easy_read": "People teach staff."}


@pytest.fixture
def draft(client):
    client.force_login(make_site_editor())
    return make_draft(make_version())


def url(draft, name="edit_rubric", *keys):
    return reverse(name, args=[draft.rubric.slug, *keys])


def keys(draft, principle="p1", level="not-yet"):
    document = read_version(draft.pk)
    return [statement.key for statement in document.principle(principle).at_level(level)]


def add(client, draft, **words):
    return client.post(url(draft, "add_statement", "p1", "not-yet"), {**WORDS, **words})


def fill(draft):
    place = {"principle": draft.principles.get(key="p1"), "level": draft.levels.get(key="not-yet")}
    Statement.objects.bulk_create(
        Statement(version=draft, key=f"s{n}", position=n, text=str(n), **place) for n in range(1, MOST)
    )


def take_out(client, draft, key="p1-not-yet"):
    """As the page sends it: pressing the button on what was just looked at."""
    address = url(draft, "retire_statement", key)
    return client.post(address, {"shown": shown(client.get(address))})


def shown(answer):
    return answer.context["form"]["shown"].value()


def test_a_statement_is_added_where_it_was_asked_for(client, draft):
    page = client.get(url(draft, "add_statement", "p1", "not-yet")).content.decode()
    assert "A new statement" in page
    assert add(client, draft).url == f"{url(draft, 'draft_part', 'p1')}?at={ADDED}#{ADDED}"
    assert keys(draft) == ["p1-not-yet", "people-teach-you-things"]
    assert draft.statements.get(key="people-teach-you-things").easy_read == "People teach staff."
    page = client.get(url(draft, "draft_part", "p1")).content.decode()
    assert '<strong class="tag">New</strong>' in page


@pytest.mark.both_databases
def test_pressing_save_twice_adds_one(client, draft):
    assert add(client, draft).url == add(client, draft).url
    assert len(keys(draft)) == 2


@pytest.mark.both_databases
def test_who_adds_the_same_sentence_with_another_easy_read_keeps_theirs(client, draft):
    add(client, draft)
    page = add(client, draft, easy_read="People show you things.").content.decode()
    assert "“People teach you things.” stands here already. Change that one, or choose other words." in page
    assert "People show you things.</textarea>" in page
    assert draft.statements.get(text=WORDS["text"]).easy_read == "People teach staff."


def test_without_words_there_is_no_statement(client, draft):
    assert "Write the statement." in add(client, draft, text="").content.decode()
    assert keys(draft) == ["p1-not-yet"]


@pytest.mark.both_databases
def test_a_full_level_takes_no_more_and_keeps_what_was_written(client, draft):
    fill(draft)
    page = add(client, draft).content.decode()
    assert "There are 40 statements here already" in page
    assert "People teach you things." in page


def test_what_was_written_for_a_draft_that_is_gone_is_given_back(client, draft):
    discard_draft(draft, by=None, seen=draft.seen)
    answer = add(client, draft)
    assert answer.status_code == 409
    assert "People teach staff." in answer.content.decode()


@pytest.mark.both_databases
def test_the_buttons_move_a_statement_past_its_neighbours(client, draft):
    add(client, draft)
    page = client.get(url(draft, "draft_part", "p1")).content.decode()
    up = "people-teach-you-things before p1-not-yet"
    assert f'value="{up}"' in page
    assert 'value="p1-not-yet after people-teach-you-things"' in page
    for _ in range(2):
        answer = client.post(url(draft, "move_statement"), {"move": up})
        assert answer.url == f"{url(draft, 'draft_part', 'p1')}?moved={ADDED}#{ADDED}"
        assert keys(draft) == ["people-teach-you-things", "p1-not-yet"]


def test_a_neighbour_that_went_elsewhere_is_told(client, draft):
    answer = client.post(url(draft, "move_statement"), {"move": "p1-not-yet before p2-not-yet"}, follow=True)
    assert "Somebody else moved these" in answer.content.decode()


@pytest.mark.parametrize("move", ["", "up", "p1-not-yet over p2-not-yet", "a b c d", "a\x00before b"])
def test_a_button_that_is_not_ours_moves_nothing(client, draft, move):
    assert client.post(url(draft, "move_statement"), {"move": move}).status_code == 400


def test_a_statement_goes_to_another_part_and_level(client, draft):
    address = url(draft, "place_statement", "p1-not-yet")
    page = client.get(address).content.decode()
    assert page.count(" checked") == 2
    answer = client.post(address, {"principle": "p2", "level": "doing-well"})
    assert answer.url == f"{url(draft, 'draft_part', 'p2')}?at=statement-p1-not-yet#statement-p1-not-yet"
    assert keys(draft, "p2", "doing-well") == ["p2-doing-well", "p1-not-yet"]


def test_a_place_has_to_be_one_of_ours_and_have_room(client, draft):
    address = url(draft, "place_statement", "p2-not-yet")
    answer = client.post(address, {"principle": "p9"})
    assert "Choose one of these parts." in answer.content.decode()
    assert "Choose a level." in answer.content.decode()
    fill(draft)
    answer = client.post(address, {"principle": "p1", "level": "not-yet"})
    assert "There are 40 statements here already" in answer.content.decode()


@pytest.mark.both_databases
def test_taking_out_asks_first_and_can_be_undone(client, draft):
    address = url(draft, "retire_statement", "p1-not-yet")
    page = client.get(address).content.decode()
    assert "Take this statement out?" in page
    assert "you can bring it back" in page
    assert keys(draft) == ["p1-not-yet"]
    seen = shown(client.get(address))
    for _ in range(2):
        assert client.post(address, {"shown": seen}).status_code == 302
    assert keys(draft) == []
    assert "Taken out" in client.get(url(draft)).content.decode()
    client.post(url(draft, "bring_back_statement", "p1-not-yet"))
    assert keys(draft) == ["p1-not-yet"]


def test_what_was_never_published_is_gone_for_good_and_that_is_said(client, draft):
    add(client, draft)
    address = url(draft, "retire_statement", "people-teach-you-things")
    assert "can’t be brought back" in client.get(address).content.decode()
    page = client.get(take_out(client, draft, "people-teach-you-things").url).content.decode()
    assert "Taken out." in page
    assert "bring it back" not in page


@pytest.mark.both_databases
def test_what_changed_meanwhile_is_looked_at_before_it_goes(client, draft):
    address = url(draft, "retire_statement", "p1-not-yet")
    seen = shown(client.get(address))
    draft.statements.filter(key="p1-not-yet").update(easy_read="Careful words.", picture="2696")
    answer = client.post(address, {"shown": seen})
    page = answer.content.decode()
    assert "Somebody else changed it just now. Look at it before you take it out." in page
    assert "<p><bdi>Careful words.</bdi></p>" in page
    assert reverse("picture", args=["2696"]) in page
    assert "openmoji.org" in page
    assert keys(draft) == ["p1-not-yet"]
    client.post(address, {"shown": shown(answer)})
    assert keys(draft) == []


def test_a_statement_of_two_lines_can_be_taken_out(client, draft):
    draft.statements.filter(key="p1-not-yet").update(text="Two\nlines.")
    take_out(client, draft)
    assert keys(draft) == []


def test_there_may_be_no_room_to_come_back_to(client, draft):
    take_out(client, draft)
    fill(draft)
    add(client, draft)
    answer = client.post(url(draft, "bring_back_statement", "p1-not-yet"), follow=True)
    assert "There are 40 statements here already" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("add_statement", ["p9", "not-yet"]),
        ("add_statement", ["p1", "nowhere"]),
        ("edit_statement", ["nothing"]),
        ("place_statement", ["nothing"]),
        ("retire_statement", ["nothing"]),
        ("edit_level", ["nothing"]),
        ("edit_principle", ["nothing"]),
    ],
)
def test_what_is_not_in_the_draft_is_not_found(client, draft, name, keys):
    assert client.get(url(draft, name, *keys)).status_code == 404
