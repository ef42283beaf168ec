"""Is a new name one?"""

from django import forms

from assessments.models import Round
from teams.careful_form import CarefulForm
from teams.fields import LineField


class RenameRoundForm(CarefulForm):
    title = LineField(
        label="What do you want to call this round?",
        max_length=120,
        error_messages={"required": "Give this round a name."},
    )
    about_name = LineField(
        label="What is the name of what it is about?",
        help_text="Your other rounds about the same thing get this name too.",
        max_length=120,
        error_messages={"required": "Write the name of what this round is about."},
    )

    is_the_same = forms.BooleanField(label="It is the same: put all of these rounds together", required=False)

    def __init__(self, *args, round: Round, **kwargs):
        initial = {"title": round.title, "about_name": round.about_name}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["about_name"].required = bool(round.about_name)

    @property
    def asks_whether_it_is_the_same(self) -> bool:
        """Only once the name that was written is another’s."""
        return bool(self["is_the_same"].errors or self["is_the_same"].value())
