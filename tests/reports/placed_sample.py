"""What a release says of placed activities, without a database."""

from pathlib import Path

from assessments.agreed import Agreed, AgreedActivity, GroupSheet, Room
from assessments.comparison import Look
from assessments.counted import INSIDE, CountedActivity, Counts
from assessments.group import Group
from assessments.placing import asked_of, steps_in
from reports.placing.placed import tell_activities
from rubric.document import Document, parse
from teams.sides import FAMILY, PAID, SUPPORT

DATA = Path(__file__).parents[2] / "rubric/data"
LUNCH = "The Friday lunch"
LISTED = (
    (1, "I draw on care and support", SUPPORT),
    (2, "Family carer or friend", FAMILY),
    (3, "I work here", PAID),
)


def ladder() -> Document:
    return parse((DATA / "ladder-of-participation.yaml").read_bytes())


def matrix() -> Document:
    return parse((DATA / "who-plans-who-delivers.yaml").read_bytes())


def make_group(document: Document, perspective: int, label: str, n: int = 7) -> Group:
    """They are around a place that goes up with their number, and wish for a higher one."""
    placed = {}
    for asked, step in zip(asked_of(document), steps_in(document), strict=True):
        middle = perspective % asked.answers + 1 + step.moment
        said = [{asked.key: min(asked.answers, max(1, middle + shift % 2))} for shift in range(n)]
        placed[asked.key] = asked.tell(said)
    return Group((perspective,), (label,), n if n >= 10 else 5, n if n >= 10 else 9, placed=placed)


def make_activities(
    document: Document,
    *,
    names=(LUNCH,),
    listed=LISTED,
    agreed=(3, 5),
    then=None,
    groups=(),
    words="",
):
    """`agreed` and `then` are the places, now and as an aim, from 0; None where nothing was agreed."""
    counted = tuple(make_group(document, one, label, 5 + 3 * n) for n, (one, label, _) in enumerate(listed))
    keys = [f"activity-{number}" for number, _ in enumerate(names)]
    counts = Counts(
        5,
        perspectives=tuple(listed),
        activities=tuple(CountedActivity(key, counted) for key in keys),
    )
    looks = [_look(document, keys, names, at, words, groups) for at in (agreed, then)]
    return tell_activities(looks[0], looks[1] if then else None, counts, INSIDE)


def _look(document, keys, names, at, words, groups) -> Look:
    activities = tuple(
        AgreedActivity(key, name, "How it is run", "", bool(at), _placed(document, at), words, words, words)
        for key, name in zip(keys, names, strict=True)
    )
    sheets = tuple(GroupSheet(people, "Staff", (), activities) for people in groups)
    return Look(document, Agreed(Room(), (), sheets, activities), document)


def _placed(document, at):
    if not at:
        return {}
    return {
        step.key: step.question.places[min(at[step.moment], len(step.question.places) - 1)].key
        for step in steps_in(document)
    }
