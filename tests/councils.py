"""A whole organisation in which every text holds one word of its own, so that a leak to another can be seen."""

from dataclasses import dataclass, field

from django.core import signing
from django.utils import timezone

from assessments.models import Answer, Reflection, ReportEdition, ReportFile, Round, Sheet
from assessments.reading.quotable import mark_of
from assessments.services.actions import add_note, plan_action
from assessments.services.answering import finish_part, save_answer, save_reflection
from assessments.services.editions import draft_of, issued_edition
from assessments.services.quotes import approve_quote, choose_quote
from assessments.services.releases import make_release
from assessments.services.report_links import share_report
from assessments.services.room import record_room
from assessments.services.rounds import close_round
from assessments.services.standing import choose_level, settle_standing
from assessments.services.you_said import draft_entries, publish_you_said
from reports.archive.filling import make
from reports.pdf.rendering import to_pdf
from reports.pdf.tagging import count_pages
from reports.services.archives import ask_for_archive
from reports.services.easy_read import issue_easy_read_summary
from reports.services.finishing import finish
from reports.services.issuing import issue_report, seen_of
from reports.views.session import DISPLAY
from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.draft_links import share_draft
from teams.codes import new_code, new_token
from teams.models import OrganisationRole, User
from teams.services.mail_choices import recipient_of
from tests.make import (
    make_admin,
    make_draft,
    make_drawing,
    make_facilitator,
    make_framed_version,
    make_invitation,
    make_matrix,
    make_member,
    make_organisation,
    make_person_sheet,
    make_placing_round,
    make_rubric_editor,
    make_team,
    say,
)

_laid_out: dict[tuple[str, str, str], bytes] = {}


@dataclass
class Council:
    """`args` has the arguments of URLs by what they name; `people` the cast by their first names."""

    word: str
    people: dict[str, User]
    args: dict[str, dict] = field(default_factory=dict)


