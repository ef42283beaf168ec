"""How far a closed round's report is: what is written, and what there is to write about."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, QuerySet

from assessments.models import Action, Quote, ReportEdition, Round
from assessments.services.appearing import words_to_quote
from assessments.services.editions import draft_of
from assessments.services.taking_part import how_many
from teams.prepared import prepared

COUNTED = ("quotes", "quotes_waiting", "words_to_quote", "actions", "easy_reads")


def how_far_its_report_is(round: Round) -> dict:
    """What is written stands in the draft, or in what was issued last, which the next draft begins with."""
    draft = draft_of(round, ReportEdition.Kind.BOARD)
    written = draft.details
    settled = {name for name, text in written.items() if text} | set(draft.left_out)
    return {
        **_counted(round),
        "asks": sum(bool(text) for name, text in written.items() if _is_an_ask(name)),
        "asks_nothing": "requests" in draft.left_out,
        **_first_page(written),
        "has_summary": settled >= {"strength", "hard_truth"},
        "hears_back": bool(written.get("hear_back") or round.hear_back),
    }


def _counted(round: Round) -> dict[str, int]:
    """Of what there is to write about, and of Easy Read summaries that count; no subquery says 0."""
    numbers = next(iter(_numbers(round.pk)), ())
    return {name: number or 0 for name, number in zip(COUNTED, numbers, strict=False)}


@prepared
def _numbers(round_id: int) -> QuerySet:
    of_round = Quote.objects.filter(round=OuterRef("pk"))
    issued = ReportEdition.objects.that_count().filter(round=OuterRef("pk"))
    counted = (
        how_many(of_round.inside(), "round"),
        how_many(of_round.waiting(), "round"),
        how_many(words_to_quote(OuterRef("pk")), "sheet__round"),
        how_many(Action.objects.filter(round=OuterRef("pk")), "round"),
        how_many(issued.filter(kind=ReportEdition.Kind.EASY_READ), "round"),
    )
    return Round.objects.filter(pk=round_id).values_list(*counted)


def _first_page(written: dict[str, str]) -> dict:
    wanted = [written.get(name) for name in ("meeting", "meeting_date", "lead_officer", "co_author")]
    day = written.get("meeting_date")
    return {
        "meeting": written.get("meeting", ""),
        "meets_on": date.fromisoformat(day) if day else None,
        "has_first_page": all(wanted) or bool(written.get("why_not")),
    }


def _is_an_ask(name: str) -> bool:
    """“request_1”, and the summary’s own “request”, but not “request_1_why”."""
    return name.split("_")[0] == "request" and name.count("_") < 2
