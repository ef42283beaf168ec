"""What people write for a report, step by step: kept as written, and nobody's words undo another's."""

import pytest
from django.urls import reverse
from lxml import html

from assessments.models import ReportEdition
from reports.details import SECTIONS
from tests.make import make_admin, make_facilitator, make_member, make_team
from tests.reports.releases import make_told_round

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
STEPS = {
    "meeting": {"meeting", "meeting_date", "lead_officer", "co_author", "why_not", "purpose", "contact"},
    "asks": {"request_1", "request_1_why", "request_1_cost", "request_1_who"},
    "summary": {"strength", "hard_truth", "request"},
    "done": {"who_was_missing", "next_steps", "hear_back"},
}
STEPS["asks"] |= {"legal", "finance", "equality", "risk"}
NEXT = {"meeting": "write_asks", "asks": "write_summary", "summary": "write_done", "done": "issue_report"}


def url(round, step="meeting"):
    return reverse(f"write_{step}", args=[round.code])


def post(client, round, shown=None, step="meeting", **fields):
    """A form that was shown with `shown` and now says `fields` as well."""
    sent = {f"initial-{name}": text for name, text in (shown or {}).items()}
    return client.post(url(round, step), {**sent, **(shown or {}), **fields})


def boxes(answer):
    page = html.fromstring(answer.content)
    return set(page.xpath("//form//textarea/@name | //form//input[not(@type='hidden')]/@name"))


def stored(round):
    return round.editions.get().details


@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_its_own_boxes_and_leads_to_the_next(client, step):
    round, alice = make_told_round()
    client.force_login(alice)
    typed = boxes(client.get(url(round, step))) - {"taken-requests", "sections", "report_type"}
    assert typed == STEPS[step]
    words = {name: f"About {name}." for name in STEPS[step] - {"meeting_date"}}
    assert post(client, round, step=step, **words).url == reverse(NEXT[step], args=[round.code])
    assert {name: text for name, text in stored(round).items() if text} == words
    there = {
        name: text for name, text in words.items() if text in client.get(url(round, step)).content.decode()
    }
    assert there == words


def test_saving_one_step_keeps_what_the_others_say(client):
    round, alice = make_told_round()
    client.force_login(alice)
    for step, fields in STEPS.items():
        post(client, round, step=step, **dict.fromkeys(fields, "27 March 2027"))
    every = set().union(*STEPS.values())
    assert {name for name, text in stored(round).items() if text} == every


def test_it_keeps_what_was_written(client):
    round, alice = make_told_round()
    client.force_login(alice)
    post(client, round, meeting="Care Board", meeting_date="2027-04-14", purpose=" One.\r\nTwo. ")
    kept = stored(round)
    assert kept["meeting"] == "Care Board"
    assert kept["meeting_date"] == "2027-04-14"
    assert kept["purpose"] == "One.\nTwo."


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("to", "leads_to"), [("round", "round"), ("issue_report", "issue_report"), ("x", "write_asks")]
)
def test_every_way_out_saves_first(client, to, leads_to):
    round, alice = make_told_round()
    client.force_login(alice)
    answer = post(client, round, meeting="Care Board", to=to)
    assert answer.url == reverse(leads_to, args=[round.code])
    assert stored(round)["meeting"] == "Care Board"


def test_another_request_is_added_and_nothing_typed_is_lost(client):
    round, alice = make_told_round()
    client.force_login(alice)
    for number in range(1, 7):
        name = f"request_{number}"
        answer = post(
            client, round, step="asks", to="another", **{name: f"Do {number}.", f"{name}_why": "Because."}
        )
        box = f"request_{min(number + 1, 6)}"
        assert answer.url == f"{url(round, 'asks')}?another=1#id_{box}"
        page = client.get(answer.url)
        assert box in boxes(page)
        assert html.fromstring(page.content).xpath("//form[@data-preview]/@action") == [
            f"{url(round, 'asks')}?another=1"
        ], "without the box, which would take the focus from the mistakes"
    assert stored(round)["request_6_why"] == "Because."
    page = client.get(url(round, "asks")).content.decode()
    assert page.count("Do ") == 2 * 6 + 5 + 6, "each box, its hidden copy, what is folded, and the preview"
    assert "Add another" not in page


