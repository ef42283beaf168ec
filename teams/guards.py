"""Rules that the database itself keeps, so that no route gets past them. Used by migrations only."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import migrations
from django.db.models import Model

LOCKS = {"{share}": "FOR SHARE OF r", "{key_share}": "FOR KEY SHARE OF r", "{whole}": "FOR UPDATE OF r"}


@dataclass(frozen=True)
class Guard:
    """Refuses `event` on `table` with `message` when `refused_if` is true of the row (OLD, NEW).

    `refused_if` is SQL that both databases read. Where rows can be locked, `{share}` locks the round `r` against
    whoever changes it, `{key_share}` only against who asks for all of it, and `{whole}` asks for that.
    The refusal reaches Django as an IntegrityError.
    """

    table: str
    event: str  # INSERT, UPDATE or DELETE
    refused_if: str
    message: str
    about: str = ""  # tells two guards of one table and event apart

    @property
    def name(self) -> str:
        return "_".join(filter(None, ["guard", self.table, self.event.lower(), self.about]))

    def create_sql(self, vendor: str) -> list[str]:
        return self._postgresql() if vendor == "postgresql" else [self._sqlite()]

    def drop_sql(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"DROP TRIGGER {self.name} ON {self.table}", f"DROP FUNCTION {self.name}()"]
        return [f"DROP TRIGGER {self.name}"]

    def _sqlite(self) -> str:
        condition = self.refused_if.replace("IS NOT DISTINCT FROM", "IS")
        condition = condition.replace("IS DISTINCT FROM", "IS NOT")
        condition = with_locks(condition, dict.fromkeys(LOCKS, ""))
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} WHEN ({condition}) "
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        )

    def _postgresql(self) -> list[str]:
        condition = with_locks(self.refused_if, LOCKS)
        row = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF ({condition}) THEN "
            f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {row}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]


def with_locks(condition: str, locks: Mapping[str, str]) -> str:
    for name, lock in locks.items():
        condition = condition.replace(name, lock)
    return condition


def unchanged(model: type[Model], *, but: Collection[str] = ()) -> str:
    """True of an update that leaves every column of the model as it was, but these."""
    columns = [field.column for field in model._meta.concrete_fields if field.column not in but]
    return " AND ".join(f"OLD.{column} IS NOT DISTINCT FROM NEW.{column}" for column in columns)


def operation(guards: Callable[[Apps], list[Guard]]) -> migrations.RunPython:
    """One migration operation that creates the guards of these models, and drops them on the way back."""

    def run(schema_editor, statements) -> None:
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def forwards(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        run(schema_editor, [sql for guard in guards(apps) for sql in guard.create_sql(vendor)])

    def backwards(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        run(schema_editor, [sql for guard in guards(apps) for sql in guard.drop_sql(vendor)])

    return migrations.RunPython(forwards, backwards)
