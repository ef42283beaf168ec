"""What people write runs the way of its own letters: in every box, and wherever it is shown."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

ROOT = Path(__file__).resolve().parent.parent / "templates"
TEMPLATES = [path for path in ROOT.rglob("*.html") if "rubric" not in path.parts]
# What somebody wrote in their own words, by the names that it has in templates.
NAMES = (
    r"[\w.]*\b(?:action|promise|ask)\.what",
    r"[\w.]+\.(?:where_we_differ|stopped_because|how_known|why_nobody|latest_note|reflection)",
    r"[\w.]*\b(?:action|ask|placement|standing)\.why",
    r"(?:quote|quotable)\.text",
)
WORDS = re.compile(rf"{{{{ *(?:{'|'.join(NAMES)}) *(?:\|[^}}]*)?}}}}")
TURNED = re.compile(r"\|(linebreaks|linebreaksbr|own|full_stop)\b")  # the last shows none of them
TITLE, BOX = r"{% block title %}.*?{% endblock %}", r"<textarea.*?</textarea>"
ELSEWHERE = re.compile(rf"{TITLE}|{BOX}|<\w+[^>]* dir=\"auto\"[^>]*>{{{{.*?}}}}", re.DOTALL)
BLOCK = re.compile(r"<(?:textarea|blockquote)\b[^>]*>(?:{{[^}]*}})?")


def test_words_that_people_wrote_have_a_direction_of_their_own():
    """As a paragraph, in a line of ours, or as all that an element holds."""
    found = [
        (path, words) for path in TEMPLATES for words in WORDS.findall(ELSEWHERE.sub("", path.read_text()))
    ]
    assert [(p, words) for p, words in found if "{{ form." not in words and not TURNED.search(words)] == []
    assert len(found) > 30


def test_boxes_and_blocks_have_a_direction_too():
    known = (" hidden>", 'dir="auto"', "|linebreaks }}")
    found = [(path, tag) for path in TEMPLATES for tag in BLOCK.findall(path.read_text())]
    assert [(path, tag) for path, tag in found if not any(each in tag for each in known)] == []
    assert len(found) > 15


@pytest.mark.parametrize(
    ("how", "html"),
    [
        ("own", "<bdi>&lt;متن&gt;\nb.</bdi>"),
        ("linebreaksbr", "<bdi>&lt;متن&gt;<br>b.</bdi>"),
        ("linebreaks", '<p dir="auto">&lt;متن&gt;<br>b.</p>'),
    ],
)
def test_how_it_is_told_apart(how, html):
    template = Template(f"{{{{ text|{how} }}}}")
    assert template.render(Context({"text": "<متن>\nb."})) == html
    assert "bdi" not in template.render(Context({"text": ""}))
