"""What a team agreed, read from its together sheet and kept as a numbered snapshot that never changes."""

from dataclasses import replace

from django.db import transaction

from assessments.agreed import NOT_SURE, NOT_TRUE, TICKED, Agreed, AgreedPrinciple, AgreedStanding, Room
from assessments.models import Answer, Reflection, Release, Round, Sheet, Standing
from assessments.standing import suggest
from rubric.document import Document, Principle
from rubric.reading import read_version
from teams.models import User

SPOKEN = {Answer.Value.TICKED: TICKED, Answer.Value.NOT_TRUE: NOT_TRUE, Answer.Value.NOT_SURE: NOT_SURE}
NOT_A_VIEW = "prefer not to say"  # a way of taking part, but nobody is missing when it isn't there


@transaction.atomic
def make_release(round: Round, *, by: User, at_closing: bool = False) -> Release:
    """The next release; the last one again if nothing has changed since, unless the round is closing.

    The round's row is locked, so that nothing is saved between reading the sheet and keeping what it said.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    last = round.releases.first()
    if round.closed_at:
        return last
    agreed = read_agreed(round)
    if last and not at_closing and Agreed.from_json(last.agreed) == agreed:
        return last
    number = last.number + 1 if last else 1
    return round.releases.create(number=number, made_by=by, at_closing=at_closing, agreed=agreed.to_json())


def read_agreed(round: Round) -> Agreed:
    """What the together sheet says now, keyed by the rubric's stable keys."""
    sheet = round.sheets.get(kind=Sheet.Kind.TOGETHER)
    document = read_version(round.version_id)
    values = dict(sheet.answers.exclude(value=Answer.Value.NOTHING).values_list("statement_id", "value"))
    reflections = {reflection.principle_id: reflection for reflection in sheet.reflections.all()}
    standings = {standing.principle_id: standing for standing in sheet.standings.all()}
    return Agreed(
        room=_room(sheet, round.team.organisation),
        principles=tuple(
            _principle(
                document, principle, values, reflections.get(principle.id), standings.get(principle.id)
            )
            for principle in document.principles
        ),
    )


def _room(sheet: Sheet, organisation) -> Room:
    if sheet.room_at is None:
        return Room()
    present = [presence.perspective for presence in sheet.presences.select_related("perspective")]
    present.sort(key=lambda perspective: (perspective.position, perspective.pk))
    current = organisation.perspectives.filter(retired_at=None).exclude(label__icontains=NOT_A_VIEW)
    return Room(
        asked=True,
        people=sheet.people,
        present=tuple(perspective.label for perspective in present),
        present_ids=tuple(perspective.pk for perspective in present),
        missing=tuple(perspective.label for perspective in current if perspective not in present),
        draws_on_support=any(perspective.draws_on_support for perspective in present),
        why_nobody=sheet.why_nobody_who_draws_on_support,
    )


def _principle(
    document: Document,
    principle: Principle,
    values: dict[int, int],
    reflection: Reflection | None,
    standing: Standing | None,
) -> AgreedPrinciple:
    answers = {s.key: SPOKEN[values[s.id]] for s in principle.statements if s.id in values}
    agreed = AgreedPrinciple(
        key=principle.key,
        finished=bool(reflection and reflection.finished_at),
        answers=answers,
        reflection=reflection.text if reflection else "",
    )
    return replace(agreed, standing=_standing(document, principle, agreed, standing))


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
        suggested=suggested,
        why=standing.why,
        where_we_differ=standing.where_we_differ,
        settled=standing.settled_at is not None,
    )
