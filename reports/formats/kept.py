"""A Report as bytes and back, so that what takes seconds can be made of it later and is the same as at once."""

from __future__ import annotations

import msgspec

from reports.report import Report

SOURCE = "source"  # its format, beside those in FORMATS; never sent to anybody


def to_source(report: Report) -> bytes:
    return msgspec.json.encode(report)


def from_source(source: bytes) -> Report:
    return msgspec.json.decode(source, type=Report)
