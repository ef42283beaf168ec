"""Taking part without an account: a round's door, and the sheets of those who came through it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from assessments.models import Round, Sheet
from assessments.services.answering import RoundClosed
from assessments.services.quotes import forget_quotes_of
from assessments.services.taking_part import note_that_they_answered, voices
from teams.codes import ALPHABET, RETURN_CODE_LENGTH, new_code, new_token
from teams.models import User

STILL_READING = timedelta(minutes=30)
MOST_SHEETS = 2_000  # of a round: more than any hall, and a limit for whoever begins sheets by machine
ANEW = {"perspective": None, "people": None, "principle_id": None, "how": "", "first_name": ""}


class RoundFull(Exception):
    """As many have joined as a round takes."""


def new_door() -> dict[str, str]:
    """A join code and a link's token, for a round that opens or whose codes are replaced."""
    return {"join_code": new_code(), "link_token": new_token()}


def replace_codes(round: Round, *, by: User) -> None:
    """From now on the old code and link work no more. Sheets that were begun with them go on."""
    Round.objects.filter(pk=round.pk).update(**new_door())


def close_door(round: Round, *, by: User) -> None:
    """Nobody new may join. Those who have joined go on."""
    Round.objects.filter(pk=round.pk, door_closed_at=None).update(door_closed_at=timezone.now())


def open_door(round: Round, *, by: User) -> None:
    Round.objects.filter(pk=round.pk).update(door_closed_at=None)


def rounds_to_join() -> QuerySet[Round]:
    """Those whose codes work now."""
    return Round.objects.open().filter(door_closed_at=None).select_related("team__organisation")


def rounds_to_come_to() -> QuerySet[Round]:
    """Those as well whose poster still hangs: a round that has closed says so, and when people hear what came of it."""
    known = Round.objects.exclude(opened_at=None).exclude(closed_at=None, door_closed_at__isnull=False)
    return known.select_related("team__organisation")


def join_round(
    round: Round, *, nonce: str, held: str = "", kind: str = Sheet.Kind.PERSON, **about
) -> tuple[Sheet, str]:
    """A sheet and its return code. The same nonce brings the same sheet, so that a double tap makes one.

    `held` is the return code that this browser has already: a sheet on which nothing was said begins anew.
    `about` holds the sheet's own columns: perspective, how, wording, people… Raises RoundClosed and RoundFull.
    """
    about = {"kind": kind, **about}
    if held and _begin_anew(round, held, about):
        return find_sheet(held), held
    return begin_sheet(round, nonce, rounds=rounds_to_join(), **about)


def _begin_anew(round: Round, return_code: str, about: dict) -> bool:
    """In one write, which finds nothing to change once something is said."""
    theirs = voices(round=round, return_code_hash=hash_return_code(return_code)).filter(has_begun=False)
    unanswered = Sheet.objects.filter(pk__in=theirs.filter(round__in=rounds_to_join()).values("pk"))
    with _closing_told(), transaction.atomic():
        return bool(unanswered.update(**{**ANEW, **about, "created_at": timezone.now()}))


def begin_sheet(
    round: Round, nonce: str, *, rounds: QuerySet[Round] | None = None, **about
) -> tuple[Sheet, str]:
    """As above, in one of these `rounds`: of all that are open, unless it is said otherwise."""
    return_code = return_code_of(nonce)
    rounds = Round.objects.open() if rounds is None else rounds
    with _closing_told(), transaction.atomic():
        return _begin(rounds.filter(pk=round.pk), hash_return_code(return_code), about), return_code


def _begin(rounds: QuerySet[Round], hashed: str, about: dict) -> Sheet:
    """One at a time in a round, so that all are counted. Whoever is in already isn't turned away."""
    round = rounds.select_related(None).select_for_update(no_key=True).first()
    if round is None:
        raise RoundClosed
    sheets = round.sheets.exclude(kind=Sheet.Kind.TOGETHER)
    found = sheets.aggregate(all=Count("pk"), theirs=Max("pk", filter=Q(return_code_hash=hashed)))
    if found["theirs"]:
        return sheets.get(pk=found["theirs"])
    if found["all"] >= MOST_SHEETS:
        raise RoundFull
    return round.sheets.create(return_code_hash=hashed, **about)


def keep_chosen_wording(sheet: Sheet, wording: str) -> None:
    """The last one that they chose: with their return code it comes back on another device. Of a closed round it stays
    as it was."""
    chosen = Sheet.objects.filter(pk=sheet.pk, round__closed_at=None).exclude(wording=wording)
    with suppress(RoundClosed), _closing_told(), transaction.atomic():
        chosen.update(wording=wording)


@contextmanager
def _closing_told():
    """The database itself lets nobody into a round that has just closed."""
    try:
        yield
    except IntegrityError as error:
        raise RoundClosed from error


def hash_return_code(return_code: str) -> str:
    """Keyed, so that a copy of the database alone opens no sheet."""
    return salted_hmac("assessments.return-code", return_code, algorithm="sha256").hexdigest()


def return_code_of(nonce: str) -> str:
    """As good as random for whoever doesn't hold our key."""
    digest = int.from_bytes(salted_hmac("assessments.nonce", nonce, algorithm="sha256").digest())
    characters = []
    for _ in range(RETURN_CODE_LENGTH):
        digest, index = divmod(digest, len(ALPHABET))
        characters.append(ALPHABET[index])
    return "".join(characters)


def find_sheet(return_code: str) -> Sheet | None:
    """Whichever round it belongs to, open or closed."""
    sheets = Sheet.objects.select_related("round__team__organisation")
    return sheets.filter(return_code_hash=hash_return_code(return_code)).first()


@transaction.atomic
def erase_sheet(sheet: Sheet) -> None:
    """Everything on it goes with it, at any time, quotes included, from reports too. What was released stays: nothing
    there says whose it was.

    The round's row is locked, so that no release counts it meanwhile. What a group agreed stays once the round has
    closed, as all does that was agreed: RoundClosed.
    """
    round = Round.objects.select_for_update().filter(pk=sheet.round_id).first()
    if round is None:  # it was removed at this moment, and the sheet with it
        return
    if sheet.kind != Sheet.Kind.PERSON and not round.is_open:
        raise RoundClosed
    if not round.is_open:
        note_that_they_answered(Sheet.objects.filter(pk=sheet.pk))
    forget_quotes_of(sheet)
    sheet.delete()


def remove_empty_sheets(round: Round, *, by: User) -> int:
    """Those on which nothing was ever said, such as a second tap or a device that was only tried out.

    Those of the last half hour stay: somebody may still be reading.
    """
    if not round.is_open:
        raise RoundClosed
    return remove_unanswered(voices(round=round).filter(created_at__lt=timezone.now() - STILL_READING))


def remove_unanswered(sheets: QuerySet[Sheet]) -> int:
    """Of these `voices`, those that haven't begun. Counts the sheets alone, without the marks that were taken off."""
    unanswered = Sheet.objects.filter(pk__in=sheets.filter(has_begun=False).values("pk"))
    _, removed = unanswered.delete()
    return removed.get(Sheet._meta.label, 0)
