"""Fields that several forms ask for, here and in the rooms above. What arrives in them is clean (see words.py)."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from teams.mailboxes import Line, addresses, lines_of, normal_address
from teams.words import one_line, shows

MOST_ADDRESSES = 100  # at a time
LONGEST_LIST = 20_000  # characters of it
FEWEST_DIGITS = 3
LONGEST_KEY = 18  # digits of a row's, which any database can look for


class Pasted:
    """Browsers cut off what is pasted beyond a maxlength, and say nothing. We say what is too long."""

    def widget_attrs(self, widget):
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class LineField(Pasted, forms.CharField):
    """One line of words. Whatever shows nothing is nothing."""

    default_error_messages = {
        "max_length": "Use at most %(limit_value)d characters. You have written %(show_value)d.",
    }

    def to_python(self, value):
        line = one_line(super().to_python(value))
        return line if shows(line) else ""


class PhoneField(LineField):
    """A number as people write it, with whatever stands beside it."""

    def __init__(self, **kwargs):
        super().__init__(
            **{"max_length": 40, "widget": forms.TextInput(attrs={"inputmode": "tel"}), **kwargs}
        )

    def clean(self, value):
        number = super().clean(value)
        if number and sum(character.isdigit() for character in number) < FEWEST_DIGITS:
            raise ValidationError("Write a phone number, such as 01632 960 123.")
        return number


class AddressField(Pasted, forms.EmailField):
    """An e-mail address, in the one spelling in which we keep it, however it was copied."""

    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    default_error_messages = {
        "required": "Write an e-mail address.",
        "invalid": "Write the whole e-mail address, such as name@example.org.",
        "several": "There are %(count)d addresses here. Write only one of them.",
        "max_length": "This address is too long to be right. Look at it again.",
    }

    def __init__(self, **kwargs):
        super().__init__(**{"label": "E-mail address", "max_length": 254, **kwargs})

    def to_python(self, value):
        found = addresses(super().to_python(value))
        if len(found) > 1:
            raise ValidationError(
                self.error_messages["several"], code="several", params={"count": len(found)}
            )
        return found[0] if found else ""

    def clean(self, value):
        address = super().clean(value)
        try:
            normal = normal_address(address) if address else ""
        except UnicodeError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        self.run_validators(normal)  # the network's way of writing a domain may be longer
        return normal


@dataclass(frozen=True)
class Addresses:
    """As we keep them, each once and with the number of its line; `twice` names those that stood there again."""

    lines: dict[str, int]
    twice: tuple[str, ...] = ()
    several_lines: bool = False

    def __iter__(self):
        return iter(self.lines)

    def told_of(self, address: str, words: str) -> str:
        """With its line, where there is more than one."""
        return f"Line {self.lines[address]}: {words}" if self.several_lines else words


class AddressesField(Pasted, forms.CharField):
    """One e-mail address or several, however they were copied. Every mistake is told by its line."""

    widget = forms.Textarea(
        attrs={
            "rows": 6,
            "inputmode": "email",
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
    )
    default_error_messages = {
        "required": "Write an e-mail address.",
        "wrong": "Write the whole e-mail address, such as name@example.org, instead of “%(written)s”.",
        "too_many": f"Write at most {MOST_ADDRESSES} addresses at a time. There are %(count)d here.",
        "too_long": f"This is too long. Write at most {MOST_ADDRESSES} addresses at a time, and nothing else.",
    }

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)  # so that lines keep the numbers that people count

    def clean(self, value):
        text = super().clean(value if shows(value or "") else "")
        if len(text) > LONGEST_LIST:
            raise self._error("too_long")
        lines = lines_of(text)
        if len(lines) > MOST_ADDRESSES:
            raise self._error("too_many", count=len(lines))
        return self._each(lines, several_lines=len({line.number for line in lines}) > 1)

    def _each(self, lines: list[Line], *, several_lines: bool) -> Addresses:
        found, twice, errors = {}, [], []
        for line in lines:
            try:
                address = AddressField().clean(line.written)
            except ValidationError as error:
                errors.append(error if len(lines) == 1 else self._wrong(line, several_lines))
                continue
            if found.setdefault(address, line.number) != line.number:
                twice.append(address)
        if errors:
            raise ValidationError(errors)
        return Addresses(found, tuple(dict.fromkeys(twice)), several_lines)

    def _wrong(self, line: Line, several_lines: bool) -> ValidationError:
        words = self.error_messages["wrong"] % {"written": line.written}
        return ValidationError(f"Line {line.number}: {words}" if several_lines else words, code="wrong")

    def _error(self, code: str, **params) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class NumberField(forms.IntegerField):
    """A whole number that is typed. In a browser's own number box, the wheel that moves the page changes it unseen."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value):
        return super().to_python(re.sub(r"[\s,]", "", value) if isinstance(value, str) else value)
