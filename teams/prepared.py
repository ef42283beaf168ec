"""Queries whose SQL is written once, since the ORM takes longer to write most of ours than a database to answer.

    @prepared
    def late_actions(lead: User, by: date) -> QuerySet[Action]:
        return Action.objects.due(by=by).filter(lead=lead)

    late_actions(user, today)  # a list, as list(late_actions.plain(user, today)) is

What is decorated is called once in a process, with a stand-in for each argument. From then on each call fills what it
is given into the SQL that came of it. So the arguments may only be compared with columns: whatever would change the
shape of the query is refused with `ShapeChanges`, and belongs outside.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date, datetime
from functools import cached_property, update_wrapper
from inspect import signature
from types import FrameType
from typing import Any, NamedTuple, get_origin, get_type_hints

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Model,
    QuerySet,
    Value,
    prefetch_related_objects,
)
from django.db.models.query import (
    FlatValuesListIterable,
    ValuesIterable,
    ValuesListIterable,
    get_related_populators,
)

FIELDS = {bool: BooleanField, int: BigIntegerField, str: CharField, datetime: DateTimeField, date: DateField}
SEVERAL = (list, tuple, set, frozenset)
LIST = {"sqlite": "(SELECT value FROM json_each(%s))", "postgresql": "(SELECT unnest(%s::bigint[]))"}
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # as SQLite is given days and times

every_prepared: list[Prepared] = []


class ShapeChanges(TypeError):
    """Another value would make another query of this, so its SQL can't be written once."""


class Given(Value):
    """Stands for an argument while the SQL is written, and in its parameters."""

    def __init__(self, name: str, kind: type):
        super().__init__(None, output_field=FIELDS.get(kind, BigIntegerField)())
        self.name, self.kind = name, kind

    def as_sql(self, compiler, connection):
        return (LIST[connection.vendor] if self.kind is list else "%s"), [self]

    def __bool__(self):
        self._refuse_all_but_django(sys._getframe(1))
        return True

    def __eq__(self, other):
        self._refuse_all_but_django(sys._getframe(1))
        return super().__eq__(other)

    __hash__ = Value.__hash__

    def _refuse_all_but_django(self, asks: FrameType) -> None:
        """Django asks each expression whether it is there. Whoever else asks makes another query of the answer."""
        if not asks.f_globals["__name__"].startswith("django."):
            raise ShapeChanges(f"What {self.name} is decides what is asked, so it belongs outside.")


class Written(NamedTuple):
    """A query's SQL, with a name for each parameter, those that are always the same, and how its rows are told."""

    sql: str
    fixed: dict[str, Any]
    convert: list[tuple]
    tell: Callable[[Iterable], list]
    beside: tuple  # what is read of the same rows with queries of its own


class Prepared:
    """`plain` is the same query as the ORM writes it."""

    def __init__(self, plain: Callable[..., QuerySet]):
        update_wrapper(self, plain)
        self.plain = plain
        self.names = list(signature(plain).parameters)
        self.written: Written | None = None
        every_prepared.append(self)

    @cached_property
    def kinds(self) -> dict[str, type]:
        """What each argument is declared to be."""
        declared = get_type_hints(self.plain)
        return {name: _kind_declared(declared.get(name)) for name in self.names}

    def __call__(self, *values) -> list:
        given = {name: self._checked(name, value) for name, value in zip(self.names, values, strict=True)}
        written = self.written or self._write()
        connection = connections[DEFAULT_DB_ALIAS]
        filled = {name: _fill(value, connection) for name, value in given.items()}
        with connection.wrap_database_errors, closing(_cursor(connection)) as cursor:
            cursor.execute(written.sql, written.fixed | filled)
            rows = cursor.fetchall()
        found = written.tell(_converted(rows, written.convert, connection))
        if written.beside:
            prefetch_related_objects(found, *written.beside)
        return found

    def _checked(self, name: str, value):
        """What the database is given. A row stands for its key."""
        if type(value) is self.kinds[name] and type(value) in FIELDS:
            return value
        value = value.pk if isinstance(value, Model) else value
        value = list(value) if isinstance(value, SEVERAL) else value
        if _kind_of(value) is not self.kinds[name]:
            raise ShapeChanges(f"{self.__name__}: {name} is {value!r}, and not {self.kinds[name].__name__}.")
        return value

    def _write(self) -> Written:
        rows = self.plain(*(Given(name, self.kinds[name]) for name in self.names))
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        if compiler.has_extra_select:
            raise ShapeChanges(f"{self.__name__}: what it is ordered by has to be among what it asks for.")
        self._refuse_what_was_decided(params)
        sql, fixed = _with_names(sql, params)
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        convert = [(place, *each) for place, each in converters.items()]
        beside = tuple(rows._prefetch_related_lookups)
        self.written = Written(sql, fixed, convert, _teller(rows, compiler), beside)
        return self.written

    def _refuse_what_was_decided(self, params) -> None:
        """An argument that isn't there has decided something; a day that nobody gave would stay today for ever."""
        lost = set(self.names) - {param.name for param in params if isinstance(param, Given)}
        if lost:
            raise ShapeChanges(f"{self.__name__}: {', '.join(sorted(lost))} can’t be found in its SQL.")
        for param in params:
            if isinstance(param, date) or (isinstance(param, str) and A_DAY.match(param)):
                raise ShapeChanges(f"{self.__name__}: the day or time {param} has to be given.")


