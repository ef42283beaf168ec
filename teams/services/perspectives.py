"""How people can say they take part: each organisation's own list."""

from collections import Counter
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from teams.meanwhile import changed_names
from teams.models import Organisation, Perspective, User
from teams.punctuation import quoted
from teams.refusals import Refused
from teams.sides import FAMILY, OTHERS, PAID, PICTURES, SIDES, SUPPORT, UNSAID

# Label, side, words in Easy Read, and a picture where the side's own isn't the one.
DEFAULTS = [
    ("I draw on care and support", SUPPORT, "I get care or support", ""),
    ("Family carer or friend", FAMILY, "I look after family or a friend", ""),
    ("I work here", PAID, "I work here", ""),
    ("I manage or commission", PAID, "I am a manager, or I buy support for the council", "1F9D1-200D-1F4BC"),
    ("Councillor or board member", OTHERS, "I am a councillor, or on the board", "1F3DB"),
    ("Community group or charity", OTHERS, "I am from a community group or charity", ""),
    ("Prefer not to say", UNSAID, "I don’t want to say", ""),
]


class SideStays(Refused):
    """Results were shown that rest on it."""

    about = "side"


class SideChanged(Exception):
    """It was changed while results that rest on it were being made. They have to be made again."""


def add_default_perspectives(organisation: Organisation) -> None:
    Perspective.objects.bulk_create(
        Perspective(
            organisation=organisation,
            label=label,
            side=side,
            easy_label=easy_label,
            picture=picture or PICTURES[side],
            position=position,
        )
        for position, (label, side, easy_label, picture) in enumerate(DEFAULTS)
    )


def easy_names(organisation: Organisation) -> tuple[tuple[str, str], ...]:
    """Of each in use its label and its words in Easy Read, but for words that two would share."""
    named = [(each.label, each.easy_words) for each in organisation.perspectives.in_use()]
    often = Counter(words for _, words in named)
    return tuple((label, words) for label, words in named if often[words] == 1)


@transaction.atomic
def add_perspective(
    organisation: Organisation, *, label: str, side: str, by: User, easy_label: str = "", picture: str = ""
) -> Perspective:
    """Without words in Easy Read, and without a picture, it has its label and its side's picture there.

    Sent twice, it is added once.
    """
    _lock(organisation)
    drawn = {"easy_label": easy_label, "picture": picture}
    if same := organisation.perspectives.in_use().filter(label=label, side=side, **drawn).first():
        return same
    last = organisation.perspectives.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    perspective = Perspective(organisation=organisation, label=label, side=side, position=position, **drawn)
    _save(perspective)
    return perspective


def as_offered(perspective: Perspective) -> dict[str, str]:
    """As people read it: what it doesn't say in Easy Read, its label and its side do."""
    return {
        "label": perspective.label,
        "easy_label": perspective.easy_words,
        "picture": perspective.drawn,
        "side": perspective.side,
    }


@transaction.atomic
def change_perspective(
    perspective: Perspective,
    *,
    label: str,
    side: str,
    by: User,
    easy_label: str = "",
    picture: str = "",
    shown: dict[str, str] | None = None,
) -> None:
    """Saves only what differs from what was `shown`, or read. Raises WrittenMeanwhile, and saves nothing, when somebody
    else has changed one of the same to something else."""
    shown = as_offered(perspective) if shown is None else shown
    _lock(perspective.organisation)
    now = Perspective.objects.select_for_update(no_key=True).get(pk=perspective.pk)
    wanted = {"label": label, "side": side, "easy_label": easy_label, "picture": picture}
    changed = changed_names(as_offered(now), shown, wanted)
    if "side" in changed and side != SUPPORT:
        _require_another(perspective)
    if "side" in changed:
        require_side_to_stay(perspective, side)
    _change(now, {name: wanted[name] for name in changed})
    _save(now)
    for name in wanted:
        setattr(perspective, name, getattr(now, name))


def _change(perspective: Perspective, words: dict[str, str]) -> None:
    """What it said in Easy Read by its label and its side stays, where somebody changes only these."""
    before = as_offered(perspective)
    for name, text in words.items():
        setattr(perspective, name, text)
    for name, text in as_offered(perspective).items():
        if name not in words and text != before[name]:
            setattr(perspective, name, before[name])


@transaction.atomic
def retire_perspective(perspective: Perspective, *, by: User) -> None:
    """Nobody new can choose it; past rounds keep it. A second time changes nothing."""
    _require_another(perspective)
    Perspective.objects.in_use().filter(pk=perspective.pk).update(retired_at=timezone.now())


@transaction.atomic
def bring_back_perspective(perspective: Perspective, *, by: User) -> None:
    """Where it stood, and as it was."""
    _lock(perspective.organisation)
    perspective.retired_at = None
    _save(perspective, update_fields=["retired_at"])


@transaction.atomic
def move_perspective(perspective: Perspective, *, up: bool, by: User) -> None:
    """One place, and all are numbered anew, since retired ones and old gaps may stand between."""
    _lock(perspective.organisation)
    order = list(perspective.organisation.perspectives.in_use())
    here = order.index(perspective)
    there = max(here - 1, 0) if up else here + 1
    order.insert(there, order.pop(here))
    for position, each in enumerate(order):
        each.position = position
    Perspective.objects.bulk_update(order, ["position"])


def require_side_to_stay(perspective: Perspective, side: str) -> None:
    """The caller is in a transaction: from here on, nobody shows results that rest on this perspective's side."""
    now = Perspective.objects.select_for_update(no_key=True).get(pk=perspective.pk)
    if now.side_fixed_at and now.side != side:
        raise SideStays(
            f"Results were shown in which {quoted(now.label)} is on the side {quoted(SIDES[now.side])}, "
            "so it stays there. You can take it out of the list, and add another one."
        )


def fix_sides(sides: Mapping[int, str]) -> None:
    """From now on these perspectives stay on the sides that somebody read, since results rest on them.

    The caller keeps those results in the same transaction. Raises SideChanged when a side isn't what it was.
    """
    locked = Perspective.objects.filter(pk__in=sides).order_by("pk").select_for_update(no_key=True)
    now = list(locked)
    if any(sides[perspective.pk] != perspective.side for perspective in now):
        raise SideChanged
    free = [perspective.pk for perspective in now if perspective.side_fixed_at is None]
    if free:
        Perspective.objects.filter(pk__in=free).update(side_fixed_at=timezone.now())


def _save(perspective: Perspective, **options) -> None:
    try:
        with transaction.atomic():
            perspective.save(**options)
    except IntegrityError as error:
        raise Refused(f"{quoted(perspective.label)} is already in the list. Choose other words.") from error


def _require_another(perspective: Perspective) -> None:
    """Without one, nobody could say that somebody who draws on support was in the room."""
    _lock(perspective.organisation)
    in_use = perspective.organisation.perspectives.in_use()
    if not in_use.filter(side=SUPPORT).exclude(pk=perspective.pk).exists():
        raise Refused(
            "One of these has to be for people who draw on care and support. "
            f"First choose the side {quoted(SIDES[SUPPORT])} for another one."
        )


def _lock(organisation: Organisation) -> None:
    """One change of the list at a time."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
