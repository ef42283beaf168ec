"""Fields that several forms ask for."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.days import read_day
from assessments.models import REFLECTION_LIMIT
from teams.fields import LONGEST_KEY, Pasted
from teams.words import shows


class SeveralField(forms.ModelMultipleChoiceField):
    """Django looks for whatever number was sent, and SQLite fails on one that is too large."""

    def clean(self, value):
        if any(len(str(key)) > LONGEST_KEY for key in value or []):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class DayField(forms.DateField):
    """A date as people write it, where the browser has no calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {
        "invalid": "Write the date as a day, a month and a year, such as 3 March 2027.",
    }

    def __init__(self, *, past=False, **kwargs):
        """Of something that has been, a date without a year is the last such day, not the next."""
        super().__init__(**kwargs)
        self.past = past

    def bound_data(self, data, initial):
        """A form that comes back says which day we understood."""
        return self._read(data) or data

    def _read(self, text):
        return read_day(text, timezone.localdate(), past=self.past) if text else None

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        day = self._read(value)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class WordsField(Pasted, forms.CharField):
    """What people say in their own words: a few lines, or many."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_error_messages = {
        "max_length": "You have written %(show_value)d characters. The most is %(limit_value)d. Please take some out.",
    }

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": REFLECTION_LIMIT, **kwargs})

    def to_python(self, value):
        words = super().to_python(value)
        return words if shows(words) else ""
