"""Is a way to hold the conversation sane, and its steps?"""

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.fields import WordsField
from assessments.models import SessionFormat, WarmUp
from assessments.services.offered import STEPS, tell_steps
from assessments.services.session_formats import BETWEEN, in_order
from teams.careful_form import CarefulForm, CarefulListForm
from teams.fields import LineField, NumberField

MOST_PEOPLE = 5000
MOST_MINUTES = 600


def number(label: str, most: int, missing: str) -> NumberField:
    between = f"Write a number from 1 to {most:,}."
    errors = {"required": missing, "invalid": between, "min_value": between, "max_value": between}
    return NumberField(label=label, min_value=1, max_value=most, error_messages=errors)


class SessionFormatForm(CarefulListForm):
    rows, rows_label = "steps", "The steps"
    tell = staticmethod(tell_steps)

    title = LineField(
        label="What is it called?", max_length=120, error_messages={"required": "Write what it is called."}
    )
    good_for = LineField(
        label="What is it good for?",
        max_length=200,
        required=False,
        help_text="For example: One team of up to 12 who know each other.",
    )
    easy_read = WordsField(
        label="What will happen, for those who come?",
        max_length=500,
        help_text="People read this before they come. Write in Easy Read: one thing a sentence, in short words.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    fewest = number("From how many people?", MOST_PEOPLE, "Write how many people it needs at least.")
    most = number("Up to how many?", MOST_PEOPLE, "Write how many people it works for at most.")

    def clean(self):
        fewest, most = self.cleaned_data.get("fewest"), self.cleaned_data.get("most")
        if fewest and most and most < fewest:
            self.add_error("most", "Write at least as many people as the number before.")


class StepForm(forms.Form):
    minutes = number("Minutes", MOST_MINUTES, "Write how many minutes this step takes.")
    do = WordsField(
        label="What people do",
        required=True,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what people do in this step."},
    )


class Steps(forms.BaseFormSet):
    """Every row may be left empty, and is left out then."""

    default_error_messages = {
        "too_many_forms": f"Write at most {STEPS} steps.",
    }

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def clean(self):
        if not any(self.errors) and not self.wanted:
            raise ValidationError("Write at least one step.")

    @property
    def wanted(self) -> list[dict]:
        return [form.cleaned_data for form in self if form.has_changed()]

    @property
    def written(self) -> list[dict]:
        """Each row as it was typed, sane or not."""
        return [{name: form[name].value() for name in form.fields} for form in self]


StepFormSet = forms.formset_factory(
    StepForm, formset=Steps, extra=0, max_num=STEPS, absolute_max=STEPS, validate_max=True
)


def rearranged(steps: list[dict], change: str) -> list[dict]:
    """`change` is a button: "add", or "up", "down" or "remove" with the index of a step. Others change nothing."""
    what, _, index = change.partition("-")
    if what == "add" and len(steps) < STEPS:
        return [*steps, {}]
    if not index.isdecimal() or len(index) > 2 or int(index) >= len(steps):
        return steps
    here = int(index)
    others, step = [*steps[:here], *steps[here + 1 :]], steps[here]
    if what == "remove":
        return others
    there = max(here - 1, 0) if what == "up" else here + 1
    return [*others[:there], step, *others[there:]]


def moved_to(change: str) -> int | None:
    """The new number of a step that a button moves up or down."""
    what, _, index = change.partition("-")
    by = {"up": 0, "down": 2}.get(what)
    return int(index) + by if by is not None and index.isdecimal() and len(index) < 3 else None


class PlanMeetingForm(CarefulForm):
    session_format = forms.ChoiceField(
        label="How will you hold the conversation?",
        required=False,
        error_messages={"invalid_choice": "Choose one of these. The list may have changed."},
    )
    warm_ups = forms.MultipleChoiceField(
        label="How will you begin?",
        required=False,
        error_messages={"invalid_choice": "Choose from these warm-ups. The list may have changed."},
    )

    def __init__(self, *args, formats: list[SessionFormat], warm_ups: list[WarmUp], **kwargs):
        super().__init__(*args, **kwargs)
        self.formats, self.offered = formats, warm_ups
        choices = [(each.key, each.title) for each in formats]
        self.fields["session_format"].choices = [("", "Not decided yet"), *choices]
        self.fields["warm_ups"].choices = [(each.key, each.title) for each in warm_ups]

    @property
    def shown(self) -> dict[str, str]:
        """Warm-ups in their order: a list is one choice."""
        warm_ups = self.data.getlist(self["warm_ups"].html_initial_name)
        return super().shown | {"warm_ups": in_order(warm_ups)}

    def _as_read(self, name: str, text: str) -> str:
        if name != "warm_ups":
            return super()._as_read(name, text)
        titles = {each.key: each.title for each in self.offered}
        return "\n".join(titles.get(key, key) for key in text.split(BETWEEN) if key) or "Without a warm-up"
