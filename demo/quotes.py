"""What people of the demo wrote and let us quote, and how far the quotes have come."""

from datetime import datetime

from assessments.models import Reflection, Round, Sheet
from teams.models import User
from teams.roles import ADMIN


def add_words(round: Round, row: dict) -> None:
    """Before the round closes: nobody writes on a sheet after that."""
    for said in row.get("quotes", []):
        reflection = _with(round, said).filter(text="").order_by("pk").first()
        reflection.text, reflection.may_quote = said["wrote"].strip(), True
        reflection.may_quote_outside = said.get("may_outside", False)
        reflection.save()


def add_quotes(round: Round, row: dict, *, by: User, at: datetime) -> None:
    """`state`: chosen, inside or outside; without one, nobody has chosen it yet."""
    admin = round.team.organisation.roles.filter(role=ADMIN).select_related("user").first()
    for said in row.get("quotes", []):
        if state := said.get("state"):
            reflection = _with(round, said).get(text=said["wrote"].strip())
            quote = round.quotes.create(
                reflection=reflection,
                text=said["quote"].strip(),
                appeared_with=reflection.appeared_with,
                created_at=at,
            )
            if state != "chosen":
                quote.approved_by, quote.approved_at = by, at
            if state == "outside":
                quote.approved_outside_by, quote.approved_outside_at = admin.user, at
            quote.save()


def _with(round: Round, said: dict):
    return Reflection.objects.filter(
        sheet__round=round,
        sheet__kind=Sheet.Kind.PERSON,
        sheet__perspective__label=said["perspective"],
        principle__key=said["principle"],
    )
