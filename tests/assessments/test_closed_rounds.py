"""A closed round stays as it is by any route, because the database refuses; and what comes after stays possible."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from assessments.models import (
    Action,
    Answer,
    Counted,
    Placement,
    Presence,
    Quote,
    Reflection,
    Release,
    ReportEdition,
    Round,
    Sheet,
    Standing,
)
from assessments.services.releases import make_release
from assessments.services.rounds import reopen_round
from rubric.document.shapes import LEVELS, STATEMENTS
from tests.make import (
    make_facilitator,
    make_perspective,
    make_placing_round,
    make_round,
    make_team,
    make_version,
    say,
)

pytestmark = pytest.mark.django_db

ON_A_SHEET = [Answer, Placement, Reflection, Standing, Presence]
EVERY = [Sheet, *ON_A_SHEET]
CHANGES = {
    Sheet: {"people": 9},
    Answer: {"value": Answer.Value.NOT_SURE},
    Placement: {"value": 9},
    Reflection: {"text": "Changed"},
    Standing: {"why": "Changed"},
    Presence: {"perspective_id": None},  # filled in by the test: another one
}


def closed_round(**person):
    """Closed, with one row of everything on its together sheet and on a person's."""
    round = make_placing_round(version=make_version(principles=2))
    for sheet in (round.sheets.get(), round.sheets.create(kind=Sheet.Kind.PERSON, **person)):
        fill_in(sheet)
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now())
    return Round.objects.get(pk=round.pk)


def fill_in(sheet):
    statement, principle = sheet.round.version.statements.first(), sheet.round.version.principles.first()
    sheet.answers.create(statement=statement, value=Answer.Value.TICKED, changed_at=timezone.now())
    where = {"activity": sheet.round.activities.get(), "question": sheet.round.places_on.questions.get()}
    sheet.placements.create(moment=0, value=2, changed_at=timezone.now(), **where)
    sheet.reflections.create(principle=principle, text="We start late.")
    sheet.standings.create(principle=principle, why="Because.")
    sheet.presences.create(perspective=sheet.round.team.organisation.perspectives.first())


def agreed(model, round):
    """The row of this table that stands for what was agreed."""
    path = "" if model is Sheet else "sheet__"
    return model.objects.get(**{f"{path}round": round, f"{path}kind": Sheet.Kind.TOGETHER})


def persons(model, round):
    path = "" if model is Sheet else "sheet__"
    return model.objects.get(**{f"{path}round": round, f"{path}kind": Sheet.Kind.PERSON})


def changes_to(model, round):
    if model is Presence:
        return {"perspective_id": make_perspective(round.team.organisation).pk}
    return CHANGES[model]


def new_row(model, round, sheet):
    statement, principle = round.version.statements.last(), round.version.principles.last()
    activity = round.activities.first()
    question = activity and round.places_on.questions.get()
    placed = {"activity": activity, "question": question, "moment": 1, "value": 1}
    fields = {
        Placement: placed | {"changed_at": timezone.now()},
        Sheet: {"kind": Sheet.Kind.PERSON, "round": round},
        Answer: {"statement": statement, "value": Answer.Value.TICKED, "changed_at": timezone.now()},
        Reflection: {"principle": principle, "text": "Late"},
        Standing: {"principle": principle, "why": "Late"},
        Presence: {"perspective": round.team.organisation.perspectives.last()},
    }[model]
    return model(**fields) if model is Sheet else model(sheet=sheet, **fields)


def where(row):
    """The row's own condition in SQL: an answer and a placement have several columns for their key."""
    if isinstance(row, Answer):
        return "sheet_id = %s AND statement_id = %s", [row.sheet_id, row.statement_id]
    if isinstance(row, Placement):
        key = ("sheet_id", "activity_id", "question_id", "moment")
        return " AND ".join(f"{name} = %s" for name in key), [getattr(row, name) for name in key]
    return "id = %s", [row.pk]


