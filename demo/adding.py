"""Writes demo/data/demo.yaml into the database: rows as if people had filled them in at the time."""

from datetime import datetime, timedelta
from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone

from assessments.models import ReportEdition, Round, Sheet
from assessments.reading.planning import working_day
from assessments.services.appearing import let_words_appear
from assessments.services.carrying import begin_with, last_release_of
from assessments.services.counting import count_persons, read_persons, remember
from assessments.services.joining import new_door
from assessments.services.releases import keep_heard, read_agreed
from demo.actions import add_actions
from demo.activities import place_everything, plan_what_is_placed
from demo.quotes import add_quotes, add_words
from demo.voices import add_voices, say
from rubric.document import Document, find_text
from rubric.models import DraftLink, Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.adapting import adapt_rubric
from rubric.services.draft_links import share_draft
from rubric.services.editing import reword
from rubric.services.remarks import say_by_link
from teams.cast import ADDRESS
from teams.contacts import ASKED
from teams.models import Membership, Organisation, OrganisationRole, Team, User
from teams.roles import FACILITATOR, MEMBER
from teams.services.organisations import create_organisation

CONTENT = Path(__file__).resolve().parent / "data" / "demo.yaml"
SAID = {"kind", "words", "named"}  # of a remark
TALK = timedelta(hours=2)  # how long after opening a round the team sat down together


def add_demo() -> bool:
    """Whether it was added: a demo that is there already is left as people have made it since."""
    return _add(yaml.safe_load(CONTENT.read_text()))


@transaction.atomic
def _add(content: dict) -> bool:
    if Organisation.objects.filter(slug=content["organisation"]["slug"]).exists():
        return False
    organisation = create_organisation(**content["organisation"])
    people = {
        first_name: _add_person(organisation, first_name, **row)
        for first_name, row in content["people"].items()
    }
    for row in content["teams"]:
        _add_team(organisation, people, row)
    for row in content["invitations"]:
        _invite(organisation, people, **row)
    _adapt(organisation, people, **content["adapted"])
    return True


def _add_person(organisation: Organisation, first_name: str, *, organisation_role: str = "", **row) -> User:
    user = User.objects.create_user(f"{first_name}{ADDRESS}", **row)
    if organisation_role:
        OrganisationRole.objects.create(organisation=organisation, user=user, role=organisation_role)
    return user


def _add_team(organisation: Organisation, people: dict[str, User], row: dict) -> None:
    team = Team.objects.create(organisation=organisation, name=row["name"])
    for role, names in {
        FACILITATOR: row["facilitators"],
        MEMBER: row["members"],
    }.items():
        for first_name in names:
            Membership.objects.create(team=team, user=people[first_name], role=role)
    by, previous = people[row["facilitators"][0]], None
    for round_row in row["rounds"]:
        previous = _add_round(team, previous, by, {**row["asked"], **round_row})
    add_actions(team, row, people, _days_ago)


def _invite(
    organisation: Organisation, people: dict[str, User], *, email: str, team: str, role: str, by: str
) -> None:
    """As if the e-mail had been sent."""
    team = organisation.teams.get(name=team)
    organisation.invitations.create(email=email, team=team, role=role, invited_by=people[by])


def _adapt(
    organisation: Organisation,
    people: dict[str, User],
    *,
    by: str,
    rubric: str,
    reworded: dict,
    remarks: list,
) -> None:
    own = adapt_rubric(Rubric.objects.get(slug=rubric), organisation=organisation, by=people[by])
    draft = own.versions.get()
    for statement in draft.statements.filter(key__in=reworded):
        words = reworded[statement.key]
        shown = {column: getattr(statement, column) for column in words}
        reword(statement, words, shown=shown, by=people[by], same_meaning=True)
    _remark(share_draft(draft, by=people[by]), remarks)


def _remark(link: DraftLink, remarks: list[dict]) -> None:
    """By the draft's link, which they were given."""
    document = read_version(link.draft_id)
    for said in remarks:
        text = find_text(document, said["place"], said["field"])
        told = {"words": "", "named": "", **{name: said[name] for name in said.keys() & SAID}}
        say_by_link(link, text, told, once=None, address=None)


def _add_round(team: Team, previous: Round | None, by: User, row: dict) -> Round:
    opened_at = _days_ago(row.get("opened"))
    round = Round.objects.create(
        team=team,
        version=RubricVersion.objects.in_use().filter(rubric__slug=row["rubric"]).latest("number"),
        previous=previous,
        created_by=by,
        created_at=_days_ago(row.get("planned", row.get("opened", 0) + 3)),
        closes_on=timezone.localdate(_days_ago(row.get("closed", row.get("closes")))),
        **(new_door() if opened_at else {}),
        from_last=row.get("from_last", False),
        **_what_people_are_told(row),
        **{field: row[field] for field in ("title", "about", "about_name")},
    )
    plan_what_is_placed(round, row, by=by)
    if opened_at:
        _open(round, row, at=opened_at)
    _come_of_it(round, previous, by, row)
    return round


