"""A closed round's sheets and all that is on them stay as they are, and so do releases and issued reports.

Erasing a person's own sheet stays possible for ever: people may take back what they told us.
"""

from django.db import migrations

from teams.guards import Guard, operation, unchanged

CLOSED = "This round is closed, so nothing on its sheets can change."
ISSUED = "An issued report stays as it was."
SUPERSEDED = ["superseded_at", "superseded_because", "issued_by_id"]  # what may change once it is issued
TRIED = ["tries"]  # to make the files that are made after it was issued
WRITTEN = ["details", "left_out"]
ON_A_SHEET = ["assessments_answer", "assessments_reflection", "assessments_standing", "assessments_presence"]


def not_open(row: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM assessments_round r WHERE r.id = {row}.round_id "
        "AND r.opened_at IS NOT NULL AND r.closed_at IS NULL {share})"
    )


def sheet_not_open(row: str) -> str:
    return (
        "NOT EXISTS (SELECT 1 FROM assessments_sheet s JOIN assessments_round r ON r.id = s.round_id "
        f"WHERE s.id = {row}.sheet_id AND r.opened_at IS NOT NULL AND r.closed_at IS NULL {{share}})"
    )


def erases_what_was_agreed(sheet_id: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM assessments_sheet s JOIN assessments_round r ON r.id = s.round_id "
        f"WHERE s.id = {sheet_id} AND s.kind <> 'person' AND r.closed_at IS NOT NULL {{share}})"
    )


# When it is kept no longer, all but the quoted words of a reflection goes.
EXCEPT = {
    "assessments_reflection": (
        " AND NOT (OLD.sheet_id = NEW.sheet_id AND OLD.principle_id = NEW.principle_id "
        "AND OLD.may_read = NEW.may_read AND OLD.may_quote = NEW.may_quote "
        "AND OLD.may_quote_outside = NEW.may_quote_outside "
        "AND EXISTS (SELECT 1 FROM assessments_quote q "
        "WHERE q.reflection_id = OLD.id AND q.text = NEW.text AND q.text <> ''))"
    )
}


def guards(apps) -> list[Guard]:
    release, edition = (apps.get_model("assessments", name) for name in ("Release", "ReportEdition"))
    moved = "OLD.sheet_id IS DISTINCT FROM NEW.sheet_id"
    found = [
        Guard("assessments_sheet", "INSERT", not_open("NEW"), CLOSED),
        Guard(
            "assessments_sheet",
            "UPDATE",
            f"OLD.round_id IS DISTINCT FROM NEW.round_id OR {not_open('OLD')}",
            CLOSED,
        ),
        Guard("assessments_sheet", "DELETE", erases_what_was_agreed("OLD.id"), CLOSED),
        Guard(
            "assessments_round",
            "UPDATE",
            "OLD.opened_at IS NOT NULL AND (OLD.version_id IS DISTINCT FROM NEW.version_id "
            "OR OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.sharing IS DISTINCT FROM NEW.sharing)",
            "A round keeps the team, the wording and the way of sharing it was opened with.",
        ),
        Guard(
            "assessments_release",
            "UPDATE",
            # It outlives the account that made it.
            f"NOT (NEW.made_by_id IS NULL AND {unchanged(release, but=['made_by_id'])})",
            "A release never changes.",
        ),
        Guard("assessments_release", "DELETE", "1 = 1", "A release is never deleted."),
        Guard(
            "assessments_reportedition",
            "UPDATE",
            # Once somebody has taken words back, they go from what was written for the report too.
            f"OLD.issued_at IS NOT NULL AND NOT ({unchanged(edition, but=[*SUPERSEDED, *WRITTEN, *TRIED])} "
            f"AND (NEW.superseded_because = 'withdrawn' OR ({unchanged(edition, but=[*SUPERSEDED, *TRIED])})))",
            ISSUED,
        ),
        Guard("assessments_reportedition", "DELETE", "OLD.issued_at IS NOT NULL", ISSUED),
        Guard("assessments_reportfile", "UPDATE", "1 = 1", ISSUED),
    ]
    for table in ON_A_SHEET:
        found += [
            Guard(table, "INSERT", sheet_not_open("NEW"), CLOSED),
            Guard(table, "UPDATE", f"({moved} OR {sheet_not_open('OLD')}){EXCEPT.get(table, '')}", CLOSED),
            Guard(table, "DELETE", erases_what_was_agreed("OLD.sheet_id"), CLOSED),
        ]
    return found


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [operation(guards)]
