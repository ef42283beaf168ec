"""What people write for a report: kept as written, and nobody's words undo another's."""

import pytest
from django.urls import reverse

from assessments.models import ReportEdition
from reports.details import NAMES, SECTIONS
from tests.make import make_admin, make_facilitator, make_member, make_team
from tests.reports.releases import make_told_round

pytestmark = pytest.mark.django_db


def url(round):
    return reverse("report_details", args=[round.code])


def post(client, round, shown=None, **fields):
    """A form that was shown with `shown` and now says `fields` as well."""
    sent = {f"initial-{name}": (shown or {}).get(name, "") for name in NAMES}
    return client.post(url(round), {**sent, **(shown or {}), **fields})


def stored(round):
    return round.editions.get().details


def test_it_keeps_what_was_written(client):
    round, alice = make_told_round()
    client.force_login(alice)
    response = post(
        client, round, meeting="Care Board", meeting_date="2027-04-14", request_1=" One.\r\nTwo. "
    )
    assert response.url == reverse("report_details", args=[round.code])
    kept = stored(round)
    assert kept["meeting"] == "Care Board"
    assert kept["meeting_date"] == "2027-04-14"
    assert kept["request_1"] == "One.\nTwo."
    assert set(kept) == set(NAMES)


def test_it_shows_what_was_kept_and_a_hidden_copy_of_it(client):
    round, alice = make_told_round()
    ReportEdition.objects.create(round=round, kind="board", details={"meeting": "Care Board"})
    client.force_login(alice)
    page = client.get(url(round)).content.decode()
    assert 'name="initial-meeting" value="Care Board"' in page
    assert 'name="meeting" value="Care Board"' in page


def test_what_isnt_saved_yet_asks_before_somebody_leaves(client):
    round, alice = make_told_round()
    client.force_login(alice)
    assert "data-unsaved-words data-preview=" in client.get(url(round)).content.decode()
    refused = post(client, round, meeting_date="soon").content.decode()
    assert "data-unsaved-words data-unsaved data-preview=" in refused


def test_a_second_editor_of_other_fields_undoes_nothing(client):
    round, alice = make_told_round()
    client.force_login(alice)
    post(client, round, meeting="Care Board")
    post(client, round, lead_officer="Ruth")
    assert (stored(round)["meeting"], stored(round)["lead_officer"]) == ("Care Board", "Ruth")
    assert round.editions.get().revision == 2


def test_a_second_editor_of_the_same_field_is_shown_both(client):
    round, alice = make_told_round()
    client.force_login(alice)
    post(client, round, purpose="First words.")
    response = post(client, round, purpose="Second words.")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Somebody else changed this too" in page
    assert "First words." in page
    assert "Second words.</textarea>" in page
    assert stored(round)["purpose"] == "First words."
    assert 'name="initial-purpose" value="First words."' in page


def test_having_seen_both_the_second_editor_decides(client):
    round, alice = make_told_round()
    client.force_login(alice)
    post(client, round, purpose="First words.")
    post(client, round, shown={"purpose": "First words."}, purpose="Both words.")
    assert stored(round)["purpose"] == "Both words."


def test_two_who_write_the_same_agree(client):
    round, alice = make_told_round()
    client.force_login(alice)
    post(client, round, purpose="The same.")
    assert post(client, round, purpose="The same.").status_code == 302


def test_sending_nothing_new_changes_nothing(client):
    round, alice = make_told_round()
    client.force_login(alice)
    assert post(client, round).status_code == 302
    assert not round.editions.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("meeting_date", "soon", "such as 3 March 2027"),
        ("meeting", "x" * 201, "The most is 200"),
        ("purpose", "x" * 3001, "The most is 3000"),
        ("strength", "word " * 151, "have 151 words together. Make it 150 or fewer."),
    ],
)
def test_what_cant_be_kept_is_refused_and_not_lost(client, field, value, message):
    round, alice = make_told_round()
    client.force_login(alice)
    response = post(client, round, **{field: value, "lead_officer": "Ruth"})
    page = response.content.decode()
    assert message in page
    assert "Ruth" in page
    assert page.index("<title>Error: ")
    assert not round.editions.exists()


def test_it_stays_possible_after_closing_and_before_the_first_release(client):
    round, alice = make_told_round(state="closed")
    client.force_login(alice)
    assert client.get(url(round)).status_code == 200
    assert post(client, round, meeting="Care Board").status_code == 302


def test_only_facilitators_may(client):
    round, _ = make_told_round()
    for user, status in [
        (make_member(round.team), 403),
        (make_admin(round.team.organisation), 403),
        (make_facilitator(make_team(name="Another team"), "Charlie"), 404),
    ]:
        client.force_login(user)
        assert client.get(url(round)).status_code == status
        assert post(client, round, meeting="Mine").status_code == status
    assert not round.editions.exists()


def test_sections_are_chosen_and_two_who_choose_undo_nothing(client):
    round, alice = make_told_round()
    client.force_login(alice)
    every = list(SECTIONS)
    chosen = {"initial-sections": every, "sections": [name for name in every if name != "legal"]}
    assert post(client, round, **chosen).status_code == 302
    assert round.editions.get().left_out == ["legal"]
    chosen = {"initial-sections": every, "sections": [name for name in every if name != "risk"]}
    post(client, round, **chosen)
    assert round.editions.get().left_out == ["legal", "risk"]
    assert client.get(url(round)).content.decode().count(" checked>") == len(every) - 2


def test_a_draft_can_be_begun_with_and_isnt_saved_by_it(client):
    round, alice = make_told_round()
    client.force_login(alice)
    assert "While this is empty, the report says:" in client.get(url(round)).content.decode()
    page = post(client, round, start="finance", meeting="Care Board").content.decode()
    assert "No plan has been written yet, so no costs are named.</textarea>" in page
    assert 'name="meeting" value="Care Board"' in page
    assert not round.editions.exists()


def test_a_start_never_takes_the_place_of_words(client):
    round, alice = make_told_round()
    client.force_login(alice)
    page = post(client, round, start="requests", request_1="Come to lunch.").content.decode()
    assert "Come to lunch.</textarea>" in page


def test_the_preview_shows_what_is_written_and_keeps_nothing(client):
    round, alice = make_told_round()
    client.force_login(alice)
    address = reverse("preview_report", args=[round.code])
    page = client.post(address, {"meeting": "Care Board", "meeting_date": "soon"}).json()["html"]
    assert "<dd>Care Board</dd>" in page
    assert not round.editions.exists()
    assert client.get(address).status_code == 405
    client.force_login(make_member(round.team))
    assert client.post(address, {}).status_code == 403
