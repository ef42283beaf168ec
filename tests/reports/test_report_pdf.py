"""Taking the report along: kept, being made, failed, or not possible here."""

import io
import subprocess
import sys
import time

import pypdf
import pytest
from django.urls import reverse

from assessments.models import ReportEdition
from reports.build import build_report
from reports.formats import pdf as pdf_format
from reports.formats.pdf import job_for
from reports.pdf import jobs
from tests.make import make_facilitator, make_member, make_round, make_team
from tests.reports.releases import add_release, make_agreed, make_told_round

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def url(round):
    return reverse("report_pdf", args=[round.code])


def get_when_kept(client, round):
    """What a person gets who waits."""
    for _ in range(6000):
        response = client.get(url(round))
        if response.headers["Content-Type"] == "application/pdf":
            return b"".join(response.streaming_content), response
        assert "Making your PDF" in response.content.decode()
        time.sleep(0.1)
    raise AssertionError("It wasn’t made within ten minutes.")


def keep(round):
    """Leaves what a worker leaves that has made it."""
    job = job_for(build_report(round))
    job.folder.mkdir(parents=True)
    job.pdf.write_bytes(b"%PDF-1.7 kept")


def fail(round):
    """Leaves what a worker leaves that was killed."""
    job = job_for(build_report(round))
    job.folder.mkdir(parents=True)
    job.source.write_text(job.html)


def test_it_is_made_and_then_downloads_with_the_facts_in_it(client):
    agreed = make_agreed("p1-doing-well", p1={"reflection": "We ask first."})
    round, alice = make_told_round(agreed)
    client.force_login(alice)
    look_at_the_page_that_waits(client, round)
    content, response = get_when_kept(client, round)
    assert state_of(client, round) == "kept"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "We ask first." in text
    assert response.headers["Content-Disposition"].startswith('attachment; filename="adult-support-team-20')
    assert response.headers["Cache-Control"] == "no-store"


def test_whoever_looks_whether_it_is_there_has_no_report_written(client):
    round, alice = make_told_round()
    client.force_login(alice)
    keep(round)
    looks = [client.get(url(round), headers={"accept": "application/json"}) for _ in range(2)]
    looks.append(client.get(url(round)))
    assert [look.headers["Content-Type"] for look in looks[1:]] == ["application/json", "application/pdf"]
    assert [[template.name for template in look.templates] for look in looks[1:]] == [[], []]


def test_it_isnt_compressed_again_and_tells_how_long_it_is(client):
    round, alice = make_told_round()
    client.force_login(alice)
    keep(round)
    response = client.get(url(round), headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert int(response.headers["Content-Length"]) == len(b"".join(response.streaming_content))


def look_at_the_page_that_waits(client, round):
    page = client.get(url(round)).content.decode()
    assert "<h1>Your PDF</h1>" in page
    assert "report-wait.js" in page
    assert "refresh" not in page
    assert f'href="{url(round)}">Get the PDF</a>' in page
    assert state_of(client, round) == "making"


def state_of(client, round):
    """All that scripts are told."""
    told = client.get(url(round), headers={"Accept": "application/json"}).json()
    assert set(told) == {"app", "state"}
    return told["state"]


def test_an_unchanged_report_downloads_at_once_and_a_changed_one_is_made_anew(client):
    round, alice = make_told_round()
    client.force_login(alice)
    keep(round)
    assert client.get(url(round)).headers["Content-Type"] == "application/pdf"
    ReportEdition.objects.create(round=round, kind="board", details={"meeting": "Care Board"})
    assert client.get(url(round)).headers["Content-Type"].startswith("text/html")
    get_when_kept(client, round)


def test_a_draft_says_so_in_its_name(client):
    round, alice = make_told_round(state="open")
    client.force_login(alice)
    keep(round)
    assert '-draft.pdf"' in client.get(url(round)).headers["Content-Disposition"]


def test_a_failure_is_told_plainly_and_can_be_tried_again(client):
    round, alice = make_told_round()
    client.force_login(alice)
    fail(round)
    page = client.get(url(round)).content.decode()
    assert "<h1>The PDF couldn’t be made</h1>" in page
    assert "Try again" in page
    assert client.post(url(round)).url == url(round)
    get_when_kept(client, round)


def test_without_its_libraries_it_says_what_to_install(client, monkeypatch):
    monkeypatch.setitem(pdf_format.LIBRARIES, "Pango", ("libnothing.so.0",))
    round, alice = make_told_round()
    client.force_login(alice)
    response = client.get(url(round))
    assert response.status_code == 503
    page = response.content.decode()
    assert "This server lacks: Pango." in page
    assert "apt install libpango-1.0-0" in page
    assert "dnf install pango" in page
    assert "brew install pango" in page


def test_its_libraries_are_found_here():
    assert pdf_format.missing_parts() == []


def test_before_the_first_release_it_leads_to_the_results(client):
    round = make_round()
    client.force_login(make_facilitator(round.team))
    assert client.get(url(round)).url == reverse("results", args=[round.code])


def test_members_may_and_strangers_get_404(client):
    round, _ = make_told_round()
    fail(round)  # so that nothing has to be made
    client.force_login(make_member(round.team))
    assert client.get(url(round)).status_code == 200
    client.force_login(make_facilitator(make_team(name="Another team"), "Charlie"))
    for response in (client.get(url(round)), client.post(url(round))):
        assert response.status_code == 404


def test_the_name_of_its_file_is_safe_whatever_the_team_is_called(client):
    team = make_team(name='支援 "team"; rm\n')
    round, alice = make_told_round(team=team)
    client.force_login(alice)
    keep(round)
    assert 'filename="team-rm-20' in client.get(url(round)).headers["Content-Disposition"]


def test_the_web_process_never_imports_weasyprint():
    code = (
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'coprod_reflect.settings';"
        "django.setup(); import coprod_reflect.urls; print(any(m.startswith('weasyprint') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_the_worker_never_imports_django():
    code = "import sys, reports.pdf.worker, reports.pdf.rendering; print('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_a_new_release_makes_a_new_file(client):
    round, _ = make_told_round(state="open")
    before = job_for(build_report(round)).name
    add_release(round, make_agreed("p1-not-yet"))
    assert job_for(build_report(round)).name != before
    assert job_for(build_report(round)).state == jobs.NEW
