"""Pieces of What we see, and a report. What is told alike looks alike, so each process keeps what it has drawn."""

from datetime import date, datetime
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from assessments.agreed import Room
from assessments.comparison import Change
from reports.bars import Bar
from reports.formats.html import context_of
from reports.headings import headings_in
from reports.report import Report
from reports.results import Placement, Results
from reports.took_part import TookPart
from reports.voices import Voices
from reports.what_we_see import Level, Part
from teams.remembered import A_WHILE, remembered

register = template.Library()


class Size(NamedTuple):
    label: str
    size: str
    among: tuple[str, ...]
    counted_on: date | None


@register.simple_tag
def at_a_glance(part: Part) -> str:
    principle = part.principle
    answered = (principle.is_answered, principle.is_talked_about)
    return _glance(principle.name, principle.placement, answered, part.line)


@remembered(megabytes=1)
def _glance(name: str, placement: Placement | None, answered: tuple[bool, bool], line: str) -> str:
    is_answered, is_talked_about = answered
    told = {"name": name, "placement": placement, "line": line}
    told |= {"is_answered": is_answered, "is_talked_about": is_talked_about}
    return render_to_string("reports/seen/_glance_part.html", told)


@register.simple_tag
def bars(said: tuple[Bar, ...], made_at: datetime) -> str:
    """A bar that was told first on an earlier day than `made_at` says so."""
    return _bars(said, made_at)


@remembered(megabytes=2)
def _bars(said: tuple[Bar, ...], made_at: datetime) -> str:
    return render_to_string("reports/seen/_bars.html", {"bars": said, "made_at": made_at})


@register.simple_tag
def sizes(voices: Voices, made_at: datetime) -> str:
    """How many each group is that is shown of a part."""
    return _sizes(tuple(Size(v.label, v.size, v.among, v.counted_on) for v in voices.voices), made_at)


@remembered(megabytes=0.5)
def _sizes(groups: tuple[Size, ...], made_at: datetime) -> str:
    return render_to_string("reports/seen/_sizes.html", {"groups": groups, "made_at": made_at})


@register.simple_tag
def who_took_part(results: Results) -> str:
    return _who(results.room, results.took_part, results.shows_voices, results.in_the_open)


@remembered(megabytes=0.5)
def _who(room: Room, took_part: TookPart, shows_voices: bool, in_the_open: bool) -> str:
    told = {"room": room, "took_part": took_part, "shows_voices": shows_voices, "in_the_open": in_the_open}
    return render_to_string("reports/seen/_took_part.html", {"results": told})


@register.simple_tag
def statements(part: Part) -> str:
    return _statements(part.levels, part.gone)


@remembered(megabytes=4)
def _statements(levels: tuple[Level, ...], gone: tuple[Change, ...]) -> str:
    return render_to_string("reports/seen/_levels.html", {"levels": levels, "gone": gone})


@register.simple_tag
def told_to_a_board(report: Report) -> str:
    """All of it, appendix included, as it stands on a page of ours."""
    return _told_to_a_board(report)


@register.filter
def sections(body: str) -> list[tuple[str, str]]:
    """Of a report on a page of ours, kept or not: what is kept stays as it is, and the page says what is in it."""
    return [(place, mark_safe(words)) for place, words in headings_in(body)]


@remembered(megabytes=8, shared=(Results,), seconds=A_WHILE)
def _told_to_a_board(report: Report) -> str:
    return render_to_string("reports/board/_whole.html", context_of(report))
