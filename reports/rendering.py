"""HTML → PDF/UA-1 by WeasyPrint, which may fetch nothing but what is listed here. No Django: workers stay small."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.tagging import mend_tags

BUILT = Path(__file__).parent.parent / "static/built"
PLACE = "https://report.invalid/"  # what relative addresses start from; nothing can ever be found there
ASSETS = {
    f"{PLACE}fonts/{name}": BUILT / "fonts" / name
    for name in (
        "atkinson-hyperlegible-next-latin-400-normal.woff2",
        "atkinson-hyperlegible-next-latin-700-normal.woff2",
    )
}
# Held by the document itself: the logo, and Easy Read's pictures. What an SVG asks for has to pass here as well.
PICTURES = ("data:image/png;base64,", "data:image/svg+xml;base64,")


class ClosedFetcher(URLFetcher):
    """Serves the listed assets and what the document holds itself. Every other address is refused unopened."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in ASSETS:
            return URLFetcherResponse(url, ASSETS[url].read_bytes(), {"Content-Type": "font/woff2"})
        if url.startswith(PICTURES):
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
    document = Document(string=html, base_url=PLACE, url_fetcher=ClosedFetcher())
    return mend_tags(document.write_pdf(pdf_variant="pdf/ua-1"))
