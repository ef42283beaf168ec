"""“Read these results by another list”: a page of its own for the team and for whoever took part, and an appendix."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from assessments.agreed import TICKED
from assessments.models import ReportEdition
from assessments.services.editions import draft_of
from reports.build import build_report
from reports.services.finishing import finish_all
from reports.services.issuing import issue_report, seen_of
from tests.assessments.test_joining import dana, join
from tests.make import make_admin, make_facilitator, make_framed_version, make_member, make_round, make_team
from tests.reports.releases import add_release, make_agreed, make_told_round
from tests.reports.test_issue_report import FIRST_PAGE

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LIST = "cqc-local-authorities"


def make_framed_round(**extra):
    """Of an adapted copy of the main rubric, with two statements that lists know of."""
    agreed = make_agreed()
    agreed.principles[0].answers["labels"] = TICKED
    return make_told_round(agreed, version=make_framed_version(), **extra)


def url(round, key=LIST, name="results_by"):
    return reverse(name, args=[round.code, key])


def get(client, user, address):
    client.force_login(user)
    return client.get(address).content.decode()


def test_what_we_see_leads_to_each_list_and_each_to_the_others(client):
    round, alice = make_framed_round()
    seen = get(client, alice, reverse("results", args=[round.code]))
    assert all(url(round, key) in seen for key in ("six-principles", "scie-principles", LIST))
    page = get(client, alice, url(round))
    assert "<h1>CQC’s quality statements for local authorities</h1>" in page
    assert url(round, "six-principles") in page
    assert f'href="{url(round)}' not in page


def test_each_entry_has_its_statements_with_level_part_and_what_was_said(client):
    round, alice = make_framed_round()
    page = strip_tags(get(client, alice, url(round)))
    words = " ".join(page.split())
    equity = words.partition("Equity in experience and outcomes")[2].partition("Care provision")[0]
    assert (
        "1 statement speaks to it This is true of labels. A sign of “Haven’t got this” Principle 1" in equity
    )
    assert "what kind of sign it is, never how the team stands" in words
    assert "The team, together ticked" in equity
    assert "Nothing in this rubric speaks to “Safeguarding”. That is a gap of this tool" in words
    rest = words.partition("Speaks to none of these")[2]
    assert "This is true of not-yet 1." in rest
    assert "This is true of labels." not in rest


def test_a_rubric_without_tags_has_no_other_list(client):
    round, alice = make_told_round()
    assert "another list" not in get(client, alice, reverse("results", args=[round.code]))
    client.force_login(alice)
    assert client.get(url(round)).status_code == 404
    assert 'name="frame"' not in client.get(reverse("write_done", args=[round.code])).content.decode()


@pytest.mark.parametrize("key", ["nothing-there", "four-principles-york"])
def test_no_page_for_a_list_that_there_isnt_or_that_only_names(client, key):
    round, alice = make_framed_round()
    client.force_login(alice)
    assert client.get(url(round, key)).status_code == 404


def test_who_may_read_it(client):
    round, alice = make_framed_round()
    for user in (alice, make_member(round.team), make_admin(round.team.organisation)):
        client.force_login(user)
        assert client.get(url(round)).status_code == 200
    assert "where the report is written" not in client.get(url(round)).content.decode(), (
        "only who writes the report"
    )
    assert "A facilitator of this team can have this" in client.get(url(round)).content.decode()
    client.force_login(make_facilitator(make_team(name="Another team"), "Charlie"))
    assert client.get(url(round)).status_code == 404
    client.logout()
    assert client.get(url(round)).status_code == 302


def test_it_takes_as_many_queries_as_what_we_see(client):
    round, alice = make_framed_round()
    client.force_login(alice)

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    assert queries(url(round)) <= queries(reverse("results", args=[round.code]))


def test_before_a_release_there_is_nothing_to_read(client):
    team = make_team()
    round, alice = make_round(team, make_framed_version()), make_facilitator(team)
    client.force_login(alice)
    assert client.get(url(round)).status_code == 404
    assert "another list" not in client.get(reverse("results", args=[round.code])).content.decode()


def test_in_easy_read_it_has_its_own_words(client):
    round, alice = make_framed_round()
    client.cookies["wording"] = "easy-read"
    seen = get(client, alice, reverse("results", args=[round.code]))
    assert "What the CQC looks at in councils" in seen
    page = strip_tags(get(client, alice, url(round)))
    words = " ".join(page.split())
    assert "Being fair to everyone. This is true of labels. A sign of “Haven’t got this” Principle 1" in words
    assert "It does not say how the team is doing." in words
    assert "Keeping people safe from harm. No sentence here is about this." in words
    assert "Equity in experience" not in words


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_who_took_part_reads_the_outside_edition(wording):
    round, _ = make_framed_round(state="open")
    client = dana()
    join(client, round)
    client.cookies["wording"] = wording
    more = client.get(reverse("my_results_more", args=[round.code])).content.decode()
    assert url(round, name="my_results_by") in more
    page = client.get(url(round, name="my_results_by")).content.decode()
    assert "This is true of labels." in page
    assert "nside only" not in page
    assert url(round, "six-principles", "my_results_by") in page
    assert "as an appendix of the report" not in page
    assert client.get(url(round, "nothing", "my_results_by")).status_code == 404


def test_the_appendix_is_chosen_where_the_report_is_written(client):
    round, alice = make_framed_round()
    client.force_login(alice)
    address = reverse("write_done", args=[round.code])
    assert 'value="cqc-local-authorities"' in client.get(address).content.decode()
    assert build_report(round).framed is None
    client.post(address, {"initial-frame": "", "frame": LIST})
    assert build_report(round).framed.key == LIST
    assert "Appendix: the same answers, read by “CQC’s quality statements for local authorities”" in get(
        client, alice, reverse("report", args=[round.code])
    )
    answer = client.post(address, {"initial-frame": LIST, "frame": "nothing-there"})
    assert answer.status_code == 200
    assert build_report(round).framed.key == LIST
    client.post(address, {"initial-frame": LIST, "frame": ""})
    assert build_report(round).framed is None


def test_its_page_leads_to_the_choice_unfolded(client):
    round, alice = make_framed_round()
    link = f"{reverse('write_done', args=[round.code])}?opened=yes"
    assert f'href="{link}#what-is-in-it"' in get(client, alice, url(round))
    assert 'id="what-is-in-it" open' in client.get(link).content.decode()
    assert 'id="what-is-in-it" open' not in client.get(link.partition("?")[0]).content.decode()


def test_another_step_keeps_it(client):
    round, alice = make_framed_round()
    client.force_login(alice)
    client.post(reverse("write_done", args=[round.code]), {"initial-frame": "", "frame": LIST})
    client.post(reverse("write_meeting", args=[round.code]), {"meeting": "Care Board"})
    assert build_report(round).framed.key == LIST


def test_a_choice_that_there_is_no_more_does_no_harm(client):
    round, alice = make_framed_round()
    round.editions.create(kind="board", details={"frame": "gone"})
    assert build_report(round).framed is None
    client.force_login(alice)
    address = reverse("write_done", args=[round.code])
    assert client.get(address).status_code == 200
    client.post(address, {"initial-frame": "gone", "frame": LIST})
    assert build_report(round).framed.key == LIST


def test_an_issued_report_keeps_the_list_in_both_editions(client):
    round, alice = make_framed_round()
    round.editions.create(kind="board", details={**FIRST_PAGE, "frame": LIST})
    issue_report(round, seen=seen_of(draft_of(round, ReportEdition.Kind.BOARD)), by=alice)
    finish_all()
    issued = round.editions.get(number=1)
    for audience in ("outside", "inside"):
        told = json.loads(bytes(issued.files.get(audience=audience, format="json").content))
        assert (told["read_by"]["key"], told["read_by"]["edition"]) == (LIST, "1")
        html = bytes(issued.files.get(audience=audience, format="html").content).decode()
        assert "Assessment framework for local authorities" in html
        assert "(edition 1)" in html
    add_release(round)
    client.force_login(alice)
    assert (
        "read by “CQC’s quality statements for local authorities”"
        in client.get(reverse("issued_report", args=[round.code, 1])).content.decode()
    )
