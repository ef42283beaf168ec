"""Is what somebody wrote about a round sane?"""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.models import Round
from teams.codes import ALPHABET, new_code

DATES = [
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d %B %Y",
]  # what browsers send, and what people type where there is no calendar
LONGEST = timedelta(days=2 * 365)


class RoundForm(forms.Form):
    """What may change for as long as a round is open."""

    title = forms.CharField(
        label="What do you want to call this round?",
        help_text="For example: Autumn 2026.",
        max_length=120,
        error_messages={
            "required": "Give this round a name.",
            "max_length": "Make the name shorter: at most 120 letters.",
        },
    )
    closes_on = forms.DateField(
        label="When do you want to close it?",
        help_text="Nothing closes by itself. The date tells people how long they have.",
        input_formats=DATES,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Choose a closing date.",
            "invalid": "Write the closing date as a day, a month and a year, such as 3 March 2027.",
        },
    )

    def clean_closes_on(self):
        chosen, today = self.cleaned_data["closes_on"], timezone.localdate()
        if chosen == self.initial.get("closes_on"):
            return chosen
        if chosen <= today:
            raise ValidationError("Choose a closing date after today.")
        if chosen > today + LONGEST:
            raise ValidationError("Choose a closing date in the next 2 years.")
        return chosen


class PlanForm(RoundForm):
    """All of a round, until it opens."""

    version = forms.ModelChoiceField(
        label="Which rubric do you want to use?",
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a rubric.",
            "invalid_choice": "Choose one of these rubrics. The one you chose isn't used for new rounds any more.",
        },
    )
    about = forms.ChoiceField(
        label="What is this round about?",
        choices=Round.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what this round is about."},
    )
    about_name = forms.CharField(
        label="What is its name?",
        help_text="It stands in the report. For one person's support, ask that person which words to use.",
        max_length=120,
        error_messages={
            "required": "Write the name of what this round is about.",
            "max_length": "Make the name shorter: at most 120 letters.",
        },
    )

    field_order = ["version", "title", "about", "about_name", "closes_on"]

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions


class NewRoundForm(PlanForm):
    """`code` comes with the empty form, so that sending it twice plans one round."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team

    def clean_code(self):
        code = self.cleaned_data["code"]
        taken = Round.objects.exclude(team=self.team).filter(code=code).exists()
        return new_code() if taken or not re.fullmatch(f"[{ALPHABET}]{{8}}", code) else code


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Why do you want to open it again?",
        help_text="The report will say that the round was opened again, and why.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Say why you want to open it again.",
            "max_length": "Make this shorter: at most 1,000 letters.",
        },
    )
