"""The report as one HTML file that holds all it needs. The PDF is made from the same text."""

import re
from dataclasses import dataclass
from html import unescape

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from reports.activities import lay_out_activities
from reports.board import lay_out
from reports.report import Report
from rubric.languages import say_languages
from teams.stylesheets import embedded

TAG = re.compile("<[^>]*>")


@dataclass(frozen=True)
class Kept:
    """An issued report's own words, out of the file that was kept of it. `body` is mark-up that we had written."""

    team: str
    rubric: str
    body: str


def to_html(report: Report) -> str:
    style = embedded("report", brand=report.brand_colour)
    return say_languages(render_to_string("reports/document.html", {**context_of(report), "style": style}))


def context_of(report: Report) -> dict[str, object]:
    """What the templates of a report read, in its file and on pages of ours."""
    results, details = report.results, report.details
    told = {"report": report, "results": results, "details": details}
    return told | {"board": lay_out(results), "activities": lay_out_activities(results)}


def read_kept(html: str) -> Kept:
    """To be shown inside a page of ours: without its styles and logo, which a page may not have in it."""
    team = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.S)
    rubric = re.search(r'<p class="masthead__rubric">(.*?)</p>', html, re.S)
    body = re.search(r'<article class="report">(.*)</article>', html, re.S)
    return Kept(_text(team), _text(rubric), mark_safe(body[1] if body else ""))


def _text(found: re.Match[str] | None) -> str:
    return unescape(TAG.sub("", found[1])) if found else ""
