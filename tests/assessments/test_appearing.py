"""People's own words are shown in batches: no release, closing or look at a page lets one of few be seen to come."""

import re
from itertools import combinations_with_replacement

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from assessments.counted import INSIDE, Counts
from assessments.group import Group
from assessments.models import Reflection, Round, Sheet
from assessments.part import Sharing
from assessments.reading.quotable import find_quotable, mark_of, read_quotable
from assessments.services import quotes
from assessments.services.answering import finish_part, save_reflection, save_sharing
from assessments.services.appearing import Crowds
from assessments.services.in_the_open import read_everybody
from assessments.services.joining import erase_sheet
from assessments.services.releases import make_release
from assessments.services.rounds import close_round, reopen_round
from assessments.telling_places import Asked
from reports.own_words import read_quotes, read_shared_words
from rubric.reading import read_version
from teams.refusals import Refused
from tests.assessments.test_joining import join
from tests.make import (
    make_admin,
    make_facilitator,
    make_ladder,
    make_organisation,
    make_person_sheet,
    make_perspective,
    make_placing_round,
    make_round,
    make_team,
    make_version,
    open_it,
    place,
    say,
)

READ, QUOTE, BOTH = Sharing("round"), Sharing("", True), Sharing("round", True, True)
NOBODY = Sharing("only-me")
KINDS = {"principle": make_round, "activity": make_placing_round}  # what people write about


def owner_of(round):
    """Of the part that people write about here: the activity, where there is one."""
    activity = round.activities.first()
    return {"activity": activity.pk} if activity else {"principle": round.version.principles.get(key="p1").pk}


def write(sheet, text, sharing=BOTH, *, finish=True):
    owner = owner_of(sheet.round)
    row = Reflection.objects.filter(sheet=sheet, **owner).first()
    save_reflection(sheet, **owner, text=text, revision=row.revision if row else 0)
    save_sharing(sheet, **owner, sharing=sharing)
    if finish:
        finish_part(sheet, **owner)
    return sheet


def enough(round):
    """Of a group, so that its name may stand beside words: whoever's words say where they place an activity leaves so
    many others, of whom its figure tells."""
    return 5 + round.activities.exists()


def finish(sheet):
    finish_part(sheet, **owner_of(sheet.round))
    return sheet


def come(round, number, text="", sharing=BOTH, perspective=None):
    """So many have finished; the first wrote."""
    sheets = [make_person_sheet(round, perspective) for _ in range(number)]
    for number, sheet in enumerate(sheets):
        write(sheet, text, sharing) if text and not number else finish(sheet)
    return sheets


def shared(round):
    """What people in the round read."""
    return {text for some in read_shared_words(round).values() for text in some}


def quotable(round):
    """What facilitators may quote from."""
    return {one.text for _, some in read_quotable(round, read_version(round.version_id)) for one in some} - {
        ""
    }


def seen(round):
    return shared(round) | quotable(round)


def told_of(round, edition=INSIDE):
    """Quotes in use, each with the name that stands beside it."""
    counts = Counts.from_json(round.releases.first().counts)
    return {quote.text: quote.who for _, quote in read_quotes(round, counts, edition)}


