"""How people can say they take part: an organisation's admins word the list."""

import pytest
from django.urls import reverse

from rubric.pictures import codes
from teams import sides
from teams.models import Perspective
from teams.perspective_form import PICTURES
from teams.services.organisations import create_organisation
from teams.services.perspectives import DEFAULTS, add_perspective, as_offered, easy_names
from teams.sides import FAMILY, OTHERS, PAID, SUPPORT
from tests.make import make_admin, make_facilitator, make_organisation, make_rubric_editor, make_team
from tests.test_kept_words import shown

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def organisation():
    return create_organisation("Northgate Council", slug="northgate")


@pytest.fixture
def olu(client, organisation):
    olu = make_admin(organisation)
    client.force_login(olu)
    return olu


def url(organisation, name="perspectives"):
    return reverse(name, args=[organisation.slug])


def labels(organisation):
    return [perspective.label for perspective in organisation.perspectives.in_use()]


def row(organisation, label):
    return organisation.perspectives.get(label=label)


CHANGES = ["change_perspective", "move_perspective", "retire_perspective", "bring_back_perspective"]
DRAWN = {"easy_label": "I live near", "picture": "1F3E0"}


def send(client, organisation, name, **data):
    page = shown_of(data["perspective"]) if name == "change_perspective" else {}
    return client.post(url(organisation, name), page | DRAWN | data, follow=True).content.decode()


def shown_of(pk):
    """What the form of a row that was opened just now carries with it."""
    rows = Perspective.objects.filter(pk=pk) if str(pk).isdecimal() and len(str(pk)) < 18 else []
    return {f"initial-{name}": text for each in rows for name, text in as_offered(each).items()}


def test_what_people_read_so_far_stays_where_only_its_label_or_side_changes(client, organisation, olu):
    """Of one that has no words and no picture of its own in Easy Read."""
    plain = add_perspective(organisation, label="Shop keeper", side=OTHERS, by=None)
    drawn = as_offered(plain)
    send(client, organisation, "change_perspective", perspective=plain.pk, **drawn | {"side": PAID})
    plain.refresh_from_db()
    assert as_offered(plain) == drawn | {"side": PAID}
    send(
        client,
        organisation,
        "change_perspective",
        perspective=plain.pk,
        **as_offered(plain) | {"label": "Trader"},
    )
    plain.refresh_from_db()
    assert as_offered(plain) == drawn | {"side": PAID, "label": "Trader"}


def test_two_who_change_one_keep_both_changes_or_are_shown_both(client, organisation, olu):
    carer = row(organisation, "Family carer or friend")
    page = {"perspective": carer.pk, **as_offered(carer), **shown_of(carer.pk)}
    at = url(organisation, "change_perspective")
    assert (
        f'name="initial-easy_label" value="{carer.easy_words}"'
        in client.get(url(organisation)).content.decode()
    )
    client.post(at, page | {"label": "Unpaid carer", "picture": "1F3E0"})
    client.post(at, page | {"easy_label": "I help my family"})
    carer.refresh_from_db()
    assert (carer.label, carer.easy_words, carer.drawn) == ("Unpaid carer", "I help my family", "1F3E0")
    answer = client.post(at, page | {"label": "Friend or family", "side": OTHERS})
    assert "Somebody else changed this too" in answer.content.decode()
    assert answer.context["form"].theirs == (("How people say it", "Unpaid carer"),)
    carer.refresh_from_db()
    assert (carer.label, carer.side) == ("Unpaid carer", FAMILY)


@pytest.mark.both_databases
def test_the_list_is_shown_in_its_order(client, organisation, olu):
    page = client.get(url(organisation)).content.decode()
    places = [page.index(f'people__name">{label}<') for label in labels(organisation)]
    assert places == sorted(places)
    assert page.count('<p class="hint">Draws on support</p>') == 1
    assert page.count('<p class="hint">Doesn’t say</p>') == 1


def test_one_is_added_at_the_end(client, organisation, olu):
    page = send(client, organisation, "perspectives", label=" Neighbour ", side=OTHERS)
    assert "We’ve added “Neighbour”." in page
    added = row(organisation, "Neighbour")
    assert (added.side, added.easy_words, added.drawn) == (OTHERS, "I live near", "1F3E0")
    assert labels(organisation)[-1] == "Neighbour"


@pytest.mark.both_databases
def test_pressing_twice_adds_one(client, organisation, olu):
    before = labels(organisation)
    said = {"label": "Neighbour", "side": OTHERS, "easy_label": "I live near", "picture": "1F3E0"}
    pages = [send(client, organisation, "perspectives", **said) for _ in range(2)]
    assert all("already in the list" not in page for page in pages)
    assert "already in the list" in send(client, organisation, "perspectives", **said | {"side": PAID})
    assert labels(organisation) == [*before, "Neighbour"]


