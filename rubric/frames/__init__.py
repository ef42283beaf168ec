"""Frames: other well-known lists through which the same answers can be read. No Django, no database."""

from rubric.frames.parsing import parse_frames
from rubric.frames.reading import frame_called, frames_for, names_of, read_frames
from rubric.frames.tree import NAMES, TOPICS, Entry, Frame, Name

__all__ = [
    "NAMES",
    "TOPICS",
    "Entry",
    "Frame",
    "Name",
    "frame_called",
    "frames_for",
    "names_of",
    "parse_frames",
    "read_frames",
]
