"""The way of somebody who takes part, from the poster to what came of it: its routes, and its pages as they stand.

Whatever a stranger may open is on that way, unless ELSEWHERE says why it isn't: so a new page can't be forgotten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from assessments.cookies import Admission, keep_sheet, keep_way, open_to
from assessments.models import Answer, Reflection, Round, Sheet, YouSaid
from assessments.services.answering import save_reflection
from assessments.services.joining import join_round
from assessments.services.quotes import approve_quote, choose_quote
from assessments.services.releases import make_release
from assessments.services.rounds import close_round
from assessments.services.standing import choose_level, settle_standing
from assessments.services.you_said import draft_entries, publish_you_said
from coprod_reflect.bodies import LATE
from coprod_reflect.faults import fault, not_allowed, unavailable
from rubric.document import find_text
from rubric.models import DraftLink, RubricVersion
from rubric.reading import read_version
from rubric.services.draft_links import share_draft, stop_sharing
from rubric.services.drafts import start_draft
from rubric.services.remarks import answer_remark, say_by_link
from teams.sides import PAID, SUPPORT
from tests.make import (
    make_action,
    make_facilitator,
    make_person_sheet,
    make_placing_round,
    make_round,
    make_team,
    place,
    say,
)
from tests.reports.test_easy_read_summary import issue
from tests.test_public_views import PUBLIC

FIRST_PART = "equal-human-beings"
FIRST_STATEMENT = "labels"
ELSEWHERE = {
    "people with an account": {
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_inactive",
        "account_signup",
        "account_logout",
        "demo_sign_in",
        "invitation",
        "send_invitation_code",
        "not_by_email",
    },
    "no page": {
        "set_wording",
        "favicon",
        "organisation_colours",
        "organisation_logo",
        "drawing",
        "picture",
        "session_poll",
        "healthz",
        "readyz",
        "join_link",
        "join_link_easy",
        "join_easy",
        "my_next",
        "my_activity_next",
        "save_mine",
        "save_my_activity",
        "return_code_picture",
    },
    "the report, for boards": {"shared_report", "shared_report_file"},
    "Easy Read itself, in either wording": {
        "shared_easy_read",
        "shared_easy_read_pdf",
        "my_easy_read_summary",
        "my_easy_read_summary_pdf",
    },
}
ROUTES = sorted(PUBLIC - set().union(*ELSEWHERE.values()))
EASY_READ, STANDARD = "easy-read", "standard"


@dataclass(frozen=True)
class Visitor:
    """Somebody, with what their browser holds. `args` are those of addresses that aren't the round's or a part's."""

    name: str
    client: Client
    args: dict[str, object]

    def opens(self, route: str, wording: str) -> HttpResponse | None:
        """None where the way doesn't lead for this visitor. What refuses them is among REFUSALS."""
        wanted = next(iter(get_resolver().reverse_dict.getlist(route)))[0][0][1]
        if not set(wanted) <= set(self.args):
            return None
        self.client.cookies["wording"] = wording
        answer = self.client.get(reverse(route, kwargs={name: self.args[name] for name in wanted}))
        return answer if answer.status_code == 200 else None


def visitors() -> list[Visitor]:
    """Everybody whom these pages say something different."""
    call_command("import_rubric", "rubric/data/cahn-four-values.yaml", stdout=StringIO())
    version = RubricVersion.objects.published().get(rubric__slug="cahn-four-values")
    team = make_team()
    team.organisation.perspectives.filter(side=SUPPORT).update(easy_label="I get care or support")
    by = make_facilitator(team)
    meets = {
        "meets_on": date(2099, 11, 24),
        "session_format": "world-cafe",
        "warm_ups": ["labels-and-roles", "this-week"],
    }
    open_round, closed, planned = (make_round(team, version, title="Spring round", **meets) for _ in range(3))
    in_the_open = make_round(team, version, sharing=Round.Sharing.IN_THE_OPEN)
    ladder = _ladder()
    placing, placed = (make_placing_round(team, version, ladder=ladder, **meets) for _ in range(2))
    return [
        Visitor("a stranger", Client(), {}),
        _newcomer(open_round),
        _newcomer(in_the_open),
        _begun(open_round),
        _begun(open_round, kind=Sheet.Kind.GROUP, people=3),
        _begun(in_the_open, first_name="Dana"),
        _finished(open_round),
        _begun(placing),
        _written_about(placing),
        _placed(placed, by),
        *_after(closed, by),
        _waits_to_hear(planned, by),
        *_with_a_link(version),
    ]