class History:
    """A round with one part, and what only a test knows: who came since words last could appear."""

    def __init__(self, k, kind):
        organisation = make_organisation(floor=k)
        self.round = KINDS[kind](make_team(organisation), make_version(principles=1))
        self.owner = owner_of(self.round)
        self.k, self.people, self.waiting, self.number = k, {}, set(), 0
        self.was = self.now()

    def now(self):
        return shared(self.round), quotable(self.round)

    def take(self, step, who, sharing):
        round = Round.objects.get(pk=self.round.pk)
        if step == "publish":
            make_release(round, by=None)
        elif step == "close":
            close_round(round, by=None)
            reopen_round(round, by=None, reason="Late.")
        elif step == "come":
            self.come(sharing)
        elif self.people:
            getattr(self, step)(sorted(self.people)[who % len(self.people)], sharing)
        self.check(step in ("publish", "close"))

    def come(self, sharing):
        sheet = make_person_sheet(self.round)
        self.people[sheet.pk] = sheet
        self.change(sheet.pk, sharing)

    def change(self, who, sharing):
        self.number += 1
        write(self.people[who], f"Text {self.number}.", sharing, finish=False)

    def share(self, who, sharing):
        save_sharing(self.people[who], **self.owner, sharing=sharing)

    def finish(self, who, sharing):
        row = Reflection.objects.get(sheet=who)
        if row.finished_at is None:
            finish_part(self.people[who], **self.owner)
            self.waiting.add(who)

    def erase(self, who, sharing):
        erase_sheet(self.people.pop(who))
        self.waiting.discard(who)

    def check(self, was_shown):
        now = self.now()
        came = [new - old for new, old in zip(now, self.was, strict=True)]
        rows = Reflection.objects.filter(sheet__round=self.round).exclude(finished_at=None)
        allowed = set(rows.filter(may_read="round").values_list("text", flat=True))
        allowed = allowed, set(rows.filter(may_quote=True).values_list("text", flat=True))
        assert all(some <= may for some, may in zip(now, allowed, strict=True)), "and goes at once"
        if not was_shown or len(self.waiting) < self.k:
            assert came == [set(), set()]
        else:
            assert now == allowed
            self.waiting = set()
        self.was = now


STEPS = st.sampled_from(
    ["come", "come", "come", "finish", "finish", "finish", "change", "share", "erase", "publish", "close"]
)
MOVES = st.lists(
    st.tuples(STEPS, st.integers(0, 20), st.sampled_from([READ, QUOTE, BOTH, NOBODY])), max_size=60
)


