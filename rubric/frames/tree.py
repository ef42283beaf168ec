"""A frame as a frozen tree: a list of entries, each with the keys of what speaks to it, by rubric."""

from __future__ import annotations

from dataclasses import dataclass, field

from rubric.document import Document, Source

NAMES, TOPICS = "names", "topics"
KINDS = (NAMES, TOPICS)


@dataclass(frozen=True)
class Entry:
    """`tags` are keys by rubric: of principles in a frame of names, of statements in one of topics."""

    key: str
    title: str
    easy_read: str
    note: str = ""
    easy_read_note: str = ""
    tags: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def tags_for(self, rubric: str) -> tuple[str, ...]:
        return next((keys for slug, keys in self.tags if slug == rubric), ())


@dataclass(frozen=True)
class Frame:
    """`edition` rises with every change of its words or tags."""

    key: str
    title: str
    easy_read_title: str
    edition: str
    kind: str
    source: Source
    note: str
    easy_read_note: str
    entries: tuple[Entry, ...]

    def tags_in(self, document: Document) -> tuple[tuple[Entry, tuple[str, ...]], ...]:
        """Each entry with those of its keys that this document has. A copy has the tags of what it was made of."""
        rubric = self._rubric_of(document)
        there = {each.key for each in (document.principles if self.kind == NAMES else document.statements)}
        return tuple((entry, _among(there, entry.tags_for(rubric))) for entry in self.entries)

    def serves(self, document: Document) -> bool:
        return any(keys for _, keys in self.tags_in(document))

    def _rubric_of(self, document: Document) -> str:
        """The nearest that the frame knows: itself, or what it was adapted from."""
        known = {slug for entry in self.entries for slug, _ in entry.tags}
        return next((slug for slug in (document.slug, *document.ancestors) if slug in known), "")


@dataclass(frozen=True)
class Name:
    """What a principle is called elsewhere, told once however many frames call it so."""

    title: str
    easy_read: str
    frames: tuple[Frame, ...] = field(default=())


def _among(there: set[str], keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in there)
