"""What people are told came of it: each entry in two wordings."""

from django import forms

from assessments.forms.fields import WordsField
from teams.careful_form import CarefulForm
from teams.fields import LineField

WORDS = 3_000  # characters, as an action's words and notes, of which entries are drafted
EASY = "One idea a sentence, at most 15 words."


def words(label: str, help_text: str = "") -> WordsField:
    widget = forms.Textarea(attrs={"rows": 3})
    return WordsField(label=label, help_text=help_text, max_length=WORDS, widget=widget)


class EntryForm(CarefulForm):
    you_said = words(
        "You said", "What people told you. Leave out names, and what only one person can have said."
    )
    we_did = words("We did", "What is different now.")
    we_will = words("We will", "What is still to come, and by when.")
    we_couldnt = words("We couldn’t, because", "Say it straight. People would rather know.")
    easy_you_said = words("You said, in Easy Read", EASY)
    easy_we_did = words("We did, in Easy Read", EASY)
    easy_we_will = words("We will, in Easy Read", EASY)
    easy_we_couldnt = words("We couldn’t, because, in Easy Read", EASY)

    def clean(self):
        wanted = self.cleaned_data
        if not self.errors and not any(
            wanted[name] for name in ("you_said", "we_did", "we_will", "we_couldnt")
        ):
            self.add_error(
                "you_said", "Write what people said, what you did or will do, or why you couldn’t."
            )


class PublishForm(CarefulForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    answer_back = LineField(
        label="How can people answer back?",
        help_text="A place, a time, a phone number: something that works without an account. "
        "For example: Come to the Tuesday group, or ask Alice at the front desk.",
        max_length=300,
        error_messages={"required": "Say how people can answer back."},
    )
    easy_answer_back = LineField(
        label="The same in Easy Read", help_text=EASY, max_length=300, required=False
    )

    def look_at(self, revision: int) -> None:
        """What is shown beside it is what will be published."""
        self.data = self.data.copy()
        self.data["revision"] = revision
