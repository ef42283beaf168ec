"""The forms with which a draft's words are edited, one for each kind of thing."""

from dataclasses import dataclass

from django import forms

from rubric.comparison import difference
from rubric.document.parsing import AUTHORS, EXAMPLES, LABEL, LANGUAGE, PRINCIPLE_TITLE, STEM, TEXT, TITLE
from rubric.forms.fields import (
    DirectionField,
    HardWordsField,
    LanguageField,
    LinesField,
    ShownField,
    WordsField,
)

SOURCE = {"title": "", "authors": [], "published_by": "", "based_on": "", "note": ""}
SOURCE |= {"easy_read_note": "", "feedback": "", "easy_read_feedback": ""}
UNDECIDED = "Choose whether it still means the same."


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else did to one text while this person was writing. `mine` is empty if they left it alone."""

    label: str
    difference: list
    mine: str


class WordsForm(forms.Form):
    """Words of one row. `shown` carries what they were when the form was drawn."""

    shown = ShownField(required=False)
    meanwhile: tuple[Meanwhile, ...] = ()
    has_picture = False  # whether what it edits has one, which is chosen on a page of its own

    @classmethod
    def of(cls, row) -> "WordsForm":
        return cls.showing(cls.words_of({name: getattr(row, name) for name in cls.columns()}))

    @classmethod
    def showing(cls, words: dict, *, instead: dict | None = None) -> "WordsForm":
        return cls(initial={**words, **(instead or {}), "shown": words})

    @classmethod
    def columns(cls) -> list[str]:
        return [name for name in cls.base_fields if name != "shown"]

    @classmethod
    def words_of(cls, stored: dict) -> dict:
        return stored

    def stored(self, words: dict) -> dict:
        return {name: words.get(name) for name in self.columns()}

    def clean_shown(self) -> dict:
        shown = self.cleaned_data["shown"]
        names = [name for name in self.fields if name != "shown" and self.fields[name].fits(shown.get(name))]
        return {name: shown[name] for name in names}

    @property
    def words(self) -> dict:
        return self.stored(self.cleaned_data)

    @property
    def shown_words(self) -> dict:
        return self.stored(self.cleaned_data["shown"])

    def after(self, now: dict) -> "WordsForm":
        """The form again, once somebody else has saved `now`: their words, but this person's where both wrote."""
        was, now = self.cleaned_data["shown"], self.words_of(now)
        changed = {name: self.cleaned_data[name] for name in now if self.cleaned_data[name] != was.get(name)}
        form = self.showing(now, instead=changed)
        form.meanwhile = tuple(
            self._meanwhile(name, was.get(name), now[name], changed.get(name))
            for name in now
            if now[name] != was.get(name)
        )
        return form

    def _meanwhile(self, name: str, was, now, mine) -> Meanwhile:
        field = self.fields[name]
        was, now, mine = (field.prepare_value(value) or "" for value in (was, now, mine))
        return Meanwhile(field.label, difference(str(was), now), mine if mine != now else "")


class IntroductionForm(WordsForm):
    title = WordsField(label="Title", name="a title", max_length=TITLE)
    easy_read_title = WordsField(label="Title in Easy Read", max_length=TITLE, required=False)
    purpose = WordsField(label="What it is for", name="what it is for", rows=5, max_length=TEXT)
    easy_read_purpose = WordsField(
        label="What it is for, in Easy Read", rows=4, max_length=TEXT, required=False
    )
    language = LanguageField(
        label="Language",
        help_text="A code, such as en-GB for English or cy for Welsh. Screen readers go by it.",
        name="the language",
        max_length=LANGUAGE.longest,
    )


