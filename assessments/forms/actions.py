"""Is what a team plans, and what it says came of it, sane?"""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from assessments.forms.fields import DayField, WordsField
from assessments.models import Action
from teams.careful_form import CarefulForm
from teams.fields import LineField
from teams.forms import OnceForm
from teams.models import User

LONGEST = timedelta(days=10 * 365)
WORDS = 3_000  # characters


class ActionForm(CarefulForm):
    """`team`: whose members can lead it. `principles`: of the rubric that it comes from; none, and nobody is asked."""

    what = LineField(
        label="What will you do?",
        help_text="Begin with a verb. For example: Hold the Tuesday meeting after the school run.",
        max_length=300,
        error_messages={"required": "Write what you will do."},
    )
    why = WordsField(label="Why?", help_text="What people said, or what you saw.", max_length=WORDS)
    principle_key = forms.ChoiceField(label="Which part is it about?", required=False)
    lead = forms.ModelChoiceField(
        label="Who leads it?",
        help_text="We remind them by e-mail when it is due.",
        queryset=None,
        required=False,
        empty_label="Somebody who isn’t in this list, or nobody yet",
        error_messages={"invalid_choice": "Choose somebody who is in this team now."},
    )
    lead_name = LineField(
        label="If they aren’t in the list, what is their name?",
        help_text="Ask them first. Who has no account gets no e-mail.",
        max_length=120,
        required=False,
    )
    co_lead = LineField(
        label="Which person with lived experience leads it too?",
        help_text="Ask which name they want to see here. Nobody yet? Leave it empty, and ask somebody.",
        max_length=120,
        required=False,
    )
    due_on = DayField(label="By when?", required=False)
    cost = LineField(
        label="What does it cost?",
        help_text="In your own words. For example: About £300 for travel.",
        max_length=200,
        required=False,
    )
    how_known = LineField(
        label="How will people know that it has happened?",
        help_text="For example: The first meeting at the new time.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args, team, principles=(), **kwargs):
        super().__init__(*args, **kwargs)
        may_lead = Q(memberships__team=team, is_active=True) | Q(pk=self.initial.get("lead"))
        self.fields["lead"].queryset = User.objects.filter(may_lead).distinct()
        self.fields["principle_key"].choices = [("", "None in particular"), *principles]
        if not principles:
            del self.fields["principle_key"]

    def clean_due_on(self):
        chosen, today = self.cleaned_data["due_on"], timezone.localdate()
        if chosen and abs(chosen - today) > LONGEST:
            raise ValidationError("Choose a date in the next 10 years.")
        return chosen

    def clean(self):
        lead, name = self.cleaned_data.get("lead"), self.cleaned_data.get("lead_name")
        if lead and name:
            self.add_error("lead_name", f"You chose {lead} and wrote a name. Keep one of them.")


class PlanActionForm(OnceForm, ActionForm):
    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, team=team, **kwargs)
        self.team = team

    def elsewhere(self):
        return Action.objects.exclude(team=self.team)


class ChangeActionForm(ActionForm):
    stage = forms.ChoiceField(
        label="Where have you got to?",
        choices=[
            (Action.Stage.PLAN, "Plan: we are working out how"),
            (Action.Stage.DO, "Do: we are doing it"),
            (Action.Stage.REVIEW, "Review: we look at how it went, with those it is for"),
            (Action.Stage.ANALYSE, "Analyse: we work out what we learned"),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose where you have got to."),
    )


class NoteForm(forms.Form):
    text = WordsField(
        label="What has happened?",
        help_text="Everybody in the team reads this. Leave out what is somebody else’s to tell.",
        required=True,
        max_length=WORDS,
        error_messages={"required": "Write what has happened."},
    )


class StopForm(forms.Form):
    because = WordsField(
        label="Why do you stop it?",
        help_text="Say it as you would to those who asked for it. They may read it.",
        required=True,
        max_length=WORDS,
        error_messages={"required": "Say why you stop it."},
    )
