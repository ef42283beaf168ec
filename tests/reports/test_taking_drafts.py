"""What we drafted is in an issued report once somebody has looked at it: taken as it is, changed, or left out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from assessments.days import write_day
from assessments.models import ReportEdition, Round
from assessments.services.path import read_facts
from assessments.stages import Path
from reports.build import build_easy_read, build_report
from reports.formats import easy_read
from reports.formats.html import to_html
from reports.services.issuing import issue_report
from teams.roles import FACILITATOR
from tests.make import make_action
from tests.reports.test_issue_report import make_ready, seen, url

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ASKS = ["requests", "legal", "finance", "equality", "risk"]
SUMMARY = ["strength", "hard_truth"]
EVERY = [ASKS[0], *SUMMARY, *ASKS[1:]]


@pytest.fixture
def alice(client):
    """She is about to issue a report for which nobody has written anything."""
    round, alice = make_ready()
    client.force_login(alice)
    alice.round, alice.client = round, client
    return alice


def step_of(name):
    return "write_summary" if name in ("strength", "hard_truth", "request") else "write_asks"


def drafts(alice, view):
    """The draft's name → where it is folded."""
    page = html.fromstring(alice.client.get(url(alice.round, view)).content)
    return {
        each.get("id").removeprefix("draft-"): each
        for each in page.xpath("//details[starts-with(@id, 'draft-')]")
    }


def to_look_at(alice):
    return [draft.name for draft in build_report(alice.round).unconfirmed]


def press(alice, name, button="take", ticked=(), **typed):
    """As a browser sends it without a script: all that is hidden, what is ticked, what is typed, and the button."""
    hidden = drafts(alice, step_of(name))[name].xpath(".//input[@type='hidden']/@value")
    sent = {f"taken-{name}": [*hidden, *ticked], button: name, **typed}
    return alice.client.post(url(alice.round, step_of(name)), sent, follow=True).content.decode()


def details(alice):
    return alice.round.editions.get().details


@pytest.mark.parametrize(("view", "names"), [("write_asks", ASKS), ("write_summary", SUMMARY)])
def test_each_draft_is_there_folded_with_three_ways_on(alice, view, names):
    found = drafts(alice, view)
    assert list(found) == names
    for fold in found.values():
        assert fold.get("open") is None
        buttons = [" ".join(each.text_content().split()) for each in fold.xpath(".//button")]
        assert [text.partition(":")[0] for text in buttons] == ["Use", "Edit", "Leave out"]
        assert len({text.partition(":")[2] for text in buttons}) == 1


def test_the_page_before_issuing_says_where_they_wait(alice):
    assert to_look_at(alice) == EVERY
    page = html.fromstring(alice.client.get(url(alice.round)).content)
    [words] = page.xpath("//h2[.='Look at this first']/following-sibling::ul/li[@id='drafts']")
    links = {link.text: link.get("href").split("?")[0] for link in words.xpath("a")}
    assert "5 in What you ask of the board, 2 in One strength, one hard truth." in words.text_content()
    assert list(links.values()) == [url(alice.round, "write_asks"), url(alice.round, "write_summary")]


def test_what_is_taken_is_in_the_report_word_for_word(alice):
    drafted = build_report(alice.round)
    for name in ("strength", "hard_truth", "finance"):
        assert "Now in the report" in press(alice, name)
    ask = drafts(alice, "write_asks")["requests"].xpath(".//input[@type='checkbox']/@value")[0]
    press(alice, "requests", ticked=[ask])
    assert to_look_at(alice) == ["legal", "equality", "risk"]
    issue_report(alice.round, seen=seen(alice.round), by=alice)
    kept = bytes(alice.round.editions.get().files.get(audience="outside", format="html").content)
    text = html.fromstring(kept).text_content()
    for words in (drafted.summary.hard_truth, drafted.drafts.requests[0], drafted.drafts.finance):
        assert words in text
    assert f"One strength. {drafted.summary.strength}" in text
    assert drafted.drafts.risk not in text
    assert "Drafted from" not in text


