"""An issued report for whoever holds its link: the outside edition, for as long as the link works and it counts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import ReportEdition, ReportLink
from assessments.services.editions import issued_edition
from assessments.services.forgetting import forget_words
from assessments.services.report_links import find_link, share_report, stop_sharing
from assessments.services.rounds import close_round
from reports.formats import FORMATS
from reports.services.easy_read import issue_easy_read_summary
from reports.services.finishing import finish_all
from reports.services.issuing import issue_report
from teams.refusals import Refused
from tests.make import make_admin, make_facilitator, make_member, make_team
from tests.reports.test_issue_report import make_issued, make_ready, open_again, seen, url

pytestmark = pytest.mark.django_db
NAMES = ("shared_report", "shared_easy_read", "shared_easy_read_pdf")


@pytest.fixture
def shared():
    """A round, who issued its report, and the link."""
    round, alice = make_issued()
    return round, alice, share_report(board(round), by=alice)


def board(round):
    return issued_edition(round, ReportEdition.Kind.BOARD)


def get(link, name="shared_report", *args):
    return Client().get(reverse(name, args=[link.token, *args]))


def page_of(answer):
    return unescape(answer.content.decode())


def everything(link):
    """All that whoever holds the link can ask for."""
    formats = ("html", "pdf", "docx", "short", "xlsx", "csv", "json", "source", "exe")
    return [get(link, name) for name in NAMES] + [get(link, "shared_report_file", each) for each in formats]


def test_whoever_has_the_link_reads_the_outside_edition_as_it_was_issued(shared):
    round, _, link = shared
    kept = bytes(board(round).files.get(audience="outside", format="html").content)
    inside = bytes(board(round).files.get(audience="inside", format="html").content)
    assert kept != inside
    page = page_of(get(link))
    article = re.search(r'<article class="report">(.*)</article>', kept.decode(), re.DOTALL)[1]
    assert unescape(article) in page
    assert get(link, "shared_report_file", "html").content == kept
    for query in ("?edition=inside", "?audience=inside"):
        address = reverse("shared_report_file", args=[link.token, "html"])
        assert Client().get(address + query).content == kept


def test_it_offers_what_is_kept_and_nothing_else(shared):
    round, _, link = shared
    begun = set(re.findall(rf"/shared/{link.token}/(\w+)/", page_of(get(link))))
    assert begun == {"html"}
    finish_all()
    for name in set(re.findall(rf"/shared/{link.token}/(\w+)/", page_of(get(link)))) | {"pdf", "docx"}:
        answer = get(link, "shared_report_file", name)
        kept = board(round).files.get(audience="outside", format=name)
        assert answer.content == bytes(kept.content)
        assert "inside" not in answer["Content-Disposition"]
    for name in ("source", "exe"):
        assert get(link, "shared_report_file", name).url == reverse("shared_report", args=[link.token])


@pytest.mark.one_database  # files of what was kept are read from both above
def test_what_readers_want_comes_first_and_the_others_are_folded(shared):
    link = shared[2]
    finish_all()
    before, _, folded = page_of(get(link)).partition("Other formats")
    for name in FORMATS:
        address = f'href="{reverse("shared_report_file", args=[link.token, name])}"'
        assert (address in before) is (name in ("pdf", "docx")), name
        assert (address in folded) is (name not in ("pdf", "docx")), name


def test_search_engines_and_other_sites_are_kept_away_whatever_comes_of_it(shared):
    round, alice, link = shared
    unknown = ReportLink(token="bcdf" * 8)
    for _ in range(2):
        for answer in [*everything(link), get(unknown)]:
            assert "noindex" in answer["X-Robots-Tag"]
            assert answer["Referrer-Policy"] == "same-origin"
            assert answer["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex' in page_of(get(link))
        stop_sharing(round, by=alice)


def shows_nothing(link, words="We ask first."):
    told = everything(link)
    for answer in told:
        assert answer.status_code in (302, 200, 410)
        assert answer.status_code == 302 or answer["Content-Type"].startswith("text/html")
        assert words not in page_of(answer)
        assert "Care Board" not in page_of(answer)
    return page_of(told[0])


def test_stopped_it_shows_nothing_and_says_whom_to_ask(shared):
    round, alice, link = shared
    assert "We ask first." in page_of(get(link))
    stop_sharing(round, by=alice)
    page = shows_nothing(link)
    assert get(link).status_code == 410
    assert "This link doesn’t work any more" in page
    assert "Ask whoever sent it to you" in page
    again = share_report(board(round), by=alice)
    assert again.token != link.token
    assert get(again).status_code == 200
    assert get(link).status_code == 410


def test_opened_again_it_says_so_and_not_why(shared):
    round, alice, link = shared
    opened_again = "The round was opened again on"
    assert opened_again not in page_of(get(link))
    open_again(round, alice)
    page = page_of(get(link))
    assert opened_again in page
    assert "A new one may come." in page
    assert "We ticked the wrong level" not in page
    close_round(round, by=alice)
    assert opened_again in page_of(get(link))


def test_after_a_year_it_has_ended(shared):
    round, alice, link = shared
    assert abs(link.ends_at - link.made_at - timedelta(days=365)) < timedelta(minutes=1)
    ReportLink.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert "A link like this works for a year." in shows_nothing(link)
    assert get(link).status_code == 410
    again = share_report(board(round), by=alice)
    assert get(again).status_code == 200
    assert "A link like this works for a year." in page_of(get(link))


def test_superseded_it_says_so_and_leads_on_only_when_somebody_moves_it(shared):
    round, alice, link = shared
    draft = round.editions.create(kind="board", number=2, details={"why_not": "Later."})
    issue_report(round, seen=seen(round), by=alice)
    page = shows_nothing(link)
    assert "There is a newer report" in page
    assert "Ask whoever sent you this link for the newer report." in page
    moved = share_report(ReportEdition.objects.get(pk=draft.pk), by=alice)
    assert (moved.token, moved.ends_at) == (link.token, link.ends_at)
    assert "Board report 2, issued" in page_of(get(link))


def test_whoever_issues_reads_that_the_link_does_not_follow_by_itself(shared, client):
    round, alice, _ = shared
    round.editions.create(kind="board", number=2, details={"why_not": "Later."})
    client.force_login(alice)
    page = client.get(url(round))
    assert "until you let it show the new one" in page_of(page)
    answer = client.post(url(round), {"seen": page.context["seen"]}, follow=True)
    assert "Report 2 is issued. The link that you shared doesn’t show it yet." in page_of(answer)
    assert "until you let it show the new one" not in page_of(client.get(url(round))), (
        "it shows nothing already"
    )
    share_report(board(round), by=alice)
    assert "until you let it show the new one" in page_of(client.get(url(round)))
    pressed_twice = client.post(url(round), {"seen": page.context["seen"]}, follow=True)
    assert "doesn’t show it yet" not in page_of(pressed_twice)
    stop_sharing(round, by=alice)
    assert "until you let it show the new one" not in page_of(client.get(url(round)))


def test_what_was_taken_back_is_gone_here_too(shared):
    round, _, link = shared
    forget_words(round, "We ask first.")
    page = shows_nothing(link)
    assert "This report was taken away" in page
    assert "Somebody took their words back" in page


@pytest.mark.one_database
def test_the_easy_read_summary_comes_along_once_it_is_issued(shared):
    round, alice, link = shared
    assert "Easy Read summary" not in page_of(get(link))
    assert get(link, "shared_easy_read").url == reverse("shared_report", args=[link.token])
    details = {"checked_with": "People First", "checked_on": "2027-03-03"}
    round.editions.create(kind="easy-read", details=details, revision=1)
    issue_easy_read_summary(round, seen=(1, 1), by=alice)
    assert reverse("shared_easy_read", args=[link.token]) in page_of(get(link))
    page = page_of(get(link, "shared_easy_read"))
    assert "We made this on" in page
    assert reverse("shared_easy_read_pdf", args=[link.token]) not in page
    finish_all()
    assert reverse("shared_easy_read_pdf", args=[link.token]) in page_of(get(link, "shared_easy_read"))
    assert get(link, "shared_easy_read_pdf").content.startswith(b"%PDF")


def test_only_the_report_that_counts_can_be_shared(shared):
    round, alice, _ = shared
    draft = round.editions.create(kind="board", number=2, details={"why_not": "Later."})
    with pytest.raises(Refused):
        share_report(draft, by=alice)
    issue_report(round, seen=seen(round), by=alice)
    with pytest.raises(Refused):
        share_report(round.editions.get(number=1), by=alice)


def test_who_may_issue_makes_moves_and_stops_it(client):
    round, alice = make_issued()
    address = url(round, "share_issued_report", 1)
    for person, status in (
        (make_member(round.team), 403),
        (make_admin(round.team.organisation), 403),
        (make_facilitator(make_team(name="Another team"), "Charlie"), 404),
    ):
        client.force_login(person)
        assert client.post(address, {"step": "share"}).status_code == status
        if status == 403:
            assert "Share it by a link" not in page_of(client.get(url(round, "issued_report", 1)))
        assert "Share it by a link" not in page_of(
            client.get(reverse("round", args=[round.code]), follow=True)
        )
    client.force_login(alice)
    path = page_of(client.get(reverse("round", args=[round.code])))
    assert f'href="{url(round, "issued_report", 1)}#share">Share it by a link' in path
    assert "Make a link" in page_of(client.get(url(round, "issued_report", 1)))
    for _ in range(2):  # pressed twice, it is the same link
        client.post(address, {"step": "share"})
    link = ReportLink.objects.get()
    page = page_of(client.get(url(round, "issued_report", 1)))
    assert f"http://testserver/shared/{link.token}/" in page
    client.post(address, {"step": "stop"})
    assert get(link).status_code == 410
    assert "Make a link" in page_of(client.get(url(round, "issued_report", 1)))


def test_the_pages_of_both_reports_say_where_the_link_leads(client, shared):
    round, alice, _ = shared
    client.force_login(alice)
    round.editions.create(kind="board", number=2, details={"why_not": "Later."})
    issue_report(round, seen=seen(round), by=alice)
    assert "Whoever has it is told" in page_of(client.get(url(round, "issued_report", 1)))
    assert "Let the link show this report" in page_of(client.get(url(round, "issued_report", 2)))
    client.post(url(round, "share_issued_report", 2), {"step": "share"})
    assert "Share it by a link" not in page_of(client.get(url(round, "issued_report", 1)))


def test_a_token_is_as_long_as_any_that_lets_somebody_in_and_reads_as_people_copy_it(shared):
    _, _, link = shared
    assert len(link.token) == 32
    assert find_link(link.token) == link
    assert Client().get(f"/shared/{link.token.upper()}/").status_code == 200


def test_reading_it_takes_few_queries(shared):
    _, _, link = shared
    get(link)
    with CaptureQueriesContext(connection) as queries:
        get(link)
    assert len(queries) <= 4


def test_a_report_that_isnt_issued_has_no_link(client):
    round, alice = make_ready()
    client.force_login(alice)
    assert client.post(url(round, "share_issued_report", 1), {"step": "share"}).status_code == 404
