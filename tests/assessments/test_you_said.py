"""You said, we did: drafted from actions, edited entry by entry, published, and read without an account."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action, Round, YouSaid
from assessments.services.you_said import TEXTS, add_entry, draft_entries, publish_you_said
from rubric.reading import read_version
from rubric.services.drawings import draw_all, keep_drawings
from tests.assessments.sheets import queries
from tests.assessments.test_joining import dana, join
from tests.make import (
    make_action,
    make_admin,
    make_facilitator,
    make_ladder,
    make_member,
    make_organisation,
    make_placing_round,
    make_round,
    make_team,
    make_version,
    open_it,
)
from tests.two_people import filled, open_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_round(make_team(), make_version(), state="closed")


@pytest.fixture
def alice(client, round):
    alice = make_facilitator(round.team)
    client.force_login(alice)
    return alice


def at(round, name="you_said", *args):
    return reverse(name, args=[round.code, *args])


def post(client, round, name, *args, **fields):
    return client.post(at(round, name, *args), fields, follow=True).content.decode()


def page_of(client, round):
    return client.get(at(round)).content.decode()


def write(round, **texts):
    """One entry; returns its code."""
    add_entry(
        round, code="bcdfghjk", texts=dict.fromkeys(TEXTS, "") | {"you_said": "Too early."} | texts, by=None
    )
    return "bcdfghjk"


def change(client, round, code, shown=None, **texts):
    shown = {"you_said": "Too early."} | (shown or {})
    sent = {f"initial-{name}": shown.get(name, "") for name in TEXTS}
    return client.post(at(round, "change_entry", code), {**sent, **shown, **texts})


def publish(round, by=None, **texts):
    revision = YouSaid.objects.get(round=round).revision
    told = {"answer_back": "Ring Alice.", "easy_answer_back": "", **texts}
    return publish_you_said(round, revision=revision, by=by or make_facilitator(round.team), **told)


def read(page, client=None, wording="standard"):
    client = client or Client()
    client.cookies["wording"] = wording
    return client.get(reverse("came_of_it", args=[page.token]))


def entries(round):
    return YouSaid.objects.get(round=round).entries


def test_what_nobody_said_is_not_drafted_as_said(client):
    """An action about something begins with words of ours; with anything beside them they are somebody's."""
    round = make_placing_round(state="closed")
    client.force_login(make_facilitator(round.team))
    statement, activity = round.version.statements.first(), round.activities.get()
    for about in ({"principle": "p1", "statement": statement.key}, {"activity": activity.key}):
        asked = reverse("plan_action", args=[round.team.code], query={"round": round.code, **about})
        why = client.get(asked).context["form"]["why"].value()
        assert statement.text in why or activity.name in why
        for said in (why, f"{why} Marjorie told us so."):
            make_action(round.team, "Move it", round=round, why=said)
    post(client, round, "draft_you_said")
    first, second, third, fourth = [entry["you_said"] for entry in entries(round)]
    assert (first, third) == ("", "")
    assert second.endswith("Marjorie told us so.")
    assert fourth.endswith("Marjorie told us so.")


@pytest.mark.usefixtures("alice")
def test_it_is_drafted_from_the_rounds_actions_once(client, round):
    done = make_action(round.team, "Move it", round=round, why="It is too early.", done_at=timezone.now())
    done.notes.create(text="It starts at 10 now.")
    stopped = {"stopped_at": timezone.now(), "stopped_because": "The rules don’t let us."}
    make_action(round.team, "Hand over the budget", round=round, why="We have never seen it.", **stopped)
    make_action(round.team, "Ask six people", round=round, why="Alone.", due_on=date(2027, 2, 3))
    begun = make_action(round.team, "Write easy letters", round=round, started_at=timezone.now())
    begun.notes.create(text="Two are written.")
    make_action(round.team, "Of another round")
    assert "4 actions of this round aren’t on the page yet." in page_of(client, round)
    assert not YouSaid.objects.exists(), "looking writes nothing"
    post(client, round, "draft_you_said")
    post(client, round, "draft_you_said")
    texts = [
        [entry[name] for name in ("you_said", "we_did", "we_will", "we_couldnt")] for entry in entries(round)
    ]
    assert texts == [
        ["It is too early.", "It starts at 10 now.", "", ""],
        ["We have never seen it.", "", "", "The rules don’t let us."],
        ["Alone.", "", "Ask six people. By 3 February 2027.", ""],
        ["", "Two are written.", "Write easy letters.", ""],
    ]
    assert "on the page yet" not in page_of(client, round)


