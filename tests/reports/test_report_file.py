"""Taking the report along in other formats than PDF."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from assessments.models import Round
from reports.build import build_report
from reports.formats import FORMATS
from tests.make import make_admin, make_facilitator, make_member, make_person_sheet, make_round, make_team
from tests.reports.releases import make_agreed, make_told_round

# What pages and files say is the same, whichever database it was read from.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def url(round, format="docx", edition=""):
    address = reverse("report_file", args=[round.code, format])
    return f"{address}?edition={edition}" if edition else address


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "pdf"])
def test_it_downloads_under_a_name_that_says_what_it_is(client, format):
    round, alice = make_told_round()
    client.force_login(alice)
    answer = client.get(url(round, format))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == FORMATS[format].content_type
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="adult-support-team-20')
    assert name.endswith('-short.docx"' if format == "short" else f'.{format}"')
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_draft_and_the_inside_edition_say_so_in_their_names(client):
    round, alice = make_told_round(state="open")
    client.force_login(alice)
    assert '-inside-draft.csv"' in client.get(url(round, "csv", "inside")).headers["Content-Disposition"]


def test_the_outside_edition_is_what_one_gets_who_asks_for_no_other(client):
    round, alice = make_told_round()
    client.force_login(alice)
    assert client.get(url(round, "json")).json()["edition"] == "outside"
    assert client.get(url(round, "json", "inside")).json()["edition"] == "inside"
    assert client.get(url(round, "json", "everything")).json()["edition"] == "outside"


def test_a_pdf_has_a_page_that_waits_for_it(client):
    round, alice = make_told_round()
    client.force_login(alice)
    wanted = f"{reverse('report_pdf', args=[round.code])}?edition=inside"
    assert client.get(url(round, "pdf", "inside")).url == wanted


def test_a_format_that_there_isnt_is_not_found(client):
    round, alice = make_told_round()
    client.force_login(alice)
    assert client.get(url(round, "odt")).status_code == 404


def test_before_the_first_release_there_is_nothing_to_take(client):
    round = make_round()
    client.force_login(make_facilitator(round.team))
    assert client.get(url(round)).url == reverse("results", args=[round.code])


def test_who_may(client):
    round, _ = make_told_round()
    for person, status in [
        (make_member(round.team), 200),
        (make_admin(round.team.organisation), 200),
        (make_member(make_team(), "Charlie"), 404),
    ]:
        client.force_login(person)
        assert client.get(url(round, "csv")).status_code == status


def test_the_report_page_lists_every_format_of_its_edition(client):
    round, alice = make_told_round()
    client.force_login(alice)
    page = client.get(reverse("report", args=[round.code])).content.decode()
    inside = client.get(reverse("report", args=[round.code]) + "?edition=inside").content.decode()
    for name, format in FORMATS.items():
        if name != "pdf":
            assert f'href="{url(round, name)}">{format.label}</a>' in page
            assert f'href="{url(round, name, "inside")}"' in inside
    assert "inside edition: keep it within Northgate Council" in inside


@pytest.mark.parametrize("format", ["docx", "xlsx", "json"])
def test_it_costs_no_more_queries_than_the_report_itself(client, django_assert_max_num_queries, format):
    round, alice = make_told_round()
    client.force_login(alice)
    with django_assert_max_num_queries(13):  # one asks whether a report was issued
        client.get(url(round, format))


@pytest.mark.parametrize("edition", ["inside", "outside"])
def test_the_command_writes_the_same(client, tmp_path, edition):
    round, alice = make_told_round(make_agreed("p1-doing-well"))
    client.force_login(alice)
    for format in ("docx", "xlsx", "csv", "json", "html"):
        file = tmp_path / f"report.{format}"
        call_command("report", round.code, format=format, edition=edition, output=str(file))
        assert file.read_bytes() == client.get(url(round, format, edition)).content
    assert json.loads((tmp_path / "report.json").read_text())["edition"] == edition


def test_quotes_are_in_every_file_of_their_edition_and_nowhere_once_withdrawn():
    """“Joe” is what the facilitator took out; only the inside edition may quote it at first."""
    round, alice = make_told_round(state="open")
    sheet = make_person_sheet(round)
    principle = round.version.principles.get(key="p1")
    may = {"may_quote": True, "may_quote_outside": True, "may_read": "round"}
    reflection = sheet.reflections.create(principle=principle, text="Joe listens to marigolds.", **may)
    quote = round.quotes.create(reflection=reflection, text="He listens to marigolds.", approved_by=alice)
    assert not files_with("marigolds", round, "inside")
    quote.approved_at = timezone.now()
    quote.save()
    assert {"json", "xlsx"} <= files_with("marigolds", round, "inside")
    assert not files_with("marigolds", round, "outside")
    assert not files_with("Joe", round, "inside")
    quote.approved_outside_at, quote.approved_outside_by = timezone.now(), make_member(round.team)
    quote.save()
    assert "json" in files_with("marigolds", round, "outside")
    quote.withdrawn_at, quote.text = timezone.now(), ""
    quote.save()
    assert not files_with("marigolds", round, "inside")


def files_with(word, round, edition):
    round = Round.objects.get(pk=round.pk)
    made = {
        name: each.make(build_report(round, edition=edition))
        for name, each in FORMATS.items()
        if name != "pdf"
    }
    return {name for name, content in made.items() if word in unpacked(content)}


def unpacked(content):
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
