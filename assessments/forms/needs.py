"""Is what somebody says that they need sane?"""

from django import forms

from assessments.forms.fields import WordsField
from teams.fields import LineField


class NeedForm(forms.Form):
    need = WordsField(
        label="What do you need?",
        required=True,
        max_length=1_000,
        error_messages={"required": "Write what you need."},
    )
    reach = LineField(
        label="How can we reach you?",
        help_text="A phone number or an e-mail address. Leave it empty if you don’t want an answer.",
        required=False,
        max_length=200,
    )
