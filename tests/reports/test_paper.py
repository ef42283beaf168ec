"""What is printed from a round is what can be printed, and each piece of it accessible."""

import io

import pikepdf
import pytest

from assessments.models import SessionFormat, WarmUp
from assessments.services import offered
from reports.formats.paper import PRINTS, pieces_of, to_html, to_words
from reports.paper import build_paper
from reports.pdf.tagging import elements, kind
from tests.make import (
    make_round,
    make_version,
)
from tests.reports.papers import (
    PIECES,
    POSTERS,
    SITE,
    TOKEN,
    TOLD,
    make_door,
    pages,
    printed,
    render,
    words,
)
from tests.reports.pdf_ua import problems

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("name", PRINTS)
def test_it_keeps_what_pdf_ua_asks_of_structure(name):
    round = make_door(session_format="world-cafe", hear_back="A page by post.")
    assert problems(render(printed(round, name))) == []


def test_slips_say_how_to_come_back(settings):
    settings.SITE_URL = SITE
    html = printed(make_round(state="planned"), "slips")
    assert words(html).count("Go to reflect.example/join and type the code.") == 4
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
    way = offered.find(SessionFormat, round.team.organisation, "path")
    offered.change(way, by=None, title="Our path", steps=[{"minutes": 5, "do": "Breathe."}])
    assert "at the start 5 Breathe." in words(printed(round, "plan"))


FOUR = ["labels-and-roles", "once-or-for-years", "hours-in-a-year", "this-week"]


@pytest.mark.parametrize(
    "way", ["around-the-table", "world-cafe", "open-space", "path", "on-your-own-time", ""]
)
def test_warm_ups_come_first_and_how_to_lead_them_follows_the_plan(settings, way):
    """On a page of its own, in both wordings, so that whoever leads can hand it to somebody else."""
    settings.SITE_URL = SITE
    round = make_door(make_round(session_format=way, warm_ups=FOUR, **TOLD))
    texts = [" ".join(text.split()) for text in pages(render(printed(round, "plan", typed_by="Alice")))]
    assert "at the start 50 4 warm-ups. They are on the next page." in texts[0]
    assert "Say when people hear" in texts[0]  # the plan’s last line: all of it is on one page
    assert texts[1].startswith("How to lead the warm-ups")
    told = " ".join(texts[1:])
    for each in offered.all_of(WarmUp, round.team.organisation):
        for words_of in (each.do, each.easy_read, each.gentler, each.easy_read_gentler, each.idea_from):
            assert words_of in told
        assert each.listen_for in told
    assert "anybody may listen instead of speaking" in told


def test_the_plan_adds_the_minutes_of_warm_ups():
    html = printed(make_door(session_format="world-cafe", warm_ups=["this-week"]), "plan")
    assert "It takes 175 minutes in all." in words(html)
    assert "after 10 min 15 Set the theme" in words(html)
    assert "How to lead the warm-up " in words(html)


def test_those_who_come_get_a_plan_in_easy_read_without_what_is_for_the_leader():
    round = make_door(make_round(**TOLD, session_format="path", warm_ups=FOUR[:2]))
    said = words(printed(round, "plan-easy-read"))
    told = [
        "It takes 3 hours and 45 minutes.",
        "First: Names for a person",
        "Next: 1 evening, or many years?",
    ]
    told += [
        "Look at the cards.",
        "Then we talk",
        "People draw how good things could be",
        "You do not have to speak.",
    ]
    assert [each for each in told if each not in said] == []
    assert "Which names are about giving?" not in said
    round.session_format, round.warm_ups = "", []
    assert "You can listen." in words(printed(round, "plan-easy-read"))


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
    alone = [PRINTS[name].pieces[0] for name in [*PIECES[:2], *POSTERS, *PIECES[2:]]]
    assert kinds == [(piece.kind, piece.style) for piece in alone]
    planned = build_paper(make_round(state="planned"))
    assert not [piece for piece in pieces_of(PRINTS["pack"], planned) if "poster" in piece.kind]


def test_drawings_that_only_decorate_are_not_read_out(settings):
    settings.SITE_URL = SITE
    document = pikepdf.open(io.BytesIO(render(printed(make_door(), "pack"))))
    figures = [str(e.Alt) for e in elements(document.Root.StructTreeRoot) if kind(e) == "Figure"]
    link = f"A QR code that opens https://reflect.example/j/{TOKEN}/"
    assert figures == [link, f"{link}easy-read/"]


def test_what_is_looked_through_before_printing_holds_every_word_of_the_rubric():
    """Without the forms' hundreds of rows: of the largest rubric it is a hundredth of the pack."""
    version = make_version(published=False)
    version.statements.update(easy_read="সহজ।", text="ਸੌਖਾ।")
    paper = build_paper(make_door(make_round(version=version)))
    looked_through, printed_words = words(to_words(paper)), words(to_html(paper, PRINTS["pack"]))
    foreign = {word for word in printed_words.split() if max(word) > "\u2100"} | {"সহজ।", "ਸੌਖਾ।"}
    assert foreign <= set(looked_through.split())
    assert looked_through.count("ਸੌਖਾ।") < printed_words.count("ਸੌਖਾ।")
