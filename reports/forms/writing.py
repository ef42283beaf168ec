"""What people write for a report, a form for each step. A report without any of it is still a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms

from assessments.forms.fields import DayField, WordsField
from reports.details import ABOUT_A_REQUEST, IMPLICATIONS, IN_SHORT, REPORT_TYPES, REQUEST_NAMES, SECTIONS
from reports.drafts import REQUESTS, Draft, box_of
from reports.summary import LIMIT
from rubric.frames import Frame
from teams.careful_form import CarefulForm

DRAFTED = {REQUESTS, *IN_SHORT, *IMPLICATIONS}  # what we draft, and what can be left out
LINE, WORDS = 200, 3_000  # characters
TAKE, LEAVE = "take", "leave"  # what becomes of a draft: the names of its buttons
NOT_TICKED = "Tick what you ask for, or leave it out."
SETTLED = "Somebody has just decided about this, or written it. Look at it again."
NO_ROOM = f"You can ask for {len(REQUEST_NAMES)} things. Tick fewer, or empty a box first."
CHANGED = "These words have changed since. Look at them again."


def line(label: str, help_text: str = "") -> WordsField:
    return _field(label, help_text, max_length=LINE, widget=forms.TextInput())


def words(label: str, help_text: str = "", rows: int = 3) -> WordsField:
    return _field(label, help_text, max_length=WORDS, widget=forms.Textarea(attrs={"rows": rows}))


def _field(label: str, help_text: str, **more) -> WordsField:
    return WordsField(label=label, help_text=help_text, **more)


class StepForm(CarefulForm):
    """Each field comes with a hidden copy of what it was shown with, so that only what was changed is saved."""

    @property
    def wanted(self) -> dict[str, str]:
        """What each field says now, as it is stored."""
        return {name: str(value or "") for name, value in self.cleaned_data.items()}

    @property
    def left_out(self) -> tuple[set[str], set[str]]:
        """What was left out of the report as this was shown, and what should be, as far as this step says so."""
        return set(), DRAFTED & {self.data.get(LEAVE)}

    def begin_with(self, name: str, texts: Iterable[str]) -> None:
        """Puts drafted texts into boxes that are empty. Nothing is saved by it."""
        self.data = self.data.copy()
        for box, text in zip(self._empty_boxes(name), texts, strict=False):
            self.data[box] = text

    def take(self, draft: Draft) -> None:
        """As if the words of a draft that were chosen had been typed. Whoever hasn't seen them takes nothing."""
        marks = self.data.getlist(f"taken-{draft.name}")
        if not marks or not set(marks) <= set(draft.marked):
            self.add_error(draft.box, CHANGED if marks else NOT_TICKED)
            return
        taken = [text for mark, text in draft.marked.items() if mark in marks]
        if draft.name == REQUESTS and len(self._empty_boxes(REQUESTS)) < len(taken):
            self.add_error(draft.box, NO_ROOM)
            return
        self.begin_with(draft.name, taken)
        self.full_clean()

    def show_settled(self, name: str) -> None:
        """Somebody else has written there what this was a draft for."""
        box = box_of(name)
        if self.initial.get(box):
            self.show_theirs({box: self.initial[box]})
        else:
            self.add_error(None, SETTLED)

    def _empty_boxes(self, name: str) -> list[str]:
        names = REQUEST_NAMES if name == REQUESTS else [name]
        return [box for box in names if box in self.fields and not self.data.get(box, "").strip()]


class MeetingForm(StepForm):
    meeting = line("Which meeting is it for?")
    meeting_date = DayField(label="When is it?", required=False)
    lead_officer = line("Lead officer, and their job")
    co_author = line(
        "Which person with lived experience wrote it with them?",
        "For example: Marjorie, of the Tuesday group.",
    )
    why_not = line("If one of these isn’t there, why not?", "It is printed on the first page.")
    purpose = words("What is this report for?", "One or two sentences.", rows=2)
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


