"""What a facilitator may choose for a meeting: what comes with the app, as each organisation has changed it and added.

What an organisation hasn't touched is read from data/session-formats.yaml and has no row. Its first change makes one,
which stands in the place of the file's from then on.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from assessments.days import write_minutes
from assessments.models import SessionFormat, WarmUp
from teams.codes import new_code
from teams.meanwhile import as_rows, as_text, as_texts, changed_names
from teams.models import Organisation, User
from teams.prepared import prepared
from teams.punctuation import quoted
from teams.refusals import Refused
from teams.two_lists import merge
from teams.words import same_name

CONTENT = Path(__file__).resolve().parent.parent / "data" / "session-formats.yaml"
STEPS = 20  # more than that is a conference
CLOSED = "This round has closed, so it stays as it is."
ADDRESSES = {"", "new", "how-it-reads"}  # keys that can't be, since they stand in addresses
WORDS = {
    SessionFormat: ("title", "good_for", "easy_read", "fewest", "most", "steps", "position", "retired_at"),
    WarmUp: (
        *("title", "easy_read_title", "minutes", "picture", "idea_from", "do", "easy_read"),
        *("listen_for", "easy_read_listen_for", "gentler", "easy_read_gentler", "position", "retired_at"),
    ),
}
OR_ELSE = "Choose another title, or change that one."
FIRST = "Change the title of that one first."
CALLED = {SessionFormat: "way", WarmUp: "warm-up"}
Kind = TypeVar("Kind", SessionFormat, WarmUp)


def all_of(kind: type[Kind], organisation: Organisation) -> list[Kind]:
    """Retired ones too, in order. Some may not be stored."""
    ours = {key: kind(organisation=organisation, **row) for key, row in _rows()[kind].items()}
    return sorted((ours | _changed(kind, organisation)).values(), key=lambda each: each.position)


def some_of(kind: type[Kind], organisation: Organisation, keys: Sequence[str]) -> list[Kind]:
    """Those of these that there are, in the order of their keys. Retired ones too: a round that has chosen one keeps
    it."""
    theirs, ours = _changed(kind, organisation), _rows()[kind]
    return [
        theirs.get(key) or kind(organisation=organisation, **ours[key])
        for key in keys
        if key in theirs or key in ours
    ]


def _changed(kind: type[Kind], organisation: Organisation) -> dict[str, Kind]:
    """By their keys, what it has changed or added."""
    theirs = {each.key: each for each in CHANGED[kind](organisation)}
    for each in theirs.values():
        each.organisation = organisation  # which is read already
    return theirs


@prepared
def _formats(organisation: Organisation) -> QuerySet[SessionFormat]:
    return SessionFormat.objects.filter(organisation=organisation)


@prepared
def _warm_ups(organisation: Organisation) -> QuerySet[WarmUp]:
    return WarmUp.objects.filter(organisation=organisation)


CHANGED = {SessionFormat: _formats, WarmUp: _warm_ups}


def find(kind: type[Kind], organisation: Organisation, key: str) -> Kind | None:
    return next(iter(some_of(kind, organisation, [key])), None)


def add(kind: type[Kind], organisation: Organisation, *, by: User, title: str, **words) -> Kind:
    """At the end of the list. Sent twice, it is added once."""
    _rows()  # read from the file before anything is locked, and kept
    return _add(kind, organisation, title, words)


@transaction.atomic
def _add(kind: type[Kind], organisation: Organisation, title: str, words: dict) -> Kind:
    _wait_for_turn(organisation)
    known = all_of(kind, organisation)
    if same := _same_title(known, title):
        return _sent_before(same, title, words)
    key = slugify(title)[:60].strip("-")
    if key in ADDRESSES | {each.key for each in known}:
        key = new_code()
    position = max(each.position for each in known) + 1
    return kind.objects.create(organisation=organisation, key=key, position=position, title=title, **words)


def change(each: Kind, *, by: User, shown: dict[str, str] | None = None, **words) -> Kind:
    """Rounds that have chosen it print the new words from now on.

    Saves only what differs from what was `shown`, or read. Raises WrittenMeanwhile, and saves nothing, when somebody
    else has changed one of the same to something else.
    """
    _rows()
    return _change(each, as_texts(each, words) if shown is None else shown, words)


@transaction.atomic
def _change(each: Kind, shown: dict[str, str], words: dict) -> Kind:
    now = _in_its_turn(each)
    stored = as_texts(now, words)
    shown, words = _with_their_steps(stored, shown, words)
    changed = changed_names(stored, shown, {name: as_text(value) for name, value in words.items()})
    if "title" in changed:
        _require_title(now, words["title"], OR_ELSE)
    return _keep(now, {name: words[name] for name in changed})


def _wait_for_turn(organisation: Organisation) -> None:
    """One change of the list at a time: no two get one title. What is changed may have no row yet."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _in_its_turn(each: Kind) -> Kind:
    """As it is by then."""
    _wait_for_turn(each.organisation)
    return find(type(each), each.organisation, each.key) or each


