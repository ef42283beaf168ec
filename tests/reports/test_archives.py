"""All issued reports in one ZIP: what is in it, who may have it, and what becomes of it."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Action, Archive, Round
from assessments.services.editions import (
    archive_file,
    draft_of,
    folder_of,
    issue,
    issued_in,
    lock_file,
    part_file,
)
from assessments.services.forgetting import forget_words
from reports.archive import filling
from reports.archive.filling import make
from reports.archive.names import Names
from reports.formats import pdf
from reports.formats.structured import to_json
from reports.report import ToldAction
from reports.services import archives as services
from reports.services.archives import (
    MAKING,
    READY,
    STOPPED,
    ask_for_archive,
    remove_old_archives,
    state_of,
)
from teams.file_names import slug
from teams.models import Team
from tests.alone import lacks
from tests.make import make_admin, make_facilitator, make_organisation, make_team
from tests.reports.releases import make_told_round
from tests.reports.sample import make_report
from tests.reports.test_jobs import until

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database  # what a ZIP holds is the same, whichever database it was read from

PAGE = b"<!doctype html><html lang=en><title>Report</title><h1>What we see</h1>"


def issue_report(team, title="Spring round", *, kind="board", more=(), page=PAGE):
    round, alice = make_told_round(team=team, title=title)
    files = {("outside", "html"): page, ("inside", "html"): b"<h1>Inside</h1>"} | dict(more)
    return issue(draft_of(round, kind), files, release=round.releases.first(), by=alice)


def keep_pdf(edition):
    """As if each had been made soon after it was issued, so that tests needn't wait for it."""
    for html in edition.files.filter(format="html"):
        edition.files.create(audience=html.audience, format="pdf", content=b"%PDF-1.7 kept")


@pytest.fixture
def organisation():
    return make_organisation("Northgate Council", slug="northgate")


@pytest.fixture
def admin(organisation):
    return make_admin(organisation)


def ask(organisation, admin, audience="outside"):
    return ask_for_archive(organisation, audience=audience, by=admin)


def make_all(organisation, admin, audience="outside"):
    archive = ask(organisation, admin, audience)
    assert make(archive)
    archive.refresh_from_db()
    return archive


def opened(archive):
    with zipfile.ZipFile(archive_file(archive.token)) as zip:
        assert zip.testzip() is None
        inside = "-inside" if archive.audience == "inside" else ""
        root = f"northgate-council-reports-{timezone.localdate(archive.asked_at).isoformat()}{inside}/"
        assert all(name.startswith(root) for name in zip.namelist())
        return {name.removeprefix(root): zip.read(name) for name in zip.namelist()}


def rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_it_holds_a_folder_a_team_an_index_and_the_actions(organisation, admin):
    team = make_team(organisation, "Adult support team")
    edition = issue_report(team, more={("outside", "docx"): b"word", ("outside", "csv"): b"table"}.items())
    easy = issue_report(make_team(organisation, "Young carers"), "Autumn", kind="easy-read")
    keep_pdf(edition), keep_pdf(easy)
    files = opened(make_all(organisation, admin))
    day = timezone.localdate().isoformat()
    stem = f"adult-support-team/{day}-spring-round-board-report-1"
    assert sorted(files) == [
        "actions.csv",
        f"{stem}.csv",
        f"{stem}.docx",
        f"{stem}.html",
        f"{stem}.pdf",
        "index.csv",
        "index.html",
        f"young-carers/{day}-autumn-easy-read-summary-1.html",
        f"young-carers/{day}-autumn-easy-read-summary-1.pdf",
    ]
    assert files[f"{stem}.html"] == PAGE
    assert lacks(files["index.html"].decode()) == []
    assert files[f"{stem}.pdf"] == b"%PDF-1.7 kept"
    index = files["index.html"].decode()
    for name in files:
        if "/" in name:
            assert f'href="{name}"' in index
    assert "<link" not in index
    assert "src=" not in index
    assert rows(files["index.csv"])[1][:5] == [
        "Adult support team",
        "Spring round",
        timezone.localdate().isoformat(),
        "Board report",
        "1",
    ]


@one_database
def test_a_missing_pdf_is_made(organisation, admin):
    issue_report(make_team(organisation))
    files = opened(make_all(organisation, admin))
    [pdf] = [content for name, content in files.items() if name.endswith(".pdf")]
    assert pdf.startswith(b"%PDF-1.7")


