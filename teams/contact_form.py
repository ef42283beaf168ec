"""Asking whom people can ask: of an organisation, and of a round."""

from django import forms

from teams.contacts import ASKED, WAYS
from teams.fields import AddressField, LineField, PhoneField

NO_WAY = "Write how people can reach them too: a number or an e-mail address."


class ContactForm(forms.Form):
    contact_name = LineField(
        label="Whom can people ask?",
        max_length=120,
        required=False,
        help_text="A person who answers, with the name that people know. They need no account here.",
    )
    contact_phone = PhoneField(label="Number to ring", required=False)
    contact_text = PhoneField(
        label="Number for text messages", required=False, help_text="It can be the same number."
    )
    contact_email = AddressField(label="Address for e-mails", required=False)

    def clean(self):
        """A name without a way to reach them helps nobody, nor the other way round."""
        values = super().clean()
        if self.errors.keys() & set(ASKED):
            return values
        name, ways = values["contact_name"], any(values[way] for way in WAYS)
        if name and not ways:
            self.add_error("contact_phone", NO_WAY)
        if ways and not name:
            self.add_error("contact_name", "Write whom people reach there.")
        return values
