"""Paper is A4, its letters as big as promised, and nothing on it torn, lost or left nearly alone."""

import io
import re

import pikepdf
import pytest
from django.db.models import F

from reports.formats.paper import PRINTS
from teams.codes import shown
from tests.make import (
    make_organisation,
    make_round,
    make_team,
    make_version,
)
from tests.reports.papers import (
    FORMS,
    LONG,
    PIECES,
    TOLD,
    heights,
    letters,
    make_door,
    pages,
    printed,
    read,
    render,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NUMBERS = (TOLD["contact_phone"], TOLD["contact_text"], "01632 960123")
JOINS = [f"bcdfgh{letter}{letter}" for letter in "bcd"]
LEAST = {
    "plan": 12,
    "plan-easy-read": 14,
    "poster": 14,
    "poster-easy-read": 14,
    "form": 12,
    "large-print": 18,
    "easy-read": 14,
}
LEAST |= {"slips": 14, "agreed": 12, "agreed-easy-read": 14}


@pytest.mark.parametrize("name", PRINTS)
def test_each_page_is_a4_and_all_but_the_poster_say_which_round_and_page(name):
    pdf = render(printed(make_door(title="Spring round"), name))
    for page, text in zip(pikepdf.open(io.BytesIO(pdf)).pages, pages(pdf), strict=True):
        assert [round(float(n)) for n in page.MediaBox[2:]] == [595, 842]
        if "Tell us what you see" not in text:  # posters: one page, and no paper to be found again
            assert "Adult support team · Spring round" in text
            assert re.search(r"BCDF-GHJK · Page \d", text)


def test_a_form_by_itself_says_how_many_pages_it_has():
    texts = pages(render(printed(make_door())))
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text


def test_spare_lines_fill_a_page_and_never_begin_another():
    version = make_version(published=False)
    version.statements.update(text="It is like this here. " * 12)
    texts = pages(render(printed(make_round(version=version))))
    # What this is, about you, and for each part a page to tick and one to write.
    assert [text.count("More room to write:") for text in texts] == [0, 0, 0, 1, 0, 1]


def test_a_box_to_tick_is_written_once_however_often_it_stands():
    document = pikepdf.open(io.BytesIO(render(printed(make_door()))))
    drawn = [
        str(instruction.operands[0])
        for page in document.pages
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) == "Do"
    ]
    assert len(drawn) == 3 * 6 + 3  # three answers to each statement, and to the example
    assert len(set(drawn)) == 4  # of which one is ticked by hand


def test_in_a_pack_each_piece_begins_with_page_1():
    round = make_door()
    numbers = [re.search(r"Page (\d+)$", text, re.M) for text in pages(render(printed(round, "pack")))]
    alone = [len(pages(render(printed(round, name)))) for name in PIECES]
    expected = [str(n) for length in alone for n in range(1, length + 1)]
    assert [found[1] for found in numbers if found] == expected


@pytest.mark.parametrize(("name", "size"), [("form", 14), ("large-print", 18), ("easy-read", 16)])
def test_statements_are_set_in_the_size_that_is_promised(name, size):
    said = letters(render(printed(make_door(), name)))
    assert {points for _, text, points in said if "This is true of" in text} == {size}


@pytest.mark.parametrize("name", LEAST)
def test_no_letter_is_smaller_than_its_paper_says(name):
    """Footers, page numbers, captions, tables, notes: all of it."""
    version = make_version(published=False)
    version.hard_words = [{"word": "network", "means": "People who know each other."}]
    version.save()
    version.statements.update(easy_read="Networks meet here.")
    round = make_door(make_round(version=version, **TOLD), session_format="world-cafe")
    (piece,) = PRINTS[name].pieces
    assert piece.least == LEAST[name]
    said = letters(render(printed(round, name)))
    assert [(page, text) for page, text, points in said if points < LEAST[name]] == []
    assert len({page for page, *_ in said}) == len(pages(render(printed(round, name))))


