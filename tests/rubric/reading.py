"""How hard a page is to read, by Flesch and Kincaid."""

from rubric import plain_words


def grade(texts, hard_words=()):
    """Of all texts as one page, hard words aside: their meaning stands beside them."""
    return plain_words.grade("\n".join(texts), hard_words)
