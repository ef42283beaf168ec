"""Persons' sheets, counted for releases: real rows, real releases."""

from random import Random

import pytest
from django.utils import timezone

from assessments.counted import INSIDE, OUTSIDE, Counts
from assessments.models import Answer, Counted, Reflection, Round, Sheet
from assessments.services.releases import make_release
from assessments.services.rounds import close_round, reopen_round
from assessments.telling import ALL, FEW, HALF
from rubric.reading import read_version
from tests.assessments.attacker import Attacker
from tests.make import (
    make_facilitator,
    make_organisation,
    make_person_sheet,
    make_round,
    make_team,
    make_version,
    say,
)

pytestmark = pytest.mark.django_db
TICKED, NOT_TRUE, NOT_SURE = Answer.Value.TICKED, Answer.Value.NOT_TRUE, Answer.Value.NOT_SURE


@pytest.fixture
def round():
    return make_round()


@pytest.fixture
def alice(round):
    return make_facilitator(round.team)


def perspectives(round):
    return list(round.team.organisation.perspectives.all())


def join(round, how_many, perspective, finished=("p1",), **values):
    return [say(make_person_sheet(round, perspective), finished, **values) for _ in range(how_many)]


def counts(release):
    return Counts.from_json(release.counts)


def shown(release, key="p1", edition=INSIDE):
    return counts(release).principle(key, edition).groups


def told(release, statement="p1-not-yet"):
    return [(group.labels, group.n, group.ticked[statement]) for group in shown(release)]


def test_nobody_is_not_shown(round, alice):
    release = make_release(round, by=alice)
    assert [(p.key, p.groups) for p in counts(release).principles] == [("p1", ()), ("p2", ())]
    assert (counts(release).k, counts(release).helped, counts(release).on_paper) == (5, False, False)
    assert counts(release).without_a_group(INSIDE) == ("I draw on care and support", "I work here")


def test_too_few_look_like_nobody(alice, round):
    nobody = make_release(round, by=alice)
    join(round, 4, perspectives(round)[0], p1_not_yet=TICKED)
    again = make_release(round, by=alice)
    assert again == nobody
    assert not Counted.objects.exists()


def test_groups_are_counted_where_they_have_finished(round, alice):
    support, work = perspectives(round)
    join(round, 12, work, p1_not_yet=NOT_TRUE, p1_doing_well=TICKED)
    join(round, 4, work, p1_not_yet=TICKED)
    join(round, 10, support, p1_not_yet=TICKED, p1_getting_there=NOT_SURE)
    join(round, 11, support, finished=(), p1_not_yet=TICKED, p2_not_yet=TICKED)
    release = make_release(round, by=alice)
    assert told(release) == [(("I draw on care and support",), 10, ALL), (("I work here",), 16, 4)]
    assert [group.not_sure["p1-getting-there"] for group in shown(release)] == [ALL, FEW]
    assert [group.ticked["p1-doing-well"] for group in shown(release)] == [FEW, 12]
    assert shown(release, "p2") == ()
    assert shown(release, edition=OUTSIDE) == shown(release)


def test_group_and_together_sheets_are_never_counted(round, alice):
    work = perspectives(round)[1]
    join(round, 5, work)
    group = round.sheets.create(kind=Sheet.Kind.GROUP, people=9, perspective=work)
    for sheet in [group, round.sheets.get(kind=Sheet.Kind.TOGETHER)]:
        say(sheet, p1_not_yet=TICKED)
    assert told(make_release(round, by=alice)) == [(("I work here",), None, FEW)]
    assert Counted.objects.count() == 5


def test_another_rounds_sheets_stay_out(round, alice):
    other = make_round(round.team, round.version)
    join(other, 9, perspectives(round)[0])
    assert told(make_release(round, by=alice)) == []


def test_a_round_in_the_open_is_counted_the_same(alice):
    open_round = make_round(sharing=Round.Sharing.IN_THE_OPEN)
    join(open_round, 4, perspectives(open_round)[0])
    assert told(make_release(open_round, by=alice)) == []


def test_one_more_is_not_told_not_even_at_closing(round, alice):
    work = perspectives(round)[1]
    join(round, 5, work)
    first = make_release(round, by=alice)
    join(round, 1, work, p1_not_yet=TICKED)
    assert make_release(round, by=alice) == first
    close_round(round, by=alice)
    last = round.releases.first()
    assert (last.at_closing, counts(last), last.basis) == (True, counts(first), first.basis)


