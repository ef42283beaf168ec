"""What people write for a report. Everything is optional: a report without it is still a report."""

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.fields import DATES, WordsField
from reports.details import REQUEST_NAMES
from reports.summary import LIMIT
from teams.forms import LineField
from teams.words import one_newline

LINE, WORDS = 200, 3_000  # characters


def line(label: str, help_text: str = "") -> WordsField:
    return _field(label, help_text, max_length=LINE, widget=forms.TextInput())


def words(label: str, help_text: str = "") -> WordsField:
    return _field(label, help_text, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 3}))


def request(number: int, help_text: str = "") -> WordsField:
    widget = forms.Textarea(attrs={"rows": 2})
    return _field(f"Request {number}", help_text, max_length=WORDS, widget=widget)


def _field(label: str, help_text: str, **more) -> WordsField:
    return WordsField(label=label, help_text=help_text, show_hidden_initial=True, **more)


class PrintForm(forms.Form):
    typed_by = LineField(
        label="Who will type in what people write?",
        required=False,
        max_length=80,
        help_text="They will read it, so the forms say who it is. For example: Alice at the front desk. "
        "Leave it empty to write it on the forms by hand.",
    )


class DetailsForm(forms.Form):
    """Each field comes with a hidden copy of what it was shown with, so that only what was changed is saved."""

    meeting = line("Which meeting is this report for?", "For example: Adult Care and Health Board.")
    meeting_date = forms.DateField(
        label="When is it?",
        required=False,
        show_hidden_initial=True,
        input_formats=DATES,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Write the date as a day, a month and a year, such as 3 March 2027."},
    )
    lead_officer = line("Who is the lead officer?", "Their name and job.")
    co_author = line(
        "Which person with lived experience wrote it with them?", "Ask which name they want to see here."
    )
    purpose = words("What is this report for?", "One or two sentences.")
    request_1 = request(1, "What do you ask the board to do, and by when?")
    request_2 = request(2)
    request_3 = request(3)
    request_4 = request(4)
    request_5 = request(5)
    request_6 = request(6)
    summary = words(
        "The summary in your own words",
        f"At most {LIMIT} words: one strength, one hard truth, one request. Leave it empty to keep the one below.",
    )
    who_was_missing = words("Who was missing, and what will you do about it?")
    next_steps = words("What are the next steps?")
    hear_back = words("How and when will people who took part hear back?")
    legal = words("Legal")
    finance = words("Finance")
    equality = words("Equality")
    risk = words("Risk")

    theirs: tuple[tuple[str, str], ...] = ()

    @property
    def requests(self):
        return [self[name] for name in REQUEST_NAMES]

    @property
    def hidden_copies(self) -> list[str]:
        return [bound.as_hidden(only_initial=True) for bound in self]

    @property
    def shown(self) -> dict[str, str]:
        """What each field was shown with."""
        sent = {bound.name: self.data.get(bound.html_initial_name, "") for bound in self}
        return {name: one_newline(text).strip() for name, text in sent.items()}

    @property
    def wanted(self) -> dict[str, str]:
        """What each field says now, as it is stored."""
        return {name: str(value or "") for name, value in self.cleaned_data.items()}

    def clean_summary(self) -> str:
        summary = self.cleaned_data["summary"]
        count = len(summary.split())
        if count > LIMIT:
            raise ValidationError(f"The summary has {count} words. Make it {LIMIT} or fewer.")
        return summary

    def show_theirs(self, theirs: dict[str, str]) -> None:
        """Each field keeps what was just written; the other's words stand beside it, and saving again decides."""
        self.data = self.data.copy()
        self.theirs = tuple((self[name].label, text) for name, text in theirs.items())
        for name, text in theirs.items():
            self.data[self[name].html_initial_name] = text
            self.add_error(name, "Somebody else changed this too. Make one of both, and save again.")
