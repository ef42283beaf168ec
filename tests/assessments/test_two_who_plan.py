"""Two facilitators have a round's plan open at once: neither undoes what the other has written."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from assessments.services.rounds import close_round, edit_round
from rubric.services.adapting import adapt_rubric
from teams.meanwhile import WrittenMeanwhile
from tests.make import make_facilitator, make_organisation, make_round, make_team, make_version
from tests.two_people import filled, open_form

pytestmark = pytest.mark.django_db
SOMEBODY_ELSE = "Somebody else changed this too"


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def round():
    return make_round(
        state="planned",
        about="service",
        about_name="Day centre",
        closes_on=timezone.localdate() + timedelta(days=10),
        meets_where="The library",
        access_note="We pay fares.",
    )


@pytest.fixture(params=["planned", "open"])
def either(request, round):
    """In both states in which a plan changes."""
    if request.param == "open":
        Round.objects.filter(pk=round.pk).update(opened_at=timezone.now())
    return round


@pytest.fixture
def address(client, round):
    client.force_login(make_facilitator(round.team))
    return reverse("edit_round", args=[round.code])


def now(round):
    return Round.objects.get(pk=round.pk)


def save(client, address, page, **changes):
    """As somebody sends the `page` that they opened before."""
    return client.post(address, page | changes)


def theirs_in(answer):
    return [text for _label, text in answer.context["form"].theirs]


@pytest.mark.usefixtures("either")
def test_different_fields_are_all_kept(client, address, round):
    mine, theirs = (open_form(client, address) for _ in range(2))
    later = {"meets_where": "The Orchard Rooms", "closes_on": day(20), "shared_devices": "on"}
    assert save(client, address, theirs, **later).status_code == 302
    changes = {"access_note": "We pay fares, and for time.", "contact_name": "Femi Grant"}
    assert save(client, address, mine, **changes).status_code == 302
    stored = now(round)
    assert (stored.meets_where, stored.closes_on.isoformat()) == ("The Orchard Rooms", day(20))
    assert stored.shared_devices
    assert (stored.access_note, stored.contact_name) == (
        "We pay fares, and for time.",
        "Femi Grant",
    )


@pytest.mark.usefixtures("either")
def test_in_the_same_field_both_are_shown_and_saving_again_decides(client, address, round):
    mine, theirs = (open_form(client, address) for _ in range(2))
    save(client, address, theirs, access_note="Ask Femi.", title="Their name for it", closes_on=day(20))
    answer = save(client, address, mine, access_note="We pay by card.", closes_on=day(30))
    page = answer.content.decode()
    assert SOMEBODY_ELSE in page
    assert '<p dir="auto">Ask Femi.</p>' in page
    assert ">When do you want to close it? Somebody else changed this too." in page, (
        "which of them, in the summary"
    )
    assert "We pay by card.</textarea>" in page
    assert f'value="{day(30)}"' in page
    assert now(round).access_note == "Ask Femi."
    save(client, address, filled(answer), access_note="We pay by card. Ask Femi.")
    stored = now(round)
    assert (stored.access_note, stored.closes_on.isoformat()) == ("We pay by card. Ask Femi.", day(30))
    assert stored.title == "Their name for it", "which nobody changed since"


def test_the_same_change_twice_is_no_quarrel(client, address, round):
    mine, theirs = (open_form(client, address) for _ in range(2))
    for page in (mine, theirs):
        assert save(client, address, page, meets_where="Room 2", shared_devices="on").status_code == 302
    assert (now(round).meets_where, now(round).shared_devices) == ("Room 2", True)


@pytest.mark.parametrize(
    ("name", "theirs", "mine", "says"),
    [
        ("closes_on", day(20), day(30), "<blockquote"),
        ("sharing", "in-the-open", "", "<blockquote"),
        ("about", "team", "area", "A team"),
        ("meets_where", "", "Upstairs", "They took it out."),
        ("contact_email", "a@example.org", "b@example.org", "a@example.org"),
    ],
)
def test_a_field_of_any_kind_tells_of_its_other_change(client, address, round, name, theirs, mine, says):
    first, second = (open_form(client, address) for _ in range(2))
    assert save(client, address, first, **{name: theirs}).status_code == 302
    answer = save(client, address, second, **({name: mine} if mine else {}))
    if not mine:
        assert now(round).sharing == theirs, "an untouched choice follows"
        return
    assert says in answer.content.decode()
    assert answer.context["form"].errors.keys() == {name}
    assert save(client, address, filled(answer)).status_code == 302
    assert str(getattr(now(round), name)) == mine


def test_a_tick_that_somebody_took_out_comes_not_back(client, address, round):
    Round.objects.update(shared_devices=True)
    mine, theirs = (open_form(client, address) for _ in range(2))
    del theirs["shared_devices"]
    save(client, address, theirs)
    save(client, address, mine, title="Another")
    assert (now(round).shared_devices, now(round).title) == (False, "Another")


@pytest.mark.usefixtures("either")
def test_two_changes_are_judged_together(client, address, round):
    """Each alone would do; together people would hear before the round has closed."""
    Round.objects.update(hear_on=day(30))
    mine, theirs = (open_form(client, address) for _ in range(2))
    save(client, address, theirs, closes_on=day(25))
    answer = save(client, address, mine, hear_on=day(20))
    assert answer.context["form"].errors["hear_on"]
    assert f'value="{day(25)}"' in answer.content.decode(), "what stands there now"
    assert now(round).hear_on.isoformat() == day(30)


def test_a_page_without_what_it_was_shown_with_overwrites_nothing_unasked(client, address, round):
    """Drawn before there were such copies. Who saved it before is asked; what is empty so far is filled."""
    page = open_form(client, address)
    old = {name: value for name, value in page.items() if not name.startswith("initial-")}
    save(client, address, page, access_note="Ask Femi.", meets_where="")
    answer = save(client, address, old, access_note="By card.", meets_where="", meets_at="2 pm")
    assert SOMEBODY_ELSE in answer.content.decode()
    assert (now(round).access_note, now(round).meets_at) == ("Ask Femi.", "")
    assert answer.context["form"].errors.keys() == {"access_note"}
    save(client, address, filled(answer))
    assert (now(round).access_note, now(round).meets_at) == ("By card.", "2 pm")


def test_another_rubric_chosen_meanwhile_stays(client, address, round):
    other = make_version()
    mine, theirs = (open_form(client, address) for _ in range(2))
    save(client, address, theirs, version=other.pk)
    save(client, address, mine, title="Another")
    assert (now(round).version, now(round).title) == (other, "Another")


def test_two_choices_of_a_rubric_are_told_by_their_names(client, address, round):
    own, other = make_version(title="Ours"), make_version(title="Four values")
    mine, theirs = (open_form(client, address) for _ in range(2))
    save(client, address, theirs, version=own.pk)
    answer = save(client, address, mine, version=other.pk)
    assert theirs_in(answer) == ["Ours"]
    save(client, address, filled(answer))
    assert now(round).version == other


def test_a_newer_version_of_the_same_rubric_is_nobodys_change(client, address, round):
    newer, other = make_version(round.version.rubric), make_version()
    save(client, address, open_form(client, address))
    assert now(round).version == newer, "which is what the page showed"
    Round.objects.update(version=round.version)
    save(client, address, open_form(client, address), version=other.pk)
    assert now(round).version == other


def test_a_version_that_was_published_while_the_page_was_open_is_nobodys_change(client, address, round):
    page, untouched = (open_form(client, address) for _ in range(2))
    newer, other = make_version(round.version.rubric), make_version()
    save(client, address, untouched)
    assert now(round).version == newer
    assert save(client, address, page, version=other.pk).status_code == 302
    assert now(round).version == other


def test_whom_people_ask_of_a_closed_round(client, round):
    round = make_round(
        round.team, round.version, title="Spring", contact_name="Alice", contact_phone="01632 1"
    )
    close_round(round, by=make_facilitator(round.team, "Ann"))
    client.force_login(make_facilitator(round.team))
    address = reverse("edit_round", args=[round.code])
    mine, theirs = (open_form(client, address) for _ in range(2))
    save(client, address, theirs, contact_name="Femi", contact_text="07700 900142")
    answer = save(client, address, mine, contact_name="Nadia", contact_phone="01632 960417")
    assert theirs_in(answer) == ["Femi"]
    assert now(round).contact_name == "Femi"
    save(client, address, filled(answer))
    stored = now(round)
    assert (stored.contact_name, stored.contact_phone, stored.contact_text) == (
        "Nadia",
        "01632 960417",
        "07700 900142",
    )


def test_what_was_read_long_ago_is_no_reason_to_overwrite(round):
    """Without a form: what the round said when it was read is what was seen."""
    alice, read = make_facilitator(round.team), now(round)
    edit_round(now(round), by=alice, title="Theirs")
    edit_round(read, by=alice, meets_at="2 pm")
    with pytest.raises(WrittenMeanwhile) as refused:
        edit_round(read, by=alice, title="Mine", meets_at="3 pm")
    assert refused.value.theirs == {"title": "Theirs", "meets_at": "2 pm"}
    assert (now(round).title, now(round).meets_at) == ("Theirs", "2 pm")


def test_an_own_rubric_and_the_one_it_was_made_of_are_told_apart(client, round):
    team = make_team(make_organisation("Harbourside"))
    version = make_version(title="Four values")
    own = adapt_rubric(version.rubric, organisation=team.organisation, by=None)
    own.versions.update(published_at=timezone.now())
    other = make_version()
    planned = make_round(
        team,
        other,
        state="planned",
        about="area",
        about_name="North",
        closes_on=timezone.localdate() + timedelta(9),
    )
    client.force_login(make_facilitator(team))
    address = reverse("edit_round", args=[planned.code])
    mine, theirs = (open_form(client, address) for _ in range(2))
    save(client, address, theirs, version=own.versions.get().pk)
    answer = save(client, address, mine, version=version.pk)
    assert theirs_in(answer) == ["Four values, adapted by Harbourside"]
