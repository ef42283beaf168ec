"""A plan gets the newest version of the rubric that was chosen for it."""

from rubric.models import RubricVersion
from rubric.reading import versions_for
from teams.models import Organisation


def newest_of(version: RubricVersion, organisation: Organisation) -> RubricVersion:
    """What new rounds get of its rubric now. One that isn't used any more stays."""
    return versions_for(organisation).filter(rubric=version.rubric_id).first() or version


def as_newest(shown: dict[str, str], name: str, version: RubricVersion | None) -> dict[str, str]:
    """Whichever version of the same rubric a page showed: one that was published since is nobody's change."""
    if version is None:
        return shown
    of_it = RubricVersion.objects.filter(rubric=version.rubric_id).values_list("pk", flat=True)
    return shown | {name: str(version.pk)} if shown.get(name) in map(str, of_it) else shown
