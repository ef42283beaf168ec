"""What people read has one kind of apostrophe and quotation mark, ’ and “ ”: a page that mixes them looks careless."""

import ast
import re
from html.parser import HTMLParser

import pytest
import yaml

from tests.test_layout import LETTERS, MODULES, ROOT, SHOWN_ATTRIBUTES, TEMPLATES, _docstrings

DATA = sorted(ROOT.glob("*/data/*.yaml"))
COMMENTS = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
APOSTROPHE = re.compile(r"[^\W\d_]'[^\W\d_]|s' [a-z]")
QUOTATION = re.compile(r"""(?<![=\w(\\])"[A-Za-z][^"=<>{}]*"|(?<!\w)'[A-Z][\w ,’]+'(?!\w)""")


class Page(HTMLParser):
    """What a template shows, without Django's own tags."""

    def __init__(self, html):
        super().__init__()
        self.words = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        shown = {name for name, _ in attributes if name in SHOWN_ATTRIBUTES or name.startswith("data-")}
        self.words += [value for name, value in attributes if name in shown and value]

    def handle_data(self, data):
        self.words.append(data)


def _straight(text):
    return [text[max(0, m.start() - 20) : m.end() + 20] for m in APOSTROPHE.finditer(text)]


@pytest.mark.parametrize("path", [*TEMPLATES, *LETTERS], ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_are_curly(path):
    text = COMMENTS.sub("", path.read_text())
    assert _straight(text) == []
    shown = TAGS.sub("", text)
    words = [shown] if path.suffix == ".txt" else Page(shown).words
    assert [word for word in words if re.search(r"(?<!=)[\"'](?!$)", word) and "=" not in word] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_modules_say_is_curly(path):
    tree = ast.parse(path.read_text())
    for_programmers = {id(text) for text in _docstrings(tree)}
    said = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in for_programmers
    ]
    assert [text for text in said if APOSTROPHE.search(text) or QUOTATION.search(text)] == []


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_data_is_curly(path):
    assert [text for text in _texts(yaml.safe_load(path.read_text())) if re.search("[\"']", text)] == []


def _texts(value):
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, (int, float, type(None))) and hasattr(value, "__iter__"):
        for each in value:
            yield from _texts(each)
