"""The headings of a report that a list of its contents leads to. Pure."""

import re

HEADING = re.compile(r'<h2 id="([\w-]+)">(.*?)</h2>')


def headings_in(html: str) -> list[tuple[str, str]]:
    """Each with its id and its words, as mark-up that we had written."""
    return HEADING.findall(html)
