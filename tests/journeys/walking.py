"""Following every link, as a person who looks at everything would."""

import os
import re
from collections.abc import Iterator
from html import unescape

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Page

os.environ["DJANGO_SETTINGS_MODULE"] = "coprod_reflect.settings"
django.setup()

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
FILES = {"report_file", "issued_report_file"}  # many, and none is a screen
NOT_OURS = ("/admin/",)  # Django's own pages
TAG = re.compile(r"<[a-z][^>]*>")
VALUES = re.compile(r' (?!class|type|role)[a-z-]+="[^"]*"')


def route(path: str) -> str:
    """The name of the URL that answers this path; "" if none does."""
    try:
        return resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return ""


def walk(page: Page, *starts: str) -> Iterator[tuple[str, APIResponse | None]]:
    """Every page that links lead to from here, each once, as whoever is signed in; files without their answer."""
    waiting, seen = list(starts) or ["/"], set()
    while waiting:
        path = waiting.pop(0)
        if path in seen or path.startswith(NOT_OURS):
            continue
        seen.add(path)
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
