"""A believable report without a database: the real rubric, an invented team. The bench measures with it too."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from assessments.agreed import Agreed, AgreedActivity, AgreedPrinciple, AgreedStanding, Room
from assessments.comparison import Look, compare
from assessments.counted import OUTSIDE, CountedActivity, CountedPrinciple, Counts
from assessments.group import Group
from assessments.placing import asked_of
from assessments.said import NOT_SURE, TICKED
from reports.details import Ask, Details
from reports.placing.placed import PlacedOn, tell_activities
from reports.placing.summary import headline_of
from reports.read_by import read_by
from reports.report import Reopened, Report, ToldAction
from reports.results import Earlier, Results
from reports.summary import draft_summary, headline
from reports.telling import tell_principles
from reports.told_quote import ToldQuote
from reports.took_part import tell_took_part
from reports.voices import tell_voices
from rubric.document import Document, parse
from teams.sides import FAMILY, PAID
from teams.sides import SUPPORT as DRAWS

RUBRIC = Path(__file__).parents[2] / "rubric/data/cahn-four-values.yaml"
SUPPORT, CARERS, STAFF, MANAGERS = (
    "I draw on care and support",
    "Family carer or friend",
    "I work here",
    "I manage or commission",
)

THEN = {
    "equal-human-beings": "we-are-the-experts people-know-what-works some-say",
    "redefining-work": "payroll-only benefit-rules-block expenses-paid volunteers-celebrated",
    "reciprocity": "risk-rules-block allowed-not-encouraged",
    "social-capital": "boundaries-first apart-from-community community-venues invited-to-celebrate",
}
NOW = {
    "equal-human-beings": (
        "people-know-what-works some-say more-than-one-way equal-contribution recruit-and-train"
    ),
    "redefining-work": "benefit-rules-block volunteers-celebrated some-flexibility recognised-and-rewarded",
    "reciprocity": "risk-rules-block allowed-not-encouraged staff-led-peer-groups",
    "social-capital": (
        "boundaries-first community-venues good-news-shared invited-to-celebrate know-the-community"
    ),
}
UNSURE = {"decision-makers", "own-networks-welcome", "offered-and-asked"}
REFLECTIONS = {
    "equal-human-beings": (
        "Since Amina and Joe joined the interview panels we have hired differently. One of us "
        "said: “I was asked what I thought, and then they did it.” We still slip into talking "
        "about cases when we are busy."
    ),
    "redefining-work": (
        "Carers told us that a thank you card isn’t what helps. A travel card would. We know what"
        " to do and have not done it yet."
    ),
    "reciprocity": (
        "People want to help each other with forms and lifts. Our risk policy says no. Nobody "
        "here can remember who wrote it or why.\n\nWe asked for it to be looked at in March, and "
        "again in June."
    ),
    "social-capital": "The Friday lunch at the library is the best thing we do, and it costs almost nothing.",
}
PLACED = {
    "equal-human-beings": "doing-well",
    "redefining-work": "getting-there",
    "reciprocity": "not-yet",
    "social-capital": "getting-there",
}
DIFFER = {
    "equal-human-beings": (
        "Staff felt that people are heard every day. Two people who draw on support said that it "
        "depends on who is on duty."
    ),
    "social-capital": (
        "Family carers would place us lower: for them, very little has changed since the day centre closed."
    ),
}


def make_agreed(
    document: Document, ticks: dict[str, str], *, unsure=(), words=None, placed=None, room=None
) -> Agreed:
    """Every principle finished; `ticks` are statement keys in one text, by principle."""

    def principle(p):
        answers = dict.fromkeys(ticks.get(p.key, "").split(), TICKED)
        answers |= {s.key: NOT_SURE for s in p.statements if s.key in unsure}
        level = (placed or {}).get(p.key)
        standing = AgreedStanding(
            first_level=level,
            level=level,
            suggested="getting-there" if document.has_standing else None,
            why="What we do well here depends on two people." if level == "doing-well" else "",
            where_we_differ=DIFFER.get(p.key, "") if words else "",
            settled=level is not None,
        )
        return AgreedPrinciple(p.key, True, answers, (words or {}).get(p.key, ""), standing)

    return Agreed(room or Room(), tuple(principle(p) for p in document.principles))


def make_looks(document: Document) -> tuple[Look, Look]:
    then_room = Room(
        True,
        7,
        (STAFF, MANAGERS),
        sides=(PAID, PAID),
        missing=(SUPPORT, CARERS),
        why_nobody="We asked too late.",
    )
    room = Room(True, 11, (SUPPORT, CARERS, STAFF), sides=(DRAWS, FAMILY, PAID), missing=(MANAGERS,))
    then = make_agreed(document, THEN, placed=dict.fromkeys(PLACED, "not-yet"), room=then_room)
    now = make_agreed(document, NOW, unsure=UNSURE, words=REFLECTIONS, placed=PLACED, room=room)
    return Look(document, then), Look(document, now)


DETAILS = Details(
    meeting="Adult Care and Health Board",
    meeting_date=date(2027, 4, 14),
    lead_officer="Ruth Adeyemi, Head of Adult Support",
    co_author="Amina Yusuf",
    purpose=(
        "To tell the board what people and staff see together, and to ask for three things that "
        "only the board can change."
    ),
    asks=(
        Ask(
            "Ask the risk team to rewrite the policy on people supporting one another, with us, by "
            "the end of July.",
            why="It stops people from giving each other lifts.",
            cost="none",
            who="Ruth Adeyemi, with Amina",
        ),
        Ask(
            "Set aside £6,000 a year to thank people who help to design and check support, in a way "
            "each of them can use.",
            why="A thank you card isn’t what helps.",
            cost="£6,000 a year",
            who="Ruth Adeyemi, with Joe",
        ),
        Ask("Come to a Friday lunch at the library before the end of June, two of you at a time."),
    ),
    next_steps=(
        "The team meets again on 12 May with people who draw on support, family carers and the "
        "risk team.\n\nIn March 2028 we look at all four parts again."
    ),
    hear_back=(
        "Everybody who was in the room gets this report and an Easy Read page by the end of "
        "April. Amina and Ruth bring the board’s answer to the Friday lunch on 23 April."
    ),
    who_was_missing=(
        "Nobody who manages or commissions came this time. Two were invited and were called away."
        " We meet them in May."
    ),
    equality=(
        "People who don’t use English as their first language were not reached. We will ask with "
        "an interpreter next time."
    ),
    finance="£6,000 a year from the existing engagement budget.",
)


LISTED = ((1, SUPPORT, DRAWS), (2, CARERS, FAMILY), (3, STAFF, PAID), (4, MANAGERS, PAID))
LABELS = {perspective: label for perspective, label, _ in LISTED}


def make_group(document: Document, perspective: int | None, n: int, step: int, k: int = 5) -> Group:
    """`step` makes one group's figures differ from another's; they are numbers only where the group is large.

    Managers may be among everybody else (None).
    """
    told = {s.key: 2 + number * step % (n - 3) for number, s in enumerate(document.statements)}
    group = Group(
        perspectives=(perspective or 4,),
        labels=(LABELS[perspective or 4],),
        fewest=n if n >= 10 else k,
        most=n if n >= 10 else 9,
        ticked=told,
        not_sure=dict.fromkeys(told, "few"),
        is_everybody_else=not perspective,
    )
    return group if n >= 10 else group.in_words()


def make_counts(document: Document, *, sizes=((1, 14), (2, 12), (3, 31), (None, 10))) -> Counts:
    """Each principle shown with the same groups, as (perspective, people)."""
    groups = [make_group(document, who, n, step) for step, (who, n) in enumerate(sizes, start=3)]
    principles = tuple(CountedPrinciple(p.key, tuple(groups)) for p in document.principles)
    return Counts(5, principles, principles, helped=True, perspectives=LISTED)


@cache
def our_rubric() -> Document:
    """Read once: it takes longer than most of what is made of it."""
    return parse(RUBRIC.read_bytes())


def make_results(
    document: Document | None = None,
    *,
    closed=True,
    looks=None,
    earlier=True,
    counts=None,
    edition=OUTSIDE,
    **changes,
) -> Results:
    document = document or our_rubric()
    then, now = looks or make_looks(document)
    comparison = compare(then, now) if earlier else None
    voices = tell_voices(document, counts or Counts(), edition)
    principles = tell_principles(now, then if earlier else None, comparison, voices)
    levels = tuple(level.label for level in document.levels)
    results = Results(
        team="Adult support team",
        organisation="Northgate Council",
        round="Spring 2027",
        about="the adult support service",
        rubric=document.title,
        version=1,
        source=document.source,
        number=3,
        made_at=datetime(2027, 3, 19, 16, 5, tzinfo=UTC),
        opened_at=datetime(2027, 3, 3, 9, 0, tzinfo=UTC),
        closed_at=datetime(2027, 3, 19, 16, 5, tzinfo=UTC) if closed else None,
        room=now.agreed.room,
        headline=headline(principles, levels),
        principles=principles,
        levels=levels,
        earlier=Earlier(
            "Spring 2026", datetime(2026, 3, 20, 15, 0, tzinfo=UTC), 1, then.agreed.room, comparison
        )
        if comparison
        else None,
        took_part=tell_took_part(counts or Counts(), edition),
    )
    return replace(results, **changes)


def make_report(results: Results | None = None, details: Details = DETAILS, **changes) -> Report:
    results = results or make_results()
    reopened = (
        Reopened(datetime(2027, 3, 17, 10, 0, tzinfo=UTC), "Two carers could only come on the Friday."),
    )
    report = Report(results, details, draft_summary(results, details), reopened)
    return replace(report, **changes)


PAID = "We pay fares, and £12 an hour. An interpreter came."


def make_full_report() -> Report:
    """With four perspectives in each part: what a board gets when many took part."""
    document = our_rubric()
    return make_report(make_results(document, counts=make_counts(document)), access_note=PAID)


def make_framed_report(key="cqc-local-authorities", *, edition=OUTSIDE) -> Report:
    """With an appendix in which the same answers are read by another list."""
    document = our_rubric()
    results = make_results(document, counts=make_counts(document), edition=edition)
    return make_report(results, framed=read_by(results, document, key))


LADDER, MATRIX = "ladder-of-participation", "who-plans-who-delivers"
LUNCH = AgreedActivity(
    "lunch",
    "The Friday lunch",
    "How it is planned and run",
    finished=True,
    placed={"rung.now": "consultation", "rung.aim": "co-design"},
    reflection="We ask what people would like to eat. We have never asked who should cook.",
    why="Staff decide in the end.",
    where_we_differ="Family carers say that nobody asks them.",
)
PANELS = AgreedActivity(
    "panels",
    "Choosing new staff",
    "",
    finished=True,
    placed={"rung.now": "co-design", "rung.aim": "co-design"},
)
BEFORE = replace(LUNCH, placed={"rung.now": "informing", "rung.aim": "co-design"})
PAIR = ("plans", "does")
LUNCH_PLANNED = replace(
    LUNCH,
    placed={
        "plans.now": "professionals-plan",
        "does.now": "deliver-together",
        "plans.aim": "plan-together",
        "does.aim": "deliver-together",
    },
)


@cache
def rubric_to_place_on(name=LADDER) -> Document:
    return parse((RUBRIC.parent / f"{name}.yaml").read_bytes())


def make_placed_group(document: Document, perspective: int | None, n: int, least: int) -> Group:
    """Nearly all place it at the place with the number `least` at the lowest, and few higher."""
    asked = asked_of(document)
    words = {one.key: tuple(_word(one, at, least) for at in range(one.answers)) for one in asked}
    group = make_group(our_rubric(), perspective, n, 3)
    return replace(group, ticked={}, not_sure={}, placed=words)


def _word(asked, at: int, least: int) -> str:
    there = at < least if asked.in_order else at == min(least, asked.answers) - 1
    return "all" if there else "few"


def make_placed_counts(
    document: Document, activities, sizes=((1, 14), (3, 31)), least=3
) -> tuple[CountedActivity, ...]:
    """The more paid the group, the higher it places each, from the place with the number `least`."""
    groups = tuple(make_placed_group(document, who, n, least + 2 * at) for at, (who, n) in enumerate(sizes))
    return tuple(CountedActivity(one.key, groups) for one in activities)


def make_placed_results(
    results: Results | None = None,
    *,
    on=LADDER,
    activities=(LUNCH, PANELS),
    before=(BEFORE,),
    groups=(),
    sizes=((1, 14), (3, 31)),
    least=3,
) -> Results:
    """`results`, by default of a round that ticks too, with activities that are placed."""
    results, document = results or make_results(), rubric_to_place_on(on)
    agreed = Agreed(results.room, (), groups, activities)
    counted = make_placed_counts(document, activities, sizes, least)
    counts = Counts(5, activities=counted, outside_activities=counted, perspectives=LISTED)
    now, then = (Look(document, one, document) for one in (agreed, replace(agreed, activities=before)))
    told = tell_activities(now, then, counts, results.took_part.edition)
    placed_on = PlacedOn(document.title, document.slug, 1, document.source)
    said = results.headline if results.principles else headline_of(told)
    return replace(results, activities=told, placed_on=placed_on, headline=said)


def make_placing_results(on=LADDER, *, edition=OUTSIDE, **more) -> Results:
    """Of a round that places, and does nothing else."""
    document = rubric_to_place_on(on)
    plain = make_results(
        document,
        looks=(
            Look(document, Agreed(Room(), ())),
            Look(document, Agreed(make_looks(our_rubric())[1].agreed.room, ())),
        ),
        edition=edition,
    )
    return make_placed_results(plain, on=on, **more)


PLAN = (
    ToldAction(
        "Rewrite the risk form with people who draw on support",
        why="Nine pages stop people from cooking for each other.",
        principle="Reciprocity",
        led_by="Ruth Adeyemi",
        co_lead="Dev, who cooks",
        due_on=date(2027, 6, 30),
        cost="none",
        how_known="The new form is tried out at a Friday lunch.",
    ),
    ToldAction(
        "Pay for travel with a card, not with forms",
        principle="Redefining work",
        led_by="Bob Osei",
        co_lead="Joe",
        due_on=date(2027, 9, 1),
        cost="£1,200 a year",
        status="going-on",
    ),
    ToldAction("Meet at the library every month", led_by="Alice Penrose", due_on=date(2027, 5, 3)),
    ToldAction(
        "Half a day a month in the neighbourhood for each support worker",
        led_by="Bob Osei",
        co_lead="Noor, a family carer",
        due_on=date(2027, 7, 1),
        cost="no new money",
        how_known="Family carers say so when we look again.",
    ),
    ToldAction("Ask with an interpreter", led_by="Ruth Adeyemi", co_lead="Amina Yusuf"),
)
QUOTES = {
    "redefining-work": ToldQuote("A card says thank you. It doesn’t buy a bus ticket.", CARERS),
    "social-capital": ToldQuote(
        "I know every worker by name now. I want one of them to know my street.", SUPPORT
    ),
}


def make_board_report(**changes) -> Report:
    """The main rubric with four perspectives, five actions and two quotes: what a board gets as a rule."""
    full = make_full_report()
    quoted = tuple(
        replace(p, quotes=(QUOTES[p.key],) if p.key in QUOTES else ()) for p in full.results.principles
    )
    results = replace(full.results, principles=quoted)
    return replace(full, results=results, plan=PLAN, promised=PLAN[2:], **changes)
