"""A form says what it is for, asks what the screens ask, and promises what is true."""

import re

import pytest

from assessments.forms.coming_in import HELPED
from assessments.models import Round
from reports.formats.paper import PRINTS, pieces_of, to_html
from reports.paper import build_paper
from rubric.models import Statement
from rubric.reading import embedded_drawings
from tests.make import (
    NOTE,
    make_illustrated_version,
    make_organisation,
    make_round,
    make_team,
    make_version,
)
from tests.reports.papers import FORMS, POSTERS, make_door, printed, render, words
from tests.reports.pdf_ua import problems

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_says_what_it_is_for_and_what_is_whose(name):
    version = make_version(published=False, easy_read_purpose="Think together.")
    version.statements.update(easy_read="It is so.")
    said = words(printed(make_round(version=version), name))
    assert ("Think together." if name == "easy-read" else version.purpose) in said
    assert NOTE in said


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_the_note_and_the_wish_of_its_authors_in_its_own_words(name):
    told = {"note": "They wrote it.", "feedback": "Write to them.", "easy_read_note": "It is theirs."}
    version = make_version(source={"title": "A tool", **told, "easy_read_feedback": "Tell them."})
    said = words(printed(make_round(version=version), name))
    standard, easy = ("They wrote it.", "Write to them."), ("It is theirs.", "Tell them.")
    is_easy = name == "easy-read"
    assert [each in said for each in easy] == [is_easy] * 2
    assert [each in said for each in standard] == [not is_easy] * 2


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_every_statement_with_its_boxes(name):
    round = make_door()
    html = printed(round, name)
    count = Statement.objects.filter(version=round.version).count()
    for statement in Statement.objects.filter(version=round.version):
        assert statement.text in html
    answers = html.partition("Part 1 of 2")[2]
    assert html.count('class="row"') == count == 6
    for answer in ("True", "Not true", "Not sure"):
        assert answers.count(f'alt="">{answer}</span>') == count
    for level in round.version.levels.all():
        assert level.label not in html
    assert "Part 2 of 2" in html


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_how_people_take_part_and_who_may_read_their_words(name):
    said = words(printed(make_door(), name))
    helped = [each.easy if name == "easy-read" else each.standard for each in HELPED]
    for label in ["I draw on care and support", "I work here", *helped]:
        assert label in said
    for asked in ["Who may read this?", "Only me, and ", "People in this round", "may we quote it?"]:
        assert said.count(asked) == 2
    assert said.count("Yes, inside Northgate Council") == said.count("Yes, for everybody") == 2
    assert said.count("Call&nbsp;999, or Priya Nair, 01632 960123.") == said.count("999bsl.co.uk") == 2
    assert "checked" not in said
    assert "return code" in said
    assert "Ask Alice Penrose." in said


def test_a_form_says_who_types_it_in():
    round = make_door()
    said = words(printed(round, typed_by="Alice at the desk"))
    assert "Alice at the desk types in what you write" in said
    assert said.count("Give this form to Alice at the desk") == 2
    assert "Somebody types in what you write, and so will read it. It is" in words(printed(round))


def test_a_form_says_what_is_true_of_its_round():
    round = make_round(make_team(make_organisation(floor=8)), hear_back="By post.")
    assert "at least 8 people have finished a part" in words(printed(round))
    assert "How you will hear what came of it: By post." in words(printed(round))


def test_in_the_open_nothing_promises_to_leave_names_out():
    round = make_door(make_round(sharing=Round.Sharing.IN_THE_OPEN))
    for name in [*FORMS, *POSTERS]:
        said = words(printed(round, name))
        assert re.search("see (each other’s|your) first name", said)
        for promise in ("name needed", "no name", "write your name", "can’t see"):
            assert promise not in said
        assert ("Your first name:" in said) == (name in FORMS)


def test_without_a_person_to_call_it_says_999():
    organisation = make_organisation(safeguarding_name="", safeguarding_phone="")
    said = words(printed(make_round(make_team(organisation), state="planned")))
    assert "Call&nbsp;999." in said


def test_before_a_round_opens_its_forms_carry_its_own_code_and_no_way_in():
    round = make_round(state="planned")
    said = words(printed(round))
    assert "on a phone" not in said
    assert f'data-code="{round.code[:4].upper()}-{round.code[4:].upper()}"' in printed(round)


def test_easy_read_has_a_picture_for_every_sentence_and_question():
    html = printed(make_door(), "easy-read")
    rows = re.findall(r'<li class="(?:row|choice)">(.*?)</li>', html, re.DOTALL)
    told = re.findall(r'<ul class="told">(.*?)</ul>', html, re.DOTALL)
    assert len(rows) > 20
    assert [
        row for row in rows + told if not re.search('<img class="(choice__)?picture" src="data:', row)
    ] == []
    assert (
        len(re.findall(r'<h3 class="pictured">\s*<img class="picture"', html)) == 2
    )  # each part's own words


def test_without_a_picture_of_its_own_a_statement_has_none_that_tells_its_level():
    html = printed(make_door(), "easy-read")
    assert "<circle" not in html.split("</style>")[1].replace("data:", "")


def test_a_rubric_without_easy_read_has_no_form_in_it():
    version = make_version(published=False)
    version.statements.update(easy_read="")
    paper = build_paper(make_round(version=version))
    for name in ("easy-read", "poster-easy-read", "agreed-easy-read"):
        assert pieces_of(PRINTS[name], paper) == []
    for name in ("poster", "plan"):
        assert "Easy Read" not in to_html(paper, PRINTS[name]).partition("</style>")[2], name


def test_a_sheet_for_what_is_agreed_has_the_levels_in_its_own_words():
    version = make_version(published=False)
    version.levels.filter(key="not-yet").update(easy_read_label="Not here")
    round = make_door(make_round(version=version))
    for name, label in {"agreed": "Haven’t got this", "agreed-easy-read": "Not here"}.items():
        assert label in printed(round, name)


def test_easy_read_has_the_pictures_that_the_version_kept():
    version = make_illustrated_version()
    round = make_door(make_round(version=version))
    html = printed(round, "easy-read")
    address = embedded_drawings(version.drawings.values())[version.drawings["1F91D"]]
    parts = html.partition("Part 1 of 2")[2]
    assert parts.count(f'<img class="picture" src="{address}" alt="">') == 1
    assert "Pictures: OpenMoji, CC BY-SA 4.0" in html
    assert problems(render(html)) == []
    standard = printed(round, "form")
    assert 'class="picture"' not in standard
    assert "OpenMoji" not in standard
