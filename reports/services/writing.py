"""What people write for a report, kept so that two who write at once lose nothing."""

from django.db import transaction

from assessments.models import ReportEdition, Round
from assessments.services.editions import draft_of
from teams.meanwhile import changed_names
from teams.models import User


@transaction.atomic
def save_details(
    round: Round,
    *,
    kind: str,
    shown: dict[str, str],
    wanted: dict[str, str],
    by: User,
    left_out: tuple[set[str], set[str]] = (set(), set()),
) -> ReportEdition:
    """Saves into the draft, and only what differs from what was `shown`: a form opened long ago undoes no work.

    What the form doesn't ask for stays as it is. `left_out` is what was left out as it was shown, and what should be.

    Raises WrittenMeanwhile, and saves nothing, when somebody else has changed one of the same fields to something
    else since it was shown.
    """
    round = Round.objects.select_for_update(of=["self"]).get(pk=round.pk)
    _wait_for_words_to_go(round, kind)
    edition = draft_of(round, kind)
    stored = {name: edition.details.get(name, "") for name in wanted}
    changed = {name: wanted[name] for name in changed_names(stored, shown, wanted)}
    settled = settle_left_out(edition.left_out, left_out)
    if changed or settled != edition.left_out:
        edition.details = {**edition.details, **changed}
        edition.left_out = settled
        edition.revision += 1
        edition.save()
    return edition


def _wait_for_words_to_go(round: Round, kind: str) -> None:
    """What is taken back in another round goes out of this one's reports under their own locks. Only the newest is
    waited for, which is read now: whoever takes words out of an older one too may have that and want this."""
    newest = round.editions.filter(kind=kind).order_by("-number").select_for_update()
    list(newest.values_list("pk")[:1])


def settle_left_out(stored: list[str], left_out: tuple[set[str], set[str]]) -> list[str]:
    """What is left out now: only what this form has changed differs from what is stored."""
    before, after = left_out
    return sorted((set(stored) | (after - before)) - (before - after))
