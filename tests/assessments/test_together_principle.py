"""One part of the together sheet: its page, and its form as it works without JavaScript."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Sheet
from assessments.part import fingerprint
from assessments.services.answering import save_answer, save_reflection
from rubric.reading import read_version
from teams.templatetags.remembered import _made
from tests.assessments.sheets import address, close, outsiders, queries, round_for, stored, words
from tests.make import make_illustrated_version, make_version

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
T, N = "ticked", "not-sure"


def page(client, round, principle="p1"):
    return client.get(address(round, principle=principle))


def sent_from(response, *, save="later", **marks):
    """What a browser sends from that page once `marks` were set: warning=T, progress=N, strength=None."""
    filled = response.context["filled"]
    fields = {"shown": filled.shown, "revision": filled.revision, "fingerprint": filled.fingerprint}
    fields |= {"reflection": filled.text, "instead_of": "", "save": save}
    for card in response.context["cards"]:
        row, direction = card.rows[0], card.level.direction
        mark = marks.get(direction, T if row.ticked else N if row.not_sure else None)
        fields |= {f"answer-{row.key}": "ticked"} if mark == T else {}
        fields |= {f"not-sure-{row.key}": "on"} if mark == N else {}
    return fields | {
        name: value for name, value in marks.items() if name in ("reflection", "shown", "revision")
    }


def send(client, round, fields, **more):
    return client.post(address(round), {**fields, **more})


def elsewhere(round, statement="p1-not-yet", value=Answer.Value.TICKED):
    """Somebody else ticks, on another device."""
    row = round.version.statements.get(key=statement)
    save_answer(round.sheets.get(), statement=row.pk, value=value, changed_at=timezone.now())


def write_elsewhere(round, text, revision=0):
    principle = round.version.principles.get(key="p1")
    save_reflection(round.sheets.get(), principle=principle.pk, text=text, revision=revision)


def test_it_shows_the_principle_as_participants_read_it(client):
    round = round_for(client)
    html = page(client, round).content.decode()
    for words_there in [
        "Part 1 of 2",
        "<h1>Principle 1</h1>",
        "This is about <strong>Adult support team</strong>",
        "Signs that a team is getting there",
        "This is true of doing-well 1.",
        "What about principle 1?",
        "What you write here is what you agreed together.",
        "Call 999, or Priya Nair, 01632 960123.",
        "An invented paper tool",
        "Its authors have not seen these words.",
    ]:
        assert words_there in html
    assert "Who may read this?" not in html


def test_ticks_doubts_and_words_are_saved(client):
    round = round_for(client)
    fields = sent_from(page(client, round), warning=T, progress=N, reflection="We\r\nlisten")
    assert send(client, round, fields).status_code == 302
    assert stored(round) == {"p1-not-yet": 1, "p1-getting-there": 3}
    assert words(round) == ("We\nlisten", 1, False)
    again = page(client, round)
    assert again.context["filled"].marks == "130"
    assert again.content.decode().count(" checked>") == 2


def test_ticks_can_be_taken_back(client):
    round = round_for(client)
    send(client, round, sent_from(page(client, round), warning=T, progress=N, strength=T))
    send(client, round, sent_from(page(client, round), warning=None, progress=None))
    assert stored(round) == {"p1-not-yet": 0, "p1-getting-there": 0, "p1-doing-well": 1}


@pytest.mark.parametrize(("before", "after"), [(None, 3), (T, 3), (N, 1)])
def test_of_two_ticked_boxes_the_new_one_counts(client, before, after):
    round = round_for(client)
    send(client, round, sent_from(page(client, round), warning=before))
    fields = sent_from(page(client, round))
    send(client, round, fields, **{"answer-p1-not-yet": "ticked", "not-sure-p1-not-yet": "on"})
    assert stored(round) == {"p1-not-yet": after}


def test_an_answer_this_page_cannot_show_stays(client):
    round = round_for(client)
    elsewhere(round, value=Answer.Value.NOT_TRUE)
    send(client, round, sent_from(page(client, round), strength=T))
    assert stored(round) == {"p1-not-yet": 2, "p1-doing-well": 1}


def test_a_stale_form_undoes_nobodys_ticks(client):
    round = round_for(client)
    stale = sent_from(page(client, round), strength=T)
    elsewhere(round)
    send(client, round, stale)
    assert stored(round) == {"p1-not-yet": 1, "p1-doing-well": 1}


def test_a_change_that_is_still_on_its_way_is_saved_with_the_form(client):
    """Then the script has marked it as unknown in what was shown."""
    round = round_for(client)
    elsewhere(round)
    send(client, round, sent_from(page(client, round), warning=None, shown="?00"))
    assert stored(round) == {"p1-not-yet": 0}


def test_a_stale_form_undoes_nobodys_words(client):
    round = round_for(client)
    stale = sent_from(page(client, round), warning=T)
    write_elsewhere(round, "Theirs")
    assert send(client, round, stale).status_code == 302
    assert words(round) == ("Theirs", 1, False)


def test_two_texts_come_back_and_neither_is_lost(client):
    round = round_for(client)
    fields = sent_from(page(client, round), save="continue", strength=T, reflection="Mine")
    write_elsewhere(round, "Theirs")
    both = send(client, round, fields)
    assert both.status_code == 409
    assert both.context["filled"].text == "Theirs\n\nMine"
    assert "Somebody else changed these words too" in both.content.decode()
    assert words(round) == ("Theirs", 1, False)
    assert stored(round) == {"p1-doing-well": 1}, "ticks are independent of words"
    elsewhere(round, "p1-doing-well", Answer.Value.NOTHING)
    assert send(client, round, sent_from(both, save="continue")).status_code == 302
    assert words(round) == ("Theirs\n\nMine", 2, True)
    assert stored(round) == {"p1-doing-well": 0}, "that tick was saved before, and isn’t saved again"


def test_two_texts_are_a_problem_to_go_to(client):
    round = round_for(client)
    fields = sent_from(page(client, round), reflection="Mine")
    write_elsewhere(round, "Theirs")
    html = send(client, round, fields).content.decode()
    assert "<title>Error: Principle 1" in html
    assert '<a href="#reflection">Somebody else changed these words too.' in html


def test_a_text_that_holds_the_other_is_not_said_twice(client):
    for mine, theirs in [("We listen.", "We listen. Mostly."), ("We listen. Mostly.", "We listen.")]:
        round = round_for(client)
        fields = sent_from(page(client, round), reflection=mine)
        write_elsewhere(round, theirs)
        assert send(client, round, fields).context["filled"].text == "We listen. Mostly."


def test_words_that_were_taken_out_meanwhile_are_told(client):
    round = round_for(client)
    write_elsewhere(round, "First")
    fields = sent_from(page(client, round), reflection="First, and more")
    write_elsewhere(round, "", revision=1)
    both = send(client, round, fields)
    assert both.context["filled"].text == "First, and more"
    assert "They took all the words out." in both.content.decode()


def test_words_that_arrived_unheard_are_no_conflict(client):
    round = round_for(client)
    fields = sent_from(page(client, round), reflection="One and two")
    write_elsewhere(round, "One")
    assert send(client, round, fields, instead_of="One").status_code == 302
    assert words(round)[0] == "One and two"


def test_sending_the_form_twice_is_harmless(client):
    round = round_for(client)
    fields = sent_from(page(client, round), save="continue", warning=T, reflection="Once")
    assert [send(client, round, fields).status_code for _ in range(2)] == [302, 302]
    assert (stored(round), words(round)) == ({"p1-not-yet": 1}, ("Once", 1, True))


def test_save_and_continue_finishes_and_asks_where_the_team_stands(client):
    round = round_for(client)
    response = send(client, round, sent_from(page(client, round), save="continue"))
    assert response.url == address(round, "standing")
    assert words(round) == ("", 0, True)


def test_save_for_later_goes_to_the_parts_and_finishes_nothing(client):
    round = round_for(client)
    response = client.post(address(round), sent_from(page(client, round), reflection="Half"), follow=True)
    assert response.redirect_chain[-1][0].endswith("/together/")
    assert "Saved. You can stop and come back." in response.content.decode()
    assert words(round) == ("Half", 1, False)


def test_a_finished_part_stays_finished(client):
    round = round_for(client)
    send(client, round, sent_from(page(client, round), save="continue"))
    finished_at = round.sheets.get().reflections.get().finished_at
    send(client, round, sent_from(page(client, round), save="later", warning=T))
    send(client, round, sent_from(page(client, round), save="continue", reflection="More"))
    assert round.sheets.get().reflections.get().finished_at == finished_at


def test_too_many_characters_come_back_with_a_message(client):
    round = round_for(client)
    text = "x" * 10_020
    response = send(client, round, sent_from(page(client, round), warning=T, reflection=text))
    html = response.content.decode()
    assert response.status_code == 422
    assert "You have written 10,020 characters." in html
    assert "Please take out 20." in html
    assert "<title>Error: Principle 1" in html
    assert response.context["filled"].text == text
    assert (stored(round), words(round)) == ({}, ("", 0, False))
    send(client, round, sent_from(response, reflection="x" * 10_000))
    assert (stored(round), words(round)[0]) == ({"p1-not-yet": 1}, "x" * 10_000)


def test_newlines_count_once(client):
    round = round_for(client)
    send(client, round, sent_from(page(client, round), reflection="\r\n" * 10_000))
    assert words(round)[0] == "\n" * 10_000


@pytest.mark.parametrize("odd", ["\0", "\x1b", "\x9f"])
def test_what_cant_be_kept_goes_and_the_words_stay(client, odd):
    round = round_for(client)
    send(client, round, sent_from(page(client, round), reflection=f"a{odd}b"))
    assert words(round)[0] == "ab"


@pytest.mark.parametrize(
    "broken",
    [
        {"shown": ""},
        {"shown": "0000"},
        {"shown": "00x"},
        {"revision": ""},
        {"revision": "-1"},
        {"revision": "1" * 30},
    ],
)
def test_a_form_without_what_it_was_shown_with_is_refused_and_its_words_kept(client, broken):
    round = round_for(client)
    fields = sent_from(page(client, round), warning=T, reflection="Keep me") | broken
    response = send(client, round, fields)
    assert response.status_code == 400
    assert "Keep me" in response.content.decode()
    assert stored(round) == {}


def test_a_closed_round_is_read_only(client):
    round = round_for(client)
    send(client, round, sent_from(page(client, round), warning=T, reflection="Before"))
    stale = sent_from(page(client, round), save="continue", strength=T, reflection="Too late")
    close(round)
    html = page(client, round).content.decode()
    assert "This round is closed." in html
    assert "Before" in html
    assert "Save and continue" not in html
    assert "data-autosave" not in html
    late = send(client, round, stale)
    assert late.status_code == 410
    assert "Too late" in late.content.decode()
    assert (stored(round), words(round)) == ({"p1-not-yet": 1}, ("Before", 1, False))


def test_only_the_team_may(client):
    round = round_for(client)
    fields = sent_from(page(client, round), warning=T)
    for user, status in outsiders(round):
        client.force_login(user)
        assert page(client, round).status_code == status
        assert send(client, round, fields).status_code == status
    client.logout()
    assert page(client, round).status_code == 302
    assert stored(round) == {}


def test_there_is_no_page_for_another_principle_or_a_planned_round(client):
    assert page(client, round_for(client), "p9").status_code == 404
    assert page(client, round_for(client, state="planned")).status_code == 404


def test_the_first_part_leads_once_to_who_is_in_the_room(client):
    round = round_for(client, answered_room=False)
    assert page(client, round).url == f"/rounds/{round.code}/together/room/?then=p1"
    assert page(client, round).status_code == 200
    assert page(client, round, "p2").status_code == 200


def test_easy_read_is_another_wording_of_the_same_answers(client):
    version = make_version(principles=1, published=False)
    version.principles.update(
        easy_read_title="All are equal", easy_read="Short.", easy_read_prompt="What helps?"
    )
    version.statements.filter(key="p1-not-yet").update(easy_read="Staff think so.")
    version.hard_words = [
        {"word": "staff", "means": "People who work here."},
        {"word": "peer", "means": "Like you."},
    ]
    version.published_at = version.created_at
    version.save()
    round = round_for(client, version=version)
    send(client, round, sent_from(page(client, round), warning=T))
    client.cookies["wording"] = "easy-read"
    response = page(client, round)
    html = response.content.decode()
    for words_there in [
        "This is about <strong>Adult support team</strong>.",
        "<h1>All are equal</h1>",
        "Short.",
        "What helps?",
        "Staff think so.",
        "Is this true here?",
    ]:
        assert words_there in html
    assert "People who work here." in html
    assert "Like you." not in html
    send(client, round, sent_from(response, strength=N))
    assert stored(round) == {"p1-not-yet": 1, "p1-doing-well": 3}


def test_easy_read_has_the_pictures_that_the_version_kept_and_names_their_makers(client):
    version = make_illustrated_version()
    round = round_for(client, version=version)
    standard = page(client, round).content.decode()
    assert "<img" not in standard
    assert "openmoji" not in standard
    client.cookies["wording"] = "easy-read"
    html = page(client, round).content.decode()
    drawing = reverse("drawing", args=[version.drawings["1F91D"]])
    assert html.count("<img") == html.count(f'<img src="{drawing}" alt=""') == 1
    assert html.count('class="drawing"') == 3, "the others have their levels' drawings"
    assert "https://openmoji.org/" in html


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_it_takes_five_queries(client, wording):
    round = round_for(client, version=make_illustrated_version())
    read_version(round.version_id)
    send(client, round, sent_from(page(client, round), warning=T, reflection="Words"))
    client.cookies["wording"] = wording
    client.cookies.pop("messages", None)
    assert len(queries(lambda: page(client, round))) == 5


def test_other_sheets_of_the_round_stay_out_of_it(client):
    round = round_for(client)
    round.sheets.all().delete()
    person = round.sheets.create(kind=Sheet.Kind.PERSON)
    round.sheets.create(kind=Sheet.Kind.TOGETHER, room_at=round.opened_at)
    principle = round.version.principles.get(key="p1")
    person.answers.create(statement=principle.statements.first(), value=1, changed_at=round.opened_at)
    person.reflections.create(principle=principle, text="Only mine")
    filled = page(client, round).context["filled"]
    assert (filled.marks, filled.text, filled.fingerprint) == ("000", "", fingerprint(""))
    send(client, round, sent_from(page(client, round), strength=T))
    assert person.answers.count() == 1


def test_switching_the_wording_saves_first_and_comes_back(client):
    round = round_for(client)
    fields = sent_from(page(client, round), save="easy-read", warning=T, reflection="Half a thought")
    response = send(client, round, fields)
    assert response.url == address(round)
    assert stored(round) == {"p1-not-yet": Answer.Value.TICKED}
    assert words(round) == ("Half a thought", 1, False)
    assert page(client, round).context["wording"] == "easy-read"


def test_parts_that_are_remembered_hold_ticks_and_nobodys_words(client):
    """What is kept of a page is kept after people take their words back."""
    round = round_for(client)
    send(client, round, sent_from(page(client, round), warning=T, reflection="Marigolds in May"))
    _made.known.forget()
    assert "Marigolds in May" in page(client, round).content.decode()
    kept = "".join(piece for piece in _made.known.answers())
    assert "checked" in kept
    assert "Marigolds" not in kept
    assert round.team.name not in kept
