"""A report's page says first what is in it, with links; what was kept of it stays as it was."""

import pytest
from django.urls import reverse
from lxml import html

from assessments.models import ReportEdition
from assessments.services.report_links import share_report
from reports.formats import FORMATS
from tests.reports.sample import make_full_report, make_report
from tests.reports.test_issue_report import make_issued, url

# What pages and files say is the same, whichever database it was read from.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ALWAYS = ["What we ask of you", "How this was done", "What happens next"]


@pytest.fixture
def pages(client):
    """The issued report, inside and outside, the draft of the next, and what the link shows."""
    round, alice = make_issued(next_steps="We look again in May.")
    link = share_report(ReportEdition.objects.get(round=round), by=alice)
    client.force_login(alice)
    issued = url(round, "issued_report", 1)
    addresses = (issued, f"{issued}?edition=inside", f"{url(round, 'report')}?draft=next")
    shared = reverse("shared_report", args=[link.token])
    return [html.fromstring(client.get(address).content) for address in (*addresses, shared)]


def test_each_section_is_named_at_the_top_and_found(pages):
    for page in pages:
        [contents] = page.xpath("//nav[@aria-label='In this report']")
        links = {each.get("href"): each.text_content() for each in contents.xpath(".//a")}
        sections = page.xpath("//article[@class='report']//h2")
        assert [f"#{each.get('id')}" for each in sections] == list(links)
        for address, words in links.items():
            [section] = page.xpath(f"//*[@id='{address[1:]}']")
            assert section.text_content() == words
        assert not contents.xpath("preceding::article")


def test_it_leads_to_each_appendix_after_the_sections(pages):
    for page in pages:
        links = [each.text_content() for each in page.xpath("//nav[@aria-label='In this report']//a")]
        assert [words for words in ALWAYS if words in links] == ALWAYS
        appendices = [words for words in links if words.startswith("Appendix:")]
        assert len(appendices) > 1
        assert links[-len(appendices) :] == appendices


@pytest.mark.parametrize("report", [make_report(), make_full_report()], ids=["alone", "with others"])
def test_files_have_no_list_for_a_screen(report):
    assert "In this report" not in FORMATS["html"].make(report).decode()
