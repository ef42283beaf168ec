"""A closed round's sheets and all that is on them stay as they are, and so do releases and issued reports.

Erasing a person's own sheet stays possible for ever: people may take back what they told us. A try-out, in which nobody
has answered and of which nothing was issued, may be removed as a whole: it says so first, in `removed_at`.
"""

from django.db import migrations
from django.db.models import Model

from teams.guards import Guard, operation, unchanged

CLOSED = "This round is closed, so nothing on its sheets can change."
PLACED = "A round keeps the activities that it was opened with."
ISSUED = "An issued report stays as it was."
SUPERSEDED = ["superseded_at", "superseded_because", "issued_by_id"]  # what may change once it is issued
TRIED = ["tries"]  # to make the files that are made after it was issued
WRITTEN = ["details", "left_out"]
# Who says one of these waits for no release: what comes late is for the next one.
CHOSEN = {"assessments_answer", "assessments_placement"}
COUNTED = "assessments_counted"  # the one on a sheet that is written after closing, by the last release
# What may change of a round once it is open, or over: how it runs, its door, and what isn't about answers.
RUNNING = ["opened_at", "closed_at", "awaits_release", "begins_with_id", "floor", "keep_months"]
DOOR = ["join_code", "link_token", "door_closed_at"]
CALLED = ["title", "about_name", "closes_on", "hear_back", "shared_devices", "session_format", "warm_ups"]
TOLD = ["meets_on", "meets_at", "meets_where", "hear_on", "access_note"]
TOLD += ["contact_name", "contact_phone", "contact_text", "contact_email"]
NOTED = ["team_told_at", "remind_days", "team_reminded_at"]  # who heard of it by e-mail
NOTED += ["quotes_changed", "reminded_at", "created_by_id", "was_answered", "removed_at"]
ENDS = """
(OLD.closed_at IS DISTINCT FROM NEW.closed_at OR OLD.removed_at IS DISTINCT FROM NEW.removed_at)
"""
SAYS_SOMETHING = """
EXISTS (SELECT 1 FROM assessments_answer a WHERE a.sheet_id = s.id AND a.value <> 0)
OR EXISTS (SELECT 1 FROM assessments_placement p WHERE p.sheet_id = s.id AND p.value <> 0)
OR EXISTS (SELECT 1 FROM assessments_reflection f
  WHERE f.sheet_id = s.id AND (f.text <> '' OR f.finished_at IS NOT NULL))
"""
STAYS = f"""
NEW.was_answered
OR EXISTS (SELECT 1 FROM assessments_sheet s
  WHERE s.round_id = NEW.id AND s.kind <> 'together' AND ({SAYS_SOMETHING}))
OR EXISTS (SELECT 1 FROM assessments_reportedition e WHERE e.round_id = NEW.id AND e.issued_at IS NOT NULL)
"""


def not_open(row: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM assessments_round r WHERE r.id = {row}.round_id "
        "AND r.opened_at IS NOT NULL AND r.closed_at IS NULL AND r.removed_at IS NULL {share})"
    )


def sheet_not_open(row: str) -> str:
    return (
        "NOT EXISTS (SELECT 1 FROM assessments_sheet s JOIN assessments_round r ON r.id = s.round_id "
        f"WHERE s.id = {row}.sheet_id "
        "AND r.opened_at IS NOT NULL AND r.closed_at IS NULL AND r.removed_at IS NULL {share})"
    )


def erases_what_was_agreed(sheet_id: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM assessments_sheet s JOIN assessments_round r ON r.id = s.round_id "
        f"WHERE s.id = {sheet_id} AND s.kind <> 'person' "
        "AND r.closed_at IS NOT NULL AND r.removed_at IS NULL {share})"
    )


def not_planned(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM assessments_round r WHERE r.id = {row}.round_id "
        "AND r.opened_at IS NOT NULL AND r.removed_at IS NULL {share})"
    )


def not_being_removed(row: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM assessments_round r WHERE r.id = {row}.round_id "
        "AND r.removed_at IS NOT NULL)"
    )


def only_quoted_words_stay(reflection: type[Model]) -> str:
    """When it is kept no longer, all but the quoted words of a reflection goes."""
    return (
        f"({unchanged(reflection, but=['text'])} AND EXISTS (SELECT 1 FROM assessments_quote q "
        "WHERE q.reflection_id = OLD.id AND q.text = NEW.text AND q.text <> ''))"
    )


