"""What a statement that has changed is called, and what to ask about it. Pure."""

from __future__ import annotations

NEWLY_TRUE, NO_LONGER_TRUE, STILL_TRUE = "newly-true", "no-longer-true", "still-true"
NEW_WORDING, GONE_WORDING = "new-wording", "gone-wording"  # the statement is in one of the two versions only

# What a change is called, and what to ask about it. The level's direction decides.
WORDS = {
    (NEWLY_TRUE, "warning"): ("A new warning sign", "What has changed?"),
    (NEWLY_TRUE, "progress"): ("Newly true", "What made this possible?"),
    (NEWLY_TRUE, "strength"): ("Newly true", "What made this possible?"),
    (NO_LONGER_TRUE, "warning"): ("Good news: a warning sign left behind", "What helped?"),
    (NO_LONGER_TRUE, "progress"): ("No longer true", "Has something better replaced it?"),
    (NO_LONGER_TRUE, "strength"): ("No longer true", "What got in the way?"),
    (STILL_TRUE, "warning"): ("Still a warning sign", "What would it take to leave this behind?"),
    (STILL_TRUE, "progress"): ("Still true", ""),
    (STILL_TRUE, "strength"): ("Still true", ""),
    (NEW_WORDING, "warning"): ("A warning sign that is new in this wording", ""),
    (NEW_WORDING, "progress"): ("True, and new in this wording", ""),
    (NEW_WORDING, "strength"): ("True, and new in this wording", ""),
    (GONE_WORDING, "warning"): ("A warning sign last time, not asked in this wording", ""),
    (GONE_WORDING, "progress"): ("True last time, not asked in this wording", ""),
    (GONE_WORDING, "strength"): ("True last time, not asked in this wording", ""),
}
UNSURE_NOW = ("True last time, not sure now", "Who would know?")
# What it is called where groups that are shown say otherwise.
DISPUTED = {
    (NO_LONGER_TRUE, "warning"): "The team says that this warning sign has gone",
    (NO_LONGER_TRUE, "strength"): "The team says that this is no longer true",
    (NEWLY_TRUE, "progress"): "The team says that this is newly true",
    (NEWLY_TRUE, "strength"): "The team says that this is newly true",
    (NEW_WORDING, "progress"): "The team says that this is true, and it is new in this wording",
    (NEW_WORDING, "strength"): "The team says that this is true, and it is new in this wording",
}
STILL_SEEN = "The team isn’t sure any more about this warning sign"
WHY_SO = "Why might that be?"


def in_words(kind: str, direction: str, unsure_now: bool, is_disputed: bool) -> tuple[str, str]:
    """What it is called, and the question."""
    if is_disputed:
        return STILL_SEEN if unsure_now else DISPUTED[kind, direction], WHY_SO
    return UNSURE_NOW if unsure_now else WORDS[kind, direction]
