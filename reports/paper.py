"""What is printed from a round before and while people take part. It reads the round, and never an answer."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from django.db.models import Model
from django.urls import reverse

from assessments.days import write_minutes
from assessments.doors import Door, door_of
from assessments.forms.coming_in import HELPED
from assessments.models import Round, SessionFormat, WarmUp
from assessments.placing import PlacedActivity
from assessments.services.activities import placed_activities, version_placed_on
from assessments.services.session_formats import format_of, timetable, warm_ups_of
from assessments.services.terms import k_of
from reports.logos import logo_of
from reports.paper_parts import FormPart, form_parts
from rubric.document import Document
from rubric.pictures import as_addresses
from rubric.reading import read_version
from teams.addresses import address_to_type
from teams.codes import shown
from teams.models import Organisation
from teams.punctuation import sentence

STANDARD = "standard"
NO_BREAK = "\u00a0"
A_LINE, BESIDE = 70, 24  # letters, on a poster: across all of it, or beside a picture of the one in Easy Read
FULL, CROWDED = 5, 9  # lines of its own, beyond which all is drawn smaller
EASY_FULL, EASY_CROWDED = 9, 16  # the same in Easy Read, whose lines are short
PROMISED, A_DAY = 3, 2  # lines that each poster in Easy Read has: its promises, and until when
WIDE = {"W": 0.89, "M": 0.86, "Q": 0.76, "-": 0.38}  # of a letter’s height, in our bold font
USUAL = 0.7  # all others, as a rule
LINE, LINE_BESIDE = 500, 330  # points that a code may be wide: beneath the square, or beside it
CODE_POINTS = (88, 83, 78, 72, 66, 60, 54, 48, 44)


@dataclass(frozen=True)
class Choice:
    """One of several to tick: its words in either wording, and in Easy Read its picture (an address, or blank)."""

    standard: str
    easy: str
    picture: str = ""
    means: str = ""


@dataclass(frozen=True)
class Paper:
    """`typed_by` is who types in what is written on paper, and so reads it; blank while nobody knows. `easy_door` leads
    in by Easy Read."""

    round: Round
    document: Document
    door: Door | None
    easy_door: Door | None
    code: str
    logo: str
    contact: str
    perspectives: tuple[Choice, ...]
    session: SessionFormat | None
    activities: tuple[PlacedActivity, ...] = ()
    placed_on: Document | None = None
    warm_ups: tuple[WarmUp, ...] = ()
    typed_by: str = ""

    @property
    def team(self) -> str:
        return self.round.team.name

    @property
    def organisation(self) -> Organisation:
        return self.round.team.organisation

    @property
    def fullness(self) -> str:
        """How much the poster has to say, of what fits on its page in its usual letters."""
        told = (self.round.meeting_ahead, self.round.hearing_ahead, self.round.access_note)
        return _fullness(self._lines + _lines(*told), FULL, CROWDED)

    @property
    def easy_fullness(self) -> str:
        """The same in Easy Read, where two stand beside each other, and the longer one counts."""
        round = self.round
        until = [A_DAY] if round.closes_on and not round.is_late else []
        places, news = (
            _beside("We meet here: ", round.meeting_ahead),
            _beside("You hear what came of it: ", round.hearing_ahead),
        )
        cells = [*places, *until, *news, *_beside("", round.access_note)]
        rows = zip_longest(cells[::2], cells[1::2], fillvalue=0)
        return _fullness(self._lines + PROMISED + sum(map(max, rows)), EASY_FULL, EASY_CROWDED)

    @property
    def _lines(self) -> int:
        """Whose poster it is, and whom people ask."""
        round = self.round
        return _lines(self.organisation.name, self.team, round.contact_name, " ".join(round.ways))

    def code_points(self, fullness: str) -> int:
        """How big the poster’s code can be, so that it stays on one line. The style sheet has these sizes."""
        line = LINE_BESIDE if fullness == "crowded" else LINE
        wide = sum(WIDE.get(letter, USUAL) for letter in self.code)
        return next(points for points in CODE_POINTS if points * wide <= line)

    @property
    def timetable(self) -> list[dict]:
        """From the warm-ups on."""
        return timetable(self.session, self.warm_ups)

    @property
    def minutes(self) -> int:
        return sum(step["minutes"] for step in self.timetable)

    @property
    def how_long(self) -> str:
        return write_minutes(self.minutes)

    @property
    def drawn_warm_ups(self) -> list[tuple[WarmUp, str]]:
        """Each with its picture (an address, or blank)."""
        return [(each, _address(each.picture)) for each in self.warm_ups]

    @property
    def return_to(self) -> str:
        """Where a return code is typed."""
        return address_to_type(reverse("join"))

    @property
    def k(self) -> int:
        return k_of(self.round)

    @property
    def in_the_open(self) -> bool:
        return self.round.sharing == Round.Sharing.IN_THE_OPEN

    @property
    def inside(self) -> str:
        """Whom words may be quoted to at the least."""
        return f"Yes, inside {self.organisation}"

    @property
    def inside_easy(self) -> str:
        return f"{sentence(self.inside)} People who work there can read it."

    @property
    def has_easy_read(self) -> bool:
        return not self.round.without_easy_read

    @property
    def helped(self) -> list[Choice]:
        return [Choice(each.standard, each.easy, _address(each.picture), each.means) for each in HELPED]

    def parts(self, wording: str) -> list[FormPart]:
        return form_parts(self.round, self.document, wording)

    @property
    def told(self) -> str:
        """Stands for all that it is made of, as it is now; the round’s last three change over night."""
        own = [_as_it_is(getattr(self, field.name)) for field in fields(self)]
        around = [_as_it_is(self.round.team), _as_it_is(self.organisation)]
        around += [self.round.is_late, self.round.meeting_ahead, self.round.hearing_ahead]
        return sha256(repr([*own, *around]).encode(errors="replace")).hexdigest()

    @property
    def count(self) -> int:
        """How many parts it has."""
        return len(self.document.principles) + len(self.activities)

    @property
    def documents(self) -> tuple[Document, ...]:
        """What is ticked, and what activities are placed on; each where it is asked."""
        asked = (self.document if self.document.principles else None, self.placed_on)
        return tuple(filter(None, asked))


def _as_it_is(value: Any) -> Any:
    """A row by what stands in it, since it equals itself however it changes. A version of a rubric never does, and the
    round's row says which are meant."""
    if isinstance(value, Document):
        return None
    if isinstance(value, Model):
        return [getattr(value, field.attname) for field in value._meta.concrete_fields]
    return [_as_it_is(each) for each in value] if isinstance(value, tuple) else value


