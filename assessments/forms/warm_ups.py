"""Is a warm-up sane?"""

from django import forms

from assessments.forms.fields import WordsField
from assessments.forms.session_formats import MOST_MINUTES, number
from teams.careful_form import CarefulForm
from teams.fields import LineField
from teams.perspective_form import picture_choices

# Of the picture set, what can stand for beginning together, with what it shows.
PICTURES = {
    "1F3F7": "A label",
    "1F44B": "A hand that waves",
    "23F3": "An hourglass",
    "1F9D1-200D-1F37C": "Somebody feeds a baby",
    "1F4AC": "A speech bubble",
    "1F465": "A group",
    "1F91D": "2 hands",
    "2615": "A hot drink",
    "1F5BC": "A picture in a frame",
    "1F3B5": "Music",
    "1F9E9": "A piece of a puzzle",
    "2600": "The sun",
}
MOST = 600  # characters: a slide has room for them


def words(label: str, help_text: str = "", missing: str = "") -> WordsField:
    return WordsField(
        label=label,
        help_text=help_text,
        max_length=MOST,
        required=bool(missing),
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class WarmUpForm(CarefulForm):
    title = LineField(
        label="What is it called?", max_length=120, error_messages={"required": "Write what it is called."}
    )
    easy_read_title = LineField(
        label="What is it called in Easy Read?",
        max_length=120,
        error_messages={"required": "Write what it is called in Easy Read."},
    )
    minutes = number("How many minutes does it take?", MOST_MINUTES, "Write how many minutes it takes.")
    do = words("What do people do?", "Everybody sees this on a slide.", "Write what people do.")
    easy_read = words(
        "What do people do, in Easy Read?",
        "One thing a sentence, in short words. It stands on the same slide.",
        "Write what people do in Easy Read too.",
    )
    gentler = words(
        "Another way, which is gentler",
        "For when the first way might hurt somebody, or show too much of them. It is just as good.",
    )
    easy_read_gentler = words("The gentler way, in Easy Read")
    listen_for = words("What do you listen for?", "For whoever leads, on their plan. It is on no slide.")
    easy_read_listen_for = words("What do you listen for, in Easy Read?")
    idea_from = LineField(
        label="Whose idea is it?",
        max_length=200,
        required=False,
        help_text="It is printed with it. Leave it empty if it is your own.",
    )
    picture = forms.ChoiceField(
        label="Which picture stands beside it?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose a picture."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["picture"].choices = picture_choices(PICTURES, now=self.initial.get("picture"))

    def clean(self):
        for name in ("gentler", "listen_for"):
            easily = f"easy_read_{name}"
            if self.cleaned_data.get(name) and self.cleaned_data.get(easily) == "":
                self.add_error(easily, "Write this in Easy Read too.")
