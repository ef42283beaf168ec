"""A team and a perspective stay in their organisation, and a perspective on its side once results rest on it."""

from django.db import migrations

from teams.guards import Guard, operation

MOVED = "OLD.organisation_id IS DISTINCT FROM NEW.organisation_id"
GUARDS = [
    Guard("teams_team", "UPDATE", MOVED, "A team stays in its organisation."),
    Guard(
        "teams_perspective",
        "UPDATE",
        f"{MOVED} OR OLD.side_fixed_at IS NOT NULL AND (OLD.side_fixed_at IS DISTINCT FROM NEW.side_fixed_at "
        "OR OLD.side IS DISTINCT FROM NEW.side)",
        "Results were shown in which this perspective is on its side, so it stays there.",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("teams", "0001_initial")]
    operations = [operation(lambda apps: GUARDS)]
