"""What needs doing, from the paths of somebody's rounds and what else waits for them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assessments.path_words import day, in_days
from assessments.stages import AGAIN, AGREE, CLOSE, INVITE, MEET, PREPARE, REPORT, TELL, Path

SOON = timedelta(days=3)
