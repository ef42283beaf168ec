"""Full addresses of our pages, for all that outlives a request: e-mails, paper, files, squares to scan.

They are made from SITE_URL and never from a request, whose Host is whatever a proxy or a visitor sent.
"""

from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import redirect


def full_address(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def is_ours(link: str) -> bool:
    """SITE_URL ends in a slash: no other site's name can begin with it."""
    return link.startswith(settings.SITE_URL)


def to_moved(page: str, item: str) -> HttpResponseRedirect:
    """Back to a list, to the item in it that has been moved: it has the focus then, and says where it is now."""
    return redirect(f"{page}?{urlencode({'moved': item})}#{item}")


def site_name() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def address_to_type(path: str) -> str:
    """Without https://, which nobody types."""
    return f"{urlsplit(settings.SITE_URL).netloc}{path}".rstrip("/")
