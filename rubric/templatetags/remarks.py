"""Remarks beside the text that they are on."""

from django import template

from rubric.models import Remark

register = template.Library()


@register.filter
def at(remarks: dict[str, list[Remark]], place: str) -> list[Remark]:
    """Of all that wait, those at this place of the draft."""
    return remarks.get(place, []) if remarks else []