def make_long_version(parts, statements, text):
    version = make_version(published=False, principles=parts)
    level = version.levels.first()
    for part in version.principles.all():
        for n in range(statements - 3):
            part.statements.create(
                key=f"{part.key}-{n}", version=version, level=level, position=9 + n, text=text
            )
    for statement in version.statements.all():
        statement.text = statement.easy_read = f"Begins {statement.pk}. {text} Ends {statement.pk}."
        statement.picture = "1F91D"
        statement.save()
    return version


@pytest.mark.parametrize(
    ("parts", "statements", "text", "name"),
    [
        *((1, 3, "Yes.", name) for name in FORMS),
        *((1, 40, LONG * 2, name) for name in FORMS),
        (20, 3, LONG, "large-print"),
    ],
)
def test_no_statement_is_torn_and_no_page_nearly_empty(parts, statements, text, name):
    version = make_long_version(parts, statements, text)
    pdf = render(printed(make_door(make_round(version=version, **TOLD)), name))
    told = [" ".join(page.split()) for page in pages(pdf)]
    for page in told:
        assert re.findall(r"Begins (\d+)\.", page) == re.findall(
            r"Ends (\d+)\. (?:True) Not true Not sure", page
        )
    assert sum(page.count("Begins") for page in told) == version.statements.count()
    assert [number for number, high in enumerate(heights(pdf), start=1) if high < 0.2] == []


@pytest.mark.parametrize("name", FORMS)
def test_the_shortest_and_longest_words_leave_nothing_out(name):
    """What has no room any more on a page goes to the next, and only spare lines are left out."""
    organisation = make_organisation("Very long council " * 6)
    version = make_version(published=False)
    version.principles.update(reflection_prompt="What makes you say that? " * 12)
    version.principles.update(easy_read_prompt="What makes you say that? " * 12)
    version.statements.update(text="It is like this here. " * 12, easy_read="It is like this here. " * 12)
    round = make_door(make_round(make_team(organisation), version))
    text = " ".join(" ".join(pages(render(printed(round, name)))).split())
    assert text.count("It is like this here.") == 6 * 12
    assert text.count("What makes you say that?") == 2 * 12
    assert text.count("If you tick nothing here, nobody else will read it.") == 2
    assert text.count("Thank you.") == 1


@pytest.mark.parametrize("name", FORMS)
def test_neither_a_code_nor_a_telephone_number_is_torn(name):
    """However long the names are that stand before it."""
    for more in range(3):
        team = make_team(make_organisation("A very long council " * 3), "The team " * 5)
        told = TOLD | {"contact_name": f"Alice {'P' * 4 * more}enrose"}
        html = printed(
            make_door(make_round(team, **told), join_code=JOINS[more], link_token=JOINS[more] * 4), name
        )
        texts = pages(render(html))
        assert all(f"{shown(JOINS[more])} · Page " in text for text in texts)
        said = "\n".join(texts).replace("\u00a0", " ")
        assert {number for number in NUMBERS if number not in said} == set()


@pytest.mark.parametrize("name", FORMS)
def test_boxes_stand_beneath_each_other_whichever_way_words_run(name):
    version = make_version(published=False, language="ur")
    version.levels.update(easy_read_stem=F("stem"))  # in other languages ours don’t stand for them
    for turn, statement in enumerate(version.statements.all(), start=1):
        statement.text = statement.easy_read = f"{'ہم مل کر ' * turn} {turn}"
        statement.save()
    found = places(render(printed(make_door(make_round(version=version)), name)), "Not true")
    assert len(found) > 6
    assert len(set(found[1:])) == 1  # all but the example


def places(pdf, words):
    """How far from the left each of these words stands, in whole points."""
    return [
        int(tm[4] * cm[0] + cm[4])
        for _, written in read(pdf)
        for said, cm, tm, _ in written
        if said.strip() == words
    ]
