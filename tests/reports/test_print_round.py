"""The page that lists what can be printed, and getting each as a PDF."""

import io
import time
from datetime import date

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Activity, Round, SessionFormat
from assessments.services.editions import folder_of
from assessments.services.offered import find
from reports.formats.paper import PRINTS
from reports.paper import build_paper
from reports.pdf import jobs
from teams.models import Organisation, Perspective, Team
from tests.make import (
    make_admin,
    make_facilitator,
    make_illustrated_version,
    make_member,
    make_organisation,
    make_placing_round,
    make_round,
    make_team,
)
from tests.reports.papers import make_door, printed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def round(client):
    round = make_door()
    client.force_login(make_facilitator(round.team))
    return round


def url(round, paper=None):
    return (
        reverse("paper_pdf", args=[round.code, paper]) if paper else reverse("print_round", args=[round.code])
    )


def get_when_kept(client, address, data=None):
    """What a person gets who waits."""
    for _ in range(6000):
        response = client.get(address, data)
        if response.headers["Content-Type"] == "application/pdf":
            content = b"".join(response.streaming_content)
            pages = pypdf.PdfReader(io.BytesIO(content)).pages
            return response, " ".join(" ".join(page.extract_text() for page in pages).split())
        assert "Making your PDF" in response.content.decode()
        time.sleep(0.1)
    raise AssertionError("It wasn’t made within ten minutes.")


def test_it_lists_all_that_can_be_printed(client, round):
    page = client.get(url(round)).content.decode()
    for name, each in PRINTS.items():
        assert each.title.lower() in page.lower()
        assert url(round, name) in page
    assert "Who will type in what people write?" in page


@pytest.mark.parametrize(
    ("state", "fields", "says"),
    [
        ("planned", {}, "The poster comes when the round is open."),
        ("open", {"door_closed_at": timezone.now()}, "Nobody new can join this round now"),
    ],
)
def test_without_a_way_in_there_is_no_poster(client, state, fields, says):
    round = make_round(state=state, **fields)
    client.force_login(make_facilitator(round.team))
    page = client.get(url(round)).content.decode()
    assert says in page
    assert url(round, "poster") not in page
    assert client.get(url(round, "poster")).url == url(round)


def test_the_plan_says_what_was_chosen_or_where_to_choose(client, round):
    choose = reverse("choose_session_format", args=[round.code])
    assert choose in client.get(url(round)).content.decode()
    make_door(round, session_format="world-cafe")
    assert "You chose: World Café." in client.get(url(round)).content.decode()


def test_it_is_made_and_then_downloads(client, round):
    response, text = get_when_kept(client, url(round, "form"), {"typed_by": "Alice at the desk"})
    assert "Alice at the desk types in what you write" in text
    name = "adult-support-team-spring-round-standard-form.pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_while_it_is_made_the_way_back_and_on_keep_the_name(client, round):
    data = {"typed_by": "Alice & Bob"}
    page = client.get(url(round, "form"), data).content.decode()
    assert f'href="{url(round)}?typed_by=Alice+%26+Bob"' in page
    assert f'href="{url(round, "form")}?typed_by=Alice+%26+Bob">Get the PDF' in page
    assert 'value="Alice &amp; Bob"' in client.get(url(round), data).content.decode()
    get_when_kept(client, url(round, "form"), data)  # so that no worker outlives the test


def test_a_failure_is_told_and_can_be_tried_again(client, round):
    html = printed(round, "plan").replace("reflect.example", "testserver")
    job = jobs.Job(folder_of(round.code), jobs.name_of(html), lambda: html)
    job.folder.mkdir(parents=True)
    job.source.write_text(job.html)
    page = client.get(url(round, "plan")).content.decode()
    assert "<h1>The PDF couldn’t be made</h1>" in page
    assert "report" not in page.split("<main")[1].split("</main")[0]
    assert client.post(url(round, "plan")).url == url(round, "plan")
    get_when_kept(client, url(round, "plan"))


