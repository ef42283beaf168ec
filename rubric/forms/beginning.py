"""How a rubric begins, and whose it is."""

from django import forms

from rubric.access import organisations_edited_by
from rubric.document.parsing import TITLE
from rubric.forms.fields import WordsField
from rubric.models import RubricVersion
from rubric.reading import has_easy_read
from teams.models import Organisation, User

EVERYBODY, NOTHING = "everybody.", "nothing."  # no slug has a full stop


class OwnerForm(forms.Form):
    owner = forms.ChoiceField(
        label="Who is it for?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose who it is for."),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {each.slug: each for each in organisations_edited_by(user)}
        choices = [(slug, f"Teams in {each}") for slug, each in self.organisations.items()]
        if user.is_site_editor:
            choices.append((EVERYBODY, "Everybody on this site"))
        self.fields["owner"].choices = choices
        if len(choices) == 1:
            self.initial["owner"] = choices[0][0]

    @property
    def organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["owner"])


class BeginForm(OwnerForm):
    title = WordsField(label="What is it called?", name="a title", max_length=TITLE)
    beginning = forms.ChoiceField(
        label="What does it start with?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose what it starts with."),
    )

    field_order = ("title", "beginning", "owner")

    def __init__(self, *args, versions: list[RubricVersion], **kwargs):
        super().__init__(*args, **kwargs)
        self.rubrics = {version.rubric.slug: version.rubric for version in versions}
        copies = [(version.rubric.slug, _called(version)) for version in versions]
        self.fields["beginning"].choices = [(NOTHING, "Nothing: all of it is written new"), *copies]

    @property
    def original(self):
        return self.rubrics.get(self.cleaned_data["beginning"])


def _called(version: RubricVersion) -> str:
    return f"A copy of {version.named}{'' if has_easy_read(version.pk) else ' (not whole in Easy Read yet)'}"


class BringForm(OwnerForm):
    file = forms.FileField(
        label="The file",
        help_text="A text file in YAML, as the app writes it when you download a rubric.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty. Choose another."},
    )

    field_order = ("file", "owner")
