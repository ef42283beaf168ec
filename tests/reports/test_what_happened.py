"""What whoever took part reads first: where the team says it is, where people differ, and what came of it."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE
from assessments.models import Round, Sheet
from assessments.services.you_said import TEXTS, add_entry, publish_you_said, take_offline
from reports.easy_results import NOT_YET
from reports.what_happened import AT_MOST, tell_what_happened
from reports.what_we_see import TOGETHER, tell_page
from tests.assessments.test_joining import come_in, dana, join, join_as_group
from tests.make import make_facilitator, make_round
from tests.reports.releases import add_release, make_agreed
from tests.reports.sample import make_counts, make_results
from tests.reports.test_easy_read_summary import issue
from tests.reports.test_easy_results import DOCUMENT, WRITTEN

WORDINGS = ("standard", "easy-read")
TODAY = timezone.localdate()
SOON, GONE = TODAY + timedelta(days=9), TODAY - timedelta(days=9)
PLACED = {"standing": {"level": "doing-well", "settled": True}}
ONE_GROUP = (  # in standard wording, and in Easy Read
    "no more than one group can be shown on each part, so groups can’t be compared.",
    "On each part, we can show no more than 1 group. So we can’t say if groups agree.",
)
in_both = pytest.mark.parametrize("wording", WORDINGS)


@pytest.fixture
def round(db):
    return make_round()


@pytest.fixture
def person(round):
    client = dana()
    join(client, round)
    return client


def change(round, **fields):
    Round.objects.filter(pk=round.pk).update(**fields)
    round.refresh_from_db()


def close(round, agreed=None):
    add_release(round, agreed)
    change(round, closed_at=timezone.now())


def page_of(client, round, wording="standard", name="my_results", *args):
    client.cookies["wording"] = wording
    return client.get(reverse(name, args=[round.code, *args])).content.decode()


def read(client, round, wording="standard", name="my_results"):
    """What its main part says, in one line."""
    page = page_of(client, round, wording, name)
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?=<[ph\dliv]+\b)", " ", main))).split())


def tell(round, *entries, **told):
    for number, texts in enumerate(entries):
        add_entry(round, code=f"bcdfgh{number}k", texts=dict.fromkeys(TEXTS, "") | texts, by=None)
    told = {"answer_back": "Ring us on Monday.", "easy_answer_back": "Ring us."} | told
    return publish_you_said(round, revision=len(entries), by=make_facilitator(round.team), **told)


def differences_of(results):
    return tell_what_happened(results, tell_page(results, {}), DOCUMENT, easy_read=True).differences


# What stands on it, in its order


@in_both
def test_the_summary_parts_and_deeds_come_first_and_figures_behind(round, person, wording):
    close(round, make_agreed("p1-doing-well", p1=PLACED))
    issue(round, do_1="We meet at 10.", cannot_1="We can’t pay fares.")
    page = read(person, round, wording)
    in_order = ["What happened", "Thank you", "Read the Easy Read summary", "Where the team says it is now"]
    in_order += ["What we see differently", "What we will do", "We meet at 10.", "What we can’t do, and why"]
    in_order += ["We can’t pay fares.", "See more", "What happens next", "Who to ask"]
    in_order += ["Ask Alice Penrose. Ring 07700 900142"]
    places = [page.index(each) for each in in_order]
    assert places == sorted(places), page


@in_both
def test_each_part_has_the_drawing_of_its_level_and_a_line(round, person, wording):
    close(round, make_agreed("p1-doing-well", p1=PLACED))
    page = page_of(person, round, wording)
    parts = page.split('class="card happened__part"')[1:]
    assert ["<svg" in part.partition("</li>")[0] for part in parts] == [True, False]
    said = {
        "standard": "The team says: “Doing really well”.",
        "easy-read": "The team says: Doing really well.",
    }
    assert said[wording] in html.unescape(page)


def test_where_the_team_was_stands_with_where_it_is():
    results = make_results(DOCUMENT)
    parts = tell_what_happened(results, tell_page(results, {}), DOCUMENT, easy_read=False).parts
    assert [part.lines for part in parts] == [
        ("The team says: “Doing really well”.", "Last time: “Haven’t got this”."),
        ("The team says: “Getting there”.", "Last time: “Haven’t got this”."),
        ("The team says: “Haven’t got this”.", "The same as last time."),
        ("The team says: “Getting there”.", "Last time: “Haven’t got this”."),
    ]


@in_both
def test_who_reads_on_finds_parts_words_and_who_told_us(round, person, wording):
    close(round, make_agreed("p1-doing-well", p1=PLACED | {"reflection": "We met in the library."}))
    more = reverse("my_results_more", args=[round.code])
    assert more in page_of(person, round, wording)
    page = read(person, round, wording, "my_results_more")
    for each in ("Each part, and who told us", "Principle 1", "Principle 2", "I draw on care and support"):
        assert each in page
    part = reverse("my_results_part", args=[round.code, "p1"])
    assert part in page_of(person, round, wording, "my_results_more")
    assert more in page_of(person, round, wording, "my_results_part", "p1"), "and back"


# Where people differ


@pytest.mark.parametrize("edition", [INSIDE, OUTSIDE])
def test_three_differences_at_most_with_nothing_that_the_edition_does_not_tell(edition):
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT), edition=edition)
    told = differences_of(results)
    assert 0 < len(told) <= 3
    for one in told:
        voices = next(p for p in results.principles if p.key == one.part_key).voices.voices
        shown = {voice.label for voice in voices} | {TOGETHER}
        assert {bar.label for bar in one.bars} <= shown
        assert len(one.bars) > 1


@in_both
def test_it_says_what_the_numbers_are_of(round, wording):
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT))
    told = {"differences": differences_of(results), "results": results, "round": round, "wording": wording}
    page = render_to_string("reports/happened/_differences.html", told)
    said = "The numbers say how many in each group say that it is true."
    assert (said in page) is (wording == "standard"), "in Easy Read each says it"


@in_both
@pytest.mark.parametrize(
    ("sizes", "agree"), [(((1, 14),), False), (((1, 14), (3, 31)), True)], ids=["one group", "two groups"]
)
def test_only_two_groups_or_more_agree_with_each_other(round, wording, sizes, agree):
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT, sizes=sizes))
    told = {"differences": (), "results": results, "round": round, "wording": wording}
    page = render_to_string("reports/happened/_differences.html", told)
    assert ("see things in much the same way" in page) is agree
    assert any(said in page for said in ONE_GROUP) is not agree


def test_the_teams_own_answer_stands_only_where_others_see_it_otherwise():
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT), edition=INSIDE)
    for one in differences_of(results):
        subjects = [s for s in tell_page(results, {}).subjects if s.topic.statement == one.key]
        if any(bar.label == TOGETHER for bar in one.bars):
            assert subjects[0].topic.lead == "The team and others differ"
        assert one.lead != "People see this differently."


def test_what_is_unsure_or_new_is_no_difference():
    results = make_results(DOCUMENT)
    agreed = replace(results, principles=tuple(replace(p, where_we_differ="") for p in results.principles))
    assert tell_page(agreed, {}).subjects
    assert differences_of(agreed) == ()


def test_what_the_team_wrote_about_it_is_found_behind():
    results = make_results(DOCUMENT)
    written = tuple(replace(p, **WRITTEN) for p in results.principles)
    first = differences_of(replace(results, principles=written))[0]
    assert (first.part, first.bars, first.lead) == ("Equal human beings", (), "The team wrote about this.")


@in_both
def test_too_few_to_show_is_said_with_why(round, person, wording):
    close(round, make_agreed("p1-doing-well"))
    page = read(person, round, wording)
    assert "We can’t show what people said on their own." in page
    assert "10 people" in page
    assert "We see" not in page.partition("What we see differently")[2]


@pytest.mark.django_db
def test_in_the_open_nobody_is_told_that_they_cannot_be_known():
    round, person = make_round(sharing=Round.Sharing.IN_THE_OPEN), dana()
    join(person, round, first_name="Dana")
    close(round, make_agreed("p1-doing-well"))
    for wording in WORDINGS:
        page = read(person, round, wording)
        assert "You can read what each of you says." in page
        assert "See what everybody says" in page
        assert "picked out" not in page
        assert "knows who said what" not in page


# What came of it


@in_both
def test_what_people_were_told_last_stands_for_what_was_planned_before(round, person, wording):
    close(round, make_agreed("p1-doing-well"))
    issue(round, do_1="We will meet at 10.")
    easy = {"easy_you_said": "9 is too early.", "easy_we_did": "We meet at 10."}
    entry = {"you_said": "Nine is too early.", "we_did": "We meet at ten.", "we_will": "We ask again."}
    page = tell(round, entry | easy, {"you_said": "Fares.", "we_couldnt": "There is no money."})
    said = read(person, round, wording)
    own = {
        "standard": "You said: Nine is too early. We meet at ten.",
        "easy-read": "You said: 9 is too early. We meet at 10.",
    }
    assert own[wording] in said
    assert "We will meet at 10." not in said
    assert "What we will do" in said
    assert "We ask again." in said
    assert "What we can’t do, and why You said: Fares. There is no money." in said
    assert reverse("came_of_it", args=[page.token]) in page_of(person, round, wording)
    assert {"standard": "Ring us on Monday.", "easy-read": "Ring us."}[wording] in said
    assert "What happens next" not in said
    take_offline(round, by=None)
    assert "We will meet at 10." in read(person, round, wording)


def test_two_of_a_kind_at_most_and_where_there_are_more(round, person):
    close(round)
    tell(round, *({"you_said": f"Said {n}.", "we_did": f"Done {n}."} for n in range(AT_MOST + 2)))
    page = read(person, round)
    assert page.count("Done ") == AT_MOST
    assert "There is more in “You said, we did”." in page
    assert "Read “You said, we did”" in page
    take_offline(round, by=None)
    issue(round, do_1="We meet.", do_2="We ask.", do_3="We listen.", cannot_1="We can’t pay.")
    page = read(person, round)
    assert "We listen." not in page
    assert page.count("There is more in the Easy Read summary.") == 1


@in_both
def test_nothing_agreed_and_nothing_told_is_said_in_plain_words(round, person, wording):
    change(round, hear_on=SOON, hear_back="At the Friday lunch")
    close(round, make_agreed(finished=""))
    page = read(person, round, wording)
    assert "it will do" in page
    assert "we can’t say" in page
    assert "summary is not here yet" in page or "no Easy Read summary yet" in page
    assert "You hear what came of it by this day. At the Friday lunch." in page
    assert f"{SOON.day} {SOON:%B %Y}" in page
    assert page.count(NOT_YET) == int(wording == "easy-read")


@in_both
def test_an_open_round_can_still_change_and_promises_nothing(round, person, wording):
    add_release(round, make_agreed("p1-doing-well", p1=PLACED))
    page = read(person, round, wording)
    assert "What we see so far" in page
    assert "can change" in page
    assert "What we will do" not in page
    assert "summary" not in page


@in_both
def test_before_anything_is_shown_it_says_so(round, person, wording):
    page = read(person, round, wording)
    assert {"standard": "There is nothing to show yet.", "easy-read": "Nothing is here yet."}[wording] in page
    assert "What happens next" in page
    assert "See more" not in page
    change(round, closed_at=timezone.now(), awaits_release=True)
    assert {"standard": "in a minute", "easy-read": "soon"}[wording] in read(person, round, wording)


@in_both
def test_a_group_is_thanked_as_one(round, wording):
    client = dana()
    come_in(client, round)
    join_as_group(client, round)
    assert round.sheets.filter(kind=Sheet.Kind.GROUP).exists()
    close(round)
    thanks = {"standard": "saying what your group sees", "easy-read": "what your group told us"}
    assert f"Thank you for {thanks[wording]}." in read(client, round, wording)


@pytest.mark.parametrize(
    ("wording", "name", "why"),
    [
        (
            "standard",
            "my_results",
            "People outside the team may read this too. So at least 10 people have to be shown together",
        ),
        (
            "standard",
            "my_results_more",
            "Anybody may read this edition, so groups are larger in it than within the organisation.",
        ),
        (
            "easy-read",
            "my_results",
            "People outside the team may read this too. So here we only show 10 people or more together.",
        ),
        (
            "easy-read",
            "my_results_more",
            "People outside the team may read this too. So here we only show 10 people or more together.",
        ),
    ],
)
def test_why_it_takes_more_people_than_they_were_told_on_the_way_in(person, round, wording, name, why):
    close(round)
    assert why in read(person, round, wording, name)