def test_a_box_more_is_there_when_what_was_typed_cant_be_kept(client):
    round, alice = make_told_round()
    client.force_login(alice)
    answer = post(client, round, step="asks", to="another", request_1="x" * 3001, legal="Nothing.")
    assert {"request_1", "request_2"} <= boxes(answer)
    assert "Nothing.</textarea>" in answer.content.decode()
    assert not round.editions.exists()


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


@pytest.mark.both_databases
def test_a_second_editor_of_other_fields_undoes_nothing(client):
    round, alice = make_told_round()
    client.force_login(alice)
    post(client, round, meeting="Care Board")
    post(client, round, lead_officer="Ruth")
    assert (stored(round)["meeting"], stored(round)["lead_officer"]) == ("Care Board", "Ruth")
    assert round.editions.get().revision == 2


@pytest.mark.both_databases
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


@pytest.mark.both_databases
def test_having_seen_both_the_second_editor_decides(client):
    round, alice = make_told_round()
    client.force_login(alice)
    post(client, round, purpose="First words.")
    post(client, round, shown={"purpose": "First words."}, purpose="Both words.")
    assert stored(round)["purpose"] == "Both words."


@pytest.mark.both_databases
def test_two_who_write_the_same_agree(client):
    round, alice = make_told_round()
    client.force_login(alice)
    post(client, round, purpose="The same.")
    assert post(client, round, purpose="The same.").status_code == 302


@pytest.mark.both_databases
def test_sending_nothing_new_changes_nothing(client):
    round, alice = make_told_round()
    client.force_login(alice)
    assert post(client, round).status_code == 302
    assert not round.editions.exists()


@pytest.mark.parametrize(
    ("step", "field", "value", "message", "beside"),
    [
        ("meeting", "meeting_date", "soon", "such as 3 March 2027", "lead_officer"),
        ("meeting", "meeting", "x" * 201, "The most is 200", "lead_officer"),
        ("meeting", "purpose", "x" * 3001, "The most is 3000", "lead_officer"),
        ("asks", "request_1_cost", "x" * 201, "The most is 200", "risk"),
        ("summary", "strength", "word " * 151, "have 152 words together. Make it 150 or fewer.", "request"),
        ("done", "next_steps", "x" * 3001, "The most is 3000", "hear_back"),
    ],
)
def test_what_cant_be_kept_is_refused_and_not_lost(client, step, field, value, message, beside):
    round, alice = make_told_round()
    client.force_login(alice)
    page = post(client, round, step=step, **{field: value, beside: "Ruth"}).content.decode()
    assert message in page
    assert "Ruth" in page
    assert page.index("<title>Error: ")
    opened = html.fromstring(page).xpath("//details[not(@open)]//*[@class='govuk-error-message']")
    assert opened == [], "no mistake is folded away"
    assert not round.editions.exists()


@pytest.mark.both_databases
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
    assert post(client, round, step="done", **chosen).status_code == 302
    assert round.editions.get().left_out == ["legal"]
    chosen = {"initial-sections": every, "sections": [name for name in every if name != "risk"]}
    post(client, round, step="done", **chosen)
    assert round.editions.get().left_out == ["legal", "risk"]
    assert client.get(url(round, "done")).content.decode().count(" checked>") == len(every) - 2


@pytest.mark.both_databases
def test_who_writes_what_had_been_left_out_wants_it_in(client):
    round, alice = make_told_round()
    ReportEdition.objects.create(round=round, kind="board", left_out=["legal", "risk"])
    client.force_login(alice)
    post(client, round, step="asks", legal="Ask us.")
    assert round.editions.get().left_out == ["risk"]


@pytest.mark.parametrize(
    ("step", "fields", "shown"),
    [
        ("meeting", {"meeting": "Care Board", "meeting_date": "soon"}, "<dd>Care Board</dd>"),
        ("asks", {"request_1": "Come to lunch."}, "Come to lunch."),
        ("summary", {"hard_truth": "Nobody asked."}, "Nobody asked."),
        ("done", {"next_steps": "We meet again."}, "We meet again."),
    ],
)
def test_the_preview_shows_what_is_written_and_keeps_nothing(client, step, fields, shown):
    round, alice = make_told_round()
    client.force_login(alice)
    address = reverse("preview_report", args=[round.code, step])
    assert shown in client.post(address, fields).json()["html"]
    assert not round.editions.exists()
    assert client.get(address).status_code == 405
    assert client.post(reverse("preview_report", args=[round.code, "nothing"]), {}).status_code == 404
    client.force_login(make_member(round.team))
    assert client.post(address, {}).status_code == 403
