"""Is what somebody typed from a paper sheet sane? It has the answers that every sheet of one’s own has."""

from dataclasses import dataclass

from django import forms
from django.utils.crypto import get_random_string

from assessments.forms.fields import WordsField
from assessments.forms.joining import CHANGED
from assessments.models import Reflection, Sheet
from assessments.part import Part, Row, Sharing, statements
from assessments.placing import ActivityPart, steps_of
from assessments.said import NOTHING, Saying
from assessments.services.type_in import TypedPart
from teams.fields import LineField
from teams.punctuation import quoted

NAMES = (
    "left-out",
    "nothing",
    "may-read",
    "may-quote",
    "words",
)  # of each part's fields
UNSAID = ("unsaid", "They didn’t say")
NOTHING_TICKED = ("nothing", "They ticked nothing, so only they can read it")
QUOTING = [
    (UNQUOTED := "no", "No, or they ticked nothing"),
    ("inside", "Yes, inside the organisation"),
    (OUTSIDE := "outside", "Yes, for everybody"),
]
EMPTY = (
    "Nothing is typed in for {part}. Tick “They left this part out”, or “They read it and ticked nothing”."
)
BOTH = "You typed answers for {part}, and also ticked that there are none. Take one of the two away."
TWO_BOXES = "Two boxes are marked for one thing in {part}. Choose the one that they mean, or “Left empty”."
NONE = "They left every part out. Then there is nothing to keep."


@dataclass(frozen=True)
class PaperPart:
    """A part as the page shows it: its statements or questions in the order of the paper, and the form's own fields
    for the rest."""

    key: str
    title: str
    statements: list
    steps: list
    left_out: forms.BoundField
    nothing: forms.BoundField
    may_read: forms.BoundField
    may_quote: forms.BoundField
    words: forms.BoundField


