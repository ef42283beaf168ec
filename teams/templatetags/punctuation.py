"""In every template, without loading it: see settings. What is safe HTML stays so, since only marks are added."""

from django import template

from teams import punctuation

register = template.Library()
register.filter("sentence", punctuation.sentence, is_safe=True)
register.filter("full_stop", punctuation.full_stop)
register.filter("quoted", punctuation.quoted, is_safe=True)
