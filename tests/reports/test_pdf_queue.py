"""What people see when many PDFs are wanted at once, and when the disk takes no more."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import Archive
from reports.build import build_report
from reports.formats.pdf import job_for
from reports.pdf import queue
from tests.make import make_admin
from tests.reports.releases import make_told_round
from tests.reports.test_archives import issue_report
from tests.reports.test_jobs import finish, folder, full_disk, processes, until, workers
from tests.teams.test_organisation import png
from tests.test_logs import lines  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def url(round, name="report_pdf"):
    return reverse(name, args=[round.code])


@pytest.fixture
def full_queue():
    """Of PDFs that nobody makes, since no desk is open."""
    with queue.alone(folder()):
        for n in range(queue.SLOTS + queue.WAITING):
            queue.add(folder(), f"round{n}", "wanted", seconds=60)
    return lambda: [queue.remove(folder(), ticket) for ticket in queue.tickets(folder())]


@pytest.mark.both_databases
def test_the_eleventh_is_told_so_and_the_page_tries_again_by_itself(client, full_queue):
    round, alice = make_told_round()
    client.force_login(alice)
    response = client.get(url(round))
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "15"
    page = response.content.decode()
    assert "<h1>Many PDFs are being made</h1>" in page
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in page
    assert "report-wait.js" in page
    assert f'href="{url(round)}">Try again now</a>' in page
    told = client.get(url(round), headers={"Accept": "application/json"})
    assert (told.status_code, told.json()["state"]) == (503, "waiting")
    assert len(queue.tickets(folder())) == queue.SLOTS + queue.WAITING
    full_queue()
    assert "Making your PDF" in client.get(url(round)).content.decode()
    finish(job_for(build_report(round)))


def test_waiting_for_a_turn_is_no_fault_to_be_written_down(client, full_queue, lines):  # noqa: F811
    round, alice = make_told_round()
    client.force_login(alice)
    for headers in ({}, {"Accept": "application/json"}):
        assert client.get(url(round), headers=headers).status_code == 503
    assert lines == []


def test_a_look_goes_on_with_what_was_killed(client):
    round, alice = make_told_round()
    client.force_login(alice)
    client.get(url(round))
    job = job_for(build_report(round))
    until(lambda: processes("reports.pdf.desk"))
    for process in processes("reports.pdf.desk") + workers():
        process.kill()
    until(lambda: not processes("reports.pdf.desk"))

    def look():
        """As a page that waits does: whoever was killed may hold its lock for a moment more."""
        return client.get(url(round), headers={"Accept": "application/json"}).json()["state"]

    assert look() == "making"
    until(lambda: look() != "making")
    assert job.state == "kept"


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["report_pdf", "easy_read_summary_pdf"])
def test_every_pdf_waits_in_the_same_queue(client, full_queue, name):
    round, alice = make_told_round()
    client.force_login(alice)
    assert client.get(url(round, name)).status_code == 503


def test_what_is_printed_waits_there_too(client, full_queue):
    round, alice = make_told_round(state="open")
    client.force_login(alice)
    assert client.get(reverse("paper_pdf", args=[round.code, "plan"])).status_code == 503


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["report_pdf", "easy_read_summary_pdf"])
def test_on_a_full_disk_the_pdf_couldnt_be_made(client, name):
    round, alice = make_told_round()
    client.force_login(alice)
    with full_disk():
        response = client.get(url(round, name))
    assert response.status_code == 200
    assert "The PDF couldn’t be made" in response.content.decode()


@pytest.mark.both_databases
def test_on_a_full_disk_an_archive_isnt_finished_and_says_so(client, django_capture_on_commit_callbacks):
    round, _ = make_told_round()
    organisation = round.team.organisation
    issue_report(round.team, "Another")
    client.force_login(make_admin(organisation))
    address = reverse("archives", args=[organisation.slug])
    with full_disk(), django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"audience": "outside"}).url == address
    Archive.objects.update(asked_at=Archive.objects.get().asked_at.replace(year=2020))
    assert "The last ZIP wasn’t finished." in client.get(address).content.decode()


@pytest.mark.both_databases
def test_on_a_full_disk_a_logo_isnt_kept_and_the_old_one_stays(client):
    organisation = make_told_round()[0].team.organisation
    client.force_login(make_admin(organisation))
    address = reverse("organisation_settings", args=[organisation.slug])
    form = client.get(address).context["form"]
    told = {name: form[name].value() or "" for name in form.fields if name != "logo"}
    with full_disk():
        response = client.post(address, told | {"logo": SimpleUploadedFile("logo.png", png())})
    assert response.status_code == 200
    assert "We couldn’t keep this picture" in response.content.decode()
    organisation.refresh_from_db()
    assert not organisation.logo
    assert not list((folder().parent / "media").rglob("*.png"))
