"""What was begun by mistake is taken back: plans and try-outs go, and no round in which somebody has answered."""

import re
import time
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import (
    Action,
    Answer,
    Reflection,
    Release,
    ReportEdition,
    Round,
    Sheet,
    YouSaid,
)
from assessments.services.answering import RoundClosed, finish_part, save_answer
from assessments.services.editions import folder_of
from assessments.services.joining import erase_sheet, join_round
from assessments.services.keeping import erase_expired
from assessments.services.releases import make_release
from assessments.services.removing import delete_plan, remove_try_out
from assessments.services.room import record_room
from assessments.services.rounds import close_round, open_round
from teams.models import Letter
from teams.refusals import Refused
from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_member,
    make_person_sheet,
    make_round,
    make_team,
    make_user,
    say,
)
from tests.way_in import answers

AT_THE_LOCK = 1  # seconds, in which somebody has to wait
TICKED = Answer.Value.TICKED


def filled_try_out(team=None, **extra):
    """A round that its facilitator tried: all that a try-out may hold, and nobody's answer."""
    round = make_round(team, closes_on=timezone.localdate(), **extra)
    together = round.sheets.get()
    say(together, p1_not_yet=1)
    people = round.team.organisation.perspectives.all()
    record_room(together, present=people, people=3, why_nobody="", seen="")
    together.standings.create(principle=round.version.principles.first(), why="Because.")
    make_person_sheet(round)
    round.sheets.create(kind=Sheet.Kind.GROUP, people=3)
    make_release(round, by=None)
    make_action(round.team, round=round)
    ReportEdition.objects.create(round=round, kind="board", details={"why": "We met."})
    YouSaid.objects.create(round=round, entries=[{"you_said": "Hello"}])
    return Round.objects.get(pk=round.pk)


def rows_left():
    return [model.objects.count() for model in (Round, Sheet, Release, ReportEdition, YouSaid, Reflection)]


@pytest.mark.django_db
def test_a_plan_is_deleted_and_its_actions_stay():
    round = make_round(state="planned")
    action, by = make_action(round.team, round=round), make_user()
    delete_plan(round, by=by)
    delete_plan(round, by=by)
    action.refresh_from_db()
    assert (Round.objects.count(), action.round, action.team) == (0, None, round.team)
    assert LogEntry.objects.get(user=by).object_repr == "Spring round"


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_plan_that_has_just_been_opened_isnt_deleted(state):
    with pytest.raises(Refused, match="has just been opened"):
        delete_plan(make_round(state=state), by=None)


@pytest.mark.django_db
@pytest.mark.parametrize("is_closed", [False, True])
def test_a_try_out_goes_whole(is_closed, tmp_path, settings, django_capture_on_commit_callbacks):
    settings.DATA_DIR = tmp_path
    round, other = filled_try_out(), filled_try_out()
    kept = folder_of(round.code) / "draft.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"%PDF")
    address = reverse("round", args=[round.code])
    Letter.objects.create(kind="open_round", to="a@council.example", subject="Late", body=f"Go to {address}")
    Letter.objects.create(kind="open_round", to="a@council.example", subject="Other", body="Go elsewhere")
    if is_closed:
        close_round(round, by=None)
    by = make_user()
    with django_capture_on_commit_callbacks(execute=True):
        remove_try_out(round, by=by)
        remove_try_out(round, by=by)
    assert rows_left() == [1, 3, 1, 1, 1, 1]
    assert set(Round.objects.all()) == {other}
    assert Action.objects.filter(round=None, team=round.team).count() == 1
    assert not kept.exists()
    assert [letter.subject for letter in Letter.objects.waiting()] == ["Other"]
    assert LogEntry.objects.filter(user=by, change_message="The try-out was removed.").count() == 1


def answered_by_a_person(round):
    save_answer(
        make_person_sheet(round),
        statement=round.version.statements.first().pk,
        value=Answer.Value.NOT_SURE,
        changed_at=timezone.now(),
    )


def answered_by_a_group(round):
    sheet = round.sheets.create(kind=Sheet.Kind.GROUP, people=2)
    finish_part(sheet, principle=round.version.principles.first().pk)


