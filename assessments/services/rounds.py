"""A round from its plan to its closing. Each step may be pressed twice, by two people: the second changes nothing."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import REOPEN_DAYS, Reopening, Round, Sheet
from assessments.services.activities import (
    chosen_to_place_on,
    name_what_it_is_about,
    rename_what_it_is_about,
    take_over_activities,
    version_placed_on,
)
from assessments.services.appearing import let_words_appear
from assessments.services.carrying import begin_with, last_release_of
from assessments.services.joining import new_door
from assessments.services.newest import as_newest, newest_of
from assessments.services.releases import finish_closing
from assessments.services.telling_team import letters_of_opening, post_once
from teams.contacts import ASKED
from teams.meanwhile import as_text, as_texts, changed_names, is_sent_again, sent_just_now
from teams.models import Letter, Team, User
from teams.refusals import Refused
from teams.services.organisations import why_nothing_begins

NOT_OPENED = "This round hasn’t been opened yet."
IS_OPEN = "This round is open."
NO_LAST_TIME = (
    "This team has no closed round with this rubric, about the same thing, to start from. Choose to start with an "
    "empty sheet, or another rubric."
)
STAY_OPEN_TO_CHANGE = {
    *("title", "closes_on", "meets_on", "meets_at", "meets_where", "hear_on", "hear_back", "access_note"),
    *("shared_devices", "remind_days", *ASKED),
}
NOBODY_TO_ASK = "This round doesn’t say whom people can ask. Write who it is, and how to reach them."
NOBODY_TO_CALL = (
    "We don’t know yet whom to call if somebody is being hurt or in danger. An admin of {} needs to add that person’s "
    "name and phone number."
)
NOTHING_TO_PLACE = "People place a piece of work in this round, and none is named. Name at least one."
TOO_LATE = f"A round can be opened again for {REOPEN_DAYS} days after it closed. Plan a new round instead."


def plan_round(team: Team, *, by: User, code: str, **plan) -> tuple[Round, bool]:
    """The new round, and whether it is new: a form that is sent twice brings the same `code`, and plans once.

    Sent again with another plan, it plans that too.
    """
    _require_active(team)
    with transaction.atomic():
        round, is_new = Round.objects.get_or_create(team=team, code=code, defaults={"created_by": by, **plan})
        if not is_new and (same := _planned_just_now(_locked(round), by, plan)):
            return same, False
        if not is_new:
            round = Round.objects.create(team=team, created_by=by, **plan)
        _name_activities(round)
    return round, True


def _planned_just_now(round: Round, by: User, plan: dict) -> Round | None:
    """That plan, or another one that came under its code before."""
    theirs = round.team.rounds.filter(created_by=by)
    return round if is_sent_again(round, plan) else sent_just_now(theirs, plan)


@transaction.atomic
def edit_round(round: Round, *, by: User, shown: dict[str, str] | None = None, **plan) -> Round:
    """Until it opens, all of a plan may change; then only what changes nothing for those who have begun; and once it
    has closed, whom people can ask: they still do, and whoever it was may have left.

    Saves only what differs from what was `shown`, or else from what `round` says. Raises WrittenMeanwhile, and saves
    nothing, when somebody else has changed one of the same fields to something else.
    """
    shown = as_texts(round, plan) if shown is None else shown
    round = _locked(round)
    if "version" in plan and not round.opened_at:
        round.version = newest_of(round.version, round.team.organisation)
        shown = as_newest(shown, "version", round.version)
    stored, wanted = as_texts(round, plan), {name: as_text(value) for name, value in plan.items()}
    _require_may_change(
        round, {name for name, text in wanted.items() if text != shown.get(name, stored[name])}
    )
    changed = changed_names(stored, shown, wanted)
    before = round.about_name
    for name in changed:
        setattr(round, name, plan[name])
    round.save(update_fields={*changed, *({"version"} & plan.keys())})
    if not round.opened_at:
        rename_what_it_is_about(round, before)
        _name_activities(round)
    return round


def _require_may_change(round: Round, names: set[str]) -> None:
    """A whole plan may come just after the round has opened: what was left alone in it changes nothing."""
    if round.closed_at and not names <= set(ASKED):
        raise Refused("This round has closed, so it stays as it is.")
    if round.opened_at and not names <= STAY_OPEN_TO_CHANGE:
        raise Refused(
            "This round has just been opened. Its rubric and how people share can’t change any more."
        )


def _name_activities(round: Round) -> None:
    if round.from_last:
        take_over_activities(round, previous_of(round))
    if round.places_on:
        round.places_on = chosen_to_place_on(round)
        round.save(update_fields=["places_on"])
    name_what_it_is_about(round)


def open_round(round: Round, *, by: User, tell: bool = False, remind_days: int | None = None) -> Round:
    """Opens it, with its together sheet, and remembers which round it will be compared with.

    With `tell`, everybody in the team gets an e-mail; `remind_days` before it closes, another.
    """
    round = _with_all().get(pk=round.pk)
    before = previous_of(round)
    if before and before.awaits_release:
        finish_closing(before)
    letters = letters_of_opening(round, by=by) if tell else None
    return _open(round, letters, remind_days)


@transaction.atomic
def _open(round: Round, letters: list[Letter] | None, remind_days: int | None) -> Round:
    _hold_all_of(round.team_id)
    round = _locked(round, "team")
    if round.opened_at:
        return round
    _require_ready(round)
    round.opened_at = timezone.now()
    round.previous = previous_of(round)
    door = new_door()
    round.join_code, round.link_token = door["join_code"], door["link_token"]
    round.remind_days = remind_days
    round.save(update_fields=["opened_at", "previous", "remind_days", *door])
    sheet = round.sheets.create(kind=Sheet.Kind.TOGETHER)
    if round.from_last:
        begin_with(sheet, last_release_of(round.previous))
    if letters is not None:
        post_once(round, "team_told_at", letters)
    return round


def what_is_missing(round: Round) -> list[str]:
    """What has to be put right before a planned round can open, in words; empty when it is ready."""
    if archived := why_nothing_begins(round.team):
        return [archived]
    found = []
    if not round.team.organisation.has_safeguarding_contact:
        found.append(NOBODY_TO_CALL.format(round.team.organisation))
    if not round.can_be_asked:
        found.append(NOBODY_TO_ASK)
    if round.version.withdrawn_at or (round.places_on and round.places_on.withdrawn_at):
        found.append("The rubric you chose isn’t used for new rounds any more. Choose another one.")
    if version_placed_on(round) and not round.activities.exists():
        found.append(NOTHING_TO_PLACE)
    if round.closes_on and round.closes_on <= timezone.localdate():
        found.append("The closing date has come before the round has opened. Choose a later one.")
    if round.from_last and not last_release_of(previous_of(round)):
        found.append(NO_LAST_TIME)
    return found


def previous_of(round: Round) -> Round | None:
    """The team's latest closed round about the same thing, with the same rubric or a copy, in whichever version."""
    closed = Round.objects.closed().filter(team=round.team_id, about=round.about).order_by("-closed_at")
    about_it = [
        each
        for each in closed.select_related("version__rubric__based_on__based_on")
        if each.thing == round.thing
    ]
    root = round.version.rubric.root if about_it else None
    return next((each for each in about_it if each.version.rubric.root == root), None)


