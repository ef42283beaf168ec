from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Action, Round
from teams import prepared as module
from teams.models import Membership, Team
from teams.prepared import ShapeChanges, prepared
from tests.make import make_action, make_facilitator, make_member, make_round, make_team

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _not_among_the_apps():
    """What these tests prepare is none of the queries that tests/test_prepared_queries.py asks for."""
    known = list(module.every_prepared)
    yield
    module.every_prepared[:] = known


@pytest.fixture
def teams():
    random, found = Random(5), []  # noqa: S311 (nothing here is secret)
    for number in range(4):
        team = make_team(name=f"Team {number}")
        make_facilitator(team)
        make_member(team)
        for each in range(6):
            due = DAY + timedelta(days=random.randint(0, 40))
            make_action(team, what=random.choice(["Meet", "meet again", "Write"]), due_on=due).stage = each
        found.append(team)
    return found


def seen(rows):
    """All that is known of each row."""
    hidden = {"_state", "_prefetched_objects_cache"}
    return [
        {name: value for name, value in vars(row).items() if name not in hidden}
        | {name: vars(row._state.fields_cache[name]) | {"_state": 0} for name in row._state.fields_cache}
        for row in rows
    ]


def test_it_finds_what_the_orm_finds_whatever_it_is_given(teams):
    @prepared
    def actions(team: Team, since: date, before: datetime, word: str) -> object:
        rows = Action.objects.filter(team=team, due_on__gte=since, created_at__lt=before)
        return (
            rows.filter(what__icontains=word).select_related("team__organisation").annotate(day=F("due_on"))
        )

    random = Random(3)  # noqa: S311
    found = 0
    for _ in range(60):
        day = DAY + timedelta(days=random.randint(-3, 45))
        given = (random.choice(teams), day, timezone.now(), random.choice(["meet", "MEET", "%", "", "t"]))
        plain = seen(actions.plain(*given))
        assert seen(actions(*given)) == plain
        found += len(plain)
    assert found > 50


def test_its_sql_is_written_once(teams, monkeypatch):
    asked = []

    @prepared
    def of(team: Team) -> object:
        asked.append(team)
        return Membership.objects.filter(team=team).values_list("user__name", flat=True)

    answers = [of(team) for team in teams]
    assert answers == [list(of.plain(team)) for team in teams]
    assert len(asked) == 1 + len(teams)  # those of the plain ones


def test_a_list_may_have_any_length_and_be_empty(teams):
    @prepared
    def of(these: list) -> object:
        has = Exists(Membership.objects.filter(team__in=these, team=OuterRef("pk")))
        return Team.objects.filter(Q(pk__in=these) & has).order_by("pk").values("pk", "name")

    pks = [team.pk for team in teams]
    for some in ([], pks[:1], pks, pks[1:3]):
        assert of(some) == list(of.plain(some))
    assert [row["pk"] for row in of(pks[1:3])] == pks[1:3]


def test_rows_come_with_what_belongs_to_them(teams):
    @prepared
    def of(team: Team) -> object:
        return Team.objects.filter(pk=team).prefetch_related("memberships").select_related("organisation")

    of(teams[0])
    with CaptureQueriesContext(connection) as queries:
        (team,) = of(teams[1])
        assert team.organisation == teams[1].organisation
        assert len(team.memberships.all()) == 2
    assert len(queries) == 2


def test_times_are_told_as_the_database_keeps_them():
    @prepared
    def since(moment: datetime) -> object:
        return Round.objects.filter(opened_at__gte=moment)

    round, moment = make_round(), datetime(2026, 3, 1, 12, tzinfo=UTC)
    Round.objects.filter(pk=round.pk).update(opened_at=moment)
    assert since(moment) == since(moment.astimezone(ZoneInfo("Asia/Tokyo"))) == [round]
    assert since(moment + timedelta(microseconds=1)) == []


@pytest.mark.parametrize("value", [None, 1.5, object(), ["a"], [None]])
def test_what_is_no_value_to_compare_with_is_refused(value):
    @prepared
    def of(team: int) -> object:
        return Team.objects.filter(pk=team)

    with pytest.raises(ShapeChanges, match="team"):
        of(value)


