"""A report is issued, stays as it was whatever changes around it, and goes when somebody takes their words back."""

import io

import pypdf
import pytest
from django.db import connection
from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import ReportEdition
from assessments.services.editions import draft_of
from assessments.services.forgetting import forget_words
from assessments.services.quotes import keep_inside
from assessments.services.rounds import close_round, reopen_round
from reports.build import build_both, build_report
from reports.formats import FORMATS
from reports.services.finishing import finish_all
from reports.services.issuing import issue_report, seen_of
from teams.refusals import Refused
from tests.make import make_admin, make_facilitator, make_member, make_person_sheet, make_team
from tests.reports.releases import add_release, make_agreed, make_told_round

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FIRST_PAGE = {
    "meeting": "Care Board",
    "meeting_date": "2027-04-14",
    "lead_officer": "Ruth",
    "co_author": "Amina",
}


def make_ready(**details):
    round, alice = make_told_round(make_agreed("p1-doing-well", p1={"reflection": "We ask first."}))
    round.editions.create(kind="board", details={**FIRST_PAGE, **details})
    return round, alice


def seen(round):
    return seen_of(draft_of(round, ReportEdition.Kind.BOARD))


def url(round, name="issue_report", *args):
    return reverse(name, args=[round.code, *args])


def make_issued(**details):
    round, alice = make_ready(**details)
    issue_report(round, seen=seen(round), by=alice)
    return round, alice


def text_of(client, address):
    return client.get(address).content.decode()


def test_what_was_seen_is_issued_for_both_audiences(client):
    round, alice = make_ready()
    client.force_login(alice)
    page = text_of(client, url(round))
    assert "<h1>Issue report 1</h1>" in page
    assert "The meeting, its date and both authors are there." in page
    response = client.post(url(round), {"seen": seen(round)})
    assert response.url == url(round, "issued_report", 1)
    edition = round.editions.get()
    assert edition.issued_by == alice
    assert {(f.audience, f.format) for f in edition.files.all()} >= {("outside", "html"), ("inside", "html")}
    page = text_of(client, response.url)
    assert "Report 1, issued" in page
    assert "We ask first." in page
    assert "<style" not in page


@pytest.mark.both_databases
def test_pressed_twice_it_is_issued_once(client):
    round, alice = make_ready()
    client.force_login(alice)
    once = seen(round)
    assert client.post(url(round), {"seen": once}).url == client.post(url(round), {"seen": once}).url
    assert round.editions.count() == 1


def test_what_somebody_has_issued_in_other_words_isnt_what_was_seen(client):
    round, alice = make_ready()
    client.force_login(alice)
    before = seen(round)
    ReportEdition.objects.update(revision=F("revision") + 1)
    client.post(url(round), {"seen": seen(round)})
    page = client.post(url(round), {"seen": before}, follow=True).content.decode()
    assert "Somebody has just changed or issued this report." in page
    assert round.editions.exclude(issued_at=None).count() == 1


def test_what_changed_since_it_was_seen_isnt_issued(client):
    round, alice = make_ready()
    client.force_login(alice)
    before = seen(round)
    add_release(round, make_agreed("p1-not-yet"))
    page = client.post(url(round), {"seen": before}, follow=True).content.decode()
    assert "Somebody has just changed or issued this report. Look at it again, then issue it." in page
    assert not round.editions.exclude(issued_at=None).exists()


def test_an_open_rounds_report_isnt_issued(client):
    round, alice = make_told_round(state="open")
    round.editions.create(kind="board", details=FIRST_PAGE)
    client.force_login(alice)
    page = text_of(client, url(round))
    assert "The round is still open." in page
    assert "Issue the report" not in page
    with pytest.raises(Refused, match="Close the round first"):
        issue_report(round, seen=seen(round), by=alice)


@pytest.mark.both_databases
def test_the_first_page_is_filled_in_or_it_says_why_not(client):
    round, alice = make_ready(co_author="")
    client.force_login(alice)
    assert "the person with lived experience who wrote it too" in text_of(client, url(round))
    with pytest.raises(Refused, match="say why"):
        issue_report(round, seen=seen(round), by=alice)
    round.editions.update(details={**FIRST_PAGE, "co_author": "", "why_not": "Nobody could come."})
    issue_report(round, seen=seen(round), by=alice)
    assert "Why: Nobody could come." in text_of(client, url(round, "issued_report", 1))


@pytest.mark.both_databases
def test_what_a_board_wont_find_is_said_first(client):
    round, alice = make_told_round(make_agreed(finished=""))
    round.editions.create(kind="board", details=FIRST_PAGE)
    client.force_login(alice)
    page = text_of(client, url(round))
    for words in (
        "You ask the board for nothing.",
        "The app drafted some texts that nobody has looked at, so they are not in the report: ",
        "Nothing has been answered together.",
        "Nothing that people said on their own can be shown.",
        "Nobody’s own words are in it.",
        "Issue the report all the same",
    ):
        assert words in page


