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
from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from functools import cached_property, update_wrapper
from inspect import signature
from types import FrameType
from typing import Any, get_origin, get_type_hints

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


class Prepared:
    """`plain` is the same query as the ORM writes it."""

    def __init__(self, plain: Callable[..., QuerySet]):
        update_wrapper(self, plain)
        self.plain = plain
        self.names = list(signature(plain).parameters)
        self.written: tuple[QuerySet, Any, str, tuple] | None = None
        every_prepared.append(self)

    @cached_property
    def kinds(self) -> dict[str, type]:
        """What each argument is declared to be."""
        declared = get_type_hints(self.plain)
        return {name: _kind_declared(declared.get(name)) for name in self.names}

    def __call__(self, *values) -> list:
        given = {name: self._checked(name, value) for name, value in zip(self.names, values, strict=True)}
        rows, compiler, sql, params = self.written or self._write(given)
        connection = connections[DEFAULT_DB_ALIAS]
        filled = tuple(_fill(param, given, connection) for param in params)
        return list(_rows_of(rows, compiler, connection, sql, filled))

    def _checked(self, name: str, value):
        """What the database is given. A row stands for its key."""
        value = value.pk if isinstance(value, Model) else value
        value = list(value) if isinstance(value, SEVERAL) else value
        if _kind_of(value) is not self.kinds[name]:
            raise ShapeChanges(f"{self.__name__}: {name} is {value!r}, and not {self.kinds[name].__name__}.")
        return value

    def _write(self, given: dict[str, Any]) -> tuple[QuerySet, Any, str, tuple]:
        rows = self.plain(*(Given(name, self.kinds[name]) for name in given))
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        self._refuse_what_was_decided(params)
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _: converters
        self.written = rows, compiler, sql, tuple(params)
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


def _fill(param, given: dict[str, Any], connection):
    if not isinstance(param, Given):
        return param
    value = given[param.name]
    if param.kind is list:
        return json.dumps(value) if connection.vendor == "sqlite" else value
    return connection.ops.adapt_unknown_value(value)


def _rows_of(rows: QuerySet, compiler, connection, sql: str, params: tuple) -> QuerySet:
    """The same rows as the ORM finds, by the SQL that is there. Copies, since other threads read the same."""
    compiler = copy(compiler)
    compiler.connection = connection
    compiler.as_sql = lambda *_, **__: (sql, params)
    query = copy(rows.query)
    query.get_compiler = lambda *_, **__: compiler
    found = QuerySet(rows.model, query, DEFAULT_DB_ALIAS)
    found._iterable_class, found._fields = rows._iterable_class, rows._fields
    found._prefetch_related_lookups = rows._prefetch_related_lookups
    return found
