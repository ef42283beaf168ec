"""Pieces of What we see. What is told alike looks alike, so each process keeps the pieces that it has drawn."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.template.loader import render_to_string

from assessments.comparison import Change
from reports.bars import Bar
from reports.results import Placement
from reports.what_we_see import Level, Part

register = template.Library()


@register.simple_tag
def at_a_glance(part: Part) -> str:
    principle = part.principle
    return _glance(principle.name, principle.placement, principle.is_answered, part.line)


@lru_cache(maxsize=512)
def _glance(name: str, placement: Placement | None, is_answered: bool, line: str) -> str:
    told = {"name": name, "placement": placement, "is_answered": is_answered, "line": line}
    return render_to_string("reports/seen/_glance_part.html", told)


@register.simple_tag
def bars(said: tuple[Bar, ...], made_at: datetime) -> str:
    """A bar that was told first on an earlier day than `made_at` says so."""
    return _bars(said, made_at)


@lru_cache(maxsize=512)
def _bars(said: tuple[Bar, ...], made_at: datetime) -> str:
    return render_to_string("reports/seen/_bars.html", {"bars": said, "made_at": made_at})


@register.simple_tag
def statements(part: Part) -> str:
    return _statements(part.levels, part.gone)


@lru_cache(maxsize=512)
def _statements(levels: tuple[Level, ...], gone: tuple[Change, ...]) -> str:
    return render_to_string("reports/seen/_levels.html", {"levels": levels, "gone": gone})
