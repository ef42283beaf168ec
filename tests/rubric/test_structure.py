"""Parts and levels of a draft are added, moved, renamed, taken out and brought back in the browser."""

import lxml.html
import pytest
from django.urls import reverse

from rubric.document import dump, parse
from rubric.document.parsing import LEVELS, PRINCIPLES
from rubric.models import Level, Principle
from rubric.reading import read_version
from rubric.services.drafts import discard_draft, publish_version
from rubric.services.statements import place_statement
from tests.make import make_draft, make_site_editor, make_version

pytestmark = pytest.mark.django_db

PART = {
    "title": "Being welcome",
    "easy_read_title": "Feeling at home",
    "reflection_prompt": "Who isn’t here?",
}
LEVEL = {"label": "Beyond", "stem": "Signs that a team leads others", "direction": "strength"}


@pytest.fixture
def draft(client):
    client.force_login(make_site_editor())
    return make_draft(make_version())


def url(draft, name="edit_rubric", *keys):
    return reverse(name, args=[draft.rubric.slug, *keys])


def page_of(answer):
    return answer.content.decode()


def parts(draft):
    return [principle.key for principle in read_version(draft.pk).principles]


def levels(draft):
    return [level.key for level in read_version(draft.pk).levels]


def statements(draft):
    return {statement.key for statement in read_version(draft.pk).statements}


def retire(client, draft, name, key):
    address = url(draft, name, key)
    seen = client.get(address).context["form"].initial["seen"]
    return client.post(address, {"seen": seen}, follow=True)


def test_a_part_is_added_behind_the_others_once(client, draft):
    page = page_of(client.get(url(draft)))
    assert f'href="{url(draft, "add_principle")}#editing"' in page
    for _ in range(2):
        answer = client.post(url(draft, "add_principle"), PART)
        assert answer.url == f"{url(draft, 'draft_part', 'being-welcome')}#principle-being-welcome"
    assert parts(draft) == ["p1", "p2", "being-welcome"]
    (row,) = lxml.html.fromstring(client.get(url(draft)).content).xpath("//*[@id='part-being-welcome']")
    assert " ".join(row.find_class("draft-parts__state")[0].text_content().split()) == "No statements yet New"
    assert "“Being welcome” has no statements. Add one." in page_of(client.get(url(draft, "publish_draft")))


def test_a_level_is_added_with_its_direction(client, draft):
    assert "Choose what a tick means." in page_of(
        client.post(url(draft, "add_level"), {**LEVEL, "direction": ""})
    )
    answer = client.post(url(draft, "add_level"), LEVEL)
    assert answer.url == f"{url(draft, 'draft_levels')}#level-beyond"
    added = read_version(draft.pk).levels[-1]
    assert (added.key, added.label, added.direction) == ("beyond", "Beyond", "strength")
    assert "What good looks like" in page_of(client.get(url(draft, "draft_levels")))


def test_what_has_never_been_published_may_get_another_direction(client, draft):
    client.post(url(draft, "add_level"), LEVEL)
    form = client.get(url(draft, "edit_level", "beyond")).context["form"]
    sent = {
        **form.initial,
        "direction": "progress",
        "shown": form["shown"].field.prepare_value(form.initial["shown"]),
    }
    client.post(url(draft, "edit_level", "beyond"), sent)
    assert read_version(draft.pk).level("beyond").direction == "progress"
    assert "direction" not in client.get(url(draft, "edit_level", "not-yet")).context["form"].fields


@pytest.mark.parametrize(
    ("name", "sent"), [("add_principle", {**PART, "title": ""}), ("add_level", {**LEVEL, "label": ""})]
)
def test_without_a_name_nothing_is_added_and_nothing_typed_is_lost(client, draft, name, sent):
    page = page_of(client.post(url(draft, name), sent))
    assert "Error: " in page
    assert (sent.get("reflection_prompt") or sent["stem"]) in page
    assert (len(parts(draft)), len(levels(draft))) == (2, 3)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("name", "sent", "called", "other"),
    [
        ("add_principle", PART, "Being welcome", {"easy_read_title": "Mine"}),
        ("add_principle", PART, "Being welcome", {"examples": "Mine"}),
        ("add_level", LEVEL, "Beyond", {"stem": "Mine"}),
    ],
)
def test_who_adds_the_same_name_with_other_words_keeps_theirs(client, draft, name, sent, called, other):
    client.post(url(draft, name), sent)
    answer = client.post(url(draft, name), {**sent, **other})
    assert f"“{called}” stands here already. Change that one, or choose other words." in page_of(answer)
    assert "Mine" in page_of(answer)
    assert "Mine" not in dump(read_version(draft.pk))
    assert (len(parts(draft)), len(levels(draft))) in [(3, 3), (2, 4)]


