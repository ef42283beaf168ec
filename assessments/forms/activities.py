"""Is what a round places sane? Up to six named pieces of work, and the rubric on which people place them."""

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.rounds import RubricField
from assessments.models import MOST_ACTIVITIES
from assessments.services.activities import tell_activities
from rubric.pictures import codes, name_of
from teams.careful_form import CarefulListForm
from teams.fields import LineField
from teams.punctuation import quoted
from teams.words import same_name

# What most pieces of work are about: meals, meetings, buildings, money, words, journeys, gardens, music, work, care.
PICTURES = (
    "1F372", "1F5E3", "1F3E0", "1F3E2", "1F4B7", "1F4DD", "1F4DE", "1F68C", "1F333", "1F3B5", "1F6E0", "1F9E9",
    "1F393", "1F4C5", "1F4BB", "1F3A8", "26BD", "1F465", "1F91D", "2764",
)  # fmt: skip
NOT_THIS_ONE = ""


class PlacesOnForm(CarefulListForm):
    """Of a round whose own rubric is to tick: whether it places something too, and on what."""

    rows, rows_label = "activities", "What people place"
    tell = staticmethod(tell_activities)

    places_on = RubricField(
        label="On which rubric do people place it?",
        queryset=None,
        required=False,
        blank=True,
        empty_label="On none: this round places nothing",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of these. The list may have changed."},
    )

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["places_on"].queryset = versions


class ActivityForm(forms.Form):
    name = LineField(
        label="What is it called?",
        help_text="For example: The Friday lunch.",
        max_length=120,
        error_messages={"required": "Write what it is called."},
    )
    line = LineField(
        label="What is it about, in one line?",
        help_text="For example: How it is planned and run.",
        max_length=200,
        required=False,
    )
    picture = forms.ChoiceField(
        label="A picture for it",
        required=False,
        error_messages={"invalid_choice": "Choose one of these pictures."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = self.initial.get("picture") or ""
        offered = dict.fromkeys([*filter(None, [now]), *PICTURES])
        shown = [(code, name_of(code).capitalize()) for code in offered if code in codes()]
        self.fields["picture"].choices = [(NOT_THIS_ONE, "No picture"), *shown]


class Activities(forms.BaseFormSet):
    """Every row may be left empty, and is left out then."""

    default_error_messages = {"too_many_forms": f"Write at most {MOST_ACTIVITIES}."}

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def clean(self):
        names = [same_name(one["name"]) for one in self.wanted if "name" in one]
        twice = next(
            (one["name"] for one in self.wanted if names.count(same_name(one.get("name", ""))) > 1), ""
        )
        if twice:
            raise ValidationError(f"{quoted(twice)} is here twice. Give one of them another name.")

    @property
    def wanted(self) -> list[dict]:
        return [one for one in self.in_place if one is not None]

    @property
    def in_place(self) -> list[dict | None]:
        """Each where it stands on the page; None where a row was left empty."""
        return [form.cleaned_data if form.has_changed() and form.is_valid() else None for form in self]


ActivityFormSet = forms.formset_factory(
    ActivityForm,
    formset=Activities,
    extra=2,
    max_num=MOST_ACTIVITIES,
    absolute_max=MOST_ACTIVITIES,
    validate_max=True,
)
