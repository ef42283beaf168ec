"""Where a round places activities its forms ask for it: one box a place, question and moment, and never a grid."""

import lxml.html
import pytest

from reports.formats.paper import PRINTS, pieces_of, to_html, to_words
from reports.paper import build_paper
from tests.make import make_ladder, make_matrix, make_placing_round, make_round
from tests.reports.papers import FORMS, TOLD, heights, letters, make_door, printed, render, words
from tests.reports.pdf_ua import problems

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ACTIVITIES = ("The Friday lunch", "The newsletter")
UP_THE_LADDER = ["Sharing", "Asking", "Telling"]


@pytest.fixture
def round():
    return make_door(make_placing_round(activities=ACTIVITIES, **TOLD))


def only_placing(version=None, **fields):
    round = make_round(version=version or make_ladder(), state="planned", **TOLD)
    round.activities.create(key="lunch", position=0, name="The Friday lunch", line="How it is run", **fields)
    return make_door(round)


def part(round, number, name="form"):
    return lxml.html.fromstring(printed(round, name)).xpath("//div[@class='part']")[number - 1]


def texts(tree, path):
    return [" ".join(" ".join(each.itertext()).split()) for each in tree.xpath(path)]


@pytest.mark.parametrize("name", FORMS)
def test_each_activity_is_a_part_with_a_box_for_each_place_and_moment(round, name):
    tree = part(round, 3, name)
    assert texts(tree, "./p[@class='caption']") == ["Part 3 of 4"]
    assert texts(tree, ".//div[@class='placed']") == ["How it is run"]
    assert texts(tree, ".//h3")[:2] == ["Where is it now?", "Where would you like it to be?"]
    steps = tree.xpath(".//p[@class='question']/following-sibling::ul[contains(@class, 'places__unsure')]/..")
    assert len(steps) == 2
    for step in steps:
        assert texts(step, ".//li")[-1] == "Not sure"
        assert len(step.xpath(".//span[@class='box']")) == 4
    assert len(tree.xpath(".//h3[contains(., 'Who may read this?')]")) == 1


def test_the_sentence_comes_first_and_the_lowest_stands_at_the_bottom(round):
    tree = part(round, 3)
    assert texts(tree, ".//span[@class='choice__name']") == UP_THE_LADDER * 2
    assert texts(tree, ".//li")[0] == "Staff and people decide together. Sharing"
    assert "You can also choose where it is now." in " ".join(texts(tree, "."))


def test_a_matrix_is_asked_question_by_question():
    tree = part(only_placing(make_matrix()), 1)
    assert not tree.xpath(".//table")
    assert len(tree.xpath(".//h3[. = 'Where is it now?']")) == 1
    assert len(tree.xpath(".//p[@class='question']")) == 4


def test_easy_read_has_its_words_and_pictures_and_both_have_the_activitys():
    kept = make_ladder().drawings
    digest = next(iter(kept.values()))
    round = only_placing(drawing=digest)
    for name in FORMS:
        assert len(part(round, 1, name).xpath(".//div[@class='placed']/img[@class='picture']")) == 1
    easy = part(round, 1, "easy-read")
    assert texts(easy, ".//li")[2] == "Staff tell people. Telling people"
    assert len(easy.xpath(".//img[@class='choice__picture']")) >= 4
    assert not part(round, 1).xpath(".//li//img")


def test_a_round_that_only_places_says_nothing_of_ticking():
    round = only_placing()
    for name in FORMS:
        said = words(printed(round, name))
        assert "tea at our meetings" not in said
        assert "parts" not in said
        assert "Not true" not in said
    paper = build_paper(round)
    assert pieces_of(PRINTS["easy-read"], paper)
    assert "Part 1 of 1" in words(printed(round, "agreed"))
    assert "Where do you stand?" not in words(printed(round, "agreed"))


def test_a_round_with_both_says_how_many_parts_there_are(round):
    said = words(printed(round))
    assert "There are 4 parts." in said
    assert "At the end comes The Friday lunch and The newsletter" in " ".join(said.replace(" .", ".").split())
    assert said.count("An invented paper tool") == 1


def test_without_easy_read_of_its_places_there_is_no_form_in_it():
    bare = make_ladder(published=False)
    for named in (*bare.places.all(), *bare.questions.all()):
        named.easy_read = ""
        named.save()
    assert pieces_of(PRINTS["easy-read"], build_paper(only_placing(bare))) == []


def test_what_is_looked_through_before_printing_holds_activities_and_places(round):
    paper = build_paper(round)
    looked_through = words(to_words(paper))
    for text in ("The Friday lunch", "How it is run", "Staff and people decide together."):
        assert text in looked_through
    assert "The Friday lunch" in to_html(paper, PRINTS["pack"])


@pytest.mark.parametrize("name", [*FORMS, "agreed"])
def test_it_is_accessible_and_no_page_is_nearly_empty(round, name):
    pdf = render(printed(round, name))
    assert problems(pdf) == []
    least = PRINTS[name].pieces[0].least
    assert [text for _, text, points in letters(pdf) if points < least] == []
    assert min(heights(pdf)) > 0.2
