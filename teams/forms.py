"""Is this input sane? In plain words when it isn't."""

import re

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import model_to_dict

from teams import colours, logos
from teams.careful_form import CarefulForm
from teams.codes import ALPHABET, DIGITS, SIGN_IN_CODE_LENGTH, codes_in, new_code, typed
from teams.contact_form import ContactForm
from teams.contacts import ASKED
from teams.fields import AddressesField, AddressField, LineField, NumberField
from teams.models import FLOOR, MOST_FLOOR, MOST_MONTHS, Invitation, Organisation, Team
from teams.organisation_form import SAFEGUARDING, OrganisationForm


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
        label="Their e-mail addresses",
        help_text="Write or paste one, or many: one a line, or with commas or semicolons between them. "
        "Names beside them, as in Fay Hope &lt;fay@example.org&gt;, are fine.",
    )
    role = forms.ChoiceField(
        label="What will they do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they will do.", "invalid_choice": "Choose one of these."},
    )

    def __init__(self, *args, roles: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles


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


class MailForm(CarefulForm):
    """A box for each kind of e-mail; ticked is wanted. A link in an e-mail may have changed one meanwhile."""

    kinds = forms.MultipleChoiceField(
        label="Write to me when", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, kinds: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list(kinds.items())

    @property
    def were_ticked(self) -> list[str]:
        return self.data.getlist(self["kinds"].html_initial_name)


class TeamForm(CarefulForm):
    name = LineField(
        label="What is the team called?",
        max_length=120,
        error_messages={"required": "Write what the team is called."},
    )


class OnceForm(forms.Form):
    """`code` comes with the empty form, so that sending it twice makes one thing. A code of ours or none."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_code(self):
        code = self.cleaned_data["code"]
        is_code = re.fullmatch(f"[{ALPHABET}]{{8}}", code)
        return code if is_code and not self.elsewhere().filter(code=code).exists() else new_code()

    def elsewhere(self) -> QuerySet:
        """What was made in other places, and isn't this form's to give."""
        raise NotImplementedError


class NewTeamForm(OnceForm, TeamForm):
    facilitates = forms.BooleanField(
        label="I facilitate this team",
        help_text="You plan its rounds and lead them. If it is somebody else, you invite them next.",
        required=False,
    )

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def elsewhere(self):
        return Team.objects.exclude(organisation=self.organisation)


def _whole_number(fewest: int, most: int, *, of: str, **extra) -> NumberField:
    sentence = f"Write how many {of}: a whole number from {fewest} to {most}."
    errors = dict.fromkeys(["required", "invalid", "min_value", "max_value"], sentence)
    return NumberField(min_value=fewest, max_value=most, error_messages=errors, **extra)


class SettingsForm(CarefulForm, OrganisationForm, ContactForm):
    field_order = ["name", *SAFEGUARDING, *ASKED]

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
        initial = model_to_dict(organisation) | {"logo": organisation.logo_token}
        super().__init__(*args, initial=initial, **kwargs)
        if not organisation.logo:
            del self.fields["remove_logo"]
        self.helper = _settings_layout(self.fields)

    def clean_brand_colour(self):
        """Blank, or a colour that can be read on our pages."""
        text = self.cleaned_data["brand_colour"]
        return _readable(text) if text else ""

    def clean_logo(self):
        """The picture drawn anew, as the bytes of a PNG."""
        sent = self["logo"].data  # and not which one is there, as Django has it where none is sent
        try:
            return logos.redraw(sent.read(logos.LIMIT + 1)) if sent else None
        except logos.NotALogo as error:
            raise ValidationError(str(error)) from error


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


COPIES = "{% for copy in form.hidden_copies %}{{ copy }}{% endfor %}"
SUGGESTED = "<p>Each round says whom people can ask. We suggest this person when somebody plans a round.</p>"


def _settings_layout(fields) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    looks = [name for name in ["logo", "remove_logo", "brand_colour"] if name in fields]
    helper.layout = Layout(
        HTML(COPIES),
        "name",
        Fieldset("The person to call about safeguarding", *SAFEGUARDING),
        Fieldset("The person to ask about taking part", HTML(SUGGESTED), *ASKED),
        Fieldset("What people tell us", "floor", "retention_months"),
        Fieldset("How our pages look", *looks),
    )
    return helper
