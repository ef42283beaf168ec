"""Releases as a round leaves them, for screens that read nothing else."""

from assessments.agreed import Agreed, AgreedPrinciple, AgreedStanding, Room
from assessments.said import NOT_SURE, TICKED
from assessments.services.releases import make_release
from teams.sides import PAID, SUPPORT
from tests.make import make_facilitator, make_round, make_team, make_version

ROOM = Room(
    asked=True, people=8, present=("I draw on care and support", "I work here"), sides=(SUPPORT, PAID)
)


def make_agreed(ticked="", unsure="", *, finished="p1 p2", room=ROOM, **principles):
    """`ticked`, `unsure`: keys like `p1-not-yet`; `finished`: principles; `p1={…}`: more about a principle."""

    def principle(key):
        answers = {s: TICKED for s in ticked.split() if s.startswith(key)}
        answers |= {s: NOT_SURE for s in unsure.split() if s.startswith(key)}
        more = dict(principles.get(key, {}))
        standing = AgreedStanding(**more.pop("standing", {}))
        return AgreedPrinciple(key, key in finished.split(), answers, standing=standing, **more)

    return Agreed(room, (principle("p1"), principle("p2")))


def add_release(round, agreed=None):
    number = round.releases.count() + 1
    return round.releases.create(number=number, agreed=(agreed or make_agreed()).to_json())


def make_told_round(agreed=None, *, team=None, version=None, state="closed", **extra):
    """A round with a release, and Alice, who facilitates it: round, alice."""
    team = team or make_team()
    round = make_round(team, version or make_version(), state=state, **extra)
    add_release(round, agreed)
    return round, make_facilitator(team)


__all__ = ["ROOM", "add_release", "make_agreed", "make_release", "make_told_round"]
