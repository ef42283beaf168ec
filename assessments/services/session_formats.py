"""Ways to hold the conversation: those that come with the app, as each organisation has changed and added to them.

What an organisation hasn't touched is read from data/session-formats.yaml and has no row. Its first change makes one,
which stands in the place of the file's from then on.
"""

from functools import cache
from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from assessments.models import Round, SessionFormat
from teams.codes import new_code
from teams.models import Organisation, User
from teams.punctuation import quoted
from teams.services import Refused
from teams.words import same_name

CONTENT = Path(__file__).resolve().parent.parent / "data" / "session-formats.yaml"
WORDS = ("title", "good_for", "fewest", "most", "steps", "position", "retired_at")
CLOSED = "This round has closed, so it stays as it is."
# Of each part, where the facilitator hasn't chosen a way to hold the conversation: what is said, shown and agreed.
STEPS_OF_A_PART = [
    {"minutes": 5, "do": "Answer this part, each on your own."},
    {"minutes": 10, "do": "Look at what you see. Talk longest about where you differ."},
    {"minutes": 5, "do": "Write down what you agree, and where you don’t."},
]
ADDRESSES = {"", "new"}  # keys that can't be, since they stand in addresses


def formats_of(organisation: Organisation) -> list[SessionFormat]:
    """What its teams can choose, in order. Some may not be stored."""
    return [each for each in _all_of(organisation) if not each.retired_at]


def retired_formats_of(organisation: Organisation) -> list[SessionFormat]:
    return [each for each in _all_of(organisation) if each.retired_at]


def find_format(organisation: Organisation, key: str) -> SessionFormat | None:
    """Retired ones too: a round that has chosen one keeps it."""
    return next((each for each in _all_of(organisation) if each.key == key), None)


def format_of(round: Round) -> SessionFormat | None:
    """What its facilitator chose; None while nothing is chosen."""
    return find_format(round.team.organisation, round.session_format) if round.session_format else None


def clock_of(round: Round, *, part: int = 0, step: int = 0) -> dict:
    """For a session's clock: its steps, and where it is at this `step` of this part. The steps of a way that was chosen
    go over the whole meeting, so no screen says where it is."""
    chosen = format_of(round)
    if chosen:
        return {"steps": chosen.steps, "place": ""}
    return {"steps": STEPS_OF_A_PART, "place": f"{part}-{step}" if part else "", "step": step}


def choose_format(round: Round, *, key: str, by: User) -> None:
    """Blank takes the choice back."""
    if not Round.objects.filter(pk=round.pk, closed_at=None).update(session_format=key):
        raise Refused(CLOSED)


def add_format(organisation: Organisation, *, by: User, title: str, **words) -> SessionFormat:
    """At the end of the list. Sent twice, it is added once."""
    _rows()  # read from the file before anything is locked, and kept
    return _add(organisation, title, words)


@transaction.atomic
def _add(organisation: Organisation, title: str, words: dict) -> SessionFormat:
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one addition at a time
    if same := _same_title(organisation, title):
        return _sent_before(same, title, words)
    known = _all_of(organisation)
    key = slugify(title)[:60].strip("-")
    if key in ADDRESSES | {each.key for each in known}:
        key = new_code()
    position = max(each.position for each in known) + 1
    return organisation.session_formats.create(key=key, position=position, title=title, **words)


def change_format(session_format: SessionFormat, *, by: User, **words) -> SessionFormat:
    """Rounds that have chosen it print the new words from now on."""
    as_it_was = {name: getattr(session_format, name) for name in WORDS}
    row, _ = SessionFormat.objects.update_or_create(
        organisation=session_format.organisation,
        key=session_format.key,
        defaults=words,
        create_defaults=as_it_was | words,
    )
    return row


def retire_format(session_format: SessionFormat, *, by: User) -> None:
    """Nobody new can choose it; rounds that have it keep it."""
    change_format(session_format, by=by, retired_at=timezone.now())


def bring_back_format(session_format: SessionFormat, *, by: User) -> None:
    change_format(session_format, by=by, retired_at=None)


def _same_title(organisation: Organisation, title: str) -> SessionFormat | None:
    offered = formats_of(organisation)
    return next((each for each in offered if same_name(each.title) == same_name(title)), None)


def _sent_before(there: SessionFormat, title: str, words: dict) -> SessionFormat:
    """The one that is there, if it says the very same; any other keeps its title for itself."""
    if there.title == title and all(getattr(there, name) == value for name, value in words.items()):
        return there
    raise Refused(f"There is already a way called {quoted(title)}. Choose another title, or change that one.")


def _all_of(organisation: Organisation) -> list[SessionFormat]:
    ours = {each.key: each for each in _from_the_file(organisation)}
    theirs = {each.key: each for each in organisation.session_formats.all()}
    return sorted((ours | theirs).values(), key=lambda each: each.position)


def _from_the_file(organisation: Organisation) -> list[SessionFormat]:
    return [SessionFormat(organisation=organisation, **row) for row in _rows()]


@cache
def _rows() -> tuple[dict, ...]:
    formats = yaml.safe_load(CONTENT.read_text())["formats"]
    return tuple(
        {
            "key": each["key"],
            "title": each["title"],
            "good_for": each["good_for"],
            "fewest": each["people"][0],
            "most": each["people"][1],
            "steps": each["steps"],
            "position": position,
        }
        for position, each in enumerate(formats)
    )
