"""Outside holds what was released or issued for it: every outside file and page is read, and nothing else is in it."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from functools import partial

import pypdf
import pytest
from django.core import signing
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from assessments.cookies import keep_sheet
from assessments.models import ReportEdition, ReportFile, ReportLink, Round, YouSaid
from assessments.services.actions import add_note
from assessments.services.answering import save_reflection
from assessments.services.editions import archive_file, draft_of, issued_edition
from assessments.services.joining import join_round
from assessments.services.releases import make_release
from assessments.services.report_links import share_report
from assessments.services.rounds import close_round
from assessments.services.you_said import add_entry, publish_you_said
from reports.archive.filling import make
from reports.build import build_easy_read
from reports.formats import FORMATS, easy_read
from reports.services.archives import ask_for_archive
from reports.services.easy_read import issue_easy_read_summary
from reports.services.finishing import finish_all
from reports.services.issuing import issue_report, seen_of
from reports.views.session import DISPLAY
from teams.codes import new_code
from teams.models import Letter
from teams.sides import OTHERS
from tests.made_once import made_once
from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_member,
    make_person_sheet,
    make_perspective,
    make_round,
    make_team,
    say,
)
from tests.routes import EVERY

# What pages and files say is the same, whichever database it was read from.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Each stands in one place only. What may stand inside, and never outside:
INSIDE_ONLY = {
    "a note": "Larkspur",
    "an older note": "Foxglove",
    "who wrote a note": "Bartholomew",
    "an action of a later round": "Hellebore",
    "a note on it": "Snapdragon",
    "an action of a team that has issued nothing": "Marigold",
    "a quote for inside": "Periwinkle",
    "a perspective that is shown inside only": "Cloverleaf people: 5 to 9",
}
# What nobody but its writer, or those in the round, may read; not inside either.
NOBODYS = {
    "a person’s words": "Chrysanthemum",
    "who takes part": "Wolfgang",
    "words that wait to appear": "Edelweiss",
    "words that somebody may quote and nobody approved": "Gladiolus",
}
# What is written and not published, or not issued.
UNPUBLISHED = {
    "what came of it": "Buttercup",
    "a first page": "Primrose",
    "a standing of an open round": "Magnolia",
}
ISSUED = "Bluebell"  # an action of the round whose report is issued


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, made once, and all its files with it, of which the PDFs take longest."""
    with made_once(django_db_blocker), override_settings(DATA_DIR=tmp_path_factory.mktemp("world")):
        yield make_world()


@pytest.fixture
def world(made):
    """As it is in the database: what another test has read of it may not be so any more."""
    return [type(row).objects.get(pk=row.pk) for row in made]


def make_world():
    """A round with an issued report, a later one that is open, and another team that has issued nothing."""
    team = make_team()
    alice, writer = make_facilitator(team), make_member(team, "Bartholomew")
    round = make_round(team, opened_at=timezone.now(), title="Spring", created_by=alice)
    cloverleaf = make_perspective(team.organisation, "Cloverleaf people", OTHERS)
    for _ in range(7):
        say(make_person_sheet(round, cloverleaf), p1_not_yet=1)
    add_words(round)
    make_release(round, by=alice)
    waiting = say(make_person_sheet(round)).reflections.get()  # who came last, and alone
    waiting.text, waiting.may_read, waiting.may_quote = "Edelweiss last.", "round", True
    waiting.save()
    close_round(round, by=alice)
    noted = make_action(team, what=f"{ISSUED} lunch", round=round)
    add_note(noted, text="Foxglove first", by=writer), add_note(noted, text="Larkspur then", by=writer)
    later = make_round(team, round.version, title="Autumn")
    add_note(make_action(team, what="Hellebore walk", round=later), text="Snapdragon", by=writer)
    silent = make_round(make_team(team.organisation, "Silent team"), round.version, state="closed")
    make_action(silent.team, what="Marigold table", round=silent)
    issue_all(round, alice)
    finish_all()
    return round, alice, make_admin(team.organisation)


def add_words(round):
    """Of one person who may be quoted inside, and of another whose words stay theirs."""
    first, second = (sheet.reflections.get() for sheet in round.sheets.filter(kind="person")[:2])
    first.text, first.may_quote = "Periwinkle said so.", True
    second.text, second.sheet.first_name = "Chrysanthemum thoughts.", "Wolfgang"
    first.save(), second.save(), second.sheet.save()
    unapproved = round.sheets.filter(kind="person")[2].reflections.get()
    unapproved.text, unapproved.may_quote, unapproved.may_quote_outside = "Gladiolus said.", True, True
    unapproved.save()
    quote = round.quotes.create(reflection=first, text=first.text, code=new_code())
    quote.approved_at = timezone.now()
    quote.save()


