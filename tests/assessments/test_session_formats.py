"""Ways to hold the conversation: an organisation's admins word the list, and facilitators choose from it."""

import pytest
import yaml
from django.urls import reverse

from assessments.models import SessionFormat
from assessments.services import offered
from assessments.services import session_formats as services
from rubric.reading import read_version
from teams.refusals import Refused
from tests.make import (
    make_admin,
    make_facilitator,
    make_member,
    make_organisation,
    make_round,
    make_rubric_editor,
    make_team,
)
from tests.two_people import copies_on, filled, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

COMES_WITH_IT = ["around-the-table", "world-cafe", "open-space", "path", "on-your-own-time"]


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def olu(client, organisation):
    olu = make_admin(organisation)
    client.force_login(olu)
    return olu


def url(organisation, name="session_formats", key=None):
    return reverse(name, args=[organisation.slug, key] if key else [organisation.slug])


def find(organisation, key):
    return offered.find(SessionFormat, organisation, key)


def keys(organisation):
    return [each.key for each in offered.all_of(SessionFormat, organisation) if not each.retired_at]


def typed(*steps, title="Walk and talk", **changes):
    """What the form sends for these (minutes, do)."""
    fields = {"title": title, "good_for": "People who think on their feet", "fewest": "2", "most": "20"}
    fields["easy_read"] = "People walk and talk."
    rows = {"steps-TOTAL_FORMS": len(steps), "steps-INITIAL_FORMS": 0}
    for n, (minutes, do) in enumerate(steps):
        rows |= {f"steps-{n}-minutes": minutes, f"steps-{n}-do": do}
    return {**fields, **rows, **changes}


def send(client, address, data):
    """As a page that was opened just before."""
    return client.post(address, copies_on(client, address) | data, follow=True).content.decode()


def written(page_response):
    return [(step["minutes"], step["do"]) for step in page_response.context["steps"].written if step]


@pytest.mark.both_databases
def test_the_minutes_in_the_file_are_those_of_its_steps(organisation):
    told = yaml.safe_load(offered.CONTENT.read_text())["formats"]
    assert [each["minutes"] for each in told] == [
        each.minutes for each in offered.all_of(SessionFormat, organisation)
    ]
    assert [each["key"] for each in told] == COMES_WITH_IT


@pytest.mark.both_databases
def test_a_timetable_says_when_each_step_begins(organisation):
    table = services.timetable(find(organisation, "around-the-table"), [])
    assert [(step["begins"], step["minutes"]) for step in table[:3]] == [(0, 10), (10, 30), (40, 10)]
    assert len(table) == 6


@pytest.mark.both_databases
def test_until_somebody_changes_one_nothing_is_stored(client, organisation, olu):
    page = client.get(url(organisation)).content.decode()
    assert "World Café" in page
    assert "12 to 100 people, 165 minutes" in page
    assert not SessionFormat.objects.exists()


def test_a_change_stays_with_its_organisation_and_keeps_the_place(client, organisation, olu):
    other = make_organisation("Southmoor Council")
    address = url(organisation, "edit_session_format", "world-cafe")
    page = send(client, address, typed((20, "Walk."), (10, "Sit down."), title="Walking café"))
    assert "We’ve saved “Walking café”." in page
    changed = find(organisation, "world-cafe")
    assert (changed.title, changed.fewest, changed.most, changed.minutes) == ("Walking café", 2, 20, 30)
    assert changed.easy_read == "People walk and talk."
    assert keys(organisation) == keys(other) == COMES_WITH_IT
    assert find(other, "world-cafe").title == "World Café"


@pytest.mark.both_databases
def test_a_second_change_keeps_one_row(client, organisation, olu):
    address = url(organisation, "edit_session_format", "path")
    for title in ("One", "Two"):
        send(client, address, typed((20, "Walk."), title=title))
    assert organisation.session_formats.get().title == "Two"


@pytest.mark.both_databases
def test_two_who_word_one_keep_both_words_and_one_list_of_steps(client, organisation, olu):
    address = url(organisation, "edit_session_format", "world-cafe")
    mine, theirs = (open_form(client, address) for _ in range(2))
    client.post(address, theirs | {"title": "Walking café", "most": "30"})
    assert client.post(address, mine | {"good_for": "Walkers"}).status_code == 302
    changed = find(organisation, "world-cafe")
    assert (changed.title, changed.most, changed.good_for) == ("Walking café", 30, "Walkers")
    client.post(address, theirs | {"title": "Walking café", "most": "30", "steps-0-do": "Breathe."})
    answer = client.post(address, mine | {"steps-0-do": "Stretch."})
    [(label, text)] = answer.context["form"].theirs
    assert (label, text.splitlines()[0]) == ("The steps", "1. 15 minutes: Breathe.")
    assert "Stretch.</textarea>" in answer.content.decode()
    assert '<li><a href="#steps">The steps. Somebody else changed this too.' in answer.content.decode(), (
        "which list, in the summary"
    )
    assert find(organisation, "world-cafe").steps[0]["do"] == "Breathe."
    assert client.post(address, filled(answer)).status_code == 302
    assert find(organisation, "world-cafe").steps[0]["do"] == "Stretch."


