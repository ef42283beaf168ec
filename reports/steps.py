"""The steps in which a report is written, each a page of its own; the last is to issue it."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.stages import WRITTEN
from reports.details import IMPLICATIONS, IN_SHORT
from reports.drafts import REQUESTS


@dataclass(frozen=True)
class Step:
    key: str
    lede: str

    @property
    def view(self) -> str:
        """The name of its page."""
        return f"write_{self.key}"

    @property
    def name(self) -> str:
        return WRITTEN[self.view]

    @property
    def number(self) -> int:
        return list(STEPS).index(self.key) + 1

    @property
    def then(self) -> str:
        """The page that comes next."""
        return PAGES[PAGES.index(self.view) + 1]

    @property
    def boxes(self) -> str:
        return f"reports/writing/_{self.key}.html"

    @property
    def preview(self) -> str:
        """What is written here, as it reads in the report."""
        return f"reports/writing/_{self.key}_preview.html"


MEETING = Step("meeting", "Leave empty what you don’t know yet, and come back before you issue the report.")
ASKS = Step("asks", "Ask for few things that the board can really do.")
SUMMARY = Step("summary", "What people read who read nothing else.")
DONE = Step("done", "And what happens next. Leave empty what you don’t know.")
STEPS = {step.key: step for step in (MEETING, ASKS, SUMMARY, DONE)}
ISSUE = "issue_report"
PAGES = [*(step.view for step in STEPS.values()), ISSUE]


def step_of(draft: str) -> Step:
    """Where the draft with this name is looked at."""
    if draft in IN_SHORT:
        return SUMMARY
    return ASKS if draft in {REQUESTS, *IMPLICATIONS} else DONE
