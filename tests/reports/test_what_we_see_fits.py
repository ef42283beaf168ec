"""What we see in a browser: nothing is wider than the window, and the first things fit in a few screens."""

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from assessments.comparison import Look
from assessments.counted import INSIDE, CountedPrinciple, Counts
from assessments.views.came_of_it import ToldEntry
from reports.easy_results import tell_easily, tell_levels_easily
from reports.what_happened import deeds_published, tell_what_happened
from reports.what_we_see import tell_every_statement, tell_page
from tests.journeys.chromium import running_chromium
from tests.journeys.seeing import overflow, shot
from tests.limits import rubric_of
from tests.reports.sample import make_agreed, make_counts, make_group, make_results, our_rubric

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
WIDTHS = (320, 390, 1280)
SCREEN = 844
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
USER = SimpleNamespace(is_authenticated=True)
ROUND = SimpleNamespace(code="bcdfghjk", role="facilitator", title="A year on", team="Adult support team")
REQUEST = RequestFactory().get("/")  # for the way to Easy Read at the top
AROUND = {"user": USER, "round": ROUND, "team": SimpleNamespace(code="kjhgfdcb", name="Adult support team")}
OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def browser():
    with running_chromium() as chromium:
        yield chromium


@contextmanager
def opened(browser, width=390):
    """A page that shows what it is given, with the styles and letters of the real one."""
    context = browser.new_context(viewport={"width": width, "height": SCREEN})
    page = context.new_page()

    def styles(route):
        file = STATIC / route.request.url.split("/static/")[-1]
        route.fulfill(path=file, content_type=KINDS[file.suffix])

    page.route("**/static/**", styles)
    yield page
    context.close()


def serve(page, html):
    page.route(
        "http://localhost/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    page.goto("http://localhost/")


def pages_of(results, document, words=()):
    """The page itself and that of its first part, in both wordings."""
    shared = {results.principles[0].key: list(words)}
    told = AROUND | {"results": results, "seen": tell_page(results, shared)}
    first = results.principles[0]
    every = told | {"principle": first, "levels": tell_every_statement(first, since_last_time=True)}
    parts, subjects = tell_easily(told["seen"], document)
    easy = {"levels": tell_levels_easily(every["levels"], document), "shared": list(words)}
    return [
        render_to_string("reports/results.html", told, REQUEST),
        render_to_string("reports/results_part.html", every, REQUEST),
        render_to_string("reports/easy_results.html", told | {"parts": parts, "subjects": subjects}, REQUEST),
        render_to_string("reports/easy_part.html", every | easy, REQUEST),
    ]


def what_happened(results, document, wording):
    """For who took part, with the longest deed there may be."""
    seen = tell_page(results, {})
    told = tell_what_happened(results, seen, document, easy_read=wording == "easy-read")
    deeds = deeds_published([ToldEntry(LONG, LONG, LONG, LONG)] * 3)
    context = {
        "results": results,
        "told": told,
        "deeds": deeds,
        "wording": wording,
        "called": "What happened",
    }
    return render_to_string("reports/my_results.html", AROUND | context, REQUEST)


def results_of(perspectives, levels, long, parts=2):
    """Everything that may stand on the page: so many groups, so many levels, and long words everywhere."""
    document = rubric_of(parts, levels, 3, letters=120)
    word = LONG * 3 if long else "Family carers and friends"
    groups = [
        replace(make_group(document, 1 + n % 3, 14 + n, n), labels=(f"{n} {word}",), perspectives=(n,))
        for n in range(perspectives)
    ]
    principles = tuple(CountedPrinciple(p.key, tuple(groups)) for p in document.principles)
    listed = tuple(
        (n, f"{n} {word}", ("draws-on-support", "family", "paid", "others")[n % 4])
        for n in range(perspectives)
    )
    counts = Counts(5, principles, principles, perspectives=listed)
    if long:
        document = replace(
            document, principles=tuple(replace(p, short_title=word) for p in document.principles)
        )
    ticks = {p.key: " ".join(s.key for s in p.statements[::2]) for p in document.principles}
    words = {p.key: word for p in document.principles}
    looks = [Look(document, make_agreed(document, made)) for made in (ticks, {})]
    made = make_results(document, counts=counts, looks=looks)
    written = tuple(replace(p, reflection=words[p.key], where_we_differ=word) for p in made.principles)
    return replace(made, principles=written), document


@pytest.mark.parametrize("perspectives", range(1, 13))
def test_nothing_is_wider_than_the_window(perspectives, browser):
    levels = 1 + perspectives % 6
    found = []
    with opened(browser) as page:
        for long in (False, True):
            told = results_of(perspectives, levels, long)
            pages = pages_of(*told, [LONG])
            mine = [what_happened(*told, wording) for wording in ("standard", "easy-read")]
            for number, html in enumerate([*pages, *mine] if long else pages[:2]):
                serve(page, html)
                page.evaluate(OPEN)
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": SCREEN})
                    if overflow(page) > 0:
                        found.append((long, number, width, overflow(page)))
    assert found == []


def test_on_a_phone_the_first_three_things_fit_in_four_screens(browser):
    """Where the team stands, what to talk about with four groups, and each part, folded."""
    document = our_rubric()
    results = make_results(document, counts=make_counts(document), edition=INSIDE)
    with opened(browser) as page:
        serve(page, pages_of(results, document)[0])
        shot(page, "what-we-see-390")
        last = page.locator(".part-told:not(#who)").last
        assert last.evaluate("each => each.getBoundingClientRect().bottom + scrollY") <= 4 * SCREEN


def test_what_happened_with_twenty_parts_is_as_long_as_its_parts(browser):
    """Not three screens longer than with four."""
    heights = []
    with opened(browser) as page:
        for parts in (4, 20):
            serve(page, what_happened(*results_of(3, 3, False, parts), "easy-read"))
            heights.append(page.evaluate("document.documentElement.scrollHeight"))
            assert overflow(page) == 0
    assert heights[1] - heights[0] <= 16 * 130, heights
