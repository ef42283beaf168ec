"""What an organisation is called, whom people call about safeguarding, and who looks after it."""

from django import forms

from teams.careful_form import CarefulForm
from teams.fields import AddressField, LineField, PhoneField

SAFEGUARDING = ("safeguarding_name", "safeguarding_phone")


class OrganisationForm(forms.Form):
    name = LineField(
        label="What is the organisation called?",
        max_length=120,
        error_messages={"required": "Write what the organisation is called."},
    )
    safeguarding_name = LineField(
        label="Who is it?",
        max_length=120,
        required=False,
        help_text="A person or a team. It completes “Call 999, or …”. No round opens without it.",
    )
    safeguarding_phone = PhoneField(label="What is their phone number?", required=False)

    def clean(self):
        """A name without a number helps nobody, nor the other way round."""
        values = super().clean()
        name, phone = values.get("safeguarding_name"), values.get("safeguarding_phone")
        if name and phone == "":
            self.add_error("safeguarding_phone", "Write their phone number too.")
        if phone and name == "":
            self.add_error("safeguarding_name", "Write who answers this number.")
        return values


class CallForm(CarefulForm):
    """Where a round can't open without it."""

    safeguarding_name = LineField(
        label="Whom do people call if somebody is being hurt or in danger?",
        max_length=120,
        help_text="A person or a team. It completes “Call 999, or …”. All rounds of your organisation show it.",
        error_messages={"required": "Write whom people call."},
    )
    safeguarding_phone = PhoneField(
        label="Their phone number", error_messages={"required": "Write their phone number."}
    )


class AdminForm(forms.Form):
    email = AddressField(
        label="Who looks after it?",
        help_text="Their e-mail address. We send them an invitation. If it is you, write your own.",
        error_messages={"required": "Write the e-mail address of whoever looks after it."},
    )


class NewOrganisationForm(AdminForm, OrganisationForm):
    """All that its first round needs, and nothing else."""

    safeguarding_name = LineField(
        label="Whom do people call if somebody is being hurt or in danger?",
        max_length=120,
        required=False,
        help_text="A person or a team. It completes “Call 999, or …”.",
    )
    safeguarding_phone = PhoneField(
        label="Their phone number",
        required=False,
        help_text="No round opens without it. If you don’t know it, the organisation’s admin can add it.",
    )
    field_order = ["name", *SAFEGUARDING, "email"]