@one_database
def test_without_the_librarys_parts_the_rest_is_there_and_the_index_says_so(organisation, admin, monkeypatch):
    monkeypatch.setitem(pdf.LIBRARIES, "Pango", ("libnothing.so.0",))
    issue_report(make_team(organisation))
    files = opened(make_all(organisation, admin))
    assert not any(name.endswith(".pdf") for name in files)
    assert "Its PDF couldn’t be made." in files["index.html"].decode()


def test_the_inside_edition_is_only_there_when_it_is_asked_for(organisation, admin):
    edition = issue_report(make_team(organisation))
    keep_pdf(edition)
    outside, inside = make_all(organisation, admin), make_all(organisation, admin, "inside")
    assert b"<h1>Inside</h1>" not in opened(outside).values()
    assert b"<h1>Inside</h1>" in opened(inside).values()
    files = opened(inside)
    index = files.pop("index-inside.html")
    assert b"Inside edition." in index
    assert b"Inside edition</title>" in index
    assert all("-inside." in name for name in files)
    assert all(name.split("/")[0].endswith("-inside") for name in files if "/" in name)
    for name in files:
        assert f'href="{name}"' in index.decode()


@one_database
def test_an_easy_read_summary_is_in_both_and_named_like_what_is_beside_it(organisation, admin):
    """It is one text for everybody; beside inside's files it is not to be taken for a way to publish them."""
    edition = issue_report(make_team(organisation), kind="easy-read")
    keep_pdf(edition)
    for audience, ending in (("outside", "-1.html"), ("inside", "-1-inside.html")):
        files = opened(make_all(organisation, admin, audience))
        assert [content for name, content in files.items() if name.endswith(ending)] == [PAGE]
        index = next(
            content for name, content in files.items() if name.startswith("index") and "html" in name
        )
        assert "There is no file for these readers." not in index.decode()


@one_database
def test_the_same_reports_make_the_same_bytes(organisation, admin):
    """However long after; each file has the day that its content is of."""
    keep_pdf(issue_report(make_team(organisation)))
    archives = [archive_file(make_all(organisation, admin).token).read_bytes() for _ in range(2)]
    assert archives[0] == archives[1]
    with zipfile.ZipFile(io.BytesIO(archives[0])) as zip:
        assert {info.date_time[3:] for info in zip.infolist()} == {(0, 0, 0)}


@one_database
def test_both_editions_say_which_they_are_in_name_and_content(organisation, admin, client):
    keep_pdf(issue_report(make_team(organisation, "team " * 24)))
    client.force_login(admin)
    for audience in ("outside", "inside"):
        archive = make_all(organisation, admin, audience)
        address = reverse("archive_file", args=[organisation.slug, archive.token])
        assert f'-{audience}.zip"' in client.get(address).headers["Content-Disposition"]
        files = opened(archive)
        for name in [name for name in files if name.endswith(".csv")]:
            assert rows(files[name])[0][-1] == "Edition"
            assert {row[-1] for row in rows(files[name])[1:]} <= {audience}
        assert all(len(name.split("/")[-1]) <= 100 for name in files)


def test_what_was_superseded_or_isnt_issued_stays_out(organisation, admin):
    team = make_team(organisation)
    old = issue_report(team)
    new = issue(
        draft_of(old.round, "board"),
        {("outside", "html"): b"newer"},
        release=old.round.releases.first(),
        by=admin,
    )
    keep_pdf(new)
    make_told_round(team=make_team(organisation, "Not issued"))
    files = opened(make_all(organisation, admin))
    assert [name for name in files if name.endswith("-1.html")] == []
    assert "Not issued" not in files["index.html"].decode()


def test_another_organisations_reports_and_actions_stay_out(organisation, admin):
    keep_pdf(issue_report(make_team(organisation)))
    theirs = make_team(make_organisation("Rivalword Council"), "Rivalword team")
    issue_report(theirs, page=b"Rivalword")
    Action.objects.create(team=theirs, what="Rivalword action")
    assert not any(
        b"rivalword" in content.lower() for content in opened(make_all(organisation, admin)).values()
    )


@one_database
def test_names_that_are_alike_or_unsafe_are_told_apart_and_made_safe(organisation, admin):
    for name in ("../../etc/passwd", "支援", "Été", "Ete", "con"):
        keep_pdf(issue_report(make_team(organisation, name), "=1+1/../x"))
    files = opened(make_all(organisation, admin))
    folders = {name.split("/")[0] for name in files if "/" in name}
    assert folders == {"etc-passwd", "team", "ete", "ete-2", "team-con"}
    assert all(".." not in name and not name.startswith("/") for name in files)