def written_by_a_person(round):
    make_person_sheet(round).reflections.create(principle=round.version.principles.first(), text="Late.")


def issued(round):
    ReportEdition.objects.create(round=round, kind="easy-read", issued_at=timezone.now())


def issued_and_taken_back(round):
    now = timezone.now()
    ReportEdition.objects.create(round=round, kind="board", issued_at=now, superseded_at=now)


def shown_and_erased(round):
    """A group's words were shown, and it has erased its sheet since."""
    sheet = round.sheets.create(kind=Sheet.Kind.GROUP, people=2)
    finish_part(sheet, principle=round.version.principles.first().pk)
    make_release(round, by=None)
    erase_sheet(sheet)


def counted_and_erased(round):
    work = round.team.organisation.perspectives.last()
    sheets = [say(make_person_sheet(round, work), p1_not_yet=1) for _ in range(6)]
    make_release(round, by=None)
    for sheet in sheets:
        erase_sheet(sheet)


def closed_and_erased(round):
    """Too few to be told of."""
    sheet = say(make_person_sheet(round), p1_not_yet=1)
    close_round(round, by=None)
    erase_sheet(sheet)


def kept_no_longer(round):
    say(make_person_sheet(round), p1_not_yet=1)
    close_round(round, by=None)
    assert erase_expired(now=timezone.now() + timedelta(days=800))


REAL = [
    answered_by_a_person,
    answered_by_a_group,
    written_by_a_person,
    issued,
    issued_and_taken_back,
    shown_and_erased,
    counted_and_erased,
    closed_and_erased,
    kept_no_longer,
]


@pytest.mark.django_db
@pytest.mark.parametrize("happens", REAL, ids=lambda one: one.__name__)
def test_a_round_that_was_real_stays_whoever_asks(happens):
    """The service says why, and the database refuses whoever goes past it."""
    round = make_round()
    happens(round)
    round.refresh_from_db()
    if round.is_open:
        make_release(round, by=None)
    with pytest.raises(Refused, match="so it stays"):
        remove_try_out(round, by=None)
    with pytest.raises(IntegrityError, match="so it stays"), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(removed_at=timezone.now())
    for release in round.releases.all():
        with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
            Release.objects.filter(pk=release.pk).delete()


@pytest.mark.django_db
def test_that_somebody_answered_is_never_forgotten():
    round = make_round(was_answered=True)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(was_answered=False)


@pytest.mark.django_db
def test_nothing_can_be_said_in_a_round_that_is_being_removed():
    round = make_round()
    Round.objects.filter(pk=round.pk).update(removed_at=timezone.now())
    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        make_person_sheet(round)


@pytest.mark.django_db
def test_releases_of_a_try_out_go_with_it_and_not_alone():
    round = filled_try_out()
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        round.releases.all().delete()


@pytest.mark.django_db
def test_whoever_tried_it_with_a_sheet_of_their_own_erases_that_first():
    round = make_round()
    sheet = say(make_person_sheet(round), p1_not_yet=1)
    with pytest.raises(Refused, match="Somebody has answered"):
        remove_try_out(round, by=None)
    erase_sheet(sheet)
    remove_try_out(round, by=None)
    assert not Round.objects.exists()


@pytest.mark.django_db
def test_a_round_that_another_looks_back_at_stays():
    first = filled_try_out(about="team")
    close_round(first, by=None)
    later = make_round(first.team, first.version, state="planned", title="Autumn", from_last=True)
    open_round(later, by=None)
    with pytest.raises(Refused, match="“Autumn” looks back at this round"):
        remove_try_out(first, by=None)
    remove_try_out(later, by=None)
    remove_try_out(first, by=None)
    assert not Round.objects.exists()


@pytest.mark.django_db
def test_what_people_are_told_is_taken_offline_first():
    round = make_round(state="closed")
    YouSaid.objects.create(round=round, published_at=timezone.now())
    with pytest.raises(Refused, match="Take it offline"):
        remove_try_out(round, by=None)


# At the very moment


@pytest.fixture
def try_out(committing):
    return committing(filled_try_out)


