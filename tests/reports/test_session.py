"""A session on a projector: the code, the counts, and what is shown when enough people have finished."""

import json

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Reflection, Round, Sheet, Standing
from assessments.services.joining import close_door, join_round
from assessments.services.rounds import close_round
from assessments.services.taking_part import count_taking_part
from reports.views.session import DISPLAY
from rubric.reading import read_version
from teams import replies
from teams.codes import shown
from tests.assessments.sheets import queries
from tests.make import make_facilitator, make_member, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def alice(client, round):
    client.force_login(make_facilitator(round.team))
    return client


def at(round, *part, name="session"):
    return reverse("session_principle" if part else name, args=[round.code, *part])


def finish(round, number, part="p1", **about):
    """So many more people finish the part, with its first statement ticked."""
    principle = read_version(round.version_id).principle(part)
    perspective = round.team.organisation.perspectives.first()
    for n in range(number):
        sheet, _ = join_round(round, nonce=f"{part} {n} {about}", perspective=perspective, **about)
        Answer.objects.create(
            sheet=sheet, statement_id=principle.statements[0].id, value=1, changed_at=timezone.now()
        )
        Reflection.objects.create(sheet=sheet, principle_id=principle.id, finished_at=timezone.now())


def words_of(answer):
    return " ".join(answer.content.decode().split())


def poll(round, client=None, code=None, **headers):
    token = signing.dumps(code or round.code, salt=DISPLAY)
    return (client or Client()).get(reverse("session_poll", args=[token]), headers=headers)


def test_the_screen_has_the_code_its_picture_and_the_counts(alice, round):
    finish(round, 2)
    page = words_of(alice.get(at(round)))
    assert shown(round.join_code) in page
    assert 'class="qr"' in page
    assert '<span data-part="p1">2</span> finished' in page
    assert at(round, "p1") in page


def test_a_closed_door_shows_no_code(alice, round):
    close_door(round, by=None)
    for address in (at(round), at(round, "p1")):
        assert shown(round.join_code) not in words_of(alice.get(address))


def test_only_while_the_round_is_open(alice, round):
    close_round(round, by=None)
    for address in (at(round), at(round, "p1")):
        assert alice.get(address).url == reverse("round", args=[round.code])
    assert alice.post(at(round, "p1")).url == reverse("round", args=[round.code])


def test_a_member_runs_no_session(client, round):
    client.force_login(make_member(round.team))
    assert client.get(at(round)).status_code == 403
    assert client.post(at(round, "p1")).status_code == 403


def test_a_part_that_isnt_there(alice, round):
    assert alice.get(at(round, "p9")).status_code == 404


def test_the_round_page_leads_here(alice, client, round):
    assert at(round) in words_of(alice.get(reverse("round", args=[round.code])))


@pytest.mark.parametrize(
    ("finished", "words"),
    [
        (0, "Nobody has finished so far."),
        (1, "1 has finished so far."),
        (4, "4 have finished so far."),
    ],
)
def test_below_5_it_says_in_words_what_is_missing(alice, round, finished, words):
    finish(round, finished)
    page = words_of(alice.post(at(round, "p1"), follow=True))
    assert f"Fewer than 5 people have finished this part, so it isn’t shown. {words}" in page
    assert not round.releases.exists()


def test_a_group_is_no_person(alice, round):
    finish(round, 4)
    sheet = round.sheets.create(kind=Sheet.Kind.GROUP, people=7)
    sheet.reflections.create(
        principle_id=read_version(round.version_id).principle("p1").id, finished_at=timezone.now()
    )
    page = words_of(alice.post(at(round, "p1"), follow=True))
    assert "4 have finished so far, and 1 group." in page
    assert not round.releases.exists()


def test_an_organisation_may_ask_for_more(alice, round):
    round.team.organisation.floor = 8
    round.team.organisation.save()
    finish(round, 7)
    assert "Fewer than 8 people" in words_of(alice.post(at(round, "p1"), follow=True))


def test_another_part_doesnt_help(alice, round):
    finish(round, 5, "p2")
    assert "Fewer than 5 people" in words_of(alice.post(at(round, "p1"), follow=True))


def test_with_5_it_shows_what_they_see(alice, round):
    finish(round, 5)
    answer = alice.post(at(round, "p1"), follow=True)
    assert round.releases.count() == 1
    page = words_of(answer)
    assert "5 to 9 people" in page
    assert "All or nearly all" in page
    assert [p.key for p in answer.context["results"].principles] == ["p1"]


