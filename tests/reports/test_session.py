"""A session on a projector: the code, the counts, and the slides when enough people have finished."""

import json
import re
from itertools import pairwise

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Reflection, Release, Round, Sheet, Standing, WarmUp
from assessments.services import offered
from assessments.services.joining import close_door, join_round
from assessments.services.rounds import close_round
from assessments.services.taking_part import count_taking_part
from reports.views.session import DISPLAY
from rubric.reading import read_version
from teams import replies
from teams.codes import shown
from tests.assessments.sheets import queries
from tests.make import make_facilitator, make_member, make_round, make_version

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def alice(client, round):
    client.force_login(make_facilitator(round.team))
    return client


def at(round, *part, name="session"):
    return reverse("session_principle" if part else name, args=[round.code, *part])


def finish(round, number, part="p1", *, ticked=True, who=0, **about):
    """So many more people finish the part, with its first statement ticked or without."""
    principle = read_version(round.version_id).principle(part)
    perspective = round.team.organisation.perspectives.all()[who]
    for n in range(number):
        nonce = f"{part} {n} {who} {ticked} {about}"
        sheet, _ = join_round(round, nonce=nonce, perspective=perspective, **about)
        if ticked:
            Answer.objects.create(
                sheet=sheet, statement_id=principle.statements[0].id, value=1, changed_at=timezone.now()
            )
        Reflection.objects.create(sheet=sheet, principle_id=principle.id, finished_at=timezone.now())


def differ(round):
    """Those who draw on support tick it, those who work here don't."""
    finish(round, 6)
    finish(round, 6, ticked=False, who=1)


def slide(round, number=1, part="p1"):
    return reverse("session_difference", args=[round.code, part, number])


def stand(round, part="p1"):
    return reverse("standing", args=[round.code, part]) + "?from=session"


def words_of(answer):
    return " ".join(answer.content.decode().replace("<wbr>", "").split())


def poll(round, client=None, code=None, **headers):
    token = signing.dumps(code or round.code, salt=DISPLAY)
    return (client or Client()).get(reverse("session_poll", args=[token]), headers=headers)


def test_the_screen_has_the_code_its_picture_and_the_counts(alice, round):
    finish(round, 2)
    page = words_of(alice.get(at(round)))
    assert shown(round.join_code) in page
    assert 'class="qr"' in page
    assert '<strong data-count="joined">2</strong> have joined' in page
    assert at(round, "p1") in page
    page = words_of(alice.get(at(round, "p1")))
    assert '<strong data-part="p1">2</strong> have finished this part' in page
    assert shown(round.join_code) in page


def test_a_closed_door_shows_no_code(alice, round):
    close_door(round, by=None)
    for address in (at(round), at(round, "p1")):
        assert shown(round.join_code) not in words_of(alice.get(address))


@pytest.mark.parametrize("sharing", Round.Sharing.values)
def test_the_screen_promises_no_more_than_the_round_keeps(client, sharing):
    round = make_round(sharing=sharing)
    client.force_login(make_facilitator(round.team))
    is_open = sharing == Round.Sharing.IN_THE_OPEN
    page = words_of(client.get(at(round)))
    assert ("No names, no e-mail" in page) is not is_open
    assert ("Others see first names and answers" in page) is is_open


def test_only_while_the_round_is_open(alice, round):
    close_round(round, by=None)
    for address in (at(round), at(round, "p1")):
        assert alice.get(address).url == reverse("round", args=[round.code])
    for address in (slide(round), reverse("session_more", args=[round.code, "p1"])):
        assert alice.get(address).url == reverse("round", args=[round.code])
    assert alice.post(at(round, "p1")).url == reverse("round", args=[round.code])


def test_a_member_runs_no_session(client, round):
    client.force_login(make_member(round.team))
    assert client.get(at(round)).status_code == 403
    assert client.post(at(round, "p1")).status_code == 403


def test_a_part_that_isnt_there(alice, round):
    for address in (at(round, "p9"), slide(round, part="p9")):
        assert alice.get(address).status_code == 404


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
    assert "Fewer than 5 people have finished this part, so it isn’t shown." in page
    assert words in page
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