@pytest.mark.usefixtures("alice")
def test_an_entry_can_be_written_by_hand_and_sent_twice(client, round):
    new = client.get(at(round, "add_entry")).context["new"]
    for _ in range(2):
        post(client, round, "add_entry", code=new, you_said="Too early.", easy_you_said="9 is too early.")
    assert [entry["easy_you_said"] for entry in entries(round)] == ["9 is too early."]
    post(client, round, "add_entry", code=new, you_said="Something else.")
    assert [entry["you_said"] for entry in entries(round)] == ["Too early.", "Something else."]
    post(client, round, "add_entry", code="../../odd", you_said="A third.")
    assert len({entry["code"] for entry in entries(round)}) == 3
    page_of(client, round)


@pytest.mark.usefixtures("alice")
def test_an_empty_entry_is_refused_with_what_was_typed(client, round):
    page = post(client, round, "add_entry", code="bcdfghjk", easy_we_did="Now it is 10.")
    assert "Write what people said, what you did or will do, or why you couldn’t." in page
    assert "Now it is 10.</textarea>" in page
    assert not YouSaid.objects.exists()


@pytest.mark.usefixtures("alice")
def test_two_who_change_an_entry_lose_no_words(client, round):
    code = write(round)
    change(client, round, code, we_did="It starts at 10.")
    change(client, round, code, easy_we_did="Now 10.")
    assert [(e["we_did"], e["easy_we_did"]) for e in entries(round)] == [("It starts at 10.", "Now 10.")]
    page = change(client, round, code, we_did="We moved it.").content.decode()
    assert "Somebody else changed this too" in page
    assert "It starts at 10." in page
    assert "We moved it.</textarea>" in page
    assert entries(round)[0]["we_did"] == "It starts at 10."
    change(client, round, code, shown={"we_did": "It starts at 10."}, we_did="We moved it to 10.")
    assert entries(round)[0]["we_did"] == "We moved it to 10."


@pytest.mark.usefixtures("alice")
def test_an_entry_taken_out_meanwhile_can_be_added_again(client, round):
    code = write(round)
    post(client, round, "take_out_entry", code, revision=1)
    assert entries(round) == []
    page = change(client, round, code, we_did="It starts at 10.").content.decode()
    assert "Somebody took this out while you wrote." in page
    assert "It starts at 10.</textarea>" in page
    assert f'action="{at(round, "add_entry")}"' in page
    assert client.get(at(round, "change_entry", code)).status_code == 404


@pytest.mark.usefixtures("alice")
def test_words_that_were_just_written_arent_taken_out_unread(client, round):
    code = write(round)
    change(client, round, code, we_did="It starts at 10.")
    assert "Look at it again first." in post(client, round, "take_out_entry", code, revision=1)
    assert "Look at it again first." in post(client, round, "take_out_entry", code, revision="odd")
    assert len(entries(round)) == 1
    post(client, round, "take_out_entry", code, revision=2)
    post(client, round, "take_out_entry", code, revision=2)
    assert entries(round) == []


@pytest.mark.usefixtures("alice")
def test_they_can_be_put_in_another_order(client, round):
    for n in range(3):
        post(client, round, "add_entry", you_said=f"Said {n}")
    codes = [entry["code"] for entry in entries(round)]
    post(client, round, "move_entry", codes[2])
    post(client, round, "move_entry", codes[0])
    post(client, round, "move_entry", "nothere2")
    assert [entry["you_said"] for entry in entries(round)] == ["Said 0", "Said 2", "Said 1"]
    post(client, round, "move_entry", codes[1], to="down")
    post(client, round, "move_entry", codes[0], to="down")
    assert [entry["you_said"] for entry in entries(round)] == ["Said 2", "Said 0", "Said 1"]


def test_published_is_what_was_seen(client, round, alice):
    code = write(round)
    page = client.get(at(round, "publish_you_said")).content.decode()
    assert "whoever has the link, without an account" in page
    change(client, round, code, we_did="Written meanwhile.")
    told = {"answer_back": "Ring Alice.", "easy_answer_back": ""}
    page = post(client, round, "publish_you_said", revision=1, **told)
    assert "Look at it again first." in page
    assert "Written meanwhile." in page, "here it is"
    assert 'value="Ring Alice."' in page
    assert YouSaid.objects.get().published_at is None
    post(client, round, "publish_you_said", revision=2, **told)
    stored = YouSaid.objects.get()
    assert (stored.published_by, stored.shown, stored.answer_back) == (alice, stored.entries, "Ring Alice.")