def test_there_is_room_for_as_many_as_a_file_can_have(client, draft):
    Principle.objects.bulk_create(
        Principle(version=draft, key=f"q{n}", position=n + 5, title=f"Q {n}") for n in range(PRINCIPLES - 2)
    )
    Level.objects.bulk_create(
        Level(version=draft, key=f"l{n}", position=n + 5, label=f"L {n}", stem="L", direction="progress")
        for n in range(LEVELS - 3)
    )
    page = page_of(client.post(url(draft, "add_principle"), PART))
    assert "There are 20 parts here already, and there is room for 20." in page
    assert "Who isn’t here?" in page
    assert "There are 6 levels here already" in page_of(client.post(url(draft, "add_level"), LEVEL))


@pytest.mark.parametrize("language", ["مع الناس", "人と一緒に"])
def test_a_name_without_latin_letters_gets_a_key_too(client, draft, language):
    client.post(url(draft, "add_principle"), {"title": language})
    client.post(url(draft, "add_principle"), {"title": f"{language} 2"})
    client.post(url(draft, "add_level"), {**LEVEL, "label": language})
    assert parts(draft)[2] == "part"
    assert levels(draft)[3] == "level"
    assert len(set(parts(draft))) == 4


@pytest.mark.parametrize(
    ("name", "move", "listed", "found"),
    [
        ("move_principle", "p2 before p1", "edit_rubric", "part-p2"),
        ("move_level", "not-yet after getting-there", "draft_levels", "level-not-yet"),
    ],
)
def test_a_button_moves_one_past_its_neighbour(client, draft, name, move, listed, found):
    assert f'value="{move}"' in page_of(client.get(url(draft, listed)))
    for _ in range(2):
        answer = client.post(url(draft, name), {"move": move})
        assert answer.url == f"{url(draft, listed)}?moved={found}#{found}"
        assert {"move_principle": parts, "move_level": levels}[name](draft)[:2] in (
            ["p2", "p1"],
            ["getting-there", "not-yet"],
        )
    assert client.post(url(draft, name), {"move": "up"}).status_code == 400
    page = page_of(client.post(url(draft, name), {"move": "gone before p1"}, follow=True))
    assert "Somebody else moved these" in page


@pytest.mark.parametrize(
    ("name", "key", "field", "meaning", "saved"),
    [
        ("edit_principle", "p1", "title", "same", "p1"),
        ("edit_principle", "p1", "title", "different", "a-new-name"),
        ("edit_level", "not-yet", "label", "same", "not-yet"),
        ("edit_level", "not-yet", "label", "different", "a-new-name"),
    ],
)
def test_a_new_name_of_what_was_published_raises_the_question(
    client, draft, name, key, field, meaning, saved
):
    address = url(draft, name, key)
    form = client.get(address).context["form"]
    sent = {
        **form.initial,
        field: "A new name",
        "shown": form["shown"].field.prepare_value(form.initial["shown"]),
    }
    sent.pop("examples", None)
    asked = page_of(client.post(address, sent))
    assert "Does it still mean the same?" in asked
    assert (parts(draft)[0], levels(draft)[0]) == ("p1", "not-yet")
    for _ in range(2):
        assert client.post(address, {**sent, "asked": "1", "meaning": meaning}).status_code == 302
    assert saved in parts(draft) + levels(draft)
    assert len(statements(draft)) == 6, "its statements go along"


