"""What somebody says about a text, and what its editors answer."""

from uuid import UUID, uuid4

from django import forms

from rubric.forms.fields import WordsField
from rubric.models import Remark
from teams.careful_form import CarefulForm
from teams.fields import LineField

LONGEST, LONGEST_NAME, LONGEST_ANSWER = 500, 100, 1_000
ASKED = {
    Remark.Kind.SAY: "Write how it should say it.",
    Remark.Kind.WRONG: "Write why it is wrong.",
}


class RemarkForm(forms.Form):
    """`once` names what this page sends, so that a button pressed twice says it once."""

    use_required_attribute = False  # what has to be written depends on what is said

    kind = forms.ChoiceField(
        label="What do you want to say?",
        choices=Remark.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose what you want to say."),
    )
    words = WordsField(
        label="Your words",
        help_text="How should it say it? Or: why is it wrong? You can leave this empty if you don’t understand it.",
        name="it",
        rows=4,
        max_length=LONGEST,
    )
    named = LineField(
        label="If we use your words, how do you want to be named?",
        help_text="Leave this empty if nobody needs to know.",
        max_length=LONGEST_NAME,
        required=False,
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args, is_easy: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_easy:
            words, named = self.fields["words"], self.fields["named"]
            words.help_text = "Write it as you like it. Or write why it is wrong."
            named.label = "May we say that it was you? Write your name here."
            named.help_text = "You can leave this empty."

    def clean(self):
        """Whoever doesn't understand something need not say more."""
        said = super().clean()
        if self.has_error("words", "required"):
            del self.errors["words"]
            said["words"] = ""
            if said.get("kind") in ASKED:
                self.add_error("words", ASKED[said["kind"]])
        return said

    @property
    def name(self) -> UUID | None:
        """None where what came back is no name of ours."""
        try:
            return UUID(self.cleaned_data["once"])
        except ValueError:
            return None

    @property
    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("kind", "words", "named")}


class AnswerForm(CarefulForm):
    reply = WordsField(
        label="Your answer",
        help_text="Whoever has the draft’s link reads it beside these words.",
        name="an answer",
        rows=4,
        max_length=LONGEST_ANSWER,
    )