def tick(round, sheet):
    answer = {"statement": round.version.statements.first().pk, "value": TICKED}
    save_answer(sheet, changed_at=timezone.now(), **answer)


def person_in(round):
    return round.sheets.get(kind=Sheet.Kind.PERSON)


def still_there(round):
    return Round.objects.filter(pk=round.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_answers_while_it_is_removed_keeps_the_round(committing, try_out):
    sheet = committing(person_in, try_out)
    with committing.before_committing(tick, try_out, sheet):
        removing = committing.start(remove_try_out, try_out, by=None)
        time.sleep(AT_THE_LOCK)
        assert not removing.done()
    with pytest.raises(Refused, match="Somebody has answered"):
        removing.result(30)
    assert committing(sheet.answers.count) == 1


@pytest.mark.django_db(transaction=True)
def test_the_database_looks_at_what_is_just_being_saved(committing, try_out):
    """Also for whoever goes past the service."""

    def go_past():
        Round.objects.filter(pk=try_out.pk).update(removed_at=timezone.now())

    sheet = committing(person_in, try_out)
    with committing.before_committing(tick, try_out, sheet):
        removing = committing.start(go_past)
        time.sleep(AT_THE_LOCK)
    with pytest.raises(IntegrityError, match="so it stays"):
        removing.result(30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "do",
    [
        lambda round: tick(round, person_in(round)),
        lambda round: join_round(round, nonce="late"),
        lambda round: record_room(
            round.sheets.get(kind="together"), present=(), people=2, why_nobody="", seen=""
        ),
    ],
    ids=["answer", "join", "room"],
)
def test_whoever_comes_after_it_finds_no_round(committing, try_out, do):
    with committing.before_committing(remove_try_out, try_out, by=None):
        late = committing.start(do, try_out)
        time.sleep(AT_THE_LOCK)
        assert not late.done()
    with pytest.raises(RoundClosed):
        late.result(30)
    assert not committing(still_there, try_out)


@pytest.mark.django_db(transaction=True)
def test_whoever_erases_a_sheet_that_has_just_gone_finds_it_erased(committing, try_out):
    sheet = committing(person_in, try_out)
    with committing.before_committing(remove_try_out, try_out, by=None):
        erasing = committing.start(erase_sheet, sheet)
        time.sleep(AT_THE_LOCK)
    assert erasing.result(30) is None


@pytest.mark.django_db(transaction=True)
def test_a_round_that_is_opened_meanwhile_looks_back_at_nothing(committing, try_out):
    """Or the try-out stays, where the other was first."""

    def plan_another():
        return make_round(try_out.team, try_out.version, state="planned")

    committing(close_round, try_out, by=None)
    later = committing(plan_another)
    with committing.before_committing(remove_try_out, try_out, by=None):
        opening = committing.start(open_round, later, by=None)
        time.sleep(AT_THE_LOCK)
    assert opening.result(30).previous is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_remove_it_at_once_both_find_it_gone(committing, try_out):
    removing = [committing.start(remove_try_out, try_out, by=None) for _ in range(3)]
    assert [one.result(30) for one in removing] == [None] * 3
    assert not committing(still_there, try_out)


@pytest.mark.django_db(transaction=True)
def test_whoever_presses_another_button_meanwhile_reads_that_there_is_no_such_page(committing, try_out):
    def sign_in():
        client.force_login(make_facilitator(try_out.team))

    def press():
        return client.post(reverse("close_round", args=[try_out.code])).status_code

    client = Client()
    committing(sign_in)
    with committing.before_committing(remove_try_out, try_out, by=None):
        pressing = committing.start(press)
        time.sleep(AT_THE_LOCK)
        assert not pressing.done()
    assert pressing.result(30) == 404


# On the pages


def go(client, name, round, data=None):
    address = reverse(name, args=[round.code])
    return client.get(address, follow=True) if data is None else client.post(address, data, follow=True)


@pytest.mark.django_db
def test_a_facilitator_finds_the_way_and_reads_what_goes(client):
    round = filled_try_out()
    client.force_login(make_facilitator(round.team))
    assert reverse("remove_try_out", args=[round.code]) in go(client, "round", round).content.decode()
    page = go(client, "remove_try_out", round).content.decode()
    for words in ("with all that was said on it", "What was shown so far", "2 empty sheets", "1 action that"):
        assert words in page
    after = go(client, "remove_try_out", round, {})
    assert after.redirect_chain[-1][0] == reverse("team", args=[round.team.code])
    assert "“Spring round” is removed." in after.content.decode()


@pytest.mark.django_db
def test_an_admin_removes_nothing_that_a_team_has_begun_together(client):
    """They may not read that sheet, so they couldn't know what goes."""
    begun, empty = filled_try_out(), make_round(state="open")
    for round in (begun, empty):
        client.force_login(make_admin(round.team.organisation))
        words = "Only its facilitators can remove this round"
        assert (words in go(client, "remove_try_out", round).content.decode()) == (round == begun)
        go(client, "remove_try_out", round, {})
    assert set(Round.objects.filter(pk__in=[begun.pk, empty.pk])) == {begun}


@pytest.mark.django_db
def test_a_facilitator_deletes_a_plan(client):
    round = make_round(state="planned")
    client.force_login(make_facilitator(round.team))
    assert "Delete this plan" in go(client, "round", round).content.decode()
    assert "nobody has answered anything" in go(client, "delete_plan", round).content.decode()
    assert "“Spring round” is deleted." in go(client, "delete_plan", round, {}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "state"), [("delete_plan", "planned"), ("remove_try_out", "open")])
