"""The pages of activities in a browser: nothing is wider than the window, however much there is to tell."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from reports.placing.easy import tell_activity_easily
from reports.placing.page import tell_activity
from reports.what_we_see import tell_page
from tests.journeys.chromium import running_chromium
from tests.journeys.seeing import overflow
from tests.reports.placed_sample import ladder, make_activities
from tests.reports.sample import make_results
from tests.reports.test_what_we_see_fits import AROUND, LONG, REQUEST, SCREEN, WIDTHS, opened, serve


@pytest.fixture(scope="module")
def browser():
    with running_chromium() as chromium:
        yield chromium


def crowded():
    """Eight steps with long names."""
    document = ladder()
    (question,) = document.questions
    eighth = replace(question.places[-1], key="eighth")
    places = tuple(replace(place, label=f"{place.label} {LONG}") for place in (*question.places, eighth))
    return replace(document, questions=(replace(question, places=places),))


@pytest.mark.parametrize("groups", [3, 12])
def test_nothing_is_wider_than_the_window(groups, browser):
    document = crowded()
    listed = tuple((n, f"{n} {LONG}", "paid" if n % 2 else "draws-on-support") for n in range(1, groups + 1))
    names = tuple(f"{LONG} {n}" for n in range(6))
    told = make_activities(document, names=names, listed=listed, groups=(3,), words=LONG)
    results = replace(make_results(), activities=told)
    around = AROUND | {"results": results, "placed_on": document, "shared": [LONG]}
    easy = [tell_activity_easily(one, document) for one in told]
    pages = [
        render_to_string("reports/results.html", around | {"seen": tell_page(results, {})}, REQUEST),
        render_to_string(
            "reports/results_activity.html", around | {"told": tell_activity(told[0], document)}, REQUEST
        ),
        render_to_string("reports/easy_results.html", around | {"activities": easy}, REQUEST),
        render_to_string("reports/easy_activity.html", around | {"easy": easy[0]}, REQUEST),
    ]
    found = []
    with opened(browser) as page:
        for number, html in enumerate(pages):
            serve(page, html)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": SCREEN})
                if overflow(page) > 0:
                    found.append((number, width, overflow(page)))
    assert found == []
