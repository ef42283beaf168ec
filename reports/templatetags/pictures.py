"""The one picture of results, for screens and PDFs alike."""

from django import template
from django.template.loader import render_to_string

from reports.answers import LevelResult
from reports.charts import strip
from teams.remembered import remembered

register = template.Library()


@remembered(megabytes=2)  # a page about many teams has hundreds, and most of them are alike
def _drawn(states: tuple[str, ...], direction: str, says: str) -> str:
    return render_to_string(
        "reports/parts/_strip.html", {"strip": strip(states, direction=direction, says=says)}
    )


@register.simple_tag
def dots(level: LevelResult, *, then: bool = False):
    """A level's statements as dots: as they are now, or as they were then."""
    states = tuple(s.then if then else s.now for s in level.statements)
    words = level.then_in_words if then else level.in_words
    when = "last time, " if then else ""
    return _drawn(states, level.direction, f"{level.label}, {when}{words}")


@register.simple_tag
def one_dot(state: str):
    """A dot by itself, for the key that explains the shapes."""
    return _drawn((state,), "progress", "A dot")
