"""Full addresses of our pages, for all that outlives a request: e-mails, paper, files, squares to scan.

They are made from SITE_URL and never from a request, whose Host is whatever a proxy or a visitor sent.
"""

from urllib.parse import urljoin, urlsplit

from django.conf import settings


def full_address(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def site_name() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def address_to_type(path: str) -> str:
    """Without https://, which nobody types."""
    return f"{urlsplit(settings.SITE_URL).netloc}{path}".rstrip("/")
