"""Words to pass a round's link on with: for an e-mail in either wording, and to read out or hang up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from django.template.loader import render_to_string

from assessments.doors import Door, door_of
from assessments.models import Round, SessionFormat
from assessments.services.activities import count_parts
from assessments.services.session_formats import told_to_those_who_come
from rubric.reading import read_version
from teams.remembered import A_WHILE, remembered


@dataclass(frozen=True)
class Mail:
    """`address` opens people's own mail program with these words in it. To whom they go, we never learn."""

    subject: str
    body: str
    address: str


@dataclass(frozen=True)
class Inviting:
    standard: Mail
    easy_read: Mail | None
    aloud: str


@dataclass(frozen=True)
class Told:
    """All that the words say, as plain values. They are kept by these: whatever changes makes other words."""

    team: str
    organisation: str
    activity: str  # what the round is about, if it is about one
    in_the_open: bool
    has_easy_read: bool
    door: Door
    parts: int
    minutes_a_part: int
    meeting: str
    session_format: str
    session_easily: str
    how_long: str
    access_note: str
    hearing: str
    ask: str  # whom, and
    ways: tuple[str, ...]  # how
    until: date | None


def inviting_to(
    round: Round, door: Door | None, chosen: SessionFormat | None = None, parts: int = 0
) -> Inviting | None:
    """None while nobody new may come in. Who has read how they meet, or how many parts there are, passes it on."""
    return _words_for(_told(round, door, chosen, parts or count_parts(round))) if door else None


def ways_in(round: Round, chosen: SessionFormat | None = None, parts: int = 0) -> dict:
    """For pages on which somebody lets people in."""
    door = door_of(round)
    return {"door": door, "inviting": inviting_to(round, door, chosen, parts)}


def _told(round: Round, door: Door, chosen: SessionFormat | None, parts: int) -> Told:
    coming = told_to_those_who_come(round, chosen)
    session_format = coming.get("session_format")
    return Told(
        team=round.team.name,
        organisation=round.team.organisation.name,
        activity=round.about_name if round.about == Round.About.ACTIVITY else "",
        in_the_open=round.sharing == Round.Sharing.IN_THE_OPEN,
        has_easy_read=not round.without_easy_read,
        door=door,
        parts=parts,
        minutes_a_part=read_version(round.version_id).minutes_a_part,
        meeting=round.meeting_ahead,
        session_format=session_format.title if session_format else "",
        session_easily=session_format.easy_read if session_format else "",
        how_long=coming.get("how_long", ""),
        access_note=round.access_note,
        hearing=round.hearing_ahead,
        ask=round.contact_name if round.can_be_asked else "",
        ways=tuple(round.ways),
        until=None if round.is_late else round.closes_on,
    )


@remembered(megabytes=0.5, seconds=A_WHILE)
def _words_for(told: Told) -> Inviting:
    easily = _mail("Please tell us what you see", _words("easy_read", told)) if told.has_easy_read else None
    return Inviting(
        standard=_mail(f"{told.team}: what do you see?", _words("standard", told)),
        easy_read=easily,
        aloud=_words("aloud", told),
    )


def _mail(subject: str, body: str) -> Mail:
    words = {"subject": subject, "body": body.replace("\n", "\r\n")}
    return Mail(subject, body, f"mailto:?{urlencode(words, quote_via=quote)}")


def _words(name: str, told: Told) -> str:
    """Lines that a condition left empty leave one gap, not several."""
    text = render_to_string(f"assessments/inviting/{name}.txt", dict(vars(told)))
    parts = [part.strip() for part in text.split("\n\n")]
    return "\n\n".join(part for part in parts if part)
