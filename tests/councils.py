"""A whole organisation in which every text holds one word of its own, so that a leak to another can be seen."""

from dataclasses import dataclass, field

from django.core import signing
from django.utils import timezone

from assessments.models import Answer, ReportEdition, Round
from assessments.services.answering import finish_principle, save_answer, save_reflection
from assessments.services.releases import make_release
from assessments.services.room import record_room
from assessments.services.rounds import close_round
from assessments.services.standings import choose_level, settle_standing
from reports.services import issue_easy_read_summary
from reports.views.session import DISPLAY
from rubric.models import Rubric
from rubric.reading import read_version
from teams.models import OrganisationRole, User
from tests.make import (
    make_admin,
    make_draft,
    make_drawing,
    make_facilitator,
    make_invitation,
    make_member,
    make_organisation,
    make_round,
    make_rubric_editor,
    make_team,
    make_version,
)


@dataclass
class Council:
    """`args` has the arguments of URLs by what they name; `people` the cast by their first names."""

    word: str
    people: dict[str, User]
    args: dict[str, dict] = field(default_factory=dict)


def make_council(word: str) -> Council:
    """An open round that is half filled in, a closed one with its release, an own rubric with a draft."""
    organisation = make_organisation(
        f"{word} Council", slug=word, brand_colour="#0b5f5a", safeguarding_name=word
    )
    team = make_team(organisation, f"{word} team")
    alice = make_facilitator(team)
    people = {
        "Alice": alice,
        "Bob": make_member(team),
        "Olu": make_admin(organisation),
        "Ede": make_rubric_editor(organisation),
    }
    council = Council(word, people)
    own = Rubric.objects.create(slug=f"{word}-rubric", organisation=organisation)
    version = make_version(own, title=f"{word} rubric", note=word, suggested_by=word)
    closed, open_round = _rounds(team, version, word, by=alice)
    draft = make_draft(version)
    draft.statements.update(text=f"{word} draft")
    draft.principles.update(summary=f"{word} draft")
    invitation = make_invitation(team, email=f"fay@{word}.example", invited_by=alice)
    _issue_summary(closed, word, by=alice)
    part = {"code": open_round.code, "principle": "p1"}
    council.args = {
        "organisation": {"slug": organisation.slug},
        "session format": {"slug": organisation.slug, "key": "around-the-table"},
        "team": {"code": team.code},
        "round": {"code": open_round.code},
        "closed round": {"code": closed.code},
        "point": {"code": closed.code, "point": "good_1"},
        "issued summary": {"code": closed.code, "number": 1},
        "paper": {"code": open_round.code, "paper": "form"},
        "part": part,
        "statement number": {**part, "number": 1},
        "display": {"token": signing.dumps(open_round.code, salt=DISPLAY)},
        "link": {"token": open_round.link_token},
        "invitation": {"token": invitation.token},
        "drawing": {"digest": make_drawing().digest},
        **rubric_args(own),
    }
    return council


def rubric_args(rubric: Rubric) -> dict[str, dict]:
    slug = {"slug": rubric.slug}
    return {
        "rubric": slug,
        "version": slug | {"number": 1},
        "level": slug | {"key": "not-yet"},
        "principle": slug | {"key": "p1"},
        "place": slug | {"principle": "p1", "level": "not-yet"},
        "statement": slug | {"key": "p1-not-yet"},
        "picture": {"code": "1F91D"},
    }


def _rounds(team, version, word, *, by) -> tuple[Round, Round]:
    found = []
    for title in (f"{word} closed", f"{word} open"):
        round = make_round(team, version, title=title, about_name=word, created_by=by)
        _fill_in(round, word)
        ReportEdition.objects.create(
            round=round, kind=ReportEdition.Kind.BOARD, details={"lead_officer": word}
        )
        make_release(round, by=by)
        found.append(round)
    close_round(found[0], by=by)
    return found[0], found[1]


def _issue_summary(round: Round, word: str, *, by) -> None:
    details = {"good_1": f"{word} summary", "checked_with": word, "checked_on": "2027-03-03"}
    round.editions.create(kind=ReportEdition.Kind.EASY_READ, details=details, revision=1)
    issue_easy_read_summary(round, seen=(1, 1), by=by)


def _fill_in(round: Round, word: str) -> None:
    sheet = round.sheets.get()
    document = read_version(round.version_id)
    record_room(sheet, present=[], people=3, why_nobody=f"{word} nobody", seen="")
    for principle in document.principles:
        for statement in principle.statements:
            save_answer(sheet, statement=statement.id, value=Answer.Value.TICKED, changed_at=timezone.now())
        save_reflection(sheet, principle=principle.id, text=f"{word} reflection", revision=0)
        finish_principle(sheet, principle=principle.id)
        choose_level(sheet, principle=principle.id, level=document.levels[0].id)
        said = {"why": f"{word} why", "where_we_differ": f"{word} differ", "revision": 1}
        settle_standing(sheet, principle=principle.id, level=document.levels[0].id, **said)


def make_rival(word: str) -> tuple[Council, User]:
    """Another council, and Charlie, who may do everything in it that anybody may."""
    council = make_council(word)
    team = council.people["Alice"].memberships.get().team
    charlie = make_facilitator(team, "Charlie")
    for role in OrganisationRole.Role:
        charlie.organisation_roles.create(organisation=team.organisation, role=role)
    return council, charlie
