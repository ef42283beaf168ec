"""The invented people of the demo, whom its sign-in page offers with a click."""

from django.conf import settings

from teams.models import User
from teams.roles import ADMIN, FACILITATOR, MEMBER

ADDRESS = "@demo.example"


def cast() -> list[User]:
    """Everybody in the demo, each with `part`: what they do, in words. Nobody at all outside demo mode."""
    if not settings.DEMO:
        return []
    people = User.objects.filter(email__endswith=ADDRESS, is_active=True)
    people = people.prefetch_related("memberships__team", "organisation_roles__organisation")
    for person in people:
        person.part = _part(person)
    return list(people)


def _part(person: User) -> str:
    verbs = {FACILITATOR: "facilitates", MEMBER: "is in", ADMIN: "looks after"}
    parts = [f"{verbs[each.role]} the {each.team}" for each in person.memberships.all()]
    for each in person.organisation_roles.all():
        parts.append(f"{verbs.get(each.role, 'edits rubrics for')} {each.organisation}")
    if person.is_site_editor:
        parts.append("edits the shared rubrics")
    if person.is_superuser:
        parts.append("looks after the whole site")
    return ", ".join(parts)