def close_round(round: Round, *, by: User) -> Round:
    """Stops all saving first, for good, and makes the last release then, of what was saved.

    Cut off in between, the round `awaits_release`, and whoever looks next makes it (finish_closing).
    """
    round = _stop(round)
    finish_closing(round, by=by)
    round.refresh_from_db(fields=["awaits_release"])
    return round


@transaction.atomic(durable=True)
def _stop(round: Round) -> Round:
    """The lock waits for saves under way: they are in the last release, and whatever comes after them is refused."""
    round = _locked(round)
    if not round.opened_at:
        raise Refused(NOT_OPENED)
    if not round.closed_at:
        let_words_appear(round)
        round.closed_at, round.awaits_release = timezone.now(), True
        round.save(update_fields=["closed_at", "awaits_release"])
    return round


@transaction.atomic
def reopen_round(round: Round, *, by: User, reason: str) -> Round:
    """Opens a closed round again within 7 days of its closing; the report says so, and why."""
    round = _locked(round, "team")
    if round.is_open:
        return _as_reopened(round, reason)
    _require_active(round.team)
    if not round.can_be_reopened:
        raise Refused(TOO_LATE if round.closed_at else NOT_OPENED)
    Reopening.objects.create(round=round, by=by, reason=reason, closed_at=round.closed_at)
    round.closed_at, round.awaits_release = None, False
    round.save(update_fields=["closed_at", "awaits_release"])
    return round


def _as_reopened(round: Round, reason: str) -> Round:
    """Twice is the same as once; of two people with two reasons, the second hears that it is open."""
    if not round.reopenings.filter(reason=reason).exists():
        raise Refused(IS_OPEN)
    return round


def _locked(round: Round, *with_it: str) -> Round:
    """With its team, where it opens: a team with an open round isn't archived meanwhile."""
    return _with_all().select_for_update(of=["self", *with_it]).get(pk=round.pk)


def _with_all() -> QuerySet[Round]:
    return Round.objects.select_related("team__organisation", "version", "places_on")


def _require_active(team: Team) -> None:
    if archived := why_nothing_begins(team):
        raise Refused(archived)


def _hold_all_of(team_id: int) -> None:
    """The one that is looked back at stays, and stays closed."""
    list(Round.objects.filter(team=team_id).locked().values_list("pk"))


def _require_ready(round: Round) -> None:
    missing = what_is_missing(round)
    if missing:
        raise Refused(" ".join(missing))
