"""Is what a team says on its together sheet sane? (Statements and reflections are read in changes.py.)"""

from django import forms

from assessments.forms.fields import SeveralField, WordsField
from teams.fields import NumberField
from teams.sides import SUPPORT, UNSAID


class RoomForm(forms.Form):
    """`seen` is when the answer that the page showed was given, so that a second writer undoes nobody's."""

    present = SeveralField(
        label="How do they take part?",
        help_text="Tick all that are here. One person can take part in more than one way.",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick how the people who are here take part. You can also answer later.",
            **dict.fromkeys(
                ["invalid_choice", "invalid_pk_value"], "Choose from this list. It may have changed."
            ),
        },
    )
    people = NumberField(
        label="How many people are here in all?",
        required=False,
        min_value=1,
        max_value=500,
        error_messages={
            "invalid": "Write the number of people in digits, such as 8.",
            "min_value": "Write how many people are here: at least 1.",
            "max_value": "Write how many people are here: at most 500.",
        },
    )
    why_nobody = WordsField(
        label="Why was nobody here who draws on support?",
        help_text="Your report will print what you write here.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, perspectives, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = perspectives

    @property
    def asks_why(self) -> bool:
        """Only where nobody who draws on support is ticked, and somebody has answered at all."""
        return bool(self["why_nobody"].errors or self["why_nobody"].value())

    def clean(self):
        present, why = self.cleaned_data.get("present"), self.cleaned_data.get("why_nobody")
        if present is not None and any(_may_draw_on_support(perspective) for perspective in present):
            self.cleaned_data["why_nobody"] = ""
        elif present is not None and not why and "why_nobody" not in self.errors:
            self.fields["why_nobody"].required = True  # from here on the page doesn't call it optional
            self.add_error(
                "why_nobody", "Nobody who draws on support was here. Invite somebody, or say why not."
            )


def _may_draw_on_support(perspective) -> bool:
    """Who doesn't say isn't told that nobody was here who draws on support: they may do so themselves."""
    return perspective.side in (SUPPORT, UNSAID)


class FirstStandingForm(forms.Form):
    level = forms.ChoiceField(
        label="Where do you stand?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where you stand. You can also skip this."},
    )

    def __init__(self, *args, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level.key, level.label) for level in levels]


class StandingInWordsForm(forms.Form):
    """Where there are no levels to choose from."""

    why = WordsField(label="Where do you stand, in your own words?")
    where_we_differ = WordsField(
        label="Where do you differ?",
        help_text="Not everybody has to see it the same way. That is worth writing down.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PlacingInWordsForm(StandingInWordsForm):
    """Of an activity, which is placed and stands at no level."""

    why = WordsField(label="Why is it there, and why would you like it to be there?")


class StandingForm(FirstStandingForm, StandingInWordsForm):
    """Keep or change. `first_level` is the choice that was made first."""

    why = WordsField(
        label="Why?",
        help_text="Say so in your own words. If you change your choice, this helps people understand.",
    )
    field_order = ("level", "why", "where_we_differ", "revision")

    def __init__(self, *args, levels, first_level=None, **kwargs):
        super().__init__(*args, levels=levels, **kwargs)
        self.first_level = first_level
        self.fields["level"].label = "Keep your choice, or change it?"

    def clean(self):
        level, why = self.cleaned_data.get("level"), self.cleaned_data.get("why")
        if level and level != self.first_level and not why and "why" not in self.errors:
            self.fields["why"].required = True
            self.add_error("why", "You have changed your choice. Say why in a few words.")
