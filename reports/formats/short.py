"""Two pages for a council's own cover report: what is asked, where the team is, and the plan. Word is made of it."""

from django.template.loader import render_to_string

from reports.activities import lay_out_activities
from reports.report import Report
from rubric.languages import say_languages

MOST_ACTIONS = 8  # more wouldn't fit; the whole report has them all


def to_short_html(report: Report) -> str:
    told = {"report": report, "results": report.results, "details": report.details}
    told |= {"activities": lay_out_activities(report.results)}
    done = [action for action in report.said if action.status == "done"]
    shown = {"plan": report.to_do[:MOST_ACTIONS], "more": len(report.to_do[MOST_ACTIONS:])}
    shown |= {"done": done[:MOST_ACTIONS], "more_done": len(done[MOST_ACTIONS:])}
    return say_languages(render_to_string("reports/short.html", told | shown))