def raw(sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def refused(change, match="closed"):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        change()


@pytest.mark.parametrize("row_of", [agreed, persons])
@pytest.mark.parametrize("model", EVERY)
def test_saving_a_row_is_refused(model, row_of):
    round = closed_round()
    row = row_of(model, round)
    for name, value in changes_to(model, round).items():
        setattr(row, name, value)
    refused(row.save)


@pytest.mark.parametrize("row_of", [agreed, persons])
@pytest.mark.parametrize("model", EVERY)
def test_an_update_of_many_is_refused(model, row_of):
    round = closed_round()
    changes = changes_to(model, round)
    row = row_of(model, round)
    rows = model.objects.filter(pk=row.pk)
    refused(lambda: rows.update(**changes))
    for name, value in changes.items():
        setattr(row, name, value)
    refused(lambda: model.objects.bulk_update([row], [name.removesuffix("_id") for name in changes]))


@pytest.mark.parametrize("model", EVERY)
def test_adding_a_row_is_refused(model):
    round = closed_round()
    row = new_row(model, round, agreed(Sheet, round))
    refused(lambda: row.save(force_insert=True))
    refused(lambda: model.objects.bulk_create([row]))


def test_upserting_an_answer_is_refused():
    answer = agreed(Answer, closed_round())
    answer.value = Answer.Value.NOT_TRUE
    keys = {"update_fields": ["value"], "unique_fields": ["sheet", "statement"]}
    refused(lambda: Answer.objects.bulk_create([answer], update_conflicts=True, **keys))


@pytest.mark.parametrize("row_of", [agreed, persons])
@pytest.mark.parametrize("model", EVERY)
def test_updating_by_raw_sql_is_refused(model, row_of):
    round = closed_round()
    ((column, value),) = changes_to(model, round).items()
    condition, key = where(row_of(model, round))
    refused(lambda: raw(f"UPDATE {model._meta.db_table} SET {column} = %s WHERE {condition}", [value, *key]))  # noqa: S608


@pytest.mark.parametrize("model", EVERY)
def test_inserting_by_raw_sql_is_refused(model):
    round = closed_round()
    row = new_row(model, round, agreed(Sheet, round))
    fields = [field for field in model._meta.concrete_fields if field.column != "id"]
    columns = ", ".join(field.column for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    places = ", ".join(["%s"] * len(fields))
    refused(lambda: raw(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})", values))  # noqa: S608


@pytest.mark.parametrize("model", ON_A_SHEET)
def test_moving_a_row_in_from_an_open_round_is_refused(model):
    closed = closed_round()
    team = closed.team
    elsewhere = make_round(team, closed.version).sheets.get()
    row = new_row(model, closed, elsewhere)
    row.save(force_insert=True)
    condition, key = where(row)
    sql = f"UPDATE {model._meta.db_table} SET sheet_id = %s WHERE {condition}"  # noqa: S608
    refused(lambda: raw(sql, [agreed(Sheet, closed).pk, *key]))


def test_moving_a_sheet_into_another_round_is_refused():
    closed = closed_round()
    other = make_round(closed.team, closed.version)
    refused(lambda: Sheet.objects.filter(round=closed).update(round=other))
    refused(lambda: Sheet.objects.filter(round=other).update(round=closed))


@pytest.mark.parametrize("model", EVERY)
def test_deleting_what_was_agreed_is_refused(model):
    row = agreed(model, closed_round())
    condition, key = where(row)
    refused(model.objects.filter(pk=row.pk).delete)
    refused(lambda: raw(f"DELETE FROM {model._meta.db_table} WHERE {condition}", key))  # noqa: S608


def test_a_group_keeps_what_it_said():
    round = make_placing_round()
    group = round.sheets.create(kind=Sheet.Kind.GROUP, people=3)
    fill_in(group)
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now())
    refused(group.delete)


def test_a_person_can_take_back_what_they_said():
    round = closed_round()
    persons(Sheet, round).delete()
    for model in ON_A_SHEET:
        assert model.objects.count() == 1


def test_what_comes_after_stays_possible():
    round = closed_round()
    quote = Quote.objects.create(round=round, reflection=persons(Reflection, round), text="We start late.")
    quote.text, quote.withdrawn_at = "", timezone.now()
    quote.save()
    ReportEdition.objects.create(round=round, kind=ReportEdition.Kind.BOARD, details={"meeting": "Board"})
    Action.objects.create(team=round.team, round=round, what="Start on time.")
    assert (Quote.objects.count(), ReportEdition.objects.count(), Action.objects.count()) == (1, 1, 1)


def test_reopening_makes_writing_possible_again():
    round = closed_round()
    reopen_round(round, by=make_facilitator(round.team), reason="We forgot a part.")
    for model in EVERY:
        row = agreed(model, round)
        for name, value in changes_to(model, round).items():
            setattr(row, name, value)
        row.save()
    assert agreed(Reflection, round).text == "Changed"


def test_a_planned_round_takes_no_sheets():
    round = make_round(state="planned")
    refused(lambda: round.sheets.create(kind=Sheet.Kind.PERSON))


@pytest.mark.parametrize("field", ["version", "team", "sharing"])
def test_an_opened_round_keeps_what_it_was_opened_with(field):
    round = make_round()
    other = {"version": make_version, "team": make_team, "sharing": lambda: Round.Sharing.IN_THE_OPEN}[
        field
    ]()
    rounds = Round.objects.filter(pk=round.pk)
    refused(lambda: rounds.update(**{field: other}), match="keeps")
    setattr(round, field, other)
    refused(round.save, match="keeps")
    refused(lambda: Round.objects.bulk_update([round], [field]), match="keeps")


def test_a_release_never_changes_and_is_never_deleted():
    round = make_round()
    release = make_release(round, by=make_facilitator(round.team))
    for name, value in [("agreed", {}), ("counts", {"p1": 1}), ("number", 2), ("at_closing", True)]:
        rows = Release.objects.filter(pk=release.pk)
        refused(lambda rows=rows, name=name, value=value: rows.update(**{name: value}), match="never")
    release.agreed = {"room": {}}
    refused(release.save, match="never")
    refused(release.delete, match="never")
    refused(lambda: raw("DELETE FROM assessments_release WHERE id = %s", [release.pk]), match="never")
    refused(
        lambda: raw("UPDATE assessments_release SET number = 7 WHERE id = %s", [release.pk]), match="never"
    )


def test_a_release_outlives_the_account_that_made_it():
    round = make_round()
    alice = make_facilitator(round.team)
    release = make_release(round, by=alice)
    alice.delete()
    release.refresh_from_db()
    assert release.made_by is None


def test_of_quoted_words_only_the_quote_may_stay():
    round = closed_round()
    reflection = persons(Reflection, round)
    Quote.objects.create(round=round, reflection=reflection, text="We start late.")
    rows = Reflection.objects.filter(pk=reflection.pk)
    refused(lambda: rows.update(text="Something else."))
    refused(lambda: rows.update(text="We start late.", may_quote=not reflection.may_quote))
    assert rows.update(text="We start late.") == 1


FREE = {
    Release: {"made_by_id"},
    ReportEdition: {"issued_by_id", "superseded_at", "superseded_because", "tries"},
    Round: {
        *(
            "opened_at",
            "closed_at",
            "awaits_release",
            "begins_with_id",
            "floor",
            "keep_months",
            "quotes_changed",
        ),
        *("join_code", "link_token", "door_closed_at", "title", "closes_on", "hear_back", "shared_devices"),
        *("session_format", "warm_ups", "reminded_at", "created_by_id", "about_name", "was_answered"),
        *("team_told_at", "remind_days", "team_reminded_at"),
        *("meets_on", "meets_at", "meets_where", "hear_on", "access_note"),
        *("contact_name", "contact_phone", "contact_text", "contact_email"),
    },
    Reflection: set(),
}


@pytest.mark.parametrize("model", FREE)
def test_every_column_of_what_stays_is_guarded(model):
    """Whichever it has, and whichever it will have: a new one stays too, unless it is named."""
    round = make_round()
    say(round.sheets.create(kind=Sheet.Kind.PERSON, how="alone"))
    make_release(round, by=None)
    ReportEdition.objects.create(round=round, kind="board", issued_at=timezone.now())
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now())
    row = model.objects.get()
    columns = {field.column for field in model._meta.concrete_fields}
    assert FREE[model] <= columns
    for field in model._meta.concrete_fields:
        if field.column not in FREE[model]:
            rows = model.objects.filter(pk=row.pk)
            refused(
                lambda rows=rows, field=field: rows.update(**{field.attname: another(field)}),
                match="never|stays|keeps|closed",
            )