class AsksForm(StepForm):
    """A box for each request that there is, and one more when somebody asks for it."""

    legal = words("Legal")
    finance = words("Finance")
    equality = words("Equality")
    risk = words("Risk")

    def __init__(self, *args, has_another: bool = False, **more):
        super().__init__(*args, **more)
        self.has_another = has_another
        self.fields = self.made_later() | self.fields

    @staticmethod
    def made_later(_names: Iterable[str] = ()) -> dict[str, forms.Field]:
        """For teams/kept_words.py too."""
        made: dict[str, forms.Field] = {}
        for number, name in enumerate(REQUEST_NAMES, start=1):
            made |= _request(number, name)
        return made

    @property
    def requests(self) -> list[tuple[forms.BoundField, list[forms.BoundField]]]:
        """Those boxes that are shown, each with what a board needs to decide on it."""
        names = REQUEST_NAMES[: max(1, self.last + self.has_another)]
        return [(self[name], [self[f"{name}_{more}"] for more in ABOUT_A_REQUEST]) for name in names]

    @property
    def last(self) -> int:
        """The number of the last box that says something."""
        return max((n for n, name in enumerate(REQUEST_NAMES, start=1) if self._is_used(name)), default=0)

    def _is_used(self, name: str) -> bool:
        return any(self[each].value() for each in (name, *(f"{name}_{more}" for more in ABOUT_A_REQUEST)))

    @property
    def may_have_another(self) -> bool:
        return len(self.requests) < len(REQUEST_NAMES)

    @property
    def implications(self) -> list[forms.BoundField]:
        return [self[name] for name in IMPLICATIONS]

    @property
    def left_out(self) -> tuple[set[str], set[str]]:
        """Who writes what had been left out wants it in."""
        before, after = super().left_out
        written = {name for name in IMPLICATIONS if self.wanted.get(name) and not self.shown.get(name)}
        return before | written, after


def _request(number: int, name: str) -> dict[str, forms.Field]:
    """One box, and three lines beneath it."""
    hint = "What do you ask the board to do, and by when?" if number == 1 else ""
    return {
        name: words(f"Request {number}", hint, rows=2),
        f"{name}_why": line(f"Request {number}: why?"),
        f"{name}_cost": line(f"Request {number}: what does it cost?"),
        f"{name}_who": line(f"Request {number}: who does it, and with whom?"),
    }


class SummaryForm(StepForm):
    strength = words("One strength", rows=2)
    hard_truth = words("One hard truth", "And how people see it differently.", rows=2)
    request = words("One request", rows=2)

    limit = LIMIT

    @property
    def written(self) -> int:
        return _count_words(self[name].value() or "" for name in IN_SHORT)

    def clean(self) -> None:
        count = _count_words(self.cleaned_data.get(name, "") for name in IN_SHORT)
        if count > LIMIT:
            said = f"The strength, the hard truth and the request have {count} words together."
            self.add_error("strength", f"{said} Make it {LIMIT} or fewer.")


class DoneForm(StepForm):
    who_was_missing = words("Who was missing, and what will you do about it?", rows=2)
    next_steps = words("What are the next steps?", rows=2)
    hear_back = words("How and when will people who took part hear back?", rows=2)
    sections = forms.MultipleChoiceField(
        label="What should be in the report?",
        help_text="The first page, who took part and who was missing, each part, and what the report isn’t "
        "are always in it.",
        required=False,
        choices=SECTIONS.items(),
        widget=forms.CheckboxSelectMultiple,
    )
    frame = forms.ChoiceField(
        label="Should an appendix read the same answers by another list?",
        help_text="For a board or an inspection that thinks in that list. Nothing is counted again.",
        required=False,
        choices=[("", "No")],
        widget=forms.RadioSelect(),
    )

    def __init__(self, *args, frames: Sequence[Frame] = (), **more):
        """`frames` are the lists that the rubric has tags for."""
        super().__init__(*args, **more)
        self.fields["frame"].choices += [(frame.key, frame.title) for frame in frames]
        if not frames:
            del self.fields["frame"]

    @property
    def shown(self) -> dict[str, str]:
        """What each text was shown with."""
        return {name: text for name, text in super().shown.items() if name != "sections"}

    @property
    def wanted(self) -> dict[str, str]:
        return {name: str(value or "") for name, value in self.cleaned_data.items() if name != "sections"}

    @property
    def left_out(self) -> tuple[set[str], set[str]]:
        """The sections that were left out as it was shown, and those that are now."""
        shown = set(self.data.getlist(self["sections"].html_initial_name))
        return set(SECTIONS) - shown, set(SECTIONS) - set(self.cleaned_data.get("sections", shown))


def _count_words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
