"""How hard a text is to read: words, and the grade by Flesch and Kincaid."""

import re

from assessments.part import forms_of
from reports.easy_read.checking import syllables
from reports.easy_read.sentences import sentences

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


def grade(texts, hard_words=()):
    """Of all texts as one page, hard words aside: their meaning stands beside them."""
    page = _without("\n".join(texts), hard_words)
    words = WORD.findall(page)
    count = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences(page)) + 11.8 * count / len(words) - 15.59


def _without(text, hard_words):
    """Each makes room for a short word, so that sentences keep their length."""
    longest_first = sorted((hard.word for hard in hard_words), key=len, reverse=True)
    forms = "|".join(map(forms_of, longest_first))
    return re.sub(forms, "it", text, flags=re.IGNORECASE) if forms else text


def _syllables(word):
    return 1 if word.isdigit() else syllables(re.sub("[’']", "", word.lower()))
