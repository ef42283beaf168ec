"""In which wordings people can read a rubric, and whose ideas it follows."""

from django import template

from rubric import reading
from rubric.document import Source
from rubric.models import RubricVersion

register = template.Library()


@register.filter
def in_easy_read(version: RubricVersion) -> bool:
    return reading.has_easy_read(version.pk)


@register.filter
def source_of(version: RubricVersion) -> Source:
    return reading.source_of(version)