def _lines(*texts: str) -> int:
    return sum(-(-len(text) // A_LINE) for text in texts)


def _beside(before: str, text: str) -> list[int]:
    """How many lines it has beside its picture; none where there is nothing to say."""
    return [-(-len(before + text) // BESIDE)] if text else []


def _fullness(lines: int, full: int, crowded: int) -> str:
    return "crowded" if lines > crowded else "full" if lines > full else "roomy"


def build_paper(round: Round, *, typed_by: str = "") -> Paper:
    organisation, placed_on = round.team.organisation, version_placed_on(round)
    return Paper(
        round=round,
        document=read_version(round.version_id),
        door=door_of(round),
        easy_door=door_of(round, to_easy_read=True),
        code=shown(round.join_code or round.code),
        logo=logo_of(organisation),
        contact=_contact(organisation),
        perspectives=tuple(
            Choice(each.label, each.easy_words, _address(each.drawn))
            for each in organisation.perspectives.in_use()
        ),
        session=format_of(round),
        activities=tuple(placed_activities(round)),
        placed_on=read_version(placed_on) if placed_on else None,
        warm_ups=tuple(warm_ups_of(round)),
        typed_by=typed_by,
    )


def _contact(organisation: Organisation) -> str:
    """Blank while the organisation hasn't said whom to call; a round can be planned without. Its number stays on one
    line."""
    if not organisation.has_safeguarding_contact:
        return ""
    return f"{organisation.safeguarding_name}, {organisation.safeguarding_phone.replace(' ', NO_BREAK)}"


@cache
def _address(picture: str) -> str:
    return as_addresses(picture=picture).get("picture", "")