def test_two_who_change_other_steps_both_keep_theirs(client, organisation, olu):
    address = url(organisation, "edit_session_format", "world-cafe")
    mine, theirs = (open_form(client, address) for _ in range(2))
    last = len(find(organisation, "world-cafe").steps) - 1
    client.post(address, theirs | {"steps-0-minutes": "7"})
    assert client.post(address, mine | {f"steps-{last}-do": "Say goodbye."}).status_code == 302
    steps = find(organisation, "world-cafe").steps
    assert (steps[0]["minutes"], steps[last]["do"]) == (7, "Say goodbye.")
    moved = filled(client.post(address, mine | {"change": "remove-0"}))
    answer = client.post(address, moved)
    assert answer.context["form"].theirs, "which of them did that one become?"
    assert find(organisation, "world-cafe").steps == steps


def test_two_lists_of_steps_never_read_alike():
    one = [{"minutes": 5, "do": "Walk.\n2. 10 minutes: Break."}]
    two = [{"minutes": 5, "do": "Walk."}, {"minutes": 10, "do": "Break."}]
    lists = (one, two, [{"minutes": 5, "do": "Walk.\n– 2. 10 minutes: Break."}])
    assert len({offered.tell_steps(steps) for steps in lists}) == 3


def test_what_was_shown_stays_known_while_steps_are_moved(client, organisation, olu):
    """The buttons of steps draw the page anew, and nothing is saved yet."""
    address = url(organisation, "edit_session_format", "world-cafe")
    mine, theirs = (open_form(client, address) for _ in range(2))
    moved = filled(client.post(address, mine | {"title": "Mine", "change": "down-0"}))
    assert moved["initial-title"] == ["World Café"]
    assert moved["initial-steps"] == mine["initial-steps"]
    client.post(address, theirs | {"title": "Theirs"})
    answer = client.post(address, moved)
    assert answer.context["form"].theirs == (("What is it called?", "Theirs"),)
    client.post(address, filled(answer))
    changed = find(organisation, "world-cafe")
    assert (changed.title, changed.steps[1]["do"]) == ("Mine", mine["steps-0-do"][0].strip())


@pytest.mark.both_databases
def test_one_of_their_own_comes_last(client, organisation, olu):
    send(client, url(organisation, "add_session_format"), typed((20, "Walk."), title="Walk & talk"))
    assert keys(organisation) == [*COMES_WITH_IT, "walk-talk"]


@pytest.mark.parametrize("title", ["New", "How it reads", "支援", "Path"])
def test_a_title_that_makes_no_address_gets_a_code(client, organisation, olu, title):
    send(client, url(organisation, "add_session_format"), typed((20, "Walk."), title=title))
    key = keys(organisation)[-1]
    assert len(key) == 8
    assert client.get(url(organisation, "edit_session_format", key)).status_code == 200


@pytest.mark.both_databases
def test_sending_it_twice_adds_one(client, organisation, olu):
    for _ in range(2):
        page = send(client, url(organisation, "add_session_format"), typed((20, "Walk.")))
    assert "There is already" not in page
    assert "We’ve saved “Walk and talk”." in page
    page = send(client, url(organisation, "add_session_format"), typed((30, "Walk.")))
    assert "There is already a way called “Walk and talk”." in page
    assert organisation.session_formats.count() == 1


def test_a_step_left_empty_is_left_out(client, organisation, olu):
    steps = [("", ""), (20, "Walk."), ("", " ")]
    send(client, url(organisation, "add_session_format"), typed(*steps))
    assert organisation.session_formats.get().steps == [{"minutes": 20, "do": "Walk."}]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (typed((20, "Walk."), title=""), "Write what it is called."),
        (typed((20, "Walk."), title="x" * 121), "at most 120 characters"),
        (typed((20, "Walk."), fewest=""), "how many people it needs at least"),
        (typed((20, "Walk."), fewest="30"), "at least as many people as the number before"),
        (typed((20, "Walk."), most="5001"), "Write a number from 1 to 5,000."),
        (typed((20, "")), "Write what people do in this step."),
        (typed(("", "Walk.")), "Write how many minutes this step takes."),
        (typed((0, "Walk.")), "Write a number from 1 to 600."),
        (typed((20, "x" * 501)), "The most is 500."),
        (typed(), "Write at least one step."),
        (typed(("", "")), "Write at least one step."),
        (typed(*[(5, "Walk.")] * 21), "Write at most 20 steps."),
        ({"title": "Walk"}, "Write at least one step."),
    ],
)
def test_a_mistake_is_named_and_nothing_is_stored(client, organisation, olu, data, says):
    page = send(client, url(organisation, "add_session_format"), data)
    assert says in page
    assert "<title>Error: Add a way" in page
    assert f'action="{url(organisation, "add_session_format")}"' in page  # without the place of a step
    assert not SessionFormat.objects.exists()


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ("up-1", ["Two", "One", "Three"]),
        ("down-1", ["One", "Three", "Two"]),
        ("up-0", ["One", "Two", "Three"]),
        ("down-2", ["One", "Two", "Three"]),
        ("remove-0", ["Two", "Three"]),
        ("remove-9", ["One", "Two", "Three"]),
        ("remove-x", ["One", "Two", "Three"]),
        ("", ["One", "Two", "Three"]),
        ("add", ["One", "Two", "Three", None]),
    ],
)
def test_steps_move_without_being_stored(client, organisation, olu, change, after):
    """Also what isn't right yet is kept as it was typed."""
    steps = [("many", "One"), (10, "Two"), (10, "Three")]
    response = client.post(
        url(organisation, "add_session_format"), typed(*steps, change=change, fewest="few")
    )
    assert [do for _, do in written(response)] == after
    assert ("many", "One") in written(response) or change == "remove-0"
    page = response.content.decode()
    assert 'value="few"' in page
    assert "There is a problem" not in page
    assert not SessionFormat.objects.exists()


