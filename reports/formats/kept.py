"""A Report as bytes and back, so that what takes seconds can be made of it later and is the same as at once."""

from __future__ import annotations

import msgspec

from assessments.said import Saying
from reports.report import Report

SOURCE = "source"  # its format, beside those in FORMATS; never sent to anybody


def to_source(report: Report) -> bytes:
    return msgspec.json.encode(report, enc_hook=_spelt)


def _spelt(said: object) -> str:
    """What can be said of a statement is a text that knows more; read back, it equals its spelling."""
    if isinstance(said, Saying):
        return str(said)
    raise NotImplementedError(type(said))


def from_source(source: bytes) -> Report:
    return msgspec.json.decode(source, type=Report)
