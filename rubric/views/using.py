"""Which rounds use a version. Who they belong to is known to the database; this app knows no rounds."""

from django.db.models import Count, Q

from rubric.models import RubricVersion
from teams.models import User
from teams.roles import ADMIN

LISTED = 20


def rounds_using(version: RubricVersion, user: User) -> dict:
    """How many there are, and those of them that this person may see, the newest first."""
    in_team = Q(team__memberships__user=user)
    looks_after = Q(team__organisation__roles__user=user, team__organisation__roles__role=ADMIN)
    seen = version.rounds.filter(in_team | looks_after).distinct().select_related("team")
    every = version.rounds.aggregate(all=Count("pk"))["all"]
    return {"rounds": list(seen.order_by("-created_at")[:LISTED]), "every_round": every}
