"""A sheet that somebody says on the telephone: what is asked, one thing a page, and where a press leads. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from assessments.part import Part, statements
from assessments.placing import ActivityPart, staying
from assessments.placing import steps_of as placed_steps_of
from assessments.said import NOTHING
from rubric.document import IS_IT_TRUE
from teams.punctuation import quoted

NEXT, BACK, CHECK = "next", "back", "check"
AnyPart = Part | ActivityPart


@dataclass(frozen=True)
class Step:
    """One page. `asks` is the field that it is for. It comes only where `needs`, a field, holds `value` or anything."""

    key: str
    kind: str
    heading: str
    about: str = ""
    asks: str = ""
    needs: str = ""
    value: str = ""
    holds: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        colon = "" if self.heading.endswith("?") else ":"
        return f"{self.heading}{colon} {self.about}" if self.about else self.heading

    def is_asked(self, said: Mapping[str, str]) -> bool:
        held = said.get(self.needs, "").strip()
        return not self.needs or (held == self.value if self.value else bool(held))


def steps_of(parts: list[AnyPart], marks: Callable[[AnyPart], str], *, in_the_open: bool) -> list[Step]:
    """What is said first, who they are, part after part, and the end."""
    steps = [Step("promises", "promises", "What you say first"), *_about_them(in_the_open)]
    ahead = [*(f"part-{part.field}" for part in parts[1:]), CHECK]
    for part, after in zip(parts, ahead, strict=False):
        steps += _of_part(part, marks(part), after, len(parts))
    return [*steps, Step(CHECK, CHECK, "Check and save")]


def _about_them(in_the_open: bool) -> list[Step]:
    asked = [Step("perspective", "perspective", "How do they take part?", asks="perspective")]
    if in_the_open:
        asked.append(Step("name", "name", "What is their first name?", asks="first_name"))
    return [*asked, Step("how", "how", "Is somebody helping them?", asks="how")]


def _of_part(part: AnyPart, marks: str, after: str, of: int) -> list[Step]:
    key, name = part.field, part.name
    about = {"part": part, "title": name}
    words = f"words-{key}"
    told: dict[str, Any] = about | {"after": after}
    told |= {"summary": part.principle.summary} if isinstance(part, Part) else {"activity": part.activity}
    first = Step(f"part-{key}", "part", f"Part {part.number} of {of}", name, holds=told)
    asked = _statements(part, marks) if isinstance(part, Part) else _places(part, marks)
    own = about | {"prompt": part.prompt}
    return [
        first,
        *asked,
        Step(words, "words", "In their own words", name, asks=words, holds=own),
        Step(f"readers-{key}", "readers", "Who may read this?", name, f"may-read-{key}", words, holds=about),
        Step(
            f"quoting-{key}", "quoting", "May we quote it?", name, f"may-quote-{key}",
            f"may-read-{key}", "round", about,
        ),
    ]  # fmt: skip


def _statements(part: Part, marks: str) -> list[Step]:
    return [_statement(part, part.name, row) for row in statements(part, marks)]


def _places(part: ActivityPart, marks: str) -> list[Step]:
    """Now, and then aim; each asks for one of several sentences."""
    steps, of = placed_steps_of(part, marks), len(part.steps)
    return [
        _place(part, part.answer(row), step | {"of": of}) for row, step in zip(part.rows, steps, strict=True)
    ]


def _place(part: ActivityPart, asks: str, step: dict[str, Any]) -> Step:
    about = f"{part.name}, {step['number']} of {step['of']}"
    holds = {"row": step, "of": step["of"], "staying": staying(part.document) if step["is_aim"] else ""}
    return Step(f"s-{asks.removeprefix('answer-')}", "place", step["heading"], about, asks, holds=holds)


def _statement(part: Part, name: str, row: dict[str, Any]) -> Step:
    of = len(part.principle.statements)
    about = f"{name}, {row['number']} of {of}"
    holds = {"row": row, "of": of}
    return Step(f"s-{row['key']}", "statement", IS_IT_TRUE, about, f"answer-{row['key']}", holds=holds)


def press(pressed: str) -> tuple[str, dict[str, str]]:
    """Where a button leads, and what it says: `next?answer-a1=ticked`."""
    to, _, said = pressed.partition("?")
    return to, dict(parse_qsl(said, keep_blank_values=True))


def lead(steps: list[Step], at: str, to: str, said: Mapping[str, str]) -> Step:
    """The page that comes next, of those that are asked."""
    keys = [step.key for step in steps]
    if to in keys:
        return steps[keys.index(to)]
    now = keys.index(at) if at in keys else 0
    if to not in (NEXT, BACK):
        return steps[now]
    way = steps[now + 1 :] if to == NEXT else steps[:now][::-1]
    return next((step for step in way if step.is_asked(said)), steps[now])


@dataclass(frozen=True)
class Checked:
    """What will be kept of one page, in words. `broken_off` is added to a part of which some wasn't heard."""

    step: Step
    label: str
    said: str
    unsaid: str = ""
    broken_off: str = ""
    is_asked: bool = True


BROKEN_OFF = ". It was broken off, so it isn’t counted yet"
LABELS = {
    "perspective": ("How they take part", "Not said"),
    "name": ("Their first name", "Not said"),
    "how": ("Whether somebody helps", "Not said"),
    "words": ("Their words about {}", "None"),
    "readers": ("Who may read their words about {}", "They decide later"),
    "quoting": ("Whether we may quote their words about {}", "No"),
}


def checked(
    steps: list[Step], said: Mapping[str, str], choices: Mapping[str, Mapping[str, str]]
) -> list[Checked]:
    """`choices` has for a kind of page what its buttons say; on others somebody types."""
    found = [_counted(step, said) for step in steps if step.kind == "part"]
    found += [_checked(step, said, choices.get(step.kind)) for step in steps if step.kind in LABELS]
    return sorted(found, key=lambda each: steps.index(each.step))


def _checked(step: Step, said: Mapping[str, str], choices: Mapping[str, str] | None) -> Checked:
    label, unsaid = LABELS[step.kind]
    held = said.get(step.asks, "")
    told = held if choices is None else choices.get(held, "")
    return Checked(step, label.format(quoted(step.about)), told, unsaid, is_asked=step.is_asked(said))


def _counted(first: Step, said: Mapping[str, str]) -> Checked:
    part = first.holds["part"]
    held = [said.get(part.answer(row), "") for row in part.rows]
    answered = sum(answer not in ("", NOTHING) for answer in held)
    told = f"{answered} of {len(held)} answered{'' if all(held) else BROKEN_OFF}" if answered else ""
    return Checked(first, first.title, told, "Left out", broken_off=BROKEN_OFF)
