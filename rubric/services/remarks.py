"""What people say about a rubric's words, and that nothing tells who said it (docs/decisions/0059)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from rubric.document import PlacedText
from rubric.models import DraftLink, Remark, RemarksOfDay, Rubric, RubricVersion
from teams.meanwhile import GoneMeanwhile, changed_names
from teams.refusals import Refused
from teams.visitors import mark

# In a round more than by a link: a hall sits behind one address, and whoever only has a link can't fill it all up.
MOST_BY_LINK, MOST_IN_ROUND = 100, 300  # a day, from one network address
ROOM_BY_LINK, ROOM = 200, 400  # remarks of a rubric that wait for its editors
FULL = (
    "So many remarks wait here already that there is no room for another. "
    "Keep your words, and come back in a few days."
)
TOO_MANY = (
    "Many remarks came from here today, so we can’t take another. Keep your words, and come back tomorrow."
)


class NoRoom(Refused):
    """For now. The message says how long."""


class Used(Refused):
    """Its words stand in a draft, so it doesn't wait."""

    def __init__(self) -> None:
        super().__init__("An editor used these words meanwhile, so this doesn’t wait again.")


def say_by_link(
    link: DraftLink, text: PlacedText, said: dict, *, once: UUID | None, address: str | None
) -> None:
    rubric, today = link.draft.rubric, timezone.localdate()
    _count(address, MOST_BY_LINK)
    _keep(rubric, text, said, once=once, appears_on=today, room=ROOM_BY_LINK)


def say_in_round(
    rubric: Rubric, text: PlacedText, said: dict, *, once: UUID | None, address: str | None
) -> None:
    """Knows neither the sheet nor the round. It appears with all the others of its week, on the Monday after."""
    _count(address, MOST_IN_ROUND)
    _keep(rubric, text, said, once=once, appears_on=monday_after(timezone.localdate()), room=ROOM)


def monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


@transaction.atomic
def _count(address: str | None, most: int) -> None:
    """Under a mark that holds the day, so that two days can't be told to be one visitor's. Without an address, it would
    fall on everybody together: then only the room counts."""
    if not address:
        return
    today = timezone.localdate()
    row, _ = RemarksOfDay.objects.get_or_create(
        day=today, visitor=mark("remarks", today.isoformat(), address)
    )
    of_day = RemarksOfDay.objects.filter(pk=row.pk, number__lt=most)
    if not of_day.update(number=F("number") + 1):
        raise NoRoom(TOO_MANY)


@transaction.atomic
def _keep(
    rubric: Rubric, text: PlacedText, said: dict, *, once: UUID | None, appears_on: date, room: int
) -> None:
    """Pressed twice, it is one: `once` names what a form sends, for as long as it says the same."""
    rubric = Rubric.objects.select_for_update().get(pk=rubric.pk)
    if rubric.remarks.filter(pk=once, place=text.place, field=text.field, **said).exists():
        return
    if rubric.remarks.waiting().count() >= room:
        raise NoRoom(FULL)
    is_taken = once is None or Remark.objects.filter(pk=once).exists()
    Remark.objects.create(
        pk=uuid4() if is_taken else once,
        rubric=rubric,
        place=text.place,
        field=text.field,
        about=text.words,
        appears_on=appears_on,
        **said,
    )


@transaction.atomic
def answer_remark(remark: Remark, *, answer: str, shown: dict[str, str] | None = None) -> None:
    """Whoever has the draft's link reads both from now on. Raises WrittenMeanwhile, and keeps nothing, when somebody
    else has answered it since it was `shown`, or read."""
    shown = {"reply": remark.answer} if shown is None else shown
    now = _locked(remark)
    changed = changed_names({"reply": now.answer}, shown, {"reply": answer})
    now.answer = answer if changed else now.answer
    _close(now)


@transaction.atomic
def close_remark(remark: Remark) -> None:
    _close(_locked(remark))


@transaction.atomic
def open_again(remark: Remark) -> None:
    now = _locked(remark)
    if now.taken_into_id:
        raise Used
    now.closed_on = None
    now.save(update_fields=["closed_on"])


def erase_remark(remark: Remark) -> None:
    """At once, and with its answer: for words that name or hurt somebody."""
    remark.delete()


def put_back(draft: RubricVersion) -> None:
    """The draft that took them over is thrown away, so they wait again, and where they were said."""
    place, field = F("said_at"), F("said_of")
    draft.remarks_taken.update(closed_on=None, taken_into=None, place=place, field=field)


def suggesters(draft: RubricVersion) -> list[str]:
    """Whose words it took over, as far as they want to be named. By name, since no order may tell more."""
    names = draft.remarks_taken.exclude(named="").values_list("named", flat=True)
    return sorted(set(names), key=str.casefold)


def with_waiting(rubrics: QuerySet[Rubric], on: date) -> QuerySet[Rubric]:
    """Those of them on which remarks wait that day: each with `waiting`, how many, and the `title` of its
    version `newest`, in its `language`."""
    shown = Q(remarks__closed_on=None, remarks__appears_on__lte=on)
    newest = RubricVersion.objects.filter(rubric=OuterRef("pk")).order_by("-number")
    counted = rubrics.annotate(
        waiting=Count("remarks", filter=shown, distinct=True),
        title=Subquery(newest.values("title")[:1]),
        language=Subquery(newest.values("language")[:1]),
        newest=Subquery(newest.values("pk")[:1]),
    )
    return counted.filter(waiting__gt=0).order_by("title", "pk")


def _locked(remark: Remark) -> Remark:
    """As it is now, until the transaction ends. Raises GoneMeanwhile where somebody has erased it."""
    now = Remark.objects.select_for_update(of=["self"]).filter(pk=remark.pk).first()
    if now is None:
        raise GoneMeanwhile
    return now


def _close(remark: Remark) -> None:
    """The day on which it was first closed counts."""
    remark.closed_on = remark.closed_on or timezone.localdate()
    remark.save(update_fields=["answer", "closed_on"])
