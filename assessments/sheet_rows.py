"""A sheet with its round, team and organisation, from one row of one query: which columns are read, and as what.

Pages of one part, and their ticks, are asked for most, and read what they show. Whatever else they are asked about is
there too, and costs a query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.base import ModelState

from assessments.models import Round, Sheet
from teams.models import Organisation, Team

MODELS: dict[str, type[Model]] = {"s": Sheet, "r": Round, "t": Team, "o": Organisation}
SHOWN: dict[type[Model], set[str]] = {
    Sheet: {"id", "kind", "round_id", "principle_id", "room_at", "wording"},
    Round: {
        *("id", "code", "title", "team_id", "version_id", "places_on_id", "begins_with_id"),
        *("opened_at", "closed_at", "shared_devices", "floor"),
        *("contact_name", "contact_phone", "contact_text", "contact_email"),
    },
    Team: {"id", "code", "name", "organisation_id"},
    Organisation: {"id", "name", "logo", "brand_colour", "floor", "safeguarding_name", "safeguarding_phone"},
}


class SheetRows:
    """Columns of these four, as SQL has them, and rows of those as objects."""

    def __init__(self, shown: dict[type[Model], Collection[str]] | None = None):
        self.fields = {model: _fields(model, shown and shown[model]) for model in MODELS.values()}
        named = ((alias, field) for alias, model in MODELS.items() for field in self.fields[model])
        self.columns = ", ".join(f"{alias}.{field.column}" for alias, field in named)

    def sheet(self, row: Iterable) -> Sheet:
        """Each of the four knows the next, and `round.placed` says how many activities it has."""
        values = iter(self._python_values(row))
        sheet, round, team, organisation = (
            _made(model, {field.attname: next(values) for field in fields})
            for model, fields in self.fields.items()
        )
        sheet.round, round.team, team.organisation = round, team, organisation
        round.placed = next(values)
        return sheet

    def _python_values(self, row: Iterable) -> list:
        """As the ORM reads them: SQLite keeps times without their zone, and both databases keep lists as text."""
        values = list(row)
        for index, column, converters in self._converters:
            for convert in converters:
                values[index] = convert(values[index], column, connection)
        return values

    @cached_property
    def _converters(self) -> list[tuple]:
        columns = [field.cached_col for fields in self.fields.values() for field in fields]
        found = [
            (index, column, connection.ops.get_db_converters(column) + column.get_db_converters(connection))
            for index, column in enumerate(columns)
        ]
        return [(index, column, converters) for index, column, converters in found if converters]


def _fields(model: type[Model], named: Collection[str] | None) -> list[Field]:
    """All of them, or those; one that isn't there any more is a KeyError."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [fields[name] for name in (sorted(named) if named else fields)]


def _made(model: type[Model], values: dict[str, Any]) -> Any:
    """As Model.from_db() does, which takes longer to look at all fields than the database to find them."""
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding, made._state.db = False, connection.alias
    made.__dict__.update(values)
    return made


WHOLE, OF_A_PART = SheetRows(), SheetRows(SHOWN)