class TestBatches(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(st.integers(5, 6), st.sampled_from(sorted(KINDS)), MOVES)
    def test_nothing_adds_the_words_of_few(self, k, kind, moves):
        history = History(k, kind)
        for move in [("come", 0, BOTH)] * k + [("finish", n, BOTH) for n in range(k)] + moves:
            history.take(*move)


@pytest.fixture(params=sorted(KINDS))
def round(request, db):
    """What a person writes about there is a principle, or an activity, and all goes the same way."""
    return KINDS[request.param]()


def publish(round):
    return make_release(Round.objects.get(pk=round.pk), by=None)


def test_publishing_after_each_person_shows_nobody_alone(round):
    sizes = []
    for number in range(12):
        come(round, 1, f"Text {number}.")
        publish(round)
        sizes.append((len(shared(round)), len(quotable(round))))
    assert sizes == [(0, 0)] * 4 + [(5, 5)] * 5 + [(10, 10)] * 3


def test_closing_needs_as_many_and_so_does_closing_again(round):
    come(round, 5, "First.")
    publish(round)
    come(round, 4, "Second.")
    close_round(round, by=None)
    assert seen(round) == {"First."}
    reopen_round(round, by=None, reason="Late.")
    come(round, 1)
    assert seen(round) == {"First."}
    close_round(round, by=None)
    assert seen(round) == {"First.", "Second."}


def test_a_changed_text_waits_as_new_and_the_old_one_goes_at_once(round):
    (writer, *_) = come(round, 5, "First.")
    publish(round)
    write(writer, "Second.")
    assert seen(round) == set()
    publish(round)
    assert seen(round) == set()
    write(writer, "First.")
    assert seen(round) == set(), "it can’t be seen to come back"
    come(round, 5)
    publish(round)
    assert seen(round) == {"First."}


@pytest.mark.parametrize("sharing", [READ, QUOTE, BOTH])
def test_what_is_shared_again_waits_as_new(round, sharing):
    (writer, *_) = come(round, 5, "First.", sharing)
    publish(round)
    assert seen(round) == {"First."}
    for now in (NOBODY, sharing):
        write(writer, "First.", now)
        publish(round)
        assert seen(round) == set()
    come(round, 5)
    publish(round)
    assert seen(round) == {"First."}


def test_what_is_opened_to_others_later_waits_for_those(round):
    (writer, *_) = come(round, 5, "First.", QUOTE)
    publish(round)
    write(writer, "First.", BOTH)
    publish(round)
    assert (shared(round), quotable(round)) == (set(), {"First."})
    assert not Reflection.objects.get(sheet=writer).is_for_outside, "nobody sees when it was allowed"
    come(round, 5)
    publish(round)
    assert shared(round) == {"First."}
    assert Reflection.objects.get(sheet=writer).is_for_outside


def test_a_batch_without_words_counts_its_people(round):
    """Otherwise the sixth would be known to have written the words that come with them."""
    come(round, 5)
    publish(round)
    come(round, 1, "Mine.")
    publish(round)
    assert seen(round) == set()


def test_those_who_went_do_not_count(round):
    come(round, 3, "First.")
    for sheet in come(round, 2):
        erase_sheet(sheet)
    come(round, 1)
    publish(round)
    assert seen(round) == set()


def test_another_part_does_not_help(round):
    come(round, 4, "First.")
    say(make_person_sheet(round), finished=["p2"])  # beside an activity, p1 is another part too
    say(make_person_sheet(round), finished=["p1"] if round.activities.exists() else [])
    publish(round)
    assert seen(round) == set()


def test_a_release_is_made_for_new_words_even_if_figures_say_the_same(round):
    """As many have finished, and k more of them this part."""
    work = round.team.organisation.perspectives.first()
    come(round, 5, "First.", perspective=work)
    first = publish(round)
    assert publish(round) == first
    come(round, 5, "Second.", perspective=work)
    assert publish(round) != first
    assert seen(round) == {"First.", "Second."}


def test_addresses_and_order_do_not_tell_whose_words_were_changed(round):
    (writer, *_) = come(round, 5, "First.")
    mark = mark_of(Reflection.objects.get(sheet=writer))
    write(writer, "Second.")
    assert mark_of(Reflection.objects.get(sheet=writer)) != mark


def test_a_quote_stays_in_use_while_the_words_around_it_wait(round):
    alice = make_facilitator(round.team)
    (writer, *_) = come(round, 5, "We were asked. Late.")
    publish(round)
    row = Reflection.objects.select_related("sheet").get(sheet=writer)
    quotes.choose_quote(row, text="We were asked.", shown="", by=alice)
    write(writer, "We were asked. Secretly.")
    client = Client()
    client.force_login(alice)
    page = client.get(reverse("quotes", args=[round.code])).content.decode()
    assert "We were asked." in page
    assert "Secretly" not in page
    row.refresh_from_db()
    assert find_quotable(round, read_version(round.version_id), mark_of(row)) is None
    answer = client.post(
        reverse("choose_quote", args=[round.code, mark_of(row)]), {"text": "Secretly", "shown": ""}
    )
    assert answer.url == reverse("quotes", args=[round.code])
    with pytest.raises(Refused):
        quotes.choose_quote(row, text="Late.", shown="We were asked.", by=alice)


def test_outside_as_many_of_it_must_have_come_as_outside_shows_together(round):
    (draws, *_) = round.team.organisation.perspectives.order_by("pk")
    (writer, *_) = come(round, 9, "First.", perspective=draws)
    publish(round)
    words = Reflection.objects.get(sheet=writer)
    of, group = (words.whole, words.appeared_with), Group((draws.pk,), (draws.label,), 5, 9)
    assert Crowds(round).may_name(*of, group)
    assert not Crowds(round, fewest=10).may_name(*of, group)


def test_a_perspective_is_named_only_if_enough_of_it_came_with_the_words(round):
    draws, works = round.team.organisation.perspectives.order_by("pk")
    alice = make_facilitator(round.team)
    come(round, enough(round), "First.", perspective=draws)
    publish(round)
    come(round, 1, "Second.", perspective=draws)
    come(round, 5, perspective=works)
    publish(round)
    told = {q.text: q.who for _, some in read_quotable(round, read_version(round.version_id)) for q in some}
    assert told == {"First.": str(draws), "Second.": ""}
    for row in Reflection.objects.exclude(text="").select_related("sheet"):
        quote = quotes.choose_quote(row, text=row.text, shown="", by=alice)
        quotes.approve_quote(quote, shown=row.text, by=alice)
    assert told_of(round) == told


def names_beside(round):
    """By text, on the page where quotes are chosen and in what is told of those in use."""
    here = {q.text: q.who for _, some in read_quotable(round, read_version(round.version_id)) for q in some}
    told = told_of(round)
    return here, told


def quoted(round, text, alice):
    row = Reflection.objects.select_related("sheet").get(text=text)
    quote = quotes.choose_quote(row, text=text, shown="", by=alice)
    quotes.approve_quote(quote, shown=text, by=alice)
    return quote


@pytest.mark.parametrize("deed", ["erase", "change", "keep to oneself"])
def test_who_is_named_tells_nothing_of_what_others_who_came_with_them_do(round, deed):
    (draws, *_) = round.team.organisation.perspectives.order_by("pk")
    (_, *others) = come(round, enough(round), "First.", perspective=draws)
    publish(round)
    quoted(round, "First.", make_facilitator(round.team))
    before = names_beside(round)
    assert before == ({"First.": str(draws)},) * 2
    for other in others:
        deeds = {
            "erase": lambda sheet: erase_sheet(sheet),
            "change": lambda sheet: write(sheet, "Anew."),
            "keep to oneself": lambda sheet: write(sheet, "", NOBODY),
        }
        deeds[deed](other)
        publish(round)
        assert names_beside(round) == before
    close_round(round, by=None)
    assert names_beside(round) == before


def test_who_is_not_named_is_not_when_somebody_else_goes_either(round):
    draws, works = round.team.organisation.perspectives.order_by("pk")
    come(round, 5, perspective=draws)
    publish(round)
    (_, *rest) = come(round, 4, "First.", perspective=draws)
    come(round, 1, perspective=works)
    publish(round)
    assert names_beside(round)[0] == {"First.": ""}
    erase_sheet(rest[0])
    come(round, 1, perspective=draws)
    publish(round)
    assert names_beside(round)[0] == {"First.": ""}


def test_a_batch_of_which_all_have_gone_is_not_counted_with_the_next(round):
    draws, works = round.team.organisation.perspectives.order_by("pk")
    come(round, enough(round), "First.", perspective=draws)
    publish(round)
    gone = come(round, 5, "Second.", perspective=draws)
    publish(round)
    for sheet in gone:
        erase_sheet(sheet)
    come(round, 1, "Third.", perspective=draws)
    come(round, 5, perspective=works)
    publish(round)
    assert names_beside(round)[0] == {"First.": str(draws), "Third.": ""}


def test_a_name_stays_beside_a_quote_whose_writer_changes_other_words(round):
    """It would say whose quote it is: the new words appear in a batch in which fewer of them came."""
    draws, works = round.team.organisation.perspectives.order_by("pk")
    alice = make_facilitator(round.team)
    (writer, *_) = come(round, enough(round), "We were asked. Late.", perspective=draws)
    publish(round)
    row = Reflection.objects.select_related("sheet").get(sheet=writer)
    quote = quotes.choose_quote(row, text="We were asked.", shown="", by=alice)
    quotes.approve_quote(quote, shown="We were asked.", by=alice)
    write(writer, "We were asked. Twice.")
    come(round, 5, perspective=works)
    publish(round)
    here, told = names_beside(round)
    assert told == {"We were asked.": str(draws)}
    assert here == {"We were asked. Twice.": str(draws)}


def facilitators_see(round, alice, quote):
    """All that tells whether this quote may go outside."""
    client = Client()
    client.force_login(alice)
    own = {"quotes": [], "approve_quote": [quote.code], "issue_report": []}
    return [
        client.get(reverse(name, args=[round.code, *more])).content.decode() for name, more in own.items()
    ]


@pytest.mark.parametrize("changes", [False, True])
def test_that_somebody_allows_outside_later_is_seen_nowhere_before_the_next_batch(round, changes):
    alice, olu = make_facilitator(round.team), make_admin(round.team.organisation)
    (writer, *_) = come(round, 5, "We were asked. Late.", Sharing("round", True))
    publish(round)
    quote = quoted(round, "We were asked. Late.", alice)
    if changes:
        quotes.take_off(quote, by=alice)
        row = Reflection.objects.select_related("sheet").get(sheet=writer)
        quote = quotes.choose_quote(row, text="We were asked.", shown="", by=alice)
        quotes.approve_quote(quote, shown="We were asked.", by=alice)
        write(writer, "We were asked. Twice.", Sharing("round", True))
    before = tokens_out(facilitators_see(round, alice, quote))
    save_sharing(writer, **owner_of(round), sharing=BOTH)
    publish(round)
    assert tokens_out(facilitators_see(round, alice, quote)) == before
    assert not round.quotes.waiting_for(olu).exists()
    with pytest.raises(Refused):
        quotes.approve_outside(quote, shown=quote.text, by=olu)
    come(round, 5)
    publish(round)
    assert round.quotes.waiting_for(olu).exists()


def tokens_out(pages):
    return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page) for page in pages]