def used(fold):
    """What is said to be in the report; what can still be taken."""
    texts = [" ".join(p.text_content().split()) for p in fold.xpath(".//*[@class='draft-words__used']")]
    return texts, [label.text_content() for label in fold.xpath(".//label")]


def test_what_was_used_says_so_and_the_rest_is_still_offered(alice):
    make_action(alice.round.team, cost="£40 a month", round=alice.round)
    asks = list(build_report(alice.round).drafts.requests)
    assert len(asks) > 1
    for number in range(1, len(asks) + 1):
        first = drafts(alice, "write_asks")["requests"].xpath(".//input[@type='checkbox']/@value")[0]
        press(alice, "requests", ticked=[first], **details(alice) if number > 1 else {})
        taken, left = used(drafts(alice, "write_asks")["requests"])
        assert taken == [f"In the report: {ask}" for ask in asks[:number]]
        assert left == asks[number:]
        assert "requests" not in to_look_at(alice)
    assert not drafts(alice, "write_asks")["requests"].xpath(".//button")


@pytest.mark.parametrize("name", ["legal", "strength"])
def test_a_draft_that_was_used_says_so_among_the_others(alice, name):
    page = html.fromstring(press(alice, name))
    [fold] = page.xpath(f"//details[@id='draft-{name}']")
    assert "You used our draft" in fold.text_content()
    assert not fold.xpath(".//button")
    assert all("open" in each.attrib for each in fold.iterancestors("details")), "where it is folded"
    assert list(drafts(alice, step_of(name))) == (ASKS if name in ASKS else SUMMARY)
    ReportEdition.objects.update(details={name: "In our own words."})
    assert name not in drafts(alice, step_of(name))


def test_more_than_there_is_room_for_isnt_taken(alice):
    marks = drafts(alice, "write_asks")["requests"].xpath(".//input[@type='checkbox']/@value")
    written = {f"request_{number}": f"Ask {number}." for number in range(1, 7)}
    assert "You can ask for 6 things. Tick fewer" in press(alice, "requests", ticked=marks[:1], **written)


def test_taking_a_draft_saves_what_else_was_typed(alice):
    press(alice, "strength", hard_truth="We were late.")
    assert details(alice)["hard_truth"] == "We were late."
    press(alice, "legal", "leave", request_1="Come to lunch.")
    assert details(alice)["request_1"] == "Come to lunch."
    assert alice.round.editions.get().left_out == ["legal"]


def test_a_draft_is_edited_first_and_isnt_saved_by_it(alice):
    drafted = build_report(alice.round)
    page = press(alice, "hard_truth", "start", strength="We ask first.")
    assert f"{drafted.summary.hard_truth}</textarea>" in html_text(page)
    assert "We ask first.</textarea>" in page
    assert "data-unsaved " in page
    assert "hard_truth" not in details(alice)


def html_text(page):
    return page.replace("&#x27;", "'").replace("&quot;", '"')


def test_a_draft_never_takes_the_place_of_words(alice):
    press(alice, "strength", strength="In our words.")
    assert details(alice)["strength"] == "In our words."
    asks = build_report(alice.round).drafts.requests
    page = press(alice, "requests", "start", request_1="Come to lunch.")
    assert "Come to lunch.</textarea>" in page
    assert f"{asks[0]}</textarea>" in html_text(page), "it begins in the next box"


def test_what_is_left_out_is_asked_no_more_and_can_still_be_written(alice):
    assert "Left out: One strength." in press(alice, "strength", "leave")
    press(alice, "requests", "leave")
    page = alice.client.get(url(alice.round)).content.decode()
    assert "You leave out: what you ask for, one strength." in page
    report = alice.client.get(reverse("report", args=[alice.round.code])).content.decode()
    assert "One strength." not in report
    assert to_look_at(alice) == ["hard_truth", "request", "legal", "finance", "equality", "risk"]
    assert "You left this out" in drafts(alice, "write_summary")["strength"].text_content()
    assert "Leave out" not in drafts(alice, "write_summary")["strength"].text_content()
    ReportEdition.objects.update(details={"strength": "In our words."})
    assert build_report(alice.round).in_short.strength == "In our words."


