"""Rounds in the open: those in them see each other's names and answers. Rounds without names have nothing like it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Reflection, Round, Sheet
from assessments.services.in_the_open import read_everybody
from assessments.services.keeping import erase_expired
from assessments.services.rounds import close_round
from rubric.reading import read_version
from tests.assessments.sheets import outsiders, queries
from tests.assessments.test_joining import join
from tests.make import make_facilitator, make_member, make_round

pytestmark = pytest.mark.django_db
IN_THE_OPEN = Round.Sharing.IN_THE_OPEN


@pytest.fixture
def round():
    return make_round(sharing=IN_THE_OPEN)


@pytest.fixture
def dana():
    return Client()


def say(sheet, part="p1", *, text="", may_read="", finished=True, **values):
    for key, value in values.items():
        statement = sheet.round.version.statements.get(key=f"{part}-{key.replace('_', '-')}")
        Answer.objects.create(sheet=sheet, statement=statement, value=value, changed_at=sheet.created_at)
    principle = sheet.round.version.principles.get(key=part)
    at = sheet.created_at if finished else None
    sheet.reflections.create(principle=principle, text=text, may_read=may_read, finished_at=at)


def write(round, *texts):
    for text in texts:
        say(join(Client(), round, first_name="Finn"), text=text, may_read="round")


def page(client, round, name="everybody"):
    return client.get(reverse(name, args=[round.code]))


def part(client, round, number=0, name="everybody"):
    return page(client, round, name).context["parts"][number]


def test_people_see_each_others_names_and_answers(round, dana):
    say(join(dana, round, first_name="Dana"), doing_well=Answer.Value.TICKED)
    say(join(Client(), round, first_name="Erin"), doing_well=Answer.Value.NOT_SURE)
    seen = part(dana, round)
    assert seen.names == ["Dana", "Erin"]
    rows = {row["text"]: row["said"] for level in seen.levels for row in level.rows}
    assert rows["This is true of doing-well 1."] == ["True", "Not sure"]
    assert rows["This is true of not-yet 1."] == ["Not ticked", "Not ticked"]


def test_only_finished_parts_are_seen(round, dana):
    say(join(dana, round, first_name="Dana"), text="Not yet.", may_read="round", finished=False)
    assert part(dana, round).names == []
    assert "Not yet." not in page(dana, round).content.decode()


@pytest.mark.parametrize(("may_read", "is_seen"), [("round", True), ("only-me", False), ("", False)])
def test_words_are_seen_only_as_their_writer_chose(round, dana, may_read, is_seen):
    say(join(Client(), round, first_name="Erin"), text="They asked me.", may_read=may_read)
    write(round, "One.", "Two.", "Three.", "Four.")
    join(dana, round, first_name="Dana")
    assert ("They asked me." in page(dana, round).content.decode()) == is_seen


def test_words_stand_without_a_name_and_in_an_order_that_tells_nothing(round, dana):
    say(join(dana, round, first_name="Dana"), text="Zebra.", may_read="round")
    say(join(Client(), round, first_name="Erin"), text="Apple.", may_read="round")
    assert part(dana, round).words == []
    write(round, "Yak.", "Bread.", "Cat.")
    assert part(dana, round).words == ["Apple.", "Bread.", "Cat.", "Yak.", "Zebra."]


def test_a_group_is_told_by_its_number(round, dana):
    join(dana, round, first_name="Dana")
    say(round.sheets.create(kind=Sheet.Kind.GROUP, people=4), text="We agree.")
    seen = part(dana, round)
    assert (seen.names, seen.groups_words) == (["A group of 4"], ["We agree."])


def test_the_together_sheet_isnt_a_person(round, dana):
    join(dana, round, first_name="Dana")
    say(round.sheets.get(kind=Sheet.Kind.TOGETHER), text="Agreed.")
    assert part(dana, round).names == []


def test_members_see_it_too(round, client):
    say(join(Client(), round, first_name="Dana"))
    client.force_login(make_member(round.team))
    assert part(client, round, name="everybody_of_round").names == ["Dana"]
    assert "See what everybody says" in page(client, round, "round").content.decode()


def test_who_looks_on_doesnt(round, client):
    say(join(Client(), round, first_name="Dana"))
    for person, status in outsiders(round):
        client.force_login(person)
        answer = page(client, round, "everybody_of_round")
        assert answer.status_code == status
        assert "Dana" not in answer.content.decode()


def test_whoever_has_no_sheet_of_it_is_asked_for_a_code(round):
    assert page(Client(), round).status_code == 404


def test_a_sheet_of_another_round_in_the_open_opens_nothing(round, dana):
    join(dana, round, first_name="Dana")
    other = make_round(round.team, sharing=IN_THE_OPEN)
    dana.cookies["sheet"]["path"] = "/"
    assert page(dana, other).status_code == 404


@pytest.mark.parametrize("name", ["everybody", "everybody_of_round"])
@pytest.mark.parametrize("closed", [False, True])
def test_a_round_without_names_never_has_it(name, closed, dana):
    round = make_round()
    sheet = join(dana, round)
    Sheet.objects.filter(pk=sheet.pk).update(first_name="Dana")  # however it may have come there
    say(sheet, text="They asked me.", may_read="round")
    if closed:
        close_round(round, by=None)
    facilitator = Client()
    facilitator.force_login(make_facilitator(round.team))
    for visitor in (dana, facilitator):
        answer = page(visitor, round, name)
        has_to_sign_in = visitor is dana and name == "everybody_of_round"
        assert answer.status_code == (302 if has_to_sign_in else 404)
        assert "Dana" not in answer.content.decode()
        assert "They asked me." not in answer.content.decode()
    for own in ("my_sheet", "thank_you"):
        assert "everybody/" not in page(dana, round, own).content.decode()
    assert "everybody/" not in page(facilitator, round, "round").content.decode()


def test_nor_does_the_service_tell_it():
    round = make_round()
    with pytest.raises(ValueError, match="without names"):
        read_everybody(round, read_version(round.version_id))


def test_the_way_there_is_on_ones_own_pages(round, dana):
    join(dana, round, first_name="Dana")
    for own in ("my_sheet", "thank_you"):
        assert reverse("everybody", args=[round.code]) in page(dana, round, own).content.decode()


def test_more_people_cost_no_more_queries(round, dana):
    say(join(dana, round, first_name="Dana"))
    page(dana, round)
    one = len(queries(lambda: page(dana, round)))
    for n in range(5):
        say(join(Client(), round, first_name=f"Erin {n}"), doing_well=1)
    assert len(queries(lambda: page(dana, round))) == one == 3


def quoted_round(round, dana, *, closed):
    """Its time is over: Dana's words were approved, Erin's weren't."""
    long_ago = timezone.now() - timedelta(days=400)
    for client, name in ((dana, "Dana"), (Client(), "Erin")):
        say(join(client, round, first_name=name), text="They asked me.", may_read="round", doing_well=1)
    Answer.objects.update(changed_at=long_ago)
    Sheet.objects.update(created_at=long_ago)
    Reflection.objects.update(finished_at=long_ago, may_quote=True)
    quoted = Reflection.objects.get(sheet__first_name="Dana")
    round.quotes.create(reflection=quoted, text="They asked me.", approved_at=long_ago)
    Round.objects.update(opened_at=long_ago, closed_at=long_ago if closed else None)


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("erased", [True, False])
def test_nobody_is_named_once_they_are_kept_no_longer(round, dana, closed, erased):
    """Beside the one quote that stays, the one name would say whose it is."""
    say(round.sheets.create(kind=Sheet.Kind.GROUP, people=4), text="We agree.")
    quoted_round(round, dana, closed=closed)
    if erased:
        assert erase_expired() == 2
    seen = part(dana, round)
    assert (seen.names, seen.words, seen.groups_words) == (["A group of 4"], [], ["We agree."])
    whole = page(dana, round).content.decode()
    assert "Dana" not in whole
    assert "What people said is kept no longer." in whole


def test_where_a_round_goes_on_after_that_whoever_was_quoted_stays_without_a_name(round, dana):
    quoted_round(round, dana, closed=False)
    erase_expired()
    say(join(Client(), round, first_name="Finn"))
    assert part(dana, round).names == ["Finn"]
