"""Words of a draft are changed. Whoever saves says what they were shown: nobody overwrites what they haven't seen."""

from django.db import transaction
from django.db.models import F, QuerySet

from rubric.models import Level, Principle, RubricVersion, Statement
from rubric.services.keys import new_key
from rubric.services.refusals import DraftIsGone
from teams.meanwhile import GoneMeanwhile, WrittenMeanwhile
from teams.models import User
from teams.punctuation import quoted
from teams.refusals import Refused

Thing = Statement | Principle | Level
NAMES = {Statement: "text", Principle: "title", Level: "label"}  # the words that say what a thing is


class MeaningUnknown(Exception):
    """What people have answered has new words: the editor has to say whether it means the same."""


@transaction.atomic
def change_words(row: RubricVersion | Level | Principle, words: dict, *, shown: dict, by: User) -> None:
    """Saves `words` by column. `shown` has what the editor was shown, column by column."""
    count_edit(row if isinstance(row, RubricVersion) else row.version)
    try:
        row.refresh_from_db(fields=list(words))
    except type(row).DoesNotExist as error:
        raise GoneMeanwhile from error
    _save_words(row, words, shown)


@transaction.atomic
def reword(thing: Thing, words: dict, *, shown: dict, by: User, same_meaning: bool | None = None) -> Thing:
    """A new meaning gives a new key, and the old one counts as retired. It is only asked of what was once published."""
    count_edit(thing.version)
    thing = find_thing(thing.version, type(thing), thing.key)
    _refuse_overwriting(thing, words, shown)
    name = words[NAMES[type(thing)]]
    if name != str(getattr(thing, NAMES[type(thing)])).strip() and has_been_published(thing):
        if same_meaning is None:
            raise MeaningUnknown
        if not same_meaning:
            thing.key = new_key(name, used_keys(thing.version, type(thing)))
            thing.save(update_fields=["key"])
    _save_words(thing, words, shown)
    return thing


def count_edit(draft: RubricVersion) -> None:
    """Also locks the draft until the transaction ends, so that two changes to it follow one another."""
    drafts = RubricVersion.objects.drafts().filter(pk=draft.pk)
    if not drafts.update(edits=F("edits") + 1):
        raise DraftIsGone


def same_already(rows: QuerySet[Thing], words: dict) -> Thing | None:
    """Of these, the one with just these words: a button was pressed twice. What is called the same but says something
    else is two people's, and refused, so that the words of neither are lost."""
    name = NAMES[rows.model]
    called = rows.filter(**{name: words[name]})
    same = called.filter(**words).first()
    if same is None and called.exists():
        raise Refused(f"{quoted(words[name])} stands here already. Change that one, or choose other words.")
    return same


def find_thing(draft: RubricVersion, kind: type[Thing], key: str) -> Thing:
    found = kind.objects.filter(version=draft, key=key).select_related("version").first()
    if found is None:
        raise GoneMeanwhile
    return found


def used_keys(draft: RubricVersion, kind: type[Thing] = Statement) -> set[str]:
    """Every key that any version of this rubric has used, and of those it was copied from."""
    rubrics = list(draft.rubric.lineage())
    return set(kind.objects.filter(version__rubric__in=rubrics).values_list("key", flat=True))


def has_been_published(thing: Thing) -> bool:
    published = RubricVersion.objects.published().filter(rubric__in=list(thing.version.rubric.lineage()))
    return type(thing).objects.filter(version__in=published, key=thing.key).exists()


def _refuse_overwriting(row, words: dict, shown: dict) -> None:
    now = {column: getattr(row, column) for column in words}
    if now != shown and now != words:
        raise WrittenMeanwhile(now)


def _save_words(row, words: dict, shown: dict) -> None:
    _refuse_overwriting(row, words, shown)
    for column, value in words.items():
        setattr(row, column, value)
    row.save(update_fields=list(words))
