"""The one picture of results, for screens and PDFs alike."""

from django import template

from reports.charts import strip
from reports.report import GroupAnswers, LevelResult, PrincipleResult
from reports.voices import Voice

register = template.Library()


@register.inclusion_tag("reports/parts/_strip.html")
def dots(level: LevelResult, *, then: bool = False):
    """A level's statements as dots: as they are now, or as they were then."""
    states = [s.then if then else s.now for s in level.statements]
    words = level.then_in_words if then else level.in_words
    when = "last time, " if then else ""
    return {"strip": strip(states, direction=level.direction, says=f"{level.label}, {when}{words}")}


@register.inclusion_tag("reports/parts/_strip.html")
def squares(voice: Voice, level: LevelResult):
    """The same statements as one group sees them."""
    theirs = voice.level(level.label)
    says = f"{voice.label}: {level.label}, {theirs.in_words}"
    return {"strip": strip([s.shade for s in theirs.statements], direction=level.direction, says=says)}


@register.simple_tag
def said_alone(principle: PrincipleResult, level: LevelResult, number: int) -> list[tuple[str, str]]:
    """Who said what of a level's statement, by its number from 0: (label, words)."""
    groups = [
        (group.label, group_level(group, level).statements[number].now_in_words) for group in principle.groups
    ]
    voices = principle.voices.all
    return groups + [(v.label, v.level(level.label).statements[number].in_words) for v in voices]


@register.simple_tag
def group_level(group: GroupAnswers, level: LevelResult) -> LevelResult:
    """What a group says of the statements of a level."""
    return next(theirs for theirs in group.levels if theirs.label == level.label)


@register.simple_tag
def in_words_of(voice: Voice, level: LevelResult) -> str:
    return voice.level(level.label).in_words


@register.inclusion_tag("reports/parts/_strip.html")
def one_dot(state: str):
    """A dot by itself, for the key that explains the shapes."""
    return {"strip": strip([state], direction="progress", says="A dot")}