def on_the_path(alice, view):
    """What the round's path says of this step; None if it is still to do."""
    alice.round.role = FACILITATOR
    steps = Path(read_facts(alice.round, wording="standard")).report_steps
    return next((step.line for step in steps if step.view == view and step.is_done), None)


def test_what_is_left_out_is_decided_on_the_rounds_path(alice):
    press(alice, "strength")
    assert on_the_path(alice, "write_summary") is None
    press(alice, "hard_truth", "leave")
    assert on_the_path(alice, "write_summary") == "You have decided what it says"
    assert on_the_path(alice, "write_asks") is None
    press(alice, "requests", "leave")
    assert on_the_path(alice, "write_asks") == "You ask for nothing"


def test_what_was_left_out_can_be_used_after_all(alice):
    press(alice, "legal", "leave")
    press(alice, "legal")
    assert alice.round.editions.get().left_out == []
    assert build_report(alice.round).implications[0].text == details(alice)["legal"]


@pytest.mark.parametrize(
    ("view", "sent", "words"),
    [
        ("write_asks", {"take": "requests"}, "Tick what you ask for, or leave it out."),
        (
            "write_summary",
            {"take": "strength", "taken-strength": "seen-before"},
            "These words have changed since.",
        ),
        ("write_meeting", {"take": "meeting"}, "Somebody else changed this too."),
        ("write_summary", {"leave": "nothing"}, "Somebody has just decided about this, or written it."),
    ],
)
def test_what_nobody_has_seen_isnt_taken(alice, view, sent, words):
    before = details(alice)
    page = alice.client.post(url(alice.round, view), {**sent, "why_not": "Typed", "hard_truth": "Typed"})
    assert words in page.content.decode()
    assert details(alice) == before
    assert alice.round.editions.get().left_out == []
    assert to_look_at(alice) == EVERY


def test_what_somebody_wrote_meanwhile_stays_and_is_shown(alice):
    [mark] = drafts(alice, "write_summary")["strength"].xpath(".//input[@type='hidden']/@value")
    ReportEdition.objects.update(details={"strength": "In our words."})
    sent = {"take": "strength", "taken-strength": mark, "hard_truth": "Typed."}
    page = alice.client.post(url(alice.round, "write_summary"), sent).content.decode()
    assert "Somebody else changed this too" in page
    assert "In our words." in page
    assert "Typed.</textarea>" in page
    assert details(alice)["strength"] == "In our words."


def test_how_people_hear_back_stands_until_somebody_changes_it(alice):
    alice.round.hear_back = "By post in May."
    alice.round.save(update_fields=["hear_back"])
    found = drafts(alice, "write_done")
    assert [" ".join(b.text_content().split()) for b in found["hear_back"].xpath(".//button")] == [
        "Edit: How people hear back"
    ]
    assert to_look_at(alice) == EVERY


@pytest.mark.parametrize(("days", "is_said"), [(0, True), (20, True), (-1, False)])
def test_the_day_by_which_people_hear_is_said_until_it_has_gone(alice, days, is_said):
    """In the board report and the Easy Read summary, also in what is issued; how they hear is said in any case."""
    hear_on = timezone.localdate() + timedelta(days=days)
    Round.objects.filter(pk=alice.round.pk).update(hear_on=hear_on, hear_back="At the lunch.")
    round = Round.objects.get(pk=alice.round.pk)
    told = [to_html(build_report(round, issued_on=on)) for on in (None, timezone.localdate())]
    for said in (*told, easy_read.to_html(build_easy_read(round))):
        assert "At the lunch." in said
        assert (f"By {write_day(hear_on)}." in said) is is_said
