"""The Easy Read summary as one HTML file that holds all it needs. The PDF is made from the same text."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from reports.easy_read import EasyReadSummary
from rubric import pictures
from rubric.document import ShownDrawing
from rubric.reading import embedded, embedded_drawings

STYLESHEET = Path(__file__).parents[2] / "static/built/easy-read-document.css"


def to_html(summary: EasyReadSummary) -> str:
    drawings = [point.drawing for point in summary.points if point.drawing]
    held = embedded_drawings(drawing.digest for drawing in drawings)
    sections = [
        (section.heading, [(point, _address(point.drawing, held)) for point in section.points])
        for section in summary.shown
    ]
    context = {"summary": summary, "sections": sections, "style": _style(summary)}
    return render_to_string("reports/easy_read/document.html", context)


def _address(drawing: ShownDrawing | None, held: dict[str, str]) -> str:
    """A kept drawing; in a draft also one of the set, as it is installed now. A level's is our own, and has none."""
    if drawing is None:
        return ""
    if drawing.digest:
        return held.get(drawing.digest, "")
    return embedded(pictures.draw(drawing.code)) if drawing.code in pictures.codes() else ""


def _style(summary: EasyReadSummary) -> str:
    """Only a colour's digits come from people."""
    brand = f":root{{--brand:{summary.brand_colour}}}" if summary.brand_colour else ""
    return mark_safe(f"<style>{STYLESHEET.read_text()}{brand}</style>")