@one_database
def test_cells_are_no_formulas(organisation, admin):
    team = make_team(organisation, "=cmd|' /C calc'!A0")
    keep_pdf(issue_report(team, "@SUM(A1)"))
    action = Action.objects.create(
        team=team, what="+1", why="-2", lead_name="\t=3", stopped_because="  =4", stopped_at=timezone.now()
    )
    action.notes.create(text="First"), action.notes.create(text="Then")
    files = opened(make_all(organisation, admin, "inside"))
    for table in ("index-inside.csv", "actions-inside.csv"):
        for value in [value for row in rows(files[table]) for value in row]:
            assert not value.lstrip().startswith(("=", "+", "-", "@"))
    row = rows(files["actions-inside.csv"])[1]
    assert row[2:4] == ["'+1", "'-2"]
    assert row[7:] == ["Stopped", "'  =4", "First\nThen", "inside"]


def test_actions_of_an_archived_team_are_there_and_say_so(organisation, admin):
    """What an organisation takes along is whole."""
    for name in ("Day team", "Night team"):
        keep_pdf(issue_report(make_team(organisation, name)))
        Action.objects.create(team=Team.objects.get(name=name), what=f"Paint, {name}")
    Team.objects.filter(name="Day team").update(archived_at=timezone.now())
    head, *told = rows(opened(make_all(organisation, admin, "inside"))["actions-inside.csv"])
    assert head[:3] == ["Team", "Team archived on", "What"]
    day = timezone.localdate().isoformat()
    assert [row[:3] for row in told] == [
        ["Day team", day, "Paint, Day team"],
        ["Night team", "", "Paint, Night team"],
    ]


@one_database
def test_actions_of_the_same_words_are_each_told_outside(organisation, admin):
    """With somebody else to lead them, or done once and planned again; what stands in both lists is told once."""
    train = ToldAction("Train staff", led_by="Ruth")
    others = (replace(train, led_by="Bob"), replace(train, status="done"))
    report = to_json(make_report(plan=(train, others[0]), promised=(train, others[1])))
    keep_pdf(issue_report(make_team(organisation), more={("outside", "json"): report}.items()))
    _, *told = rows(opened(make_all(organisation, admin))["actions.csv"])
    assert [(row[2], row[4], row[7]) for row in told] == [
        ("Train staff", "Ruth", "Planned"),
        ("Train staff", "Ruth", "Done"),
        ("Train staff", "Bob", "Planned"),
    ]


def test_progress_is_kept_report_by_report(organisation, admin, monkeypatch):
    for name in ("A", "B", "C"):
        keep_pdf(issue_report(make_team(organisation, name)))
    archive, seen = ask(organisation, admin), []
    assert archive.total == 3

    def watched(archive, *, done):
        seen.append(done)
        return services.move_on(archive, done=done)

    monkeypatch.setattr(filling, "move_on", watched)
    assert make(archive)
    archive.refresh_from_db()
    assert (seen, archive.done, state_of(archive)) == ([1, 2, 3], 3, READY)


def taken_back_while_it_is_made(archive, monkeypatch, take_back, *, at):
    def meanwhile(archive, *, done):
        if done == at:
            take_back()
        return services.move_on(archive, done=done)

    monkeypatch.setattr(filling, "move_on", meanwhile)
    return make(archive)


def test_taking_words_back_deletes_archives_and_stops_one_that_is_being_made(
    organisation, admin, monkeypatch, django_capture_on_commit_callbacks
):
    editions = [issue_report(make_team(organisation, name)) for name in ("A", "B")]
    for edition in editions:
        keep_pdf(edition)
    ready = make_all(organisation, admin)
    archive = ask(organisation, admin)

    def take_back():
        with django_capture_on_commit_callbacks(execute=True):
            forget_words(editions[0].round, "words")

    assert not taken_back_while_it_is_made(archive, monkeypatch, take_back, at=1)
    assert not Archive.objects.exists()
    for token in (ready.token, archive.token):
        assert not archive_file(token).exists()
        assert not part_file(token).exists()
    assert not folder_of(editions[0].round.code).exists()


def test_an_archive_goes_also_where_the_reports_folder_refuses(
    organisation, admin, settings, django_capture_on_commit_callbacks
):
    edition = issue_report(make_team(organisation))
    keep_pdf(edition)
    archive = make_all(organisation, admin)
    (settings.DATA_DIR / "reports").write_text("No folder.")
    with django_capture_on_commit_callbacks(execute=True):
        forget_words(edition.round, "words")
    assert not archive_file(archive.token).exists()


