"""A picture is looked for by its English name, and chosen."""

from django import forms

from rubric import pictures

NONE = "none"  # a choice like any other: nobody loses a picture because they left a question open
CHOOSE = "Choose one of these pictures, or “No picture”."


class PictureForm(forms.Form):
    """`shown` is the picture that was there when the page was drawn."""

    picture = forms.CharField(
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "null_characters_not_allowed"], CHOOSE),
    )
    shown = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)

    def clean_picture(self) -> str:
        code = self.cleaned_data["picture"]
        if code != NONE and code not in pictures.codes():
            raise forms.ValidationError(CHOOSE)
        return "" if code == NONE else code
