"""Words about an activity are read where words about a principle are: by the same people, on every page, and by nobody
else. A round has both kinds here, and all that may be asked of it is asked."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from assessments.models import Reflection, Round
from assessments.services import quotes
from assessments.services.answering import finish_part, save_reflection
from assessments.services.releases import make_release
from assessments.services.rounds import close_round
from tests.make import (
    make_admin,
    make_facilitator,
    make_member,
    make_person_sheet,
    make_placing_round,
    make_rubric_editor,
    place,
)
from tests.participants import kept

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ONLY_ME, ROUND, INSIDE, OUTSIDE = "Quokka", "Ocelot", "Narwhal", "Wombat"
SHARING = {
    ONLY_ME: {"may_read": "only-me"},
    ROUND: {"may_read": "round"},
    INSIDE: {"may_read": "round", "may_quote": True},
    OUTSIDE: {"may_read": "round", "may_quote": True, "may_quote_outside": True},
}
MADE_BY_A_PROCESS = {"report_pdf", "paper_pdf", "my_easy_read_summary_pdf", "easy_read_summary_pdf"}
KEY = "the-friday-lunch"


class World:
    """Each word stands in what one person wrote about an activity, and again about a principle, in capitals."""

    def __init__(self, sharing):
        self.round = make_placing_round(sharing=sharing)
        team = self.round.team
        self.alice, self.olu = make_facilitator(team), make_admin(team.organisation)
        self.dana, self.writer = Client(), Client()
        sheets = [kept(self.writer, self.round), *(make_person_sheet(self.round) for _ in range(5))]
        for sheet, word in zip(sheets, [OUTSIDE, *SHARING, ROUND], strict=True):
            self.write(sheet, word)
        kept(self.dana, self.round)

    def write(self, sheet, word):
        place(sheet, 1, 3)
        activity = self.round.activities.get().pk
        parts = {"activity": activity, "principle": self.round.version.principles.get(key="p1").pk}
        for (kind, pk), text in zip(parts.items(), (word, word.upper()), strict=True):
            save_reflection(sheet, text=f"{text} {kind} {sheet.pk} wrote this.", revision=0, **{kind: pk})
            finish_part(sheet, **{kind: pk})
        Reflection.objects.filter(sheet=sheet).update(**SHARING[word])

    def people(self):
        team = self.round.team
        accounts = {
            "facilitator": self.alice,
            "member": make_member(team),
            "admin": self.olu,
            "editor": make_rubric_editor(team.organisation),
        }
        for client in (self.dana, self.writer):
            yield ("writer" if client is self.writer else "taking part"), client
        for name, person in accounts.items():
            client = Client()
            client.force_login(person)
            yield name, client
        yield "nobody", Client()

    def quote(self):
        """Those for inside and for outside, each of both kinds."""
        for row in Reflection.objects.filter(may_quote=True, appeared_to_quote=True).select_related("sheet"):
            quote = quotes.choose_quote(row, text=row.text, shown="", by=self.alice)
            quotes.approve_quote(quote, shown=row.text, by=self.alice)
            if row.may_quote_outside:
                quotes.approve_outside(quote, shown=row.text, by=self.olu)


def starts(round):
    """Every address that the round, its sheets and its parts have."""
    named = {"code": round.code, "activity": KEY, "principle": "p1", "number": 1, "frame": "six-principles"}
    named |= {"format": "html", "paper": "form"}
    found = []
    names = [one for one in get_resolver().reverse_dict if isinstance(one, str)]
    for name in sorted({*names} - MADE_BY_A_PROCESS):
        for possible, *_ in get_resolver().reverse_dict.getlist(name):
            wanted = set(possible[0][1])
            if wanted and wanted <= set(named):
                found.append(reverse(name, kwargs={key: named[key] for key in wanted}))
    return found


def met_by(client, round):
    """The text of all that somebody gets who asks for every address, in both editions; whoever takes part in both
    wordings."""
    found = []
    is_on_a_sheet = "sheet" in client.cookies
    for wording in ("standard", "easy-read")[: 1 + is_on_a_sheet]:
        client.cookies["wording"] = wording
        cache.clear()  # or the wrong codes of all who asked before would be one too many
        for address in starts(round):
            for query in ("", "?edition=inside")[: 1 + ("/report/" in address)]:
                answer = client.get(address + query)
                assert answer.status_code < 429, address
                found.append(answer.content.decode(errors="replace"))
    return "".join(found)


def told(client, round):
    """Which of the words are met: about the activity, and about the principle."""
    text = met_by(client, round)
    return {word for word in SHARING if f"{word} activity" in text}, {
        word for word in SHARING if f"{word.upper()} principle" in text
    }


SHARED = {ROUND, INSIDE, OUTSIDE}
SEEN = {
    "facilitator": SHARED,
    "member": SHARED,
    "taking part": SHARED,
    "writer": SHARED,
    "admin": {INSIDE, OUTSIDE},
    "editor": set(),
    "nobody": set(),
}


@pytest.mark.parametrize("sharing", Round.Sharing)
def test_words_of_either_kind_are_met_where_they_may_be_and_nowhere_else(sharing):
    world = World(sharing)
    people = dict(world.people())
    if sharing == Round.Sharing.WITHOUT_NAMES:
        for name, expected in {"writer": {OUTSIDE}, "taking part": set(), "facilitator": set()}.items():
            assert told(people[name], world.round) == (expected, expected), f"{name}, before they appear"
    make_release(world.round, by=world.alice)
    world.quote()
    close_round(world.round, by=world.alice)
    for name, client in people.items():
        assert told(client, world.round) == (SEEN[name], SEEN[name]), name
