"""Is what somebody wrote about a round sane?"""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone

from assessments.models import REFLECTION_LIMIT, Round
from assessments.services.releases import NOT_A_VIEW
from teams.codes import ALPHABET, new_code
from teams.forms import ODD_CHARACTERS, LineField
from teams.words import is_whole, one_newline

DATES = [
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d %B %Y",
]  # what browsers send, and what people type where there is no calendar
LONGEST = timedelta(days=2 * 365)


class WordsField(forms.CharField):
    """What people say in their own words: a few lines, or many."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_error_messages = {
        "max_length": "You have written %(show_value)d characters. The most is %(limit_value)d. Please take some out.",
        "null_characters_not_allowed": ODD_CHARACTERS,
    }

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": REFLECTION_LIMIT, **kwargs})

    def to_python(self, value):
        text = one_newline(super().to_python(value))
        if not is_whole(text):
            raise ValidationError(ODD_CHARACTERS)
        return text


class RoundForm(forms.Form):
    """What may change for as long as a round is open."""

    title = LineField(
        label="What do you want to call this round?",
        help_text="For example: Autumn 2026.",
        max_length=120,
        error_messages={"required": "Give this round a name."},
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
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose what this round is about."),
    )
    about_name = LineField(
        label="What is its name?",
        help_text="It stands in the report. For one person's support, ask that person which words to use.",
        max_length=120,
        error_messages={"required": "Write the name of what this round is about."},
    )

    field_order = ["version", "title", "about", "about_name", "closes_on"]

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions.annotate(statement_count=Count("statements"))


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
    reason = WordsField(
        label="Why do you want to open it again?",
        help_text="The report will say that the round was opened again, and why.",
        required=True,
        max_length=1000,
        error_messages={"required": "Say why you want to open it again."},
    )


class RoomForm(forms.Form):
    """`seen` is when the answer that the page showed was given, so that a second writer undoes nobody's."""

    present = forms.ModelMultipleChoiceField(
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
    people = forms.IntegerField(
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
    """Who prefers not to say isn't told that nobody was here who draws on support: they may do so themselves."""
    return perspective.draws_on_support or NOT_A_VIEW in perspective.label.casefold()


class FirstStandingForm(forms.Form):
    level = forms.ChoiceField(
        label="Where do you stand?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where you stand. You can also skip this."},
    )

    def __init__(self, *args, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level.key, level.label) for level in levels]


class StandingForm(FirstStandingForm):
    """Keep or change; without levels, words only. `first_level` is the choice that was made first."""

    why = WordsField(
        label="Why?",
        help_text="Say so in your own words. If you change your choice, this helps people understand.",
    )
    where_we_differ = WordsField(
        label="Where do you differ?",
        help_text="Not everybody has to see it the same way. That is worth writing down.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, levels, first_level=None, **kwargs):
        super().__init__(*args, levels=levels, **kwargs)
        self.first_level = first_level
        if levels:
            self.fields["level"].label = "Keep your choice, or change it?"
        else:
            del self.fields["level"]
            self.fields["why"].label = "Where do you stand, in your own words?"
            self.fields["why"].help_text = ""

    def clean(self):
        level, why = self.cleaned_data.get("level"), self.cleaned_data.get("why")
        if level and level != self.first_level and not why and "why" not in self.errors:
            self.fields["why"].required = True
            self.add_error("why", "You have changed your choice. Say why in a few words.")