def test_answers_that_change_are_told_when_five_have(round, alice):
    sheets = join(round, 6, perspectives(round)[1])
    first = make_release(round, by=alice)
    for sheet in sheets[:4]:
        say(sheet, p1_not_yet=TICKED)
    assert make_release(round, by=alice) == first
    say(sheets[4], p1_not_yet=TICKED)
    assert [ticked for *_, ticked in told(make_release(round, by=alice))] == [ALL]


def test_changed_back_is_not_changed(round, alice):
    sheets = join(round, 6, perspectives(round)[1])
    first = make_release(round, by=alice)
    for value in [TICKED, Answer.Value.NOTHING]:
        for sheet in sheets:
            say(sheet, p1_not_yet=value)
    assert make_release(round, by=alice) == first


def test_new_people_who_say_the_same_make_a_release(round, alice):
    """Otherwise "nothing new" would tell that they say the same, and the next release wouldn’t remember that."""
    work = perspectives(round)[1]
    join(round, 6, work)
    first = make_release(round, by=alice)
    join(round, 1, work)
    assert make_release(round, by=alice) == first
    join(round, 4, work)
    join(round, 11, perspectives(round)[0])
    second = make_release(round, by=alice)
    assert second.number == 2
    assert [len(figure) for figure in second.basis["parts"]["p1"][INSIDE]] == [11, 11]


def test_those_who_take_their_sheet_back_count_as_gone_and_leave_nothing_behind(round, alice):
    sheets = join(round, 11, perspectives(round)[1])
    first = make_release(round, by=alice)
    for sheet in sheets[:4]:
        sheet.delete()
    assert make_release(round, by=alice) == first
    assert Counted.objects.count() == 7
    sheets[4].delete()
    second = make_release(round, by=alice)
    assert told(second) == [(("I work here",), None, FEW)]
    assert len(second.basis["parts"]["p1"][INSIDE][0]) == 6


def test_an_erased_sheets_id_never_comes_again(round, alice):
    sheets = join(round, 5, None)
    make_release(round, by=alice)
    last = Counted.objects.latest("pk").pk
    for sheet in sheets:
        sheet.delete()
    join(round, 5, None)
    make_release(round, by=alice)
    assert Counted.objects.earliest("pk").pk > last


def test_what_was_shown_before_a_closing_is_remembered_after_it(round, alice):
    work = perspectives(round)[1]
    join(round, 5, work)
    close_round(round, by=alice)
    reopen_round(round, by=alice, reason="Two were late.")
    join(round, 2, work, p1_not_yet=TICKED)
    close_round(round, by=alice)
    everybody_else = [(("I draw on care and support", "I work here"), None, FEW)]
    assert [told(release) for release in round.releases.all()] == [everybody_else] * 2


def test_a_higher_k_holds_for_rounds_that_have_released_nothing(round, alice):
    organisation = round.team.organisation
    organisation.floor = 8
    organisation.save()
    join(round, 7, perspectives(round)[0])
    assert told(make_release(round, by=alice)) == []
    join(round, 1, perspectives(round)[0])
    assert [group.fewest for group in shown(make_release(round, by=alice))] == [8]
    organisation.floor = 5
    organisation.save()
    join(round, 6, perspectives(round)[1])
    assert counts(make_release(round, by=alice)).k == 8


def test_help_and_paper_are_told_from_five_and_change_after_five(round, alice):
    work = perspectives(round)[1]
    join(round, 3, work)
    for _ in range(5):
        say(make_person_sheet(round, work, how=Sheet.How.STAFF))
    on_paper = say(make_person_sheet(round, work, how=Sheet.How.ALONE, on_paper=True))
    first = counts(make_release(round, by=alice))
    assert (first.helped, first.on_paper) == (True, False)
    round.sheets.filter(kind=Sheet.Kind.PERSON).update(on_paper=True)
    join(round, 3, work)
    on_paper.delete()
    assert not counts(make_release(round, by=alice)).on_paper  # 4 have come or gone
    join(round, 1, work)
    assert counts(make_release(round, by=alice)).on_paper


def test_the_labels_are_kept_as_they_read(round, alice):
    work = perspectives(round)[1]
    work.label, work.retired_at = "I worked here", timezone.now()
    work.save()
    join(round, 5, work)
    release = make_release(round, by=alice)
    assert told(release) == [(("I worked here",), None, FEW)]
    assert counts(release).without_a_group(INSIDE) == ("I draw on care and support",)