@pytest.mark.usefixtures("alice")
def test_two_who_publish_keep_what_either_changed(client, round):
    write(round)
    publish(round, answer_back="Ring 1.")
    shown = open_form(client, at(round, "publish_you_said"))
    publish(round, answer_back="Ring 2.")
    post(client, round, "publish_you_said", **shown | {"easy_answer_back": "Ring us."})
    page = YouSaid.objects.get()
    assert (page.answer_back, page.easy_answer_back) == ("Ring 2.", "Ring us.")
    answer = client.post(at(round, "publish_you_said"), shown | {"answer_back": "Ring 3."})
    assert answer.context["form"].theirs == (("How can people answer back?", "Ring 2."),)
    assert YouSaid.objects.get().answer_back == "Ring 2."
    assert client.post(at(round, "publish_you_said"), filled(answer)).status_code == 302
    assert YouSaid.objects.get().answer_back == "Ring 3."


@pytest.mark.usefixtures("alice")
def test_what_was_taken_offline_isnt_put_back_by_a_page_from_before(client, round):
    write(round)
    publish(round)
    shown = open_form(client, at(round, "publish_you_said"))
    post(client, round, "take_offline")
    page = client.post(at(round, "publish_you_said"), shown | {"easy_answer_back": "Ring us."})
    assert "Look at it again first." in page.content.decode()
    assert YouSaid.objects.get().published_at is None
    assert client.post(at(round, "publish_you_said"), filled(page)).status_code == 302
    assert YouSaid.objects.get().easy_answer_back == "Ring us."


@pytest.mark.usefixtures("alice")
def test_publishing_says_how_to_answer_back_and_needs_something_to_say(client, round):
    assert "There is nothing to publish yet." in post(
        client, round, "publish_you_said", revision=0, answer_back="Ring Alice."
    )
    write(round)
    assert "Say how people can answer back." in post(client, round, "publish_you_said", revision=1)
    assert YouSaid.objects.get().published_at is None


@pytest.mark.usefixtures("alice")
def test_later_changes_are_shown_when_they_are_published(client, round):
    code = write(round, we_did="It starts at 10.")
    page = publish(round)
    assert reverse("came_of_it", args=[page.token]) in page_of(client, round)
    change(client, round, code, shown={"we_did": "It starts at 10."}, we_did="It starts at 11.")
    assert "You have changed it since." in page_of(client, round)
    assert "It starts at 10." in read(page).content.decode()
    publish(round)
    assert "It starts at 11." in read(page).content.decode()


@pytest.mark.usefixtures("alice")
def test_taken_offline_the_link_opens_nothing(client, round):
    write(round)
    page = publish(round)
    assert read(page).status_code == 200
    post(client, round, "take_offline")
    gone = read(page)
    assert gone.status_code == 404
    assert "This page isn’t here any more" in gone.content.decode()
    assert YouSaid.objects.get().shown == []
    never = Client().get(reverse("came_of_it", args=["bcdfghjk" * 4]))
    assert never.status_code == 404
    assert never.templates[0].name == gone.templates[0].name, "nobody can tell that it was there"


@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_there_is_a_person_to_ask_on_it_and_where_it_was(round, wording, settings):
    settings.SITE_CONTACT = {"contact_name": "Tess Okoro", "contact_text": "07700 900555"}
    Round.objects.filter(pk=round.pk).update(contact_name="Alice Penrose", contact_phone="01632 960111")
    write(round)
    page = publish(round)
    said = read(page, wording=wording).content.decode()
    assert "Alice Penrose" in said
    assert "tel:01632960111" in said
    YouSaid.objects.update(published_at=None)
    gone = read(page, wording=wording).content.decode()
    assert "Alice Penrose" not in gone
    assert "sms:07700900555" in gone


def test_anybody_with_the_link_reads_it_in_both_wordings():
    round = make_round(make_team(name="Riverside team"), make_version(), state="closed")
    write(round, we_did="It starts at 10.", easy_we_did="Now 10.")
    page = publish(round, by=make_facilitator(round.team, "Alice"), easy_answer_back="Ring us.")
    standard, easy = read(page), read(page, wording="easy-read")
    said = standard.content.decode()
    for words in ("Riverside team", "Too early.", "It starts at 10.", "Ring Alice.", "Alice put it here."):
        assert words in said, words
    assert '<meta name="robots" content="noindex">' in said
    assert standard["X-Robots-Tag"] == "noindex"
    said = easy.content.decode()
    for words in ("Too early.", "Now 10.", "Ring us."):
        assert words in said, words
    assert "It starts at 10." not in said
    assert "Ring Alice." not in said


