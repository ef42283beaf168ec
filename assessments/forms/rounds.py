"""Is a round's plan sane?"""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone

from assessments.forms.fields import DayField, WordsField
from assessments.models import Round
from assessments.services.rounds import NO_LAST_TIME, previous_of
from teams.codes import ALPHABET, new_code
from teams.fields import LineField

LONGEST = timedelta(days=2 * 365)


class RoundForm(forms.Form):
    """What may change for as long as a round is open."""

    title = LineField(
        label="What do you want to call this round?",
        help_text="For example: Autumn 2026.",
        max_length=120,
        error_messages={"required": "Give this round a name."},
    )
    closes_on = DayField(
        label="When do you want to close it?",
        help_text="Nothing closes by itself. The date tells people how long they have.",
        error_messages={
            "required": "Choose a closing date.",
            "invalid": "Write the closing date as a day, a month and a year, such as 3 March 2027.",
        },
    )

    hear_back = LineField(
        label="When and how will people hear what came of it?",
        help_text="People read this when they finish. For example: In May, at the Tuesday group and by post.",
        max_length=200,
        required=False,
    )
    shared_devices = forms.BooleanField(
        label="People take part on devices that they share, such as tablets that go round",
        help_text="Then a device keeps nothing while there is no signal, and forgets people when it is closed.",
        required=False,
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
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose what this round is about."),
    )
    about_name = LineField(
        label="What is its name?",
        help_text="It stands in the report. For one person's support, ask that person which words to use.",
        max_length=120,
        error_messages={"required": "Write the name of what this round is about."},
    )

    sharing = forms.ChoiceField(
        label="How do people share what they say?",
        help_text="This can’t be changed once the round is open. People are told before they answer.",
        widget=forms.RadioSelect,
        choices=[
            (Round.Sharing.WITHOUT_NAMES, "Without names: nobody sees who said what"),
            (Round.Sharing.IN_THE_OPEN, "In the open: people see each other’s first names and answers"),
        ],
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Choose how people share what they say."
        ),
    )

    from_last = forms.TypedChoiceField(
        label="How do you want to start your together sheet?",
        help_text="What you agreed last time says “Needs another look”, part by part, until you have looked at it. "
        "The sheets that people fill in on their own always start empty.",
        widget=forms.RadioSelect,
        choices=[(False, "Start with an empty sheet"), (True, "Start from what we agreed last time")],
        coerce=lambda chosen: chosen == "True",
        empty_value=False,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Choose how to start your together sheet."
        ),
    )

    field_order = [
        "version",
        "title",
        "about",
        "about_name",
        "from_last",
        "closes_on",
        "hear_back",
        "sharing",
        "shared_devices",
    ]

    def __init__(self, *args, team, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team
        self.fields["version"].queryset = versions.annotate(statement_count=Count("statements"))
        if not self.initial.get("from_last") and not team.rounds.closed().exists():
            del self.fields["from_last"]

    def clean(self):
        """Which round is the last one depends on the rubric, and on whose support this is about."""
        plan = super().clean()
        if plan.get("from_last") and {"version", "about", "about_name"} <= plan.keys():
            asked = {name: plan[name] for name in ("version", "about", "about_name")}
            if previous_of(Round(team=self.team, **asked)) is None:
                self.add_error("from_last", NO_LAST_TIME)
        return plan


class NewRoundForm(PlanForm):
    """`code` comes with the empty form, so that sending it twice plans one round."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_code(self):
        code = self.cleaned_data["code"]
        taken = Round.objects.exclude(team=self.team).filter(code=code).exists()
        return new_code() if taken or not re.fullmatch(f"[{ALPHABET}]{{8}}", code) else code


class ReopenForm(forms.Form):
    reason = WordsField(
        label="Why do you want to open it again?",
        help_text="The report will say that the round was opened again, and why.",
        required=True,
        max_length=1000,
        error_messages={"required": "Say why you want to open it again."},
    )
