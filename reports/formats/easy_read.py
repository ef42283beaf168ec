"""The Easy Read summary as one HTML file that holds all it needs. The PDF is made from the same text."""

from django.template.loader import render_to_string

from reports.easy_read import EasyReadSummary
from rubric import pictures
from rubric.document import ShownDrawing
from rubric.languages import say_languages
from rubric.reading import embedded, embedded_drawings
from teams import stylesheets


def to_html(summary: EasyReadSummary) -> str:
    drawings = [point.drawing for point in summary.points if point.drawing]
    held = embedded_drawings(drawing.digest for drawing in drawings)
    sections = [
        (section.heading, [(point, _address(point.drawing, held)) for point in section.points])
        for section in summary.shown
    ]
    style = stylesheets.embedded("easy-read-document", brand=summary.brand_colour)
    context = {"summary": summary, "sections": sections, "style": style}
    return say_languages(render_to_string("reports/easy_read/document.html", context))


def _address(drawing: ShownDrawing | None, held: dict[str, str]) -> str:
    """A kept drawing; in a draft also one of the set, as it is installed now. A level's is our own, and has none."""
    if drawing is None:
        return ""
    if drawing.digest:
        return held.get(drawing.digest, "")
    return embedded(pictures.draw(drawing.code)) if drawing.code in pictures.codes() else ""
