"""What people write for a report, kept so that two who write at once lose nothing."""

from django.db import transaction

from assessments.models import ReportEdition, Round
from assessments.services.editions import draft_of
from assessments.services.meanwhile import changed_names
from reports.details import NAMES, REQUEST_NAMES
from reports.drafts import REQUESTS, Draft
from teams.models import User


@transaction.atomic
def save_details(
    round: Round,
    *,
    kind: str,
    names: list[str],
    shown: dict[str, str],
    wanted: dict[str, str],
    by: User,
    left_out: tuple[set[str], set[str]] = (set(), set()),
) -> ReportEdition:
    """Saves into the draft, and only what differs from what was `shown`: a form opened long ago undoes no work.

    `left_out` are the sections that were left out as it was shown, and those that should be.

    Raises WrittenMeanwhile, and saves nothing, when somebody else has changed one of the same fields to something
    else since it was shown.
    """
    round = Round.objects.select_for_update(of=["self"]).get(pk=round.pk)
    edition = draft_of(round, kind)
    stored = {name: edition.details.get(name, "") for name in names}
    changed = {name: wanted[name] for name in changed_names(stored, shown, wanted)}
    before, after = left_out
    sections = sorted((set(edition.left_out) | (after - before)) - (before - after))
    if changed or sections != edition.left_out:
        edition.details = {**stored, **changed}
        edition.left_out = sections
        edition.revision += 1
        edition.save()
    return edition


def take_draft(round: Round, draft: Draft, texts: list[str], *, by: User) -> ReportEdition:
    """Somebody has looked at them: they are in the report from now on, as if they had been written by hand."""
    names = REQUEST_NAMES if draft.name == REQUESTS else [draft.name]
    wanted = dict(zip(names, texts, strict=False))
    return _save(round, by=by, shown=dict.fromkeys(wanted, ""), wanted=wanted)


def leave_out_draft(round: Round, draft: Draft, *, by: User) -> ReportEdition:
    return _save(round, by=by, shown={}, wanted={}, left_out=(set(), {draft.name}))


def _save(round: Round, **what) -> ReportEdition:
    return save_details(round, kind=ReportEdition.Kind.BOARD, names=NAMES, **what)
