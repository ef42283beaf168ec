"""Who may be shown, and what is told of them."""

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings

from assessments.counted import CountedPrinciple
from assessments.disclosure import PartToTell, Teller, View, Voice
from assessments.group import join
from assessments.isolating import persons
from assessments.shown import Edition, Past
from assessments.telling import ALL, FEW, HALF, MANY, SOME, word
from teams.sides import FAMILY, PAID, SUPPORT
from tests.assessments.histories import PARTS, Block, Round, histories, said

patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
THREE = {
    1: View("People who draw on support", SUPPORT),
    2: View("Family carers", FAMILY),
    3: View("I work here", PAID),
}


def sizes(edition):
    return [len(figure) for figure in edition.figures]


def voices(perspective, start, n, ticked=0, not_sure=0):
    """The first of them ticked "a", the next weren't sure."""
    return tuple(
        Voice(
            start + i,
            0,
            perspective,
            frozenset("a" if i < ticked else ""),
            frozenset("a" if ticked <= i < ticked + not_sure else ""),
        )
        for i in range(n)
    )


def show(*found, k=5, views=THREE, after=None, closing=False):
    """Both editions of one part; `after` is the part as it stood."""
    part = replace(after or PartToTell("p1", ("a",)), voices=tuple(chain(*found)))
    return Teller(views, k, closing, "2027-03-19").show([part])[0]


def bands(edition):
    """What a reader is told of who they are: the name and the size of each group."""
    return [f"{g.name}: {g.n or f'{g.fewest} to {g.most}'}" for g in edition.groups]


def test_a_small_group_of_lived_experience_is_shown():
    inside, _ = show(voices(1, 0, 5), voices(2, 10, 2), voices(3, 20, 5))
    assert bands(inside) == ["People who draw on support, or family carers: 5 to 9", "I work here: 5 to 9"]


def test_outside_like_joins_like_too():
    inside, outside = show(voices(1, 0, 8), voices(2, 10, 6), voices(3, 20, 13))
    assert bands(inside) == ["People who draw on support: 5 to 9", "Family carers: 5 to 9", "I work here: 13"]
    assert sizes(outside) == [14, 13]
    assert bands(outside) == ["People who draw on support, or family carers: 10 to 18", "I work here: 13"]


def test_what_is_shown_together_is_what_is_shown():
    inside, outside = show(voices(1, 0, 5, 5), voices(2, 10, 2, 2), voices(3, 20, 3))
    assert bands(inside) == ["People who draw on support, or family carers: 5 to 9"]
    together = CountedPrinciple("p1", inside.groups).together
    assert (together.fewest, together.most, together.ticked) == (5, 9, {"a": ALL})
    assert outside.groups == ()


def test_lived_experience_that_waited_is_shown_once_there_is_enough():
    first = show(voices(1, 0, 1), voices(3, 20, 5))
    assert bands(first[0]) == ["I work here: 5 to 9"]
    after = PartToTell("p1", ("a",)).then(*first)
    inside, _ = show(voices(1, 0, 8), voices(3, 20, 5), after=after)
    assert bands(inside) == ["People who draw on support, or family carers: 5 to 9", "I work here: 5 to 9"]


def test_when_it_closes_nobody_is_left_out_who_can_be_shown_with_others():
    inside, outside = show(voices(1, 0, 2), voices(2, 10, 1), voices(3, 20, 13), closing=True)
    assert bands(inside) == bands(outside) == ["I work here, or anybody else: 16"]
    assert inside.groups[0].labels == ("People who draw on support", "Family carers", "I work here")


def test_lived_experience_that_is_too_small_for_outside_waits_there_until_the_end():
    found = voices(1, 0, 7), voices(3, 20, 13)
    inside, outside = show(*found)
    assert bands(inside) == ["People who draw on support, or family carers: 5 to 9", "I work here: 13"]
    assert bands(outside) == ["I work here: 13"]
    _, outside = show(*found, after=PartToTell("p1", ("a",)).then(inside, outside), closing=True)
    assert bands(outside) == ["I work here: 13"]  # those 7 by themselves would be the difference
    _, outside = show(*found, closing=True)
    assert bands(outside) == ["I work here, or anybody else: 18 to 22"]


def test_who_is_not_shown_inside_is_in_nothing_outside():
    inside, outside = show(voices(1, 0, 14), voices(3, 20, 4))
    assert persons(outside.figures[0]) == persons(inside.figures[0]) == set(range(14))
    assert (len(inside.figures), len(outside.figures)) == (1, 1)


def test_words_and_numbers_together_tell_nobodys_answers():
    """11 of 12 tick, two take it back, and six come who do not: "all" and then "9 of 18" have one world only."""
    first = (*voices(3, 0, 11, 11), *voices(3, 11, 1))
    told = show(first)
    assert [(g.n, g.ticked["a"]) for g in told[0].groups] == [(12, ALL)]
    took_back = tuple(replace(voice, state=1, ticked=frozenset()) for voice in first[:2])
    inside, _ = show(took_back, first[2:], voices(3, 20, 6), after=PartToTell("p1", ("a",)).then(*told))
    assert [(g.n, g.ticked["a"]) for g in inside.groups] == [(18, MANY)]


