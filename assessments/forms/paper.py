"""Is what somebody typed from a paper sheet sane? Statements are plain check boxes, as on every sheet."""

from dataclasses import dataclass

from django import forms
from django.utils.crypto import get_random_string

from assessments.forms.fields import WordsField
from assessments.forms.joining import JoinForm
from assessments.models import Answer, Reflection, Sheet
from assessments.part import NOT_SURE, NOTHING, TICKED, Part, Sharing, cards, prompt, title
from assessments.services.paper import TypedPart
from teams.fields import LineField
from teams.punctuation import quoted

NAMES = (
    "left-out",
    "nothing",
    "may-read",
    "may-quote",
    "may-quote-outside",
    "words",
)  # of each part's fields
STANDARD = Sheet.Wording.STANDARD
UNSAID = ("unsaid", "They didn’t say")
NOTHING_TICKED = ("nothing", "They ticked nothing, so only they can read it")
EMPTY = (
    "Nothing is typed in for {part}. Tick “They left this part out”, or “They read it and ticked nothing”."
)
BOTH = "You typed answers for {part}, and also ticked that there are none. Take one of the two away."
NONE = "They left every part out. Then there is nothing to keep."


@dataclass(frozen=True)
class PaperPart:
    """A part as the page shows it: its statements by level, and the form's own fields for the rest."""

    key: str
    title: str
    cards: list
    left_out: forms.BoundField
    nothing: forms.BoundField
    may_read: forms.BoundField
    may_quote: forms.BoundField
    may_quote_outside: forms.BoundField
    words: forms.BoundField


class PaperForm(JoinForm):
    """`nonce` comes with the empty page, so that pressing twice keeps one sheet."""

    nonce = forms.CharField(widget=forms.HiddenInput, max_length=40)
    first_name = LineField(
        label="Their first name", max_length=60, error_messages={"required": "Write their first name."}
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, initial={"nonce": get_random_string(22)}, **kwargs)
        self.parts = [Part(document, one, number) for number, one in enumerate(document.principles, start=1)]
        self._reword()
        for part in self.parts:
            self._add_part(part)

    def _reword(self):
        """About somebody else, who may have left a question out."""
        del self.fields["wording"]
        perspective, how = self.fields["perspective"], self.fields["how"]
        self.perspectives = {str(row.pk): row for row in perspective.queryset}
        labels = [(pk, row.label) for pk, row in self.perspectives.items()]
        self.fields["perspective"] = forms.ChoiceField(
            label="How do they take part?",
            choices=[*labels, UNSAID],
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose how they take part."),
        )
        how.label, how.choices = "Did somebody help them?", [*how.choices, UNSAID]
        how.error_messages["required"] = "Choose whether somebody helped them."

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

    def _add_part(self, part: Part):
        """Nothing chosen on paper is only for them, as it is on a screen."""
        key = part.principle.key
        readers = [NOTHING_TICKED, *Reflection.MayRead.choices]
        self.fields |= {
            f"left-out-{key}": _tick("They left this part out"),
            f"nothing-{key}": _tick("They read it and ticked nothing"),
            f"words-{key}": WordsField(
                label=f"{part.number}. {prompt(part.principle, STANDARD)}",
                help_text="If they chose that only they can read this, leave it out.",
            ),
            f"may-read-{key}": forms.ChoiceField(
                label=f"Who may read what they wrote in part {part.number}?",
                choices=readers,
                widget=forms.RadioSelect,
                initial=NOTHING_TICKED[0],
                error_messages={"required": "Choose who may read it."},
            ),
            f"may-quote-{key}": _tick("They let us quote it in the report"),
            f"may-quote-outside-{key}": _tick("They let us quote it outside the organisation too"),
        }

    def shown_parts(self) -> list[PaperPart]:
        return [
            PaperPart(
                key=part.principle.key,
                title=title(part.principle, STANDARD),
                cards=cards(part, self._marks(part), STANDARD),
                **{name.replace("-", "_"): self[f"{name}-{part.principle.key}"] for name in NAMES},
            )
            for part in self.parts
        ]

    def _marks(self, part: Part) -> str:
        """Without JavaScript both boxes can be ticked: then the doubt counts."""
        marks = []
        for statement in part.principle.statements:
            unsure, ticked = f"not-sure-{statement.key}" in self.data, f"answer-{statement.key}" in self.data
            marks.append(NOT_SURE if unsure else TICKED if ticked else NOTHING)
        return "".join(marks)

    def clean(self):
        self.typed = [self._typed(part) for part in self.parts]
        if not self.errors and not any(part.finished for part in self.typed):
            self.add_error(f"left-out-{self.parts[0].principle.key}", NONE)

    def _typed(self, part: Part) -> TypedPart:
        """Anything on it makes a part finished. Of an empty one the paper alone can tell."""
        key, said = part.principle.key, self.cleaned_data
        pairs = zip(part.principle.statements, self._marks(part), strict=True)
        values = {s.id: Answer.Value(int(mark)) for s, mark in pairs if mark != NOTHING}
        text, left_out, nothing = (said.get(f"{name}-{key}", "") for name in ("words", "left-out", "nothing"))
        if not values and not text and left_out == nothing and not self.has_error(f"words-{key}"):
            self.add_error(f"left-out-{key}", EMPTY.format(part=quoted(title(part.principle, STANDARD))))
        if (values and (left_out or nothing)) or (text and left_out):
            self.add_error(f"left-out-{key}", BOTH.format(part=quoted(title(part.principle, STANDARD))))
        return TypedPart(part.principle.id, values, text, self._sharing(key), finished=not left_out)

    def _sharing(self, key: str) -> Sharing:
        """Whoever may be quoted outside may be quoted inside too."""
        may_read, inside, outside = (
            self.cleaned_data.get(f"{name}-{key}", "")
            for name in ("may-read", "may-quote", "may-quote-outside")
        )
        may_read = "" if may_read == NOTHING_TICKED[0] else may_read
        return Sharing(may_read, bool(inside or outside), bool(outside))

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
