"""What a plan suggests, so that it takes two minutes: as last time, or what most teams would write."""

from datetime import date, timedelta

from django.utils import timezone

from assessments.days import write_day
from assessments.models import Round
from rubric.reading import recommended
from teams.codes import new_code
from teams.contacts import ASKED
from teams.models import Team, User

OPEN_FOR = timedelta(weeks=4)
AFTER_MEETING = timedelta(weeks=1)
TOLD_AFTER = timedelta(weeks=2)  # a round has closed
AWAY = {(12, 25), (12, 26), (1, 1)}  # month and day
SEASONS = ("Winter", "Spring", "Summer", "Autumn")


def suggested_plan(team: Team, versions, *, by: User) -> dict:
    """As last time, so that the two can be compared; the first time, about the team itself."""
    last = team.rounds.closed().select_related("version").order_by("-closed_at").first()
    closes_on = working_day(timezone.localdate() + OPEN_FOR)
    return {
        "code": new_code(),
        "title": suggested_title(team, timezone.localdate()),
        "version": _version_after(last, versions) or recommended(versions) or _the_only_one(versions),
        "closes_on": closes_on,
        "hear_on": working_day(closes_on + TOLD_AFTER),
        "from_last": False,
        "sharing": Round.Sharing.WITHOUT_NAMES,
        **_about(team, last),
        **_kept_from(last),
        **_person_to_ask(team, by),
    }


def closing_after(meeting: date) -> date:
    """Whoever couldn't come to the meeting still has some days."""
    return working_day(meeting + AFTER_MEETING)


def working_day(day: date) -> date:
    """That one, or the next on which people are at work."""
    while day.weekday() >= 5 or (day.month, day.day) in AWAY:
        day += timedelta(days=1)
    return day


def suggested_title(team: Team, today: date) -> str:
    """The season and the year; where the team has a round of that name, the month or the day."""
    season = SEASONS[today.month % 12 // 3]
    names = (f"{season} {today.year}", f"{today:%B %Y}")
    taken = set(team.rounds.values_list("title", flat=True))
    return next((name for name in names if name not in taken), write_day(today))


def _version_after(last: Round | None, versions):
    """As last time, or as the organisation has adapted that since: a copy goes on with the same statements."""
    if last is None:
        return None
    found = [each for each in versions if last.version.rubric_id in (each.rubric_id, each.rubric.based_on_id)]
    return min(found, key=lambda each: each.rubric.organisation_id is None, default=None)


def _the_only_one(versions):
    return versions[0] if len(versions) == 1 else None


def _about(team: Team, last: Round | None) -> dict:
    if last and last.about_name:
        return {"about": last.about, "about_name": last.about_name}
    return {"about": Round.About.TEAM, "about_name": team.name}


def _kept_from(last: Round | None) -> dict:
    """Where people meet and how they are paid mostly stays; when they meet doesn't."""
    return {"meets_where": last.meets_where, "access_note": last.access_note} if last else {}


def _person_to_ask(team: Team, planner: User) -> dict:
    """Whoever it was for this team before, or is for its organisation; otherwise whoever plans it."""
    before = team.rounds.exclude(contact_name="").first()
    for asked in (before, team.organisation):
        if asked and asked.can_be_asked:
            return {name: getattr(asked, name) for name in ASKED}
    return {"contact_name": str(planner), "contact_email": planner.email}
