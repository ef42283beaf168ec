"""Fields that several forms ask for, here and in the rooms above. What arrives in them is clean (see words.py)."""

import re

from django import forms
from django.core.exceptions import ValidationError

from teams.words import addresses, normal_address, one_line, shows


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
        "several": "There are %(count)d addresses here. Write one at a time, and begin with %(first)s.",
        "max_length": "This address is too long to be right. Look at it again.",
    }

    def __init__(self, **kwargs):
        super().__init__(**{"label": "E-mail address", "max_length": 254, **kwargs})

    def to_python(self, value):
        found = addresses(super().to_python(value))
        if len(found) > 1:
            params = {"count": len(found), "first": found[0]}
            raise ValidationError(self.error_messages["several"], code="several", params=params)
        return found[0] if found else ""

    def clean(self, value):
        address = super().clean(value)
        try:
            normal = normal_address(address) if address else ""
        except UnicodeError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        self.run_validators(normal)  # the network's way of writing a domain may be longer
        return normal


class NumberField(forms.IntegerField):
    """A whole number that is typed. In a browser's own number box, the wheel that moves the page changes it unseen."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value):
        return super().to_python(re.sub(r"[\s,]", "", value) if isinstance(value, str) else value)
