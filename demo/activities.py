"""What the demo places, once rounds may: as if it had been planned, and then placed by everybody at the time."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from assessments.models import Activity, Placement, Reflection, Round, Sheet
from assessments.placing import AIM, MOMENTS, NOW
from assessments.services.activities import plan_activities, to_place_on
from rubric.document import Question
from rubric.reading import read_version
from teams.models import User


def plan_what_is_placed(round: Round, row: Mapping, *, by: User) -> None:
    """Nothing where rounds may not place yet. Without pictures: drawing them takes too long under the lock."""
    version = to_place_on(round).filter(rubric__slug=row.get("places_on")).first()
    if version:
        planned = [{"name": one["name"], "line": one["line"], "picture": ""} for one in row["activities"]]
        plan_activities(round, by=by, activities=planned, places_on=version)
        round.refresh_from_db()


def place_everything(round: Round, row: Mapping, *, at: datetime) -> None:
    if not round.places_on_id:
        return
    question = read_version(round.places_on_id).questions[0]
    for activity, told in zip(round.activities.all(), row["activities"], strict=True):
        for label, places in told["voices"].items():
            people = round.sheets.filter(kind=Sheet.Kind.PERSON, perspective__label=label).order_by("pk")
            _place_each(people, activity, question, places, at)
        if "together" in told:
            _place_together(
                round.sheets.get(kind=Sheet.Kind.TOGETHER), activity, question, told["together"], at
            )


def _place_each(
    people: Iterable[Sheet], activity: Activity, question: Question, places: Mapping[str, str], at: datetime
) -> None:
    """Of each moment a digit for each person, as the database has them."""
    for sheet, now, aim in zip(people, places["now"], places["aim"], strict=True):
        _place(sheet, activity, question, {NOW: int(now), AIM: int(aim)}, at)
        Reflection.objects.create(sheet=sheet, activity=activity, finished_at=at)


def _place_together(
    sheet: Sheet, activity: Activity, question: Question, told: Mapping, at: datetime
) -> None:
    numbers = {place.key: number for number, place in enumerate(question.places, start=1)}
    _place(sheet, activity, question, {n: numbers[told[name]] for n, name in enumerate(MOMENTS)}, at)
    sheet.reflections.create(activity=activity, text=told["reflection"], revision=1, finished_at=at)
    sheet.standings.create(
        activity=activity,
        why=told["why"],
        where_we_differ=told.get("where_we_differ", ""),
        revision=1,
    )


def _place(
    sheet: Sheet, activity: Activity, question: Question, values: dict[int, int], at: datetime
) -> None:
    Placement.objects.bulk_create(
        Placement(
            sheet=sheet,
            activity=activity,
            question_id=question.id,
            moment=moment,
            value=value,
            changed_at=at,
        )
        for moment, value in values.items()
    )
