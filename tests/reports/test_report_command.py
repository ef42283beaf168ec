"""`manage.py report`: the same file without a browser."""

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Round
from reports.build import build_report
from reports.formats.pdf import job_for
from tests.make import make_round
from tests.reports.releases import make_told_round

# What pages and files say is the same, whichever database it was read from.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def run(round, output, **options):
    call_command("report", round.code, output=str(output), **options)
    return output.read_bytes()


def test_it_writes_the_pdf_that_the_browser_gets(tmp_path):
    round, _ = make_told_round()
    content = run(round, tmp_path / "report.pdf")
    assert content.startswith(b"%PDF-1.7")
    assert content == job_for(build_report(Round.objects.get(pk=round.pk))).pdf.read_bytes()


def test_it_writes_html_that_holds_all_it_needs(tmp_path):
    round, _ = make_told_round()
    content = run(round, tmp_path / "report.html", format="html").decode()
    assert "What we ask of you" in content
    assert "<link" not in content
    assert "src=" not in content


def test_it_refuses_what_it_cant_write(tmp_path):
    for round_or_code, message in [
        ("nothing1", "no round with the code"),
        (make_round().code, "Nothing has been shown"),
    ]:
        with pytest.raises(CommandError, match=message):
            call_command("report", round_or_code, output=str(tmp_path / "report.pdf"))


def test_it_says_so_when_the_pdf_cant_be_made(tmp_path):
    round, _ = make_told_round()
    job = job_for(build_report(round))
    (job.folder / f"{job.name}.part").mkdir(parents=True)  # where the worker wants to write a file
    with pytest.raises(CommandError, match="couldn’t be made"):
        run(round, tmp_path / "report.pdf")
