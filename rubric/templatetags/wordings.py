"""In which wordings people can read a rubric."""

from django import template

from rubric.models import RubricVersion
from rubric.reading import has_easy_read

register = template.Library()


@register.filter
def in_easy_read(version: RubricVersion) -> bool:
    return has_easy_read(version.pk)
