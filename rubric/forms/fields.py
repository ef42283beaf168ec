"""Fields for words of a rubric. What they let through, a document can carry."""

import re

from django import forms
from django.core.exceptions import ValidationError

from rubric.document.parsing import HARD_WORDS, LABEL, LANGUAGE, TEXT
from rubric.document.sections import unbroken
from rubric.models import Level
from teams.fields import Pasted
from teams.punctuation import quoted
from teams.words import clean, same_name, shows


def is_text(value) -> bool:
    return isinstance(value, str) and clean(value) == value


class WordsField(Pasted, forms.CharField):
    """Words of a rubric. Whatever shows nothing is nothing."""

    def __init__(self, *, rows: int = 1, max_length: int, name: str = "this", **kwargs):
        self.has_lines = rows > 1
        widget = forms.Textarea(attrs={"rows": rows}) if self.has_lines else forms.TextInput
        messages = {
            "required": f"Write {name}.",
            "max_length": f"Make {name} shorter: at most {max_length:,} letters.",
        }
        super().__init__(max_length=max_length, widget=widget, error_messages=messages, **kwargs)

    def to_python(self, value):
        words = super().to_python(value)
        words = words if self.has_lines else unbroken(words)
        return words if shows(words) else ""

    def fits(self, shown) -> bool:
        """Could this have been shown in the field? A form brings it back, and anybody can write a form."""
        return is_text(shown)


class LanguageField(WordsField):
    """A code, as browsers and screen readers know languages."""

    def clean(self, value):
        code = super().clean(value)
        if not re.fullmatch(LANGUAGE.pattern, code):
            raise ValidationError("Use a language code, such as en-GB for English or cy for Welsh.")
        return code


class DirectionField(forms.ChoiceField):
    """What a tick at a level means. Nothing is chosen beforehand."""

    def __init__(self, **kwargs):
        messages = dict.fromkeys(["required", "invalid_choice"], "Choose what a tick means.")
        choices = Level.Direction.choices
        super().__init__(choices=choices, widget=forms.RadioSelect, error_messages=messages, **kwargs)

    def fits(self, shown) -> bool:
        return shown in Level.Direction.values


class LinesField(WordsField):
    """A list of texts, one on each line."""

    def __init__(self, *, most: int, longest: int, rows: int = 3, **kwargs):
        self.most, self.longest = most, longest
        super().__init__(rows=rows, max_length=most * (longest + 1), **kwargs)

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(self.line_of(entry) for entry in value or ())

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).split("\n")]
        entries = [self.entry_of(number, line) for number, line in enumerate(lines, start=1) if line]
        if len(entries) > self.most:
            raise ValidationError(f"There are {len(entries)} lines here. At most {self.most} fit.")
        return entries

    def fits(self, shown):
        return isinstance(shown, list) and all(self.entry_fits(entry) for entry in shown)

    def entry_fits(self, entry) -> bool:
        return is_text(entry)

    def line_of(self, entry) -> str:
        return entry

    def entry_of(self, number: int, line: str):
        if len(line) > self.longest:
            raise ValidationError(f"Make line {number} shorter: at most {self.longest:,} letters.")
        return line


class HardWordsField(LinesField):
    """Each line is a word, a colon, and what it means."""

    def __init__(self, **kwargs):
        super().__init__(most=HARD_WORDS, longest=LABEL + len(": ") + TEXT, **kwargs)

    def clean(self, value):
        entries = super().clean(value)
        words = [same_name(entry["word"]) for entry in entries]
        twice = next((entry["word"] for entry in entries if words.count(same_name(entry["word"])) > 1), None)
        if twice:
            raise ValidationError(f"{quoted(twice)} is here twice. Keep one of them.")
        return entries

    def entry_fits(self, entry):
        return isinstance(entry, dict) and all(
            super(HardWordsField, self).entry_fits(entry.get(name)) for name in ("word", "means")
        )

    def line_of(self, entry) -> str:
        return f"{entry['word']}: {entry['means']}"

    def entry_of(self, number: int, line: str) -> dict:
        word, _, means = (part.strip() for part in line.partition(":"))
        if not (shows(word) and shows(means)):
            raise ValidationError(f"Line {number} should be a word, a colon, and what the word means.")
        if len(word) > LABEL or len(means) > TEXT:
            raise ValidationError(f"Make line {number} shorter.")
        return {"word": word, "means": means}


class ShownField(forms.JSONField):
    """What the form was shown with, by name. What is missing or broken matches nothing: then both texts are shown."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            shown = super().clean(value)
        except (ValidationError, ValueError, RecursionError):
            return {}
        return shown if isinstance(shown, dict) else {}