def test_who_allowed_outside_still_does_while_they_change_other_words(round):
    alice, olu = make_facilitator(round.team), make_admin(round.team.organisation)
    (writer, *_) = come(round, 5, "We were asked. Late.")
    publish(round)
    row = Reflection.objects.select_related("sheet").get(sheet=writer)
    quote = quotes.choose_quote(row, text="We were asked.", shown="", by=alice)
    quotes.approve_quote(quote, shown="We were asked.", by=alice)
    write(writer, "We were asked. Twice.")
    assert round.quotes.waiting_for(olu).exists()
    assert Reflection.objects.get(sheet=writer).is_for_outside


def test_words_carry_the_name_of_the_group_that_their_writer_is_shown_in(round):
    """The label that a writer chose would say which of the two it was."""
    draws = round.team.organisation.perspectives.order_by("pk")[0]
    carer = make_perspective(round.team.organisation)
    alice = make_facilitator(round.team)
    come(round, enough(round) - 1, perspective=draws)
    (writer,) = come(round, 1, "Nobody asked us.", perspective=carer)
    publish(round)
    name = "I draw on care and support, or family carer or friend"
    document = read_version(round.version_id)
    assert [quotable.who for _, some in read_quotable(round, document) for quotable in some] == [name]
    row = Reflection.objects.select_related("sheet").get(sheet=writer)
    quote = quotes.choose_quote(row, text=row.text, shown="", by=alice)
    quotes.approve_quote(quote, shown=row.text, by=alice)
    assert list(told_of(round).values()) == [name]


