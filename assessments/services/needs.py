"""Somebody says what they need to take part: an e-mail to whoever people can ask. The round keeps nothing of it."""

from django.db import transaction

from assessments.models import Round
from teams.services.outbox import post
from teams.services.people import facilitators_of


def readers_of(round: Round) -> list[str]:
    """The person to ask; where they have no e-mail address, those who run the round."""
    if round.contact_email:
        return [round.contact_email]
    return list(facilitators_of(round.team).order_by("pk").values_list("email", flat=True))


@transaction.atomic
def say_need(round: Round, *, need: str, reach: str) -> int:
    """How many read it. There is no sheet yet, and nothing in the e-mail leads to one."""
    readers = readers_of(round)
    for each in readers:
        post("need", {"round": round, "need": need, "reach": reach}, to=each)
    return len(readers)
