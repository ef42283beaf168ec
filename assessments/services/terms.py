"""What a round promises: how many people are shown together at the fewest (k), and for how long we keep what they said.

Both are fixed on the round when it opens. Afterwards they may only become better for the people in it: k may rise until
something was released, since a higher one would then make all that was told before unsafe; the months may only fall.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from assessments.models import Round
from teams.models import Organisation


def k_of(round: Round) -> int:
    """Of a planned round, what its organisation asks for now."""
    return round.floor or round.team.organisation.floor


def months_of(round: Round) -> int:
    return round.keep_months or round.team.organisation.retention_months


@transaction.atomic
def follow_settings(organisation: Organisation) -> None:
    """Takes over what is better for people, now: it stays so, if the organisation changes its mind again.

    The rounds are locked, so that one whose first release is being made is raised before it or not at all.
    """
    opened = Round.objects.filter(team__organisation=organisation).exclude(opened_at=None)
    lower, longer = Q(floor__lt=organisation.floor), Q(keep_months__gt=organisation.retention_months)
    behind = opened.filter(pk__in=list(opened.filter(lower | longer).locked().values_list("pk", flat=True)))
    behind.filter(lower, releases=None).update(floor=organisation.floor)
    behind.filter(longer).update(keep_months=organisation.retention_months)
