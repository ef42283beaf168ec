"""Parts of pages that follow from what they are given, kept as `teams/remembered.py` keeps answers."""

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from teams.remembered import remembered as kept

register = template.Library()


@register.simple_tag
def remembered(name: str, **given) -> SafeString:
    """An include that knows what it is given and nothing else: no request, and not who reads. Rows are refused: to
    Python a row is the same as before, whatever has changed in it."""
    if any(isinstance(value, Model) for value in given.values()):
        raise TypeError(f"{name} can’t be remembered by a row, only by what it shows of it.")
    # With types, since safe HTML is equal to the same text that isn't.
    return _made(name, tuple((key, type(value), value) for key, value in given.items()))


@kept(megabytes=4)
def _made(name: str, given: tuple) -> SafeString:
    return render_to_string(name, {key: value for key, _, value in given})
