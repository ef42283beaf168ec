"""A version as a file to take along."""

from dataclasses import replace

from rubric.document import dump
from rubric.models import RubricVersion
from rubric.reading import OURS, read_version
from teams.addresses import site_name


def file_of(version: RubricVersion) -> str:
    """Elsewhere, “this site” would be another."""
    document = read_version(version.pk)
    adapted = document.source.adapted
    if adapted and adapted.by == OURS:
        adapted = replace(adapted, by=f"the editors of {site_name()}")
    return dump(replace(document, source=replace(document.source, adapted=adapted)))
