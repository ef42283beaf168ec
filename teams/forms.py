"""Is this input sane? In plain words when it isn't."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict

from teams import colours, logos
from teams.codes import DIGITS, SIGN_IN_CODE_LENGTH, codes_in, typed
from teams.fields import AddressesField, AddressField, LineField, NumberField
from teams.models import FLOOR, MOST_FLOOR, MOST_MONTHS, Invitation, Organisation


class SignInForm(RequestLoginCodeForm):
    email = AddressField(
        label="Your e-mail address", error_messages={"required": "Write your e-mail address."}
    )


class CodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label="Your code",
        help_text="8 digits, such as 1234-5678. You can leave out the dash.",
        error_messages={"required": "Write the code from the e-mail."},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        ),
    )

    def clean_code(self):
        """Of the whole e-mail, the code in it."""
        written = self.cleaned_data["code"]
        found = codes_in(written, DIGITS, [SIGN_IN_CODE_LENGTH])
        self.cleaned_data["code"] = found[0] if len(found) == 1 else typed(written, DIGITS)
        return super().clean_code()


class InviteForm(forms.Form):
    email = AddressesField(
        label="Their e-mail address", help_text="You can write several, each on a line of its own."
    )
    role = forms.ChoiceField(
        label="What will they do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they will do.", "invalid_choice": "Choose one of these."},
    )

    def __init__(self, *args, roles: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles

    def what_was_sent(self) -> str:
        *others, last = self.cleaned_data["email"]
        if not others:
            return f"We’ve sent an invitation to {last}."
        return f"We’ve sent invitations to {', '.join(others)} and {last}."


TEAM_ROLES = [
    (Invitation.Role.MEMBER, "Member: talks and fills in the sheets with the team"),
    (Invitation.Role.FACILITATOR, "Facilitator: also starts rounds, leads them and invites people"),
]
ORGANISATION_ROLES = [
    (Invitation.Role.ADMIN, "Organisation admin: makes teams, invites people and changes the settings"),
    (Invitation.Role.RUBRIC_EDITOR, "Rubric editor: changes the wording of the organisation’s own rubrics"),
]


class JoinForm(forms.Form):
    name = LineField(
        label="Your name",
        max_length=100,
        required=False,
        help_text="As the people you work with know you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class TeamForm(forms.Form):
    name = LineField(
        label="What is the team called?",
        max_length=120,
        error_messages={"required": "Write what the team is called."},
    )


def _whole_number(fewest: int, most: int, *, of: str, **extra) -> NumberField:
    sentence = f"Write how many {of}: a whole number from {fewest} to {most}."
    errors = dict.fromkeys(["required", "invalid", "min_value", "max_value"], sentence)
    return NumberField(min_value=fewest, max_value=most, error_messages=errors, **extra)


class SettingsForm(forms.Form):
    name = LineField(
        label="What is the organisation called?",
        max_length=120,
        error_messages={"required": "Write what the organisation is called."},
    )
    safeguarding_name = LineField(
        label="Who is it?",
        max_length=120,
        required=False,
        help_text="A person or a team. It completes “Call 999, or …”.",
    )
    safeguarding_phone = LineField(label="What is their phone number?", max_length=40, required=False)
    floor = _whole_number(
        FLOOR,
        MOST_FLOOR,
        of="people",
        label="How many people must have answered before we show what they said?",
        help_text=(
            f"{FLOOR} or more. With a higher number it is harder to guess who said what, and less is shown. "
            "Open rounds take a higher number until they have shown something. A lower one is for new rounds."
        ),
    )
    retention_months = _whole_number(
        1,
        MOST_MONTHS,
        of="months",
        label="How many months do we keep people’s own words after a round closes?",
        help_text=(
            f"From 1 to {MOST_MONTHS}. Then words that aren’t quoted in a report are erased. "
            "What the team agreed stays. Fewer months hold for all rounds, more months only for rounds that open later."
        ),
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="A PNG or JPEG file, up to 1 MB.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"empty": "This file is empty. Choose a PNG or JPEG file."},
    )
    remove_logo = forms.BooleanField(label="Take away the logo that is there now", required=False)
    brand_colour = LineField(
        label="Colour of buttons and links",
        max_length=20,
        required=False,
        help_text="Such as #5b2a5e. Leave it empty for our plum.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
    )

    def __init__(self, *args, organisation: Organisation, **kwargs):
        initial = model_to_dict(organisation, exclude=["logo"])
        super().__init__(*args, initial=initial, **kwargs)
        if not organisation.logo:
            del self.fields["remove_logo"]
        self.helper = _settings_layout(self.fields)

    def clean_safeguarding_phone(self):
        phone = self.cleaned_data["safeguarding_phone"]
        if phone and sum(character.isdigit() for character in phone) < 3:
            raise ValidationError("Write a phone number, such as 01632 960 123.")
        return phone

    def clean_brand_colour(self):
        """Blank, or a colour that can be read on our pages."""
        text = self.cleaned_data["brand_colour"]
        return _readable(text) if text else ""

    def clean_logo(self):
        """The picture drawn anew, as the bytes of a PNG."""
        sent = self.cleaned_data["logo"]
        try:
            return logos.redraw(sent.read(logos.LIMIT + 1)) if sent else None
        except logos.NotALogo as error:
            raise ValidationError(str(error)) from error

    def clean(self):
        """A name without a number helps nobody, nor the other way round."""
        values = super().clean()
        name, phone = values.get("safeguarding_name"), values.get("safeguarding_phone")
        if name and phone == "":
            self.add_error("safeguarding_phone", "Write their phone number too.")
        if phone and name == "":
            self.add_error("safeguarding_name", "Write who answers this number.")
        return values


def _readable(text: str) -> str:
    try:
        colour = colours.parse(text)
    except ValueError as error:
        message = "Write the colour as # and six digits or letters from a to f, such as #5b2a5e."
        raise ValidationError(message) from error
    if not colours.is_readable(colour):
        darker = colours.readable_shade(colour)
        raise ValidationError(
            f"Words in {colour} are hard to read on our pages. Try {darker}: the same colour, but darker."
        )
    return colour


def _settings_layout(fields) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    safeguarding = ["safeguarding_name", "safeguarding_phone"]
    looks = [name for name in ["logo", "remove_logo", "brand_colour"] if name in fields]
    helper.layout = Layout(
        "name",
        Fieldset("The person to call about safeguarding", *safeguarding),
        Fieldset("What people tell us", "floor", "retention_months"),
        Fieldset("How our pages look", *looks),
    )
    return helper