def test_a_quote_that_a_second_person_keeps_inside_waits_for_nobody(client):
    round, alice = make_told_round(state="open")
    may = {"may_quote": True, "may_quote_outside": True, "appeared_to_quote_outside": True}
    said = make_person_sheet(round).reflections.create(
        principle=round.version.principles.get(key="p1"), text="They ask first.", **may
    )
    quote = round.quotes.create(
        reflection=said, text=said.text, approved_by=alice, approved_at=timezone.now()
    )
    client.force_login(alice)
    assert "1 quote waits for a second person" in text_of(client, url(round))
    keep_inside(quote, shown=quote.text, by=make_facilitator(round.team))
    assert "for a second person" not in text_of(client, url(round))


def test_what_the_summary_asks_is_counted_with_what_is_numbered(client):
    round, alice = make_ready(request="We ask you to pay for fares.")
    client.force_login(alice)
    page = text_of(client, url(round))
    assert "It asks for 1 thing." in page
    assert "You ask the board for nothing." not in page


def test_what_is_issued_holds_no_draft(client):
    round, alice = make_issued()
    client.force_login(alice)
    page = text_of(client, url(round, "issued_report", 1))
    assert "We ask you for nothing this time." in page
    for words in ("One strength.", "Drafted from", "Implications"):
        assert words not in page


@pytest.mark.both_databases
def test_it_stays_as_it_was_whatever_changes_around_it(client):
    round, alice = make_issued(request_1="Come to lunch.")
    client.force_login(alice)
    as_it_was = {
        a: text_of(client, url(round, "issued_report_file", 1, "html") + a) for a in ("", "?edition=inside")
    }
    round.title = round.about_name = "Renamed"
    round.save()
    type(round.team.organisation).objects.update(name="Another Council")
    type(round.team).objects.update(name="Another team")
    round.editions.create(kind="board", number=2, details={"request_1": "Something else."})
    add_release(round, make_agreed("p1-not-yet", p1={"reflection": "We ask later."}))
    round.actions.create(team=round.team, what="A new action")
    for audience, text in as_it_was.items():
        assert text_of(client, url(round, "issued_report_file", 1, "html") + audience) == text
    page = text_of(client, url(round, "issued_report", 1))
    assert "Come to lunch." in page
    assert "We ask later." not in page
    assert "A new action" not in page


@pytest.mark.both_databases
def test_a_newer_one_takes_its_place(client):
    round, alice = make_issued()
    issue_report(round, seen=seen(round), by=alice)
    client.force_login(alice)
    first = text_of(client, url(round, "issued_report", 1))
    assert "An earlier report." in first
    assert f'<a href="{url(round, "issued_report", 2)}">Report 2</a> took its place' in first
    page = text_of(client, url(round, "report") + "?draft=next")
    assert "You are reading the draft of report 3." in page
    assert "A newer one was issued." in page


def open_again(round, alice):
    reopen_round(round, by=alice, reason="We ticked the wrong level.")
    round.refresh_from_db()


def test_whoever_opens_again_reads_what_becomes_of_what_was_issued(client):
    round, alice = make_ready()
    client.force_login(alice)
    stays, goes = (
        "The report that you issued stays readable",
        "The Easy Read summary is offered to nobody outside",
    )
    ReportEdition.objects.create(round=round, kind="easy-read", issued_at=timezone.now())
    page = text_of(client, url(round, "reopen_round"))
    assert (stays in page, goes in page) == (False, True)
    issue_report(round, seen=seen(round), by=alice)
    page = text_of(client, url(round, "reopen_round"))
    assert (stays in page, goes in page) == (True, True)


AGAIN = "The round was opened again on"


def test_opened_again_its_report_says_so_until_a_newer_one_is_issued(client):
    round, alice = make_issued()
    client.force_login(make_member(round.team))
    assert AGAIN not in text_of(client, url(round, "issued_report", 1))
    open_again(round, alice)
    for closes in (False, True):
        if closes:
            close_round(round, by=alice)
        page = text_of(client, url(round, "issued_report", 1))
        assert AGAIN in page
        assert "The reason given: “We ticked the wrong level.”" in page
        draft = text_of(client, url(round, "report"))
        assert "You are reading the draft of report 2." in draft or not closes
        assert "The round was opened again after it." in draft
    round.refresh_from_db()
    client.force_login(alice)
    assert "It takes the place of report 1" in text_of(client, url(round))
    issue_report(round, seen=seen(round), by=alice)
    assert client.get(url(round, "report")).url == url(round, "issued_report", 2)
    assert AGAIN not in text_of(client, url(round, "issued_report", 2))
    first = text_of(client, url(round, "issued_report", 1))
    assert AGAIN not in first
    assert "took its place" in first


def test_what_was_taken_back_leaves_only_a_sentence(client):
    round, alice = make_issued()
    forget_words(round, "We ask first.")
    client.force_login(alice)
    page = text_of(client, url(round, "issued_report", 1))
    assert "Somebody took their words back." in page
    assert "We ask first." not in page
    for name in ("html", "pdf"):
        response = client.get(url(round, "issued_report_file", 1, name))
        assert response.url == url(round, "issued_report", 1)