def test_with_5_in_a_group_the_largest_difference_comes_first(alice, round):
    differ(round)
    answer = alice.post(at(round, "p1"), follow=True)
    assert answer.request["PATH_INFO"] == slide(round)
    assert round.releases.count() == 1
    shown = answer.context["slide"]
    assert shown.statement == "p1-not-yet"
    assert [(bar.side, bar.in_words, sum(bar.boxes)) for bar in shown.bars] == [
        ("lived-experience", "all or nearly all", 5),
        ("paid", "few or nobody", 1),
    ]
    assert "all or nearly all" in answer.content.decode()
    alice.cookies["wording"] = "easy-read"
    easily = alice.get(slide(round)).content.decode()
    assert all(bar.in_easy_words in easily for bar in shown.bars)
    assert "all or nearly all" not in easily


def test_one_group_alone_is_compared_with_nobody_and_says_who_is_missing(alice, round):
    finish(round, 6)
    page = words_of(alice.post(at(round, "p1"), follow=True))
    assert "There is nothing to compare that with." in page
    assert "Not shown by themselves:</strong> “I work here”. Fewer than 5" in page


def test_where_groups_agree_it_says_so(alice, round):
    finish(round, 6)
    finish(round, 6, who=1)
    assert "You see this part much the same way" in words_of(alice.post(at(round, "p1"), follow=True))


def test_figures_that_stayed_say_of_when_they_are(alice, round):
    differ(round)
    alice.post(at(round, "p1"))
    first = Release.objects.get()
    stored = first.counts
    for group in stored["principles"][0]["groups"]:
        group["counted_on"] = "2026-03-03"
    Release.objects.create(round=round, number=2, agreed=first.agreed, counts=stored)
    assert "all or nearly all, as on 3 March 2026" in words_of(alice.get(slide(round)))


def test_nothing_is_seen_before_somebody_asks(alice, round):
    differ(round)
    page = words_of(alice.get(slide(round)))
    assert "This part isn’t shown yet" in page
    assert "people have finished this part. “Show the differences” is one slide back." in page
    alice.post(at(round, "p1"))
    assert "slide" not in alice.get(at(round, "p1")).context
    assert "isn’t shown" in words_of(alice.get(slide(round, part="p2")))


def test_a_number_beyond_the_differences_is_the_last(alice, round):
    differ(round)
    alice.post(at(round, "p1"))
    for number in (0, 3, 99):
        assert alice.get(slide(round, number)).context["number"] == 1


def test_every_slide_leads_on_and_back(alice, round):
    differ(round)
    alice.post(at(round, "p1"))
    on = {at(round): at(round, "p1"), slide(round): stand(round), stand(round): at(round, "p2")}
    on[stand(round, "p2")] = reverse("session_more", args=[round.code, "p2"])
    back = {at(round, "p1"): at(round), slide(round): at(round, "p1"), at(round, "p2"): stand(round)}
    for address, link in [(a, f'rel="next" {b}') for a, b in on.items()] + [
        (a, f'rel="prev" {b}') for a, b in back.items()
    ]:
        rel, there = link.split(" ")
        assert re.search(rf'<a[^>]*{rel}[^>]*href="{re.escape(there)}"', words_of(alice.get(address))), (
            address
        )


def test_where_the_team_stands_is_chosen_on_a_slide_then_told_why(alice, round):
    page = words_of(alice.get(stand(round)))
    assert "Where do we stand?" in page
    assert "checked" not in page
    assert alice.post(stand(round), {"level": "getting-there"}).url == stand(round)
    page = words_of(alice.get(stand(round)))
    assert 'value="getting-there" checked' in page
    given = {"level": "getting-there", "why": "So.", "where_we_differ": "On staff.", "revision": 1}
    assert alice.post(stand(round), given).url == at(round, "p2")
    assert Standing.objects.get().why == "So."
    assert "Go on" in words_of(alice.get(stand(round)))


def test_a_changed_choice_without_a_reason_keeps_its_words_on_the_slide(alice, round):
    alice.post(stand(round), {"level": "getting-there"})
    given = {"level": "doing-well", "why": "", "where_we_differ": "On staff.", "revision": 1}
    page = words_of(alice.post(stand(round), given))
    assert "You have changed your choice. Say why in a few words." in page
    assert "On staff." in page
    assert 'value="doing-well" checked' in page


