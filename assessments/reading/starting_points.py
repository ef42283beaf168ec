"""What an action can begin with: a statement, a difference, where the team stands, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.agreed import Agreed, AgreedPrinciple
from assessments.first_words import about_activity, about_statement
from assessments.models import Release, Round, Sheet, Standing
from assessments.said import NOT_SURE
from rubric.document import Document, Principle, Statement
from rubric.reading import read_version
from teams.codes import typed
from teams.keyed import with_key
from teams.models import Team

DIFFERENCE, STANDING = "difference", "standing"


@dataclass(frozen=True)
class StartingPoints:
    """Of one principle of a round: what isn't true yet of a team that does really well. `unsure`: nobody knew."""

    round: Round
    principle: Principle
    statements: tuple[Statement, ...]
    unsure: frozenset[str]


@dataclass(frozen=True)
class Beginning:
    """Where an action comes from: its round, and in that round's rubric the principle and the statement, if any."""

    round: Round | None = None
    principle: Principle | None = None
    statement: Statement | None = None
    why: str = ""


def starting_points(team: Team) -> list[StartingPoints]:
    """From the newest release of each thread; without what the team plans or does already."""
    taken = set(team.actions.unfinished().values_list("statement_key", flat=True))
    return [one for release in _newest_of_threads(team) for one in _in(release, taken) if one.statements]


def _newest_of_threads(team: Team) -> Iterator[Release]:
    """The newest first. A quick look at one thing doesn't hide what another rubric, or another thing, still asks."""
    told = Release.objects.filter(round__team=team).order_by("-round__opened_at", "-number")
    seen = set()
    for release in told.only("round").select_related("round__version__rubric__based_on__based_on"):
        thread = (release.round.version.rubric.root, release.round.thing)
        if thread not in seen:
            seen.add(thread)
            yield release


def _in(release: Release, taken: set[str]) -> Iterator[StartingPoints]:
    document, agreed = read_version(release.round.version_id), Agreed.from_json(release.agreed)
    for principle in document.principles:
        yield _of(release.round, document, principle, agreed.principle(principle.key), taken)


def _of(
    round: Round, document: Document, principle: Principle, agreed: AgreedPrinciple, taken: set[str]
) -> StartingPoints:
    strengths = {level.key for level in document.levels if level.direction == "strength"}
    unmet = [s for s in principle.statements if s.level in strengths and s.key not in agreed.ticked | taken]
    unsure = {key for key, value in agreed.answers.items() if value == NOT_SURE}
    return StartingPoints(round, principle, tuple(unmet) if agreed.is_answered else (), frozenset(unsure))


def read_beginning(
    team: Team, *, round: str, principle: str, statement: str, activity: str, about: str
) -> Beginning:
    """What a link asks for, as far as it exists; without a round, the team's latest. Its words are the team's own."""
    rounds = team.rounds.exclude(opened_at=None).order_by("-opened_at")
    found = rounds.filter(code=typed(round)).first() or rounds.first()
    if found is None:
        return Beginning()
    document = read_version(found.version_id)
    of_principle = with_key(principle, document.principles)
    if of_principle is None:
        return Beginning(found, why=_about_activity(found, activity))
    of_statement = with_key(statement, of_principle.statements)
    if of_statement:
        words = about_statement(document.level(of_statement.level).direction, of_statement.text)
        return Beginning(found, of_principle, of_statement, words)
    return Beginning(found, of_principle, None, _agreed_words(found, of_principle, about))


def _agreed_words(round: Round, principle: Principle, about: str) -> str:
    """What the team has written down on its together sheet, which its members may read."""
    if about not in (DIFFERENCE, STANDING):
        return ""
    standing = _standing(round, principle=principle.id)
    if standing is None:
        return ""
    return standing.where_we_differ if about == DIFFERENCE else standing.why


def _about_activity(round: Round, key: str) -> str:
    activity = with_key(key, round.activities.all())
    if activity is None:
        return ""
    standing = _standing(round, activity=activity)
    why = standing.why if standing else ""
    return f"{about_activity(activity.name)} {why}".strip()


def _standing(round: Round, **owner) -> Standing | None:
    return Standing.objects.filter(sheet__round=round, sheet__kind=Sheet.Kind.TOGETHER, **owner).first()
