"""What a team agreed and what persons said, kept as a numbered snapshot that never changes."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from assessments.agreed import (
    Agreed,
    AgreedPrinciple,
    AgreedStanding,
    GroupSheet,
    Room,
)
from assessments.counted import INSIDE, Counts
from assessments.models import Heard, Reflection, Release, Round, Sheet, Standing
from assessments.said import TICKS
from assessments.services.appearing import let_words_appear
from assessments.services.counting import Persons, Tally, count_persons, read_persons, remember
from assessments.services.found import Found, read_tells_of, said_on, together_sheet
from assessments.services.placed_together import read_activities, read_what_is_placed
from assessments.services.snapshot import one_moment
from assessments.standing import suggest
from rubric.document import Document, Principle
from rubric.reading import read_version
from teams.models import User
from teams.one_by_one import one_by_one
from teams.refusals import Refused
from teams.services.perspectives import SideChanged, fix_sides
from teams.sides import UNSAID

TRIES = 3
MOST_IN_AN_HOUR, HOUR = 12, timedelta(hours=1)
TOO_OFTEN = (
    f"Your results were brought up to date {MOST_IN_AN_HOUR} times in the last hour. That is as often as we can do it. "
    "Wait a while, and try again."
)
TOO_BUSY = "People are changing just now what may be shown. Nothing new is shown yet. Try again in a minute."


def make_release(round: Round, *, by: User | None, now: datetime | None = None) -> Release:
    """The next release; the last one again if nothing has changed since, or the round isn't open any more.

    Of a round that has closed and waits for it, its last. Everybody goes on saving while it is worked out; where it may
    not be told any more when it is written, it is begun again. Raises Refused.
    """
    for _ in range(TRIES):
        found = _find(round, at=now or timezone.now())
        if found.round.closed_at and not found.round.awaits_release:
            return found.last
        tally = _work_out(found)
        with suppress(SideChanged):
            if release := _keep(found, tally, is_told=_is_told(found, tally), by=by):
                return release
    raise Refused(TOO_BUSY)


def finish_closing(round: Round, *, by: User | None = None) -> None:
    """Makes the last release of a round that has closed and waits for it: whoever closed it may have been cut off.

    Where that can't be done now, whoever looks next tries again.
    """
    with suppress(Refused):
        make_release(round, by=by)


def finish_closings() -> None:
    """Of all rounds, for those at which nobody looks."""
    one_by_one(finish_closing, Round.objects.filter(awaits_release=True))


def _find(round: Round, *, at: datetime) -> Found:
    with one_moment():
        round = Round.objects.select_related("team__organisation").get(pk=round.pk)
        lately = round.releases.filter(at_closing=False, made_at__gt=at - HOUR)
        return Found(
            round=round,
            at=at,
            last=round.releases.first(),
            lately=lately.count(),
            tells_of=read_tells_of(round),
            agreed=read_agreed(round),
            persons=_read_persons(round, at),
        )


def _read_persons(round: Round, at: datetime) -> Persons:
    return read_persons(round, read_version(round.version_id), at=at, closing=round.awaits_release)


def _work_out(found: Found) -> Tally:
    if found.lately >= MOST_IN_AN_HOUR and not found.round.awaits_release:
        raise Refused(TOO_OFTEN)
    return count_persons(found.persons, read_version(found.round.version_id))


def _is_told(found: Found, tally: Tally) -> bool:
    """Of the same people, too: "nothing new" about other people would be news, and has to be remembered as told."""
    if found.last is None or found.round.awaits_release:
        return False
    last = found.last
    then = Agreed.from_json(last.agreed), Counts.from_json(last.counts), last.basis
    return then == (found.agreed, tally.counts, tally.basis)


@transaction.atomic(durable=True)
def _keep(found: Found, tally: Tally, *, is_told: bool, by: User | None) -> Release | None:
    """None, and nothing is kept, where what was found doesn't hold any more. Whoever erases a sheet asks for the same
    lock: it is gone before this, and isn't told of, or after."""
    rounds = Round.objects.select_for_update(no_key=True)  # who ticks or places doesn't wait for it
    round = rounds.get(pk=found.round.pk)
    if not found.still_holds(round):
        return None
    has_new_words = not round.closed_at and let_words_appear(round)
    if is_told and not has_new_words:
        return found.last
    release = round.releases.create(
        number=found.last.number + 1 if found.last else 1,
        made_by=by,
        made_at=found.at,
        at_closing=round.awaits_release,
        agreed=found.agreed.to_json(),
        counts=tally.counts.to_json(),
        basis=remember(tally),
    )
    keep_heard(release)
    answered = round.was_answered or bool(found.agreed.groups) or tally.tells_of_persons
    Round.objects.filter(pk=round.pk).update(awaits_release=False, was_answered=answered)
    return release


