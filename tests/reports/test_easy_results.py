"""What we see in Easy Read: nothing but short words, from where the team is to who told us."""

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from assessments.agreed import Room
from assessments.comparison import Change, PrincipleChange
from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Round
from assessments.news import (
    DISPUTED,
    NEWLY_TRUE,
    NO_LONGER_TRUE,
    STILL_SEEN,
    UNSURE_NOW,
    WHY_SO,
    WORDS,
)
from assessments.services.releases import make_release
from reports import topics
from reports.easy_results import LEADS, NOT_YET, tell_easily, tell_levels_easily
from reports.what_happened import tell_what_happened
from reports.what_we_see import tell_every_statement, tell_page
from rubric.plain_words import count_words, sentences
from tests.assessments.test_joining import dana, join
from tests.make import make_round
from tests.reports.releases import make_agreed, make_told_round
from tests.reports.sample import make_counts, make_results, our_rubric
from tests.reports.test_easy_read_summary import issue
from tests.reports.test_results import get
from tests.reports.test_what_we_see_fits import AROUND, REQUEST

DOCUMENT = our_rubric()
MOST = 12  # words of a sentence of ours
TEXTS = re.compile(r"<(p|h1|h2|h3|li|a|button)\b[^>]*>(.*?)</\1>", re.DOTALL)
QUOTED = re.compile("“[^”]*”|<strong>.*?</strong>", re.DOTALL)
WRITTEN = {"reflection": "We met.", "where_we_differ": "Carers differ."}
STANDARD = (
    "perspectives differ",
    "Every statement",
    "Fewer than",
    "picked out",
    "places itself",
    "ticked as last",
)


def pages_of(results):
    seen = tell_page(results, {results.principles[0].key: ["We were asked."]})
    parts, subjects = tell_easily(seen, DOCUMENT)
    first = results.principles[0]
    levels = tell_levels_easily(tell_every_statement(first, since_last_time=True), DOCUMENT)
    told = AROUND | {"results": results, "parts": parts, "subjects": subjects}
    part = AROUND | {"results": results, "principle": first, "levels": levels, "shared": ["We were asked."]}
    happened = tell_what_happened(results, seen, DOCUMENT, easy_read=True)
    mine = told | {"told": happened, "called": "What happened", "wording": "easy-read"}
    pages = {"easy_results": told, "easy_part": part, "my_results": mine, "my_easy_results_more": mine}
    return [render_to_string(f"reports/{name}.html", context, REQUEST) for name, context in pages.items()]


def our_sentences(page):
    """What we say around statements, labels and people's words."""
    main = page[page.index("<main") : page.index("</main>")]
    main = main.split('<div class="source')[0]
    for _, text in TEXTS.findall(QUOTED.sub("x", main)):
        yield from sentences(" ".join(re.sub("<[^>]*>", " ", text).split()))


@pytest.mark.parametrize("edition", [INSIDE, OUTSIDE])
@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("room", [Room(), Room(True, 3, ("I work here",), why_nobody="It was late.")])
def test_every_sentence_around_the_statements_is_short(edition, hidden, room):
    counts = {} if hidden else {"counts": make_counts(DOCUMENT), "edition": edition}
    results = replace(make_results(DOCUMENT, **counts), room=room)
    results = replace(results, principles=tuple(replace(p, **WRITTEN) for p in results.principles))
    for page in pages_of(results):
        assert [one for one in our_sentences(page) if count_words(one) > MOST] == []
        assert [words for words in STANDARD if words in page] == []


@pytest.mark.parametrize("places", [True, False])
def test_where_nobody_places_themselves_it_is_what_is_true(places):
    results = make_results(DOCUMENT)
    if not places:
        nowhere = tuple(replace(part, placement=None) for part in results.principles)
        results = replace(results, principles=nowhere)
    page, *_ = pages_of(results)
    assert ("<h2>Where the team says it is now</h2>" in page) is places
    assert ("<h2>What the team says is true</h2>" in page) is not places


