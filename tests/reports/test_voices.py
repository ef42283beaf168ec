"""Perspectives one under another: only what a release tells, in pictures and in words."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.counted import INSIDE, OUTSIDE, CountedPrinciple, Counts
from assessments.group import EVERYBODY_ELSE, Group
from assessments.telling import ALL, FEW, HALF, MANY, SOME, tell, word
from reports.bars import bar
from reports.took_part import tell_took_part
from reports.topics import choose_topics
from reports.voices import TOGETHER, VoiceStatement, tell_voices
from tests.reports.sample import CARERS, MANAGERS, STAFF, SUPPORT, make_counts, make_results, our_rubric

DOCUMENT = our_rubric()
FIRST = DOCUMENT.principles[0]


def group(perspective=None, label="", n=12, **told):
    ticked = {s.key: told.get(s.key.replace("-", "_"), 6) for s in DOCUMENT.statements}
    labels = (label,) if label else ()
    perspectives = (perspective,) if perspective else ()
    else_ = {"is_everybody_else": not perspective}
    return Group(perspectives, labels, n, n, ticked, dict.fromkeys(ticked, FEW), **else_)


def voices_of(*groups, edition=INSIDE):
    counts = Counts(5, (CountedPrinciple(FIRST.key, groups),), (CountedPrinciple(FIRST.key, groups[:1]),))
    return tell_voices(DOCUMENT, counts, edition)[FIRST.key]


def test_each_group_is_told_under_its_own_name():
    voices = voices_of(group(1, SUPPORT), group(3, STAFF), group())
    assert [v.label for v in voices.voices] == [SUPPORT, STAFF, EVERYBODY_ELSE]
    assert (voices.together.label, voices.together.size) == ("The groups shown, together", "36 people")


def test_together_is_always_told():
    """Whether it is told must depend on nothing that isn't."""
    voices = voices_of(group(1, SUPPORT))
    assert [v.label for v in voices.all] == [SUPPORT, TOGETHER]
    assert voices.together.statements == voices.voices[0].statements


def test_everybody_else_says_whom_it_may_be():
    labels = (MANAGERS, "Councillor")
    rest = replace(group(), perspectives=(4, 5), labels=labels, leads=(4,), counted_on="2027-03-19")
    (voice,) = voices_of(rest).voices
    assert (voice.label, voice.among) == (f"{MANAGERS}, or anybody else", labels)
    assert voice.counted_on == date(2027, 3, 19)


def test_sizes_below_10_are_a_range():
    small = replace(group(1, SUPPORT), fewest=5, most=9).in_words()
    assert voices_of(small).voices[0].size == "5 to 9 people"


@pytest.mark.parametrize("counts", [Counts(), Counts(5, (CountedPrinciple(FIRST.key),))])
def test_hidden_and_empty_look_the_same(counts):
    assert tell_voices(DOCUMENT, counts, INSIDE) == tell_voices(DOCUMENT, Counts(), INSIDE)


def test_the_outside_edition_reads_its_own_groups():
    voices = voices_of(group(1, SUPPORT), group(3, STAFF), edition=OUTSIDE)
    assert [v.label for v in voices.voices] == [SUPPORT]
    assert voices.fewest == 10


@pytest.mark.parametrize(
    ("ticked", "not_sure", "n", "words"),
    [
        (7, FEW, 12, "7 of 12"),
        (7, 3, 12, "7 of 12, 3 of 12 not sure"),
        (MANY, SOME, None, "Many, some not sure"),
        (HALF, FEW, None, "About half"),
        (ALL, FEW, 40, "All or nearly all"),
    ],
)
def test_what_is_told_in_words(ticked, not_sure, n, words):
    assert VoiceStatement("", ticked, not_sure, n).in_words == words


@pytest.mark.parametrize("n", range(10, 61))
def test_a_number_fills_as_its_word_but_about_half_as_half(n):
    """From 40 to 60 in a hundred is about half; what is told as a word fills as that word, and no finer."""
    for ticked in range(n + 1):
        [told, _] = tell(ticked, 0, n, in_words=False)
        is_about_half = 0.4 <= ticked / n <= 0.6
        assert VoiceStatement("", told, FEW, n).shade == (HALF if is_about_half else word(ticked, n))
        assert VoiceStatement("", word(ticked, n), FEW, None).shade == word(ticked, n)


@pytest.mark.parametrize(
    ("ticked", "n", "full"),
    [
        (7, 14, 3),
        (26, 52, 3),
        (6, 14, 3),
        (8, 14, 3),
        (4, 10, 3),
        (6, 10, 3),
        (3, 10, 2),
        (7, 10, 4),
        (5, 14, 2),
        (9, 14, 4),
        (14, 17, 4),
        (8, 10, 4),
        (2, 14, 2),
        (12, 14, 4),
        (MANY, None, 4),
        (SOME, None, 2),
        (HALF, None, 3),
    ],
)
def test_half_looks_like_half(ticked, n, full):
    assert bar(voices_of(group(1, SUPPORT)).voices[0], VoiceStatement("", ticked, FEW, n)).full == full


def test_where_perspectives_differ_most_comes_first():
    a, b = FIRST.statements[0], FIRST.statements[1]
    names = {a.key.replace("-", "_"): ALL, b.key.replace("-", "_"): 9}
    voices = voices_of(group(1, SUPPORT, **names), group(3, STAFF, **dict.fromkeys(names, FEW)))
    assert [d.text for d in voices.differences] == [a.text, b.text]
    assert (voices.differences[0].more, voices.differences[0].less) == (SUPPORT, STAFF)


def test_small_differences_are_nothing_to_talk_about():
    key = FIRST.statements[0].key.replace("-", "_")
    assert voices_of(group(1, SUPPORT, **{key: 8}), group(3, STAFF)).differences == ()


def test_what_people_see_differently_is_talked_about():
    results = make_results(DOCUMENT, counts=make_counts(DOCUMENT))
    topics = [topic for topic in choose_topics(results.principles) if topic.lead == "Perspectives differ"]
    assert topics
    assert any(label in topics[0].said for label in (SUPPORT, CARERS, STAFF))


def test_who_took_part_and_who_is_not_told():
    took = tell_took_part(make_counts(DOCUMENT), INSIDE)
    assert took.shown == (SUPPORT, CARERS, STAFF)
    assert took.not_shown == (MANAGERS,)


def test_who_took_part_is_told_with_how_many_they_are_in_each_part():
    second = DOCUMENT.principles[1].key
    few = replace(group(1, SUPPORT), fewest=5, most=9)
    parts = (
        CountedPrinciple(FIRST.key, (few, group(3, STAFF))),
        CountedPrinciple(second, (few, group(3, STAFF, n=14))),
    )
    took = tell_took_part(Counts(5, parts), INSIDE)
    assert dict(took.sized) == {
        SUPPORT: "5 to 9 people",
        STAFF: "12 to 14 people, depending on the part",
    }
    assert took.together == "17 to 23 people, depending on the part"
    assert tell_took_part(Counts(5), INSIDE).together == ""
