"""All of a team's rounds at once, by their latest releases: read in as many queries for ten rounds as for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from assessments.agreed import Agreed
from assessments.comparison import Look
from assessments.counted import INSIDE, Counts
from assessments.models import Release, Round
from assessments.services.activities import version_placed_on
from reports.activity_history import tell_activity_histories
from reports.progress import Pair, Progress, ToldRound, tell_histories
from reports.promises import Kept, Promise, tell_kept
from reports.telling import compare_told
from reports.took_part import tell_took_part
from reports.voices import tell_voices
from rubric.document import EASY_READ, STANDARD, Document
from rubric.reading import read_in_wording
from teams.models import Team

Thread = tuple[int, tuple[str, str]]  # a rubric, and what the round is about


class NoSuchRound(Exception):
    """The team has no round with this code of which anything was shown."""


@dataclass(frozen=True)
class _Read:
    """A told round, and `thread`: it can be compared with the rounds that share it."""

    told: ToldRound
    thread: Thread


def build_progress(team: Team, *, then: str = "", now: str = "", easy_read: bool = False) -> Progress | None:
    """`then` and `now` are rounds' codes; without them, the last round and the one before. None before any release."""
    read = _read_rounds(team, easy_read)
    if not read:
        return None
    by_code = {one.told.code: one for one in read}
    if {then, now} - {""} - by_code.keys():
        raise NoSuchRound
    chosen = by_code.get(now or then, read[-1])
    rounds = tuple(one.told for one in read if one.thread == chosen.thread)
    latest_by_thread = {one.thread: one.told for one in read}
    pair = _pair(rounds, then, now)
    until = pair.now.when if pair and pair.now is not rounds[-1] else None
    return Progress(
        rounds=rounds,
        histories=tell_histories(rounds),
        pair=pair,
        kept=_kept(team, pair, until, chosen.thread) if pair else (),
        others=tuple(told for thread, told in latest_by_thread.items() if thread != chosen.thread),
        cannot_compare=bool(then and now) and by_code[then].thread != by_code[now].thread,
        until=until,
        activities=tell_activity_histories(rounds, [one.told for one in read], pair),
    )


def _read_rounds(team: Team, easy_read: bool) -> list[_Read]:
    """Oldest first."""
    newest = Release.objects.filter(round=OuterRef("round")).order_by("-number").values("pk")[:1]
    releases = Release.objects.filter(round__team=team, pk=Subquery(newest)).defer("basis")
    rubric = "round__version__rubric"
    releases = releases.select_related(f"{rubric}__organisation", f"{rubric}__based_on__based_on")
    found = releases.order_by("round__opened_at", "round")
    return [_Read(_told(release, easy_read), _thread(release.round)) for release in found]


def _thread(round: Round) -> Thread:
    """The rubric that its own was adapted from, since copies keep the keys; and what it is about."""
    return round.version.rubric.root.pk, round.thing


def _told(release: Release, easy_read: bool) -> ToldRound:
    round, version = release.round, release.round.version
    wording = EASY_READ if easy_read else STANDARD
    document = read_in_wording(version.pk, wording)
    counts = Counts.from_json(release.counts)
    return ToldRound(
        code=round.code,
        title=round.title,
        about=round.about_in_words if round.about in Round.SEVERAL else "",
        opened_at=round.opened_at,
        when=timezone.localtime(round.closed_at or release.made_at),
        is_open=round.is_open,
        rubric=version.rubric_id,
        rubric_title=f"{document.title}{version.rubric.whose}",
        version=version.number,
        look=Look(document, Agreed.from_json(release.agreed), _placed_on(round, wording)),
        took_part=tell_took_part(counts, INSIDE),
        voices=tell_voices(document, counts, INSIDE),
    )


def _placed_on(round: Round, wording: str) -> Document | None:
    version = version_placed_on(round)
    return read_in_wording(version, wording) if version else None


def _pair(rounds: tuple[ToldRound, ...], then: str, now: str) -> Pair | None:
    """The earlier of the two is *then*, whichever way round they were asked for. None when there is only one."""
    if len(rounds) < 2:
        return None
    codes = [one.code for one in rounds]
    later = codes.index(now) if now in codes else len(rounds) - 1
    earlier = codes.index(then) if then in codes else later - 1
    if earlier in (later, -1):  # the same one twice, or nothing before the first
        earlier = later - 1 if later else 1
    then_round, now_round = rounds[min(earlier, later)], rounds[max(earlier, later)]
    comparison = compare_told(then_round.look, now_round.look, now_round.voices)
    return Pair(then_round, now_round, comparison)


def _kept(team: Team, pair: Pair, until: datetime | None, thread: Thread) -> tuple[Kept, ...]:
    """As it stood when the later round closed; up to today, if that is the latest."""
    at = timezone.localtime(until)
    return tell_kept(_promises(team, thread), since=pair.then.when, before=pair.now.opened_at, at=at)


def _promises(team: Team, thread: Thread) -> list[Promise]:
    """About the same thing as the rounds, or made in none."""
    _, thing = thread
    return [
        Promise(
            what=action.what,
            created_at=action.created_at,
            started_at=action.started_at,
            done_at=action.done_at,
            stopped_at=action.stopped_at,
            stopped_because=action.stopped_because,
            due_on=action.due_on,
            led_by=action.led_by,
        )
        for action in team.actions.select_related("lead", "round")
        if action.round is None or action.round.thing == thing
    ]