def _with_their_steps(stored: dict[str, str], shown: dict[str, str], words: dict) -> tuple[dict, dict]:
    """With what others have changed in other steps, as if it had been shown so; without, where that isn't plain."""
    before, now = (as_rows(texts.get("steps", "")) for texts in (shown, stored))
    if before is None or now is None or before == now:
        return shown, words
    both = merge(before, now, as_rows(as_text(words["steps"])))
    if both is None or len(both) > STEPS:
        return shown, words
    return shown | {"steps": stored["steps"]}, words | {"steps": both}


def tell_steps(steps: list[dict]) -> str:
    """In words, for whoever wrote other steps meanwhile."""
    return "\n".join(f"{number}. {_in_words(step)}" for number, step in enumerate(steps, start=1))


def _in_words(step: dict) -> str:
    lines = step["do"].strip().replace("\n", "\n– ")
    return f"{write_minutes(step['minutes'])}: {lines}"


def _keep(each: Kind, words: dict) -> Kind:
    as_it_was = {name: getattr(each, name) for name in WORDS[type(each)]}
    row, _ = type(each).objects.update_or_create(
        organisation=each.organisation,
        key=each.key,
        defaults=words,
        create_defaults=as_it_was | words,
    )
    return row


def retire(each: Kind, *, by: User) -> None:
    """Nobody new can choose it; rounds that have it keep it."""
    _keep(each, {"retired_at": timezone.now()})


@transaction.atomic
def bring_back(each: Kind, *, by: User) -> None:
    now = _in_its_turn(each)
    _require_title(now, now.title, FIRST)
    _keep(now, {"retired_at": None})


def _require_title(each: Kind, title: str, what_to_do: str) -> None:
    """Nothing else in the list is called so."""
    others = [other for other in all_of(type(each), each.organisation) if other.key != each.key]
    if _same_title(others, title):
        raise _is_taken(type(each), title, what_to_do)


def _same_title(known: list[Kind], title: str) -> Kind | None:
    return next(
        (each for each in known if not each.retired_at and same_name(each.title) == same_name(title)), None
    )


def _sent_before(there: Kind, title: str, words: dict) -> Kind:
    """The one that is there, if it says the very same; any other keeps its title for itself."""
    if there.title == title and all(getattr(there, name) == value for name, value in words.items()):
        return there
    raise _is_taken(type(there), title, OR_ELSE)


def _is_taken(kind: type[Kind], title: str, what_to_do: str) -> Refused:
    return Refused(f"There is already a {CALLED[kind]} called {quoted(title)}. {what_to_do}")


@cache
def _rows() -> dict[type, dict[str, dict]]:
    """By their keys, in order."""
    content = yaml.safe_load(CONTENT.read_text())
    formats = [_format(**each) for each in content["formats"]]
    return {SessionFormat: _in_order(formats), WarmUp: _in_order(content["warm_ups"])}


def _format(*, people: list[int], minutes: int, **words) -> dict:
    """`minutes` are those of its steps together, told once more for whoever reads the file."""
    return {**words, "fewest": people[0], "most": people[1]}


def _in_order(rows: list[dict]) -> dict[str, dict]:
    return {row["key"]: {**row, "position": position} for position, row in enumerate(rows)}
