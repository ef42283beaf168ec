"""What people read has one kind of apostrophe and quotation mark, ’ and “ ”: a page that mixes them looks careless."""

import ast
import re
from html.parser import HTMLParser

import yaml

from tests.test_layout import LETTERS, MODULES, ROOT, SHOWN_ATTRIBUTES, TEMPLATES, _docstrings, name

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


def test_templates_are_curly():
    assert [
        (name(path), text) for path in (*TEMPLATES, *LETTERS) for text in _straight_in_template(path)
    ] == []


def _straight_in_template(path):
    text = COMMENTS.sub("", path.read_text())
    shown = TAGS.sub("", text)
    words = [shown] if path.suffix == ".txt" else Page(shown).words
    quoted = [word for word in words if re.search(r"(?<!=)[\"'](?!$)", word) and "=" not in word]
    return _straight(text) + quoted


def test_what_modules_say_is_curly():
    assert [(name(path), text) for path in MODULES for text in _straight_in_module(path)] == []


def _straight_in_module(path):
    tree = ast.parse(path.read_text())
    for_programmers = {id(text) for text in _docstrings(tree)}
    said = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in for_programmers
    ]
    return [text for text in said if APOSTROPHE.search(text) or QUOTATION.search(text)]


def test_data_is_curly():
    said = [(name(path), text) for path in DATA for text in _texts(yaml.safe_load(path.read_text()))]
    assert [(where, text) for where, text in said if re.search("[\"']", text)] == []


def _texts(value):
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, (int, float, type(None))) and hasattr(value, "__iter__"):
        for each in value:
            yield from _texts(each)
