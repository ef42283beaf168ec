"""Somebody says what they need to take part: an e-mail to whoever people can ask. The round keeps nothing of it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.models import Round
from teams.fields import AddressField
from teams.models import User
from teams.services.outbox import post
from teams.services.people import facilitators_of, who_answers


def readers_of(round: Round) -> list[str]:
    """The person to ask; where they have no e-mail address, those who run the round."""
    if round.contact_email:
        return [round.contact_email]
    return list(facilitators_of(round.team).order_by("pk").values_list("email", flat=True))


@transaction.atomic
def say_need(round: Round, *, need: str, reach: str) -> int:
    """How many read it. There is no sheet yet, and nothing in the e-mail leads to one."""
    readers = readers_of(round)
    about = {"from_name": round.team.organisation.name, "team": None if round.contact_email else round.team}
    for each in readers:
        answered_by = _somebody_at(reach) or who_answers(each, round.team)
        context = {"round": round, "need": need, "reach": reach, "answered_by": answered_by}
        post("need", context, to=each, reply_to=answered_by, **about)
    return len(readers)


def _somebody_at(reach: str) -> User | None:
    """Whoever reads e-mails there, with an account or without; nobody, where it is a number or left empty."""
    try:
        return User(email=AddressField().clean(reach))
    except ValidationError:
        return None