def issue_all(round, alice):
    board = draft_of(round, ReportEdition.Kind.BOARD)
    board.details = {"why_not": "There is no meeting."}
    board.save()
    issue_report(round, seen=seen_of(board), by=alice)
    details = {"checked_with": "People First", "checked_on": "2027-03-03"}
    round.editions.create(kind=ReportEdition.Kind.EASY_READ, details=details, revision=1)
    issue_easy_read_summary(round, seen=(1, 1), by=alice)


def outside_files(round, alice, olu, tmp_path):
    """Every file and page that may leave the organisation, by name."""
    files = {f"kept {kept}": bytes(kept.content) for kept in ReportFile.objects.filter(audience="outside")}
    files |= downloads(round, alice)
    files["easy read, as it would be now"] = easy_read.to_html(build_easy_read(round)).encode()
    files |= {f"ZIP {name}": content for name, content in zipped(round, olu, "outside").items()}
    call_command("report", round.code, format="json", output=str(tmp_path / "r.json"), verbosity=0)
    files["the command’s"] = (tmp_path / "r.json").read_bytes()
    return files | pages_without_an_account(round, alice)


def downloads(round, person, edition="outside"):
    """As somebody of the team takes them along now. The PDF is made of the HTML; one stands in the ZIP."""
    client = Client()
    client.force_login(person)
    formats = [name for name in FORMATS if name != "pdf"]
    get = partial(downloaded, client, edition)
    found = {f"now {name}": get("report_file", round.code, name) for name in formats}
    return found | {f"issued {name}": get("issued_report_file", round.code, 1, name) for name in formats}


def downloaded(client, edition, name, *args):
    return client.get(f"{reverse(name, args=args)}?edition={edition}&draft=next").content


def zipped(round, olu, audience):
    archive = ask_for_archive(round.team.organisation, audience=audience, by=olu)
    assert make(archive)
    with zipfile.ZipFile(archive_file(archive.token)) as zip:
        return {name: zip.read(name) for name in zip.namelist()}


def pages_without_an_account(round, alice):
    add_entry(round, code=new_code(), texts={"you_said": "More time", "we_did": "We did"}, by=alice)
    page = publish_you_said(round, revision=1, answer_back="", easy_answer_back="", by=alice)
    browser = Client()
    browser.cookies["sheet"] = taking_part(round)
    found = {"you said, we did": browser.get(reverse("came_of_it", args=[page.token]))}
    for name in ("my_results", "my_results_more", "my_easy_read_summary"):
        found[name] = browser.get(reverse(name, args=[round.code]))
    link = share_report(issued_edition(round, ReportEdition.Kind.BOARD), by=alice)
    for name in ("shared_report", "shared_easy_read"):
        found[name] = browser.get(reverse(name, args=[link.token]))
    kept = link.edition.files.filter(audience="outside", format__in=FORMATS).values_list("format", flat=True)
    for format in kept:
        found[f"shared {format}"] = browser.get(reverse("shared_report_file", args=[link.token, format]))
    assert {answer.status_code for answer in found.values()} == {200}
    return {name: answer.content for name, answer in found.items()}


def taking_part(round):
    """The cookie of a sheet from before the round closed."""
    row = Round.objects.filter(pk=round.pk)
    closed_at = row.get().closed_at
    row.update(closed_at=None)
    _, return_code = join_round(round, nonce="nonce", how="alone")
    row.update(closed_at=closed_at)
    return keep_sheet(HttpResponse(), round, return_code).cookies["sheet"].value


def said_in(content):
    """All that a file says, its metadata and the names in it included."""
    if content.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        return " ".join(
            [*(page.extract_text() for page in reader.pages), *map(str, reader.metadata.values())]
        )
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join([*packed.namelist(), *(said_in(packed.read(name)) for name in packed.namelist())])
    return content.decode(errors="replace")


def test_nothing_that_is_for_inside_stands_in_any_outside_file(world, tmp_path):
    round, alice, olu = world
    files = outside_files(round, alice, olu, tmp_path)
    assert len(files) > 20
    markers = INSIDE_ONLY | NOBODYS
    for name, content in files.items():
        said = said_in(content)
        found = [what for what, marker in markers.items() if is_told(marker, said)]
        assert found == [], f"{name} holds {found}"


def write_on(round, later, alice):
    """After everything was issued and published."""
    add_entry(round, code=new_code(), texts={"you_said": "Buttercup", "we_did": "Buttercup"}, by=alice)
    draft = draft_of(round, ReportEdition.Kind.BOARD)
    draft.details = draft.details | {"purpose": "Primrose"}
    draft.save()
    sheet = later.sheets.get(kind="together")
    part = later.version.principles.first().pk
    save_reflection(sheet, principle=part, text="Magnolia", revision=0)