def test_nothing_is_seen_before_somebody_asks(alice, round):
    finish(round, 5)
    alice.post(at(round, "p1"))
    assert "results" not in alice.get(at(round, "p1")).context
    assert "results" not in alice.get(at(round, "p2")).context


def test_nothing_is_seen_without_a_release(alice, round):
    finish(round, 5)
    assert "All or nearly all" not in words_of(alice.get(f"{at(round, 'p1')}?see"))


def test_where_the_team_stands_is_written_beside_it_and_leads_back(alice, round):
    finish(round, 5)
    alice.post(at(round, "p1"))
    see = f"{at(round, 'p1')}?see"
    standing = reverse("standing", args=[round.code, "p1"]) + "?from=session"
    assert standing in words_of(alice.get(see))
    answer = alice.post(standing, {"level": "getting-there"})
    assert answer.url == standing
    given = {"level": "getting-there", "why": "", "where_we_differ": "On staff.", "revision": 1}
    assert alice.post(standing, given).url == see
    assert "Where we differ: On staff." in words_of(alice.get(see))
    assert Standing.objects.get().level.key == "getting-there"


def test_the_together_part_leads_back_too(alice, round):
    together = reverse("together_principle", args=[round.code, "p1"]) + "?from=session"
    filled = alice.get(together).context["filled"]
    given = {"shown": filled.shown, "fingerprint": filled.fingerprint, "revision": 0, "save": "continue"}
    assert alice.post(together, given).url == reverse("standing", args=[round.code, "p1"]) + "?from=session"


def test_the_rounds_own_steps_run_the_clock(alice, round):
    assert "Answer this part, each on your own." in words_of(alice.get(at(round)))
    steps = [{"minutes": 10, "do": "Welcome everybody."}]
    round.team.organisation.session_formats.create(key="ours", title="Ours", steps=steps)
    Round.objects.filter(pk=round.pk).update(session_format="ours")
    page = words_of(alice.get(at(round)))
    assert 'data-minutes="10"><span data-do>Welcome everybody.' in page
    assert "Answer this part, each on your own." not in page


def test_in_the_open_leads_to_everybody(client):
    round = make_round(sharing=Round.Sharing.IN_THE_OPEN)
    client.force_login(make_facilitator(round.team))
    assert "everybody/" in words_of(client.get(at(round)))


def test_the_screen_costs_little(alice, round):
    finish(round, 6)
    alice.post(at(round, "p1"))
    alice.get(at(round))
    assert len(queries(lambda: alice.get(at(round)))) <= 7
    assert len(queries(lambda: alice.get(f"{at(round, 'p1')}?see"))) <= 10


def test_the_poll_counts(round):
    finish(round, 2)
    finish(round, 1, "p2")
    join_round(round, nonce="empty", how="alone")
    assert poll(round).json() == replies.MARK | {
        "joined": 4,
        "begun": 3,
        "finished": 3,
        "parts": {"p1": 2, "p2": 1},
    }


def test_the_poll_tells_no_other_round(round):
    finish(round, 2)
    other = make_round(round.team)
    assert poll(other).json() == replies.MARK | {"joined": 0, "begun": 0, "finished": 0, "parts": {}}


def test_an_erased_answer_is_no_beginning(round):
    sheet, _ = join_round(round, nonce="a", how="alone")
    statement = round.version.statements.first()
    Answer.objects.create(sheet=sheet, statement=statement, value=0, changed_at=timezone.now())
    assert count_taking_part(round.code).begun == 0


def test_the_poll_says_nothing_when_nothing_changed(round):
    first = poll(round)
    again = poll(round, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    finish(round, 1)
    assert poll(round, **{"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_poll_costs_two_queries_and_no_session(round, client, signed_in):
    if signed_in:
        client.force_login(make_facilitator(round.team))
    finish(round, 3)
    assert len(queries(lambda: poll(round, client))) == 2


def test_the_poll_needs_a_token_of_ours_of_today(round, monkeypatch):
    def answer(token):
        asked = reverse("session_poll", args=[token])
        found = Client().get(asked, headers={"Accept": "application/json"})
        return found.status_code, found.json()["reason"]

    token = signing.dumps(round.code, salt=DISPLAY)
    assert answer(round.code) == answer(signing.dumps(round.code)) == (404, "absent")
    now = signing.time.time() + 12 * 60 * 60 + 1
    monkeypatch.setattr(signing.time, "time", lambda: now)
    assert answer(token) == (404, "absent")


def test_the_poll_names_nobody(round):
    finish(round, 1)
    assert set(json.loads(poll(round).content)) == {"app", "joined", "begun", "finished", "parts"}