def _written_about(round: Round) -> Visitor:
    """Somebody whose words about an activity others may read."""
    client = Client()
    sheet, activity = kept(client, round), round.activities.first()
    save_reflection(sheet, activity=activity.pk, text="They ask us first.", revision=0)
    Reflection.objects.filter(sheet=sheet).update(may_read="round", may_quote=True)
    return Visitor("who has written about an activity", client, _args(round))


def _placed(round: Round, by) -> Visitor:
    """After closing, with an activity that the team and others have placed."""
    visitor = _written_about(round)
    place(round.sheets.get(kind=Sheet.Kind.TOGETHER), 4, 6, text="We cook it together.")
    for perspective in round.team.organisation.perspectives.in_use():
        for _ in range(10):
            place(make_person_sheet(round, perspective), 5 if perspective.side == PAID else 2, 6)
    close_round(round, by=by)
    return visitor


def _ladder() -> RubricVersion:
    call_command("import_rubric", "rubric/data/ladder-of-participation.yaml", stdout=StringIO())
    return RubricVersion.objects.published().get(rubric__slug="ladder-of-participation")


def _args(round: Round, **more) -> dict[str, object]:
    return {
        "code": round.code,
        "principle": FIRST_PART,
        "number": 1,
        "frame": "cqc-local-authorities",
        "activity": "the-friday-lunch",
        **more,
    }


def _newcomer(round: Round) -> Visitor:
    client = Client()
    admission = Admission.of(round)
    ticked = [each.pk for each in round.team.organisation.perspectives.in_use()]
    said = {
        "wording": True,
        "agreed": True,
        "perspective": ticked[0],
        "ticked": ticked[:2],
        "first_name": "Dana",
        "people": 3,
        "part": "all",
    }
    response = keep_way(open_to(HttpResponse(), round, admission), round, admission, said)
    client.cookies.update(response.cookies)
    return Visitor(f"who has the code, {round.sharing}", client, _args(round))


def _begun(round: Round, **about) -> Visitor:
    client = Client()
    kept(client, round, **about)
    return Visitor(f"who has begun, {round.sharing}, {about.get('kind', 'person')}", client, _args(round))


def kept(client: Client, round: Round, **about) -> Sheet:
    sheet, code = join_round(
        round, nonce=f"{round.code} {about} {round.sheets.count()}", how="alone", **about
    )
    client.cookies["sheet"] = keep_sheet(HttpResponse(), round, code).cookies["sheet"].value
    return sheet


def _said(client: Client, round: Round) -> Sheet:
    """All parts are finished, with words that may be quoted, beside seven others."""
    keys = [principle.key for principle in round.version.principles.all()]
    for _ in range(7):
        say(make_person_sheet(round), finished=keys)
    sheet = say(kept(client, round), finished=keys)
    first = round.version.principles.get(key=FIRST_PART)
    save_reflection(sheet, principle=first.pk, text="They ask us first.", revision=0)
    Reflection.objects.filter(sheet=sheet, principle=first).update(may_read="round", may_quote=True)
    return sheet


def _finished(round: Round) -> Visitor:
    client = Client()
    _said(client, round)
    return Visitor("who has finished", client, _args(round))


def _written_easily(round: Round) -> None:
    row = YouSaid.objects.get(round=round)
    easy = {"easy_you_said": "You want to meet here.", "easy_we_did": "Now we do."}
    row.entries = [{**entry, **easy} for entry in row.entries]
    row.save()


def _after(round: Round, by) -> Iterator[Visitor]:
    """After closing: with a quote and with what came of it, and with neither."""
    client, other = Client(), Client()
    sheet = _said(client, round)
    kept(other, round, kind=Sheet.Kind.GROUP, people=3)
    quote = choose_quote(
        sheet.reflections.get(principle__key=FIRST_PART), text="They ask us first.", shown="", by=by
    )
    approve_quote(quote, shown=quote.text, by=by)
    make_action(
        round.team, round=round, principle_key=FIRST_PART, why="People want to meet near their homes."
    )
    make_release(round, by=by)
    close_round(round, by=by)
    draft_entries(round, by=by)
    _written_easily(round)
    told = {"answer_back": "Ring us, or write to us.", "easy_answer_back": "You can ring us."}
    page = publish_you_said(round, revision=1, by=by, **told)
    yield Visitor("after closing", client, _args(round, quote=quote.code, token=page.token))
    yield Visitor("after closing, group", other, _args(round))


def _with_a_link(version: RubricVersion) -> Iterator[Visitor]:
    """To a draft: on which something was answered, and to one that was stopped."""
    draft = start_draft(version.rubric, by=None)
    link = share_draft(draft, by=None)
    for field in ("text", "easy_read"):
        text = find_text(read_version(version.pk), f"statement-{FIRST_STATEMENT}", field)
        said = {"kind": "wrong", "words": "It is too long.", "named": ""}
        say_by_link(link, text, said, once=None, address=None)
    for remark in version.rubric.remarks.all():
        answer_remark(remark, answer="It is shorter now.")
    about = {"place": f"statement-{FIRST_STATEMENT}", "field": "easy_read"}
    yield Visitor("who has a draft’s link", Client(), {"link": link.token, **about})


