"""A very large council, made in bulk in the demo's database: no screen and no service has to go through it.

1,000 teams × 10 rounds. Of each round: a release as real rounds leave it, and PEOPLE persons' sheets, each with four
answers and one finished part. Of each team: five actions, two of them unfinished, and an issued board report that
asks for something. One team in twenty has an open round that has gone quiet.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

TEAMS, ROUNDS, PEOPLE = 1000, 10, 50
ANSWERS = 4  # of each person
HALF_A_YEAR = timedelta(days=182)
VARIANTS = 40  # different things that teams have agreed


def make_council(slug: str) -> None:
    """Teams, rounds and what was released; no sheet yet."""
    from assessments.models import Release, Round
    from rubric.models import RubricVersion
    from teams.models import Organisation, Team

    organisation = Organisation.objects.get(slug=slug)
    versions = list(RubricVersion.objects.in_use().filter(rubric__organisation=None).order_by("pk")[:2])
    version = RubricVersion.objects.in_use().get(rubric__slug="cahn-four-values")
    versions = [version, *[other for other in versions if other != version]][:2]
    names = [f"{place} team {number}" for number in range(TEAMS // 8) for place in PLACES]
    teams = Team.objects.bulk_create([Team(organisation=organisation, name=name) for name in names])
    counts = Release.objects.exclude(counts={}).latest("pk").counts
    previous: dict[int, Round] = {}
    for number in range(ROUNDS):
        rounds = [_round(team, versions, number, previous.get(team.pk)) for team in teams]
        previous = {round.team_id: round for round in Round.objects.bulk_create(rounds, batch_size=500)}
        _release(list(previous.values()), counts)
    _finish(teams, list(previous.values()))


PLACES = ("Alder", "Beacon", "Canal", "Dene", "Elm", "Ferry", "Grange", "Harbour")


def _round(team, versions: list, number: int, previous):
    """The oldest first, half a year apart."""
    from assessments.models import Round

    opened = timezone.now() - (ROUNDS - number) * HALF_A_YEAR
    version = versions[team.pk % 10 == 0]
    row = {"team": team, "version": version, "title": f"Round {number + 1}", "about": "team"}
    return Round(**row, previous=previous, created_at=opened, opened_at=opened)


def _release(rounds: list, counts: dict) -> None:
    from assessments.models import Heard, Release
    from rubric.reading import read_version

    agreed = {pk: _agreed(read_version(pk)) for pk in {round.version_id for round in rounds}}
    releases = [_release_of(round, agreed[round.version_id], counts) for round in rounds]
    releases = Release.objects.bulk_create(releases, batch_size=200)
    perspectives = list(rounds[0].team.organisation.perspectives.in_use())
    Heard.objects.bulk_create(
        Heard(release=release, perspective=perspective)
        for release in releases
        for place, perspective in enumerate(perspectives)
        if (release.round_id + place) % (place + 1) == 0
    )


def _release_of(round, agreed: list[dict], counts: dict):
    from assessments.models import Release

    told = _in_words_of_its_own(agreed[round.pk % VARIANTS], round)
    closing = round.opened_at + timedelta(days=21)
    return Release(round=round, number=1, made_at=closing, at_closing=True, agreed=told, counts=counts)


def _in_words_of_its_own(agreed: dict, round) -> dict:
    """No two releases have the same text, so that none is read for another."""
    first, *others = agreed["principles"]
    first = {**first, "reflection": f"{first['reflection']}Round {round.pk}."}
    return {**agreed, "principles": [first, *others]}


def _agreed(document) -> list[dict]:
    """As teams agree: some of everything, in every part, with a few words."""
    from tests.reports.sample import make_agreed

    found, levels = [], [level.key for level in document.levels]
    for seed in range(VARIANTS):
        random = Random(seed)  # noqa: S311 (nothing here is secret)
        ticks = {
            p.key: " ".join(s.key for s in p.statements if random.random() < 0.4) for p in document.principles
        }
        placed = {p.key: random.choice(levels) for p in document.principles}
        words = {
            p.key: "We talked for a long time, and wrote this down together. " * 6
            for p in document.principles
        }
        found.append(make_agreed(document, ticks, words=words, placed=placed).to_json())
    return found


def _finish(teams: list, latest: list) -> None:
    """What teams do, what they asked for, and which rounds have gone quiet."""
    from assessments.models import Action, ReportEdition, Round

    today, now = timezone.localdate(), timezone.now()
    Action.objects.bulk_create(
        Action(
            team=team,
            what=f"Something to do, number {number}",
            due_on=today + timedelta(days=(team.pk * 7 + number * 31) % 120 - 20),
            done_at=now if number > 1 else None,
        )
        for team in teams
        for number in range(5)
    )
    asked = {"request_1": "Ask the risk team to rewrite the policy with us by the end of July."}
    ReportEdition.objects.bulk_create(
        ReportEdition(round=round, kind="board", details=asked, issued_at=now) for round in latest
    )
    long_ago = now - timedelta(days=60)
    Round.objects.bulk_create(
        Round(team=team, version=latest[0].version, title="Gone quiet", about="team", opened_at=long_ago)
        for team in teams[::20]
    )


@transaction.atomic
def add_sheets(of_each: int) -> int:
    """So many more in each round, by copying rows in the database. Returns how many there are."""
    from assessments.models import Round, Sheet

    rounds = Round.objects.filter(title__startswith="Round ")
    rounds.update(closed_at=None)  # nobody joins a closed one: triggers see to it
    before = Sheet.objects.order_by("-pk").values_list("pk", flat=True).first()
    with connection.cursor() as cursor:
        for sql in _copying(of_each, before):
            cursor.execute(sql, {"now": timezone.now(), "before": before})
    _close(rounds)
    return Sheet.objects.count()


def _copying(of_each: int, before: int) -> list[str]:
    from assessments.models import Sheet

    columns = [field.column for field in Sheet._meta.concrete_fields if not field.primary_key]
    given = {"round_id": "r.id", "return_code_hash": "NULL"}
    values = ", ".join(given.get(column, f"s.{column}") for column in columns)
    numbers = " UNION ALL ".join(f"SELECT {n} AS n" for n in range(of_each))
    person = "SELECT * FROM assessments_sheet WHERE kind = 'person' AND principle_id IS NULL LIMIT 1"
    some = f"SELECT id FROM rubric_statement ORDER BY id LIMIT {ANSWERS}"  # noqa: S608
    one = "SELECT id FROM rubric_principle ORDER BY id LIMIT 1"
    return [
        f"INSERT INTO assessments_sheet ({', '.join(columns)}) SELECT {values} FROM assessments_round r "  # noqa: S608
        f"CROSS JOIN ({numbers}) numbers CROSS JOIN ({person}) s WHERE r.title LIKE 'Round %%'",
        "INSERT INTO assessments_answer (sheet_id, statement_id, value, changed_at) "  # noqa: S608
        f"SELECT s.id, t.id, 1, %(now)s FROM assessments_sheet s CROSS JOIN ({some}) t WHERE s.id > %(before)s",
        "INSERT INTO assessments_reflection (sheet_id, principle_id, text, revision, finished_at, may_read, may_quote, "  # noqa: S608
        f"may_quote_outside) SELECT s.id, p.id, '', 0, %(now)s, '', {_false()}, {_false()} FROM assessments_sheet s "
        f"CROSS JOIN ({one}) p WHERE s.id > %(before)s",
    ]


def _false() -> str:
    return "FALSE" if connection.vendor == "postgresql" else "0"


def _close(rounds) -> None:
    from django.db.models import F

    rounds.update(closed_at=F("opened_at") + timedelta(days=21))


def make_reports(slug: str, teams: int, *, html: bytes, pdf: bytes, now: datetime):
    """An organisation with two issued reports a team; nothing is left to be made."""
    from assessments.models import ReportEdition, ReportFile, Round
    from rubric.models import RubricVersion
    from teams.models import Organisation, Team

    organisation = Organisation.objects.create(slug=slug, name=slug)
    version = RubricVersion.objects.in_use().get(rubric__slug="cahn-four-values")
    made = Team.objects.bulk_create(Team(organisation=organisation, name=f"Team {n}") for n in range(teams))
    times = {"opened_at": now, "closed_at": now}
    rounds = Round.objects.bulk_create(
        Round(team=team, version=version, title="Spring", about="team", **times) for team in made
    )
    editions = ReportEdition.objects.bulk_create(
        ReportEdition(round=round, kind=kind, issued_at=now)
        for round in rounds
        for kind in ("board", "easy-read")
    )
    files = {"html": html, "docx": html, "pdf": pdf}
    ReportFile.objects.bulk_create(
        ReportFile(edition=edition, audience="outside", format=format, content=content)
        for edition in editions
        for format, content in files.items()
    )
    return organisation
