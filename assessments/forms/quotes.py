"""Choosing a quote: the writer's own words, shorter, and without names."""

from django import forms

from assessments.forms.fields import WordsField
from assessments.hints import Hint, find_hints, is_kept_from, plain, take_out
from assessments.models import Quote
from teams.punctuation import quoted

OWN_WORDS = (
    "Keep to the person’s own words. You can leave words out and write … instead, or put words in "
    "[square brackets]. Nothing else can change."
)
READ = "I have read it as somebody who knows these people would."
READ_ALL = "I have read each of them as somebody who knows these people would."
OUTSIDE, STAYS_INSIDE = "outside", "inside"


class ChooseQuoteForm(forms.Form):
    """`original` is the reflection; `shown` what the quote said when the page was opened. What is ticked goes."""

    take_out = forms.MultipleChoiceField(
        label="Take out",
        help_text="A machine found these, and it misses some. Leave ticked what could show who somebody is.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = WordsField(
        label="The quote",
        help_text="You can make it shorter. Write … where you leave words out.",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=True,
        error_messages={"required": "Write the words that you want to quote."},
    )
    shown = WordsField(widget=forms.HiddenInput, max_length=None)
    theirs: tuple[tuple[str, str], ...] = ()

    def __init__(self, data=None, *, original: str, chosen: str, names: list[str]):
        self.original, self.hints = original, find_hints(original, names)
        still_in = [key for key in self._hard if not chosen or key not in plain(chosen)]
        initial = {"text": chosen or original, "shown": chosen, "take_out": still_in}
        super().__init__(data, initial=initial)
        choices = [(key, f"{quoted(hint.text)} ({hint.spoken})") for key, hint in self._hard.items()]
        self.fields["take_out"].choices = choices
        if not choices:
            del self.fields["take_out"]

    @property
    def _hard(self) -> dict[str, Hint]:
        return {plain(hint.text): hint for hint in self.hints if hint.is_hard}

    @property
    def marked(self) -> list[tuple[str, Hint | None]]:
        return mark_hints(self.original, self.hints)

    def clean(self):
        text = self.cleaned_data.get("text")
        if text and not is_kept_from(self.original, text):
            self.add_error("text", OWN_WORDS)
        elif text:
            ticked = [self._hard[key] for key in self.cleaned_data.get("take_out", [])]
            self.cleaned_data["text"] = take_out(text, ticked)

    def show_theirs(self, theirs: str) -> None:
        """Somebody else has changed the quote: their words stand beside what is in the box, and saving counts."""
        self.theirs, self.data = ((self["text"].label, theirs),), self.data.copy()
        self.data["shown"] = theirs


def mark_hints(text: str, hints: tuple[Hint, ...]) -> list[tuple[str, Hint | None]]:
    """The text in pieces, each with the hint that found it."""
    pieces, at = [], 0
    for hint in hints:
        pieces += [(text[at : hint.start], None), (text[hint.start : hint.end], hint)]
        at = hint.end
    return [piece for piece in [*pieces, (text[at:], None)] if piece[0]]


class ReadForm(forms.Form):
    """Somebody says that they have read a quote before they approve it. `shown` is what they have read."""

    read = forms.BooleanField(
        label=READ, error_messages={"required": "Read the quote, and tick that you have read it."}
    )
    shown = WordsField(widget=forms.HiddenInput, required=True, max_length=None)


class DecideForm(forms.Form):
    """A second person decides about any of the quotes that wait for them: `rows` has a question for each."""

    read = forms.BooleanField(
        label=READ_ALL,
        error_messages={"required": "Read what you decide about, and tick that you have read it."},
    )
    CHOICES = [(OUTSIDE, "Yes, it may be read outside"), (STAYS_INSIDE, "No, it stays inside")]

    def __init__(self, data=None, *, waiting: list[Quote]):
        super().__init__(data)
        self.waiting = waiting
        for quote in waiting:
            question = {"choices": self.CHOICES, "widget": forms.RadioSelect, "required": False}
            self.fields[f"decide-{quote.code}"] = forms.ChoiceField(
                label="May it be read outside?", **question
            )

    @property
    def rows(self) -> list[tuple[Quote, forms.BoundField]]:
        return [(quote, self[f"decide-{quote.code}"]) for quote in self.waiting]

    def clean(self):
        if not self.decided():
            self.add_error(None, "Decide about at least one of them, or come back later.")

    def decided(self) -> list[tuple[Quote, str, str]]:
        """Quotes, what is decided of each, and what was shown of it."""
        chosen = [(quote, self.cleaned_data.get(f"decide-{quote.code}")) for quote in self.waiting]
        return [(quote, decision, self._shown(quote)) for quote, decision in chosen if decision]

    def _shown(self, quote: Quote) -> str:
        return WordsField(max_length=None).to_python(self.data.get(f"shown-{quote.code}", ""))

    @property
    def misses_some(self) -> bool:
        """Whether something was decided about a quote that doesn't wait any more."""
        waiting = {f"decide-{quote.code}" for quote in self.waiting}
        return any(name.startswith("decide-") and name not in waiting for name in self.data)
