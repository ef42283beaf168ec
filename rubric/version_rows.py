"""What a version is read from. A draft is read for each page, and a published one once in each process."""

from django.db.models import QuerySet

from rubric.models import Level, Principle, RubricVersion, Statement
from teams.prepared import prepared


@prepared
def version(version_id: int) -> QuerySet[RubricVersion]:
    return RubricVersion.objects.select_related("rubric__based_on").filter(pk=version_id)


@prepared
def levels(version_id: int) -> QuerySet[Level]:
    return Level.objects.filter(version=version_id)


@prepared
def principles(version_id: int) -> QuerySet[Principle]:
    return Principle.objects.filter(version=version_id)


@prepared
def statements(version_id: int) -> QuerySet[Statement]:
    return Statement.objects.filter(version=version_id).select_related("level")