def test_another_kind_of_value_is_refused():
    @prepared
    def of(team: int) -> object:
        return Team.objects.filter(pk=team)

    with pytest.raises(ShapeChanges, match="not int"):
        of("1")


def test_an_argument_that_is_not_declared_is_refused():
    @prepared
    def of(team) -> object:
        return Team.objects.filter(pk=team)

    with pytest.raises(ShapeChanges, match="can’t be None"):
        of(1)


def test_what_is_ordered_by_a_column_that_isnt_told_is_refused():
    """Django would read it too, and cut it off each row."""

    @prepared
    def organisations(team: int) -> object:
        return Team.objects.filter(pk=team).order_by("name").values_list("organisation").distinct()

    with pytest.raises(ShapeChanges, match="ordered"):
        organisations(1)


DECISIONS = [bool, lambda value: value == 1, lambda value: value != "x", lambda value: value < 2]


@pytest.mark.parametrize("decides", DECISIONS)
def test_an_argument_that_decides_what_is_asked_is_refused(decides):
    @prepared
    def of(team: int) -> object:
        return Team.objects.filter(pk=team) if decides(team) else Team.objects.filter(pk__gt=team)

    with pytest.raises(TypeError):
        of(1)


def test_an_argument_that_is_not_in_the_sql_is_refused():
    @prepared
    def of(team: int, name: str) -> object:
        return Team.objects.filter(pk=team, name=f"{name}")

    with pytest.raises(ShapeChanges, match="name can’t be found"):
        of(1, "Team")


@pytest.mark.parametrize("moment", [lambda: timezone.localdate(), lambda: timezone.now()])
def test_a_day_that_would_stay_today_for_ever_is_refused(moment):
    @prepared
    def late(team: Team) -> object:
        return Action.objects.filter(team=team, created_at__date__lt=moment())

    with pytest.raises(ShapeChanges, match="has to be given"):
        late(make_team())


def test_a_word_that_is_always_the_same_stands_in_the_sql():
    """So SQLite knows that an index of these rows alone will do, and needn't plan the query for each call."""

    @prepared
    def facilitators(team: Team) -> object:
        return Membership.objects.filter(team=team, role="facilitator").values_list("user", flat=True)

    team = make_team()
    facilitator = make_facilitator(team)
    make_member(team)
    assert facilitators(team) == [facilitator.pk]
    assert "'facilitator'" in facilitators.written.sql
    assert not facilitators.written.fixed


@pytest.mark.parametrize("word", ["it’s", "100%", "a 'b'", "%s", "two words"])
def test_any_other_text_is_given_apart(word):
    @prepared
    def called(round: int) -> object:
        return Action.objects.filter(pk__gte=round, what=word).values_list("what", flat=True)

    make_action(make_team(), what=word)
    make_action(make_team(), what="anything else")
    assert called(0) == [word]
    assert word in called.written.fixed.values()


@pytest.fixture
def names_in(teams):
    @prepared
    def names(team: Team) -> object:
        return Membership.objects.filter(team=team).values_list("user__name", flat=True)

    names(teams[0])
    return names


def test_whoever_looks_on_sees_it(teams, names_in):
    seen = []

    def look_on(execute, sql, *given):
        seen.append(sql)
        return execute(sql, *given)

    with connection.execute_wrapper(look_on):
        found = names_in(teams[0])
    assert found == names_in(teams[0])
    assert len(seen) == 1


def test_where_nobody_does_it_asks_by_the_databases_own_cursor(teams, names_in, monkeypatch):
    found = names_in(teams[0])
    monkeypatch.setattr(connection, "make_cursor", None)
    assert names_in(teams[0]) == found


def test_what_a_database_refuses_is_told_as_django_tells_it(teams, names_in):
    names_in.written = names_in.written._replace(sql="SELECT 1 FROM no_such_table")
    with pytest.raises(DatabaseError), transaction.atomic():
        names_in(teams[0])
    assert connection.errors_occurred, "so that its connection isn't used for the next request"
    connection.errors_occurred = False


def test_nothing_is_asked_in_a_transaction_that_is_broken(teams, names_in):
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            names_in(teams[0])


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_gone_is_made_anew(names_in, teams):
    """On PostgreSQL: SQLite's, in memory, is never gone."""
    found = names_in(teams[0])
    connection.close()
    assert names_in(teams[0]) == found
