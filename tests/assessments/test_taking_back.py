"""Taking back words that may be anybody's: no other text is rewritten, no other report goes, a person decides."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.hints import holds_words, is_whole_text
from assessments.models import ActionNote, ReportEdition, ReportFile, TakenBack, YouSaid
from assessments.services import forgetting
from assessments.services.editions import draft_of, folder_of, issue
from assessments.services.taking_out import INSTEAD, places_of
from teams.refusals import Refused
from tests.make import (
    make_action,
    make_facilitator,
    make_member,
    make_person_sheet,
    make_round,
    make_team,
    say,
    take_back_words,
)

pytestmark = pytest.mark.django_db
LONG = "Nobody asked us what we want."


@pytest.fixture
def round():
    return make_round(state="closed", title="Spring")


@pytest.fixture
def other(round):
    return make_round(round.team, round.version, state="closed", title="Autumn")


@pytest.fixture
def alice(round):
    return make_facilitator(round.team)


@pytest.fixture
def client(alice):
    client = Client()
    client.force_login(alice)
    return client


def issued(round, page, alice, **details):
    edition = draft_of(type(round).objects.get(pk=round.pk), ReportEdition.Kind.BOARD)
    edition.details = details
    return issue(
        edition, {("outside", "html"): page.encode()}, release=edition.round.releases.first(), by=alice
    )


def state(edition):
    edition.refresh_from_db()
    return edition.state, edition.files.count()


def again(row):
    row.refresh_from_db()
    return row


def places(round):
    return [(one.where, one.text) for taken in round.taken_back.all() for one in places_of(taken)]


@pytest.mark.parametrize("words", ["We", "we.", "“WE”", "Ask us", "Nothing ever changes here"])
def test_a_short_quote_rewrites_no_other_text(words, round, other, alice):
    bare = words.strip("“”.")
    texts = [f"{bare} will do it.", f"Then {bare}: yes", f"We{bare}ther", "The we’s."]
    actions = [make_action(round.team, text, round=of, why=text) for text in texts for of in (round, other)]
    note = ActionNote.objects.create(action=actions[0], text=texts[0])
    page = YouSaid.objects.create(round=round, entries=[{"you_said": texts[0]}])
    draft = round.editions.create(details={"purpose": texts[0]})
    elsewhere = issued(other, f"<p>{texts[0]}</p>", alice, purpose=texts[0])
    take_back_words(round, words)
    assert [again(action).what for action in actions] == [text for text in texts for _ in "12"]
    assert again(note).text == again(page).entries[0]["you_said"] == texts[0]
    assert again(draft).details["purpose"] == again(elsewhere).details["purpose"] == texts[0]
    assert state(elsewhere) == ("issued", 1)
    assert {("An action", texts[0]), ("A note on an action", texts[0])} <= set(places(round))
    assert ("Board report 1, as issued", words) in places(round)


def test_a_text_that_is_nothing_else_loses_it(round, other):
    mine, theirs = (make_action(round.team, "“Ask us!”", round=of) for of in (round, other))
    page = YouSaid.objects.create(
        round=round, entries=[{"you_said": "ask  us"}], shown=[{"you_said": "Ask us."}]
    )
    take_back_words(round, "Ask us.")
    assert again(mine).what == again(page).entries[0]["you_said"] == page.shown[0]["you_said"] == INSTEAD
    assert again(theirs).what == "“Ask us!”"
    assert places(round) == [("An action", "“Ask us!”")]


def test_its_own_report_goes_however_short_it_is(round, alice):
    edition = issued(round, "<p>We</p>", alice)
    take_back_words(round, "We")
    assert state(edition) == ("superseded", 0)
    assert not TakenBack.objects.exists()


def test_a_long_quote_that_another_round_has_by_coincidence(round, other, alice):
    """Two people in two rounds said the same. One takes it back."""
    action = make_action(round.team, LONG, round=other)
    edition = issued(other, f"<p>{LONG}</p>", alice, purpose=LONG)
    take_back_words(round, LONG)
    assert again(action).what == LONG
    assert state(edition) == ("issued", 1)
    assert set(places(round)) == {("An action", LONG), ("Board report 1, as issued", LONG)}


def test_a_report_that_printed_an_action_with_the_words_goes_too(round, other, alice):
    action = make_action(round.team, f"Answer “{LONG}”", round=round)
    told = issued(other, "<td>Answer “Nobody asked us\n what we want.”</td>", alice)
    third = make_round(round.team, round.version, state="closed")
    untold = issued(third, "<td>Nothing of it.</td>", alice)
    take_back_words(round, LONG)
    assert again(action).what == f"Answer “{INSTEAD}”"
    assert state(told) == ("superseded", 0)
    assert state(untold) == ("issued", 1)


def test_a_part_of_somebody_elses_quote_is_left_to_a_person(round):
    whole = f"{LONG} And then Joe did."
    sheet = say(make_person_sheet(make_round(round.team, round.version)))
    sheet.round.quotes.create(reflection=sheet.reflections.get(), text=whole)
    action = make_action(round.team, f"Answer: {whole}", round=round)
    take_back_words(round, LONG)
    assert again(action).what == f"Answer: {whole}"
    assert places(round) == [("An action", f"Answer: {whole}")]


def decide(client, round, decide, place=None):
    taken = round.taken_back.get()
    sent = {"taken": taken.code, "decide": decide, "place": place and place.mark}
    return client.post(
        reverse("taken_back", args=[round.code]), {k: v for k, v in sent.items() if v}, follow=True
    )


def test_a_sentence_that_somebody_else_is_quoted_with_stays(round):
    sheet = say(make_person_sheet(make_round(round.team, round.version)))
    sheet.round.quotes.create(reflection=sheet.reflections.get(), text=LONG)
    page = YouSaid.objects.create(round=round, entries=[{"you_said": LONG}])
    take_back_words(round, f"{LONG} The bus never comes on Sundays.")
    assert again(page).entries == [{"you_said": LONG}]


def test_no_other_report_goes_for_an_action_without_the_words(round, other, alice):
    what = "Pay people for their time at meetings"
    make_action(round.team, what=what, round=round)
    report = issued(other, f"<p>{what}</p>", alice)
    take_back_words(round, LONG)
    assert state(report) == ("issued", 1)


@pytest.mark.parametrize(("words", "name"), [("None", "good_1_picture"), ("Reciprocity.", "principle")])
def test_what_was_chosen_is_no_words(round, words, name):
    chosen = {name: words.strip(".").lower(), "you_said": "We were asked."}
    page = YouSaid.objects.create(round=round, entries=[chosen])
    take_back_words(round, words)
    assert again(page).entries == [chosen]
    assert places(round) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (
            "She told us “never again” and then we left",
            "Somebody said: “She told us ‘never again’ and then we left.”",
        ),
        ("Zoe\u0308 at the cafe\u0301 listens to us", "“Zoë at the café listens to us.”"),
        ("Zoë at the café listens to us", "“Zoe\u0308 at the cafe\u0301 listens to us.”"),
    ],
)
def test_words_are_found_however_they_are_written(round, words, text):
    page = YouSaid.objects.create(round=round, entries=[{"you_said": text}])
    take_back_words(round, words)
    [entry] = again(page).entries
    assert INSTEAD in entry["you_said"]
    assert "us" not in entry["you_said"]


@pytest.mark.parametrize(
    "words", ["我们从来没有被问过想要什么", "私たちは何も聞かれたことがない", "เราไม่เคยถูกถามเลย"]
)
def test_words_of_a_script_without_spaces_are_listed(round, words):
    YouSaid.objects.create(round=round, entries=[{"you_said": f"有人说{words}。"}])
    take_back_words(round, words)
    assert [where for where, _ in places(round)] == ["“You said, we did”"]


def test_a_person_is_told_and_takes_words_out(round, other, client, alice):
    make_action(round.team, "We will ask.", round=round, why="Because we should.")
    edition = issued(other, "<p>We</p>", alice)
    take_back_words(round, "we")
    way = reverse("taken_back", args=[round.code])
    assert way in client.get(reverse("round", args=[round.code])).content.decode()
    assert way in client.get(reverse("home")).content.decode()
    assert "We will ask." in client.get(way).content.decode()
    while round.taken_back.exists():
        decide(client, round, "out", places_of(round.taken_back.get())[0])
    action = round.team.actions.get()
    assert (action.what, action.why) == (f"{INSTEAD} will ask.", f"Because {INSTEAD} should.")
    assert state(edition) == ("superseded", 0)
    assert "Nothing is left to decide" in client.get(way).content.decode()
    assert way not in client.get(reverse("home")).content.decode()


def test_a_person_leaves_them_one_by_one_or_all_at_once(round, client):
    texts = ["We will ask.", "As we said.", "So do we."]
    actions = [make_action(round.team, text, round=round) for text in texts]
    take_back_words(round, "we")
    decide(client, round, "leave", places_of(round.taken_back.get())[0])
    assert len(places_of(round.taken_back.get())) == 2
    decide(client, round, "leave-all")
    assert not TakenBack.objects.exists()
    assert [again(action).what for action in actions] == texts


def test_a_place_that_has_changed_meanwhile_is_not_touched(round, client):
    action = make_action(round.team, "We will ask.", round=round)
    take_back_words(round, "we")
    (place,) = places_of(round.taken_back.get())
    type(action).objects.update(what="We did ask.")
    assert "has changed this text meanwhile" in decide(client, round, "out", place).content.decode()
    assert again(action).what == "We did ask."


def test_words_that_stand_nowhere_else_are_not_kept(round):
    make_action(round.team, "Ask people.", round=round)
    take_back_words(round, "We")
    assert not TakenBack.objects.exists()
    assert not ReportFile.objects.exists()


def test_words_that_have_gone_in_other_ways_are_kept_no_longer(round):
    action = make_action(round.team, "We will ask.", round=round)
    take_back_words(round, "We")
    call_command("erase_expired")
    assert TakenBack.objects.exists()
    type(action).objects.update(what="They will ask.")
    call_command("erase_expired")
    assert not TakenBack.objects.exists()


class CutOff(BaseException):
    """As a process that is killed: nothing catches it."""


@pytest.mark.parametrize("at", ["before anything is looked for", "before anything is changed"])
def test_what_was_cut_off_is_found_again_and_until_then_no_report_is_issued(
    at, round, other, alice, client, monkeypatch
):
    action = make_action(round.team, f"Answer “{LONG}”", round=round)
    told = issued(other, f"<td>Answer “{LONG}”</td>", alice)
    name = {"before anything is looked for": "plan_what_is_sure", "before anything is changed": "_carry_out"}
    with monkeypatch.context() as cut:
        cut.setattr(forgetting, name[at], cut_off)
        with pytest.raises(CutOff):
            take_back_words(round, LONG)
    assert again(action).what == f"Answer “{LONG}”"
    with pytest.raises(Refused):
        issued(other, f"<td>Answer “{LONG}”</td>", alice)
    client.get(reverse("taken_back", args=[round.code]))
    assert again(action).what == f"Answer “{INSTEAD}”"
    assert state(told) == ("superseded", 0)
    assert not TakenBack.objects.exists()
    issued(other, "<td>Answer.</td>", alice)


def cut_off(*args):
    raise CutOff


def test_the_daily_erasing_finds_it_too(round):
    action = make_action(round.team, f"Answer “{LONG}”", round=round)
    forgetting.forget_words(round, LONG)  # and what comes after its commit never does
    assert again(action).what == f"Answer “{LONG}”"
    call_command("erase_expired")
    assert again(action).what == f"Answer “{INSTEAD}”"


@pytest.mark.parametrize("what", ["an action is changed", "a report is issued"])
def test_what_changes_while_the_words_are_looked_for_is_looked_through_again(
    what, round, other, alice, monkeypatch
):
    action = make_action(round.team, f"Answer “{LONG}”", round=round)
    whole, deeds = (
        forgetting._carry_out,
        [
            lambda: type(action).objects.update(what=f"Answer soon: “{LONG}”"),
            lambda: other.editions.create(number=9, issued_at=timezone.now()).files.create(
                audience="outside", format="html", content=f"<td>Answer “{LONG}”</td>".encode()
            ),
        ],
    )
    deed = [deeds[what == "a report is issued"]]

    def meanwhile(plan):
        if deed:
            deed.pop()()
        return whole(plan)

    monkeypatch.setattr(forgetting, "_carry_out", meanwhile)
    take_back_words(round, LONG)
    assert LONG not in again(action).what
    assert not ReportFile.objects.exists()


def test_pdfs_of_other_drafts_that_printed_such_an_action_go(round, other):
    make_action(round.team, f"Answer “{LONG}”", round=round)
    folder_of(other.code).mkdir(parents=True)
    take_back_words(round, LONG)
    assert not folder_of(other.code).exists()


def test_members_and_other_teams_do_not_see_them(round):
    for person in (make_member(round.team), make_facilitator(make_team())):
        client = Client()
        client.force_login(person)
        assert client.get(reverse("taken_back", args=[round.code])).status_code in (403, 404)


@given(st.text(st.sampled_from("aWe “’-.!? "), max_size=12), st.text(st.sampled_from("aWe’ ."), max_size=6))
def test_a_whole_text_is_one_that_holds_nothing_else(text, words):
    if is_whole_text(text, words):
        letters = [[c for c in one.casefold() if c.isalpha()] for one in (text, words)]
        assert letters[0] == letters[1] != []
    assert not is_whole_text(f"b{text}", words)
    assert not holds_words(f"b{words.strip()}b", words) or not words.strip()[:1].isalpha()
