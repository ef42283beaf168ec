"""How hard a page is to read, and which are the hardest."""

from dataclasses import dataclass
from functools import cached_property

from rubric.plain_words import count_words, sentences
from tests.participants import EASY_READ, STANDARD
from tests.rubric.reading import grade
from tests.rubric.test_statements_read_well import DOCUMENTS

MOST_GRADE = {STANDARD: 7, EASY_READ: 4.5}
MOST_WORDS = 15  # of a sentence in Easy Read
HARD_WORDS = tuple(hard for document in DOCUMENTS for hard in document.hard_words)


@dataclass(frozen=True)
class Page:
    """What one page says, in one wording; `prose` is that without buttons, labels and headings."""

    name: str
    wording: str
    text: str
    prose: str = ""

    def __str__(self) -> str:
        return f"{self.grade:4.1f} of {MOST_GRADE[self.wording]}, {self.wording}: {self.name}"

    @cached_property
    def grade(self) -> float:
        """Of all that it says, and of its prose, the harder one: many short buttons make no text easy."""
        return max(grade([text], HARD_WORDS) for text in (self.text, self.prose) if text)

    @property
    def above(self) -> float:
        return self.grade - MOST_GRADE[self.wording]

    @cached_property
    def long_sentences(self) -> list[str]:
        found = sentences(self.text) if self.wording == EASY_READ else []
        return [sentence for sentence in found if count_words(sentence) > MOST_WORDS]

    @property
    def is_too_hard(self) -> bool:
        return self.above > 0 or bool(self.long_sentences)


def worst(pages: list[Page], most: int) -> list[str]:
    """One page is named once, for whomever it is hardest."""
    hardest = sorted(pages, key=lambda page: page.above, reverse=True)
    once = {(page.name.partition(",")[0], page.wording): page for page in reversed(hardest)}
    return [str(page) for page in sorted(once.values(), key=lambda page: page.above, reverse=True)][:most]


def rubric_pages() -> list[Page]:
    """What the shipped rubrics say, part by part: the pages that hold it change from round to round."""
    return [
        Page(f"{document.slug}/{principle.key}", wording, "\n".join(texts))
        for document in DOCUMENTS
        for principle in document.principles
        for wording, texts in _texts_of(document, principle).items()
    ]


def _texts_of(document, principle) -> dict[str, list[str]]:
    statements = principle.statements
    standard = [document.purpose, principle.summary, *principle.examples, principle.reflection_prompt]
    easy = [
        document.easy_read_title,
        document.easy_read_purpose,
        principle.easy_read_title,
        principle.easy_read,
    ]
    return {
        STANDARD: standard + [statement.text for statement in statements],
        EASY_READ: easy + [principle.easy_read_prompt] + [statement.easy_read for statement in statements],
    }