def test_a_figure_that_shares_people_with_an_earlier_one_is_told_in_words():
    first = voices(3, 0, 12, 6)
    told = show(first, voices(1, 40, 12, 4))
    later = show(first, voices(3, 20, 10), voices(1, 40, 12, 4), after=PartToTell("p1", ("a",)).then(*told))
    assert [(g.n, g.ticked["a"]) for g in told[0].groups] == [(12, 4), (12, 6)]
    assert [[(g.n, g.ticked["a"]) for g in edition.groups] for edition in later] == [
        [(12, 4), (22, SOME)]
    ] * 2


def test_what_comes_back_is_told_in_words():
    first = voices(3, 0, 12, 6)
    part = PartToTell("p1", ("a",)).then(*show(first))
    part = part.then(*show(first, voices(3, 20, 6), after=part))
    inside, _ = show(first, after=part)
    assert [(g.n, g.ticked["a"]) for g in inside.groups] == [(12, MANY)]


@pytest.mark.parametrize(
    ("first", "then", "waits"),
    [
        # 4 or 5 of 5 tick, and then 2 to 4 of 10: it would be 4, and none of those who came.
        (voices(3, 0, 5, 4), voices(3, 0, 5, 4) + voices(3, 20, 5), True),
        (voices(3, 0, 5, 4), voices(3, 0, 5, 4) + voices(3, 20, 5, 2), False),
        # 8 of 12 tick, 7 leave, and of those who stay few: all who left did, and 1 who stays.
        (voices(3, 0, 7, 7) + voices(3, 7, 5, 1), voices(3, 7, 5, 1), True),
        (voices(3, 0, 7, 5) + voices(3, 7, 5, 3), voices(3, 7, 5, 3), False),
        # The same of those who aren't sure.
        (voices(3, 0, 5, 0, 4), voices(3, 0, 5, 0, 4) + voices(3, 20, 5), True),
    ],
)
def test_where_what_is_told_would_leave_one_answer_the_whole_principle_waits(first, then, waits):
    after = PartToTell("p1", ("a",)).then(*show(first))
    inside, _ = show(then, after=after)
    assert sizes(inside) == [len(first) if waits else len(then)]


def test_one_statement_keeps_the_whole_principle_waiting():
    """Otherwise what waits would say which of them it is."""

    def with_another(voices, ticks):
        return tuple(
            replace(voice, ticked=voice.ticked | frozenset("b" if number in ticks else ""))
            for number, voice in enumerate(voices)
        )

    first = with_another(voices(3, 0, 5, 4), {0, 2})
    later = with_another(voices(3, 0, 5, 4) + voices(3, 20, 5), {0, 2, 7})
    after = PartToTell("p1", ("a", "b")).then(*show(first, after=PartToTell("p1", ("a", "b"))))
    inside, _ = show(later, after=after)
    assert inside == Edition(tuple(after.inside.told.values()), tuple(after.inside.told))


def test_each_figure_has_the_day_on_which_it_was_told_first():
    first = show(voices(1, 0, 12), voices(3, 20, 13))
    after = replace(PartToTell("p1", ("a",)).then(*first), voices=(*voices(1, 0, 12), *voices(3, 20, 23)))
    [(inside, outside)] = Teller(THREE, 5, today="2027-04-01").show([after])
    for edition in (inside, outside):
        assert [group.counted_on for group in edition.groups] == ["2027-03-19", "2027-04-01"]
    assert CountedPrinciple("p1", inside.groups).together.counted_on == "2027-03-19"


def test_numbers_are_told_when_all_groups_have_ten():
    inside, outside = show(voices(1, 0, 12, 5, 2), voices(2, 50, 10, 10))
    assert [(g.n, g.ticked["a"], g.not_sure["a"]) for g in inside.groups] == [(12, 5, 2), (10, ALL, FEW)]
    assert [g.labels for g in inside.groups] == [(THREE[1].label,), (THREE[2].label,)]
    assert outside == inside


def test_one_small_group_makes_words_of_the_whole_round():
    large = PartToTell("p1", ("a",), voices(1, 0, 12, 5, 2))
    small = PartToTell("p2", ("a",), voices(1, 0, 6, 3))
    (first, _), (second, second_outside) = Teller(THREE, 5).show([large, small])
    assert (first.groups[0].ticked["a"], first.groups[0].n) == (SOME, 12)
    assert (second.groups[0].ticked["a"], second.groups[0].n) == (HALF, None)
    assert second_outside.groups == ()


def test_outside_groups_have_ten_and_are_made_of_inside_ones():
    inside, outside = show(voices(1, 0, 6, 6), voices(2, 50, 7), voices(3, 80, 20, 12))
    assert [(g.perspectives, g.ticked["a"]) for g in inside.groups] == [
        ((1,), ALL),
        ((2,), FEW),
        ((3,), MANY),
    ]
    assert [(g.perspectives, g.ticked["a"]) for g in outside.groups] == [((1, 2), HALF), ((3,), MANY)]
    assert (outside.groups[0].fewest, outside.groups[0].most) == (10, 18)


