"""Ways back to where somebody came from, and the links that remember it."""

from django import template

from assessments import came_from

register = template.Library()


@register.simple_tag(takes_context=True)
def way_back(context, view: str, *args, text: str = "") -> came_from.Way:
    return came_from.way_back(context["request"], view, *args, text=text)


@register.simple_tag(takes_context=True)
def from_here(context, joined_by: str = "?") -> str:
    """What stands behind an address that leads back here."""
    return came_from.from_here(context["request"]).replace("?", joined_by, 1)


@register.simple_tag(takes_context=True)
def as_it_came(context, joined_by: str = "?") -> str:
    """What stands behind an address that leads back to where this page does."""
    return came_from.as_it_came(context["request"]).replace("?", joined_by, 1)
