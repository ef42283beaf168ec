"""What the ticks suggest: one rule for any rubric in which a team places itself."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.standing import LOOKED_AT, NOT_ANSWERED, has_standing, suggest, tally
from rubric.document import Document, Level, Principle, Source, Statement

WARNING = Level("not-yet", "Haven’t got this", "", "warning")
PROGRESS = Level("getting-there", "Getting there", "", "progress")
STRENGTH = Level("doing-well", "Doing really well", "", "strength")
ORDER = [WARNING, PROGRESS, STRENGTH]


def document(*counts, levels=ORDER):
    statements = tuple(
        Statement(f"{level.key}-{n}", level.key, "")
        for level, count in zip(levels, counts, strict=True)
        for n in range(count)
    )
    principle = Principle("p", "Principle", statements)
    return Document("r", "Rubric", "en-GB", "", Source("Tool"), tuple(levels), (principle,))


def keys(level, count):
    return {f"{level.key}-{n}" for n in range(count)}


counts = st.integers(0, 6)
documents = st.builds(document, counts, counts, counts)


@st.composite
def looked_at(draw):
    """A document, which of its statements are ticked, and whether the part is finished."""
    found = draw(documents)
    ticked = draw(st.sets(st.sampled_from([s.key for s in found.statements]))) if found.statements else set()
    return found, ticked, draw(st.booleans())


def suggested(found, ticked, finished=True):
    return suggest(found, found.principles[0], ticked, finished=finished)


def ticks(found, ticked, level):
    return sum(s.level == level.key and s.key in ticked for s in found.statements)


@given(looked_at())
def test_it_is_the_rule(given_):
    found, ticked, finished = given_
    warnings, steps, strengths = (ticks(found, ticked, level) for level in ORDER)
    of = sum(s.level == STRENGTH.key for s in found.statements)
    if not ticked:
        expected = None
    elif not warnings and strengths and strengths >= of / 2:
        expected = STRENGTH
    elif warnings and not steps and not strengths:
        expected = WARNING
    else:
        expected = PROGRESS
    suggestion = suggested(found, ticked, finished)
    assert suggestion.level == expected
    if expected is None:
        assert suggestion.in_words == (LOOKED_AT if finished else NOT_ANSWERED)


@given(looked_at(), st.data())
def test_one_more_warning_never_raises_it(given_, data):
    found, ticked, finished = given_
    warnings = [s.key for s in found.statements if s.level == WARNING.key]
    if not warnings or not ticked:
        return
    more = ticked | {data.draw(st.sampled_from(warnings))}
    before, after = (ORDER.index(suggested(found, marked, finished).level) for marked in (ticked, more))
    assert after <= before


@given(looked_at(), st.data())
def test_one_more_strength_never_lowers_it(given_, data):
    found, ticked, finished = given_
    strengths = [s.key for s in found.statements if s.level == STRENGTH.key]
    if not strengths or not ticked:
        return
    more = ticked | {data.draw(st.sampled_from(strengths))}
    before, after = (ORDER.index(suggested(found, marked, finished).level) for marked in (ticked, more))
    assert after >= before


@given(looked_at())
def test_the_order_of_the_levels_makes_no_difference(given_):
    found, ticked, finished = given_
    turned = Document(**{**vars(found), "levels": tuple(reversed(found.levels))})
    assert suggested(turned, ticked, finished).level == suggested(found, ticked, finished).level


@given(looked_at())
def test_it_says_why_in_whole_numbers(given_):
    found, ticked, _ = given_
    why = suggested(found, ticked).why
    assert "%" not in why
    for one in tally(found, found.principles[0], ticked):
        said = {"warning": "warning sign"}.get(
            one.level.direction, f"{one.ticked} of {one.of} for “{one.level.label}”"
        )
        assert said in why


def test_half_of_the_strengths_is_enough():
    found = document(3, 3, 4)
    assert suggested(found, keys(STRENGTH, 2)).level == STRENGTH
    assert suggested(found, keys(STRENGTH, 1)).level == PROGRESS
    assert suggested(document(3, 3, 3), keys(STRENGTH, 1)).level == PROGRESS
    assert suggested(document(3, 3, 3), keys(STRENGTH, 2)).level == STRENGTH


def test_its_words():
    found = document(3, 3, 4)
    assert suggested(found, keys(STRENGTH, 2) | keys(WARNING, 1)).why == (
        "2 of 4 for “Doing really well”, 0 of 3 for “Getting there”, 1 warning sign."
    )
    assert suggested(found, keys(WARNING, 2)).why.endswith("2 warning signs.")
    assert suggested(found, keys(PROGRESS, 1)).why.endswith("no warning signs.")


def test_only_rubrics_with_one_level_of_each_kind_have_a_standing():
    assert has_standing(document(1, 1, 1))
    for levels in ([WARNING, STRENGTH], [STRENGTH], [*ORDER, Level("more", "More", "", "strength")], []):
        found = document(*[1] * len(levels), levels=levels)
        assert not has_standing(found)
        assert suggest(found, found.principles[0], set(), finished=True) is None
