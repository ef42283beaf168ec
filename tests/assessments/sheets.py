"""What the tests of a together sheet share: who signs in, and what is stored."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Answer, Reflection, Round
from tests.make import make_admin, make_facilitator, make_member, make_organisation, make_round, make_team


def round_for(client, *, answered_room=True, **extra):
    """A round of a rubric with two principles, p1 and p2; Bob of its team is signed in."""
    round = make_round(**extra)
    if answered_room and round.is_open:
        round.sheets.update(room_at=round.opened_at)
    client.force_login(make_member(round.team))
    return round


def address(round, name="together_principle", principle="p1"):
    return reverse(name, args=[round.code, principle])


def stored(round):
    """What the sheet says, by statement key."""
    rows = Answer.objects.filter(sheet__round=round).values_list("statement__key", "value")
    return dict(rows)


def words(round, principle="p1"):
    """The reflection's text and revision, and whether the part is finished."""
    found = Reflection.objects.filter(sheet__round=round, principle__key=principle).first()
    return (found.text, found.revision, found.finished_at is not None) if found else ("", 0, False)


def close(round):
    """As closing does it, without a release."""
    Round.objects.filter(pk=round.pk).update(closed_at=round.opened_at)


def outsiders(round):
    """People who may not open the round's sheet, with what each is told."""
    elsewhere = make_facilitator(make_team(make_organisation("Harbourside")), "Charlie")
    return [(make_admin(round.team.organisation), 403), (elsewhere, 404)]


def queries(action):
    """The statements that a request sends, transactions' own left out."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        action()
    found = [query["sql"] for query in captured.captured_queries]
    return [
        sql for sql in found if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK"))
    ]
