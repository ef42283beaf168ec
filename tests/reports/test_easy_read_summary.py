"""The Easy Read summary on its screens: read, written, illustrated, checked and issued."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.agreed import Room
from assessments.models import Quote, ReportEdition
from assessments.services.editions import draft_of, folder_of
from assessments.services.rounds import close_round, reopen_round
from reports.build import build_easy_read
from reports.formats.easy_read import to_html
from reports.pdf import jobs
from reports.services.easy_read import issue_easy_read_summary
from reports.services.finishing import finish_all
from rubric import pictures
from rubric.models import Drawing
from teams.refusals import Refused
from tests.assessments.test_joining import dana, join
from tests.make import (
    make_admin,
    make_facilitator,
    make_illustrated_version,
    make_member,
    make_round,
    make_team,
    make_version,
    take_back_words,
)
from tests.reports.releases import add_release, make_agreed, make_told_round

pytestmark = pytest.mark.django_db
TRUE = 'This is true of <span class="whole">doing-well</span> 1.'
CHECKED = {"checked_with": "Wrenfield People First", "checked_on": "2027-03-03"}


@pytest.fixture
def told(client):
    """A closed round with a release, and Alice signed in."""
    round, alice = make_told_round(make_agreed("p1-doing-well p2-not-yet"))
    client.force_login(alice)
    return round


def url(round, name="edit_easy_read_summary", **args):
    return reverse(name, kwargs={"code": round.code, **args})


def page_of(client, round, name="easy_read_summary", **args):
    return client.get(url(round, name, **args)).content.decode()


def hidden(round):
    """What the form carries along: what is stored now, and what is drafted."""
    stored = draft_of(round, "easy-read").details
    points = [p for s in build_easy_read(round).sections for p in s.slots]
    sent = {f"initial-{p.name}": stored.get(p.name, "") for p in points}
    sent |= {f"initial-{p.name}_out": stored.get(f"{p.name}_out", "") for p in points}
    sent |= {f"drafted-{p.name}": p.drafted.replace("\n", "\r\n") for p in points}
    more = {f"initial-{name}": stored.get(name, "") for name in ("title", "hard_words", *CHECKED)}
    return {**sent, **more, "drafted-title": build_easy_read(round).drafted_title}


def boxes(round):
    summary = build_easy_read(round)
    said = {p.name: p.text.replace("\n", "\r\n") for s in summary.sections for p in s.slots}
    said |= {f"{p.name}_out": "on" for s in summary.sections for p in s.slots if p.is_left_out}
    stored = {name: draft_of(round, "easy-read").details.get(name, "") for name in ("hard_words", *CHECKED)}
    return {**said, **stored, "title": summary.title}


def post(client, round, **fields):
    return client.post(url(round), {**hidden(round), **boxes(round), **fields})


def stored(round):
    return {name: text for name, text in draft_of(round, "easy-read").details.items() if text}


def issue(round, by=None, **details):
    """As if it had been written and looked at."""
    edition = draft_of(round, "easy-read")
    edition.details, edition.revision = {**edition.details, **CHECKED, **details}, edition.revision + 1
    edition.save()
    return issue_easy_read_summary(round, seen=(edition.number, edition.revision), by=by)


# Reading it


def test_it_tells_what_the_team_agreed(client, told):
    page = page_of(client, told)
    assert "Adult support team: what we found out" in page
    assert TRUE in page
    assert page.index("What this is") < page.index("Good things") < page.index("things to change")
    assert "OpenMoji" in page


def test_parts_and_groups_have_the_names_by_which_people_met_them(client):
    version, team = make_version(published=False), make_team()
    version.principles.filter(key="p1").update(easy_read_title="Having a say")
    version.published_at = timezone.now()
    version.save()
    team.organisation.perspectives.filter(label="I work here").update(easy_label="My job is here")
    room = Room(True, 4, ("I draw on care and support", "I work here"), sides=("draws-on-support", "paid"))
    round, _ = make_told_round(make_agreed("p1-doing-well", room=room), team=team, version=version)
    points = {point.name: point.text for point in build_easy_read(round).points}
    assert points["who_2"].endswith("“I draw on care and support”\n“My job is here”")
    assert "\nHaving a say: " in points["where_1"]


def test_before_a_release_there_is_nothing_to_tell(client):
    round = make_round()
    client.force_login(make_facilitator(round.team))
    for name in (
        "easy_read_summary",
        "edit_easy_read_summary",
        "issue_easy_read_summary",
        "easy_read_summary_pdf",
    ):
        assert client.get(url(round, name)).url == reverse("results", args=[round.code])
    assert client.get(url(round, "choose_easy_read_picture", point="good_1")).status_code == 302


def test_it_can_be_read_while_the_round_is_open(client):
    round, alice = make_told_round(state="open")
    client.force_login(alice)
    assert "This round isn’t finished yet" in page_of(client, round)


def test_pages_lead_to_it(client, told):
    for name in ("round", "results"):
        assert f'href="{url(told, "easy_read_summary")}"' in page_of(client, told, name)


def test_the_rounds_page_says_that_it_is_a_draft_until_it_counts(client, told):
    told.editions.create(kind="board", number=1, issued_at=timezone.now())
    page = page_of(client, told, "round")
    assert "Read the Easy Read summary (a draft)</a>" in page
    assert "The Easy Read summary is still a draft" in page
    issue(told)
    page = page_of(client, told, "round")
    assert "Read the Easy Read summary</a>" in page
    assert "still a draft" not in page


def test_its_queries_are_few(client, told, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        client.get(url(told, "easy_read_summary"))
    with django_assert_max_num_queries(19):
        client.get(url(told))


# Writing it


def test_what_nobody_changed_goes_on_following_the_draft(client, told):
    assert post(client, told).status_code == 302
    assert stored(told) == {}


def test_it_keeps_what_was_written(client, told):
    response = post(client, told, good_1="We ask first.", good_2="", what_1_out="on", **CHECKED)
    assert response.url == url(told)
    assert stored(told) == {"good_1": "We ask first.", "what_1_out": "yes", **CHECKED}
    assert "We ask first." in page_of(client, told)


def test_an_emptied_box_goes_back_to_the_draft(client, told):
    post(client, told, good_1="We ask first.")
    post(client, told, good_1="")
    assert stored(told) == {}
    assert TRUE in page_of(client, told)


def test_a_second_writer_of_other_points_undoes_nothing(client, told):
    before = hidden(told) | boxes(told)
    client.post(url(told), before | {"good_1": "First."})
    client.post(url(told), before | {"change_1": "Second."})
    assert stored(told) == {"good_1": "First.", "change_1": "Second."}


def test_a_second_writer_of_the_same_point_is_shown_both(client, told):
    before = hidden(told) | boxes(told)
    client.post(url(told), before | {"good_1": "First words."})
    page = client.post(url(told), before | {"good_1": "Second words."}).content.decode()
    assert "Somebody else changed this too" in page
    assert "First words." in page
    assert "Second words.</textarea>" in page
    assert "data-unsaved-words data-unsaved" in page
    assert 'name="initial-good_1" value="First words."' in page
    assert stored(told)["good_1"] == "First words."
    client.post(url(told), before | {"initial-good_1": "First words.", "good_1": "Both words."})
    assert stored(told)["good_1"] == "Both words."


def test_a_form_from_before_the_draft_changed_stores_no_draft(client, told):
    before = hidden(told) | boxes(told)
    add_release(told, make_agreed("p2-doing-well"))
    client.post(url(told), before)
    assert stored(told) == {}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("good_1", "x" * 1001, "The most is 1000"),
        ("checked_on", "soon", "such as 3 March 2027"),
        ("title", "x" * 201, "The most is 200"),
    ],
)
def test_what_cant_be_kept_is_refused_and_not_lost(client, told, field, value, message):
    page = post(client, told, **{field: value, "change_1": "Not lost."}).content.decode()
    assert message in page
    assert "Not lost.</textarea>" in page
    assert "<title>Error: " in page
    assert stored(told) == {}


def test_checks_stand_beside_what_was_saved_and_stop_nobody(client, told):
    post(client, told, good_1="a " * 20)
    assert "20 words in one sentence" in page_of(client, told, "edit_easy_read_summary")


def test_checks_are_told_while_writing_and_nothing_is_written(client, told, django_assert_max_num_queries):
    with django_assert_max_num_queries(19) as queries:
        answer = client.post(url(told, "check_easy_read_summary"), {"text": "We have <three> plans."})
    assert "Use digits: 3 instead of “three”." in answer.json()["html"]
    assert "<three>" not in answer.json()["html"]
    assert not [q for q in queries.captured_queries if not q["sql"].startswith(("SELECT", "BEGIN"))]


# Pictures


def test_a_picture_is_found_and_kept_as_it_is(client, told):
    page = page_of(client, told, "choose_easy_read_picture", point="good_1")
    assert "As it is now" in page
    choose = url(told, "choose_easy_read_picture", point="good_1")
    assert "closed umbrella" in client.get(choose, {"words": "umbrella"}).content.decode()
    assert client.post(choose, {"picture": "1F302", "shown": ""}).url == f"{url(told)}#point-good_1"
    digest = pictures.digest(pictures.draw("1F302"))
    assert stored(told) == {"good_1_picture": digest}
    assert Drawing.objects.filter(digest=digest).exists()
    assert digest in page_of(client, told)


def test_its_pdf_is_found_without_reading_its_pictures_again(client, told):
    client.post(url(told, "choose_easy_read_picture", point="good_1"), {"picture": "1F302", "shown": ""})
    html = to_html(build_easy_read(told))
    job = jobs.Job(folder_of(told.code), jobs.name_of(html), lambda: html)
    job.folder.mkdir(parents=True)
    job.pdf.write_bytes(b"%PDF-1.7 kept")
    looks = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url(told, "easy_read_summary_pdf"))
        assert response.headers["Content-Type"] == "application/pdf"
        looks.append(sum("rubric_drawing" in query["sql"] for query in queries))
    assert looks == [1, 0]


def test_a_picture_can_be_taken_away_and_brought_back(client, told):
    choose = url(told, "choose_easy_read_picture", point="good_1")
    client.post(choose, {"picture": "none"})
    assert stored(told) == {"good_1_picture": "none"}
    client.post(choose, {"picture": "drafted", "shown": "none"})
    assert stored(told) == {}


def test_two_who_choose_a_picture_dont_overwrite_each_other(client, told):
    choose = url(told, "choose_easy_read_picture", point="good_1")
    client.post(choose, {"picture": "none", "shown": ""})
    assert (
        "Somebody else chose another picture"
        in client.post(choose, {"picture": "1F302", "shown": ""}).content.decode()
    )
    assert stored(told) == {"good_1_picture": "none"}


def test_the_rubrics_own_drawing_is_taken_as_the_rubric_keeps_it(client):
    version = make_illustrated_version()
    round, alice = make_told_round(make_agreed("p1-not-yet"), version=version)
    client.force_login(alice)
    client.post(url(round, "choose_easy_read_picture", point="good_1"), {"picture": "1F91D"})
    assert stored(round) == {"good_1_picture": version.drawings["1F91D"]}


def test_choosing_a_picture_saves_the_words_first(client, told):
    response = post(client, told, good_1="We ask first.", then="good_1")
    assert response.url == url(told, "choose_easy_read_picture", point="good_1")
    assert stored(told)["good_1"] == "We ask first."
    assert post(client, told, then="//evil.example").url == url(told)


def test_an_unknown_picture_or_point_is_refused(client, told):
    choose = url(told, "choose_easy_read_picture", point="good_1")
    assert "Choose one of these pictures" in client.post(choose, {"picture": "../x"}).content.decode()
    assert client.get(url(told, "choose_easy_read_picture", point="nothing")).status_code == 404


# Issuing it


def press(client, round, **sent):
    edition = draft_of(round, "easy-read")
    sent = {"number": edition.number, "revision": edition.revision, **sent}
    return client.post(url(round, "issue_easy_read_summary"), sent)


def test_it_isnt_issued_before_somebody_checked_it(client, told):
    page = page_of(client, told, "issue_easy_read_summary")
    assert "Nobody has checked it yet." in page
    assert "Issue it as number" not in page
    assert "Say first who checked it, and when." in press(client, told).content.decode()
    post(client, told, checked_with="Wrenfield People First")
    assert "Say first who checked it, and when." in press(client, told).content.decode()
    assert not told.editions.exclude(issued_at=None).exists()


def test_it_isnt_issued_while_the_round_is_open(client):
    round, alice = make_told_round(state="open")
    client.force_login(alice)
    post(client, round, **CHECKED)
    assert "Close the round" in page_of(client, round, "issue_easy_read_summary")
    assert "Close the round first." in press(client, round).content.decode()
    assert not round.editions.exclude(issued_at=None).exists()


def test_what_is_issued_is_what_was_looked_at(client, told):
    post(client, told, **CHECKED)
    seen = draft_of(told, "easy-read").revision
    post(client, told, good_1="Changed since.")
    assert "Somebody has just changed or issued" in press(client, told, revision=seen).content.decode()
    assert "Somebody has just changed or issued" in press(client, told, revision="x" * 20).content.decode()


def test_pressed_twice_it_is_issued_once(client, told):
    post(client, told, **CHECKED)
    sent = {"number": 1, "revision": draft_of(told, "easy-read").revision}
    for _ in range(2):
        client.post(url(told, "issue_easy_read_summary"), sent)
    assert told.editions.exclude(issued_at=None).count() == 1


def test_what_was_issued_stays_as_it_was(client, told):
    post(client, told, good_1="As it was.", **CHECKED)
    assert press(client, told).url == url(told, "issued_easy_read_summary", number=1)
    first = page_of(client, told, "issued_easy_read_summary", number=1)
    assert "As it was." in first
    assert "We checked this with Wrenfield People First." in first
    assert "3 March 2027" not in first, "one day, on which it was issued"
    post(client, told, good_1="Another time.")
    told.team.name = "Renamed"
    told.team.save()
    told.organisation = told.team.organisation
    assert page_of(client, told, "issued_easy_read_summary", number=1).count("As it was.") == 1
    assert "Another time." not in page_of(client, told, "issued_easy_read_summary", number=1)
    assert press(client, told).url == url(told, "issued_easy_read_summary", number=2)
    assert "This isn’t the newest one." in page_of(client, told, "issued_easy_read_summary", number=1)
    counts = url(told, "issued_easy_read_summary", number=2)
    assert client.get(url(told, "easy_read_summary")).url == counts
    assert client.get(url(told, "easy_read_summary_pdf")).url == counts + "pdf/"
    assert f'href="{url(told, "easy_read_summary")}?draft=next"' in client.get(counts).content.decode()
    draft = client.get(url(told, "easy_read_summary") + "?draft=next").content.decode()
    assert "a newer one was issued" in draft
    assert "Draft of the next" in draft


def test_its_page_says_how_far_its_pdf_is_and_then_how_large(client, told):
    post(client, told, **CHECKED), press(client, told)
    address = url(told, "issued_easy_read_summary", number=1)
    page = client.get(address).content.decode()
    assert "2 of 3 files ready. The PDF is still being made." in page
    assert "progress-wait.js" in page
    json = {"Accept": "application/json"}
    assert client.get(address, headers=json).json()["state"] == "making"
    finish_all()
    assert client.get(address, headers=json).json()["state"] == "over"
    [pdf] = told.editions.get(kind="easy-read").files.filter(format="pdf")
    page = client.get(address).content.decode()
    assert f"Download it as a PDF ({pdf.pages} page" in page
    assert "still being made" not in page


def test_its_pictures_are_kept_when_it_is_issued(told):
    issue(told)
    kept = told.editions.get().files.get(format="json").content
    assert b'"code": ""' in bytes(kept)
    assert b'"code": "1' not in bytes(kept)
    digest = pictures.digest(pictures.draw("1F91D"))
    assert digest.encode() in bytes(kept)
    assert Drawing.objects.filter(digest=digest).exists()


def test_where_the_picture_set_is_missing_it_is_issued_without(told, monkeypatch):
    monkeypatch.setattr(pictures, "codes", lambda: frozenset())
    issue(told)
    assert told.editions.get().files.count() == 2


def test_words_that_were_taken_back_are_in_no_issued_summary(client, told):
    issue(told, good_1="Somebody said: I was asked before it began.")
    take_back_words(told, "I was asked before it began.")
    page = page_of(client, told, "issued_easy_read_summary", number=1)
    assert "Somebody took their words back" in page
    assert "I was asked before it began." not in page
    assert client.get(url(told, "issued_easy_read_summary_pdf", number=1)).status_code == 404
    assert "I was asked before it began." not in page_of(client, told)


def test_a_quote_is_told_only_if_it_may_leave_the_organisation():
    round, _ = make_told_round(state="open")
    part = round.version.principles.first()
    sheet = round.sheets.create(kind="person", how="alone")
    reflection = sheet.reflections.create(principle=part, text="x", may_quote=True)
    Quote.objects.create(round=round, reflection=reflection, text="I was asked.", approved_at=round.opened_at)
    assert "I was asked." not in str(build_easy_read(round).points)
    reflection.may_quote_outside = True
    reflection.save()
    Quote.objects.update(approved_outside_at=round.opened_at)
    assert "I was asked." in str(build_easy_read(round).points)


def test_nothing_is_issued_before_there_is_a_release():
    with pytest.raises(Refused, match="nothing to tell"):
        issue(make_round(state="closed"))


def test_only_facilitators_write_and_issue(told):
    names = ["edit_easy_read_summary", "issue_easy_read_summary"]
    for user, status in [
        (make_member(told.team), 403),
        (make_admin(told.team.organisation), 403),
        (make_facilitator(make_team(name="Another team"), "Charlie"), 404),
    ]:
        client = Client()
        client.force_login(user)
        assert [client.get(url(told, name)).status_code for name in names] == [status, status]
        assert [client.post(url(told, name), CHECKED).status_code for name in names] == [status, status]
        assert client.post(url(told, "check_easy_read_summary"), {"text": "x"}).status_code == status
        choose = url(told, "choose_easy_read_picture", point="good_1")
        assert client.post(choose, {"picture": "none"}).status_code == status
    assert not ReportEdition.objects.exists()


# For those who took part


def test_who_took_part_reads_what_was_issued(client):
    round, person = make_round(), dana()
    join(person, round)
    add_release(round)
    assert "easy-read/" not in "".join(
        page_of(person, round, n) for n in ("my_results", "my_sheet", "thank_you")
    )
    assert person.get(url(round, "my_easy_read_summary")).url == url(round, "my_results")
    round.closed_at = round.opened_at
    round.save()
    issue(round, good_1="We ask first.")
    first = url(round, "my_easy_read_summary")
    for name, figures in {
        "my_results": "the team says",
        "my_sheet": "parts finished",
        "thank_you": "lede",
    }.items():
        page = page_of(person, round, name)
        assert page.index("</h1>") < page.index(first) < page.index(figures), name
    page = page_of(person, round, "my_easy_read_summary")
    assert "We ask first." in page
    assert "/pictures/" not in page, "these ask for an account"
    assert "/drawings/" in page
    assert "Sign out" not in page


def test_opened_again_it_is_no_longer_what_came_of_it(client):
    round, alice = make_told_round(state="open")
    person = dana()
    join(person, round)
    close_round(round, by=alice)
    issue(round, good_1="We ask first.", do_1="We will paint the door.")
    client.force_login(alice)
    client.cookies["wording"] = "easy-read"
    assert "We will paint the door." in page_of(person, round, "my_results")
    assert "We will paint the door." in page_of(client, round, "results")
    reopen_round(round, by=alice, reason="We ticked the wrong level.")
    round = close_round(round, by=alice)
    assert "We will paint the door." not in page_of(person, round, "my_results")
    assert "We will paint the door." not in page_of(client, round, "results")
    assert person.get(url(round, "my_easy_read_summary")).url == url(round, "my_results")
    assert "the round was opened again after it" in page_of(client, round)
    assert "The round was opened again on" in page_of(client, round, "issued_easy_read_summary", number=1)


def test_nobody_without_a_sheet_reads_it(client, told):
    issue(told, good_1="We ask first.")
    assert "We ask first." not in page_of(Client(), told, "my_easy_read_summary")
