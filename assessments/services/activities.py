"""What a round places: chosen while it is planned, and kept as it is from then on."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

from assessments.models import MOST_ACTIVITIES, Activity, Round
from assessments.part import Part
from assessments.placing import ActivityPart, PlacedActivity
from assessments.services.newest import as_newest, newest_of
from rubric.document import PLACE, Source
from rubric.models import RubricVersion
from rubric.pictures import name_of
from rubric.reading import read_in_wording, read_version, versions_for
from rubric.services.drawings import keep_drawing
from rubric.services.keys import new_key
from teams.meanwhile import as_rows, as_text, changed_names
from teams.models import User
from teams.prepared import prepared
from teams.refusals import Refused
from teams.two_lists import merge
from teams.words import same_name

OPENED = "This round has been opened, so what people place stays as it is."


class PlacedOnNothing(Refused):
    """Pieces of work are named, and no rubric to place them on is chosen."""

    about = "places_on"

    def __init__(self) -> None:
        super().__init__("Choose on which rubric people place this, or take out the names.")


def version_placed_on(round: Round) -> int | None:
    """On which version the round's activities are placed; None where it places nothing."""
    return placed_on(round.version_id, round.places_on_id)


def placed_on(version: int, places_on: int | None) -> int | None:
    """The same of a round of which only these two are known."""
    if places_on or read_version(version).response != PLACE:
        return places_on
    return version


def sources_of(round: Round) -> list[Source]:
    """Whose ideas it follows: of what is ticked, and of what is placed on a rubric beside it."""
    versions = dict.fromkeys([round.version_id, version_placed_on(round)])
    return [read_version(version).source for version in versions if version]


def among_all(part: Part, round: Round) -> Part:
    """Of how many parts it is, as a page says. The round comes with its sheet, which counted what was `placed`."""
    return replace(part, placed=round.placed if version_placed_on(round) else 0)


def may_place(round: Round) -> bool:
    """Whether its activities can be named now: it is planned, and there is, or was, something to place them on."""
    if round.opened_at:
        return False
    return round.version.response == PLACE or bool(round.places_on_id) or to_place_on(round).exists()


def to_place_on(round: Round) -> QuerySet[RubricVersion]:
    return versions_for(round.team.organisation).filter(response=PLACE)


def chosen_to_place_on(round: Round) -> RubricVersion | None:
    """Beside its own rubric, which places by itself or not at all."""
    if round.places_on is None or round.version.response == PLACE:
        return None
    return newest_of(round.places_on, round.team.organisation)


def plan_activities(
    round: Round,
    *,
    by: User,
    activities: Sequence[dict | None],
    places_on: RubricVersion | None = None,
    shown: dict[str, str] | None = None,
) -> None:
    """`activities` have name, line and picture, where each was `shown`; None was taken out. What others have changed
    since stays beside it. Where both changed the same, raises WrittenMeanwhile, and changes nothing."""
    drawn = {code: keep_drawing(code) for one in activities if one and (code := one["picture"])}
    with transaction.atomic():
        round = Round.objects.select_for_update().get(pk=round.pk)
        if round.opened_at:
            raise Refused(OPENED)
        round.places_on = chosen_to_place_on(round)
        round.save(update_fields=["places_on"])
        now = rows_of(round)
        stored = {"places_on": as_text(round.places_on_id), "activities": as_text(now)}
        shown = stored if shown is None else as_newest(shown, "places_on", round.places_on)
        shown, rows = _with_theirs(now, shown, activities)
        wanted = {"places_on": as_text(places_on), "activities": as_text(rows)}
        changed = changed_names(stored, shown, wanted)
        if "activities" in changed:
            _replace(round, rows, drawn)
        if "places_on" in changed:
            round.places_on = places_on
            round.save(update_fields=["places_on"])
        if round.activities.exists() and version_placed_on(round) is None:
            raise PlacedOnNothing


def _with_theirs(
    now: list[dict], shown: dict[str, str], activities: Sequence[dict | None]
) -> tuple[dict[str, str], list[dict]]:
    """With what others have changed elsewhere, as if it had been shown so; without, where that isn't plain."""
    mine = [one for one in activities if one is not None]
    before = as_rows(shown.get("activities", ""))
    before = [] if before is None and not now else before
    both = None if before is None else merge(before, now, activities, named_by="name")
    if both is None or not can_be_placed(both):
        return shown, mine
    return shown | {"activities": as_text(now)}, both


