"""Those who run a round, look after its organisation or take part put together all that they are ever sent.

After everything that anybody does, no one person's words come alone."""

import random
import re

import pytest
from django.test import Client

from assessments.models import Round
from assessments.services import releases
from tests.assessments.test_joining import join as begin_sheet
from tests.assessments.test_mine import at, send
from tests.assessments.test_type_in import paper
from tests.make import make_admin, make_facilitator, make_round

pytestmark = pytest.mark.django_db
K = 5
CHANCE = random.Random()  # noqa: S311 (no secrets)
WORD = re.compile(r"Zq[0-9]+x")
SHARING = [
    {"may_read": "only-me"},
    {"may_read": "round", "may_quote": "no"},
    {"may_read": "round", "may_quote": "inside"},
    {"may_read": "round", "may_quote": "outside"},
]
DEEDS = ["come"] * 9 + ["change", "share", "erase", "paper", "publish", "publish", "close"]
PAGES = ["results", "quotes", "report", "report?edition=inside", "as json", "as json?edition=inside"]


class Hall:
    """A round of a team, and what everybody who watches it has seen."""

    def __init__(self, team, alice, olu, numbers, version=None, **more):
        self.round = make_round(team, version, **more)
        self.alice, self.olu, self.spy, self.numbers = alice, olu, Client(), numbers
        begin_sheet(self.spy, self.round, first_name="Spy")
        self.people, self.texts, self.choices, self.waiting, self.seen = {}, {}, {}, set(), set()

    def come(self):
        person = next(self.numbers)
        self.people[person] = Client()
        begin_sheet(self.people[person], self.round, first_name=f"Name{person}")
        self.write(person, CHANCE.choice(SHARING[1:]), save="continue")
        self.waiting.add(person)

    def write(self, person, sharing, save="later", text=""):
        self.texts[person] = text or f"Zq{next(self.numbers)}x"
        self.choices[person] = sharing
        send(self.people[person], self.round, save=save, reflection=self.texts[person])
        for page in ("who_may_read", "who_may_quote"):
            self.people[person].post(at(self.round, page, "p1"), sharing)
        (said,) = self.round.sheets.filter(reflections__text=self.texts[person]).values_list(
            "reflections__may_read"
        )
        assert said == (sharing["may_read"],)

    def change(self):
        self.write(self._somebody(), CHANCE.choice(SHARING))

    def share(self):
        person = self._somebody()
        self.write(person, CHANCE.choice(SHARING), text=self.texts[person])

    def erase(self):
        person = self._somebody()
        self.people.pop(person).post(at(self.round, "erase_mine"), {"erase": "on"})
        self.texts.pop(person), self.waiting.discard(person)

    def paper(self):
        person = next(self.numbers)
        words = {"words-p1": f"Zq{next(self.numbers)}x", "may-read-p1": "round", "may-quote-p1": "inside"}
        self.alice.post(at(self.round, "type_in"), paper(self.round, nonce=f"n{person}", **words))
        self.waiting.add(person)

    def publish(self):
        self.alice.post(at(self.round, "bring_up_to_date"))

    def close(self):
        self.alice.post(at(self.round, "close_round"))
        assert Round.objects.get(pk=self.round.pk).closed_at

    def reopen(self):
        self.alice.post(at(self.round, "reopen_round"), {"reason": "Late."})
        assert Round.objects.get(pk=self.round.pk).closed_at is None

    def _somebody(self):
        return CHANCE.choice(sorted(self.people))

    def look(self):
        """Every word on any page or file, of anybody who watches. What somebody typed in is no news to them."""
        pages = [self.alice.get(self.address(page)) for page in PAGES]
        pages += [self.olu.get(self.address(page)) for page in PAGES[:2]]
        pages += [
            self.spy.get(at(self.round, name)) for name in ("my_results", "my_results_more", "my_sheet")
        ]
        return {word for page in pages for word in WORD.findall(page.content.decode())}

    def address(self, page):
        name, _, query = page.partition("?")
        return (
            at(self.round, "report_file", "json") if name == "as json" else at(self.round, name)
        ) + f"?{query}"

    def check(self, deed):
        now = self.look()
        new = now - self.seen
        if new:
            assert deed in ("publish", "close"), f"{new} came with {deed}"
            assert len(self.waiting) >= K, f"{new} came with {len(self.waiting)} persons"
        if deed in ("publish", "close") and len(self.waiting) >= K:
            self.waiting = set()
        gone = {text for person, text in self.texts.items() if self.choices[person]["may_read"] == "only-me"}
        assert not now & gone
        self.seen = now


@pytest.fixture
def watchers(monkeypatch):
    monkeypatch.setattr(releases, "MOST_IN_AN_HOUR", 10_000)
    round = make_round(state="planned")
    alice, olu = Client(), Client()
    alice.force_login(make_facilitator(round.team))
    olu.force_login(make_admin(round.team.organisation))
    return round.team, alice, olu, round.version


@pytest.mark.parametrize("seed", [1])
def test_nobodys_words_come_alone_whatever_anybody_does(watchers, seed):
    team, alice, olu, version = watchers
    CHANCE.seed(seed)
    numbers = iter(range(1, 10_000))
    halls = [Hall(team, alice, olu, numbers, version, title=title) for title in ("Spring", "Autumn")]
    for hall in halls[:1] * (K - 1):
        hall.come()
    for _ in range(16):
        hall, deed = CHANCE.choice(halls), CHANCE.choice(DEEDS)
        if not hall.people:
            deed = "come"
        getattr(hall, deed)()
        hall.check(deed)
        if deed == "close":
            hall.reopen()
        hall.publish()
        hall.check("publish")
    assert any(hall.seen for hall in halls), "or the rest would prove nothing"
