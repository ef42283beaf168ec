"""Where a team’s activities were placed, round by round, by their keys: also where wordings differ. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.comparison import Look
from assessments.counted import INSIDE, Counts
from assessments.placing import AIM, NOW
from reports.placing.in_words import named
from reports.placing.placed import ActivityResult, tell_activities
from reports.placing.strips import LAST_TIME, Said, strips_of
from reports.progress import ActivityHistory, Pair, PlacedRow, ToldRound
from teams.keyed import with_key
from teams.punctuation import quoted


def tell_activity_histories(
    shown: Sequence[ToldRound], told: Sequence[ToldRound], pair: Pair | None
) -> tuple[ActivityHistory, ...]:
    """Of the activities in any of the rounds that are `shown`, in all rounds that were `told`; both oldest first."""
    names = {one.key: one.name for round in shown for one in round.look.agreed.activities}
    return tuple(_history(key, name, shown, told, pair) for key, name in names.items())


def _history(
    key: str, name: str, shown: Sequence[ToldRound], told: Sequence[ToldRound], pair: Pair | None
) -> ActivityHistory:
    rounds = [round for round in told if _placed(key, round.look)]
    now, then = _to_draw(key, rounds, pair)
    latest = _placed(key, now.look, then.look if then else None)
    newest = max(shown[-1], rounds[-1], key=lambda round: round.opened_at)
    said = Said() if now is newest else Said(_in(now), _in(then) if then else LAST_TIME)
    return ActivityHistory(
        key=key,
        name=name,
        rows=tuple(_row(key, round) for round in rounds),
        strips=strips_of(latest, said) if latest else (),
        drawn="" if now is newest else _drawn(key, now, rounds[-1]),
    )


def _to_draw(key: str, rounds: Sequence[ToldRound], pair: Pair | None) -> tuple[ToldRound, ToldRound | None]:
    """The two that are compared, where they have it; else the last in which it is placed, and the one before."""
    placed = [round for round in rounds if round.look.agreed.activity(key).placed] or rounds
    now = pair.now if pair and pair.now in placed else placed[-1]
    before = [round for round in rounds if round.opened_at < now.opened_at]
    then = pair.then if pair and pair.then in before else next(reversed(before), None)
    return now, then


def _in(round: ToldRound) -> str:
    return f"In {round.when:%B %Y}"


def _drawn(key: str, now: ToldRound, last: ToldRound) -> str:
    """`last` is the newest round that has it."""
    drawn = f"Drawn is where it was placed in {quoted(now.title)}."
    if last.look.agreed.activity(key).placed:
        return drawn
    return f"In {quoted(last.title)} it isn’t placed{' yet' if last.is_open else ''}. {drawn}"


def _row(key: str, round: ToldRound) -> PlacedRow:
    placed = _placed(key, round.look)
    now, aim = (_in_words(placed, moment) if placed else "" for moment in (NOW, AIM))
    return PlacedRow(round, now, aim)


def _in_words(activity: ActivityResult, moment: int) -> str:
    place = named(activity, moment)
    return place.label if place else "; ".join(step.said for step in activity.at(moment))


def _placed(key: str, look: Look, then: Look | None = None) -> ActivityResult | None:
    return with_key(key, tell_activities(look, then, Counts(), INSIDE))