def can_be_placed(rows: list[dict]) -> bool:
    """No more than there may be, and each under a name of its own."""
    return len({same_name(one["name"]) for one in rows}) == len(rows) <= MOST_ACTIVITIES


def _replace(round: Round, rows: list[dict], drawn: dict[str, str]) -> None:
    drawn = dict(round.activities.values_list("picture", "drawing")) | drawn
    keys = _keys(round, [one["name"] for one in rows])
    round.activities.all().delete()
    Activity.objects.bulk_create(
        Activity(round=round, key=key, position=position, drawing=drawn.get(one["picture"], ""), **one)
        for position, (key, one) in enumerate(zip(keys, rows, strict=True))
    )


def rows_of(round: Round) -> list[dict]:
    return list(round.activities.values("name", "line", "picture"))


def tell_activities(activities: list[dict]) -> str:
    """In words, for whoever wrote another list meanwhile."""
    return "\n".join(f"{number}. {_in_words(one)}" for number, one in enumerate(activities, start=1))


def _in_words(one: dict) -> str:
    line = f"\n– {one['line']}" if one["line"] else ""
    return one["name"] + line + (f"\nPicture: {name_of(one['picture'])}" if one["picture"] else "")


def parts_placed(round: Round, wording: str) -> list[ActivityPart]:
    """Its activities as parts of a sheet, after what is ticked. One query, and none where a round places nothing."""
    version = version_placed_on(round)
    if version is None:
        return []
    document = read_in_wording(version, wording)
    ticked = len(read_version(round.version_id).principles)
    activities = placed_activities(round)
    of = ticked + len(activities)
    return [
        ActivityPart(document, each, number, of) for number, each in enumerate(activities, start=ticked + 1)
    ]


def count_parts(round: Round) -> int:
    """How many parts a sheet has: what is ticked, and what is placed."""
    return len(read_version(round.version_id).principles) + len(placed_activities(round))


def take_over_activities(round: Round, last: Round | None) -> None:
    """Those of the last round, for one that starts from it and has named none: what is placed again keeps its key."""
    versions = to_place_on(round).filter(rubric=last.places_on.rubric_id) if last and last.places_on else None
    places_on = versions.first() if versions else None
    is_placed = places_on or round.version.response == PLACE
    if last is None or not is_placed or round.activities.exists():
        return
    Activity.objects.bulk_create(
        Activity(
            round=round,
            key=one.key,
            position=one.position,
            name=one.name,
            line=one.line,
            picture=one.picture,
            drawing=one.drawing,
        )
        for one in last.activities.all()
    )
    round.places_on = places_on
    round.save(update_fields=["places_on"])


def name_what_it_is_about(round: Round) -> None:
    """A round about an activity has that one, where it places anything and none is named yet."""
    is_named = round.about != Round.About.ACTIVITY or round.activities.exists()
    if is_named or version_placed_on(round) is None:
        return
    (key,) = _keys(round, [round.about_name])
    round.activities.create(key=key, position=0, name=round.about_name)


def rename_what_it_is_about(round: Round, before: str) -> None:
    """The activity of a round about one has its name, unless another has that already."""
    if round.about != Round.About.ACTIVITY or round.about_name == before:
        return
    rows = rows_of(round)
    called = {same_name(before): {"name": round.about_name}}
    renamed = [one | called.get(same_name(one["name"]), {}) for one in rows]
    if renamed != rows and can_be_placed(renamed):
        _replace(round, renamed, {})


def placed_activities(round: Round) -> list[PlacedActivity]:
    """Whatever is named, nothing is placed where there is nothing to place it on."""
    return [PlacedActivity(*row) for row in _placed(round)] if version_placed_on(round) else []


@prepared
def _placed(round: Round) -> QuerySet:
    return Activity.objects.filter(round=round).values_list("pk", "key", "name", "line", "drawing")


def _keys(round: Round, names: list[str]) -> list[str]:
    """Rounds are compared by key: an activity that this team has placed before, by the same name, has its key."""
    before = Activity.objects.filter(round__team=round.team_id).order_by("-round__created_at", "position")
    known = {same_name(name): key for name, key in reversed(before.values_list("name", "key"))}
    taken = set(known.values())
    keys: list[str] = []
    for name in names:
        key = known.get(same_name(name)) or new_key(name, taken, otherwise="activity")
        taken.add(key)
        keys.append(key)
    return keys
