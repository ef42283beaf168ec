"""Following every link, as a person who looks at everything would."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Page

os.environ["DJANGO_SETTINGS_MODULE"] = "coprod_reflect.settings"
django.setup()

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
FILES = {"report_file", "issued_report_file", "shared_report_file"}  # many, and none is a screen
NOT_OURS = ("/admin/",)  # Django's own pages
CAME_FROM = re.compile(r"([?&])next=[^&]*")  # says where a page's way back leads, and nothing else of it
TAG = re.compile(r"<[a-z][^>]*>")
VALUES = re.compile(r' (?!class|type|role)[a-z-]+="[^"]*"')


def route(path: str) -> str:
    """The name of the URL that answers this path; "" if none does."""
    try:
        return resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return ""


def walk(page: Page, *starts: str, most: int = 10_000) -> Iterator[tuple[str, APIResponse | None]]:
    """Every page that links lead to from here, each once, as whoever is signed in; files without their answer.

    Of each route `most` pages, if some of each are enough.
    """
    waiting, seen, walked = list(starts) or ["/"], set(), Counter()
    while waiting:
        path = waiting.pop(0)
        page_itself = CAME_FROM.sub(r"\1", path)
        if page_itself in seen or path.startswith(NOT_OURS):
            continue
        seen.add(page_itself)
        walked[route(path)] += 1
        if walked[route(path)] > most:
            continue
        if route(path) in FILES:
            yield path, None
            continue
        answer = page.context.request.get(path, max_redirects=0)
        yield path, answer
        if "location" in answer.headers:
            waiting.append(answer.headers["location"])
        elif is_page(answer):
            waiting += [unescape(link) for link in LINK.findall(answer.text())]


def is_page(answer: APIResponse | None) -> bool:
    if answer is None:
        return False
    is_file = "attachment" in answer.headers.get("content-disposition", "")
    return answer.headers.get("content-type", "").startswith("text/html") and not is_file


def elements(answer: APIResponse) -> set[str]:
    """The kinds of elements on a page, without what they say; none if this isn't a page."""
    if not is_page(answer) or "location" in answer.headers:
        return set()
    return {VALUES.sub("", tag) for tag in set(TAG.findall(answer.text()))}
