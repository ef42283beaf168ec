"""An e-mail's twin in HTML, made of its own text: plain text can't say in which language it is, and screen readers read
it in the voice that they last used.

It says nothing that the text doesn't. A line of its own that leads to our pages is a link; whatever else people wrote
is words.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from teams.addresses import is_ours
from teams.scripts import Run, runs_of, runs_right_to_left

LANGUAGE = "en-GB"
ITEM = "- "
BREAK = mark_safe("<br>\n")
PAGE = (
    '<!doctype html>\n<html lang="{}">\n<head><meta charset="utf-8"><title>{}</title></head>\n'
    "<body>\n{}\n</body>\n</html>\n"
)


def to_html(subject: str, text: str) -> SafeString:
    blocks = (block.splitlines() for block in re.split(r"\n\s*\n", text.strip()))
    shown = format_html_join("\n", "{}", ((piece,) for lines in blocks for piece in _pieces(lines)))
    return format_html(PAGE, LANGUAGE, subject, shown)


def _pieces(lines: list[str]) -> Iterator[SafeString]:
    """Items that follow each other are one list."""
    for are_items, group in groupby(lines, lambda line: line.startswith(ITEM)):
        together = list(group)
        yield _list(together) if are_items else _paragraph(together)


def _list(lines: list[str]) -> SafeString:
    items = ((_words(line.removeprefix(ITEM)),) for line in lines)
    return format_html("<ul>\n{}\n</ul>", format_html_join("\n", "<li>{}</li>", items))


def _paragraph(lines: list[str]) -> SafeString:
    way = "rtl" if runs_right_to_left(" ".join(lines)) else "ltr"
    shown = format_html_join(BREAK, "{}", ((_line(line.strip()),) for line in lines))
    return format_html('<p dir="{}">{}</p>', way, shown)


def _line(line: str) -> SafeString:
    if is_ours(line) and " " not in line:
        return format_html('<a href="{}">{}</a>', line, line)
    return _words(line)


def _words(line: str) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in runs_of(line)))


def _run(run: Run) -> SafeString | str:
    """What is in another script says in which language it most likely is."""
    return format_html('<span lang="{}">{}</span>', run.language, run.words) if run.language else run.words
