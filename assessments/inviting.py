"""Words to pass a round's link on with: for an e-mail in either wording, and to read out or hang up."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.template.loader import render_to_string

from assessments.doors import Door, door_of
from assessments.models import Round, SessionFormat
from assessments.services.activities import count_parts
from assessments.services.session_formats import told_to_those_who_come
from rubric.reading import read_version


@dataclass(frozen=True)
class Mail:
    subject: str
    body: str

    @property
    def address(self) -> str:
        """Opens people's own mail program with these words in it. To whom they go, we never learn."""
        words = {"subject": self.subject, "body": self.body.replace("\n", "\r\n")}
        return f"mailto:?{urlencode(words, quote_via=quote)}"


@dataclass(frozen=True)
class Inviting:
    standard: Mail
    easy_read: Mail | None
    aloud: str


def inviting_to(round: Round, door: Door | None, chosen: SessionFormat | None = None) -> Inviting | None:
    """None while nobody new may come in. Who has read how they meet passes it on."""
    if door is None:
        return None
    about = {"round": round, "team": round.team, "door": door, "document": read_version(round.version_id)}
    about["count"] = count_parts(round)
    about |= told_to_those_who_come(round, chosen)
    told = {name: _words(name, about) for name in ("standard", "easy_read", "aloud")}
    return Inviting(
        standard=Mail(f"{round.team}: what do you see?", told["standard"]),
        easy_read=None if round.without_easy_read else Mail("Please tell us what you see", told["easy_read"]),
        aloud=told["aloud"],
    )


def ways_in(round: Round, chosen: SessionFormat | None = None) -> dict:
    """For pages on which somebody lets people in."""
    door = door_of(round)
    return {"door": door, "inviting": inviting_to(round, door, chosen)}


def _words(name: str, about: dict) -> str:
    """Lines that a condition left empty leave one gap, not several."""
    text = render_to_string(f"assessments/inviting/{name}.txt", about)
    parts = [part.strip() for part in text.split("\n\n")]
    return "\n\n".join(part for part in parts if part)
