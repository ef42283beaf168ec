"""A rubric's own note says what is whose, wherever its source stands. Statements need nobody to say whom they mean."""

import re

import pytest

from tests.test_layout import LETTERS, MODULES, TEMPLATES, name

OF_OUR_OWN = re.compile(r"[“‘\"']you[”’\"']( in the sentences)? means|not endorsed", re.IGNORECASE)
TELLS_THE_SOURCE = [path for path in TEMPLATES if "source.title" in path.read_text()]


def test_nothing_says_whom_the_statements_mean_or_what_authors_think():
    found = [path for path in (*TEMPLATES, *LETTERS, *MODULES) if OF_OUR_OWN.search(path.read_text())]
    assert [name(path) for path in found] == []


NOTES = {
    "_ideas_easy.html": "source.easy_read_note",
    "_named_by.html": "each.note",
    "_source.html": "_note.html",  # on paper, in either wording
    "_whose.html": "framed.note",
}


@pytest.mark.parametrize("path", TELLS_THE_SOURCE, ids=name)
def test_the_note_stands_wherever_the_source_does(path):
    assert NOTES.get(path.name, "source.note") in path.read_text()


def test_the_places_are_found():
    assert len(TELLS_THE_SOURCE) >= 4