def only_who_is_quoted_stays(sheet: type[Model]) -> str:
    """Of a person's sheet with quoted words, the name goes too, and whether somebody helped."""
    return (
        f"({unchanged(sheet, but=['first_name', 'how'])} AND OLD.kind = 'person' "
        "AND NEW.first_name = '' AND NEW.how = '' AND EXISTS (SELECT 1 FROM assessments_quote q "
        "JOIN assessments_reflection f ON f.id = q.reflection_id WHERE f.sheet_id = OLD.id AND q.text <> ''))"
    )


def on_a_sheet(apps) -> list[type[Model]]:
    return [
        model
        for model in apps.get_app_config("assessments").get_models()
        if model._meta.db_table != COUNTED and any(f.name == "sheet" for f in model._meta.concrete_fields)
    ]


def guards(apps) -> list[Guard]:
    names = ("Release", "ReportEdition", "Round", "Reflection", "Sheet")
    release, edition, round, reflection, sheet = (apps.get_model("assessments", name) for name in names)
    except_for = {reflection: f" AND NOT {only_quoted_words_stay(reflection)}"}
    moved = "OLD.sheet_id IS DISTINCT FROM NEW.sheet_id"
    found = [
        Guard("assessments_sheet", "INSERT", not_open("NEW"), CLOSED),
        Guard(
            "assessments_sheet",
            "UPDATE",
            f"(OLD.round_id IS DISTINCT FROM NEW.round_id OR {not_open('OLD')}) "
            f"AND NOT {only_who_is_quoted_stays(sheet)}",
            CLOSED,
        ),
        Guard("assessments_sheet", "DELETE", erases_what_was_agreed("OLD.id"), CLOSED),
        Guard(
            "assessments_round",
            "UPDATE",
            f"OLD.opened_at IS NOT NULL AND NOT ({unchanged(round, but=[*RUNNING, *DOOR, *CALLED, *TOLD, *NOTED])})",
            "A round keeps the team, the wording and the way of sharing it was opened with.",
        ),
        Guard(
            "assessments_round",
            "UPDATE",
            f"{ENDS} AND NOT EXISTS (SELECT 1 FROM assessments_round r WHERE r.id = OLD.id {{whole}})",
            "A round that ends is there, and waits for the ticks that are under way.",
            about="all",  # by name before others, which then see what those have committed for whom it waited
        ),
        Guard(
            "assessments_round",
            "UPDATE",
            f"NEW.removed_at IS NOT NULL AND ({STAYS})",
            "Somebody has answered in this round, or a report of it was issued, so it stays.",
            about="removed",
        ),
        Guard(
            "assessments_round",
            "UPDATE",
            "OLD.was_answered AND NOT NEW.was_answered",
            "That somebody answered in this round stays.",
            about="answered",
        ),
        Guard(
            "assessments_release",
            "UPDATE",
            # It outlives the account that made it.
            f"NOT (NEW.made_by_id IS NULL AND {unchanged(release, but=['made_by_id'])})",
            "A release never changes.",
        ),
        Guard(
            "assessments_release",
            "DELETE",
            not_being_removed("OLD"),
            "A release is never deleted, but with a try-out that is removed.",
        ),
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
        Guard("assessments_activity", "INSERT", not_planned("NEW"), PLACED),
        Guard("assessments_activity", "UPDATE", f"{not_planned('OLD')} OR {not_planned('NEW')}", PLACED),
        Guard("assessments_activity", "DELETE", not_planned("OLD"), PLACED),
    ]
    for model in on_a_sheet(apps):
        table = model._meta.db_table
        lock = "{key_share}" if table in CHOSEN else "{share}"
        new, old = (sheet_not_open(row).replace("{share}", lock) for row in ("NEW", "OLD"))
        found += [
            Guard(table, "INSERT", new, CLOSED),
            Guard(table, "UPDATE", f"({moved} OR {old}){except_for.get(model, '')}", CLOSED),
            Guard(table, "DELETE", erases_what_was_agreed("OLD.sheet_id"), CLOSED),
        ]
    return found


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [operation(guards)]
