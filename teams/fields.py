"""Fields that several forms ask for, here and in the rooms above. What arrives in them is clean (see words.py)."""

import re

from django import forms
from django.core.exceptions import ValidationError

from teams.mailboxes import addresses, normal_address
from teams.words import one_line, shows

MOST_ADDRESSES = 50  # at a time


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


class AddressesField(Pasted, forms.CharField):
    """One e-mail address or several, however they were copied: a list of those that we keep."""

    widget = forms.Textarea(
        attrs={
            "rows": 2,
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
    }

    def clean(self, value):
        found = addresses(super().clean(value))
        if len(found) > MOST_ADDRESSES:
            params = {"count": len(found)}
            raise ValidationError(self.error_messages["too_many"], code="too_many", params=params)
        one = AddressField()
        return list(dict.fromkeys(self._clean(one, each, of=len(found)) for each in found))

    def _clean(self, one: AddressField, written: str, *, of: int) -> str:
        try:
            return one.clean(written)
        except ValidationError as error:
            if of == 1:
                raise
            params = {"written": written}
            raise ValidationError(self.error_messages["wrong"], code="wrong", params=params) from error


class NumberField(forms.IntegerField):
    """A whole number that is typed. In a browser's own number box, the wheel that moves the page changes it unseen."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value):
        return super().to_python(re.sub(r"[\s,]", "", value) if isinstance(value, str) else value)