@pytest.mark.parametrize(
    ("sizes", "agree"), [(((1, 14),), False), (((1, 14), (3, 31)), True)], ids=["one group", "two groups"]
)
def test_one_group_alone_does_not_agree_with_another(sizes, agree):
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT, sizes=sizes))
    parts, _ = tell_easily(tell_page(results, {}), DOCUMENT)
    told = AROUND | {"results": results, "parts": parts, "subjects": ()}
    said = list(our_sentences(render_to_string("reports/easy_results.html", told, REQUEST)))
    assert ("People see things in much the same way." in said) is agree
    assert ("So we can’t say if groups agree." in said) is not agree
    assert [one for one in said if count_words(one) > MOST] == []


def test_whatever_there_is_to_talk_about_has_easy_words():
    asked = {told for told in WORDS.values() if told[1]}
    differ = {(topics.PERSPECTIVES, question) for question in topics.ASKED.values()}
    other = {
        (topics.APART, WHY_SO),
        (topics.WRITTEN, topics.WHY_DIFFER),
        (topics.UNSURE, topics.WHO_KNOWS),
        (topics.UNTOLD, topics.ASKED["warning"]),
        UNSURE_NOW,
    }
    disputed = {(lead, WHY_SO) for lead in (*DISPUTED.values(), STILL_SEEN)}
    assert set(LEADS) == asked | differ | other | disputed
    for lead, question in LEADS.values():
        assert all(count_words(one) <= MOST for one in (*sentences(lead), question))


@pytest.mark.parametrize(
    ("kind", "direction", "question"),
    [
        (NEWLY_TRUE, "warning", "What has changed?"),
        (NEWLY_TRUE, "progress", "What helped?"),
        (NEWLY_TRUE, "strength", "What helped?"),
        (NO_LONGER_TRUE, "warning", "What helped?"),
        (NO_LONGER_TRUE, "progress", "Is there something better now?"),
        (NO_LONGER_TRUE, "strength", "What got in the way?"),
    ],
)
def test_each_change_is_asked_its_own_question(kind, direction, question):
    results = make_results(DOCUMENT)
    told = PrincipleChange("gone", "Gone", (Change("s", kind, direction, "We share."),))
    compared = replace(results.earlier.comparison, principles=(told,))
    results = replace(results, principles=(), earlier=replace(results.earlier, comparison=compared))
    _, subjects = tell_easily(tell_page(results, {}), DOCUMENT)
    assert [subject.question for subject in subjects] == [question]


def in_easy_read(client, round, page, *args):
    client.cookies["wording"] = "easy-read"
    return client.get(reverse(page, args=[round.code, *args])).content.decode()


@pytest.mark.django_db
def test_who_took_part_reads_easy_words():
    round, phone = make_round(), dana()
    join(phone, round)
    make_release(round, by=None)
    assert NOT_YET not in phone.get(reverse("my_results", args=[round.code])).content.decode()
    page = in_easy_read(phone, round, "my_results")
    assert NOT_YET in page
    assert "What we see so far" in page
    assert "Draft" not in page
    assert "Who says yes?" in in_easy_read(phone, round, "my_results_part", "p1")


@pytest.mark.django_db
def test_what_comes_of_it_is_told_as_it_was_issued(client):
    """And not before: a draft is nobody's promise."""
    round, alice = make_told_round(make_agreed("p1-doing-well"))
    client.cookies["wording"] = "easy-read"
    assert "We meet at 10." not in get(client, alice, round).content.decode()
    issue(round, do_1="We meet at 10.", checked_with="Us", checked_on="2027-03-03")
    page = get(client, alice, round).content.decode()
    assert "What we will do" in page
    assert "We meet at 10." in page


@pytest.mark.django_db
@pytest.mark.parametrize("sharing", Round.Sharing)
def test_nobody_is_told_that_they_cannot_be_known_where_they_are(client, sharing):
    round, alice = make_told_round(make_agreed("p1-doing-well"), sharing=sharing)
    client.cookies["wording"] = "easy-read"
    page = get(client, alice, round).content.decode()
    is_open = sharing == Round.Sharing.IN_THE_OPEN
    assert "We can’t show what people said on their own." in page
    assert ("knows who said what" in page) is not is_open
    assert ("People in this round see each other’s first names and answers." in page) is is_open