@pytest.mark.parametrize("name", [f.attname for f in Reflection._meta.concrete_fields if f.name != "text"])
def test_where_only_quoted_words_stay_nothing_else_changes_with_them(name):
    round = closed_round()
    reflection = persons(Reflection, round)
    Quote.objects.create(round=round, reflection=reflection, text="We start late.")
    changes = {"text": "We start late.", name: another(Reflection._meta.get_field(name))}
    refused(lambda: Reflection.objects.filter(pk=reflection.pk).update(**changes))


def test_of_whoever_is_quoted_the_name_can_go_and_nothing_else():
    round = closed_round(first_name="Dana", how="alone")
    sheet, agreed_sheet = persons(Sheet, round), agreed(Sheet, round)
    rows, empty = Sheet.objects.filter(pk=sheet.pk), {"first_name": "", "how": ""}
    refused(lambda: rows.update(**empty))  # nothing is quoted, so the sheet goes whole
    for each in (sheet, agreed_sheet):
        Quote.objects.create(round=round, reflection=each.reflections.get(), text="We start late.")
    refused(lambda: Sheet.objects.filter(pk=agreed_sheet.pk).update(**empty))
    refused(lambda: rows.update(first_name="Erin", how=""))
    for field in Sheet._meta.concrete_fields:
        refused(lambda field=field: rows.update(**empty | {field.attname: another(field)}))
    assert rows.update(**empty) == 1


def test_all_that_stands_on_a_sheet_is_tried_here():
    models = apps.get_app_config("assessments").get_models()
    on_a_sheet = {model for model in models if any(f.name == "sheet" for f in model._meta.concrete_fields)}
    assert on_a_sheet - {Counted} == set(ON_A_SHEET), "a release writes what it counted after closing"


def another(field):
    """A value that isn't there yet."""
    kinds = {"JSONField": {"another": 1}, "DateTimeField": timezone.now(), "BooleanField": True}
    return kinds.get(field.get_internal_type(), 77)


def test_as_many_statements_are_counted_as_a_part_may_have():
    assert Counted._meta.get_field("marks").max_length == LEVELS * STATEMENTS == 240