def make_council(word: str) -> Council:
    """An open round that is half filled in, a closed one with its release, an own rubric with a draft."""
    organisation = make_organisation(
        f"{word} Council",
        slug=word,
        brand_colour="#0b5f5a",
        logo=f"logos/{new_token()}.png",
        safeguarding_name=word,
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
    main, _ = Rubric.objects.get_or_create(slug="cahn-four-values")
    own = Rubric.objects.create(slug=f"{word}-rubric", organisation=organisation, based_on=main)
    version = make_framed_version(own, title=f"{word} rubric", note=word, suggested_by=word)
    closed, open_round = _rounds(team, version, word, by=alice)
    action, page = _what_came_of(closed, word, by=alice)
    quote = closed.quotes.get()
    draft = make_draft(version)
    draft.statements.update(text=f"{word} draft")
    draft.principles.update(summary=f"{word} draft")
    make_to_place_on(own, word)
    invitation = make_invitation(team, email=f"fay@{word}.example", invited_by=alice)
    _issue_report(closed, word, by=alice)
    _issue_summary(closed, word, by=alice)
    _finish_issued(closed, word)
    shared = {"token": share_report(issued_edition(closed, ReportEdition.Kind.BOARD), by=alice).token}
    part = {"code": open_round.code, "principle": "p1"}
    council.args = {
        "organisation": {"slug": organisation.slug},
        "mail": {"token": recipient_of("reminder", alice.email).link.split("/")[-2]},
        "colours": {"signed": organisation.signed_colour},
        "logo": {"token": organisation.logo_token},
        "session format": {"slug": organisation.slug, "key": "around-the-table"},
        "warm-up of a round": {"code": open_round.code, "number": 1},
        "warm-up": {"slug": organisation.slug, "key": "this-week"},
        "team": {"code": team.code},
        "person": {"pk": people["Bob"].pk},
        "round": {"code": open_round.code},
        "closed round": {"code": closed.code},
        "step of a report": {"code": closed.code, "step": "asks"},
        "closed round by a list": {"code": closed.code, "frame": "six-principles"},
        "round by a list": {"code": open_round.code, "frame": "six-principles"},
        "closed activity": {"code": closed.code, "activity": f"{word}-activity"},
        "closed part": {"code": closed.code, "principle": "p1"},
        "action": {"code": action.code},
        "entry": {"code": closed.code, "entry": page.shown[0]["code"]},
        "came of it": {"token": page.token},
        "issued report": {"code": closed.code, "number": 1},
        "issued file": {"code": closed.code, "number": 1, "format": "html"},
        "shared": shared,
        "shared file": shared | {"format": "html"},
        "report file": {"code": closed.code, "format": "docx"},
        "point": {"code": closed.code, "point": "good_1"},
        "issued summary": {"code": closed.code, "number": 1},
        "paper": {"code": open_round.code, "paper": "form"},
        "part": part,
        "statement number": {**part, "number": 1},
        "activity part": {"code": open_round.code, "activity": f"{word}-activity"},
        "activity slide": {"code": open_round.code, "activity": f"{word}-activity", "number": 1},
        "activity step": {"code": open_round.code, "activity": f"{word}-activity", "number": 1},
        "display": {"token": signing.dumps(open_round.code, salt=DISPLAY)},
        "link": {"token": open_round.link_token},
        "archive": {"slug": organisation.slug, "token": _archive(closed, by=people["Olu"])},
        "invitation": {"token": invitation.token},
        "quotable": {"code": closed.code, "mark": mark_of(quote.reflection)},
        "quote": {"code": closed.code, "quote": quote.code},
        "drawing": {"digest": make_drawing().digest},
        **rubric_args(own),
        **_remarks(draft, by=people["Ede"]),
    }
    return council


def _remarks(draft: RubricVersion, *, by: User) -> dict[str, dict]:
    """Of whoever has the draft's link: what they said, and where."""
    word = draft.title.split()[0]
    link = share_draft(draft, by=by)
    remark = draft.rubric.remarks.create(
        place="statement-p1-not-yet",
        field="text",
        about=f"{word} draft",
        kind="say",
        words=f"{word} remark",
        named=word,
        appears_on=timezone.localdate(),
    )
    by_link = {"link": link.token}
    return {
        "remark": {"slug": draft.rubric.slug, "remark": remark.pk},
        "draft link": by_link,
        "text by link": by_link | {"place": remark.place, "field": remark.field},
    }


def _archive(round: Round, *, by: User) -> str:
    """The token of one that is ready, with what was issued and the actions in it."""
    archive = ask_for_archive(round.team.organisation, audience="outside", by=by)
    make(archive)
    return archive.token


def rubric_args(rubric: Rubric) -> dict[str, dict]:
    """Of one to tick, and of one to place on that is its owner's too; each has a draft."""
    slug = {"slug": rubric.slug}
    to_place_on = {"slug": f"{rubric.slug}-to-place-on"}
    return {
        "rubric": slug,
        "version": slug | {"number": 1},
        "level": slug | {"key": "not-yet"},
        "principle": slug | {"key": "p1"},
        "place": slug | {"principle": "p1", "level": "not-yet"},
        "statement": slug | {"key": "p1-not-yet"},
        "picture": {"code": "1F91D"},
        "questions": to_place_on,
        "question": to_place_on | {"key": "plans"},
        "an answer": to_place_on | {"key": "staff-plan"},
        "a group": to_place_on | {"key": "all"},
        "a pair": to_place_on | {"key": "together"},
    }


def make_to_place_on(rubric: Rubric, word: str) -> None:
    own = Rubric.objects.create(slug=f"{rubric.slug}-to-place-on", organisation=rubric.organisation)
    draft = make_draft(make_matrix(own))
    draft.places.update(hint=f"{word} draft")


def _rounds(team, version, word, *, by) -> tuple[Round, Round]:
    found = []
    for title in (f"{word} closed", f"{word} open"):
        about = {"title": title, "about_name": word, "created_by": by, "warm_ups": ["this-week"]}
        round = make_placing_round(team, version, activities=[f"{word} activity"], **about)
        _fill_in(round, word)
        ReportEdition.objects.create(
            round=round, kind=ReportEdition.Kind.BOARD, details={"lead_officer": word}
        )
        quoted = _add_reflection(round, word)
        make_release(round, by=by)
        if title.endswith("closed"):
            quote = choose_quote(quoted, text=f"{word} quote", shown="", by=by)
            approve_quote(quote, shown=quote.text, by=by)
        found.append(round)
    close_round(found[0], by=by)
    return found[0], found[1]


def _what_came_of(round: Round, word: str, *, by: User):
    """An action with a note, and the page that tells what came of it, which people can read."""
    names = ("what", "why", "lead_name", "co_lead", "cost", "how_known")
    texts = {name: f"{word} {name}" for name in names}
    plan = {"code": new_code(), "due_on": timezone.localdate(), "principle_key": "p1"}
    action, _ = plan_action(round.team, by=by, round=round, **plan, **texts)
    add_note(action, text=f"{word} note", by=by)
    draft_entries(round, by=by)
    told = {"answer_back": f"{word} answer", "easy_answer_back": f"{word} easy answer"}
    return action, publish_you_said(round, revision=1, by=by, **told)


def _issue_report(round: Round, word: str, *, by) -> None:
    edition = draft_of(round, ReportEdition.Kind.BOARD)
    edition.details = {**edition.details, "why_not": word}
    edition.save()
    issue_report(round, seen=seen_of(edition), by=by)


def _add_reflection(round: Round, word: str) -> Reflection:
    """A person's, which may be quoted outside too. Others have finished beside them."""
    for _ in range(5):
        say(make_person_sheet(round))
    row = Reflection.objects.filter(sheet__round=round, sheet__kind=Sheet.Kind.PERSON).first()
    row.text, row.may_quote, row.may_quote_outside = f"{word} quote", True, True
    row.save()
    return row


def _issue_summary(round: Round, word: str, *, by) -> None:
    details = {"good_1": f"{word} summary", "checked_with": word, "checked_on": "2027-03-03"}
    round.editions.create(kind=ReportEdition.Kind.EASY_READ, details=details, revision=1)
    issue_easy_read_summary(round, seen=(1, 1), by=by)


def _finish_issued(round: Round, word: str) -> None:
    """PDFs take longest, and say the same in every council of this word: each is laid out once, in this process."""
    for edition in round.editions.exclude(issued_at=None):
        for source in edition.files.filter(format="html"):
            content = _lay_out(source, (word, edition.kind, source.audience))
            about = {"audience": source.audience, "format": "pdf", "pages": count_pages(content)}
            edition.files.create(content=content, **about)
        finish(edition)


def _lay_out(source: ReportFile, name: tuple[str, str, str]) -> bytes:
    if name not in _laid_out:
        _laid_out[name] = to_pdf(bytes(source.content).decode())
    return _laid_out[name]


def _fill_in(round: Round, word: str) -> None:
    sheet = round.sheets.get()
    document = read_version(round.version_id)
    record_room(sheet, present=[], people=3, why_nobody=f"{word} nobody", seen="")
    for principle in document.principles:
        for statement in principle.statements:
            save_answer(sheet, statement=statement.id, value=Answer.Value.TICKED, changed_at=timezone.now())
        save_reflection(sheet, principle=principle.id, text=f"{word} reflection", revision=0)
        finish_part(sheet, principle=principle.id)
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
