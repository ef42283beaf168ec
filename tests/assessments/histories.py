"""Made-up rounds: people come, change their minds and change back, move, or leave; and results are shown in between."""

from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import strategies as st

from assessments.disclosure import PartToTell, Teller, View, Voice
from assessments.telling_places import Asked
from teams.sides import FAMILY, OTHERS, PAID, SUPPORT, UNSAID

VIEWS = {
    1: View("I draw on care and support", SUPPORT),
    2: View("Family carer", FAMILY),
    3: View("I work here", PAID),
    4: View("I manage", PAID),
    5: View("Councillor", OTHERS),
    6: View("Prefer not to say", UNSAID),
}
PARTS = {"p1": ("p1-a", "p1-b", "p1-c"), "p2": ("p2-a", "p2-b", "p2-c")}
# Of ten people, how many tick it and how many aren't sure: where nearly all say the same, words tell most.
OFTEN = {"a": (9, 1), "b": (1, 8), "c": (4, 3)}
LEFT = None
ACTIVITY = "a1"
ASKED = (Asked("rung.now", 7), Asked("plans.now", 3, in_order=False))
# Of ten people, how many place it where: 0 is not placed. In two camps, nearly all at one place, and spread out.
PLACED = ("0111133366", "5566666667", "0012344567")


@dataclass(frozen=True)
class Block:
    """People who do the same at the same time. `does` is what they say after each release: 0, 1, … or LEFT for ever."""

    size: int
    perspective: int | None
    parts: tuple[str, ...]
    joins: int
    does: tuple[int | None, ...]
    moves: int | None = None  # to another perspective, before this release

    def says(self, release: int) -> int | None:
        so_far = self.does[: release + 1]
        return LEFT if release < self.joins or LEFT in so_far else so_far[-1]


@dataclass
class Round:
    """Plays a history. `figures` has for each part and edition all that was shown, as an attacker knows it."""

    blocks: list[Block]
    k: int
    views: dict = field(default_factory=lambda: VIEWS)
    parts: dict = field(default_factory=lambda: {key: PartToTell(key, keys) for key, keys in PARTS.items()})
    figures: dict = field(default_factory=dict)
    way: int = 0  # in which people place activities
    told: list = field(default_factory=list)  # (part, edition, release, group, who is behind it)

    def voices(self, key: str, release: int) -> tuple[Voice, ...]:
        people = [
            (block, 100 * number + person)
            for number, block in enumerate(self.blocks)
            for person in range(block.size)
        ]
        return tuple(
            voice(person, block.says(release), key, self._perspective(block, release), self.way)
            for block, person in people
            if key in block.parts and block.says(release) is not LEFT
        )

    def _perspective(self, block: Block, release: int) -> int | None:
        moved = block.moves is not None and release >= block.moves
        return block.perspective % len(self.views) + 1 if moved and block.perspective else block.perspective

    def play(self, releases: int) -> "Round":
        """The last one at closing."""
        for number in range(releases):
            self.release(number, closing=number == releases - 1)
        return self

    def release(self, number: int, show=None, *, closing: bool = False) -> list:
        parts = [replace(part, voices=self.voices(key, number)) for key, part in self.parts.items()]
        shown = (show or Teller(self.views, self.k, closing, f"2027-03-{number + 1:02}").show)(parts)
        for part, editions in zip(parts, shown, strict=True):
            self.parts[part.key] = part.then(*editions)
            for name, edition in zip(("inside", "outside"), editions, strict=True):
                self._keep(part.key, name, number, edition)
        return shown

    def _keep(self, key, name, number, edition) -> None:
        figures = [dict.fromkeys(figure, 1) for figure in edition.figures]
        total = {}
        for figure in figures:
            total = {atom: total.get(atom, 0) + figure.get(atom, 0) for atom in {**total, **figure}}
        self.figures.setdefault((key, name), []).extend([*figures, *([total] if total else [])])
        self.told += [(key, name, number, group, figure) for figure, group in edition.told.items()]


def said(person: int, state: int, key: str) -> dict[str, int]:
    """What a person says of a part in a state, always the same: 1 is ticked, 3 not sure."""
    random = Random(f"{person}/{state}/{key}")  # noqa: S311
    answers = {}
    for statement in PARTS[key]:
        ticked, not_sure = OFTEN[statement[-1]]
        drawn = random.randrange(10)
        answers[statement] = 1 if drawn < ticked else 3 if drawn < ticked + not_sure else 0
    return answers


def placed(person: int, state: int, way: int = 0) -> dict[str, int]:
    random = Random(f"{person}/{state}")  # noqa: S311
    place = int(random.choice(PLACED[way % len(PLACED)]))
    return {"rung.now": place, "plans.now": place // 2}


def activity() -> PartToTell:
    return PartToTell(ACTIVITY, (), asked=ASKED)


def voice(person: int, state: int, key: str, perspective: int | None, way: int = 0) -> Voice:
    if key == ACTIVITY:
        return Voice(person, 10 * person + state, perspective, placed=placed(person, state, way))
    answers = said(person, state, key)
    ticked, not_sure = (frozenset(s for s, value in answers.items() if value == which) for which in (1, 3))
    return Voice(person, 10 * person + state, perspective, ticked, not_sure)


def histories(k: int, releases: int = 5):
    """Blocks that are smaller and larger than k, so that what changes is now too little and now enough."""
    block = st.builds(
        Block,
        size=st.integers(1, k + 2),
        perspective=st.sampled_from([None, 1, 1, 2, 2, 3, 4, 5, 6]),
        parts=st.sampled_from([("p1",), ("p1", "p2"), ("p2",)]),
        joins=st.integers(0, releases - 1),
        does=st.lists(st.sampled_from("...../////2x"), min_size=releases, max_size=releases).map(turns),
        moves=st.sampled_from([None, None, None, 2]),
    )
    return st.lists(block, min_size=1, max_size=10)


def turns(steps) -> tuple[int | None, ...]:
    """Stay, turn to the other answers and back, find new ones, or leave."""
    states: list[int | None] = []
    now: int | None = 0
    for step in steps:
        now = {".": now, "/": 0 if now else 1, "2": 2, "x": LEFT}[step]
        states.append(now)
    return tuple(states)


def believable(seed: int, releases: int = 4, parts=("p1",)) -> list[Block]:
    """All sides, 0 to 40 of each; most come early, and a few change their minds, move or leave now and then."""
    random = Random(seed)  # noqa: S311
    blocks = []
    for perspective in (*VIEWS, None):
        left = random.choice([0, 0, random.randint(1, 4), random.randint(1, 12), random.randint(5, 40)])
        while left and len(blocks) < 18:
            size = min(left, random.choice([1, 1, 2, 3, 5, 8, 20, 40]))
            blocks.append(_block(random, size, perspective, releases, parts))
            left -= size
    return blocks


def _block(random: Random, size: int, perspective: int | None, releases: int, parts) -> Block:
    steps = [random.choice("......./x" if size < 9 else ".") for _ in range(releases)]
    moves = random.choice([None] * 9 + [random.randint(1, releases - 1)])
    joins = random.choice([0, 0, 0, random.randint(0, releases - 1)])
    return Block(size, perspective, parts, joins, turns(steps), moves)
