"""Is what somebody said on the telephone sane? It is the sheet that paper is typed into, asked for one thing a page."""

from django.http import QueryDict

from assessments.forms.fields import WordsField
from assessments.forms.type_in import PaperForm
from assessments.part import Part
from assessments.placing import ActivityPart
from assessments.services.type_in import TypedPart
from teams.punctuation import quoted

NOTHING_SAID = "Nothing was said yet, so there is nothing to keep."


class TelephoneForm(PaperForm):
    """`said` comes along from page to page. It is looked at once it is to be saved."""

    def __init__(self, said: QueryDict, *, is_saved: bool, **kwargs):
        super().__init__(said if is_saved else None, **kwargs)
        self.initial |= said.dict()
        self.data = said
        for name, field in self.fields.items():
            if (unasked := self.get_initial_for_field(field, name)) is not None:
                said.setdefault(name, unasked)

    def _add_part(self, part: Part | ActivityPart):
        """A part was left out where nothing of it was said: nobody ticks that."""
        super()._add_part(part)
        key = part.field
        del self.fields[f"left-out-{key}"], self.fields[f"nothing-{key}"]
        about = quoted(part.name)
        self.fields[f"words-{key}"] = WordsField(label=f"What they say about {about}")

    def clean(self):
        self.typed = [self._typed(part) for part in self.parts]
        if not self.errors and not any(part.values or part.text for part in self.typed):
            self.add_error(None, NOTHING_SAID)

    def _typed(self, part: Part | ActivityPart) -> TypedPart:
        """It is finished once all of it was read out: what they never heard, they didn't leave out."""
        key = part.field
        values, text = self.values(part), self.cleaned_data.get(f"words-{key}", "")
        heard = all(self.data.get(part.answer(row)) for row in part.rows)
        finished = heard and bool(values or text)
        return TypedPart(part.owner, values, text, self._sharing(key), finished)

    @property
    def held(self) -> list[tuple[str, str]]:
        """What a page carries without showing it: all but what somebody types."""
        answers = [part.answer(row) for part in self.parts for row in part.rows]
        typed = {"first_name", *(f"words-{part.field}" for part in self.parts)}
        names = [name for name in self.fields if name not in typed]
        return [(name, self.data.get(name, "")) for name in [*names, *answers]]