def keep_heard(release: Release) -> None:
    """Which perspectives it shows: those in the room, and those that a group whose answers it tells is named by."""
    counts, agreed = Counts.from_json(release.counts), Agreed.from_json(release.agreed)
    as_one = {group.perspective_id for group in agreed.groups if group.perspective_id}
    shown = counts.heard(INSIDE) | set(agreed.room.present_ids) | as_one
    Heard.objects.bulk_create(Heard(release=release, perspective_id=pk) for pk in sorted(shown))
    fix_sides(_sides(agreed.room, counts))


def _sides(room: Room, counts: Counts) -> dict[int, str]:
    """Of all that people could choose, chosen or not: a side that may still change would tell that nobody has."""
    present = dict(zip(room.present_ids, room.sides, strict=True))
    return present | {perspective: side for perspective, _, side in counts.perspectives}


def read_agreed(round: Round) -> Agreed:
    """What the together sheet says now, keyed by the rubric's stable keys."""
    [sheet] = together_sheet(round)
    document = read_version(round.version_id)
    values, reflections, standings = said_on(sheet)
    placed = read_what_is_placed(round)
    return Agreed(
        room=_room(sheet, round.team.organisation),
        principles=tuple(
            _principle(
                document, principle, values, reflections.get(principle.id), standings.get(principle.id)
            )
            for principle in document.principles
        ),
        groups=_groups(round, document, placed),
        activities=read_activities(*placed, sheet),
    )


def _groups(round: Round, document: Document, placed: tuple) -> tuple[GroupSheet, ...]:
    """What each group has finished, in the order they came; a group that has finished nothing isn't there yet."""
    sheets = round.sheets.filter(kind=Sheet.Kind.GROUP).select_related("perspective").order_by("pk")
    groups = [_group(sheet, document, placed) for sheet in sheets.prefetch_related("answers", "reflections")]
    return tuple(group for group in groups if group.principles or group.activities)


def _group(sheet: Sheet, document: Document, placed: tuple) -> GroupSheet:
    values = {answer.statement_id: answer.value for answer in sheet.answers.all() if answer.value}
    finished = {
        reflection.principle_id: reflection
        for reflection in sheet.reflections.all()
        if reflection.finished_at
    }
    asked = [principle for principle in document.principles if sheet.asks(principle.id)]
    return GroupSheet(
        people=sheet.people,
        perspective=sheet.perspective.label if sheet.perspective else "",
        principles=tuple(_said(p, values, finished[p.id]) for p in asked if p.id in finished),
        activities=read_activities(*placed, sheet, only_finished=True),
        perspective_id=sheet.perspective_id,
        side=sheet.perspective.side if sheet.perspective else "",
    )


def _room(sheet: Sheet, organisation) -> Room:
    if sheet.room_at is None:
        return Room()
    present = [presence.perspective for presence in sheet.presences.select_related("perspective")]
    present.sort(key=lambda perspective: (perspective.position, perspective.pk))
    asked = organisation.perspectives.in_use().exclude(side=UNSAID)
    return Room(
        asked=True,
        people=sheet.people,
        present=tuple(perspective.label for perspective in present),
        present_ids=tuple(perspective.pk for perspective in present),
        sides=tuple(perspective.side for perspective in present),
        missing=tuple(perspective.label for perspective in asked if perspective not in present),
        why_nobody=sheet.why_nobody_who_draws_on_support,
    )


def _principle(
    document: Document,
    principle: Principle,
    values: dict[int, int],
    reflection: Reflection | None,
    standing: Standing | None,
) -> AgreedPrinciple:
    agreed = _said(principle, values, reflection)
    if reflection and reflection.needs_another_look:
        agreed = AgreedPrinciple(principle.key)  # what was said last time, which nobody has confirmed
    return replace(agreed, standing=_standing(document, principle, agreed, standing))


def _said(principle: Principle, values: dict[int, int], reflection: Reflection | None) -> AgreedPrinciple:
    return AgreedPrinciple(
        key=principle.key,
        finished=bool(reflection and reflection.finished_at),
        answers={s.key: TICKS.stored[values[s.id]] for s in principle.statements if s.id in values},
        reflection=reflection.text if reflection else "",
    )


def _standing(
    document: Document, principle: Principle, agreed: AgreedPrinciple, standing: Standing | None
) -> AgreedStanding:
    suggestion = suggest(document, principle, agreed.ticked, finished=agreed.finished)
    suggested = suggestion.level.key if suggestion and suggestion.level else None
    if standing is None:
        return AgreedStanding(suggested=suggested)
    levels = {level.id: level.key for level in document.levels}
    return AgreedStanding(
        first_level=levels.get(standing.first_level_id),
        level=levels.get(standing.level_id),
        suggested=None if standing.ticks_are_newer else suggested,
        why=standing.why,
        where_we_differ=standing.where_we_differ,
        settled=standing.settled_at is not None,
    )
