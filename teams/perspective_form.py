"""Is what an organisation says of a perspective sane?"""

from django import forms

from teams.fields import LineField
from teams.sides import SIDES


class PerspectiveForm(forms.Form):
    label = LineField(
        label="How people say it",
        max_length=80,
        help_text="In their own words, such as “I work here”.",
        error_messages={"required": "Write how people say it."},
    )
    side = forms.ChoiceField(
        label="Which side are they on?",
        help_text=(
            "We ask for the side when we say who was missing, and whose answers are put together; never for the "
            "words above. Once results were shown, it stays."
        ),
        choices=SIDES.items(),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose which side they are on."),
    )
