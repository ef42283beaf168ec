"""The forms with which the words of a rubric are edited on which people place a piece of work."""

from rubric.document.shapes import LABEL, TEXT, TITLE
from rubric.forms.fields import WordsField
from rubric.forms.words import PrincipleForm, WordsForm


class PromptForm(WordsForm):
    """What people are asked to write about, as beside a part that is ticked."""

    reflection_prompt = PrincipleForm.base_fields["reflection_prompt"]
    easy_read_prompt = PrincipleForm.base_fields["easy_read_prompt"]


class QuestionForm(WordsForm):
    has_picture = True

    text = WordsField(label="Standard words", name="the question", max_length=TITLE)
    easy_read = WordsField(label="Easy Read", max_length=TITLE, required=False)


class NamedForm(WordsForm):
    """Of a group, an answer or a pair of answers. It has to go on meaning the same."""

    label = WordsField(
        label="Name",
        help_text="Keep what it means: rounds are compared by it.",
        name="a name",
        max_length=LABEL,
    )
    hint = WordsField(
        label="Sentence that says what it is",
        help_text="People read it first, and then the name.",
        rows=2,
        max_length=TEXT,
        required=False,
    )
    easy_read_label = WordsField(label="Name in Easy Read", max_length=LABEL, required=False)
    easy_read = WordsField(
        label="Sentence in Easy Read",
        help_text="Short words, with at most 15 in a sentence.",
        rows=2,
        max_length=TEXT,
        required=False,
    )


class PlaceForm(NamedForm):
    has_picture = True
