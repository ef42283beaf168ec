"""The one picture of results, for screens and PDFs alike."""

from django import template

from reports.answers import LevelResult
from reports.charts import strip
from reports.voices import Voice, VoiceLevel

register = template.Library()


@register.inclusion_tag("reports/parts/_strip.html")
def dots(level: LevelResult, *, then: bool = False):
    """A level's statements as dots: as they are now, or as they were then."""
    states = [s.then if then else s.now for s in level.statements]
    words = level.then_in_words if then else level.in_words
    when = "last time, " if then else ""
    return {"strip": strip(states, direction=level.direction, says=f"{level.label}, {when}{words}")}


@register.inclusion_tag("reports/parts/_strip.html")
def squares(voice: Voice, level: VoiceLevel):
    """The same statements as one group sees them."""
    says = f"{voice.label}: {level.label}, {level.in_words}"
    return {"strip": strip([s.shade for s in level.statements], direction=level.direction, says=says)}


@register.inclusion_tag("reports/parts/_strip.html")
def one_dot(state: str):
    """A dot by itself, for the key that explains the shapes."""
    return {"strip": strip([state], direction="progress", says="A dot")}
