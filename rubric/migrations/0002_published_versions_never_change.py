"""A published version is kept as it is, with everything below it. Only withdrawing it stays possible."""

from django.db import migrations

from teams.guards import Guard, operation, unchanged

MESSAGE = "A published version never changes."
WITHDRAWN = ["withdrawn_at"]  # what may change once it is published


def published(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM rubric_rubricversion v WHERE v.id = {row}.version_id "
        "AND v.published_at IS NOT NULL)"
    )


def below(apps) -> list[str]:
    """Whatever is part of a version."""
    models = apps.get_app_config("rubric").get_models()
    return [m._meta.db_table for m in models if any(f.name == "version" for f in m._meta.concrete_fields)]


def guards(apps) -> list[Guard]:
    version = apps.get_model("rubric", "RubricVersion")
    # It outlives the account that published it.
    publisher = "NEW.published_by_id IS NULL OR OLD.published_by_id IS NOT DISTINCT FROM NEW.published_by_id"
    as_it_was = f"{unchanged(version, but=[*WITHDRAWN, 'published_by_id'])} AND ({publisher})"
    version_changed = f"OLD.published_at IS NOT NULL AND NOT ({as_it_was})"
    found = [
        Guard("rubric_rubricversion", "UPDATE", version_changed, MESSAGE),
        Guard("rubric_rubricversion", "DELETE", "OLD.published_at IS NOT NULL", MESSAGE),
    ]
    found += [
        Guard("rubric_drawing", "UPDATE", "1 = 1", "A drawing that a version uses never changes."),
        Guard("rubric_drawing", "DELETE", "1 = 1", "A drawing that a version uses is never deleted."),
    ]
    for table in below(apps):
        found += [
            Guard(table, "INSERT", published("NEW"), MESSAGE),
            Guard(table, "UPDATE", f"{published('OLD')} OR {published('NEW')}", MESSAGE),
            Guard(table, "DELETE", published("OLD"), MESSAGE),
        ]
    return found


class Migration(migrations.Migration):
    dependencies = [("rubric", "0001_initial")]
    operations = [operation(guards)]
