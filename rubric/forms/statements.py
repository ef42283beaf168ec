"""Where a statement stands, and whether it goes."""

from django import forms

from rubric.forms.fields import ShownField
from rubric.models import RubricVersion, Statement


class PlaceForm(forms.Form):
    principle = forms.ModelChoiceField(
        label="In which part should it stand?",
        queryset=None,
        to_field_name="key",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a part.", "invalid_choice": "Choose one of these parts."},
    )
    level = forms.ModelChoiceField(
        label="At which level?",
        queryset=None,
        to_field_name="key",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a level.", "invalid_choice": "Choose one of these levels."},
    )

    def __init__(self, *args, draft: RubricVersion, statement: Statement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["principle"].queryset = draft.principles.all()
        self.fields["level"].queryset = draft.levels.all()
        self.initial = {"principle": statement.principle, "level": statement.level}


class RetireForm(forms.Form):
    """`shown` is the statement as it was read before somebody decided to take it out."""

    shown = ShownField(required=False)
