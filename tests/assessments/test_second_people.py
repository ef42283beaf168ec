"""Quotes that wait for a second person: who hears of them, when, how often, and that they decide about many at once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from assessments.models import Quote, Reflection
from assessments.services.quotes import approve_quote, choose_quote, keep_inside
from assessments.services.rounds import close_round
from assessments.services.second_people import rounds_that_wait_for, tell_again
from teams.models import Letter
from teams.services.outbox import send_waiting
from tests.assessments.test_quotes import as_
from tests.make import make_admin, make_facilitator, make_person_sheet, make_round, make_team, say

pytestmark = pytest.mark.django_db
WORDS = ["Nobody asked us", "It helped, once", "We are asked late"]
FOR_INSIDE = "Ask my manager"
DAY = timedelta(days=1)


@pytest.fixture
def round():
    """Closed, with words of four people that may be quoted, those of three outside too."""
    round = make_round()
    for words in [*WORDS, FOR_INSIDE, ""]:
        sheet = say(make_person_sheet(round), p1_not_yet=1)
        may = {"may_quote": bool(words), "may_quote_outside": words in WORDS}
        Reflection.objects.filter(sheet=sheet).update(text=words, **may)
    close_round(round, by=None)
    round.refresh_from_db()
    return round


@pytest.fixture
def alice(round):
    return make_facilitator(round.team)


def approve(round, words, by):
    quote = choose_quote(Reflection.objects.get(text=words), text=words, shown="", by=by)
    approve_quote(quote, shown=words, by=by)
    return Quote.objects.get(pk=quote.pk)


def told():
    """Whom e-mails have reached since the last look."""
    send_waiting()
    people = sorted(message.to[0] for message in mail.outbox)
    mail.outbox.clear()
    return people


def decide(client, round, *decided, read="on"):
    given = {"read": read} if read else {}
    for quote, decision in decided:
        given |= {f"shown-{quote.code}": quote.text, f"decide-{quote.code}": decision}
    return client.post(reverse("decide_quotes", args=[round.code]), given)


def test_the_other_facilitator_is_told_once_for_all_that_wait(round, alice):
    bea = make_facilitator(round.team)
    make_admin(round.team.organisation)
    approve(round, WORDS[0], by=alice)
    assert told() == [bea.email]
    assert Letter.objects.get().team == round.team
    approve(round, WORDS[1], by=alice)
    assert told() == []


def test_the_e_mail_holds_no_words_and_leads_to_the_page(round, alice, settings):
    settings.SITE_URL = "https://reflect.example/"
    make_facilitator(round.team)
    approve(round, WORDS[0], by=alice)
    send_waiting()
    message = mail.outbox[0]
    assert WORDS[0] not in message.body
    assert f"https://reflect.example/rounds/{round.code}/quotes/" in message.body
    assert alice.email in message.reply_to[0]


def test_an_admin_is_told_if_there_is_no_other_facilitator(round, alice):
    olu = make_admin(round.team.organisation)
    make_admin(make_team().organisation)  # of another one
    approve(round, WORDS[0], by=alice)
    assert told() == [olu.email]


def test_what_waits_three_days_is_said_once_more_to_admins_too(round, alice):
    bea, olu = make_facilitator(round.team), make_admin(round.team.organisation)
    approve(round, WORDS[0], by=alice)
    told()
    now = timezone.now()
    said = {day: tell_again(now=now + day * DAY) and told() for day in (2, 3, 4, 30)}
    assert said == {2: 0, 3: sorted([bea.email, olu.email]), 4: 0, 30: 0}


def test_whoever_approves_something_hears_no_more_of_what_waits_for_them(round, alice):
    bea = make_facilitator(round.team)
    approve(round, WORDS[0], by=alice)
    assert told() == [bea.email]
    approve(round, WORDS[1], by=bea)
    assert told() == [alice.email]


def test_of_two_who_approve_nobody_is_told_of_the_second_beside_the_first(round, alice):
    bea, cy = make_facilitator(round.team), make_facilitator(round.team)
    approve(round, WORDS[0], by=alice)
    assert told() == sorted([bea.email, cy.email])
    approve(round, WORDS[1], by=bea)
    assert told() == [alice.email]


def test_what_was_approved_day_by_day_is_said_once_more_together(round, alice):
    bea, olu = make_facilitator(round.team), make_admin(round.team.organisation)
    now = timezone.now()
    for day, words in enumerate(WORDS):
        quote = approve(round, words, by=alice)
        Quote.objects.filter(pk=quote.pk).update(told_at=now + day * DAY)
    assert told() == [bea.email]
    said = {day: tell_again(now=now + day * DAY) and told() for day in (3, 4, 5, 30)}
    assert said == {3: sorted([bea.email, olu.email]), 4: 0, 5: 0, 30: 0}


def test_each_of_two_who_approve_hears_once_more_of_the_others(round, alice):
    bea, cy = make_facilitator(round.team), make_facilitator(round.team)
    olu = make_admin(round.team.organisation)
    approve(round, WORDS[0], by=alice)
    second = approve(round, WORDS[1], by=bea)
    now = timezone.now()
    Quote.objects.filter(pk=second.pk).update(told_at=now + DAY)
    told()
    said = {day: tell_again(now=now + day * DAY) and told() for day in (3, 4, 30)}
    assert said == {3: sorted([bea.email, cy.email, olu.email]), 4: [alice.email], 30: 0}


def test_whoever_was_alone_is_not_alone_later(round, alice):
    approve(round, WORDS[0], by=alice)
    assert told() == []
    bea = make_facilitator(round.team)
    assert tell_again() == 1
    assert told() == [bea.email]
    assert tell_again() == 0


def test_nobody_is_told_of_what_their_writer_keeps_inside(round, alice):
    make_facilitator(round.team)
    approve(round, FOR_INSIDE, by=alice)
    assert told() == []
    assert tell_again() == 0


def test_who_has_decided_is_told_of_what_comes_after(round, alice):
    bea = make_facilitator(round.team)
    first = approve(round, WORDS[0], by=alice)
    told()
    keep_inside(first, shown=first.text, by=bea)
    approve(round, WORDS[1], by=alice)
    assert told() == [bea.email]


def test_changed_words_are_told_of_anew(round, alice):
    bea = make_facilitator(round.team)
    quote = approve(round, WORDS[1], by=alice)
    told()
    choose_quote(quote.reflection, text="It helped", shown=quote.text, by=alice)
    approve_quote(quote, shown="It helped", by=alice)
    assert told() == [bea.email]


def test_home_says_what_waits_to_those_who_can_decide(round, alice):
    olu, stranger = make_admin(round.team.organisation), make_facilitator(make_team())
    for words in WORDS:
        approve(round, words, by=alice)
    assert [each.waiting for each in rounds_that_wait_for(olu)] == [3]
    assert "Read 3 quotes" in as_(olu).get("/").content.decode()
    assert not rounds_that_wait_for(alice)
    assert not rounds_that_wait_for(stranger)


def test_many_are_decided_at_once_and_the_others_wait(round, alice):
    olu = make_admin(round.team.organisation)
    first, second, third = (approve(round, words, by=alice) for words in WORDS)
    page = decide(as_(olu), round, (first, "outside"), (second, "inside"))
    assert page.status_code == 302
    assert list(round.quotes.outside()) == [first]
    assert list(round.quotes.waiting_for(olu)) == [third]


def test_unread_nothing_is_decided_and_what_was_chosen_stays(round, alice):
    olu = make_admin(round.team.organisation)
    quote = approve(round, WORDS[0], by=alice)
    page = decide(as_(olu), round, (quote, "outside"), read="")
    assert page.status_code == 422
    assert "tick that you have read it" in page.content.decode()
    assert 'value="outside" checked' in page.content.decode()
    assert not round.quotes.outside().exists()


def test_without_a_decision_it_says_so(round, alice):
    olu = make_admin(round.team.organisation)
    approve(round, WORDS[0], by=alice)
    assert "Decide about at least one" in decide(as_(olu), round).content.decode()


def test_what_was_changed_meanwhile_is_not_decided_and_the_rest_is(round, alice):
    olu = make_admin(round.team.organisation)
    first, second = (approve(round, words, by=alice) for words in WORDS[:2])
    choose_quote(first.reflection, text="Nobody asked", shown=first.text, by=alice)
    client = as_(olu)
    decide(client, round, (first, "outside"), (second, "outside"))
    assert list(round.quotes.outside()) == [second]
    assert "Somebody has changed a quote" in client.get("/").content.decode()


def test_words_that_were_shown_otherwise_are_not_approved(round, alice):
    olu = make_admin(round.team.organisation)
    quote = approve(round, WORDS[0], by=alice)
    quote.text = "Something else"
    decide(as_(olu), round, (quote, "outside"))
    assert not round.quotes.outside().exists()


def test_a_lone_facilitator_is_told_at_planning_and_others_are_not(round, alice):
    at = reverse("plan_round", args=[round.team.code])
    assert "Ask somebody to be the second person" in as_(alice).get(at).content.decode()
    make_admin(round.team.organisation)
    assert "Ask somebody to be the second person" not in as_(alice).get(at).content.decode()


def test_what_is_missing_without_a_second_person_is_said_early(round, alice):
    page = as_(alice).get(reverse("quotes", args=[round.code])).content.decode()
    assert "the report for outside has nobody’s own words" in page