def test_a_principle_and_an_activity_of_the_same_id_are_two_parts(db):
    """Neither lets the other's words appear, nor puts a name beside them."""
    round = make_round(state="planned", places_on=make_ladder())
    part = round.version.principles.get(key="p1")
    round.activities.create(pk=part.pk, key="p1", position=0, name="The Friday lunch")
    open_it(round, "open")
    draws, works = round.team.organisation.perspectives.order_by("pk")
    for _ in range(5):
        say(make_person_sheet(round, draws))
    come(round, 4, "First.", perspective=draws)
    publish(round)
    assert seen(round) == set()
    come(round, 1, perspective=works)
    publish(round)
    assert read_shared_words(round) == {("activity", "p1"): ["First."]}
    quoted(round, "First.", make_facilitator(round.team))
    assert names_beside(round) == ({"First.": ""},) * 2
    assert Crowds(round).may_name(("principle_id", part.pk), 1, Group((draws.pk,), (draws.label,), 5, 9))


@pytest.mark.parametrize(("number", "is_named"), [(5, False), (6, True)])
def test_words_that_say_where_their_writer_places_it_leave_the_places_of_k_others_open(number, is_named, db):
    """“All or nearly all” of 5 place it on “asked” or higher. Whoever is known to place it lower leaves four, of whom
    each number is known then; they must not be known to be of that group."""
    round = make_placing_round()
    draws = round.team.organisation.perspectives.order_by("pk")[0]
    (writer, *others) = [make_person_sheet(round, draws) for _ in range(number)]
    for sheet in others:
        place(sheet, 2, 3)
    place(writer, 1, 1)
    write(writer, "I place it lowest.")
    publish(round)
    (group,) = Counts.from_json(round.releases.first().counts).activity("the-friday-lunch", INSIDE).groups
    asked = Asked("step.now", 3)
    possible = ([1, *some] for some in combinations_with_replacement((0, 1, 2, 3), number - 1))
    worlds = [
        one for one in possible if asked.tell([{"step.now": p} for p in one]) == group.placed["step.now"]
    ]
    assert {sum(p >= 2 for p in one) for one in worlds} == {number - 1}, "so these words tell of all others"
    quoted(round, "I place it lowest.", make_facilitator(round.team))
    name = str(draws) if is_named else ""
    assert names_beside(round) == ({"I place it lowest.": name},) * 2


