"""A form that two people may have open at once: it saves differences only, and keeps both people's words."""

from datetime import date

from django import forms
from django.utils.formats import date_format

from teams.meanwhile import as_text

THEIRS = "Somebody else changed this too. Make one of both, and save again."


class CarefulForm(forms.Form):
    """Each visible field comes with a hidden copy of what it was shown with."""

    theirs: tuple[tuple[str, str], ...] = ()

    @property
    def hidden_copies(self) -> list[str]:
        return [self._hidden_copy(bound) for bound in self.visible_fields()]

    def _hidden_copy(self, bound: forms.BoundField) -> str:
        """Django's own (show_hidden_initial) come with every field too, and refer to its hint."""
        name, widget = bound.html_initial_name, bound.field.hidden_widget()
        if self.is_bound:
            return widget.render(name, widget.value_from_datadict(self.data, self.files, name))
        return widget.render(name, bound.value())

    @property
    def shown(self) -> dict[str, str]:
        """What each field was shown with."""
        sent = {bound.name: self.data.get(bound.html_initial_name, "") for bound in self.visible_fields()}
        return {name: text.strip() for name, text in sent.items()}

    def show_theirs(self, theirs: dict[str, str]) -> None:
        """Each field keeps what was just written; the other's words stand beside it, and saving again decides."""
        self.data = self.data.copy()
        self.theirs = tuple((self[name].label, self._as_read(name, text)) for name, text in theirs.items())
        for name, text in theirs.items():
            self.data[self[name].html_initial_name] = as_text(text)
            self.add_error(name, THEIRS)

    def _as_read(self, name: str, text: str) -> str:
        """Of a choice, its label; of a date, what people write."""
        if text and isinstance(self.fields[name], forms.DateField):
            return date_format(date.fromisoformat(text))
        choices = getattr(self.fields[name], "choices", ())
        return str({str(key): label for key, label in choices}.get(text, text))
