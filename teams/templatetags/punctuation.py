"""In every template, without loading it: see settings. What is safe HTML stays so, since only marks are added."""

import re

from django import template
from django.template.defaultfilters import linebreaks, linebreaksbr
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

from teams import punctuation
from teams.scripts import dir_of

PARAGRAPH = re.compile("<p>(.*?)</p>", re.DOTALL)
register = template.Library()
register.filter("sentence", punctuation.sentence, is_safe=True)
register.filter("full_stop", punctuation.full_stop)
register.filter("quoted", punctuation.quoted, is_safe=True)


@register.filter("linebreaks", is_safe=True, needs_autoescape=True)
def paragraphs(text: object, autoescape: bool = True) -> SafeString:
    """Django's, for what people wrote: each paragraph runs the way of its own letters, Urdu's from right to left."""
    return mark_safe(PARAGRAPH.sub(_turned, linebreaks(text, autoescape)))


def _turned(paragraph: re.Match[str]) -> str:
    return f'<p dir="{dir_of(strip_tags(paragraph[1]))}">{paragraph[1]}</p>'


@register.filter("linebreaksbr", is_safe=True, needs_autoescape=True)
def lines(text: object, autoescape: bool = True) -> SafeString:
    """Django's, for what people wrote beside words of ours."""
    return own(linebreaksbr(text, autoescape))


@register.filter(is_safe=True)
def own(text: object) -> SafeString:
    """What somebody wrote, in a line of ours: it runs the way of its first letters, and ours is read as before."""
    return format_html("<bdi>{}</bdi>", text) if text else mark_safe("")


@register.filter
def linked(text: str, link: str) -> str:
    """The text alone where nothing can be opened, as of a number that isn't plain."""
    return format_html('<a href="{}">{}</a>', link, text) if link else text


@register.filter(is_safe=True)
def at_signs(address: object) -> SafeString:
    """Where the line is too short, an e-mail address goes on after its @ or before a dot, and its words stay whole."""
    pieces = re.split(r"(?<=@)|(?=\.)", str(address))
    return format_html_join(mark_safe("<wbr>"), "{}", ([piece] for piece in pieces))


@register.filter(is_safe=True)
def at_dashes(code: object) -> SafeString:
    """Where the line is too short, the code goes on after a dash, digits too, and nowhere else."""
    return format_html_join(mark_safe("-<wbr>"), "{}", ([four] for four in str(code).split("-")))