@pytest.mark.both_databases
def test_the_first_of_all_can_be_added(client, olu):
    empty = make_organisation()
    Perspective.objects.filter(organisation=empty).delete()
    client.force_login(make_admin(empty))
    send(client, empty, "perspectives", label="Neighbour", side=SUPPORT)
    assert empty.perspectives.get().side == SUPPORT


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"easy_label": ""}, "Write how people say it in Easy Read."),
        ({"picture": "1F910"}, "Choose a picture."),
    ],
)
def test_words_in_easy_read_and_a_picture_have_to_be_chosen(client, organisation, olu, said, told):
    before = labels(organisation)
    page = send(client, organisation, "perspectives", label="Neighbour", side=OTHERS, **said)
    assert told in page
    assert labels(organisation) == before


def test_they_are_shown_and_can_be_changed(client, organisation, olu):
    carer = row(organisation, "Family carer or friend")
    said = {"perspective": carer.pk, "label": carer.label, "side": FAMILY}
    page = send(
        client, organisation, "change_perspective", **said, easy_label="I help my family", picture="1FAC2"
    )
    assert "In Easy Read: I help my family" in page
    carer.refresh_from_db()
    assert (carer.easy_words, carer.drawn) == ("I help my family", "1FAC2")


@pytest.mark.both_databases
def test_every_picture_is_one_of_the_set():
    ours = {*sides.PICTURES.values(), *PICTURES, *(picture for *_, picture in DEFAULTS if picture)}
    assert ours <= codes()
    assert ours <= set(PICTURES)


@pytest.mark.both_databases
def test_without_them_it_has_its_label_and_its_sides_picture(organisation):
    bare = add_perspective(organisation, label="Neighbour", side=SUPPORT, by=None)
    assert (bare.easy_words, bare.drawn) == ("Neighbour", sides.PICTURES[SUPPORT])


@pytest.mark.parametrize("side", ["", "everybody"])
def test_a_side_has_to_be_chosen(client, organisation, olu, side):
    before = labels(organisation)
    page = send(client, organisation, "perspectives", label="Neighbour", side=side)
    assert "Choose which side they are on." in page
    assert 'value="Neighbour"' in page
    assert labels(organisation) == before


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("", "Write how people say it."),
        ("x" * 81, "Use at most 80 characters. You have written 81."),
        ("\u200b\u0301", "Write how people say it."),
        ("i WORK here", "“i WORK here” is already in the list. Choose other words."),
    ],
)
def test_what_cant_be_in_the_list_is_told(client, organisation, olu, label, message):
    before = labels(organisation)
    page = send(client, organisation, "perspectives", label=label, side=FAMILY)
    assert message in page
    assert "<title>Error: How people take part" in page

    carer = row(organisation, "Family carer or friend")
    words = {"label": label, "side": FAMILY}
    page = send(client, organisation, "change_perspective", perspective=carer.pk, **words)
    assert message in page
    assert 'people__change" open' in page
    assert labels(organisation) == before


def test_one_is_reworded(client, organisation, olu):
    carer = row(organisation, "Family carer or friend")
    page = send(
        client,
        organisation,
        "change_perspective",
        perspective=carer.pk,
        label="Unpaid carer",
        side=SUPPORT,
    )
    assert "We’ve saved “Unpaid carer”." in page
    carer.refresh_from_db()
    assert (carer.label, carer.side) == ("Unpaid carer", SUPPORT)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("label", "to", "place"),
    [
        ("I work here", "up", 1),
        ("I work here", "down", 3),
        ("I draw on care and support", "up", 0),
        ("Prefer not to say", "down", 6),
    ],
)
def test_one_moves_by_a_place(client, organisation, olu, label, to, place):
    others = [each for each in labels(organisation) if each != label]
    send(client, organisation, "move_perspective", perspective=row(organisation, label).pk, to=to)
    assert labels(organisation).index(label) == place
    assert [each for each in labels(organisation) if each != label] == others


@pytest.mark.both_databases
def test_retired_ones_dont_stand_in_the_way(client, organisation, olu):
    for label in ["Family carer or friend", "I work here"]:
        send(client, organisation, "retire_perspective", perspective=row(organisation, label).pk)
    commissioner = row(organisation, "I manage or commission")
    send(client, organisation, "move_perspective", perspective=commissioner.pk, to="up")
    assert labels(organisation)[:2] == ["I manage or commission", "I draw on care and support"]


def test_one_is_retired_and_kept_for_past_rounds(client, organisation, olu):
    carer = row(organisation, "Family carer or friend")
    page = send(client, organisation, "retire_perspective", perspective=carer.pk)
    assert "“Family carer or friend” is no longer offered. Past rounds keep it." in page
    assert "<h2>No longer in the list</h2>" in page
    carer.refresh_from_db()
    assert carer.retired_at
    again = send(client, organisation, "retire_perspective", perspective=carer.pk)
    assert "“Family carer or friend” isn’t in the list any more." in again


