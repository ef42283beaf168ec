"""What is printed from a round, as HTML that holds all it needs, from which the PDF is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html_join

from reports.formats.paper_drawings import boxes, pictures
from reports.paper import STANDARD, Paper
from reports.paper_parts import FormPart
from rubric.document import EASY_READ, in_wording
from rubric.languages import say_languages
from teams.stylesheets import embedded


@dataclass(frozen=True)
class Piece:
    """`kind` names its template, `style` its looks; each part of a form has so many lines to write on. No letter on it
    is smaller than `least` points."""

    kind: str
    style: str
    least: int
    wording: str = STANDARD
    lines: int = 5


@dataclass(frozen=True)
class Print:
    """What can be printed by itself. `typed` is true of what somebody fills in and somebody else types."""

    title: str
    hint: str
    pieces: tuple[Piece, ...]
    typed: bool = False


POSTER, EASY_POSTER = Piece("poster", "poster", 14), Piece("poster_easy", "poster-easy", 14, EASY_READ)
PLAN, EASY_PLAN = Piece("plan", "plan", 12), Piece("plan_easy", "plan-easy", 14, EASY_READ)
SLIPS = Piece("slips", "slips", 14, EASY_READ)
AGREED, EASY_AGREED = Piece("agreed", "agreed", 12), Piece("agreed_easy", "agreed-easy", 14, EASY_READ)
FORM, LARGE, EASY = (
    Piece("form", "standard", 12),
    Piece("form", "large", 18),
    Piece("form", "easy", 14, EASY_READ),
)
PRINTS = {
    "pack": Print(
        "Paper pack",
        "All that you need if the wifi fails: the plan, the posters, each form once to photocopy, slips for "
        "return codes, and the sheets for what you agree.",
        (PLAN, EASY_PLAN, POSTER, EASY_POSTER, FORM, LARGE, EASY, SLIPS, AGREED, EASY_AGREED),
        typed=True,
    ),
    "form": Print("Standard form", "To fill in by hand, in 14 point.", (FORM,), typed=True),
    "large-print": Print(
        "Form in large print", "The same. No letter is below 18 point.", (LARGE,), typed=True
    ),
    "easy-read": Print("Form in Easy Read", "Short words, with pictures, in 16 point.", (EASY,), typed=True),
    "poster": Print("Poster", "For the wall: the square to scan, and the code to type.", (POSTER,)),
    "poster-easy-read": Print(
        "Poster in Easy Read", "Its square and its address lead to Easy Read.", (EASY_POSTER,)
    ),
    "plan": Print(
        "Plan for the day",
        "What you do and when, and what to bring, on one page. How to lead each warm-up follows.",
        (PLAN,),
    ),
    "plan-easy-read": Print(
        "Plan for the day in Easy Read", "For those who come: what will happen, with pictures.", (EASY_PLAN,)
    ),
    "agreed": Print(
        "Sheet for what you agree",
        "For the table: where the team stands, where people differ, what you will do.",
        (AGREED,),
    ),
    "agreed-easy-read": Print(
        "Sheet for what you agree in Easy Read", "The same in short words, with pictures.", (EASY_AGREED,)
    ),
    "slips": Print(
        "Slips for return codes",
        "For people who are there when their form is typed in. Write their code on one, and give it to them.",
        (SLIPS,),
    ),
}


def prints_of(paper: Paper) -> dict[str, Print]:
    """What can be printed now."""
    return {name: each for name, each in PRINTS.items() if pieces_of(each, paper)}


def pieces_of(each: Print, paper: Paper) -> list[Piece]:
    """Without posters while nobody can come in, and without Easy Read where the rubric isn't whole in it."""
    left_out = {POSTER, EASY_POSTER} if paper.door is None else set()
    left_out |= set() if paper.has_easy_read else {EASY, EASY_POSTER, EASY_AGREED}
    return [piece for piece in each.pieces if piece not in left_out]


def to_html(paper: Paper, each: Print) -> str:
    pieces = [_told(piece, paper, paper.parts(piece.wording)) for piece in pieces_of(each, paper)]
    return _document(paper, each, pieces, embedded("paper"))


def to_words(paper: Paper) -> str:
    """All that the pack would say, without how it looks: enough to find what can't be printed, at little cost."""
    each = PRINTS["pack"]
    around = _document(paper, each, [_told(piece, paper, []) for piece in pieces_of(each, paper)], "")
    texts = ((text,) for text in _texts((*paper.documents, *paper.activities)))
    return f"{around.partition('</body>')[0]}{format_html_join('', '<p>{}</p>', texts)}</body></html>"


def _texts(value: object) -> Iterator[str]:
    """Every text in a rubric, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _document(paper: Paper, each: Print, pieces: list[dict], style: str) -> str:
    context = {"paper": paper, "round": paper.round, "title": each.title, "pieces": pieces, "style": style}
    context |= {"pictures": pictures(), "boxes": boxes()}
    return say_languages(render_to_string("reports/paper/document.html", context))


def _told(piece: Piece, paper: Paper, parts: list[FormPart]) -> dict:
    is_easy = piece.wording == EASY_READ
    fullness = paper.easy_fullness if is_easy else paper.fullness
    return {
        "fullness": fullness,
        "code_points": paper.code_points(fullness),
        "style": piece.style,
        "lines": range(piece.lines),
        "agreed_lines": range(3 if is_easy else 5),
        "differ_lines": range(2 if is_easy else 4),
        "is_easy": is_easy,
        "door": paper.easy_door if is_easy else paper.door,
        "parts": parts,
        "levels": in_wording(paper.document, piece.wording).levels,
        "template": f"reports/paper/_{piece.kind}.html",
    }
