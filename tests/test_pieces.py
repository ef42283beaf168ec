"""The frame and the pieces that every screen is made of."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from assessments.part import ToTick

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
LEVEL = {"key": "doing-well", "label": "Doing really well", "stem": "Signs that a team is doing really well"}
ROWS = [
    ToTick("one", "People <choose>.", ticked=True),
    ToTick("two", "People lead.", not_sure=True),
]


def level_card(**context):
    context = {**LEVEL, "direction": "strength", "rows": ROWS, **context}
    return render_to_string("components/_level_card.html", context)


def test_a_level_card_says_its_stem_in_the_legend():
    legend = re.search(r"<legend.*?</legend>", level_card(), re.S)[0]
    assert "Doing really well" in legend
    assert "Signs that a team is doing really well" in legend


def test_a_statement_and_its_not_sure_have_names_of_their_own():
    html = level_card()
    assert 'name="answer-one" value="ticked" checked' in html
    assert '<label class="statement__text" for="a-one"><bdi>People &lt;choose&gt;.</bdi></label>' in html
    assert 'name="not-sure-two" value="on" aria-label="Not sure: People lead." checked' in html
    assert html.count(" checked") == 2


def test_a_closed_level_card_can_only_be_read():
    assert '<fieldset class="level level--strength" disabled>' in level_card(closed=True)


@pytest.mark.parametrize("direction", ["warning", "progress", "strength", ""])
def test_every_direction_has_a_drawing_of_its_own(direction):
    draw = {
        one: render_to_string("components/_level_drawing.html", {"direction": one})
        for one in ("warning", "progress", "strength", "")
    }
    others = [drawing for one, drawing in draw.items() if one != direction]
    assert "<svg" in draw[direction]
    assert draw[direction] not in others


def test_a_reflection_keeps_its_first_line_break_and_ties_its_error():
    html = render_to_string(
        "components/_reflection.html", {"text": "\nTwo", "error": "Too long", "closed": False}
    )
    assert ">\n\nTwo</textarea>" in html
    assert 'aria-describedby="reflection-hint reflection-error" aria-invalid="true"' in html
    assert 'id="reflection-error"' in html


def test_a_reflection_that_is_only_read_says_nothing_of_how_to_write():
    html = render_to_string(
        "components/_reflection.html", {"text": "Two", "hint": "We show it.", "closed": True}
    )
    assert "readonly" in html
    assert "A few words are fine" not in html
    assert "reflection-hint" not in html


def test_words_that_changed_are_told_in_words_too():
    changes = [("same", "People "), ("gone", "may"), ("new", "do"), ("same", " choose.")]
    html = render_to_string("components/_words_changed.html", {"changes": changes})
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()
    assert said == "People (taken out:) may (end) (put in:) do (end) choose."


def test_the_switch_offers_the_other_wording_and_comes_back():
    request = RequestFactory().get("/help/?from=home")
    standard = render_to_string("404.html", {"wording": "standard"}, request)
    easy = render_to_string("404.html", {"wording": "easy-read"}, request)
    assert 'value="easy-read">Easy Read</button>' in standard
    assert 'value="standard">Standard version</button>' in easy
    assert 'name="next" value="/help/?from=home"' in standard


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "408", "413", "500", "gone_meanwhile"])
def test_error_pages_need_no_request_and_title_matches_heading(name):
    html = render_to_string(f"{name}.html")
    title = re.search(r"<title>(.*?) – Coprod Reflect</title>", html)[1]
    assert re.search(r"<h1>(.*?)</h1>", html)[1] == title


def test_no_template_carries_what_the_content_policy_forbids():
    handler = r"\son(?:blur|change|click|error|focus|input|key\w+|load|submit)="
    forbidden = re.compile(rf"<script(?![^>]*\bsrc=)|<style|\bstyle=|javascript:|{handler}", re.I)
    elsewhere = {"emails", "document.html"}  # mail and PDF aren't served under the policy
    pages = [one for one in TEMPLATES.rglob("*.html") if not elsewhere & set(one.parts)]
    found = [(one.name, bad[0]) for one in pages if (bad := forbidden.search(one.read_text()))]
    assert found == []


def test_only_the_first_style_sheet_sets_colours():
    """Another one would come after an organisation's own colours, and take them back."""
    built = TEMPLATES.parent / "static" / "built"
    assert [path.name for path in built.glob("*.css") if "--plum:" in path.read_text()] == ["site.css"]


HIDDEN = re.compile(r'([^\s>]|\}\}|</\w+>)<span class="govuk-visually-hidden">(.*?)</span>(\w?)', re.DOTALL)


def test_hidden_words_arent_glued_to_those_before():
    """A screen reader reads both as one: “Make a member(Alice)”."""
    found = {path: HIDDEN.findall(path.read_text()) for path in TEMPLATES.rglob("*.html")}
    glued = [(path.name, hidden) for path, each in found.items() for hidden in each if is_glued(*hidden)]
    assert glued == []
    assert any(found.values()), "or the rest would prove nothing"


def is_glued(before, hidden, after):
    says = re.sub(r"^({%.*?%})+", "", hidden)
    is_apart = says[:1] in " :,.;" or before == "</span>"
    return bool(after) or not is_apart


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TEMPLATES.rglob("*.html")) if "components/_pages.html" in path.read_text()],
    ids=lambda path: path.name,
)
def test_wherever_a_long_list_has_pages_their_links_are_styled(path):
    styles = re.findall(r"built/([\w-]+\.css)", path.read_text())
    built = [(TEMPLATES.parent / "static/built" / style).read_text() for style in styles]
    assert any(".pages{" in style for style in built)


ON_PAPER = (
    "reports/paper/",
    "reports/document.html",
    "reports/easy_read/document.html",
)  # which have their styles in them


def test_without_styles_no_picture_fills_the_screen():
    pages = [
        path
        for path in TEMPLATES.rglob("*.html")
        if not str(path.relative_to(TEMPLATES)).startswith(ON_PAPER)
    ]
    pictures = [
        (path.name, tag) for path in pages for tag in re.findall(r"<(?:svg|img)\b[^>]*>", path.read_text())
    ]
    assert len(pictures) > 20
    assert [each for each in pictures if not re.search(r' (width|height)="', each[1])] == []
