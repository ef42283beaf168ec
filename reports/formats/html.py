"""The report as one HTML file that holds all it needs. The PDF is made from the same text."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from reports.report import Report

STYLESHEET = Path(__file__).parents[2] / "static/built/report.css"


def to_html(report: Report) -> str:
    context = {
        "report": report,
        "results": report.results,
        "details": report.details,
        "style": _style(report),
    }
    return render_to_string("reports/document.html", context)


def _style(report: Report) -> str:
    """Inside the file, so that it looks the same wherever it is opened. Only a colour's digits come from people."""
    brand = f":root{{--brand:{report.brand_colour}}}" if report.brand_colour else ""
    return mark_safe(f"<style>{STYLESHEET.read_text()}{brand}</style>")
