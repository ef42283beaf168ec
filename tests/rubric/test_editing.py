"""Words of a draft: nobody overwrites what they haven't seen, and a new meaning gets a new key."""

import pytest

from rubric.models import Statement
from rubric.reading import read_version
from rubric.services.adapting import adapt_rubric
from rubric.services.drafts import discard_draft, publish_version
from rubric.services.editing import MeaningUnknown, change_words, used_keys
from rubric.services.editing import reword as reword_thing
from rubric.services.refusals import DraftIsGone
from teams.meanwhile import GoneMeanwhile, WrittenMeanwhile
from tests.make import make_draft, make_organisation, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_draft()


def statement_of(draft, key="p1-not-yet"):
    return draft.statements.get(key=key)


def words_of(statement, **changes):
    return {"text": statement.text, "easy_read": statement.easy_read, "picture": statement.picture, **changes}


def reword(statement, same_meaning=None, **changes):
    shown = words_of(statement)
    return reword_thing(statement, {**shown, **changes}, shown=shown, same_meaning=same_meaning, by=None)


def test_words_are_saved_and_the_edit_is_counted(draft):
    change_words(draft, {"title": "Ours"}, shown={"title": draft.title}, by=None)
    draft.refresh_from_db()
    assert (draft.title, draft.edits) == ("Ours", 1)


def test_who_saves_second_is_shown_what_the_first_saved(draft):
    shown = {"title": draft.title}
    change_words(draft, {"title": "Ann’s"}, shown=shown, by=None)
    with pytest.raises(WrittenMeanwhile) as refused:
        change_words(draft, {"title": "Ben’s"}, shown=shown, by=None)
    assert refused.value.theirs == {"title": "Ann’s"}
    draft.refresh_from_db()
    assert (draft.title, draft.edits) == ("Ann’s", 1)


def test_having_seen_it_the_second_may_save(draft):
    change_words(draft, {"title": "Ann’s"}, shown={"title": draft.title}, by=None)
    change_words(draft, {"title": "Ann’s and Ben’s"}, shown={"title": "Ann’s"}, by=None)
    assert read_version(draft.pk).title == "Ann’s and Ben’s"


def test_pressing_save_twice_is_no_conflict(draft):
    shown = {"title": draft.title}
    change_words(draft, {"title": "Ours"}, shown=shown, by=None)
    change_words(draft, {"title": "Ours"}, shown=shown, by=None)
    assert read_version(draft.pk).title == "Ours"


def test_two_editors_at_two_things_are_not_in_each_others_way(draft):
    levels = list(draft.levels.all())
    shown = [{"label": level.label, "stem": level.stem} for level in levels]
    for level, words in zip(levels, shown, strict=True):
        change_words(level, {**words, "stem": f"Signs of {level.key}"}, shown=words, by=None)
    assert [level.stem for level in read_version(draft.pk).levels] == [
        f"Signs of {level.key}" for level in levels
    ]


def test_nothing_is_saved_in_a_draft_that_is_gone(draft):
    level = draft.levels.first()
    discard_draft(draft, by=None, seen=draft.seen)
    with pytest.raises(DraftIsGone):
        change_words(level, {"label": "New"}, shown={"label": level.label}, by=None)


def test_nothing_is_saved_in_a_version_that_is_published():
    version = make_version()
    with pytest.raises(DraftIsGone):
        change_words(version, {"title": "New"}, shown={"title": version.title}, by=None)


def test_new_words_of_a_published_statement_raise_the_question(draft):
    with pytest.raises(MeaningUnknown):
        reword(statement_of(draft), text="Another sentence.")
    assert statement_of(draft).text == "This is true of not-yet 1."


def test_the_same_meaning_keeps_the_key(draft):
    saved = reword(statement_of(draft), same_meaning=True, text="Another sentence.")
    assert (saved.key, saved.text) == ("p1-not-yet", "Another sentence.")
    assert statement_of(draft).text == "Another sentence."


def test_a_different_meaning_gives_a_new_key(draft):
    saved = reword(statement_of(draft), same_meaning=False, text="Another sentence.")
    assert saved.key == "another-sentence"
    assert not draft.statements.filter(key="p1-not-yet").exists()
    assert draft.statements.count() == 6


def test_a_new_key_is_none_that_any_version_ever_had():
    draft = make_draft()
    reword(statement_of(draft), same_meaning=False, text="Another sentence.")
    draft.refresh_from_db()
    publish_version(draft, by=None, seen=draft.seen, note="", suggested_by="", checked_with="")
    draft = make_draft(draft)
    statement_of(draft, "another-sentence").delete()
    saved = reword(statement_of(draft, "p2-not-yet"), same_meaning=False, text="Another sentence.")
    assert saved.key == "another-sentence-2"


def test_other_words_than_the_statements_own_raise_no_question(draft):
    saved = reword(statement_of(draft), easy_read="Short words.", picture="1F91D")
    assert (saved.key, saved.easy_read, saved.picture) == ("p1-not-yet", "Short words.", "1F91D")


def test_a_statement_new_to_the_draft_raises_no_question(draft):
    saved = reword(statement_of(draft), same_meaning=False, text="Another sentence.")
    again = reword(saved, text="A third sentence.")
    assert (again.key, again.text) == ("another-sentence", "A third sentence.")


def test_what_was_copied_from_a_shared_rubric_raises_the_question_too():
    version = make_version()
    copy = adapt_rubric(version.rubric, organisation=make_organisation(), by=None).versions.get()
    with pytest.raises(MeaningUnknown):
        reword(statement_of(copy), text="Another sentence.")


def test_a_key_of_the_shared_rubric_gets_no_other_meaning_in_a_copy():
    version = make_version()
    copy = adapt_rubric(version.rubric, organisation=make_organisation(), by=None).versions.get()
    statement_of(copy).delete()
    assert "p1-not-yet" in used_keys(copy)


def test_the_keys_of_another_organisations_copy_are_no_business_of_ours():
    version = make_version()
    theirs, ours = (
        adapt_rubric(version.rubric, organisation=make_organisation(name), by=None).versions.get()
        for name in ("Southgate", "Northgate")
    )
    reword(statement_of(theirs), same_meaning=False, text="Another sentence.")
    assert "another-sentence" not in used_keys(ours)


def test_who_saved_first_is_told_before_the_question_is_asked(draft):
    statement = statement_of(draft)
    shown = words_of(statement)
    reword(statement, easy_read="Ann’s")
    with pytest.raises(WrittenMeanwhile):
        reword_thing(statement, {**shown, "text": "Ben’s"}, shown=shown, by=None)


def test_a_statement_that_was_taken_out_meanwhile_is_gone(draft):
    statement = statement_of(draft)
    Statement.objects.filter(pk=statement.pk).delete()
    with pytest.raises(GoneMeanwhile):
        reword(statement, text="Another sentence.")
