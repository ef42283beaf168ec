"""E-mails to a rubric's editors: that there are new remarks. At most one a day for all that is new, and no words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from rubric.models import Remark, Rubric
from teams.addresses import full_address
from teams.models import User
from teams.roles import RUBRIC_EDITOR
from teams.services.outbox import post


@transaction.atomic
def tell_editors(*, now: datetime | None = None) -> int:
    """Returns how many e-mails. Run again on the same day, it sends nothing twice. What nobody can be told of waits."""
    today = timezone.localdate(now or timezone.now())
    _lock(today)
    owed = {rubric: editors_of(rubric) for rubric in _with_news(today)}
    told = defaultdict(list)
    for rubric, editors in owed.items():
        for editor in editors:
            told[editor].append(rubric)
    news = [rubric for rubric, editors in owed.items() if editors]
    _new(today).filter(rubric__in=news).update(told_on=today)
    return sum(bool(_post(editor, rubrics)) for editor, rubrics in told.items())


def editors_of(rubric: Rubric) -> QuerySet[User]:
    """Its organisation's rubric editors; of a shared one, the site's."""
    active = User.objects.filter(is_active=True).order_by("pk")
    if rubric.organisation is None:
        return active.filter(is_site_editor=True)
    role = {
        "organisation_roles__organisation": rubric.organisation,
        "organisation_roles__role": RUBRIC_EDITOR,
    }
    return active.filter(**role)


def _new(today: date) -> QuerySet[Remark]:
    return Remark.objects.waiting().filter(told_on=None, appears_on__lte=today)


def _with_news(today: date) -> list[Rubric]:
    """Each with `new`, how many there are."""
    had = Remark.objects.filter(told_on=today).values("rubric")
    counts = dict(_new(today).order_by().values_list("rubric").annotate(Count("pk")))
    rubrics = Rubric.objects.filter(pk__in=counts).exclude(pk__in=had).select_related("organisation")
    for rubric in rubrics:
        rubric.new, rubric.title = counts[rubric.pk], rubric.versions.order_by("-number")[0].title
    return list(rubrics)


def _lock(today: date) -> None:
    """Of two runs at the same time, one does it all, and the other finds it done."""
    news = Rubric.objects.filter(pk__in=_new(today).order_by().values("rubric"))
    list(news.order_by("pk").select_for_update().values_list("pk"))


def _post(editor: User, rubrics: list[Rubric]):
    rows = [
        {
            "title": rubric.title,
            "new": rubric.new,
            "link": full_address(reverse("rubric_remarks", args=[rubric.slug])),
        }
        for rubric in rubrics
    ]
    context = {"person": editor, "rubrics": rows, "count": sum(row["new"] for row in rows)}
    return post("remarks", context, to=editor.email, reply_to=None, from_name=_from(rubrics))


def _from(rubrics: list[Rubric]) -> str:
    """The organisation's name, if all are of one."""
    names = {rubric.organisation.name if rubric.organisation else "" for rubric in rubrics}
    return names.pop() if len(names) == 1 else ""
