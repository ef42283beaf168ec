"""A published version is kept as it is, with everything below it. Only withdrawing it stays possible."""

from django.db import migrations

from teams.guards import Guard, operation

MESSAGE = "A published version never changes."
KEPT = [
    "rubric_id", "number", "title", "easy_read_title", "language", "purpose", "easy_read_purpose", "edits",
    "created_at", "published_at", "note", "suggested_by", "checked_with",
]  # fmt: skip
KEPT_JSON = ["source", "hard_words", "translations", "drawings"]
BELOW = ["rubric_level", "rubric_principle", "rubric_statement"]


def changed(columns: list[str]) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def published(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM rubric_rubricversion v WHERE v.id = {row}.version_id "
        "AND v.published_at IS NOT NULL)"
    )


def guards(apps) -> list[Guard]:
    publisher = "OLD.published_by_id IS DISTINCT FROM NEW.published_by_id AND NEW.published_by_id IS NOT NULL"
    version_changed = f"OLD.published_at IS NOT NULL AND ({changed(KEPT + KEPT_JSON)} OR ({publisher}))"
    found = [
        Guard("rubric_rubricversion", "UPDATE", version_changed, MESSAGE),
        Guard("rubric_rubricversion", "DELETE", "OLD.published_at IS NOT NULL", MESSAGE),
    ]
    found += [
        Guard("rubric_drawing", "UPDATE", "1 = 1", "A drawing that a version uses never changes."),
        Guard("rubric_drawing", "DELETE", "1 = 1", "A drawing that a version uses is never deleted."),
    ]
    for table in BELOW:
        found += [
            Guard(table, "INSERT", published("NEW"), MESSAGE),
            Guard(table, "UPDATE", f"{published('OLD')} OR {published('NEW')}", MESSAGE),
            Guard(table, "DELETE", published("OLD"), MESSAGE),
        ]
    return found


class Migration(migrations.Migration):
    dependencies = [("rubric", "0001_initial")]
    operations = [operation(guards)]
