"""Choosing a quote: the writer's own words, shorter, and without names."""

from django import forms

from assessments.forms.fields import WordsField
from assessments.hints import Hint, find_hints, is_kept_from, take_out
from teams.punctuation import quoted

OWN_WORDS = (
    "Keep to the person’s own words. You can leave words out and write … instead, or put words in "
    "[square brackets]. Nothing else can change."
)
READ = "I have read it as somebody who knows these people would."


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

    def __init__(self, data=None, *, original: str, chosen: str, names: list[str]):
        self.original, self.hints = original, find_hints(original, names)
        self.theirs: str | None = None
        still_in = [key for key in self._hard if not chosen or key not in chosen.casefold()]
        initial = {"text": chosen or original, "shown": chosen, "take_out": still_in}
        super().__init__(data, initial=initial)
        choices = [(key, f"{quoted(hint.text)} ({hint.spoken})") for key, hint in self._hard.items()]
        self.fields["take_out"].choices = choices
        if not choices:
            del self.fields["take_out"]

    @property
    def _hard(self) -> dict[str, Hint]:
        return {hint.text.casefold(): hint for hint in self.hints if hint.is_hard}

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
        self.theirs, self.data = theirs, self.data.copy()
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