def _waits_to_hear(round: Round, by) -> Visitor:
    """After closing, with a team that places itself, people who see it otherwise and a plan that was issued."""
    client = Client()
    kept(client, round)
    for perspective in round.team.organisation.perspectives.in_use():
        says = Answer.Value.TICKED if perspective.side == PAID else Answer.Value.NOT_TRUE
        for _ in range(10):
            say(make_person_sheet(round, perspective), finished=[FIRST_PART], some_say=says)
    together = round.sheets.get(kind=Sheet.Kind.TOGETHER)
    say(together, finished=[FIRST_PART], some_say=Answer.Value.TICKED)
    part, level = round.version.principles.get(key=FIRST_PART).pk, round.version.levels.last().pk
    choose_level(together, principle=part, level=level)
    settle_standing(together, principle=part, level=level, why="", where_we_differ="", revision=1)
    close_round(round, by=by)
    Round.objects.filter(pk=round.pk).update(hear_on=date(2100, 1, 5))
    issue(Round.objects.get(pk=round.pk), by, do_1="We meet at 10.", cannot_1="We can’t pay fares.")
    return Visitor("after closing, before people hear", client, _args(round))


def _refused(request: HttpRequest) -> HttpRequest:
    request.reference = "7K2M-9Q"
    return request


def _by_hand(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[Client], HttpResponse]:
    """For what only a fault of ours, or of somebody with an account, brings up."""

    def ask(client: Client) -> HttpResponse:
        request = RequestFactory().get("/")
        request.COOKIES.update({name: cookie.value for name, cookie in client.cookies.items()})
        return view(_refused(request))

    return ask


def _without_token(client: Client) -> HttpResponse:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies.update(client.cookies)
    return careful.post(reverse("join"), {"code": "bcdfghjk"})


def _many_wrong_codes(client: Client) -> HttpResponse:
    answers = (client.post(reverse("join"), {"code": "bcdfghjk"}) for _ in range(100))
    return next(answer for answer in answers if answer.status_code == 429)


def _stopped_link(client: Client) -> HttpResponse:
    link = DraftLink.objects.first()
    stop_sharing(link.draft, by=None)
    answer = client.get(reverse("draft_by_link", args=[link.token]))
    DraftLink.objects.update(stopped_at=None)
    return answer


def _closed(**extra) -> Round:
    return make_round(
        version=RubricVersion.objects.published().get(rubric__slug="cahn-four-values"),
        state="closed",
        **extra,
    )


REFUSALS = {
    "400": lambda client: client.post(reverse("set_wording"), {"wording": "another"}),
    "403": _by_hand(not_allowed),
    "403 without a token": _without_token,
    "404": lambda client: client.get("/nothing/here/"),
    "405": lambda client: client.post(reverse("erased")),
    "408": lambda client: client.post(reverse("join"), {"code": "b"}, **{LATE: True}),
    "413": lambda client: client.post(reverse("join"), "b" * 3_000_000, content_type="text/plain"),
    "500": _by_hand(fault),
    "503": _by_hand(unavailable),
    "a sheet that isn’t here": lambda client: client.get(reverse("my_sheet", args=["bcdfghjk"])),
    "a link that is old": lambda client: client.get(reverse("join_link", args=["bcdfghjkmnpqrtvwxyz"])),
    "many wrong codes": _many_wrong_codes,
    "a door that is shut": lambda client: client.get(reverse("join_round", args=["bcdfghjk"])),
    "what was written at a door that is shut": lambda client: client.post(
        reverse("say_need", args=["bcdfghjk"]), {"need": "Large print, please"}
    ),
    "a round that has closed": lambda client: client.get(
        reverse("join_link", args=[Round.objects.closed().exclude(you_said=None).get().link_token])
    ),
    "a round that has closed, before people hear": lambda client: client.get(
        reverse("join_link", args=[_closed(hear_on=date(2100, 1, 5)).link_token])
    ),
    "a round that has closed, after they were to hear": lambda client: client.get(
        reverse("join_link", args=[_closed(hear_on=date(2020, 1, 5)).link_token])
    ),
    "a draft’s link that was stopped": _stopped_link,
    "a draft’s link that leads nowhere": lambda client: client.get(
        reverse("draft_by_link", args=["bcdfghjk"])
    ),
    "a page that was taken down": lambda client: client.get(reverse("came_of_it", args=["bcdfghjk"])),
}