def test_words_taken_back_at_the_very_end_leave_no_file(
    organisation, admin, monkeypatch, django_capture_on_commit_callbacks
):
    edition = issue_report(make_team(organisation))
    keep_pdf(edition)
    archive = ask(organisation, admin)

    def just_before(archive, made):
        with django_capture_on_commit_callbacks(execute=True):
            forget_words(edition.round, "words")
        return services.finish(archive, made)

    monkeypatch.setattr(filling, "finish_archive", just_before)
    assert not make(archive)
    assert not archive_file(archive.token).exists()
    assert not part_file(archive.token).exists()


def test_one_at_a_time_and_the_second_who_asks_finds_the_first(organisation, admin):
    issue_report(make_team(organisation))
    assert ask(organisation, admin) == ask(organisation, admin, "inside")


def test_a_process_that_died_is_noticed_and_can_be_asked_again(
    organisation, admin, client, django_capture_on_commit_callbacks
):
    """It can't see this test's database, and fails: what any failure looks like from here."""
    issue_report(make_team(organisation))
    with django_capture_on_commit_callbacks(execute=True):
        archive = ask(organisation, admin)
    archive.asked_at = timezone.now() - timedelta(minutes=1)
    archive.save()
    assert state_of(archive) == MAKING  # it holds its lock
    until(lambda: state_of(archive) == STOPPED)
    client.force_login(admin)
    assert "The last ZIP wasn’t finished." in client.get(url(organisation)).content.decode()
    again = ask(organisation, admin)
    assert again != archive
    assert not Archive.objects.filter(pk=archive.pk).exists()


def test_one_that_ends_while_somebody_looks_hasnt_stopped(organisation, admin, monkeypatch):
    issue_report(make_team(organisation))
    archive = ask(organisation, admin)
    archive.asked_at -= services.STARTING
    archive.save()
    whole = services.is_at_work

    def meanwhile(lock):
        make(Archive.objects.get())
        return whole(lock)

    monkeypatch.setattr(services, "is_at_work", meanwhile)
    assert (state_of(archive), archive.done) == (READY, 1)


def test_a_newer_one_takes_the_place_of_the_older(organisation, admin, django_capture_on_commit_callbacks):
    keep_pdf(issue_report(make_team(organisation)))
    older = make_all(organisation, admin)
    with django_capture_on_commit_callbacks(execute=True):
        newer = Archive.objects.create(organisation=organisation, audience="outside", total=1)
        assert make(newer)
    assert list(organisation.archives.all()) == [newer]
    assert not archive_file(older.token).exists()
    assert archive_file(newer.token).exists()
    assert not lock_file(newer.token).exists()


def test_after_thirty_days_it_goes(organisation, admin, django_capture_on_commit_callbacks):
    keep_pdf(issue_report(make_team(organisation)))
    archive = make_all(organisation, admin)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_old_archives(now=timezone.now() + timedelta(days=29)) == 0
        assert remove_old_archives(now=timezone.now() + timedelta(days=31)) == 1
    assert not archive_file(archive.token).exists()


def test_files_of_one_whose_row_is_gone_go_too(organisation, admin):
    """Whoever deleted it was killed before they came to its files."""
    keep_pdf(issue_report(make_team(organisation)))
    kept, gone = make_all(organisation, admin), make_all(organisation, admin, "inside")
    part_file(gone.token).write_bytes(b"PK")
    lock_file(gone.token).write_text("")
    Archive.objects.filter(pk=gone.pk).delete()
    remove_old_archives(now=timezone.now() + timedelta(minutes=50))
    assert archive_file(gone.token).exists()
    remove_old_archives(now=timezone.now() + timedelta(minutes=70))
    assert [path.name for path in archive_file(gone.token).parent.iterdir()] == [f"{kept.token}.zip"]


def url(organisation):
    return reverse("archives", args=[organisation.slug])


