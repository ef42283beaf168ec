"""Is what somebody says on the way in sane? One question a page; nobody’s name is asked for, except in the open."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.fields import SeveralField
from assessments.forms.joining import CHANGED
from assessments.models import Sheet
from teams.fields import LineField, NumberField
from teams.punctuation import quoted
from teams.sides import UNSAID

CHOOSE_WORDING = "Choose Easy Read or standard."
CHOOSE_ALL = "Tick at least one."
NOT_BOTH = "You ticked {} and something else. Untick one of them."
CHOOSE_ONE = "Choose the one that you speak as today."
CHOOSE_PART = "Choose what you want to answer."
CHOOSE_MOST = "Choose what most of you are, or a mixed group."
MOST_PEOPLE = 500
MIXED = "mixed"
CHOOSE_HELP = "Choose whether somebody is helping you."


@dataclass(frozen=True)
class Helped:
    """Whether somebody helps: what a button says in either wording, and its picture in Easy Read."""

    how: str
    standard: str
    easy: str
    picture: str
    means: str = ""


How = Sheet.How
HELPED = [
    Helped(How.ALONE, "No, I answer on my own", "No. I do it on my own.", "1F9D1"),
    Helped(
        How.FAMILY_OR_FRIEND,
        "Family or a friend helps me",
        "Family or a friend helps me.",
        "1F9D1-200D-1F91D-200D-1F9D1",
    ),
    Helped(
        How.ADVOCATE,
        "An advocate helps me",
        "An advocate helps me.",
        "1F5E3",
        "An advocate speaks up for you. They don’t work here.",
    ),
    Helped(How.STAFF, "Staff help me", "A worker helps me.", "1FAAA"),
    Helped(How.ON_BEHALF, "I answer for somebody else", "I answer for somebody else.", "270D"),
]


class WordingForm(forms.Form):
    wording = forms.ChoiceField(
        choices=Sheet.Wording.choices,
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_WORDING),
    )


class AsForm(forms.Form):
    """All that are true. “Prefer not to say” is only ever true by itself."""

    perspectives = SeveralField(
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": CHOOSE_ALL,
            "invalid_choice": CHANGED,
            "invalid_pk_value": CHANGED,
            "list": CHANGED,
        },
    )

    def __init__(self, *args, perspectives, is_easy, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["perspectives"].queryset = self.offered = perspectives
        self.is_easy = is_easy

    def clean_perspectives(self):
        ticked = list(self.cleaned_data["perspectives"])
        unsaid = next((each for each in ticked if each.side == UNSAID), None)
        if unsaid and len(ticked) > 1:
            called = unsaid.easy_words if self.is_easy else unsaid.label
            raise ValidationError(NOT_BOTH.format(quoted(called)))
        return ticked

    @property
    def ticked(self) -> set[str]:
        """The keys of what is ticked, as the page shows it."""
        return {str(key) for key in self["perspectives"].value() or []}


class TodayForm(forms.Form):
    """Of those that were ticked, the one that counts."""

    perspective = forms.ModelChoiceField(
        queryset=None, error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_ONE)
    )

    def __init__(self, *args, perspectives, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["perspective"].queryset = perspectives


class NameForm(forms.Form):
    first_name = LineField(
        label="Your first name",
        max_length=60,
        error_messages={"required": "Write your first name."},
    )


class HelpForm(forms.Form):
    how = forms.ChoiceField(
        choices=Sheet.How.choices,
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_HELP),
    )


class PeopleForm(forms.Form):
    """Two or more people answer as one."""

    people = NumberField(
        label="How many are you?",
        min_value=2,
        max_value=MOST_PEOPLE,
        error_messages={
            "required": "Write how many you are.",
            "invalid": "Write how many you are in digits, such as 4.",
            "min_value": "A group is 2 people or more. If you are on your own, go back and join as one person.",
            "max_value": f"Write how many you are: at most {MOST_PEOPLE}.",
        },
    )


class GroupPartForm(forms.Form):
    """All parts, or the one that a group talks about."""

    principle = forms.ChoiceField(error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_PART))

    def __init__(self, *args, principles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["principle"].choices = [("all", "All parts"), *principles]


class GroupMostForm(forms.Form):
    """What most of a group are. A mixed group has none."""

    perspective = forms.ChoiceField(
        error_messages={"required": CHOOSE_MOST, "invalid_choice": CHANGED},
    )

    def __init__(self, *args, perspectives, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in perspectives}
        self.fields["perspective"].choices = [
            *((pk, row.label) for pk, row in self.rows.items()),
            (MIXED, MIXED),
        ]

    def clean_perspective(self):
        return self.rows.get(self.cleaned_data["perspective"])