def test_a_principles_drawing_stands_beside_easy_read_only():
    version = make_version(published=False)
    version.principles.filter(key="p1").update(picture="1F91D")
    version.drawings = keep_drawings(draw_all(read_version(version.pk)))
    version.published_at = timezone.now()
    version.save(update_fields=["drawings", "published_at"])
    round = make_round(make_team(), version, state="closed")
    make_action(round.team, round=round, principle_key="p1", why="Too early.")
    draft_entries(round, by=None)
    page = publish(round)
    assert "Principle 1" in read(page).content.decode()
    assert "<img" not in read(page).content.decode()
    easy = read(page, wording="easy-read").content.decode()
    assert reverse("drawing", args=[version.drawings["1F91D"]]) in easy


def test_nobodys_address_is_told(round):
    write(round)
    page = publish(round, by=make_facilitator(round.team, ""))
    assert "@" not in read(page).content.decode()


def test_it_tells_nothing_of_who_leads(round):
    make_action(round.team, round=round, why="Too early.", lead_name="Marjorie", co_lead="Dilys")
    draft_entries(round, by=None)
    said = read(publish(round)).content.decode()
    assert "Too early." in said
    assert "Marjorie" not in said
    assert "Dilys" not in said


def test_reading_it_asks_for_no_session_and_few_queries(round):
    write(round)
    page = publish(round)
    read(page)
    found = queries(lambda: read(page))
    assert len(found) <= 2
    assert not any("django_session" in sql for sql in found)


def test_who_may_write_it(client, round):
    code = write(round)
    for person, status in (
        (make_member(round.team), 403),
        (make_admin(round.team.organisation), 403),
        (make_facilitator(make_team(make_organisation("Harbourside")), "Charlie"), 404),
    ):
        client.force_login(person)
        assert client.get(at(round)).status_code == status
        assert change(client, round, code, we_did="Not mine.").status_code == status
        for name in ("draft_you_said", "publish_you_said", "take_offline", "add_entry"):
            told = {"answer_back": "x", "revision": 1, "you_said": "Not mine."}
            assert client.post(at(round, name), told).status_code == status
    assert entries(round)[0]["we_did"] == ""
    assert YouSaid.objects.get().published_at is None


def test_those_who_took_part_find_it_once_it_is_published():
    round = make_round()
    person = dana()
    join(person, round)
    write(round)
    link = reverse("came_of_it", args=[YouSaid.objects.get().token])
    pages = [reverse(name, args=[round.code]) for name in ("my_sheet", "thank_you")]
    assert not any(link in person.get(page).content.decode() for page in pages)
    publish(round)
    shown = [person.get(page).content.decode() for page in pages]
    assert all(f'href="{link}">Read “You said, we did”<' in page for page in shown)
    assert "Read what came of it" not in "".join(shown), "one name for one page"


def test_it_leads_back_to_ones_own_sheet_where_this_device_has_one():
    round, other = make_round(), make_round()
    person = dana()
    join(person, round)
    for each in (round, other):
        write(each)
        publish(each)
    back = '<a class="back" href="{}">Your answers</a>'
    here, elsewhere = (back.format(reverse("my_sheet", args=[each.code])) for each in (round, other))
    assert here in read(round.you_said, person).content.decode()
    assert elsewhere not in read(other.you_said, person).content.decode()
    assert here not in read(round.you_said).content.decode()
    person.post(reverse("hand_over", args=[round.code]))
    assert here not in read(round.you_said, person).content.decode()


def test_a_closed_round_leads_to_it(client, round):
    write(round)
    page = publish(round)
    client.force_login(make_member(round.team))
    html = client.get(reverse("round", args=[round.code])).content.decode()
    assert reverse("came_of_it", args=[page.token]) in html
    assert reverse("actions", args=[round.team.code]) in html
    assert at(round) not in html, "that is its facilitators' work"
    assert not Action.objects.exists()


def test_what_belongs_to_no_part_is_about_all_of_it(round):
    write(round, we_did="We do.")
    assert "<h2>About all of it</h2>" in read(publish(round)).content.decode()


def test_of_a_round_that_only_placed_it_names_the_work():
    version = make_ladder()
    round = make_round(
        make_team(), version, state="planned", about="activity", about_name="The day centre’s redesign"
    )
    round.activities.create(key="redesign", position=0, name="The day centre’s redesign")
    open_it(round, "closed")
    write(round)
    page = read(publish(round)).content.decode()
    assert "works with them on “The day centre’s redesign”." in page
    assert "<h2>The day centre’s redesign</h2>" in page
    assert "Something else" not in page
