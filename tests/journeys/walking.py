"""Following every link, as a person who looks at everything would."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Set
from html import unescape

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Page

os.environ["DJANGO_SETTINGS_MODULE"] = "coprod_reflect.settings"
django.setup()

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
FILES = {"report_file", "issued_report_file", "shared_report_file"}  # many, and none is a screen
# Made by a process of their own, which takes seconds, as soon as they are asked for: one that is waited for is enough.
WAITED_FOR = {"report_pdf", "easy_read_summary_pdf", "paper_pdf"}
NOT_OURS = ("/admin/",)  # Django's own pages
CAME_FROM = re.compile(r"([?&])next=[^&]*")  # says where a page's way back leads, and nothing else of it
TAG = re.compile(r"<[a-z][^>]*>")
VALUES = re.compile(r' (?!class|type|role)[a-zA-Z-]+="[^"]*"')


def route(path: str) -> str:
    """The name of the URL that answers this path; "" if none does."""
    try:
        return resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return ""


def walk(
    page: Page, *starts: str, most: int = 10_000, waited_for: Set[str] = WAITED_FOR
) -> Iterator[tuple[str, str]]:
    """Every page that links lead to from here, each once, as whoever is signed in, and its HTML; "" for all else.

    Of each route `most` pages, if some of each are enough; of those that are `waited_for`, one.
    """
    waiting, seen, walked, left_out = list(starts) or ["/"], set(), Counter(), set(FILES)
    while waiting:
        path = waiting.pop(0)
        page_itself = CAME_FROM.sub(r"\1", path)
        if page_itself in seen or path.startswith(NOT_OURS):
            continue
        seen.add(page_itself)
        walked[route(path)] += 1
        if walked[route(path)] > most:
            continue
        if route(path) in left_out:
            yield path, ""
            continue
        answer = page.context.request.get(path, max_redirects=0)
        html = answer.text() if is_page(answer) else ""
        yield path, html
        waiting += [unescape(link) for link in LINK.findall(html)]
        if "location" in answer.headers:
            waiting.append(answer.headers["location"])
        if html and route(path) in waited_for:
            left_out.add(route(path))


def is_page(answer: APIResponse) -> bool:
    if "location" in answer.headers:
        return False
    is_file = "attachment" in answer.headers.get("content-disposition", "")
    return answer.headers.get("content-type", "").startswith("text/html") and not is_file


def elements(html: str) -> set[str]:
    """The kinds of elements on a page, without what they say."""
    return {VALUES.sub("", tag) for tag in set(TAG.findall(html))}
