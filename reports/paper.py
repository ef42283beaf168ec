"""What is printed from a round before and while people take part. It reads the round, and never an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessments import part as words
from assessments.doors import Door, door_of
from assessments.models import Reflection, Round, SessionFormat, Sheet
from assessments.part import EASY_READ, NOTHING, Part
from assessments.services.session_formats import format_of
from assessments.services.terms import k_of
from reports.build import logo_of
from rubric.document import Document, HardWord
from rubric.reading import embedded_drawings, read_version
from teams.codes import shown
from teams.models import Organisation

STANDARD = "standard"


@dataclass(frozen=True)
class Paper:
    """`typed_by` is who types in what is written on paper, and so reads it; blank while nobody knows."""

    round: Round
    document: Document
    door: Door | None
    code: str
    logo: str
    contact: str
    perspectives: tuple[str, ...]
    session: SessionFormat | None
    typed_by: str = ""

    @property
    def team(self) -> str:
        return self.round.team.name

    @property
    def organisation(self) -> Organisation:
        return self.round.team.organisation

    @property
    def k(self) -> int:
        return k_of(self.round)

    @property
    def in_the_open(self) -> bool:
        return self.round.sharing == Round.Sharing.IN_THE_OPEN

    @property
    def has_easy_read(self) -> bool:
        return any(statement.easy_read for statement in self.document.statements)

    @property
    def helped(self) -> list[str]:
        return list(Sheet.How.labels)

    @property
    def people_in_this_round(self) -> str:
        return Reflection.MayRead.ROUND.label

    def parts(self, wording: str) -> list[FormPart]:
        principles = enumerate(self.document.principles, start=1)
        held = embedded_drawings((self.document.drawings or {}).values()) if wording == EASY_READ else {}
        return [_part(Part(self.document, principle, n), wording, held) for n, principle in principles]


@dataclass(frozen=True)
class FormPart:
    """One principle on a form. `cards` has its statements by level, each with its `picture` (an address, or blank)."""

    number: int
    of: int
    title: str
    summary: str
    prompt: str
    cards: list[dict[str, Any]]
    hard_words: list[HardWord]


def build_paper(round: Round, *, typed_by: str = "") -> Paper:
    organisation = round.team.organisation
    return Paper(
        round=round,
        document=read_version(round.version_id),
        door=door_of(round),
        code=shown(round.join_code or round.code),
        logo=logo_of(organisation),
        contact=_contact(organisation),
        perspectives=tuple(organisation.perspectives.in_use().values_list("label", flat=True)),
        session=format_of(round),
        typed_by=typed_by,
    )


def _contact(organisation: Organisation) -> str:
    """Blank while the organisation hasn't said whom to call; a round can be planned without."""
    if not organisation.has_safeguarding_contact:
        return ""
    return f"{organisation.safeguarding_name}, {organisation.safeguarding_phone}"


def _part(part: Part, wording: str, held: dict[str, str]) -> FormPart:
    """`held` has the addresses of drawings by digest. Without one, a row has its level's drawing, which is our own."""
    principle = part.principle
    cards = words.cards(part, NOTHING * len(principle.statements), wording)
    for row in (row for card in cards for row in card["rows"] if row["drawing"]):
        row["picture"] = held.get(row["drawing"].digest, "")
    return FormPart(
        number=part.number,
        of=part.of,
        title=words.title(principle, wording),
        summary=words.summary(principle, wording),
        prompt=words.prompt(principle, wording),
        cards=cards,
        hard_words=words.hard_words(part, wording),
    )
