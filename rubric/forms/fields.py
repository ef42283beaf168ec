"""Fields for words of a rubric. What they let through, a document can carry."""

import re

from django import forms
from django.core.exceptions import ValidationError

from rubric.document.parsing import HARD_WORDS, LABEL, TEXT
from rubric.document.plain_yaml import UNWANTED

BROKEN = "There is a character here that can't be shown. Take it out, or type the words again."


def is_text(value) -> bool:
    return isinstance(value, str) and not UNWANTED.search(value)


class WordsField(forms.CharField):
    """Texts come with the line breaks that documents have, and without what can't be shown."""

    def __init__(self, *, rows: int = 1, max_length: int, name: str = "this", **kwargs):
        widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput
        messages = {
            "required": f"Write {name}.",
            "max_length": f"Make {name} shorter: at most {max_length:,} letters.",
            "null_characters_not_allowed": BROKEN,
        }
        super().__init__(max_length=max_length, widget=widget, error_messages=messages, **kwargs)

    def widget_attrs(self, widget):
        """No maxlength: browsers cut off what is pasted beyond it, and say nothing."""
        return {}

    def to_python(self, value):
        return super().to_python(re.sub("\r\n|[\r\v\f]", "\n", value or ""))

    def validate(self, value):
        super().validate(value)
        if not is_text(value):
            raise ValidationError(BROKEN)

    def fits(self, shown) -> bool:
        """Could this have been shown in the field? A form brings it back, and anybody can write a form."""
        return is_text(shown)


class LinesField(WordsField):
    """A list of texts, one on each line."""

    def __init__(self, *, most: int, longest: int, **kwargs):
        self.most, self.longest = most, longest
        super().__init__(max_length=most * (longest + 1), **kwargs)

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
        super().__init__(most=HARD_WORDS, longest=LABEL + TEXT, **kwargs)

    def clean(self, value):
        entries = super().clean(value)
        words = [entry["word"] for entry in entries]
        twice = next((word for word in words if words.count(word) > 1), None)
        if twice:
            raise ValidationError(f"“{twice}” is here twice. Keep one of them.")
        return entries

    def entry_fits(self, entry):
        return isinstance(entry, dict) and all(
            super(HardWordsField, self).entry_fits(entry.get(name)) for name in ("word", "means")
        )

    def line_of(self, entry) -> str:
        return f"{entry['word']}: {entry['means']}"

    def entry_of(self, number: int, line: str) -> dict:
        word, _, means = (part.strip() for part in line.partition(":"))
        if not word or not means:
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
