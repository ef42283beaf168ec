"""Is what somebody writes at the door sane?"""

from django import forms
from django.core.exceptions import ValidationError

from teams.codes import JOIN_CODE_LENGTH, RETURN_CODE_LENGTH, codes_in

NOT_WHOLE = (
    f"This is not a whole code. A round’s code has {JOIN_CODE_LENGTH} letters and numbers. "
    f"A return code has {RETURN_CODE_LENGTH}. Look at it again, letter by letter."
)
WRONG_CODE = (
    "This code doesn’t work now. Look at it again, letter by letter. "
    f"Is it a return code? Then a part is missing: it has {RETURN_CODE_LENGTH} letters and numbers. "
    "Or it may be an old one, or nobody new can join any more. Ask whoever gave it to you."
)
WRONG_RETURN_CODE = (
    "We have no answers for this code. Look at it again, letter by letter. Sheets on which nothing was said are "
    "removed after 30 days. People can erase theirs too. Then write the code of the round, and begin again."
)
SEVERAL_CODES = "There are {} codes here. Write only one of them."
CHANGED = "Choose from this list. It may have changed."


class CodeForm(forms.Form):
    """A round's join code or its link's token, or the return code of a sheet: they differ in length."""

    code = forms.CharField(
        label="Your code",
        help_text="It is on the poster or the paper that you were given. Dashes and capital letters don’t matter.",
        error_messages={"required": "Write your code."},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self):
        """Of a sentence or an address, the code in it."""
        found = codes_in(self.cleaned_data["code"])
        if not found:
            raise ValidationError(NOT_WHOLE)
        if len(found) > 1:
            raise ValidationError(SEVERAL_CODES.format(len(found)))
        return found[0]


def what_is_wrong(code: str) -> str:
    """The same sentence for all codes of one length, so that none can be told from another."""
    return WRONG_RETURN_CODE if len(code) == RETURN_CODE_LENGTH else WRONG_CODE
