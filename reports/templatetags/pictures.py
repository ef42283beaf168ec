"""The one picture of results, for screens and PDFs alike."""

from django import template

from reports.charts import strip
from reports.report import LevelResult

register = template.Library()


@register.inclusion_tag("reports/parts/_strip.html")
def dots(level: LevelResult, *, then: bool = False):
    """A level's statements as dots: as they are now, or as they were then."""
    states = [s.then if then else s.now for s in level.statements]
    words = level.then_in_words if then else level.in_words
    when = "last time, " if then else ""
    return {"strip": strip(states, direction=level.direction, says=f"{level.label}, {when}{words}")}


@register.inclusion_tag("reports/parts/_strip.html")
def one_dot(state: str):
    """A dot by itself, for the key that explains the shapes."""
    return {"strip": strip([state], direction="progress", says="A dot")}