@pytest.mark.parametrize(("kind", "key"), [("principle", "p1"), ("level", "not-yet")])
def test_taking_out_asks_first_takes_statements_along_and_can_be_undone(client, draft, kind, key):
    published = read_version(draft.rubric.versions.published().get().pk)
    page = page_of(client.get(url(draft, f"retire_{kind}", key)))
    assert "This is true of not-yet 1." in page
    assert "you can bring it back" in page
    retire(client, draft, f"retire_{kind}", key)
    assert client.post(url(draft, f"retire_{kind}", key)).status_code == 302, "pressed twice"
    assert key not in parts(draft) + levels(draft)
    assert "p1-not-yet" not in statements(draft)
    page = page_of(client.get(url(draft)))
    assert url(draft, f"bring_back_{kind}", key) in page
    assert url(draft, "bring_back_statement", "p1-not-yet") not in page
    for _ in range(2):
        client.post(url(draft, f"bring_back_{kind}", key))
    back = read_version(draft.pk)
    assert statements(draft) == {statement.key for statement in published.statements}
    assert key in (*(p.key for p in back.principles), *(level.key for level in back.levels))


@pytest.mark.parametrize(("kind", "key"), [("principle", "p1"), ("level", "not-yet")])
def test_a_draft_that_something_was_only_taken_out_of_is_different_and_can_be_published(
    client, draft, kind, key
):
    gone = {"p1": 4, "not-yet": 3}[key]  # with its statements
    retire(client, draft, f"retire_{kind}", key)
    page = page_of(client.get(url(draft)))
    assert f"{gone} things are different from version 1." in page
    for name in ("draft_changes", "publish_draft"):
        assert f'href="{url(draft, name)}"' in page


def test_what_was_moved_elsewhere_stays_there(client, draft):
    place = {"principle": draft.principles.get(key="p2"), "level": draft.levels.get(key="not-yet")}
    place_statement(draft, "p1-not-yet", **place, by=None)
    retire(client, draft, "retire_principle", "p1")
    client.post(url(draft, "bring_back_principle", "p1"))
    document = read_version(draft.pk)
    assert [s.key for s in document.principle("p2").at_level("not-yet")] == ["p2-not-yet", "p1-not-yet"]
    assert [s.key for s in document.principle("p1").statements] == ["p1-getting-there", "p1-doing-well"]


def test_the_last_one_stays(client, draft):
    retire(client, draft, "retire_principle", "p1")
    page = page_of(retire(client, draft, "retire_principle", "p2"))
    assert "It is the only part, and a rubric has at least one." in page
    assert parts(draft) == ["p2"]


def test_what_somebody_else_changed_meanwhile_is_looked_at_again(client, draft):
    address = url(draft, "retire_principle", "p1")
    seen = client.get(address).context["form"].initial["seen"]
    client.post(url(draft, "add_principle"), PART)
    page = page_of(client.post(address, {"seen": seen}))
    assert "Somebody changed this draft while you were on this page." in page
    assert "p1" in parts(draft)


def test_who_wrote_for_a_part_that_was_taken_out_gets_their_words_back(client, draft):
    address = url(draft, "edit_principle", "p1")
    form = client.get(address).context["form"]
    retire(client, draft, "retire_principle", "p1")
    sent = {"title": "My careful title", "shown": form["shown"].field.prepare_value(form.initial["shown"])}
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "My careful title" in page_of(answer)


def test_a_new_part_for_a_draft_that_is_gone_is_given_back(client, draft):
    discard_draft(draft, by=None, seen=draft.seen)
    answer = client.post(url(draft, "add_principle"), PART)
    assert answer.status_code == 409
    assert "Feeling at home" in page_of(answer)


def test_a_rubric_with_other_parts_and_levels_is_published_compared_and_stays_a_file(client, draft):
    client.post(url(draft, "add_principle"), PART)
    client.post(url(draft, "add_level"), LEVEL)
    client.post(url(draft, "add_statement", "being-welcome", "beyond"), {"text": "People feel at home."})
    client.post(url(draft, "move_principle"), {"move": "being-welcome before p1"})
    retire(client, draft, "retire_level", "getting-there")
    document = read_version(draft.pk)
    assert parse(dump(document)) == document
    page = page_of(client.get(url(draft, "draft_changes")))
    assert "People feel at home." in page
    draft.refresh_from_db()
    told = {"note": "A fifth part.", "suggested_by": "Our group", "checked_with": "Our group"}
    version = publish_version(draft, by=None, seen=draft.seen, **told)
    assert [p.key for p in read_version(version.pk).principles] == ["being-welcome", "p1", "p2"]
