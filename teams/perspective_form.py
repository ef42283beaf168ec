"""Is what an organisation says of a perspective sane?"""

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from teams.careful_form import CarefulForm
from teams.fields import LineField
from teams.sides import SIDES

# Of the picture set, what can stand for people and where they belong, with what it shows.
PICTURES = {
    "1F64B": "Somebody raises a hand",
    "1F9D1-200D-1F91D-200D-1F9D1": "2 people hand in hand",
    "1FAC2": "2 people hug",
    "1FAAA": "A worker’s card",
    "1F9D1-200D-2695-FE0F": "Somebody with a stethoscope",
    "1F9D1-200D-1F4BC": "Somebody with papers",
    "1F3DB": "A town hall",
    "1F3E2": "An office",
    "1F3D8": "Houses",
    "1F3E0": "A home",
    "1F465": "A group",
    "1F9D3": "An older person",
    "1F9D1-200D-1F9BD": "Somebody in a wheelchair",
    "1F91D": "2 hands",
    "1F4E3": "A loudspeaker",
    "1F645": "Somebody says no",
}


class PerspectiveForm(CarefulForm):
    label = LineField(
        label="How people say it",
        max_length=80,
        help_text="In their own words, such as “I work here”.",
        error_messages={"required": "Write how people say it."},
    )
    easy_label = LineField(
        label="How they say it in Easy Read",
        max_length=80,
        help_text="In short words, such as “I get care or support”.",
        error_messages={"required": "Write how people say it in Easy Read."},
    )
    picture = forms.ChoiceField(
        label="Which picture stands beside it in Easy Read?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose a picture."),
    )
    side = forms.ChoiceField(
        label="Which side are they on?",
        help_text=(
            "We ask for the side when we say who was missing, and whose answers are put together; never for the "
            "words above. Once results were shown, it stays."
        ),
        choices=SIDES.items(),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose which side they are on."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["picture"].choices = picture_choices(PICTURES, now=self.initial.get("picture"))


def picture_choices(pictures: dict[str, str], *, now: str | None) -> list[tuple[str, str]]:
    """Each with what it shows. One that the site's administrators chose from elsewhere stays."""
    elsewhere = {now: "The one that is there now"} if now and now not in pictures else {}
    return [(code, _drawn(code, shows)) for code, shows in {**pictures, **elsewhere}.items()]


def _drawn(code: str, shows: str) -> str:
    picture = reverse("picture", args=[code])
    return format_html('<img src="{}" alt="" width="44" height="44" loading="lazy"> {}', picture, shows)
