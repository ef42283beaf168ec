"""What a plan says already, folded away under a line that tells it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms

from assessments.days import write_day
from assessments.forms.opening import REMINDED
from assessments.models import Round
from teams.contacts import ASKED


@dataclass(frozen=True)
class Fold:
    """`tells` makes the line of what the fields hold."""

    heading: str
    names: tuple[str, ...]
    tells: Callable[[dict], str]


class FoldedForm(forms.Form):
    @property
    def folds(self) -> list[dict]:
        """Those that this form has something of. With a mistake in it, or nobody to ask, a fold is open."""
        found = [(fold, [self[name] for name in fold.names if name in self.fields]) for fold in FOLDS]
        return [self._shown(fold, fields) for fold, fields in found if fields]

    def _shown(self, fold: Fold, fields: list[forms.BoundField]) -> dict:
        line = fold.tells({field.name: field.value() for field in fields})
        is_open = any(field.errors for field in fields) or (fold is ASK and line == NOBODY)
        return {"heading": fold.heading, "line": line, "fields": fields, "is_open": is_open}


NOT_SAID = "Not said yet"
NOBODY = "Nobody yet. You need somebody before you open the round"


def _joined(parts, between: str = ", ") -> str:
    return between.join(str(part) for part in parts if part)


def _day(value) -> str:
    return write_day(value) if isinstance(value, date) else str(value or "")


def _meeting(said: dict) -> str:
    return _joined([_day(said["meets_on"]), said["meets_at"], said["meets_where"]]) or NOT_SAID


def _hearing(said: dict) -> str:
    by = f"By {_day(said['hear_on'])}" if said["hear_on"] else ""
    return _joined([by, said["hear_back"]], ". ") or NOT_SAID


def _asked(said: dict) -> str:
    """Whoever plans sees before anybody else what everybody will: it may be an address of their own."""
    ways = _joined(dict.fromkeys(said[name] for name in ASKED))
    return f"On the poster, for everybody to see: {ways}" if ways else NOBODY


def _sharing(said: dict) -> str:
    return dict(Round.Sharing.choices).get(said["sharing"], "").capitalize()


def _devices(said: dict) -> str:
    return "Devices that people share" if said["shared_devices"] else "Devices of their own"


def _reminded(said: dict) -> str:
    """What was sent may be no choice of ours: the field says so."""
    days = str(said["remind_days"] or "")
    return next((words for value, words in REMINDED if value and str(value) == days), "Nobody is reminded")


def _access(said: dict) -> str:
    return said["access_note"] or NOT_SAID


ASK = Fold("The person to ask", ASKED, _asked)
FOLDS = (
    Fold("When and where you meet", ("meets_on", "meets_at", "meets_where"), _meeting),
    Fold("When people hear what came of it", ("hear_on", "hear_back"), _hearing),
    ASK,
    Fold("How people share", ("sharing",), _sharing),
    Fold("On which devices people take part", ("shared_devices",), _devices),
    Fold("Thanks and access", ("access_note",), _access),
    Fold("A reminder before it closes", ("remind_days",), _reminded),
)
