"""How people can say they take part: each organisation's own list."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from teams.models import Organisation, Perspective, User
from teams.services import Refused

DEFAULTS = [
    "I draw on care and support",
    "Family carer or friend",
    "I work here",
    "I manage or commission",
    "Councillor or board member",
    "Community group or charity",
    "Prefer not to say",
]


def add_default_perspectives(organisation: Organisation) -> None:
    """The first of them is the one of people who draw on care and support."""
    Perspective.objects.bulk_create(
        Perspective(organisation=organisation, label=label, position=position, draws_on_support=position == 0)
        for position, label in enumerate(DEFAULTS)
    )


def add_perspective(
    organisation: Organisation, *, label: str, draws_on_support: bool, by: User
) -> Perspective:
    last = organisation.perspectives.order_by("-position").values_list("position", flat=True).first()
    perspective = Perspective(organisation=organisation, position=0 if last is None else last + 1)
    return _worded(perspective, label, draws_on_support)


@transaction.atomic
def change_perspective(perspective: Perspective, *, label: str, draws_on_support: bool, by: User) -> None:
    if not draws_on_support:
        _require_another(perspective)
    _worded(perspective, label, draws_on_support)


@transaction.atomic
def retire_perspective(perspective: Perspective, *, by: User) -> None:
    """Nobody new can choose it; past rounds keep it. A second time changes nothing."""
    _require_another(perspective)
    Perspective.objects.in_use().filter(pk=perspective.pk).update(retired_at=timezone.now())


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


def _worded(perspective: Perspective, label: str, draws_on_support: bool) -> Perspective:
    perspective.label, perspective.draws_on_support = label, draws_on_support
    try:
        with transaction.atomic():
            perspective.save()
    except IntegrityError as error:
        raise Refused(f"“{label}” is already in the list. Choose other words.") from error
    return perspective


def _require_another(perspective: Perspective) -> None:
    """Without one, nobody could say that somebody who draws on support was in the room."""
    _lock(perspective.organisation)
    in_use = perspective.organisation.perspectives.in_use()
    if not in_use.filter(draws_on_support=True).exclude(pk=perspective.pk).exists():
        raise Refused(
            "One of these has to be for people who draw on care and support. Tick another one first."
        )


def _lock(organisation: Organisation) -> None:
    """One change of the list at a time."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
