"""Words of a draft are changed. Whoever saves says what they were shown: nobody overwrites what they haven't seen."""

from django.db import transaction
from django.db.models import F

from rubric.models import Level, Principle, RubricVersion, Statement
from rubric.services.keys import new_key
from rubric.services.refusals import ChangedMeanwhile, DraftIsGone, StatementIsGone
from teams.models import User


class MeaningUnknown(Exception):
    """A statement that people have answered has new words: the editor has to say whether it means the same."""


@transaction.atomic
def change_words(row: RubricVersion | Level | Principle, words: dict, *, shown: dict, by: User) -> None:
    """Saves `words` by column. `shown` has what the editor was shown, column by column."""
    count_edit(row if isinstance(row, RubricVersion) else row.version)
    row.refresh_from_db(fields=list(words))
    _save_words(row, words, shown)


@transaction.atomic
def reword_statement(
    statement: Statement, words: dict, *, shown: dict, by: User, same_meaning: bool | None = None
) -> Statement:
    """A new meaning gives a new key, and the old one counts as retired. It is only asked of what was once published."""
    count_edit(statement.version)
    statement = find_statement(statement.version, statement.key)
    has_new_text = words["text"] != statement.text.strip()
    _refuse_overwriting(statement, words, shown)
    if has_new_text and _has_been_published(statement):
        if same_meaning is None:
            raise MeaningUnknown
        if not same_meaning:
            statement.key = new_key(words["text"], used_keys(statement.version))
            statement.save(update_fields=["key"])
    _save_words(statement, words, shown)
    return statement


def count_edit(draft: RubricVersion) -> None:
    """Also locks the draft until the transaction ends, so that two changes to it follow one another."""
    drafts = RubricVersion.objects.drafts().filter(pk=draft.pk)
    if not drafts.update(edits=F("edits") + 1):
        raise DraftIsGone


def find_statement(draft: RubricVersion, key: str) -> Statement:
    found = draft.statements.select_related("version", "principle", "level").filter(key=key).first()
    if found is None:
        raise StatementIsGone
    return found


def used_keys(draft: RubricVersion) -> set[str]:
    """Every key that any version of this rubric has used, and of the one it was adapted from."""
    rubrics = [draft.rubric_id, draft.rubric.based_on_id]
    return set(Statement.objects.filter(version__rubric__in=rubrics).values_list("key", flat=True))


def _has_been_published(statement: Statement) -> bool:
    rubric = statement.version.rubric
    published = RubricVersion.objects.published().filter(rubric__in=[rubric.pk, rubric.based_on_id])
    return Statement.objects.filter(version__in=published, key=statement.key).exists()


def _refuse_overwriting(row, words: dict, shown: dict) -> None:
    now = {column: getattr(row, column) for column in words}
    if now != shown and now != words:
        raise ChangedMeanwhile(now)


def _save_words(row, words: dict, shown: dict) -> None:
    _refuse_overwriting(row, words, shown)
    for column, value in words.items():
        setattr(row, column, value)
    row.save(update_fields=list(words))
