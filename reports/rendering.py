"""HTML → PDF/UA-1 by WeasyPrint, which may fetch nothing but what is listed here. No Django: workers stay small."""

from __future__ import annotations

from pathlib import Path

from weasyprint import HTML
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
PICTURE = "data:image/png;base64,"  # the logo, which the document itself holds


class ClosedFetcher(URLFetcher):
    """Serves the listed assets and what the document holds itself. Every other address is refused unopened."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in ASSETS:
            return URLFetcherResponse(url, ASSETS[url].read_bytes(), {"Content-Type": "font/woff2"})
        if url.startswith(PICTURE):
            return super().fetch(url, headers)
        raise ValueError(f"Reports fetch nothing: {url[:80]}")


def to_pdf(html: str) -> bytes:
    document = HTML(string=html, base_url=PLACE, url_fetcher=ClosedFetcher())
    return mend_tags(document.write_pdf(pdf_variant="pdf/ua-1"))
