"""Where a team’s activities were placed, round by round, by their keys: also where wordings differ. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.comparison import Look
from assessments.counted import INSIDE, Counts
from assessments.placing import AIM, NOW
from reports.placed import ActivityResult, tell_activities
from reports.placed_in_words import answer_of, named
from reports.progress import ActivityHistory, Pair, PlacedRow, ToldRound
from reports.strips import strips_of


def tell_activity_histories(
    shown: Sequence[ToldRound], told: Sequence[ToldRound], pair: Pair | None
) -> tuple[ActivityHistory, ...]:
    """Of the activities in any of the rounds that are `shown`, in all rounds that were `told`; both oldest first."""
    names = {one.key: one.name for round in shown for one in round.look.agreed.activities}
    return tuple(_history(key, name, told, pair) for key, name in names.items())


def _history(key: str, name: str, told: Sequence[ToldRound], pair: Pair | None) -> ActivityHistory:
    rounds = [round for round in told if _placed(key, round.look)]
    drawn = [round for round in rounds if round.look.agreed.activity(key).placed] or rounds
    now = pair.now if pair and pair.now in drawn else drawn[-1]
    before = [round for round in rounds if round.opened_at < now.opened_at]
    then = pair.then if pair and pair.then in before else next(reversed(before), None)
    latest = _placed(key, now.look, then.look if then else None)
    return ActivityHistory(
        key, name, tuple(_row(key, round) for round in rounds), strips_of(latest) if latest else ()
    )


def _row(key: str, round: ToldRound) -> PlacedRow:
    placed = _placed(key, round.look)
    now, aim = (_in_words(placed, moment) if placed else "" for moment in (NOW, AIM))
    return PlacedRow(round, now, aim)


def _in_words(activity: ActivityResult, moment: int) -> str:
    place = named(activity, moment)
    return place.label if place else "; ".join(answer_of(step) for step in activity.at(moment))


def _placed(key: str, look: Look, then: Look | None = None) -> ActivityResult | None:
    return next((one for one in tell_activities(look, then, Counts(), INSIDE) if one.key == key), None)
