"""What people write for a report, kept so that two who write at once lose nothing."""

from django.db import transaction

from assessments.models import ReportEdition, Round
from reports.details import NAMES
from teams.models import User


class WrittenMeanwhile(Exception):
    """Somebody else changed the same fields. `theirs` is what each says now."""

    def __init__(self, theirs: dict[str, str]):
        super().__init__(f"Changed meanwhile: {', '.join(theirs)}")
        self.theirs = theirs


def board_edition(round: Round) -> ReportEdition:
    """The stored edition, or a new one that isn't stored yet."""
    kind = ReportEdition.Kind.BOARD
    return round.editions.filter(kind=kind).order_by("-number").first() or ReportEdition(
        round=round, kind=kind
    )


@transaction.atomic
def save_details(round: Round, *, shown: dict[str, str], wanted: dict[str, str], by: User) -> ReportEdition:
    """Saves only what differs from what was `shown`, so that a form opened long ago doesn't undo others' work.

    Raises WrittenMeanwhile, and saves nothing, when somebody else has changed one of the same fields to something
    else since it was shown.
    """
    round = Round.objects.select_for_update(of=["self"]).get(pk=round.pk)
    edition = board_edition(round)
    stored = {name: edition.details.get(name, "") for name in NAMES}
    changed = {name: text for name, text in wanted.items() if text != shown[name]}
    theirs = {name: stored[name] for name in changed if stored[name] not in (shown[name], changed[name])}
    if theirs:
        raise WrittenMeanwhile(theirs)
    if changed:
        edition.details = {**stored, **changed}
        edition.revision += 1
        edition.save()
    return edition