def test_a_rubric_without_three_levels_asks_in_words(alice):
    version = make_version(published=False)
    version.levels.update(direction="progress")
    version.published_at = timezone.now()
    version.save()
    round = make_round(version=version)
    alice.force_login(make_facilitator(round.team))
    page = words_of(alice.get(stand(round)))
    assert "Where do we stand?" in page
    assert 'name="level"' not in page
    assert 'name="why"' in page


def test_the_together_part_leads_back_too(alice, round):
    together = reverse("together_principle", args=[round.code, "p1"]) + "?from=session"
    filled = alice.get(together).context["filled"]
    given = {"shown": filled.shown, "fingerprint": filled.fingerprint, "revision": 0, "save": "continue"}
    assert alice.post(together, given).url == reverse("standing", args=[round.code, "p1"]) + "?from=session"


def test_the_rounds_own_steps_run_the_clock(alice, round):
    more = reverse("session_more", args=[round.code, "p1"])
    assert "Answer this part, each on your own." in words_of(alice.get(more))
    steps = [{"minutes": 10, "do": "Welcome everybody."}]
    round.team.organisation.session_formats.create(key="ours", title="Ours", steps=steps)
    Round.objects.filter(pk=round.pk).update(session_format="ours")
    page = words_of(alice.get(more))
    assert "Welcome everybody. 10 minutes" in page
    assert 'data-clock-minutes="10 "' in page
    assert "Answer this part, each on your own." not in page


def test_the_clock_moves_with_the_step(alice, round):
    differ(round)
    alice.post(at(round, "p1"))
    places = [at(round), at(round, "p1"), slide(round), stand(round), at(round, "p2")]
    clocks = [re.search('data-clock-place="(.*?)"', words_of(alice.get(each)))[1] for each in places]
    assert clocks == ["1-0", "1-0", "1-1", "1-2", "2-0"]


def test_more_leads_back_to_the_slide_that_one_came_from(alice, round):
    differ(round)
    alice.post(at(round, "p1"))
    for address in (at(round), at(round, "p2"), slide(round), stand(round, "p2")):
        more = re.search(r'href="([^"]*)">More<', words_of(alice.get(address)))[1]
        back = re.search(r'rel="prev" data-back href="([^"]*)"', words_of(alice.get(more)))[1]
        assert back == address


def test_in_the_open_leads_to_everybody(client):
    round = make_round(sharing=Round.Sharing.IN_THE_OPEN)
    client.force_login(make_facilitator(round.team))
    assert "everybody/" in words_of(client.get(reverse("session_more", args=[round.code, "p1"])))


def test_the_screen_costs_little(alice, round):
    differ(round)
    alice.post(at(round, "p1"))
    alice.get(at(round))
    assert len(queries(lambda: alice.get(at(round)))) <= 5
    assert len(queries(lambda: alice.get(slide(round)))) <= 7
    assert len(queries(lambda: alice.get(stand(round)))) <= 7


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


def test_whoever_finished_two_parts_is_one(round):
    finish(round, 1)
    join_round(round, nonce="empty", how="alone")
    second = read_version(round.version_id).principle("p2")
    sheet = Sheet.objects.get(reflections__isnull=False)
    Reflection.objects.create(sheet=sheet, principle_id=second.id, finished_at=timezone.now())
    told = poll(round).json()
    assert (told["joined"], told["begun"], told["finished"]) == (2, 1, 1)
    assert told["parts"] == {"p1": 1, "p2": 1}


@pytest.mark.parametrize("said", ["words", "a tick"])
def test_whoever_has_finished_nothing_may_have_begun(round, said):
    finish(round, 1)
    sheet, _ = join_round(round, nonce="a", how="alone")
    if said == "words":
        Reflection.objects.create(sheet=sheet, principle=round.version.principles.first(), text="Hello")
    else:
        statement = round.version.statements.first()
        Answer.objects.create(sheet=sheet, statement=statement, value=1, changed_at=timezone.now())
    told = poll(round).json()
    assert (told["joined"], told["begun"], told["finished"]) == (2, 2, 1)


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
def test_the_poll_costs_one_query_and_no_session(round, client, signed_in):
    if signed_in:
        client.force_login(make_facilitator(round.team))
    finish(round, 3)
    assert len(queries(lambda: poll(round, client))) == 1


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


