"""What a round's path is worked out from, read in a number of queries that doesn't grow with the people in it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from assessments.models import ReportEdition, Round, Sheet
from assessments.part import title
from assessments.path_facts import Facts, PartOfPath
from assessments.services.appearing import words_to_quote
from assessments.services.carrying import last_release_of, levels_of
from assessments.services.progress import PartProgress, read_progress
from assessments.services.session_formats import format_of
from assessments.services.taking_part import count_taking_part
from assessments.services.you_said import published_token
from assessments.standing import has_standing
from rubric.document import Document, Level
from teams.sides import SUPPORT, UNSAID


def read_facts(round: Round, document: Document, *, wording: str) -> Facts:
    facts = {
        "state": round.state,
        "today": timezone.localdate(),
        "closes_on": round.closes_on,
        "closed_on": _day(round.closed_at),
        "way": str(format_of(round) or ""),
        "places": has_standing(document),
    }
    if round.opened_at:
        facts |= _so_far(round, document, wording)
    if round.closed_at:
        facts |= _of_its_report(round)
    return Facts(**facts)


def _so_far(round: Round, document: Document, wording: str) -> dict:
    sheet = round.sheets.get(kind=Sheet.Kind.TOGETHER)
    taking_part = count_taking_part(round.code)
    last = last_release_of(round.previous_id)
    before = levels_of(last and last.pk)
    return {
        "joined": taking_part.joined,
        "finished": taking_part.finished,
        "parts": tuple(
            _part(one, wording, before.get(one.principle.key)) for one in read_progress(sheet, document)
        ),
        **(_who_met(sheet) if round.role or round.closed_at else {"met_on": _day(sheet.room_at)}),
    }


def _part(one: PartProgress, wording: str, last: Level | None) -> PartOfPath:
    return PartOfPath(
        key=one.principle.key,
        name=title(one.principle, wording),
        begun=one.begun,
        finished=one.finished,
        needs_another_look=one.needs_another_look,
        is_placed=one.standing is not None,
        level=one.level.label if one.level else "",
        direction=one.level.direction if one.level else "",
        last_level=last.label if last else "",
        last_direction=last.direction if last else "",
    )


def _who_met(sheet: Sheet) -> dict:
    """For those in the round; who only reads what was shown reads it once the round has closed."""
    if not sheet.room_at:
        return {}
    sides = set(sheet.presences.values_list("perspective__side", flat=True))
    return {
        "met_on": _day(sheet.room_at),
        "people_met": sheet.people,
        "nobody_draws_on_support": not sides & {SUPPORT, UNSAID},
    }


def _of_its_report(round: Round) -> dict:
    """What is written stands in the draft, or in what was issued last, which the next draft begins with."""
    editions = list(round.editions.filter(kind=ReportEdition.Kind.BOARD))
    written = editions[0].details if editions else {}
    counted = round.quotes.inside().aggregate(
        quotes=Count("pk"), waiting=Count("pk", filter=Q(pk__in=round.quotes.waiting().values("pk")))
    )
    issued = next((each.issued_at for each in editions if each.issued_at and not each.superseded_at), None)
    return {
        "asks": sum(bool(text) for name, text in written.items() if _is_an_ask(name)),
        "has_summary": bool(written.get("strength") and written.get("hard_truth")),
        "hears_back": bool(written.get("hear_back") or round.hear_back),
        "quotes": counted["quotes"],
        "quotes_waiting": counted["waiting"],
        "words_to_quote": words_to_quote(round).count(),
        "actions": round.actions.count(),
        "issued_on": _day(issued),
        "has_told": published_token(round) is not None,
        "has_next": round.team.rounds.filter(created_at__gt=round.closed_at).exists(),
    }


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _is_an_ask(name: str) -> bool:
    """“request_1”, and not “request_1_why”."""
    return name.startswith("request_") and name.count("_") == 1
