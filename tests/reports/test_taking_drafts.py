"""What we drafted is in an issued report once somebody has looked at it: taken as it is, changed, or left out."""

import pytest
from django.urls import reverse
from lxml import html

from assessments.models import ReportEdition
from reports.build import build_report
from reports.services.issuing import issue_report
from tests.reports.test_issue_report import make_ready, seen, url

pytestmark = pytest.mark.django_db
EVERY = ["requests", "strength", "hard_truth", "legal", "finance", "equality", "risk"]


@pytest.fixture
def alice(client):
    """She is about to issue a report for which nobody has written anything."""
    round, alice = make_ready()
    client.force_login(alice)
    alice.round, alice.client = round, client
    return alice


def forms(alice):
    """The draft's name → its form on the page before issuing."""
    page = html.fromstring(alice.client.get(url(alice.round)).content)
    return {form.fields["draft"]: form for form in page.forms if "draft" in form.fields}


def press(alice, name, decide="take", ticked=()):
    """As a browser sends it without a script: all that is hidden, what is ticked, and the button's name."""
    form = forms(alice)[name]
    hidden = form.xpath(".//input[@name='taken'][@type='hidden']/@value")
    sent = {"draft": name, "taken": [*hidden, *ticked], "decide": decide}
    return alice.client.post(form.action, sent, follow=True).content.decode()


def test_each_draft_is_there_folded_with_three_ways_on(alice):
    found = forms(alice)
    assert list(found) == EVERY
    for name, form in found.items():
        assert form.getparent().tag == "details"
        buttons = [" ".join(each.text_content().split()) for each in form.xpath(".//button | .//a")]
        assert [text.partition(":")[0] for text in buttons] == [
            "Use these words",
            "Leave it out",
            "Change them",
        ]
        assert len({text.partition(":")[2] for text in buttons}) == 1
        [change] = form.xpath(".//a/@href")
        address, box = change.split("#")
        assert f'id="{box}"' in alice.client.get(address).content.decode(), name


def test_what_is_taken_is_in_the_report_word_for_word(alice):
    drafted = build_report(alice.round)
    for name in ("strength", "hard_truth", "finance"):
        press(alice, name)
    ask = forms(alice)["requests"].xpath(".//input[@type='checkbox']/@value")[0]
    press(alice, "requests", ticked=[ask])
    assert list(forms(alice)) == ["legal", "equality", "risk"]
    issue_report(alice.round, seen=seen(alice.round), by=alice)
    kept = bytes(alice.round.editions.get().files.get(audience="outside", format="html").content)
    text = html.fromstring(kept).text_content()
    for words in (drafted.summary.hard_truth, drafted.drafts.requests[0], drafted.drafts.finance):
        assert words in text
    assert f"One strength. {drafted.summary.strength}" in text
    assert drafted.drafts.risk not in text
    assert "Drafted from" not in text


def test_what_is_left_out_is_asked_no_more_and_can_still_be_written(alice):
    page = press(alice, "strength", "leave")
    assert "Left out: One strength." in page
    assert "You leave out: one strength." in page
    page = press(alice, "requests", "leave")
    assert "what you ask for" in page
    assert (
        "One strength." not in alice.client.get(reverse("report", args=[alice.round.code])).content.decode()
    )
    assert forms(alice).keys() == {*EVERY, "request"} - {"strength", "requests"}
    editor = alice.client.get(reverse("report_details", args=[alice.round.code])).content.decode()
    assert editor.count("You left this out. You can begin with it:") == 1
    ReportEdition.objects.update(details={"strength": "In our words."})
    assert build_report(alice.round).in_short.strength == "In our words."


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"draft": "requests"}, "Tick what you ask for, or leave it out."),
        (
            {"draft": "strength", "taken": "seen-before"},
            "These words have changed since. Look at them again.",
        ),
        ({"draft": "meeting", "taken": "x"}, "Somebody has just decided about this, or written it."),
        ({}, "Somebody has just decided about this, or written it."),
    ],
)
def test_what_nobody_has_seen_isnt_taken(alice, sent, words):
    address = reverse("settle_draft", args=[alice.round.code])
    assert words in alice.client.post(address, sent, follow=True).content.decode()
    assert list(forms(alice)) == EVERY


def test_what_somebody_wrote_meanwhile_stays(alice):
    [mark] = forms(alice)["strength"].xpath(".//input[@name='taken']/@value")
    ReportEdition.objects.update(details={"strength": "In our words."})
    address = reverse("settle_draft", args=[alice.round.code])
    page = alice.client.post(address, {"draft": "strength", "taken": mark}, follow=True).content.decode()
    assert "or written it" in page
    assert alice.round.editions.get().details["strength"] == "In our words."