class PaperForm(forms.Form):
    """About somebody who may have left a question out. `nonce` comes with the empty page, so that pressing twice keeps
    one sheet."""

    perspective = forms.ChoiceField(
        label="How do they take part?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose how they take part."),
    )
    how = forms.ChoiceField(
        label="Did somebody help them?",
        widget=forms.RadioSelect,
        choices=[*Sheet.How.choices, UNSAID],
        error_messages={"required": "Choose whether somebody helped them.", "invalid_choice": CHANGED},
    )
    first_name = LineField(
        label="Their first name", max_length=60, error_messages={"required": "Write their first name."}
    )
    nonce = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, document, placed, perspectives, in_the_open=False, **kwargs):
        super().__init__(*args, initial={"nonce": get_random_string(22)}, **kwargs)
        self.perspectives = {str(row.pk): row for row in perspectives}
        labels = [(pk, row.label) for pk, row in self.perspectives.items()]
        self.fields["perspective"].choices = [*labels, UNSAID]
        if not in_the_open:
            del self.fields["first_name"]
        ticked = [Part(document, one, number) for number, one in enumerate(document.principles, start=1)]
        self.parts = [*ticked, *placed]
        for part in self.parts:
            self._add_part(part)

    def clean_perspective(self):
        return self.perspectives.get(self.cleaned_data["perspective"])

    def clean_how(self):
        how = self.cleaned_data["how"]
        return "" if how == UNSAID[0] else how

    @staticmethod
    def made_later(names: list[str]) -> dict[str, forms.Field]:
        """For teams/kept_words.py: each part's words, in the order in which they were sent."""
        words = [name for name in names if name.startswith("words-")]
        return {
            name: WordsField(label=f"What they wrote in part {number}")
            for number, name in enumerate(words, start=1)
        }

    def _add_part(self, part: Part | ActivityPart):
        """Nothing chosen on paper is only for them, as it is on a screen."""
        key = part.field
        readers = [NOTHING_TICKED, *Reflection.MayRead.choices]
        self.fields |= {
            f"left-out-{key}": _tick("They left this part out"),
            f"nothing-{key}": _tick("They read it and ticked nothing"),
            f"words-{key}": WordsField(
                label=f"{part.number}. {part.prompt}",
                help_text="If they chose that only they can read this, leave it out.",
            ),
            f"may-read-{key}": forms.ChoiceField(
                label=f"Who may read what they wrote in part {part.number}?",
                choices=readers,
                widget=forms.RadioSelect,
                initial=NOTHING_TICKED[0],
                error_messages={"required": "Choose who may read it."},
            ),
            f"may-quote-{key}": forms.ChoiceField(
                label=f"May we quote what they wrote in part {part.number}?",
                help_text="It counts where people in this round may read it.",
                choices=QUOTING,
                widget=forms.RadioSelect,
                initial=UNQUOTED,
                error_messages={"required": "Choose whether we may quote it."},
            ),
        }

    @property
    def asks_where(self) -> bool:
        return any(isinstance(part, ActivityPart) for part in self.parts)

    def shown_parts(self) -> list[PaperPart]:
        return [
            PaperPart(
                key=part.field,
                title=part.name,
                **self._asked(part),
                **{name.replace("-", "_"): self[f"{name}-{part.field}"] for name in NAMES},
            )
            for part in self.parts
        ]

    def _asked(self, part: Part | ActivityPart) -> dict[str, list[dict]]:
        if isinstance(part, Part):
            return {"statements": statements(part, self.marks(part)), "steps": []}
        return {"statements": [], "steps": self.steps(part)}

    def steps(self, part: ActivityPart) -> list[dict]:
        """Each with the name of its field."""
        steps = zip(part.rows, steps_of(part, self.marks(part)), strict=True)
        return [step | {"field": part.answer(row)} for row, step in steps]

    def said(self, part: Part | ActivityPart) -> list[tuple[Row, Saying]]:
        typed = ((row, self.data.get(part.answer(row))) for row in part.rows)
        return [(row, row.sayings.spelt.get(answer, NOTHING)) for row, answer in typed]

    def marks(self, part: Part | ActivityPart) -> str:
        return "".join(said.mark for _, said in self.said(part))

    def values(self, part: Part | ActivityPart) -> list[tuple[dict[str, int], int]]:
        return [(row.where, said.stored) for row, said in self.said(part) if said != NOTHING]

    def clean(self):
        self.typed = [self._typed(part) for part in self.parts]
        if not self.errors and not any(part.finished for part in self.typed):
            self.add_error(f"left-out-{self.parts[0].field}", NONE)

    def _typed(self, part: Part | ActivityPart) -> TypedPart:
        """Anything on it makes a part finished. Of an empty one the paper alone can tell."""
        key, said = part.field, self.cleaned_data
        values = self.values(part)
        text, left_out, nothing = (said.get(f"{name}-{key}", "") for name in ("words", "left-out", "nothing"))
        if not values and not text and left_out == nothing and not self.has_error(f"words-{key}"):
            self.add_error(f"left-out-{key}", EMPTY.format(part=quoted(part.name)))
        if (values and (left_out or nothing)) or (text and left_out):
            self.add_error(f"left-out-{key}", BOTH.format(part=quoted(part.name)))
        if any(self._is_marked_twice(part.answer(row)) for row in part.rows):
            self.add_error(f"left-out-{key}", TWO_BOXES.format(part=quoted(part.name)))
        return TypedPart(part.owner, values, text, self._sharing(key), finished=not left_out)

    def _is_marked_twice(self, name: str) -> bool:
        """No browser sends that; whoever types paper in by a program of theirs may."""
        return len(set(self.data.getlist(name))) > 1

    def _sharing(self, key: str) -> Sharing:
        """Only words that others may read can be quoted, as on a screen."""
        may_read, quoting = (self.cleaned_data.get(f"{name}-{key}", "") for name in ("may-read", "may-quote"))
        if may_read != Reflection.MayRead.ROUND:
            return Sharing("" if may_read == NOTHING_TICKED[0] else may_read)
        return Sharing(may_read, quoting != UNQUOTED, quoting == OUTSIDE)

    @property
    def about(self) -> dict:
        """The sheet's own columns."""
        names = ("perspective", "how", "first_name")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def renew(self) -> None:
        """The same answers as another page: pressing again keeps another sheet."""
        self.data = self.data.copy()
        self.data["nonce"] = get_random_string(22)


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)
