"""What somebody typed into a form that we couldn't take, beside the labels it had: nothing is lost on the way."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.forms.forms import BaseForm
from django.forms.utils import pretty_name
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.http import url_has_allowed_host_and_scheme

from teams.forms_of_views import forms_of

REFLECTION = "What you wrote about this part"
UNKNOWN = "What you wrote"
SECRETS = re.compile(
    r"csrfmiddlewaretoken|.*(password|token|secret|otp)\d*|(return_|join_)?code", re.IGNORECASE
)
TYPED = {"text", "email", "number", "url", "tel", "search", "date", "time", "datetime-local"}
ROW = re.compile(r"[\w-]+?-(\d+)-(\w+)")  # of a formset
# What our pages put in themselves, or offer to choose from: tests/test_kept_words.py finds them in the templates.
NOT_TYPED = re.compile(
    r"(answer|not-sure|initial)(-.*)?|_.*|.*_FORMS|shown|revision|fingerprint|instead_of|sheet_mark|sharing_shown|next|then"
    r"|save|open|step|change|decide|read|start|move|again|asked|wording|may_read|may_quote|may_quote_outside|level|picture"
    r"|person|role|perspectives?|principle|how|team|to|seen|number|place|taken|take|leave"
    r"|drafted-.*|(left-out|nothing|may-read|may-quote|may-quote-outside|decide|shown|taken)-.*"
)


@dataclass(frozen=True)
class Words:
    label: str
    text: str


def written(request: HttpRequest) -> list[Words]:
    """Every text that was typed. Never a secret, a choice, or what the page held without being seen."""
    fields, form = Fields(request), sent(request)
    return [
        Words(fields.label(name), value)
        for name, values in form.lists()
        if fields.is_typed(name)
        for value in values
        if value.strip() and not _is_as_shown(form, name, value)
    ]


def _is_as_shown(form: QueryDict, name: str, value: str) -> bool:
    """Some forms send along what a field held when it was shown, or what we had drafted for it."""
    shown = [form[each] for each in (f"initial-{name}", f"drafted-{name}") if each in form]
    return value.split() in [text.split() for text in shown]


def sent(request: HttpRequest) -> QueryDict:
    """The form as it was sent; nothing of it, if it can't be read."""
    try:
        return request.POST if request.method == "POST" else QueryDict()
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return QueryDict()


def all_sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Whatever it takes to send it once more, but for the token and files."""
    pairs = [(name, value) for name, values in sent(request).lists() for value in values]
    return [(name, value) for name, value in pairs if name != "csrfmiddlewaretoken"]


def may_be_sent_again(request: HttpRequest) -> bool:
    """Only what one of our own pages sent: its token was right, or the browser says where it came from."""
    if getattr(request, "csrf_processing_done", False):
        return True
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in ours


def page_before(request: HttpRequest) -> str:
    """The page that the form stood on, or else its own address: where to go on."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if url_has_allowed_host_and_scheme(came_from.geturl(), {request.get_host()}) and came_from.netloc:
        return came_from._replace(scheme="", netloc="", fragment="").geturl()
    return request.get_full_path()


def kept(request: HttpRequest) -> dict:
    """For components/_kept_words.html, where a form couldn't be taken."""
    return (
        {"written": written(request), "page_before": page_before(request)} if request.method == "POST" else {}
    )


class Fields:
    """The fields that a form may have had. Of several forms with such a field, the one most like what was sent."""

    def __init__(self, request: HttpRequest):
        names = list(sent(request))
        self.fields: dict[str, forms.Field] = {}
        likely = sorted(forms_of(request.resolver_match), key=lambda form: -_likeness(form, names))
        for form in reversed(likely):
            self.fields |= form.base_fields | _made_later(form, names)
        self.fields |= _admin_fields(request)
        self.is_admin = bool(_admin_fields(request))

    def is_typed(self, name: str) -> bool:
        known = self._field(name)
        if SECRETS.fullmatch(name):
            return False
        if known is None:
            return not (self.is_admin or NOT_TYPED.fullmatch(name))
        return isinstance(known.widget, forms.Textarea) or getattr(known.widget, "input_type", "") in TYPED

    def label(self, name: str) -> str:
        if name == "reflection":
            return REFLECTION
        field = self._field(name)
        if field is None:
            return UNKNOWN
        label = str(field.label or pretty_name(_name(name)))
        return label if name in self.fields else f"{label} ({_row(name)})"

    def _field(self, name: str) -> forms.Field | None:
        return self.fields.get(name) or self.fields.get(_name(name))


def _name(name: str) -> str:
    """Without the prefix of its row in a formset."""
    row = ROW.fullmatch(name)
    return row[2] if row else name


def _row(name: str) -> int:
    return int(ROW.fullmatch(name)[1]) + 1


def _likeness(form: type[BaseForm], names: list[str]) -> int:
    return 2 * len({_name(name) for name in names} & form.base_fields.keys()) - len(form.base_fields)


def _made_later(form: type[BaseForm], names: list[str]) -> dict[str, forms.Field]:
    """Fields that a form makes when it is drawn, as far as their names tell: it has a function that says so."""
    return form.made_later(names) if hasattr(form, "made_later") else {}


def _admin_fields(request: HttpRequest) -> dict[str, forms.Field]:
    admin = getattr(request.resolver_match and request.resolver_match.func, "model_admin", None)
    found = {field.name: field.formfield() for field in admin.model._meta.fields} if admin else {}
    return {name: field for name, field in found.items() if field}
