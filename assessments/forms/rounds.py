"""Is a round's plan sane?"""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone

from assessments.days import write_day
from assessments.forms.fields import DayField, WordsField
from assessments.forms.folds import FOLDS, FoldedForm
from assessments.forms.opening import ReminderField
from assessments.models import Round
from assessments.reading.planning import closing_after
from assessments.services.rounds import NO_LAST_TIME, NOBODY_TO_ASK, previous_of
from rubric.reading import recommended
from teams.careful_form import CarefulForm
from teams.contact_form import ContactForm
from teams.fields import LineField
from teams.forms import OnceForm

TOO_EARLY = "You meet after that day, on {}. You could close it some days after you meet, on {}."
LONGEST = timedelta(days=2 * 365)


class RoundForm(CarefulForm, FoldedForm, ContactForm):
    """What may change for as long as a round is open. Somebody can always be asked then."""

    title = LineField(
        label="What do you want to call this round?",
        help_text="For example: Autumn 2026.",
        max_length=120,
        error_messages={"required": "Give this round a name."},
    )
    closes_on = DayField(
        label="When do you want to close it?",
        help_text="You close it yourself, when you are ready. The date tells people how long they have.",
        error_messages={
            "required": "Choose a closing date.",
            "invalid": "Write the closing date as a day, a month and a year, such as 3 March 2027.",
        },
    )

    meets_on = DayField(label="Which day do you meet?", required=False)
    meets_at = LineField(
        label="At what time?", help_text="For example: 2 pm to 4 pm.", max_length=60, required=False
    )
    meets_where = LineField(
        label="Where do you meet?",
        help_text="So that people find it: the building, the street, or that it is a call.",
        max_length=200,
        required=False,
    )
    hear_on = DayField(label="By when will people hear what came of it?", required=False)
    hear_back = LineField(
        label="How will they hear?",
        help_text="People read this when they finish. For example: At the Tuesday group and by post.",
        max_length=200,
        required=False,
    )
    access_note = WordsField(
        label="How do you pay or thank people, and what helps them to take part?",
        help_text="Fares, pay, an interpreter, or where your rules are. It stands on the poster and in the report.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )
    shared_devices = forms.BooleanField(
        label="People take part on devices that they share, such as tablets that go round",
        help_text="A shared device keeps nothing while there is no signal, and forgets people when it is closed.",
        required=False,
    )
    remind_days = ReminderField()
    must_be_asked = True
    field_order = ["title", "closes_on", *(name for fold in FOLDS for name in fold.names)]

    def clean_closes_on(self):
        return self._ahead(
            "closes_on", "Choose a closing date after today.", "Choose a closing date in the next 2 years."
        )

    def clean_meets_on(self):
        return self._ahead("meets_on", "Choose a day after today.", "Choose a day in the next 2 years.")

    def clean_hear_on(self):
        return self._ahead("hear_on", "Choose a day after today.", "Choose a day in the next 2 years.")

    def _ahead(self, name: str, too_soon: str, too_late: str):
        """A day that stays as it was may have come meanwhile."""
        chosen, today = self.cleaned_data[name], timezone.localdate()
        if chosen is None or chosen == self.initial.get(name):
            return chosen
        if chosen <= today:
            raise ValidationError(too_soon)
        if chosen > today + LONGEST:
            raise ValidationError(too_late)
        return chosen

    def clean(self):
        values = super().clean()
        closes_on, hear_on = values.get("closes_on"), values.get("hear_on")
        if closes_on and hear_on and hear_on < closes_on:
            self.add_error(
                "hear_on", "People hear what came of it once the round has closed. Choose a later day."
            )
        meets_on = values.get("meets_on")
        if closes_on and meets_on and meets_on > closes_on and "meets_on" in self.data:
            self.add_error(
                "closes_on", TOO_EARLY.format(*map(write_day, (meets_on, closing_after(meets_on))))
            )
        is_asked = self.must_be_asked and "contact_name" in self.data
        if is_asked and not self.errors and not values["contact_name"]:
            self.add_error("contact_name", NOBODY_TO_ASK)
        return self._what_was_sent(values)

    def _what_was_sent(self, values: dict) -> dict:
        """A box that the page didn't have changes nothing; one that isn't ticked is never sent."""
        ticked = {name for name, field in self.fields.items() if isinstance(field, forms.BooleanField)}
        return {name: value for name, value in values.items() if name in self.data or name in ticked}


class RubricField(forms.ModelChoiceField):
    def label_from_instance(self, version) -> str:
        return version.named


class PlanForm(RoundForm):
    """All of a round, until it opens."""

    remind_days = None  # asked when it opens

    version = RubricField(
        label="Which rubric do you want to use?",
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a rubric.",
            "invalid_choice": "Choose one of these rubrics. The one you chose isn’t used for new rounds any more.",
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
        help_text="It stands in the report. For one person’s support, ask that person which words to use.",
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

    must_be_asked = False
    field_order = ["version", "title", "about", "about_name", "from_last", *RoundForm.field_order[1:]]

    def __init__(self, *args, team, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team
        self.fields["version"].queryset = versions.annotate(statement_count=Count("statements"))
        if not self.initial.get("from_last") and not team.rounds.closed().exists():
            del self.fields["from_last"]

    @property
    def rubrics(self) -> list:
        """Those to choose from at first: the organisation's own, the one we recommend, and the one that is chosen."""
        first = recommended(list(self.fields["version"].queryset))
        shown = [
            each
            for each in self["version"]
            if each.data["selected"] or _version(each) == first or _version(each).rubric.organisation_id
        ]
        return shown or list(self["version"])

    @property
    def other_rubrics(self) -> list:
        shown = {_version(each) for each in self.rubrics}
        return [each for each in self["version"] if _version(each) not in shown]

    def clean(self):
        """Which round is the last one depends on the rubric, and on whose support this is about."""
        plan = super().clean()
        if plan.get("from_last") and {"version", "about", "about_name"} <= plan.keys():
            asked = {name: plan[name] for name in ("version", "about", "about_name")}
            if previous_of(Round(team=self.team, **asked)) is None:
                self.add_error("from_last", NO_LAST_TIME)
        return plan


def _version(choice):
    return choice.data["value"].instance


class NewRoundForm(OnceForm, PlanForm):
    def elsewhere(self):
        return Round.objects.exclude(team=self.team)

    def _what_was_sent(self, values: dict) -> dict:
        """A page without its code plans a round all the same."""
        return super()._what_was_sent(values) | {"code": values["code"]}


class AskedForm(CarefulForm, ContactForm):
    """Of a round that has closed: people still read there whom they can ask."""

    def clean(self):
        values = super().clean()
        if not self.errors and not values["contact_name"]:
            self.add_error("contact_name", NOBODY_TO_ASK)
        return values


class ReopenForm(forms.Form):
    reason = WordsField(
        label="Why do you want to open it again?",
        help_text="The report will say that the round was opened again, and why.",
        required=True,
        max_length=1000,
        error_messages={"required": "Say why you want to open it again."},
    )
