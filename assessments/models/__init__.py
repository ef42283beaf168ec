"""A team looks at itself, one round at a time. Triggers in migrations keep as it is what must stay."""

from assessments.models.actions import Action, ActionNote, YouSaid, is_led_in_the_team
from assessments.models.activities import MOST_ACTIVITIES, Activity, Placement
from assessments.models.meetings import SessionFormat, WarmUp, timetable_of
from assessments.models.quotes import Quote, TakenBack
from assessments.models.releases import Heard, Release
from assessments.models.reports import Archive, ReportEdition, ReportFile, ReportLink
from assessments.models.rounds import REOPEN_DAYS, Reopening, Round
from assessments.models.sheets import (
    REFLECTION_LIMIT,
    Answer,
    Counted,
    Crowd,
    Presence,
    Reflection,
    Sheet,
    Standing,
)

__all__ = [
    "MOST_ACTIVITIES",
    "REFLECTION_LIMIT",
    "REOPEN_DAYS",
    "Action",
    "ActionNote",
    "Activity",
    "Answer",
    "Archive",
    "Counted",
    "Crowd",
    "Heard",
    "Placement",
    "Presence",
    "Quote",
    "Reflection",
    "Release",
    "Reopening",
    "ReportEdition",
    "ReportFile",
    "ReportLink",
    "Round",
    "SessionFormat",
    "Sheet",
    "Standing",
    "TakenBack",
    "WarmUp",
    "YouSaid",
    "is_led_in_the_team",
    "timetable_of",
]