class SourceForm(WordsForm):
    title = WordsField(label="What is it based on?", name="what it is based on", max_length=TITLE)
    authors = LinesField(
        label="Authors",
        help_text="One name on each line.",
        rows=3,
        most=AUTHORS,
        longest=TITLE,
        required=False,
    )
    published_by = WordsField(label="Published by", max_length=TITLE, required=False)
    based_on = WordsField(label="What does that draw on?", rows=2, max_length=TEXT, required=False)
    note = WordsField(
        label="Note",
        help_text="What comes from the source, who wrote these words, and whether its authors have endorsed them. "
        "It is printed wherever the source is.",
        rows=4,
        max_length=TEXT,
        required=False,
    )
    easy_read_note = WordsField(label="Note in Easy Read", rows=3, max_length=TEXT, required=False)
    feedback = WordsField(
        label="What would the authors like to hear?",
        help_text="And where to send it. It stands on the rubric’s page and in reports.",
        rows=3,
        max_length=TEXT,
        required=False,
    )
    easy_read_feedback = WordsField(
        label="What the authors would like to hear, in Easy Read", rows=2, max_length=TEXT, required=False
    )

    @classmethod
    def columns(cls):
        return ["source"]

    @classmethod
    def words_of(cls, stored):
        return {**SOURCE, **stored["source"]}

    def stored(self, words):
        return {"source": {name: words.get(name) for name in SOURCE}}


class HardWordsForm(WordsForm):
    hard_words = HardWordsField(
        label="Hard words and what they mean",
        help_text="One on each line: the word, a colon, and what it means. "
        "For example – network: People who know each other and help each other.",
        rows=10,
        required=False,
    )


class LevelForm(WordsForm):
    label = WordsField(label="Name of the level", name="a name", max_length=LABEL)
    stem = WordsField(
        label="Heading over its statements",
        help_text="For example: Signs that a team is getting there. Each statement is a whole sentence.",
        name="a heading over its statements",
        max_length=STEM,
    )
    easy_read_label = WordsField(label="Name in Easy Read", max_length=LABEL, required=False)
    easy_read_stem = WordsField(
        label="Heading in Easy Read",
        help_text="If you leave it empty, people read: Is this true here?",
        max_length=STEM,
        required=False,
    )


class NewLevelForm(LevelForm):
    """Of a level that was never published: from then on a tick keeps its meaning."""

    direction = DirectionField(
        label="What does a tick mean?",
        help_text="A team can say where it stands if there is one level of each kind, and no other.",
    )


class PrincipleForm(WordsForm):
    has_picture = True

    title = WordsField(label="Title", name="a title", max_length=PRINCIPLE_TITLE)
    short_title = WordsField(
        label="Short title",
        help_text="Stands in lists and in results.",
        max_length=LABEL,
        required=False,
    )
    easy_read_title = WordsField(label="Title in Easy Read", max_length=TITLE, required=False)
    summary = WordsField(label="What it means", rows=4, max_length=TEXT, required=False)
    easy_read = WordsField(label="What it means, in Easy Read", rows=3, max_length=TEXT, required=False)
    examples = LinesField(
        label="Examples",
        help_text="One on each line.",
        rows=4,
        most=EXAMPLES,
        longest=TEXT,
        required=False,
    )
    reflection_prompt = WordsField(
        label="Question to think about",
        help_text="Stands above the box in which people write.",
        rows=2,
        max_length=TEXT,
        required=False,
    )
    easy_read_prompt = WordsField(
        label="Question to think about, in Easy Read", rows=2, max_length=TEXT, required=False
    )


class StatementForm(WordsForm):
    has_picture = True

    text = WordsField(
        label="Standard words",
        help_text="A whole sentence that names who does it, such as “staff” or “people”. "
        "It reads the same for everybody, so never “you”, “we” or “they”.",
        name="the statement",
        rows=3,
        max_length=TEXT,
    )
    easy_read = WordsField(
        label="Easy Read",
        help_text="Says the same in short words, with at most 15 in a sentence. "
        "Here too, never “you”, “we” or “they”.",
        rows=3,
        max_length=TEXT,
        required=False,
    )


class MeaningForm(forms.Form):
    """Nothing is chosen beforehand: only the editor knows."""

    SAME, DIFFERENT = "same", "different"

    meaning = forms.ChoiceField(
        label="Does it still mean the same?",
        help_text="If so, teams can still compare it with earlier rounds. If not, it counts as new, "
        "and the old one as taken out.",
        choices=[(SAME, "Same meaning, better words"), (DIFFERENT, "A different meaning")],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], UNDECIDED),
    )
