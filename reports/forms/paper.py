"""What is chosen before a round's sheets are printed."""

from django import forms

from teams.fields import LineField


class PrintForm(forms.Form):
    typed_by = LineField(
        label="Who will type in what people write?",
        required=False,
        max_length=80,
        help_text="They will read it, so the forms say who it is. For example: Alice at the front desk. "
        "Leave it empty to write it on the forms by hand.",
    )
