"""What people write for a report. Everything is optional: a report without it is still a report."""

from collections.abc import Iterable

from django import forms

from assessments.counted import INSIDE, OUTSIDE
from assessments.forms.careful import CarefulForm
from assessments.forms.fields import DayField, WordsField
from reports.details import ABOUT_A_REQUEST, IN_SHORT, REPORT_TYPES, REQUEST_NAMES, SECTIONS
from reports.glance import NO_ROUND, Wanted
from reports.summary import LIMIT
from teams.fields import LineField

LINE, WORDS = 200, 3_000  # characters


def line(label: str, help_text: str = "") -> WordsField:
    return _field(label, help_text, max_length=LINE, widget=forms.TextInput())


def words(label: str, help_text: str = "") -> WordsField:
    return _field(label, help_text, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 3}))


def request(number: int, help_text: str = "") -> WordsField:
    widget = forms.Textarea(attrs={"rows": 2})
    return _field(f"Request {number}", help_text, max_length=WORDS, widget=widget)


def reasons(number: int) -> tuple[WordsField, WordsField, WordsField]:
    """Why, what it costs and who: what a board needs to decide on a request."""
    return (
        line(f"Request {number}: why?"),
        line(f"Request {number}: what does it cost?"),
        line(f"Request {number}: who does it, and with whom?"),
    )


def _field(label: str, help_text: str, **more) -> WordsField:
    return WordsField(label=label, help_text=help_text, **more)


class PrintForm(forms.Form):
    typed_by = LineField(
        label="Who will type in what people write?",
        required=False,
        max_length=80,
        help_text="They will read it, so the forms say who it is. For example: Alice at the front desk. "
        "Leave it empty to write it on the forms by hand.",
    )


class ArchiveForm(forms.Form):
    audience = forms.ChoiceField(
        label="Who will read it?",
        choices=[
            (OUTSIDE, "Anybody: a board, an inspection, the public"),
            (INSIDE, "People in your organisation only: it shows smaller groups"),
        ],
        initial=OUTSIDE,
        widget=forms.RadioSelect(),
        error_messages={
            "required": "Choose who will read it.",
            "invalid_choice": "Choose who will read it.",
        },
    )


class GlanceForm(forms.Form):
    """Which teams somebody looks for. Whatever isn't a choice finds nothing, or is left out: it changes nothing."""

    team = LineField(label="Team’s name", max_length=120, required=False, widget=forms.SearchInput())
    rubric = forms.CharField(label="Rubric", required=False, max_length=80, widget=forms.Select())
    time = forms.ChoiceField(
        label="Round closed",
        required=False,
        choices=[
            ("", "At any time"),
            ("3", "In the last 3 months"),
            ("6", "In the last 6 months"),
            ("12", "In the last 12 months"),
            (NO_ROUND, "No round yet"),
        ],
    )

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    def offer(self, rubrics: tuple[tuple[str, str], ...]) -> None:
        self.fields["rubric"].widget.choices = [("", "Any rubric"), *rubrics]


class DetailsForm(CarefulForm):
    """Each field comes with a hidden copy of what it was shown with, so that only what was changed is saved."""

    meeting = line("Which meeting is this report for?", "For example: Adult Care and Health Board.")
    meeting_date = DayField(label="When is it?", required=False)
    lead_officer = line("Who is the lead officer?", "Their name and job.")
    co_author = line(
        "Which person with lived experience wrote it with them?",
        "In their own words. For example: Marjorie, of the Tuesday group.",
    )
    why_not = line("If one of these isn’t there, why not?", "It is printed on the first page.")
    report_type = forms.ChoiceField(
        label="Is it for decision, or for information?",
        help_text="Until you choose, it is for decision if it asks for something.",
        required=False,
        choices=REPORT_TYPES.items(),
        widget=forms.RadioSelect(),
    )
    contact = line(
        "Whom can people ask about it?",
        "A name, and a telephone number or an e-mail address. Everybody who reads the report sees it.",
    )
    purpose = words("What is this report for?", "One or two sentences.")
    request_1 = request(1, "What do you ask the board to do, and by when?")
    request_1_why, request_1_cost, request_1_who = reasons(1)
    request_2 = request(2)
    request_2_why, request_2_cost, request_2_who = reasons(2)
    request_3 = request(3)
    request_3_why, request_3_cost, request_3_who = reasons(3)
    request_4 = request(4)
    request_4_why, request_4_cost, request_4_who = reasons(4)
    request_5 = request(5)
    request_5_why, request_5_cost, request_5_who = reasons(5)
    request_6 = request(6)
    request_6_why, request_6_cost, request_6_who = reasons(6)
    strength = words("One strength")
    hard_truth = words("One hard truth", "And how people see it differently.")
    request = words("One request")
    who_was_missing = words("Who was missing, and what will you do about it?")
    next_steps = words("What are the next steps?")
    hear_back = words("How and when will people who took part hear back?")
    legal = words("Legal")
    finance = words("Finance")
    equality = words("Equality")
    risk = words("Risk")
    sections = forms.MultipleChoiceField(
        label="What should be in the report?",
        help_text="The first page, who took part and who was missing, each part, and what the report isn’t "
        "are always in it.",
        required=False,
        choices=SECTIONS.items(),
        widget=forms.CheckboxSelectMultiple,
    )

    summary_limit = LIMIT

    @property
    def requests(self):
        """Each with what a board needs to decide on it."""
        return [
            (self[name], [self[f"{name}_{about}"] for about in ABOUT_A_REQUEST]) for name in REQUEST_NAMES
        ]

    @property
    def has_requests(self) -> bool:
        return any(bound.value() for bound, _ in self.requests)

    @property
    def summary_words(self) -> int:
        return _count_words(self[name].value() or "" for name in IN_SHORT)

    @property
    def shown(self) -> dict[str, str]:
        """What each text was shown with."""
        return {name: text for name, text in super().shown.items() if name != "sections"}

    @property
    def wanted(self) -> dict[str, str]:
        """What each field says now, as it is stored."""
        return {name: str(value or "") for name, value in self.cleaned_data.items() if name != "sections"}

    @property
    def left_out(self) -> tuple[set[str], set[str]]:
        """The sections that were left out as it was shown, and those that are now."""
        shown = set(self.data.getlist(self["sections"].html_initial_name))
        return set(SECTIONS) - shown, set(SECTIONS) - set(self.cleaned_data.get("sections", shown))

    def begin_with(self, name: str, texts: dict[str, str]) -> None:
        """Puts drafted texts into boxes that are empty. Nothing is saved by it."""
        self.data = self.data.copy()
        wanted = (
            {name: texts.get(name, "")}
            if name != "requests"
            else {n: texts.get(n, "") for n in REQUEST_NAMES}
        )
        for each, text in wanted.items():
            if each in self.fields and not self.data.get(each, "").strip():
                self.data[each] = text

    def clean(self) -> None:
        count = _count_words(self.cleaned_data.get(name, "") for name in IN_SHORT)
        if count > LIMIT:
            said = f"The strength, the hard truth and the request have {count} words together."
            self.add_error("strength", f"{said} Make it {LIMIT} or fewer.")


def _count_words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
