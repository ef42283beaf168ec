"""The Easy Read summary: a short document of its own, drafted from a report, written by people, and checked. Pure."""

from reports.easy_read.checking import count_pages, warnings_of
from reports.easy_read.drafting import Drafts, draft_easy_read
from reports.easy_read.summary import MOST_LETTERS, NAMES, PLACES, EasyReadSummary, Point, Section
from reports.easy_read.writing import NO_PICTURE, write_easy_read
from rubric.plain_words import Check, check

__all__ = [
    "MOST_LETTERS",
    "NAMES",
    "NO_PICTURE",
    "PLACES",
    "Check",
    "Drafts",
    "EasyReadSummary",
    "Point",
    "Section",
    "check",
    "count_pages",
    "draft_easy_read",
    "warnings_of",
    "write_easy_read",
]
