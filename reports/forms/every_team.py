"""What a team is looked for by."""

from django import forms

from teams.fields import LineField


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
