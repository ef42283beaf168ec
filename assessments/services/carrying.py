"""A round that starts from the last one: its together sheet begins with what was agreed then, to be looked at again.

Ticks and words are copied, so that they can be changed here. Where the team stood isn't: it chooses anew, and is shown
what it said. Until a part is confirmed (*Save and continue*), releases treat it as not answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from assessments.agreed import Agreed, AgreedStanding
from assessments.models import Answer, Placement, Reflection, Release, Round, Sheet
from assessments.part import Part
from assessments.placing import ActivityPart, Step, sayings_of, steps_in
from assessments.said import TICKS
from assessments.services.activities import placed_activities, version_placed_on
from rubric.document import Document, Level, Principle
from rubric.reading import read_in_wording, read_version
from teams.keyed import with_key
from teams.prepared import prepared
from teams.remembered import A_WHILE, remembered


@dataclass(frozen=True)
class LastTime:
    """What a part of the sheet began with, agreed `when`; `reworded` has (now, then) of texts that changed.

    `is_confirmed`: the team has looked at the part again, so that it is this round's now.
    """

    when: datetime
    level: Level | None
    standing: AgreedStanding
    reworded: tuple[tuple[str, str], ...] = ()
    is_confirmed: bool = False


@dataclass(frozen=True)
class LastPlaced:
    """The same of an activity: `placed` has the key of a place by step, as it was then."""

    when: datetime
    placed: dict[str, str]
    why: str
    where_we_differ: str
    is_confirmed: bool = False


@dataclass(frozen=True)
class Earlier:
    """A release that rounds begin with, and the version that it is about."""

    agreed: Agreed
    made_at: datetime
    version_id: int
    placed_on: int | None


@remembered(megabytes=4, seconds=A_WHILE)
def read_earlier(release_id: int) -> Earlier:
    """Releases never change, so this process keeps those it has read, as it keeps versions."""
    release = Release.objects.select_related("round").get(pk=release_id)
    agreed, round = Agreed.from_json(release.agreed), release.round
    return Earlier(agreed, release.made_at, round.version_id, version_placed_on(round))


def begin_with(sheet: Sheet, last: Release) -> None:
    """Carries over only statements that are still asked, wherever they stand now; only parts of which nothing is said
    here yet. The round keeps which release it began with.
    """
    sheet.round.begins_with = last
    sheet.round.save(update_fields=["begins_with"])
    document = read_version(sheet.round.version_id)
    agreed = Agreed.from_json(last.agreed)
    said = {key: value for one in agreed.principles for key, value in one.answers.items()}
    begun = set(sheet.reflections.values_list("principle_id", flat=True))
    there = [p for p in document.principles if p.id not in begun and _was_said(p, said, agreed)]
    Answer.objects.bulk_create(
        Answer(
            sheet=sheet,
            statement_id=s.id,
            value=TICKS.spelt[said[s.key]].stored,
            changed_at=sheet.round.opened_at,
        )
        for principle in there
        for s in principle.statements
        if s.key in said
    )
    Reflection.objects.bulk_create(
        _words(sheet, agreed.principle(p.key).reflection, principle_id=p.id) for p in there
    )
    _place_as(sheet, read_earlier(last.pk))


def _place_as(sheet: Sheet, last: Earlier) -> None:
    """Activities that are placed again, by their keys and those of places, on the same rubric."""
    document = _placed_again(sheet.round, last)
    if document is None:
        return
    begun = set(sheet.reflections.values_list("activity_id", flat=True))
    said = ((one, last.agreed.activity(one.key)) for one in placed_activities(sheet.round))
    there = [(one, was) for one, was in said if one.id not in begun and (was.is_answered or was.reflection)]
    Placement.objects.bulk_create(
        Placement(
            sheet=sheet,
            activity_id=one.id,
            question_id=step.question.id,
            moment=step.moment,
            value=value,
            changed_at=sheet.round.opened_at,
        )
        for one, was in there
        for step in steps_in(document)
        if (value := _value(step, was.placed)) is not None
    )
    Reflection.objects.bulk_create(_words(sheet, was.reflection, activity_id=one.id) for one, was in there)


def _value(step: Step, placed: dict[str, str]) -> int | None:
    """None where nothing was agreed then, or where there is no such place any more."""
    saying = sayings_of(step.question).spelt.get(placed.get(step.key, ""))
    return saying.stored if saying else None


def _placed_again(round: Round, last: Earlier) -> Document | None:
    """On what, where that is the rubric of last time, or a copy of the same: a key means something within those."""
    now, then = version_placed_on(round), last.placed_on
    if now is None or then is None:
        return None
    document, before = read_version(now), read_version(then)
    return document if before.root == document.root else None


def _was_said(principle: Principle, said: dict[str, str], agreed: Agreed) -> bool:
    """A part of which nothing was said last time begins empty, as in any round."""
    before = agreed.principle(principle.key)
    return bool(before.is_answered or before.reflection or any(s.key in said for s in principle.statements))


def _words(sheet: Sheet, text: str, **owner: int) -> Reflection:
    return Reflection(
        sheet=sheet,
        **owner,
        text=text,
        revision=1 if text else 0,
        needs_another_look=True,
    )


def last_release_of(round: Round | int | None) -> Release | None:
    """What can be carried over from this round, or the one with this id."""
    return Release.objects.filter(round=round).select_related("round").first() if round else None


def last_release_id(round_id: int | None) -> int | None:
    """The same, where nobody asks what it says."""
    return next(iter(_release_ids(round_id)), None) if round_id else None


@prepared
def _release_ids(round_id: int) -> QuerySet[int]:
    return Release.objects.filter(round=round_id).values_list("pk", flat=True)[:1]


def read_last_time(sheet: Sheet, part: Part, *, waiting: bool | None = None) -> LastTime | None:
    """None for rounds that began with an empty sheet, and for parts that were empty last time.

    `waiting` says whether the part needs another look; where the caller doesn't know, one query asks.
    """
    if sheet.round.begins_with_id is None or sheet.kind != Sheet.Kind.TOGETHER:
        return None
    last = read_earlier(sheet.round.begins_with_id)
    if waiting is None:
        waiting = sheet.reflections.filter(principle=part.principle.id, needs_another_look=True).exists()
    before = last.agreed.principle(part.principle.key)
    if not waiting and not before.is_answered:
        return None
    then = read_in_wording(last.version_id, part.document.wording)
    level = before.standing.level or before.standing.first_level
    return LastTime(
        when=last.made_at,
        level=with_key(level, then.levels),
        standing=before.standing,
        reworded=_reworded(then, part.principle) if waiting else (),
        is_confirmed=not waiting,
    )


def read_last_placed(sheet: Sheet, part: ActivityPart, *, waiting: bool | None = None) -> LastPlaced | None:
    """As read_last_time, of an activity."""
    if sheet.round.begins_with_id is None:
        return None
    last = read_earlier(sheet.round.begins_with_id)
    before = last.agreed.activity(part.activity.key)
    if _placed_again(sheet.round, last) is None or not (before.is_answered or before.reflection):
        return None
    if waiting is None:
        waiting = sheet.reflections.filter(**part.owner, needs_another_look=True).exists()
    words = (before.why, before.where_we_differ)
    return LastPlaced(last.made_at, before.placed, *words, is_confirmed=not waiting)


def read_last_levels(round: Round) -> dict[str, str]:
    """By principle, the label of the level at which the team placed itself last time."""
    return {key: level.label for key, level in levels_of(round.begins_with_id).items()}


def levels_of(release: int | None) -> dict[str, Level]:
    """By principle, the level at which the team placed itself, in the release with this id."""
    if release is None:
        return {}
    last = read_earlier(release)
    levels = {level.key: level for level in read_version(last.version_id).levels}
    placed = {p.key: p.standing.level or p.standing.first_level for p in last.agreed.principles}
    return {key: levels[level] for key, level in placed.items() if level in levels}


def _reworded(then: Document, principle: Principle) -> tuple[tuple[str, str], ...]:
    earlier = {s.key: s.text for s in then.statements}
    pairs = [(s.text, earlier[s.key]) for s in principle.statements if s.key in earlier]
    return tuple((now, was) for now, was in pairs if now != was)
