"""Parts of pages that follow from what they are given, kept as `teams/remembered.py` keeps answers."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from teams.remembered import A_WHILE
from teams.remembered import remembered as kept

register = template.Library()


@register.simple_tag
def remembered(name: str, **given) -> SafeString:
    """An include that knows what it is given and nothing else: no request, and not who reads. It is kept by that, so
    what may be equal and yet show something else is refused."""
    return _made(name, _asked(given))


@register.simple_tag
def remembered_a_while(name: str, **given) -> SafeString:
    """The same of what says how to reach somebody: it goes once nobody has looked at it for a while."""
    return _made_for_a_while(name, _asked(given))


def _asked(given: dict) -> tuple:
    """With types, since safe HTML is equal to the same text that isn't."""
    return tuple((key, type(value), value) for key, value in given.items())


@kept(megabytes=3)
def _made(name: str, given: tuple) -> SafeString:
    return _make(name, given)


@kept(megabytes=1, seconds=A_WHILE)
def _made_for_a_while(name: str, given: tuple) -> SafeString:
    return _make(name, given)


def _make(name: str, given: tuple) -> SafeString:
    for _, _, value in given:
        _refuse_what_seems_the_same(name, value)
    return render_to_string(name, {key: value for key, _, value in given})


def _refuse_what_seems_the_same(name: str, value: object) -> None:
    """To Python a row is the same as before, whatever has changed in it, and so is what has fields that it doesn't
    compare, and safe HTML within something else, where no type stands beside it."""
    if isinstance(value, Model) or _has_uncompared(value):
        kind = type(value).__name__
        raise TypeError(f"{name} can’t be remembered by a {kind}, only by what it shows of it.")
    for each in _parts(value):
        if isinstance(each, SafeString):
            raise TypeError(f"{name} can’t be remembered by safe HTML within something else.")
        _refuse_what_seems_the_same(name, each)


def _has_uncompared(value: object) -> bool:
    return is_dataclass(value) and not all(each.compare for each in fields(value))


def _parts(value: object) -> Iterable[object]:
    if is_dataclass(value):
        return [getattr(value, each.name) for each in fields(value)]
    return value if isinstance(value, tuple | list | frozenset) else ()
