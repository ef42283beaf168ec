"""What people write for an Easy Read summary. Each point's box holds the drafted words until somebody changes them."""

from collections.abc import Iterable

from django import forms

from assessments.forms.fields import DayField, WordsField
from reports.easy_read import MOST_LETTERS, NO_PICTURE, PLACES, EasyReadSummary, Point, Section, check
from rubric import pictures
from rubric.forms.pictures import CHOOSE
from teams.fields import LineField

LINE, HARD_WORDS = 200, 2_000  # characters
LETTERS = 40  # of a line in a box on a phone, about
YES = "yes"  # stored of a point that is left out


def _point_field(label: str) -> WordsField:
    widget = forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"})
    return WordsField(label=label, max_length=MOST_LETTERS, widget=widget)


def _out_field() -> forms.BooleanField:
    widget = forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"})
    return forms.BooleanField(label="Leave this out", required=False, widget=widget)


class EasyReadForm(forms.Form):
    """Beside each field stand hidden copies: what was stored, and of a text also what was drafted.

    A text that says what was drafted isn't stored, so that it goes on following what the team agrees and does.
    """

    title = WordsField(label="What is it called?", max_length=LINE, widget=forms.TextInput())
    hard_words = WordsField(
        label="What other hard words mean",
        help_text="One a line, with what it means: “budget: the money that we can spend”.",
        max_length=HARD_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    checked_with = LineField(
        label="Who checked it with you?",
        help_text="A group of people who use Easy Read. For example: Wrenfield People First.",
        required=False,
        max_length=LINE,
    )
    checked_on = DayField(label="When?", required=False, past=True)

    theirs: tuple[tuple[str, str], ...] = ()

    def __init__(self, data, *, summary: EasyReadSummary, stored: dict[str, str]):
        self.summary, self.stored = summary, stored
        super().__init__(data, initial={**stored, "title": summary.title})
        self.fields |= self.made_later()
        self.initial |= {point.name: point.text for section in summary.sections for point in section.slots}

    @staticmethod
    def made_later(_names: Iterable[str] = ()) -> dict[str, forms.Field]:
        """Every point's box, and whether to leave it out. For teams/kept_words.py too."""
        made: dict[str, forms.Field] = {}
        for place in PLACES:
            for number, name in enumerate(place.names, start=1):
                made[name] = _point_field(f"{place.heading.capitalize()}: point {number}")
                made[f"{name}_out"] = _out_field()
        return made

    @property
    def sections(self) -> list[tuple[Section, list[dict]]]:
        return [(section, self._points(section)) for section in self.summary.sections]

    def _points(self, section: Section) -> list[dict]:
        """What says something, and one empty box more, so that there is always room for another thought."""
        told = [point for point in section.slots if self._says_something(point)]
        empty = [point for point in section.slots if point not in told][:1]
        shown = [point for point in section.slots if point in told or point in empty]
        return [self._shown(point) for point in shown]

    def _shown(self, point: Point) -> dict:
        box = self[point.name]
        text = box.value() or ""
        return {
            "point": point,
            "box": box,
            "out": self[f"{point.name}_out"],
            "checks": check(text, self.summary.explained),
            "rows": max(2, sum(1 + len(line) // LETTERS for line in text.splitlines())),
        }

    def _says_something(self, point: Point) -> bool:
        return bool(point.text or point.is_left_out or self.data.get(point.name))

    @property
    def hidden_copies(self) -> dict[str, str]:
        """As they were sent, or as they are now."""
        if self.is_bound:
            return {
                name: text for name, text in self.data.items() if name.startswith(("initial-", "drafted-"))
            }
        copies = {f"initial-{name}": self.stored.get(name, "") for name in self.fields}
        return copies | {f"drafted-{name}": text for name, text in self._drafted.items()}

    @property
    def _drafted(self) -> dict[str, str]:
        points = {p.name: p.drafted for s in self.summary.sections for p in s.slots}
        return points | {"title": self.summary.drafted_title}

    @property
    def shown(self) -> dict[str, str]:
        """What was stored when the page was drawn."""
        return {name: self.data.get(f"initial-{name}", "").strip() for name in self.fields}

    @property
    def wanted(self) -> dict[str, str]:
        """As it is stored: nothing, where it says what was drafted."""
        return {name: self._wanted(name) for name in self.fields}

    def _wanted(self, name: str) -> str:
        value = self.cleaned_data.get(name) or ""
        if value is True:
            return YES
        drafted = self.data.get(f"drafted-{name}", "").strip()
        return "" if value == drafted else str(value)

    def show_theirs(self, theirs: dict[str, str]) -> None:
        """Each field keeps what was just written; the other's words stand beside it, and saving again decides."""
        self.data = self.data.copy()
        self.theirs = tuple((self[name].label, text) for name, text in theirs.items())
        for name, text in theirs.items():
            self.data[f"initial-{name}"] = text
            self.add_error(name, "Somebody else changed this too. Make one of both, and save again.")


class PointPictureForm(forms.Form):
    """`shown` is what was stored when the page was drawn."""

    NOW, DRAFTED = "now", "drafted"

    picture = forms.CharField(
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "null_characters_not_allowed"], CHOOSE),
    )
    shown = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)

    def clean_picture(self) -> str:
        chosen = self.cleaned_data["picture"]
        if chosen not in {self.NOW, self.DRAFTED, NO_PICTURE} | pictures.codes():
            raise forms.ValidationError(CHOOSE)
        return chosen
