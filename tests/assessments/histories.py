"""Made-up rounds: people come, change their minds and change back, or leave; and results are shown in between."""

from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import strategies as st

from assessments.disclosure import Part, Teller, Voice

PERSPECTIVES = {1: "I draw on care and support", 2: "Family carer", 3: "I work here", 4: "Councillor"}
PARTS = {"p1": ("p1-a", "p1-b"), "p2": ("p2-a", "p2-b")}
LEFT = None


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
    parts: dict = field(default_factory=lambda: {key: Part(key, keys) for key, keys in PARTS.items()})
    figures: dict = field(default_factory=dict)
    told: list = field(
        default_factory=list
    )  # (group, how many ticked, how many weren't sure, how many there are)

    def voices(self, key: str, release: int) -> tuple[Voice, ...]:
        people = [
            (block, 100 * number + person)
            for number, block in enumerate(self.blocks)
            for person in range(block.size)
        ]
        return tuple(
            voice(person, block.says(release), key, self._perspective(block, release))
            for block, person in people
            if key in block.parts and block.says(release) is not LEFT
        )

    def _perspective(self, block: Block, release: int) -> int | None:
        moved = block.moves is not None and release >= block.moves
        return block.perspective % len(PERSPECTIVES) + 1 if moved and block.perspective else block.perspective

    def release(self, number: int, show=None) -> list:
        parts = [replace(part, voices=self.voices(key, number)) for key, part in self.parts.items()]
        shown = (show or Teller(PERSPECTIVES, self.k).show)(parts)
        for part, (inside, outside) in zip(parts, shown, strict=True):
            self.parts[part.key] = replace(
                part,
                inside=part.inside.then(inside.groups, inside.figures),
                outside=part.outside.then(outside.groups, outside.figures),
            )
            self._keep(part.key, "inside", inside)
            self._keep(part.key, "outside", outside)
        return shown

    def _keep(self, key, edition, shown) -> None:
        figures = [dict.fromkeys(figure, 1) for figure in shown.figures]
        total = {}
        for figure in figures:
            total = {atom: total.get(atom, 0) + figure.get(atom, 0) for atom in {**total, **figure}}
        self.figures.setdefault((key, edition), []).extend([*figures, *([total] if total else [])])
        self.told += [(key, edition, *pair) for pair in zip(shown.groups, shown.figures, strict=True)]


def said(person: int, state: int, key: str) -> dict[str, int]:
    """What a person says of a part in a state: always the same, and hardly ever what others say."""
    random = Random(f"{person}/{state}/{key}")  # noqa: S311
    return {statement: random.choice([0, 1, 1, 3]) for statement in PARTS[key]}


def voice(person: int, state: int, key: str, perspective: int | None) -> Voice:
    answers = said(person, state, key)
    ticked, not_sure = (frozenset(s for s, value in answers.items() if value == which) for which in (1, 3))
    return Voice(person, 10 * person + state, perspective, ticked, not_sure)


def histories(k: int, releases: int = 5):
    """Blocks that are smaller and larger than k, so that what changes is now too little and now enough."""
    block = st.builds(
        Block,
        size=st.integers(1, k + 2),
        perspective=st.sampled_from([None, 1, 1, 2, 2, 3, 4]),
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