def test_pressed_twice_both_lead_to_the_team(client, name, state):
    round = make_round(state=state)
    alice = make_facilitator(round.team)
    client.force_login(alice)
    page = go(client, name, round).content.decode()
    pressed = dict(re.findall(r'<input type="hidden" name="(team)" value="(.*)">', page))
    for words in ("“Spring round” is", "This round isn’t there any more"):
        after = go(client, name, round, pressed)
        assert after.redirect_chain == [(reverse("team", args=[round.team.code]), 302)]
        assert words in after.content.decode()
    elsewhere = make_round(state=state).team
    assert go(client, name, round, {"team": elsewhere.code}).status_code == 404
    assert go(client, name, round, {}).status_code == 404
    assert go(client, name, round).status_code == 404


@pytest.mark.django_db
def test_an_admin_isnt_told_how_many_have_joined(client):
    round = make_round()
    for _ in range(2):
        make_person_sheet(round)
    client.force_login(make_admin(round.team.organisation))
    page = go(client, "remove_try_out", round).content.decode()
    assert "Empty sheets. Whoever has just joined" in page
    assert "2 empty sheets" not in page


@pytest.mark.django_db
def test_the_page_says_why_a_round_stays_and_leads_on(client):
    round = make_round()
    answered_by_a_person(round)
    client.force_login(make_facilitator(round.team))
    page = go(client, "remove_try_out", round).content.decode()
    assert "Somebody has answered in this round" in page
    assert reverse("close_round", args=[round.code]) in page
    assert "Remove the try-out" not in page
    assert "Somebody has answered" in go(client, "remove_try_out", round, {}).content.decode()
    assert still_there(round)


@pytest.mark.django_db
def test_members_dont_take_rounds_back(client):
    team = make_team()
    client.force_login(make_member(team))
    for name, state in (("delete_plan", "planned"), ("remove_try_out", "open")):
        round = make_round(team, state=state)
        assert go(client, name, round, {}).status_code == 403
        assert still_there(round)


@pytest.mark.django_db
def test_whose_sheet_has_gone_reads_so_and_keeps_their_words(client):
    round = make_round()
    perspective = round.team.organisation.perspectives.first()
    client.get(reverse("join_link", args=[round.link_token]), follow=True)
    for address, said in answers(round.code, perspective.pk):
        client.post(address, said)
    part = reverse("my_principle", args=[round.code, "p1"])
    assert client.get(part, follow=True).status_code == 200
    remove_try_out(round, by=None)
    gone = client.post(part, {"text": "We start late."})
    assert gone.status_code == 404
    page = gone.content.decode()
    assert "We start late." in page
    assert "removed the round" in page
    assert client.get(reverse("join_link", args=[round.link_token])).status_code == 404
