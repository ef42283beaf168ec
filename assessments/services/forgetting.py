"""Words that were taken back: out of reports at once, out of what people wrote right after, elsewhere as a person says.

At once, in the transaction that takes them back, the round's reports and files go, and the words are noted. Looking for
them takes long, so it is done after that, while nobody waits. Cut off in between, it is done by whoever looks next, and
until then no report of the team is issued.
"""

from __future__ import annotations

from django.db import transaction

from assessments.models import Quote, Round, TakenBack
from assessments.services.editions import delete_files, forget_archives, locked, take_back
from assessments.services.taking_out import Place, Plan, places_of, plan_place, plan_what_is_sure
from teams.committed import once_committed
from teams.models import Team, User
from teams.one_by_one import one_by_one

TRIES = 5


@transaction.atomic
def forget_words(round: Round, words: str, *, quote: Quote | None = None) -> None:
    """Takes a quote's words out of everything that is kept of its round's reports, files and archives included.

    Issued reports of the round are superseded and their files deleted, because they may hold the words. What the team
    wrote loses them where it is sure that they are those (taking_out.py), and so do other rounds' reports that printed
    such an action. Its together sheets and releases stay. The round's row is locked: a report that is being issued
    just now is issued before this, or finds that a quote changed.
    """
    round = locked(round.pk)
    take_back(list(round.editions.select_for_update()))
    forget_archives(round.team)
    taken = round.taken_back.create(words=words, quote=quote)
    once_committed(delete_files, [round.code], [])
    once_committed(look_for, taken)


def look_for(taken: TakenBack) -> None:
    """Takes the words out where that is sure, and leaves other places to a person.

    Where people change just those texts all the time, whoever looks next tries again.
    """
    for _ in range(TRIES):
        if _carry_out(plan_what_is_sure(taken)):
            break


def look_for_what_waits(team: Team) -> None:
    """Whoever took words back may have been cut off."""
    for taken in _all().filter(round__team=team, was_looked_for=False):
        look_for(taken)


def take_place_out(taken: TakenBack, place: Place, *, by: User) -> bool:
    """A person says that the words there are those that were taken back. False if the text has changed meanwhile."""
    return _carry_out(plan_place(taken, place))


def leave_places(taken: TakenBack, places: list[Place], *, by: User) -> None:
    """A person says that the words there are somebody else's."""
    with transaction.atomic():
        taken = _all().select_for_update(of=["self"]).get(pk=taken.pk)
        taken.kept = sorted({*taken.kept, *(place.mark for place in places)})
        taken.save(update_fields=["kept"])
    _end(taken)


def end_taken_back() -> None:
    """What nobody has looked for yet is looked for; words that have gone in other ways are kept no longer."""
    one_by_one(lambda taken: _end(taken) if taken.was_looked_for else look_for(taken), _all())


def _all():
    return TakenBack.objects.select_related("round__team", "quote")


@transaction.atomic
def _carry_out(plan: Plan) -> bool:
    """Nothing but writing. False, and nothing is done, where something was changed or issued since it was planned."""
    taken = plan.taken
    locked(taken.round_id)
    if not plan.still_holds():
        return False
    for change in plan.changes:
        change.make()
    take_back(plan.reports)
    if plan.changes or plan.reports:
        _forget_files(taken.round.team)
    _keep_on(taken, leaves_some=plan.leaves_some)
    return True


def _forget_files(team: Team) -> None:
    """Drafts of all its rounds print its actions, and may be kept as PDFs."""
    forget_archives(team)
    codes = list(team.rounds.values_list("code", flat=True))
    once_committed(delete_files, codes, [])


def _keep_on(taken: TakenBack, *, leaves_some: bool) -> None:
    """Once nothing is left to decide, the words are kept nowhere."""
    if leaves_some:
        TakenBack.objects.filter(pk=taken.pk).update(was_looked_for=True)
    else:
        TakenBack.objects.filter(pk=taken.pk).delete()


def _end(taken: TakenBack) -> None:
    if not places_of(taken):
        taken.delete()
