"""What is said about a version when it is published."""

from django import forms

from rubric.forms.fields import WordsField

LONGEST = 2_000


class SeenForm(forms.Form):
    """`seen` is the draft's own as the editor saw it."""

    seen = forms.CharField(widget=forms.HiddenInput)


class PublishForm(SeenForm):
    """`offered` has the names that the editor was shown as those who suggested something, one on each line."""

    offered = forms.CharField(widget=forms.HiddenInput, required=False)
    note = WordsField(
        label="What changed, and why?",
        help_text="In a sentence or two.",
        name="what changed and why",
        rows=4,
        max_length=LONGEST,
    )
    suggested_by = WordsField(
        label="Who suggested it?",
        help_text="A group or a person: ask people before you write their name. If nobody has, say so.",
        name="who suggested it",
        rows=2,
        max_length=LONGEST,
    )
    checked_with = WordsField(
        label="Who checked the words?",
        help_text="If nobody has, say so. Then people know.",
        name="who checked the words",
        rows=2,
        max_length=LONGEST,
    )
    without_easy_read = forms.BooleanField(
        label="Publish it without Easy Read. Nobody is offered Easy Read of this version.",
        error_messages={"required": "Tick this if you want to publish it without Easy Read."},
    )

    def __init__(self, *args, is_whole: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_whole:
            del self.fields["without_easy_read"]


class AdaptForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label="Which organisation is it for?",
        queryset=None,
        empty_label=None,
        to_field_name="slug",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an organisation.", "invalid_choice": "Choose one of these."},
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.initial["organisation"] = organisations[0]