def test_the_pdf_is_made_of_what_was_kept(client):
    round, alice = make_issued()
    round.editions.create(kind="board", number=2, details={"meeting": "Another"})
    client.force_login(alice)
    finish_all()
    response = client.get(url(round, "issued_report_file", 1, "pdf"))
    content = response.content
    day = timezone.localdate()
    assert f"adult-support-team-report-1-{day.isoformat()}.pdf" in response.headers["Content-Disposition"]
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Care Board" in text
    assert f"Report 1, issued {day.day} {day:%B %Y}" in reader.metadata.title


@pytest.mark.both_databases
def test_each_file_says_how_large_it_is_and_what_it_is_for(client):
    round, alice = make_issued()
    client.force_login(alice)
    finish_all()
    page = text_of(client, url(round, "issued_report", 1)).replace("\xa0", " ")
    edition = round.editions.get()
    for file in edition.files.filter(audience="outside"):
        kind = FORMATS[file.format]
        pages = f"{file.pages} pages, " if file.format == "pdf" else ""
        size = filesizeformat(len(file.content)).replace("\xa0", " ")
        assert f'Download as {kind.label}</a> <span class="hint">{pages}{size}. {kind.hint}</span>' in page
    pdf = edition.files.get(audience="outside", format="pdf")
    assert pdf.pages == len(pypdf.PdfReader(io.BytesIO(pdf.content)).pages) > 1


def test_a_format_that_isnt_there_is_404(client):
    round, alice = make_issued()
    client.force_login(alice)
    assert client.get(url(round, "issued_report_file", 1, "exe")).status_code == 404
    assert client.get(url(round, "issued_report", 2)).status_code == 404


def test_facilitators_issue_and_readers_read(client):
    round, _ = make_issued()
    for user, issue, read in [
        (make_member(round.team), 403, 200),
        (make_admin(round.team.organisation), 403, 200),
        (make_facilitator(make_team(name="Another team"), "Charlie"), 404, 404),
    ]:
        client.force_login(user)
        assert client.get(url(round)).status_code == issue
        assert client.post(url(round), {"seen": seen(round)}).status_code == issue
        assert client.get(url(round, "issued_report", 1)).status_code == read
        assert client.get(url(round, "issued_report_file", 1, "html")).status_code == read
    assert round.editions.count() == 1


@pytest.mark.both_databases
def test_reading_it_takes_few_queries(client):
    round, alice = make_issued()
    client.force_login(alice)
    text_of(client, url(round, "issued_report", 1))
    with CaptureQueriesContext(connection) as queries:
        text_of(client, url(round, "issued_report", 1))
    assert len(queries) <= 10  # the last two ask for other reports and for a link to it


def test_both_editions_are_told_of_what_is_read_once():
    round, _ = make_ready()
    build_both(round)
    with CaptureQueriesContext(connection) as one:
        build_report(round)
    with CaptureQueriesContext(connection) as both:
        reports = build_both(round)
    assert len(both) == len(one) + 1  # the quotes, which each edition has of its own
    assert list(reports) == [OUTSIDE, INSIDE]
    assert reports == {edition: build_report(round, edition=edition) for edition in reports}


@pytest.mark.parametrize("edition", ["", "?edition=inside"])
def test_once_it_is_issued_everybody_gets_that_one_by_default(client, edition):
    round, alice = make_issued()
    readers = [alice, make_member(round.team), make_admin(round.team.organisation)]
    for reader in readers:
        client.force_login(reader)
        assert client.get(url(round, "report") + edition).url == url(round, "issued_report", 1) + edition
        assert "draft of the next" not in text_of(client, url(round)) or reader == alice
        for format in FORMATS:
            kept = url(round, "issued_report_file", 1, format) + edition
            assert client.get(url(round, "report_file", format) + edition).url == kept
        assert client.get(url(round, "report_pdf") + edition).url.startswith(
            url(round, "issued_report_file", 1, "pdf")
        )


def test_the_draft_of_the_next_is_for_facilitators_and_is_called_so(client):
    round, alice = make_issued()
    client.force_login(alice)
    assert f'href="{url(round, "report")}?draft=next"' in text_of(client, url(round, "issued_report", 1))
    page = text_of(client, url(round, "report") + "?draft=next&edition=inside")
    assert "Draft of report 2" in page
    assert f'href="{url(round, "report_pdf")}?edition=inside&amp;draft=next"' in page
    assert f'href="{url(round, "report")}?draft=next"' in page  # the outside edition of the draft
    client.force_login(make_member(round.team))
    assert client.get(url(round, "report") + "?draft=next").url == url(round, "issued_report", 1)
    assert "?draft=next" not in text_of(client, url(round, "issued_report", 1))


def test_before_it_is_issued_it_can_be_read(client):
    round, alice = make_ready()
    client.force_login(alice)
    page = text_of(client, url(round))
    assert f'href="{url(round, "report")}?draft=next"' in page
    assert "Issuing can’t be undone." in page
