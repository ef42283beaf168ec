"""What is printed from a round says what it should, and comes out accessible, on A4, piece by piece."""

import io
import re
from functools import cache

import pikepdf
import pypdf
import pytest
from django.utils import timezone

from assessments.models import Round, Sheet
from assessments.services.session_formats import change_format, find_format
from reports.formats.paper import PRINTS, pieces_of, to_html, to_words
from reports.paper import build_paper
from reports.rendering import to_pdf
from reports.tagging import elements, kind
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
from tests.reports.papers import SITE, TOKEN, make_door, printed
from tests.reports.pdf_ua import problems

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FORMS = ["form", "large-print", "easy-read"]


def words(html):
    body = re.sub(r"<title>.*?</title>|<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def pages(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@cache
def render(html):
    return to_pdf(html)


@pytest.mark.parametrize("name", PRINTS)
def test_it_keeps_what_pdf_ua_asks_of_structure(name):
    round = make_door(session_format="world-cafe", hear_back="A page by post.")
    assert problems(render(printed(round, name))) == []


@pytest.mark.parametrize("name", FORMS)
def test_a_form_says_what_it_is_for_and_what_is_whose(name):
    version = make_version(published=False, easy_read_purpose="Think together.")
    version.statements.update(easy_read="It is so.")
    said = words(printed(make_round(version=version), name))
    assert ("Think together." if name == "easy-read" else version.purpose) in said
    assert NOTE in said


@pytest.mark.parametrize("name", PRINTS)
def test_each_page_is_a4_and_all_but_the_poster_say_which_round_and_page(name):
    pdf = render(printed(make_door(title="Spring round"), name))
    for page, text in zip(pikepdf.open(io.BytesIO(pdf)).pages, pages(pdf), strict=True):
        assert [round(float(n)) for n in page.MediaBox[2:]] == [595, 842]
        if "Point your phone" not in text:
            assert "Adult support team · Spring round · BCDF-GHJK" in text
            assert re.search(r"Page \d", text)


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


def test_in_a_pack_each_piece_begins_with_page_1():
    round = make_door()
    numbers = [re.search(r"Page (\d+)$", text, re.M) for text in pages(render(printed(round, "pack")))]
    alone = [len(pages(render(printed(round, name)))) for name in ["plan", *FORMS, "agreed"]]
    expected = [str(n) for length in alone for n in range(1, length + 1)]
    assert [found[1] for found in numbers if found] == expected


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_every_statement_with_its_boxes(name):
    round = make_door()
    html = printed(round, name)
    count = Statement.objects.filter(version=round.version).count()
    for statement in Statement.objects.filter(version=round.version):
        assert statement.text in html
    assert html.count('class="row__words row__words--statement"') == count == 6
    assert html.count('<span class="box"></span> Not sure') == count
    assert html.count('<span class="box"></span> True') == (count if name == "easy-read" else 0)
    assert "Part 2 of 2" in html


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_how_people_take_part_and_who_may_read_their_words(name):
    said = words(printed(make_door(), name))
    for label in ["I draw on care and support", "I work here", *Sheet.How.labels]:
        assert label in said
    assert said.count("Who may read what you wrote?") == 2
    for choice in ["Only me, and whoever types it in", "People in this round, without my name"]:
        assert said.count(choice) == 2
    assert said.count("You may quote it in the report") == said.count("and outside Northgate Council") == 2
    assert said.count("Call&nbsp;999, or Priya Nair, 01632 960123.") == 2
    assert "You may not know. That is useful too." in said


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
    for name in [*FORMS, "poster"]:
        said = words(printed(round, name))
        assert "see each other’s first names and answers" in said
        assert "need to give a name" not in said
        assert "write your name" not in said
        assert ("Your first name:" in said) == (name != "poster")


def test_without_a_person_to_call_it_says_999():
    organisation = make_organisation(safeguarding_name="", safeguarding_phone="")
    said = words(printed(make_round(make_team(organisation), state="planned")))
    assert "Call&nbsp;999." in said


def test_before_a_round_opens_its_forms_carry_its_own_code_and_no_way_in():
    round = make_round(state="planned")
    said = words(printed(round))
    assert "on a phone" not in said
    assert f"· {round.code[:4].upper()}-{round.code[4:].upper()}" in printed(round)


@pytest.mark.parametrize(("name", "size"), [("form", 14), ("large-print", 18), ("easy-read", 16)])
def test_statements_are_set_in_the_size_that_is_promised(name, size):
    round = make_door()
    sizes = set()

    def look(text, _, matrix, font, points):
        if "This is true of" in text:
            sizes.add(round_to_points(points * abs(matrix[3])))

    for page in pypdf.PdfReader(io.BytesIO(render(printed(round, name)))).pages:
        page.extract_text(visitor_text=look)
    assert sizes == {size}


def round_to_points(number):
    return int(number * 0.75 + 0.5)  # WeasyPrint draws in CSS pixels


def test_the_poster_has_the_way_in_and_until_when(settings):
    settings.SITE_URL = SITE
    round = make_door(closes_on=timezone.now().replace(2027, 3, 3).date())
    html = printed(round, "poster")
    said = words(html)
    assert f"A QR code that opens https://reflect.example/j/{TOKEN}/" in html
    for part in ["reflect.example/join", "BCDF-GHJK", "Adult support team", "3 March 2027"]:
        assert part in said
    assert "Northgate Council" in said
    assert "You don’t need to give a name." in said


def test_the_poster_stays_on_one_page_however_long_the_names_are(settings):
    organisation = make_organisation("Very long council " * 6)
    round = make_door(make_round(make_team(organisation, "Very long team " * 8)))
    settings.SITE_URL = "https://coproduction-reflect.very-long-council-and-partnership.example/"
    html = to_html(build_paper(round), PRINTS["poster"])
    assert len(pages(render(html))) == 1


def test_the_plan_has_the_steps_of_the_chosen_way_on_one_page():
    html = printed(make_door(session_format="world-cafe"), "plan", typed_by="Alice")
    said = words(html)
    assert "World Café" in said
    assert "It takes 165 minutes in all." in said
    assert "after 65 min 15 A break." in said
    assert "BCDF-GHJK" in said
    assert len(pages(render(html))) == 1


def test_the_plan_uses_the_organisations_own_words():
    round = make_door(session_format="path")
    way = find_format(round.team.organisation, "path")
    change_format(way, by=None, title="Our path", steps=[{"minutes": 5, "do": "Breathe."}])
    assert "at the start 5 Breathe." in words(printed(round, "plan"))


def test_without_a_chosen_way_the_plan_has_room_to_write_one():
    html = printed(make_door(), "plan")
    assert html.count("table__empty") == 6 + html.split("</style>")[0].count("table__empty")


def test_the_sheet_for_what_you_agree_has_a_page_a_part():
    texts = pages(render(printed(make_door(), "agreed")))
    assert len(texts) == 3
    assert "Who is in the room?" in texts[0]
    for text in texts[1:]:
        for asked in [
            "Where do you stand?",
            "Doing really well",
            "Where do you differ?",
            "What will you do?",
        ]:
            assert asked in text


def test_a_pack_is_all_that_can_be_printed():
    paper = build_paper(make_door())
    kinds = [(piece.kind, piece.style) for piece in pieces_of(PRINTS["pack"], paper)]
    forms = [("form", "standard"), ("form", "large"), ("form", "easy")]
    assert kinds == [("plan", "plan"), ("poster", "poster"), *forms, ("agreed", "agreed")]
    planned = build_paper(make_round(state="planned"))
    assert "poster" not in [piece.kind for piece in pieces_of(PRINTS["pack"], planned)]


def test_a_rubric_without_easy_read_has_no_form_in_it():
    version = make_version(published=False)
    version.statements.update(easy_read="")
    paper = build_paper(make_round(version=version))
    assert pieces_of(PRINTS["easy-read"], paper) == []


def test_easy_read_has_the_pictures_that_the_version_kept():
    version = make_illustrated_version()
    round = make_door(make_round(version=version))
    html = printed(round, "easy-read")
    address = embedded_drawings(version.drawings.values())[version.drawings["1F91D"]]
    assert html.count("data:image/svg+xml") == html.count(f'<img src="{address}" alt="">') == 1
    assert "Pictures: OpenMoji, CC BY-SA 4.0" in html
    assert problems(render(html)) == []
    standard = printed(round, "form")
    assert "data:image/svg+xml" not in standard
    assert "OpenMoji" not in standard


def test_drawings_that_only_decorate_are_not_read_out(settings):
    settings.SITE_URL = SITE
    document = pikepdf.open(io.BytesIO(render(printed(make_door(), "pack"))))
    figures = [str(e.Alt) for e in elements(document.Root.StructTreeRoot) if kind(e) == "Figure"]
    assert figures == [f"A QR code that opens https://reflect.example/j/{TOKEN}/"]


@pytest.mark.parametrize("name", FORMS)
def test_the_shortest_and_longest_words_leave_nothing_out(name):
    """What has no room any more on a page goes to the next, and only spare lines are left out."""
    organisation = make_organisation("Very long council " * 6)
    version = make_version(published=False)
    version.principles.update(reflection_prompt="What makes you say that? " * 12)
    version.statements.update(text="It is like this here. " * 12, easy_read="It is like this here. " * 12)
    round = make_door(make_round(make_team(organisation), version))
    text = " ".join(" ".join(pages(render(printed(round, name)))).split())
    assert text.count("It is like this here.") == 6 * 12
    assert text.count("What makes you say that?") == 2 * 12
    assert text.count("If you tick nothing here, nobody else will read it.") == 2
    assert text.count("Thank you.") == 1


def test_what_is_looked_through_before_printing_holds_every_word_of_the_rubric():
    """Without the forms' hundreds of rows: of the largest rubric it is a hundredth of the pack."""
    version = make_version(published=False)
    version.statements.update(easy_read="সহজ।", text="ਸੌਖਾ।")
    paper = build_paper(make_door(make_round(version=version)))
    looked_through, printed_words = words(to_words(paper)), words(to_html(paper, PRINTS["pack"]))
    foreign = {word for word in printed_words.split() if max(word) > "\u2100"} | {"সহজ।", "ਸੌਖਾ।"}
    assert foreign <= set(looked_through.split())
    assert looked_through.count("ਸੌਖਾ।") < printed_words.count("ਸੌਖਾ।")
