"""Whom an archive of reports is for."""

from django import forms

from assessments.counted import INSIDE, OUTSIDE


class ArchiveForm(forms.Form):
    audience = forms.ChoiceField(
        label="Who will read it?",
        choices=[
            (OUTSIDE, "Anybody: a board, an inspection, the public"),
            (INSIDE, "People in your organisation only: it shows smaller groups"),
        ],
        initial=OUTSIDE,
        widget=forms.RadioSelect(),
        error_messages={
            "required": "Choose who will read it.",
            "invalid_choice": "Choose who will read it.",
        },
    )
