"""Fields that several forms ask for."""

from django import forms
from django.core.exceptions import ValidationError

from assessments.models import REFLECTION_LIMIT
from teams.forms import ODD_CHARACTERS
from teams.words import is_whole, one_newline

DATES = [
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d %B %Y",
]  # what browsers send, and what people type where there is no calendar


class WordsField(forms.CharField):
    """What people say in their own words: a few lines, or many."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_error_messages = {
        "max_length": "You have written %(show_value)d characters. The most is %(limit_value)d. Please take some out.",
        "null_characters_not_allowed": ODD_CHARACTERS,
    }

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": REFLECTION_LIMIT, **kwargs})

    def to_python(self, value):
        text = one_newline(super().to_python(value))
        if not is_whole(text):
            raise ValidationError(ODD_CHARACTERS)
        return text
