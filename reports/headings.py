"""The headings of a report that a list of its contents leads to. Pure."""

import re

HEADING = re.compile(r'<h2 id="([\w-]+)">(.*?)</h2>')
APPENDIX = "Appendix:"


def headings_in(html: str) -> list[tuple[str, str]]:
    """Each with its id and its words, as mark-up that we had written."""
    return HEADING.findall(html)


def sections_in(html: str) -> list[tuple[str, str]]:
    """Of the headings, those of its sections, and where the appendix begins."""
    found = headings_in(html)
    of_appendix = [at for at, (_, words) in enumerate(found) if words.startswith(APPENDIX)]
    return found[: of_appendix[0] + 1] if of_appendix else found
