"""Is what somebody says when they join sane? No name and no address is ever asked for."""

from django import forms
from django.core.exceptions import ValidationError

from assessments.models import Sheet
from teams.codes import RETURN_CODE_LENGTH, codes_in
from teams.fields import LineField, NumberField

WRONG_CODE = (
    "This code doesn’t work now. Look at it again, letter by letter. "
    "It may be an old one, or nobody new can join any more. Ask whoever gave it to you."
)
WRONG_RETURN_CODE = (
    "We have no answers for this code. Look at it again, letter by letter. Sheets on which nothing was said are "
    "removed after 30 days, and people can erase theirs. Then write the code of the round, and begin again."
)
SEVERAL_CODES = "There are {} codes here. Write only one of them."
CHANGED = "Choose from this list. It may have changed."
MOST_PEOPLE = 500


class CodeForm(forms.Form):
    """A round's join code or its link's token, or the return code of a sheet: they differ in length."""

    code = forms.CharField(
        label="Your code",
        help_text="It is on the poster or the paper that you were given. Dashes and capital letters don’t matter.",
        error_messages={"required": "Write your code."},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self):
        """Of a sentence or an address, the code in it."""
        found = codes_in(self.cleaned_data["code"])
        if not found:
            raise ValidationError(WRONG_CODE)
        if len(found) > 1:
            raise ValidationError(SEVERAL_CODES.format(len(found)))
        return found[0]


def what_is_wrong(code: str) -> str:
    """The same sentence for all codes of one length, so that none can be told from another."""
    return WRONG_RETURN_CODE if len(code) == RETURN_CODE_LENGTH else WRONG_CODE


class JoinForm(forms.Form):
    """How somebody takes part. `in_the_open` asks for a first name; otherwise nothing says who they are."""

    perspective = forms.ModelChoiceField(
        label="How do you take part?",
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you’re taking part.", "invalid_choice": CHANGED},
    )
    how = forms.ChoiceField(
        label="Is somebody helping you?",
        widget=forms.RadioSelect,
        choices=Sheet.How.choices,
        error_messages={"required": "Choose whether somebody is helping you.", "invalid_choice": CHANGED},
    )
    first_name = LineField(
        label="Your first name",
        help_text="The others in this round will see it beside your answers.",
        max_length=60,
        error_messages={"required": "Write your first name."},
    )
    wording = forms.ChoiceField(
        label="Which version do you want?",
        help_text="You can change this at any time.",
        widget=forms.RadioSelect,
        choices=[
            (Sheet.Wording.STANDARD, "Standard"),
            (Sheet.Wording.EASY_READ, "Easy Read: short words and pictures, one thing at a time"),
        ],
        error_messages={"required": "Choose a version.", "invalid_choice": "Choose a version."},
    )

    def __init__(self, *args, perspectives, in_the_open=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["perspective"].queryset = perspectives
        if not in_the_open:
            del self.fields["first_name"]


class GroupForm(JoinForm):
    """Two or more people who answer as one, all parts or one of them."""

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
    principle = forms.ChoiceField(
        label="What do you want to answer?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose what you want to answer."),
    )
    field_order = ["people", "perspective", "principle", "wording"]

    def __init__(self, *args, principles, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["how"]
        self.fields["perspective"].label = "How do most of you take part?"
        self.fields["perspective"].required = False
        self.fields["perspective"].help_text = "If you are a mixed group, leave this empty."
        self.fields["principle"].choices = [("all", "All parts"), *principles]
