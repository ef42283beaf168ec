"""HTML that holds all it needs → PDF/UA-1 by WeasyPrint, which may fetch nothing. No Django: workers stay small."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from xml.etree.ElementTree import Element

import weasyprint.images
import weasyprint.pdf
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint import Document as Laid
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.headings import headings_in
from reports.pdf.drawn_once import DrawnOnce
from reports.pdf.fonts import printable
from reports.pdf.spoken import SpokenStream
from reports.pdf.tagging import mend_tags
from teams.scripts import language_of, runs_right_to_left

PLACE = "https://report.invalid/"  # what relative addresses start from; nothing can ever be found there
# Our font, the logo, and Easy Read's pictures. What an SVG asks for has to pass here as well.
HELD = ("data:font/woff2;base64,", "data:image/png;base64,", "data:image/svg+xml;base64,")
# Where a document wants its contents, if it is long enough on paper to need some.
CONTENTS, FEW_PAGES = "<!-- contents -->", 8
A_PAGE = 2_400  # bytes of words, as a rule: letters that are wider or higher than Latin ones have more
MARK_UP = re.compile("<[^>]*>")
OPTIONS = {**DEFAULT_OPTIONS, "pdf_variant": "pdf/ua-1"}
PARAGRAPHS = {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "th", "td", "caption", "figcaption", "summary"}
HOLDERS = {"blockquote", "ul", "ol"}  # with what they hold, their bars, bullets and numbers change sides

# There is no setting for either.
weasyprint.pdf.Stream = SpokenStream
weasyprint.images.SVGImage = DrawnOnce


class ClosedFetcher(URLFetcher):
    """Serves what the document holds itself. Every other address is refused unopened."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(HELD):
            return super().fetch(url, headers)
        raise ValueError(f"Reports fetch nothing: {url[:80]}")


class Document(HTML):
    """WeasyPrint's own style sheet gives each element five styles for notes. Without, a page takes half a MB less."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_without_notes()]


@cache
def _without_notes() -> CSS:
    sheet = (files("weasyprint") / "css/html5_ua.css").read_text("utf-8")
    return CSS(string=re.sub(r"::(foot)?note-[^}]*}", "", sheet))


def to_pdf(html: str) -> bytes:
    return mend_tags(_with_contents_if_long(html).write_pdf(**OPTIONS))


def _with_contents_if_long(html: str) -> Laid:
    """Laid out once, unless it has more pages than its words let us expect: twice would take twice as long.

    Contents do no harm where there is a page or two fewer.
    """
    is_long = _words_in(html) > FEW_PAGES * A_PAGE
    laid = _lay_out(html, with_contents=is_long)
    if CONTENTS in html and not is_long and len(laid.pages) > FEW_PAGES:
        laid = _lay_out(html, with_contents=True)
    return laid


def _words_in(html: str) -> int:
    words = MARK_UP.sub(" ", html.partition("<body")[2]).split()
    return len(" ".join(words).encode())


def _lay_out(html: str, *, with_contents: bool) -> Laid:
    told = html.replace(CONTENTS, _contents(html), 1) if with_contents and CONTENTS in html else html
    document = Document(string=printable(told), base_url=PLACE, url_fetcher=ClosedFetcher())
    _turn_to_their_letters(document.etree_element)
    return document.render(**OPTIONS)


def _contents(html: str) -> str:
    """What comes after it; the style sheet adds the pages."""
    headings = headings_in(html.partition(CONTENTS)[2])
    entries = " · ".join(f'<a href="#{place}">{words}</a>' for place, words in headings)
    return f'<p class="contents"><strong>Contents:</strong> {entries}</p>'


def _turn_to_their_letters(root: Element) -> None:
    """Each paragraph runs the way of its own letters, in fonts of its own language, which WeasyPrint leaves to us."""
    for element in root.iter():
        if element.tag in PARAGRAPHS | HOLDERS:
            words = _words_of(element)
            element.set("dir", "rtl" if runs_right_to_left(words) else "ltr")
            if element.tag in PARAGRAPHS and (language := language_of(words)) and not element.get("lang"):
                element.set("lang", language)


def _words_of(element: Element) -> str:
    """An item that holds paragraphs runs as its first does: a short statement and its answers as a long one and its."""
    said = element.find(".//p") if element.tag == "li" else None
    return "".join((element if said is None else said).itertext())
