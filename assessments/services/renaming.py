"""Names that turn out to be wrong, after a round has opened or closed. What was issued keeps what it said."""

from __future__ import annotations

from django.db import transaction

from assessments.models import Round
from teams.meanwhile import as_texts, changed_names
from teams.models import User
from teams.punctuation import quoted
from teams.refusals import Refused
from teams.services.events import CHANGED, keep_event

IS_ANOTHERS = (
    "Your team has other rounds about {name}. With the same name, they are all taken to be about one person or thing: "
    "each is compared with the one before, and nobody can part them again. Choose another name, such as with a letter "
    "behind it. If it is the same, say so here."
)


class IsAnothers(Refused):
    """The team has rounds about something of that name. From then on, nobody could tell the two apart."""

    about = "is_the_same"


@transaction.atomic
def rename_round(
    round: Round,
    *,
    title: str,
    about_name: str,
    by: User,
    is_the_same: bool = False,
    shown: dict[str, str] | None = None,
) -> None:
    """And what it is about. Other rounds about the same thing follow, so that they are still found to be about it.

    A name that other rounds have already makes one thing of two, only where somebody says that it `is_the_same`.

    The team's rounds are locked: of two who rename at once, the second finds what the first has written.

    Raises WrittenMeanwhile, and renames nothing, when that is another name than was `shown`, or read.
    """
    wanted = {"title": title, "about_name": about_name}
    shown = as_texts(round, wanted) if shown is None else shown
    round = Round.objects.filter(team=round.team_id).locked().in_bulk()[round.pk]
    changed = changed_names(as_texts(round, wanted), shown, wanted)
    if "about_name" in changed:
        if not is_the_same:
            _require_own_name(round, about_name)
        _rename_the_thing(round, about_name)
    if "title" in changed:
        Round.objects.filter(pk=round.pk).update(title=title)
    if changed:
        keep_event(round, CHANGED, "The round was renamed.", by=by)


def _rename_the_thing(round: Round, about_name: str) -> None:
    Round.objects.filter(pk__in=_about_the_same(round)).update(about_name=about_name)


def _about_the_same(round: Round) -> list[int]:
    """Its own id too. Where a team has only one of a kind, the name says nothing of other rounds."""
    if round.about not in Round.SEVERAL:
        return [round.pk]
    rounds = Round.objects.filter(team=round.team_id, about=round.about)
    return [each.pk for each in rounds if each.thing == round.thing]


def _require_own_name(round: Round, about_name: str) -> None:
    wanted = Round(team_id=round.team_id, about=round.about, about_name=about_name)
    if wanted.thing != round.thing and set(_about_the_same(wanted)) - {None}:
        raise IsAnothers(IS_ANOTHERS.format(name=quoted(about_name)))