def addresses(round, later):
    """Of every route that these rounds have a page for, in both of them and in both editions."""
    for each in (round, later):
        part = {"code": each.code, "principle": "p1"}
        team, display = each.team, signing.dumps(each.code, salt=DISPLAY)
        given = {"": {}, "part": part, "statement number": part | {"number": 1}, "team": {"code": team.code}}
        given |= {key: {"code": each.code} for key in ("round", "closed round")}
        given |= {key: {"code": each.code, "number": 1} for key in ("issued report", "issued summary")}
        given |= {"organisation": {"slug": team.organisation.slug}, "display": {"token": display}}
        given |= {"link": {"token": each.link_token}, "action": {"code": each.actions.first().code}}
        given |= {"came of it": {"token": YouSaid.objects.get().token}}
        given |= {"shared": {"token": ReportLink.objects.get().token}}
        for name, row in EVERY.items():
            for format in FORMATS if row.names in ("report file", "issued file") else [None]:
                more = {"code": each.code, "format": format} | (
                    {"number": 1} if row.names == "issued file" else {}
                )
                if kwargs := more if format else given.get(row.names):
                    yield name, reverse(name, kwargs=kwargs)
                elif row.names == "":
                    yield name, reverse(name)


def test_no_page_tells_more_to_who_has_no_account(world):
    """Whoever took part, and anybody: asked by every address, for either edition."""
    round, alice, _ = world
    pages_without_an_account(round, alice)
    later = round.team.rounds.get(title="Autumn")
    write_on(round, later, alice)
    browser = Client()
    browser.cookies["sheet"] = taking_part(round)
    asked, markers = 0, INSIDE_ONLY | NOBODYS | UNPUBLISHED
    for visitor in (Client(), browser):
        for name, address in addresses(round, later):
            for edition in ("", "?edition=inside"):
                answer = visitor.get(address + edition)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                said = said_in(content)
                found = [what for what, marker in markers.items() if is_told(marker, said)]
                assert found == [], f"{name} tells {found}"
                asked += answer.status_code == 200
    assert asked > 60


def test_nothing_that_waits_or_is_written_is_in_what_was_issued(world, tmp_path):
    round, alice, olu = world
    pages_without_an_account(round, alice)
    write_on(round, round.team.rounds.get(title="Autumn"), alice)
    kept = {str(kept): bytes(kept.content) for kept in ReportFile.objects.all()}
    for audience in ("inside", "outside"):
        kept |= {f"{audience} {name}": content for name, content in zipped(round, olu, audience).items()}
    for name, content in kept.items():
        said = said_in(content)
        assert [what for what, marker in (NOBODYS | UNPUBLISHED).items() if marker in said] == [], name


def test_no_e_mail_tells_what_anybody_said(world):
    """An action goes to whoever leads it, and no note on it."""
    round, alice, _ = world
    write_on(round, round.team.rounds.get(title="Autumn"), alice)
    round.actions.update(
        lead=alice, due_on=timezone.localdate(), created_at=timezone.now() - timedelta(days=9)
    )
    call_command("send_reminders", verbosity=0)
    said = " ".join(f"{letter.subject} {letter.body}" for letter in Letter.objects.all())
    assert ISSUED in said
    notes = {
        what: INSIDE_ONLY[what] for what in ("a note", "an older note", "a note on it", "a quote for inside")
    }
    assert not [what for what, marker in (NOBODYS | UNPUBLISHED | notes).items() if marker in said]


def is_told(marker, said):
    """A perspective's label may stand outside, in the list of those who aren't shown; its figures may not."""
    label, _, size = marker.partition(": ")
    return label in said and (not size or f"{size} people" in said)


def test_inside_they_are_there_and_every_file_says_that_it_is_inside(world):
    """So that the test above would see them."""
    round, alice, olu = world
    files, zip = downloads(round, alice, "inside"), zipped(round, olu, "inside")
    inside = " ".join(map(said_in, [*files.values(), *zip.values()]))
    missing = [what for what, marker in INSIDE_ONLY.items() if not is_told(marker, inside)]
    assert missing == ["who wrote a note"]  # reports never say who
    assert not [what for what, marker in NOBODYS.items() if is_told(marker, inside)]
    assert [name for name, content in files.items() if "inside" not in said_in(content).lower()] == []
    assert json.loads(files["now json"])["edition"] == "inside"
    html = files["now html"].decode()
    assert html.partition("</title>")[0].endswith("– Inside edition")
    assert '<body data-edition="Inside edition">' in html  # at the top of each page
    assert all("-inside" in name for name in zip)


def test_the_outside_zip_tells_the_actions_that_stand_in_its_reports_as_they_were_issued(world):
    round, _, olu = world
    round.actions.update(what="Reworded since")
    files = zipped(round, olu, "outside")
    [table] = [told for name, told in files.items() if name.endswith("/actions.csv")]
    head, *told = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    assert head[:4] == ["Team", "Report", "What", "Why"]
    assert [row[:3] for row in told] == [["Adult support team", "Spring, Board report 1", f"{ISSUED} lunch"]]
    said = " ".join(map(said_in, files.values()))
    assert f"{ISSUED} lunch" in said
    assert "Reworded since" not in said
