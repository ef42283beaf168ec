"""What somebody chooses before something is printed, kept or looked for."""

from django import forms

from assessments.counted import INSIDE, OUTSIDE
from teams.fields import LineField


class PrintForm(forms.Form):
    typed_by = LineField(
        label="Who will type in what people write?",
        required=False,
        max_length=80,
        help_text="They will read it, so the forms say who it is. For example: Alice at the front desk. "
        "Leave it empty to write it on the forms by hand.",
    )


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


class FindTeamForm(forms.Form):
    """Whatever it is given, it changes nothing."""

    team = LineField(
        label="Find a team by name",
        max_length=120,
        required=False,
        widget=forms.SearchInput(attrs={"class": "govuk-input", "dir": "auto"}),
    )

    @property
    def name(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("team", "")
