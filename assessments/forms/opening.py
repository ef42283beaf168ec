"""Who hears by e-mail that a round is open, and that it closes soon."""

from django import forms

REMINDED = [("", "No"), (1, "1 day before"), (3, "3 days before"), (7, "7 days before")]


class ReminderField(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        given = {
            "label": "Remind the team by e-mail before the round closes?",
            "help_text": (
                "Everybody in the team gets it, since what people answer on their own is never linked to an account. "
                "It goes out once."
            ),
            "widget": forms.RadioSelect,
            "choices": REMINDED,
            "required": False,
            "coerce": int,
            "empty_value": None,
        }
        super().__init__(**given | kwargs)


class OpenForm(forms.Form):
    tell = forms.BooleanField(
        label="Tell the team by e-mail that it is open",
        help_text="Everybody else in the team with an account reads by when, when and where you meet, and whom to ask.",
        required=False,
    )
    remind_days = ReminderField()
