"""What a page tells its readers: its texts in their order, block by block, and whether it shows pictures with words."""

import re
from functools import cached_property
from html.parser import HTMLParser

from rubric.plain_words import count_words, sentences

BLOCKS = {
    "p",
    "li",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "label",
    "legend",
    "button",
    "summary",
    "div",
    "ul",
    "ol",
}
BLOCKS |= {"section", "form", "td", "th", "tr", "caption", "figcaption", "article", "footer", "main", "nav"}
SAYS_NOTHING = {"script", "style", "svg", "textarea", "template", "select"}
NOT_OURS = {"blockquote", "cite"}  # what people wrote, and titles of books
CONTROLS = {"button", "label", "legend", "a", "h1", "h2", "h3", "nav"}
PICTURE = re.compile(r"/(?:pictures|drawings)/[^/]+|data:image/svg")


class Told(HTMLParser):
    """`main` and what its page has in the footer, but for the links at the foot of every page."""

    def __init__(self, html: str):
        super().__init__()
        self.html = html
        self.lines, self._prose, self.pictures, self.listens, self.is_easy_read = [""], [""], 0, 0, False
        self._open = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "html":
            self.is_easy_read = "easy-read" in (given.get("class") or "").split()
        if tag == "img" and self._is_told and PICTURE.search(given.get("src") or ""):
            self.pictures += 1
        self.listens += tag == "button" and "data-listen" in given
        if tag in BLOCKS:
            self._break()
        if tag not in VOID:
            self._open.append((tag, given.get("class") or ""))

    def handle_startendtag(self, tag, attributes):
        """Shapes of a drawing."""

    def handle_endtag(self, tag):
        while tag in self._tags and self._open.pop()[0] != tag:
            pass
        if tag in BLOCKS:
            self._break()

    def handle_data(self, data):
        if self._is_told:
            self.lines[-1] += data
            if self._is_sentence or not CONTROLS & self._tags:
                self._prose[-1] += data

    def _break(self):
        self.lines.append("")
        self._prose.append("")

    @property
    def _tags(self):
        return {tag for tag, _ in self._open}

    @property
    def _is_sentence(self):
        """What an answer says is a sentence, though the whole of its row is a label."""
        return any(SENTENCE in names.split() for _, names in self._open)

    @property
    def _is_told(self):
        is_there = self._tags & {"main", "footer"} and not self._tags & (SAYS_NOTHING | NOT_OURS)
        return bool(is_there) and not any(NAMED_ELSEWHERE & set(names.split()) for _, names in self._open)

    @cached_property
    def text(self) -> str:
        return _joined(self.lines)

    @cached_property
    def prose(self) -> str:
        """Without controls and headings, which are short by nature."""
        return _joined(self._prose)

    @cached_property
    def own(self) -> set[str]:
        """The sentences in which it says something: controls and headings may be the same in either wording."""
        return {sentence for sentence in sentences(self.prose) if count_words(sentence) >= A_SENTENCE}


VOID = {"meta", "link", "img", "input", "br", "hr"}
SENTENCE = "place__text"
NAMED_ELSEWHERE = {"foot__links", "caption", "big-code"}
A_SENTENCE = 4  # words: shorter ones are what they are, such as “Part 1 of 4”


def _joined(lines: list[str]) -> str:
    tidy = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in tidy if line)