@pytest.mark.both_databases
def test_one_comes_back_where_it_stood(client, organisation, olu):
    before, carer = labels(organisation), row(organisation, "Family carer or friend")
    send(client, organisation, "retire_perspective", perspective=carer.pk)
    for _ in range(2):
        page = send(client, organisation, "bring_back_perspective", perspective=carer.pk)
        assert "“Family carer or friend” is back in the list." in page
    assert labels(organisation) == before
    assert "No longer in the list" not in page


@pytest.mark.both_databases
def test_one_that_was_added_again_doesnt_come_back_too(client, organisation, olu):
    carer = row(organisation, "Family carer or friend")
    send(client, organisation, "retire_perspective", perspective=carer.pk)
    page = send(client, organisation, "perspectives", label="Family carer or friend", side=FAMILY)
    assert "No longer in the list" not in page
    again = send(client, organisation, "bring_back_perspective", perspective=carer.pk)
    assert "“Family carer or friend” is already in the list." in again
    carer.refresh_from_db()
    assert carer.retired_at


def test_words_for_one_that_was_taken_out_meanwhile_come_back(client, organisation, olu):
    carer = row(organisation, "Family carer or friend")
    page = shown_of(carer.pk)
    send(client, organisation, "retire_perspective", perspective=carer.pk)
    sent = {**as_offered(carer), "label": "I look after somebody"}
    answer = client.post(
        url(organisation, "change_perspective"), page | {"perspective": carer.pk} | sent, follow=True
    )
    assert "“Family carer or friend” isn’t in the list any more." in answer.content.decode()
    assert list(shown(answer).values()) == ["I look after somebody"]


def test_what_somebody_else_has_written_stands_below_the_mistakes(client, organisation, olu):
    carer = row(organisation, "Family carer or friend")
    page = shown_of(carer.pk)
    send(
        client, organisation, "change_perspective", perspective=carer.pk, **as_offered(carer) | {"label": "A"}
    )
    sent = page | {"perspective": carer.pk, **as_offered(carer), "label": "B"}
    answer = client.post(url(organisation, "change_perspective"), sent).content.decode()
    assert answer.index("There is a problem") < answer.index("Somebody else changed this too</h2>")


@pytest.mark.both_databases
def test_a_retired_ones_words_can_be_used_again(client, organisation, olu):
    carer = row(organisation, "Family carer or friend")
    send(client, organisation, "retire_perspective", perspective=carer.pk)
    send(client, organisation, "perspectives", label="Family carer or friend", side=FAMILY)
    assert labels(organisation)[-1] == "Family carer or friend"


def test_people_who_draw_on_support_stay_in_the_list(client, organisation, olu):
    needed = row(organisation, "I draw on care and support")
    words = "One of these has to be for people who draw on care and support."
    assert words in send(client, organisation, "retire_perspective", perspective=needed.pk)
    sent = {"perspective": needed.pk, "label": "I work", "side": PAID}
    assert words in send(client, organisation, "change_perspective", **sent)
    needed.refresh_from_db()
    assert (needed.label, needed.side, needed.retired_at) == (
        "I draw on care and support",
        SUPPORT,
        None,
    )
    send(client, organisation, "perspectives", label="I use a service", side=SUPPORT)
    assert "no longer offered" in send(client, organisation, "retire_perspective", perspective=needed.pk)


@pytest.mark.parametrize("action", CHANGES)
@pytest.mark.parametrize("number", ["", "x", "\x00", "9" * 18, "9" * 40, "9" * 4_301, "-1"])
def test_what_isnt_in_the_list_is_told(client, organisation, olu, action, number):
    other = create_organisation("Southmoor Council", slug="southmoor")
    for perspective in [number, row(other, "I work here").pk]:
        page = send(client, organisation, action, perspective=perspective, label="Changed", to="up")
        assert "This isn’t in the list any more." in page
    assert labels(other) == labels(organisation)


def test_who_may(client, organisation):
    carer = row(organisation, "Family carer or friend")
    expected = {
        make_rubric_editor(organisation): 403,
        make_facilitator(make_team(organisation)): 403,
        make_admin(make_organisation("Southmoor Council"), "Charlie"): 404,
    }
    for person, status in expected.items():
        client.force_login(person)
        assert client.get(url(organisation)).status_code == status
        for name in ["perspectives", *CHANGES]:
            data = {"perspective": carer.pk, "label": "Changed", "to": "up"}
            assert client.post(url(organisation, name), data).status_code == status
    assert labels(organisation)[1] == "Family carer or friend"


@pytest.mark.both_databases
def test_the_page_costs_few_queries(client, organisation, olu, django_assert_num_queries):
    with django_assert_num_queries(5):  # session, user, organisation with roles, the list, the retired
        client.get(url(organisation))


@pytest.mark.both_databases
def test_two_that_easy_read_would_call_the_same_keep_their_labels(organisation):
    names = {label: words for label, _, words, _ in DEFAULTS}
    assert dict(easy_names(organisation)) == names
    organisation.perspectives.filter(label="I manage or commission").update(easy_label="I work here")
    assert dict(easy_names(organisation)).keys() == names.keys() - {"I manage or commission", "I work here"}
