"""After all migrations each guard stands as today's models ask for it. A migration that changes a guarded table loses
them on SQLite, where Django makes the table anew, and a new column is none of theirs until they are made again."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

teams = import_module("teams.migrations.0002_what_stays")
rubric = import_module("rubric.migrations.0002_published_versions_never_change")
assessments = import_module("assessments.migrations.0002_closed_rounds_and_releases_stay")
WORDS = re.compile(r"[\w.]+")
STAND = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal
    """,
}


@pytest.mark.django_db
def test_every_guard_stands_with_the_columns_of_today():
    guards = [*teams.GUARDS, *rubric.guards(apps), *assessments.guards(apps)]
    with connection.cursor() as cursor:
        cursor.execute(STAND[connection.vendor])
        stand = dict(cursor.fetchall())
    missing = [guard.name for guard in guards if not stand.get(guard.name)]
    other = [guard.name for guard in guards if not _is_made_of(guard, stand.get(guard.name) or "")]
    assert len(guards) > 40
    assert (missing, other) == ([], [])


def _is_made_of(guard, written: str) -> bool:
    """In whichever order their columns are named."""
    asked = guard.create_sql(connection.vendor)[0]
    asked = asked.split("$$")[1] if "$$" in asked else asked
    return sorted(WORDS.findall(asked)) == sorted(WORDS.findall(written))