def test_there_is_an_end_to_adding_steps(client, organisation, olu):
    response = client.post(url(organisation, "add_session_format"), typed(*[(5, "Walk.")] * 20, change="add"))
    assert len(written(response)) == 20
    assert "Add a step" not in response.content.decode()


def test_one_is_retired_and_brought_back(client, organisation, olu):
    page = send(client, url(organisation, "retire_session_format", "path"), {})
    assert "is no longer offered. Rounds that chose it keep it." in page
    assert "No longer in the list" in page
    assert keys(organisation) == [key for key in COMES_WITH_IT if key != "path"]
    send(client, url(organisation, "bring_back_session_format", "path"), {})
    assert keys(organisation) == COMES_WITH_IT
    assert find(organisation, "path").minutes == 195


def test_who_may(client, organisation):
    expected = {
        make_rubric_editor(organisation): 403,
        make_facilitator(make_team(organisation)): 403,
        make_admin(make_organisation("Southmoor Council"), "Charlie"): 404,
    }
    for person, status in expected.items():
        client.force_login(person)
        assert client.get(url(organisation)).status_code == status
        for name in ["edit_session_format", "retire_session_format", "bring_back_session_format"]:
            assert client.post(url(organisation, name, "path"), typed((5, "Walk."))).status_code == status
    assert not SessionFormat.objects.exists()


def test_one_that_isnt_there_is_missing(client, organisation, olu):
    assert client.get(url(organisation, "edit_session_format", "nothing")).status_code == 404


@pytest.mark.both_databases
def test_the_list_costs_few_queries(client, organisation, olu, django_assert_num_queries):
    offered.retire(find(organisation, "path"), by=olu)
    with django_assert_num_queries(5):  # session, user, organisation with roles, formats and warm-ups
        client.get(url(organisation))


def choose(client, round, key, user=None):
    client.force_login(user or make_facilitator(round.team))
    address = reverse("choose_session_format", args=[round.code])
    return client.post(address, open_form(client, address) | {"session_format": key})


@pytest.mark.parametrize("state", ["planned", "open"])
def test_a_facilitator_chooses_and_takes_it_back(client, state):
    round = make_round(state=state)
    assert choose(client, round, "world-cafe").url == reverse("round", args=[round.code])
    round.refresh_from_db()
    assert services.format_of(round).title == "World Café"
    page = client.get(reverse("round", args=[round.code])).content.decode()
    assert "World Café" in page
    choose(client, round, "")
    round.refresh_from_db()
    assert services.format_of(round) is None


def test_what_isnt_offered_cant_be_chosen(client):
    round = make_round()
    assert "Choose one of these." in choose(client, round, "nothing").content.decode()
    round.refresh_from_db()
    assert round.session_format == ""


def test_a_retired_one_is_offered_only_where_it_was_chosen(client):
    round = make_round(session_format="path")
    organisation = round.team.organisation
    offered.retire(find(organisation, "path"), by=None)
    assert services.format_of(round).key == "path"
    assert choose(client, round, "path").status_code == 302
    other = make_round(round.team, round.version)
    assert "Choose one of these." in choose(client, other, "path").content.decode()


def test_a_closed_round_stays_as_it_is(client):
    round = make_round(state="closed", session_format="path")
    page = client.get(choose(client, round, "").url).content.decode()
    assert offered.CLOSED in page
    with pytest.raises(Refused):
        services.plan_meeting(round, session_format="", warm_ups=[], by=None)
    round.refresh_from_db()
    assert round.session_format == "path"


def test_who_may_choose(client):
    round = make_round()
    assert choose(client, round, "path", make_member(round.team)).status_code == 403
    assert choose(client, round, "path", make_admin(round.team.organisation)).status_code == 403
    charlie = make_facilitator(make_team(make_organisation("Southmoor Council")), "Charlie")
    assert choose(client, round, "path", charlie).status_code == 404


@pytest.mark.both_databases
def test_choosing_costs_few_queries(client, django_assert_num_queries):
    round = make_round(session_format="path")
    client.force_login(make_facilitator(round.team))
    read_version(round.version_id)  # a process reads it once
    with django_assert_num_queries(5):  # session, user, round, formats and warm-ups
        client.get(reverse("choose_session_format", args=[round.code]))
