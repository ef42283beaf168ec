"""Where the team, or a group, places the round's activities, as a release keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assessments.agreed import AgreedActivity
from assessments.models import Reflection, Round, Sheet, Standing
from assessments.placing import sayings_of, steps_in
from assessments.services.activities import version_placed_on
from rubric.document import Document
from rubric.reading import read_version

Values = Mapping[tuple[int, int], int]  # by question and moment
Activities = Sequence[tuple[int, AgreedActivity]]  # its id, and what is known of it before anybody places it


def read_what_is_placed(round: Round) -> tuple[Activities, Document | None]:
    """No query where a round places nothing."""
    version = version_placed_on(round)
    if version is None:
        return [], None
    rows = round.activities.values_list("pk", "key", "name", "line", "drawing")
    activities = [(pk, AgreedActivity(*told)) for pk, *told in rows]
    return activities, read_version(version)


def read_activities(
    activities: Activities, document: Document | None, sheet: Sheet, *, only_finished: bool = False
) -> tuple[AgreedActivity, ...]:
    """Each activity as this sheet has it now, in the round's order."""
    if not document:
        return ()
    values: dict[int, dict[tuple[int, int], int]] = {}
    for activity, question, moment, value in sheet.placements.values_list(
        "activity_id", "question_id", "moment", "value"
    ):
        values.setdefault(activity, {})[question, moment] = value
    reflections = {one.activity_id: one for one in sheet.reflections.exclude(activity=None)}
    standings = {one.activity_id: one for one in sheet.standings.exclude(activity=None)}
    found = (
        _placed(document, one, values.get(pk, {}), reflections.get(pk), standings.get(pk))
        for pk, one in activities
    )
    return tuple(one for one in found if one.finished or not only_finished)


def _placed(
    document: Document,
    activity: AgreedActivity,
    values: Values,
    reflection: Reflection | None,
    standing: Standing | None,
) -> AgreedActivity:
    if reflection and reflection.needs_another_look:
        return activity  # what was said last time, which nobody has confirmed
    said = {
        step.key: sayings_of(step.question).stored[values.get((step.question.id, step.moment), 0)]
        for step in steps_in(document)
    }
    return replace(
        activity,
        finished=bool(reflection and reflection.finished_at),
        placed={step: str(saying) for step, saying in said.items() if saying.stored},
        reflection=reflection.text if reflection else "",
        why=standing.why if standing else "",
        where_we_differ=standing.where_we_differ if standing else "",
    )
