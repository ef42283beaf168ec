"""The part of a file on which people place a piece of work → the tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import product
from typing import TypedDict

from rubric.document.placing import Cell, Place, PlaceGroup, Question
from rubric.document.sections import Section, said
from rubric.document.shapes import KEY, LABEL, PLACES, QUESTIONS, TEXT, TITLE, picture_of

SAID_OF_ANY = {"nothing", "not-sure"}
APART = "The answers of {} don’t stand together. Put them next to each other."
SOME = "Only some answers of {} have a group. Give each of them one, or none."


class Texts(TypedDict):
    """Of whatever has a name and a sentence, in both wordings."""

    label: str
    hint: str
    easy_read_label: str
    easy_read: str


OF_A_CELL = {"key", *Texts.__annotations__}  # beside these, a cell's lines are named by the questions' keys


def groups_of(root: Section) -> tuple[PlaceGroup, ...]:
    taken: dict[str, int] = {}
    return tuple(
        PlaceGroup(key=section.unique("key", section.word("key", KEY, needed=True), taken), **_texts(section))
        for section in root.sections("groups", most=PLACES)
    )


def questions_of(root: Section, groups: Iterable[PlaceGroup]) -> tuple[Question, ...]:
    taken: dict[str, int] = {}
    taken_by_places: dict[str, int] = {}
    keys = [group.key for group in groups if group.key]
    sections = root.sections("questions", fewest=1, most=QUESTIONS, needed=True)
    questions = tuple(_question(section, keys, taken, taken_by_places) for section in sections)
    _refuse_unused(root, keys, questions)
    return questions


def cells_of(root: Section, questions: tuple[Question, ...]) -> tuple[Cell, ...]:
    """Every pair of places once, or no cell at all."""
    sections = root.sections("cells", most=PLACES * PLACES)
    if not sections:
        return ()
    if len(questions) != 2:
        root.note(f"“cells” need 2 questions. There are {len(questions)}.", "cells")
        return ()
    taken: dict[str, int] = {}
    cells = tuple(_cell(section, questions, taken) for section in sections)
    _refuse_other_pairs(root, questions, cells)
    return cells


def _question(
    section: Section, groups: list[str], taken: dict[str, int], taken_by_places: dict[str, int]
) -> Question:
    key = section.unique("key", section.word("key", KEY, needed=True), taken)
    if key in OF_A_CELL:
        section.note(f"{said(key)} says something else in a cell. Choose another key.", "key")
    question = Question(
        key=key,
        picture=picture_of(section),
        text=section.one_line("text", TITLE, needed=True),
        easy_read=section.one_line("easy_read", TITLE),
        places=tuple(
            _place(each, groups, taken_by_places)
            for each in section.sections("answers", fewest=2, most=PLACES, needed=True)
        ),
    )
    _refuse_scattered(section, question)
    return question


def _place(section: Section, groups: list[str], taken: dict[str, int]) -> Place:
    group = section.word("group", KEY)
    if group and group not in groups:
        section.note(f"There is no group {said(group)}. Choose one of those in “groups”.", "group")
    key = section.unique("key", section.word("key", KEY, needed=True), taken)
    if key in SAID_OF_ANY:
        section.note(f"{said(key)} can be said of every question. Choose another key.", "key")
    return Place(
        key=key,
        group=group,
        picture=picture_of(section),
        **_texts(section),
    )


def _texts(section: Section) -> Texts:
    return {
        "label": section.one_line("label", LABEL, needed=True),
        "hint": section.text("hint", TEXT),
        "easy_read_label": section.one_line("easy_read_label", LABEL),
        "easy_read": section.text("easy_read", TEXT),
    }


def _refuse_scattered(section: Section, question: Question) -> None:
    """A group is a piece of the ladder: from one rung to another, without a rung of somebody else between them."""
    groups = [place.group for place in question.places]
    if any(groups) and not all(groups):
        section.note(SOME.format(said(question.key)), "answers")
    changes = [group for number, group in enumerate(groups) if number == 0 or groups[number - 1] != group]
    for group, times in Counter(filter(None, changes)).items():
        if times > 1:
            section.note(APART.format(said(group)), "answers")


def _refuse_unused(root: Section, groups: list[str], questions: Iterable[Question]) -> None:
    used = {place.group for question in questions for place in question.places}
    for group in dict.fromkeys(groups):
        if used and group not in used:
            root.note(f"No answer belongs to the group {said(group)}. Add one, or take it out.", "groups")


def _cell(section: Section, questions: tuple[Question, ...], taken: dict[str, int]) -> Cell:
    first, second = (_place_named(section, question) for question in questions)
    key = section.unique("key", section.word("key", KEY, needed=True), taken)
    return Cell(key=key, places=(first, second), **_texts(section))


def _place_named(section: Section, question: Question) -> str:
    key = section.word(question.key, KEY, needed=True) if question.key else ""
    if key and key not in {place.key for place in question.places}:
        section.note(f"{said(key)} isn’t an answer to {said(question.key)}.", question.key)
    return key


def _refuse_other_pairs(root: Section, questions: tuple[Question, ...], cells: Iterable[Cell]) -> None:
    there = Counter(cell.places for cell in cells)
    first, second = ([place.key for place in question.places] for question in questions)
    for pair in product(first, second):
        if all(pair) and there[pair] != 1:
            times = "no cell" if not there[pair] else f"{there[pair]} cells"
            root.note(f"{said(pair[0])} and {said(pair[1])} have {times}. Each pair has one.", "cells")