def _open(round: Round, row: dict, *, at: datetime) -> None:
    """With all that people said in it."""
    Round.objects.filter(pk=round.pk).update(opened_at=at)
    round.opened_at = at
    _fill_in(round, row, at=at + TALK)
    add_voices(round, row, at=at + TALK)
    place_everything(round, row, at=at + TALK)
    add_words(round, row)


def _come_of_it(round: Round, previous: Round | None, by: User, row: dict) -> None:
    if round.from_last:
        sheet = round.sheets.get(kind=Sheet.Kind.TOGETHER)
        begin_with(sheet, last_release_of(previous))  # the parts that nobody has looked at yet
    if "shown" in row:
        _release(round, by=by, at=_days_ago(row["shown"]))
    if "closed" in row:
        _close(round, by=by, at=_days_ago(row["closed"]))
        add_quotes(round, row, by=by, at=_days_ago(row["closed"]))
    if "report" in row:
        _write_report(round, row["report"])
    if "easy_read" in row:
        _write_easy_read(round, row["easy_read"])


def _what_people_are_told(row: dict) -> dict:
    """Whom to ask, where and when people meet, and how they hear back. Of days ahead, the day is told."""
    meets = dict(row.get("meets", {}))
    days = {"meets_on": meets.pop("day", None), "hear_on": row.get("hears")}
    told = {name: row[name] for name in (*ASKED, "hear_back", "access_note") if name in row}
    return told | meets | {name: timezone.localdate(_days_ago(days[name])) for name in days if days[name]}


def _write_report(round: Round, details: dict) -> None:
    day = working_day(timezone.localdate(_days_ago(details["meeting_date"])))
    details = {**details, "meeting_date": day.isoformat()}
    round.editions.create(kind=ReportEdition.Kind.BOARD, details=details, revision=1)


def _write_easy_read(round: Round, details: dict) -> None:
    day = timezone.localdate(_days_ago(details["checked_on"]))
    details = {**details, "checked_on": day.isoformat()}
    round.editions.create(kind=ReportEdition.Kind.EASY_READ, details=details, revision=1)


def _close(round: Round, *, by: User, at: datetime) -> None:
    """The release first: nothing on a closed round's sheet can change, and nothing in a release ever."""
    _release(round, by=by, at=at, at_closing=True)
    round.closed_at = at
    round.save(update_fields=["closed_at"])


def _release(round: Round, *, by: User, at: datetime, at_closing: bool = False) -> None:
    let_words_appear(round)
    document = read_version(round.version_id)
    tally = count_persons(read_persons(round, document, at=at, closing=at_closing), document)
    release = round.releases.create(
        number=round.releases.count() + 1,
        made_at=at,
        made_by=by,
        at_closing=at_closing,
        agreed=read_agreed(round).to_json(),
        counts=tally.counts.to_json(),
        basis=remember(tally),
    )
    keep_heard(release)


def _fill_in(round: Round, row: dict, *, at: datetime) -> None:
    room = row["room"]
    why_nobody = room.get("why_nobody", "")
    sheet = round.sheets.create(
        kind=Sheet.Kind.TOGETHER,
        people=room["people"],
        room_at=at,
        why_nobody_who_draws_on_support=why_nobody,
    )
    for perspective in round.team.organisation.perspectives.filter(label__in=room["present"]):
        sheet.presences.create(perspective=perspective)
    document = read_version(round.version_id)
    for key, said in row["principles"].items():
        say(sheet, document, key, said, at=at)
        if "standing" in said:
            _place(sheet, document, document.principle(key).id, said["standing"], at=at)


def _place(sheet: Sheet, document: Document, principle_id: int, standing: dict, *, at: datetime) -> None:
    """Without a `level`, the team has chosen, and hasn't yet looked at what its ticks suggest."""
    levels = {level.key: level.id for level in document.levels}
    settled = "level" in standing
    sheet.standings.create(
        principle_id=principle_id,
        first_level_id=levels[standing["first"]],
        level_id=levels[standing.get("level", standing["first"])],
        why=standing.get("why", ""),
        where_we_differ=standing.get("where_we_differ", ""),
        revision=1,
        settled_at=at if settled else None,
    )


def _days_ago(days: int | None) -> datetime | None:
    """At ten in the morning, so that the demo looks like working days."""
    if days is None:
        return None
    morning = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    return min(morning, timezone.localtime()) - timedelta(days=days)
