"""The frames that come along, and which of them serve a rubric."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from rubric.document import Document
from rubric.frames.parsing import parse_frames
from rubric.frames.tree import NAMES, TOPICS, Frame, Name
from teams.keyed import with_key

CONTENT = Path(__file__).with_name("frames.yaml")


@cache
def read_frames() -> tuple[Frame, ...]:
    """As they come along; tests/rubric/test_frames.py reads them first."""
    return parse_frames(CONTENT.read_bytes())


def frames_for(document: Document) -> tuple[Frame, ...]:
    """The lists by which answers to this rubric can be read: those that any of its statements speaks to."""
    return tuple(frame for frame in read_frames() if frame.kind == TOPICS and frame.serves(document))


def frame_called(key: str, document: Document) -> Frame | None:
    return with_key(key, frames_for(document))


def names_of(document: Document) -> dict[str, tuple[Name, ...]]:
    """By principle, what else it is called."""
    found: dict[str, dict[str, Name]] = {}
    for frame in read_frames():
        for entry, keys in frame.tags_in(document) if frame.kind == NAMES else ():
            for key in keys:
                named = found.setdefault(key, {})
                name = named.get(entry.title, Name(entry.title, entry.easy_read))
                named[entry.title] = replace(name, frames=(*name.frames, frame))
    return {key: tuple(named.values()) for key, named in found.items()}
