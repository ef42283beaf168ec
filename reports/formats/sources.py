"""Whose ideas a rubric follows, as data."""

from __future__ import annotations

from typing import Any

from rubric.document import Adaptation, Source
from rubric.document.dumping import SOURCE


def sources_of(source: Source) -> dict[str, Any]:
    return {"source": _source(source), "adapted": _adapted(source.adapted)}


def _source(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in SOURCE}


def _adapted(adapted: Adaptation | None) -> dict[str, Any] | None:
    if adapted is None:
        return None
    return {"by": adapted.by, "title": adapted.title, "source": _source(adapted.source)}