def test_the_page_asks_tells_how_far_it_is_and_gives_the_file(organisation, admin, client):
    edition = issue_report(make_team(organisation, "Adult support team"))
    keep_pdf(edition)
    client.force_login(admin)
    page = client.get(url(organisation)).content.decode()
    assert "Board report: Spring round" in page
    assert client.post(url(organisation), {"audience": "outside"}).url == url(organisation)
    archive = Archive.objects.get()
    page = client.get(url(organisation)).content.decode()
    assert "0 of 1 report so far." in page
    assert '<progress class="progress" max="1" value="0">' in page
    assert "Make a ZIP" not in page
    as_json = {"Accept": "application/json"}
    found = client.get(url(organisation), headers=as_json).json()
    assert (found["state"], found["done"], found["total"]) == ("making", 0, 1)
    assert make(archive)
    assert client.get(url(organisation), headers=as_json).json()["state"] == "over"
    assert "Download the ZIP" in client.get(url(organisation)).content.decode()
    response = client.get(reverse("archive_file", args=[organisation.slug, archive.token]))
    assert response.headers["Content-Type"] == "application/zip"
    assert 'attachment; filename="northgate-council-reports-20' in response.headers["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).testzip() is None


@pytest.mark.parametrize(
    ("audience", "readers", "other"),
    [("inside", "people in your organisation only", "outside"), ("outside", "anybody", "inside")],
)
def test_who_asks_for_other_readers_meanwhile_is_told_to_ask_again(
    organisation, admin, client, audience, readers, other
):
    keep_pdf(issue_report(make_team(organisation)))
    client.force_login(admin)
    told = f"One for {readers} is being made. Ask again when it is ready."
    page = client.post(url(organisation), {"audience": audience}, follow=True).content.decode()
    assert f"<p>For {readers}.</p>" in page
    assert told not in client.post(url(organisation), {"audience": audience}, follow=True).content.decode()
    assert told in client.post(url(organisation), {"audience": other}, follow=True).content.decode()
    assert Archive.objects.get().audience == audience


@pytest.mark.parametrize("kind", ["board", "easy-read"])
def test_what_was_issued_is_read_where_it_is_offered(organisation, admin, client, kind):
    edition = issue_report(make_team(organisation), kind=kind)
    client.force_login(admin)
    page = client.get(url(organisation)).content.decode()
    name = "issued_report" if kind == "board" else "issued_easy_read_summary"
    assert f'href="{reverse(name, args=[edition.round.code, edition.number])}">Read it' in page


@pytest.mark.parametrize("kind", ["board", "easy-read"])
def test_what_was_issued_before_a_round_was_opened_again_counts_no_more(organisation, admin, client, kind):
    edition = issue_report(make_team(organisation), kind=kind)
    assert list(issued_in(organisation)) == [edition]
    Round.objects.filter(pk=edition.round_id).update(closed_at=timezone.now() + timedelta(minutes=1))
    assert not issued_in(organisation)
    client.force_login(admin)
    assert "No report counts yet" in client.get(url(organisation)).content.decode()
    Round.objects.filter(pk=edition.round_id).update(closed_at=None)
    assert not issued_in(organisation)


def test_before_anything_was_issued_the_page_says_so(organisation, admin, client):
    client.force_login(admin)
    assert "No report counts yet" in client.get(url(organisation)).content.decode()
    response = client.post(url(organisation), {"audience": "outside"}, follow=True)
    assert "there is nothing to put into a ZIP" in response.content.decode()
    assert not Archive.objects.exists()


def test_who_will_read_it_has_to_be_said(organisation, admin, client):
    issue_report(make_team(organisation))
    client.force_login(admin)
    response = client.post(url(organisation), {"audience": "everybody"})
    assert "Choose who will read it." in response.content.decode()


def test_admins_only_and_only_their_own(organisation, admin, client):
    team = make_team(organisation)
    keep_pdf(issue_report(team))
    archive = make_all(organisation, admin)
    file = reverse("archive_file", args=[organisation.slug, archive.token])
    rivals = make_organisation()
    rival = make_admin(rivals)
    for person, status in ((make_facilitator(team), 403), (rival, 404)):
        client.force_login(person)
        for address in (url(organisation), file):
            assert client.get(address).status_code == status
        assert client.post(url(organisation), {"audience": "outside"}).status_code == status
    assert client.get(reverse("archive_file", args=[rivals.slug, archive.token])).status_code == 404


def test_the_pages_queries_dont_grow(organisation, admin, client, django_assert_num_queries):
    client.force_login(admin)
    for name in ("A", "B", "C", "D"):
        issue_report(make_team(organisation, name))
    with django_assert_num_queries(6):
        client.get(url(organisation))


@one_database
@given(st.text(max_size=200))
def test_any_text_becomes_a_safe_name(text):
    found = slug(text, "team")
    assert found
    assert len(found) <= 55
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not found.startswith("-")


@one_database
@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b"])))
def test_names_are_never_the_same_twice(wanted):
    names = Names()
    found = [names.name(f"key {n}", name) for n, name in enumerate(wanted)]
    assert len(set(found)) == len(found)
    assert [names.name(f"key {n}", name) for n, name in enumerate(wanted)] == found
