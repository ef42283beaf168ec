"""Texts that people typed stand in sentences of ours with one mark at the end, and quotation marks that nest."""

import re
from pathlib import Path

import pytest
import yaml
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from teams.punctuation import or_list, quoted, sentence
from teams.templatetags.punctuation import at_dashes, at_signs

ROOT = Path(__file__).resolve().parents[2]
APPS = ("coprod_reflect", "demo", "teams", "rubric", "assessments", "reports")
TEMPLATES = [
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted((ROOT / "templates/emails").glob("*.txt")),
]
DATA = sorted([*ROOT.glob("*/data/*.yaml"), ROOT / "rubric/frames/frames.yaml"])
TYPED = {"title", "name", "team", "organisation", "round", "cost", "text", "label", "led_by", "co_lead"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A room", "A room."),
        ("A room.", "A room."),
        ("A room..", "A room.."),
        ("How?", "How?"),
        ("At last!", "At last!"),
        ("We think…", "We think…"),
        ("She said “Yes.”", "She said “Yes.”"),
        ("Ask (please!)", "Ask (please!)"),
        ("one, two,", "one, two."),
        ("As follows:", "As follows."),
        ("好。", "好。"),
        ("کیا ہوا؟", "کیا ہوا؟"),
        ("یہ ٹھیک ہے۔\u200f", "یہ ٹھیک ہے۔\u200f"),
        ("አዎ።", "አዎ።"),
        ("「はい。」", "「はい。」"),
        ("He said «no.»", "He said «no.»"),
        ("Good.\u200b", "Good.\u200b"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_sentence_ends_with_one_mark(text, said):
    assert sentence(text) == said


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("Family carers", "family carers"),
        ("Councillor or board member", "councillor or board member"),
        ("People’s families", "people’s families"),
        ("A carer", "a carer"),
        ("I’m a carer", "I’m a carer"),
        ("I work here", "I work here"),
        ("NHS staff", "NHS staff"),
        ("Wrenfield Youth Voice", "Wrenfield Youth Voice"),
        ("Mencap members", "Mencap members"),
        ("Deaf people", "Deaf people"),
        ("People First", "People First"),
        ("Family carers in Wrenfield", "Family carers in Wrenfield"),
        ("Çevre", "Çevre"),
        ("2nd tier staff", "2nd tier staff"),
    ],
)
def test_within_a_sentence_names_keep_their_letters(label, within):
    assert or_list(["People who draw on support", label]) == f"People who draw on support, or {within}"
    assert or_list([label, "People"]) == f"{label}, or people"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yes", "“Yes”"),
        ("“Yes”", "“Yes”"),
        ("She said “Yes”", "“She said ‘Yes’”"),
        ("“Yes” and “no”", "“‘Yes’ and ‘no’”"),
        ('"Yes"', "“Yes”"),
        ('She said "Yes"', "“She said ‘Yes’”"),
        ("It’s ours", "“It’s ours”"),
    ],
)
def test_quotation_marks_nest(text, said):
    assert quoted(text) == said


@given(st.text(), st.sampled_from(["", ".", ",", ";", ":", " ,", "?", "!", "…"]))
def test_whatever_is_typed_is_quoted_once_and_ended_once(text, mark):
    assert quoted(text).count("“") == quoted(text).count("”") == 1
    assert sentence(sentence(text)) == sentence(text)
    said = sentence(f"{text}x{mark}")
    assert said.endswith(f"x{mark}" if mark in ("?", "!", "…") else "x.")


def test_templates_may_use_both_and_escape_what_they_get():
    template = Template("{{ text|sentence }} {{ text|quoted }} <i>{{ text }}</i>{{ text|full_stop }}")
    assert template.render(Context({"text": "<b>"})) == "&lt;b&gt;. “&lt;b&gt;” <i>&lt;b&gt;</i>."
    assert template.render(Context({"text": "Who?"})) == "Who? “Who?” <i>Who?</i>"


def test_no_template_puts_marks_around_what_somebody_typed_by_hand():
    texts = {str(path.relative_to(ROOT)): path.read_text() for path in TEMPLATES}
    assert [path for path, text in texts.items() if re.search(r"“\{\{ [a-z_.0-9]+ \}\}”", text)] == []
    before_full_stops = re.compile(r"\{\{ ([a-z_.0-9]+) \}\}(?:</(?:strong|cite|a)>)?\.(?![a-z0-9])")
    said = [(path, name) for path, text in texts.items() for name in before_full_stops.findall(text)]
    assert [(path, name) for path, name in said if name.split(".")[-1] in TYPED] == []


def test_no_module_puts_marks_around_what_somebody_typed_by_hand():
    """But for a rubric file's mistakes, which show a piece of the file as it is."""
    by_hand = re.compile(r"“\{[^}]*\}”")
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    said = {str(path.relative_to(ROOT)) for path in modules if by_hand.search(path.read_text())}
    assert said == {"rubric/document/sections.py", "teams/punctuation.py"}


NAMES = "(?:team|organisation|title|name)"


def test_nothing_puts_a_full_stop_behind_a_name_by_hand():
    """“Smith & Co.” and “What next?” have a mark of their own. Names of files and settings aren't what people typed."""
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    in_python = re.compile(rf'\{{(?!name\}})[^{{}}\n]*\b{NAMES}\}}\.[ "]')
    in_templates = re.compile(rf"\{{\{{ (?:[\w.]+\.)?{NAMES} \}}\}}\.")
    templates = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    found = [path for path in modules if in_python.search(path.read_text())]
    assert found + [path for path in templates if in_templates.search(path.read_text())] == []


def cut_in(value, path=""):
    """A text that YAML has cut at a comma leaves a rest, which is a name without a value."""
    if isinstance(value, dict):
        for name, below in value.items():
            if below is None or not isinstance(name, str) or name[-1:] in ".,;!?":
                yield f"{path}: {name}"
            yield from cut_in(below, f"{path}/{name}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from cut_in(below, f"{path}[{number}]")
    elif isinstance(value, str) and value.rstrip().endswith((",", ";")):
        yield f"{path}: {value}"


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_no_text_of_a_data_file_is_cut(path):
    assert list(cut_in(yaml.safe_load(path.read_text()))) == []


@pytest.mark.parametrize(
    ("code", "told"),
    [("BCDF-2347-MNPQ", "BCDF-<wbr>2347-<wbr>MNPQ"), ("BCDF", "BCDF"), ("<b>-2", "&lt;b&gt;-<wbr>2")],
)
def test_a_code_may_go_on_after_its_dashes(code, told):
    assert at_dashes(code) == told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("alice@demo.example", "alice@<wbr>demo<wbr>.example"),
        ("a.b@c", "a<wbr>.b@<wbr>c"),
        ("<i>@x", "&lt;i&gt;@<wbr>x"),
    ],
)
def test_an_address_may_go_on_between_its_words(address, told):
    assert at_signs(address) == told