@pytest.mark.parametrize(("typed_by", "says"), [("x" * 81, "Use at most 80 characters.")])
def test_a_name_that_cant_be_printed_is_told(client, round, typed_by, says):
    response = client.get(url(round, "form"), {"typed_by": typed_by})
    assert says in response.content.decode()
    assert "<title>Error: Print for this round" in response.content.decode()


def test_what_isnt_printed_is_missing(client, round):
    assert client.get(url(round, "mugs")).status_code == 404


def test_a_closed_round_prints_nothing(client):
    round = make_round(state="closed")
    client.force_login(make_facilitator(round.team))
    for address in (url(round), url(round, "form")):
        assert client.get(address).url == reverse("round", args=[round.code])


def test_the_round_leads_there_while_it_isnt_closed(client):
    for state, leads in {"planned": True, "open": True, "closed": False}.items():
        round = make_round(make_team(name=state), state=state)
        client.force_login(make_facilitator(round.team))
        page = client.get(reverse("round", args=[round.code])).content.decode()
        assert (url(round) in page) == leads


def test_only_a_facilitator_may(client):
    round = make_door()
    outsider = make_facilitator(make_team(make_organisation("Southmoor Council")), "Charlie")
    people = {make_member(round.team): 403, make_admin(round.team.organisation): 403, outsider: 404}
    for person, status in people.items():
        client.force_login(person)
        assert client.get(url(round)).status_code == status
        assert client.get(url(round, "form")).status_code == status
        assert client.post(url(round, "form")).status_code == status


def test_its_queries_are_few(client, round, django_assert_max_num_queries):
    client.get(url(round))  # reads the version, once
    with django_assert_max_num_queries(
        5
    ):  # session, user, round, perspectives, and the formats if one is chosen
        client.get(url(round))


def put_another_way(organisation):
    """The first change of what comes with the app makes a row of it."""
    way = find(SessionFormat, organisation, "world-cafe")
    way.easy_read = "We sit at small tables."
    way.save()


CHANGES = {
    "the round": lambda round: Round.objects.update(meets_where="The Old School"),
    "its day": lambda round: Round.objects.update(closes_on=date(2099, 1, 9)),
    "its door": lambda round: Round.objects.update(door_closed_at=timezone.now()),
    "the team": lambda round: Team.objects.update(name="Another team"),
    "the organisation": lambda round: Organisation.objects.update(name="Another Council"),
    "a perspective": lambda round: Perspective.objects.update(label="Somebody else"),
    "the way to meet": lambda round: put_another_way(round.team.organisation),
    "what is placed": lambda round: Activity.objects.update(line="Said otherwise."),
}
PLANNED = ("what is placed",)  # changes while nobody takes part yet


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_told_on_paper_is_told_apart(change):
    state = "planned" if change in PLANNED else "open"
    round = make_door(make_placing_round(state=state, session_format="world-cafe"))
    before = read(round)
    assert read(round) == before
    CHANGES[change](round)
    after = read(round)
    assert after[1] != before[1], "the paper itself says something else"
    assert after[0] != before[0]


def read(round):
    """What its paper is known by, and the paper."""
    round = Round.objects.select_related("team__organisation").get(pk=round.pk)
    paper = build_paper(round)
    return paper.told, printed(round, "pack")


def test_the_paper_of_a_round_that_is_late_is_told_apart(monkeypatch):
    round = make_door(closes_on=date(2099, 1, 9))
    before = read(round)
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2099, 1, 10))
    after = read(round)
    assert before[1] != after[1]
    assert before[0] != after[0]


def test_what_is_printed_isnt_written_again_to_find_it(client):
    round = make_door(make_round(version=make_illustrated_version()))
    client.force_login(make_facilitator(round.team))
    html = printed(round, "easy-read").replace("reflect.example", "testserver")
    job = jobs.Job(folder_of(round.code), jobs.name_of(html), lambda: html)
    job.folder.mkdir(parents=True)
    job.pdf.write_bytes(b"%PDF-1.7 kept")
    looks = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url(round, "easy-read"))
        assert response.headers["Content-Type"] == "application/pdf"
        looks.append(sum("rubric_drawing" in query["sql"] for query in queries))
    assert looks[0] > 0, "its pictures are read to write it"
    assert looks[1] == 0