@pytest.fixture(params=sorted(KINDS))
def in_the_open(request, db):
    return KINDS[request.param](sharing=Round.Sharing.IN_THE_OPEN)


def words_in(round):
    parts = read_everybody(Round.objects.get(pk=round.pk), read_version(round.version_id))
    return parts[-1 if round.activities.exists() else 0].words


def test_in_the_open_words_wait_until_enough_have_written(in_the_open):
    sizes = []
    for number in range(11):
        write(make_person_sheet(in_the_open, first_name="Dana"), f"Text {number}.", READ)
        come(in_the_open, 1)  # who finish and write nothing make nobody safe here: their names stand there
        sizes.append(len(words_in(in_the_open)))
    assert sizes == [0] * 4 + [5] * 5 + [10] * 2
    publish(in_the_open)
    assert len(shared(in_the_open)) == 10


def test_in_the_open_too_what_is_kept_to_oneself_makes_nobody_safe(in_the_open):
    for _ in range(5):
        come(in_the_open, 1, "Mine.", NOBODY)
    come(in_the_open, 1, "Ours.", READ)
    assert words_in(in_the_open) == []


def test_once_closed_nothing_more_appears(in_the_open):
    for _ in range(4):
        come(in_the_open, 1, "Ours.", READ)
    close_round(in_the_open, by=None)
    assert words_in(in_the_open) == []


@pytest.mark.parametrize("sharing", Round.Sharing)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_people_are_told_before_they_choose(kind, sharing, db):
    round = KINDS[kind](make_team(make_organisation(floor=7)), sharing=sharing)
    client = Client()
    join(client, round, first_name="Dana")
    (sheet,) = round.sheets.filter(kind=Sheet.Kind.PERSON)
    write(sheet, "They listen.", Sharing(), finish=False)
    where = {"principle": ("who_may_read", "p1"), "activity": ("who_may_read_activity", "the-friday-lunch")}
    name, key = where[kind]
    page = client.get(reverse(name, args=[round.code, key])).content.decode()
    assert "Your words wait until 7 more people have" in page
    assert "If fewer come, we don’t show them." in page


def awaited_on(client, address: str) -> list[str]:
    return re.findall(r"5 more people have (finished|written about)", client.get(address).content.decode())


AWAITED = [(Round.Sharing.WITHOUT_NAMES, "finished"), (Round.Sharing.IN_THE_OPEN, "written about")]


@pytest.mark.parametrize(("sharing", "awaited"), AWAITED)
@pytest.mark.parametrize("wording", ["standard", "easy-read"])
def test_who_sees_says_what_words_wait_for(wording, sharing, awaited, db):
    client = Client()
    join(client, make_round(sharing=sharing), wording=wording, first_name="Dana")
    assert awaited_on(client, reverse("who_sees")) == [awaited]


@pytest.mark.parametrize(("sharing", "awaited"), AWAITED)
@pytest.mark.parametrize("name", ["close_round", "quotes"])
def test_facilitators_are_told_what_words_wait_for(name, sharing, awaited, client, db):
    round = make_round(sharing=sharing)
    client.force_login(make_facilitator(round.team))
    assert awaited_on(client, reverse(name, args=[round.code])) == [awaited]