def test_counting_reads_few_tables_however_many_people(round, alice, django_assert_max_num_queries):
    work = perspectives(round)[1]
    join(round, 3, work, p1_not_yet=TICKED)
    read_version(round.version_id)  # this process keeps it
    with django_assert_max_num_queries(26) as few:  # savepoint included
        make_release(round, by=alice)
    join(round, 9, work, finished=("p1", "p2"), p1_not_yet=TICKED)
    with django_assert_max_num_queries(
        len(few) + 5
    ):  # now somebody was heard and is remembered, and words may appear
        make_release(round, by=alice)


def test_the_largest_part_is_counted(alice):
    """240 statements, which is as many as a document may have."""
    version = make_version(principles=1, published=False)
    first = version.statements.first()
    for number in range(237):
        version.statements.create(
            principle=first.principle, level=first.level, key=f"s-{number}", position=number + 1, text="True."
        )
    version.published_at = timezone.now()
    version.save()
    large = make_round(version=version)
    join(large, 5, perspectives(large)[1], p1_not_yet=TICKED)
    (group,) = shown(make_release(large, by=alice))
    assert len(group.ticked) == 240
    assert {len(marks) for marks in Counted.objects.values_list("marks", flat=True)} == {240}


class Crowd:
    """Real people who come, change their minds and leave, as chance has it; and what they said, as only tests know."""

    def __init__(self, random):
        self.random = random
        organisation = make_organisation(floor=random.choice([5, 6]))
        self.round = make_round(make_team(organisation), make_version(principles=1))
        self.views = [*organisation.perspectives.all(), None]
        self.statements = list(self.round.version.statements.order_by("pk"))
        self.part = self.round.version.principles.get()
        self.sheets, self.said = [], {}

    def come(self, how_many):
        view = self.random.choice(self.views)
        sheets = [make_person_sheet(self.round, view) for _ in range(how_many)]
        now = timezone.now()
        Reflection.objects.bulk_create(
            Reflection(sheet=s, principle=self.part, finished_at=now) for s in sheets
        )
        self.sheets += sheets
        self.change(sheets)

    def change(self, sheets):
        Answer.objects.filter(sheet__in=sheets).delete()
        Answer.objects.bulk_create(
            Answer(
                sheet=sheet,
                statement=statement,
                value=self.random.choice([0, 1, 3]),
                changed_at=timezone.now(),
            )
            for sheet in sheets
            for statement in self.statements
        )

    def leave(self, sheets):
        for sheet in sheets:
            sheet.delete()
            self.sheets.remove(sheet)

    def some(self):
        return self.random.sample(self.sheets, min(len(self.sheets), self.random.randint(1, 7)))

    def move(self):
        step = self.random.choice(["come", "come", "change", "change", "leave"])
        if step == "come":
            self.come(self.random.randint(1, 8))
        else:
            getattr(self, step)(self.some())

    def release(self, alice):
        release = make_release(self.round, by=alice)
        self.said |= dict(Counted.objects.values_list("pk", "marks"))
        return release


@pytest.mark.parametrize("seed", range(8))
def test_nobody_can_be_isolated_in_real_rounds(seed, alice):
    crowd = Crowd(Random(seed))  # noqa: S311
    crowd.come(12)
    for _ in range(6):
        crowd.release(alice)
        crowd.move()
        crowd.move()
    releases = list(crowd.round.releases.all())
    k = counts(releases[0]).k
    assert len(releases) > 1
    for edition, fewest in [(INSIDE, k), (OUTSIDE, 10)]:
        figures = [figure for r in releases for figure in r.basis["parts"]["p1"][edition]]
        assert not Attacker(fewest).isolates([{tuple(atom): 1 for atom in figure} for figure in figures])
    for release in releases:
        the_basis_is_true(release, crowd)


def the_basis_is_true(release, crowd):
    """Whoever is said to stand behind a number did say so: otherwise the proof would be about something else."""
    figures = release.basis["parts"]["p1"][INSIDE]
    for group, figure in zip(shown(release), figures, strict=True):
        assert group.fewest <= len(figure) <= group.most
        for place, statement in enumerate(s.key for s in crowd.statements):
            ticked = sum(crowd.said[counted][place] == "1" for _, counted in figure)
            if isinstance(group.ticked[statement], int):
                assert group.ticked[statement] == ticked
            assert (group.ticked[statement] == HALF) <= (1 < ticked < len(figure) - 1)
