"""A form that two people may have open at once: it saves differences only, and keeps both people's words."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format

from teams.meanwhile import as_rows, as_text
from teams.punctuation import sentence

THEIRS = "Somebody else changed this too. Look at both, and save what it should be."
THEIR_FILE = "Somebody else changed this too. If you want yours, choose it again, and save again."


class CarefulForm(forms.Form):
    """Each visible field comes with a hidden copy of what it was shown with. `initial` is what is stored now."""

    theirs: tuple[tuple[str, str], ...] = ()
    # With the page before, where the form is drawn anew to be written on.
    sent_before: QueryDict | None = None

    def full_clean(self) -> None:
        """All that it will say is judged together: what this person changed, and what others have saved since."""
        if self.is_bound:
            self._follow_others()
        super().full_clean()

    def _follow_others(self) -> None:
        """A field that was left as it was shown says what is stored now."""
        fields = [bound for bound in self.visible_fields() if bound.name in self.initial]
        now = {bound: as_text(bound.initial) for bound in fields if self._is_left(bound)}
        older = {bound: text for bound, text in now.items() if text != self.data[bound.html_initial_name]}
        if older:
            self.data = self.data.copy()
        for bound, text in older.items():
            self.data[bound.html_name] = self.data[bound.html_initial_name] = text

    def _is_left(self, bound: forms.BoundField) -> bool:
        copy = self.data.get(bound.html_initial_name)
        if copy is None or isinstance(bound.field, forms.MultipleChoiceField):
            return False
        try:
            return bound.data == copy or not bound.field.has_changed(bound.field.to_python(copy), bound.data)
        except ValidationError:
            return False

    @property
    def hidden_copies(self) -> list[str]:
        return [self._hidden_copy(bound) for bound in self.visible_fields()]

    def _hidden_copy(self, bound: forms.BoundField) -> str:
        """Django's own (show_hidden_initial) come with every field too, and refer to its hint."""
        name, widget = bound.html_initial_name, bound.field.hidden_widget()
        if self._sent is not None:
            return widget.render(name, widget.value_from_datadict(self._sent, self.files, name))
        value = bound.value()
        return widget.render(name, value if isinstance(value, list) else as_text(value))

    @property
    def _sent(self) -> QueryDict | None:
        return self.data if self.is_bound else self.sent_before

    @property
    def shown(self) -> dict[str, str]:
        """What each field was shown with, as far as the page says so. One that it lacks was shown with nothing."""
        sent = {bound.name: self._shown_with(bound) for bound in self.visible_fields()}
        return {name: text.strip() for name, text in sent.items() if text is not None}

    def _shown_with(self, bound: forms.BoundField) -> str | None:
        return self.data.get(bound.html_initial_name, None if bound.html_name in self.data else "")

    def show_theirs(self, theirs: dict[str, str]) -> None:
        """Each field keeps what was just written; the other's words stand beside it, and saving again decides."""
        self.data = self.data.copy()
        theirs = {name: theirs[name] for name in sorted(theirs, key=[*self.fields].index)}  # as on the page
        self.theirs = tuple((self[name].label, self._as_read(name, text)) for name, text in theirs.items())
        for name, text in theirs.items():
            self.data[self[name].html_initial_name] = as_text(text)
            self.add_error(name, THEIR_FILE if self._is_file(name) else THEIRS)

    def _as_read(self, name: str, text: str) -> str:
        """Of a choice, its label; of a box, whether it is ticked; of a date, what people write."""
        field = self.fields[name]
        if text and self._is_file(name):
            return "Another picture"
        if isinstance(field, forms.BooleanField):
            return "Ticked" if text == str(True) else "Not ticked"
        if text and isinstance(field, forms.DateField):
            return date_format(date.fromisoformat(text))
        choices = getattr(field, "choices", ())
        return str({str(key): label for key, label in choices}.get(text, text))

    def _is_file(self, name: str) -> bool:
        return isinstance(self.fields[name], forms.FileField)


class CarefulListForm(CarefulForm):
    """Beside its fields stand rows of a list, of which one hidden copy holds all. `stored` are those that are stored
    now, and `tell` says them in words."""

    rows = rows_label = ""
    tell: Callable[[list[dict]], str]

    def __init__(self, *args, stored: list[dict], **more):
        super().__init__(*args, **more)
        self.stored = as_text(stored)

    @property
    def hidden_copies(self) -> list[str]:
        return [*super().hidden_copies, forms.HiddenInput().render(self._rows_copy, self._rows_shown)]

    @property
    def _rows_copy(self) -> str:
        return f"initial-{self.rows}"

    @property
    def _rows_shown(self) -> str:
        return self.stored if self._sent is None else self._sent.get(self._rows_copy, "")

    @property
    def shown(self) -> dict[str, str]:
        return super().shown | {self.rows: self._rows_shown.strip()}

    def show_theirs(self, theirs: dict[str, str]) -> None:
        super().show_theirs({name: text for name, text in theirs.items() if name != self.rows})
        if self.rows in theirs:
            self.data[self._rows_copy] = theirs[self.rows]
            self.theirs += ((self.rows_label, self.tell(as_rows(theirs[self.rows]) or [])),)
            self.add_error(None, f"{sentence(self.rows_label)} {THEIRS}")