def test_a_higher_k_is_kept_outside_too():
    inside, outside = show(voices(1, 0, 13), voices(2, 50, 11), k=12)
    assert sizes(inside) == [24]
    assert outside == inside


def test_what_was_told_in_words_stays_in_words():
    one = voices(1, 0, 12, 5, 2)
    round = [PartToTell("p1", ("a",), one + voices(2, 50, 7, 3))]
    [(first, outside)] = Teller(THREE, 5).show(round)
    then = round[0].then(first, outside)
    now = replace(then, voices=one + voices(2, 50, 12, 6))
    [(second, _)] = Teller(THREE, 5).show([now])
    assert [(g.n, g.ticked["a"]) for g in second.groups] == [(12, SOME), (12, MANY)]


def test_joined_groups_tell_no_more_than_they_did_apart():
    """12 of 13 and 2 of 12 are "all or nearly all" and 2; their exact sum would tell which."""
    first, _ = show(voices(1, 0, 13, 12), voices(2, 50, 12, 2))
    known = Past().then(first)
    assert known.known(first.figures[0] | first.figures[1]).ticked == join(first.groups).ticked == {"a": HALF}
    assert known.known(first.figures[0] | {(99, 0)}) is None


@patient
@given(histories(5))
def test_of_every_history(blocks):
    round = Round(blocks, 5)
    own = {}
    for number in range(5):
        for (key, part), editions in zip(round.parts.items(), round.release(number), strict=True):
            for name, fewest, shown in zip(("inside", "outside"), (5, 10), editions, strict=True):
                groups_are_large_enough(shown, fewest)
                own[key, name] = groups_only_merge(own.get((key, name)), shown)
                nothing_is_taken_away(getattr(part, name), shown)
    moved = any(block.moves is not None for block in blocks)
    for key, edition, _, group, figure in round.told:
        if edition == "inside":
            what_is_told_is_true(key, group, figure, moved=moved)


def groups_are_large_enough(shown, fewest):
    for group, figure in zip(shown.groups, shown.figures, strict=True):
        assert len({person for person, _ in figure}) == len(figure) >= fewest
        assert group.fewest <= len(figure) <= group.most
        assert group.n is None or group.n >= 10


def groups_only_merge(before, shown):
    """Every group of before is in one of now."""
    now = set(shown.picture)
    assert all(any(place <= later for later in now) for place in before or ())
    return now if shown.groups else before


def nothing_is_taken_away(before, shown):
    """What was shown once is shown again, or something newer."""
    assert bool(shown.groups) >= bool(before.last)


@patient
@given(histories(5))
def test_a_round_is_in_words_or_in_numbers(blocks):
    round = Round(blocks, 5)
    for number in range(5):
        shown = [edition for editions in round.release(number) for edition in editions]
        groups = [group for edition in shown for group in edition.groups]
        told = [figure for group in groups for figure in (*group.ticked.values(), *group.not_sure.values())]
        if any(len(figure) < 10 for edition in shown for figure in edition.figures):
            assert not any(isinstance(figure, int) for figure in told)


def what_is_told_is_true(key, group, figure, *, moved):
    """As far as one group goes; joined ones are told by the middles of what their groups tell.

    Where people have moved, a perspective's group may be joined too: of those who were there and those who came.
    """
    for statement in PARTS[key]:
        ticked = sum(said(person, state % 10, key)[statement] == 1 for person, state in figure)
        told = group.ticked[statement]
        if isinstance(told, int):
            assert told == ticked
        elif len(group.perspectives) == 1 and not moved:
            assert told == word(ticked, len(figure))


def test_where_eight_come_each_time_everything_is_shown_each_time():
    """200 people, three perspectives in turn, 25 releases: nobody is hidden who needn't be."""
    keys = tuple("abcdefghij")
    part, everybody = PartToTell("p1", keys), ()
    for number in range(200):
        said = {key: (number * 7 + place * 5) % 4 for place, key in enumerate(keys)}
        ticked, not_sure = (frozenset(key for key in keys if said[key] == which) for which in (1, 3))
        everybody += (Voice(number, 0, 1 + number // 8 % 3, ticked, not_sure),)
        if number % 8 == 7:
            inside, outside = show(everybody, after=part)
            assert sum(sizes(inside)) == number + 1
            part = part.then(inside, outside)
    assert len(part.inside.told) == 25


def test_a_later_release_costs_little_when_all_changes():
    """Every group of 150 changes whenever it can, ten times."""
    blocks = [
        Block(50, 1 + n % 3, ("p1", "p2"), 0, tuple((r >> n % 4) & 1 for r in range(10))) for n in range(9)
    ]
    round = Round(blocks, 5)
    for number in range(10):
        round.release(number)
    assert len(round.parts["p1"].inside.told) > 3