prepared = Prepared


def _kind_declared(hint) -> type:
    if hint is list or get_origin(hint) is list:
        return list
    if isinstance(hint, type) and issubclass(hint, Model):
        return int
    if hint not in FIELDS:
        raise ShapeChanges(f"An argument of a prepared query can’t be {hint}.")
    return hint


def _kind_of(value) -> type | None:
    if isinstance(value, list):
        return list if all(type(each) is int for each in value) else None
    return next((kind for kind in FIELDS if isinstance(value, kind)), None)


def _with_names(sql: str, params: Sequence) -> tuple[str, dict[str, Any]]:
    """Names instead of places: on SQLite, Django looks for places anew in each query, longer than a query takes."""
    names = [each.name if isinstance(each, Given) else f"fixed_{n}" for n, each in enumerate(params)]
    fixed = {name: each for name, each in zip(names, params, strict=True) if not isinstance(each, Given)}
    places = [_written_out(fixed.get(name)) or f"%({name})s" for name in names]
    left = {name: each for name, each in fixed.items() if not _written_out(each)}
    return sql.replace("%%", "%%%%") % tuple(places), left


def _written_out(fixed: object) -> str:
    """A word or a number of ours that is always the same. Given apart, SQLite would plan the query anew each time, to
    see whether an index of some rows has those that are asked for, and each call would tell it all of them again."""
    if type(fixed) is int:
        return str(fixed)
    return f"'{fixed}'" if isinstance(fixed, str) and fixed.isascii() and fixed.isalpha() else ""


def _fill(value, connection):
    if isinstance(value, list):
        return json.dumps(value) if connection.vendor == "sqlite" else value
    return connection.ops.adapt_unknown_value(value)


def _cursor(connection):
    """The database's own, since Django's costs more than most of these queries do; Django's where somebody counts or
    wraps what is asked. A connection belongs to its thread, as it is looked up for each query."""
    if connection.queries_logged or connection.execute_wrappers:
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    return connection.create_cursor()


def _converted(rows: Iterable, convert: list[tuple], connection) -> Iterable:
    """As Python has values: SQLite keeps times as text, for instance."""
    if not convert:
        return rows
    columns = list(zip(*rows, strict=True))
    for place, steps, column in convert if columns else ():
        for step in steps:
            columns[place] = [step(value, column, connection) for value in columns[place]]
    return zip(*columns, strict=True)


def _teller(asked: QuerySet, compiler) -> Callable[[Iterable], list]:
    """Tells rows as the query was asked to. What is the same for all of them is worked out here, once."""
    kind, query = asked._iterable_class, asked.query
    if kind is ValuesListIterable:
        return lambda rows: [tuple(row) for row in rows]
    if kind is FlatValuesListIterable:
        return lambda rows: [row[0] for row in rows]
    if kind is ValuesIterable:
        names = list(query.selected or (*query.values_select, *query.annotation_select))
        return lambda rows: [dict(zip(names, row, strict=True)) for row in rows]
    return _teller_of_objects(compiler)


def _teller_of_objects(compiler) -> Callable[[Iterable], list]:
    info, select = compiler.klass_info, compiler.select
    begin, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [each[0].target.attname for each in select[begin:end]]
    related = get_related_populators(info, select, DEFAULT_DB_ALIAS)
    annotated = tuple((compiler.annotation_col_map or {}).items())

    def tell(row):
        one = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[begin:end])
        for other in related:
            other.populate(row, one)
        for name, place in annotated:
            setattr(one, name, row[place])
        return one

    return lambda rows: [tell(row) for row in rows]