def test_a_member_who_comes_with_the_projectors_address_gets_the_ordinary_pages(round):
    bob = Client()
    bob.force_login(make_member(round.team))
    page = words_of(bob.get(stand(round)))
    assert "/session/" not in page
    level = read_version(round.version_id).levels[0].key
    bob.post(stand(round), {"level": level})
    stored = Standing.objects.get()
    kept = bob.post(stand(round), {"level": level, "why": "", "revision": stored.revision})
    assert "/session/" not in kept.url


def warm_up(round, number=1, way=""):
    return reverse("session_warm_up", args=[round.code, number]) + way


def begin_with(round, *warm_ups, **more):
    Round.objects.filter(pk=round.pk).update(warm_ups=warm_ups, **more)
    round.refresh_from_db()


def test_a_warm_up_is_a_slide_in_both_wordings_without_what_is_for_the_leader(alice, round):
    begin_with(round, "this-week")
    page = words_of(alice.get(warm_up(round)))
    shown = offered.find(WarmUp, round.team.organisation, "this-week")
    for told in (shown.title, shown.easy_read_title, shown.do, shown.easy_read, shown.idea_from):
        assert told in page
    assert f'src="{reverse("picture", args=[shown.picture])}"' in page
    assert "Anybody may listen instead of speaking." in page
    assert "Warm-up 1 of 1" in page
    for kept_back in (shown.listen_for, shown.easy_read_listen_for, shown.gentler, "gentler way"):
        assert kept_back not in page


def test_the_other_way_looks_the_same(alice, round):
    begin_with(round, "this-week")
    page = words_of(alice.get(warm_up(round, way="?way=gentler")))
    shown = offered.find(WarmUp, round.team.organisation, "this-week")
    assert shown.gentler in page
    assert shown.easy_read_gentler in page
    assert shown.do not in page
    assert "Anybody may listen instead of speaking." in page
    assert f'href="{warm_up(round)}">Show the other way' in page
    offered.change(shown, by=None, gentler="")
    assert "Show the other way" not in words_of(alice.get(warm_up(round)))


def test_a_session_begins_with_its_warm_ups(alice, round):
    begin_with(round, "this-week", "hours-in-a-year")
    ways = [at(round), warm_up(round), warm_up(round, 2), at(round, "p1")]
    for here, there in pairwise(ways):
        assert re.search(rf'<a[^>]*rel="next"[^>]*href="{re.escape(there)}"', words_of(alice.get(here)))
        assert re.search(rf'<a[^>]*rel="prev"[^>]*href="{re.escape(here)}"', words_of(alice.get(there)))
    assert "8,760 hours" in words_of(alice.get(warm_up(round, 9)))  # beyond them is the last
    assert warm_up(round) in words_of(alice.get(reverse("session_more", args=[round.code, "p1"])))


def test_without_warm_ups_there_is_no_such_slide(alice, round):
    assert alice.get(warm_up(round)).url == at(round)
    close_round(round, by=None)
    assert alice.get(warm_up(round)).url == reverse("round", args=[round.code])


@pytest.mark.parametrize(
    ("way", "steps"), [("", "10 10 "), ("path", "10 10 30 30 30 15 30 60 ")], ids=["no way", "a way"]
)
def test_the_clock_goes_over_warm_ups_too(alice, round, way, steps):
    begin_with(round, "this-week", "hours-in-a-year", session_format=way)
    for number in (1, 2):
        page = words_of(alice.get(warm_up(round, number)))
        assert f'data-clock-minutes="{steps}"' in page
        assert f'data-clock-place="warm-up-{number}" data-clock-step="{number - 1}"' in page
    if way:
        assert f'data-clock-minutes="{steps}"' in words_of(alice.get(at(round)))


def test_a_warm_up_costs_little(alice, round):
    begin_with(round, "this-week", session_format="path")
    alice.get(at(round))  # reads the version, once
    assert len(queries(lambda: alice.get(warm_up(round)))) <= 5  # session, user, round, warm-ups, formats
