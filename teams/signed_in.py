"""Who is signed in, with what the header of every page tells of them: in the one query that finds them anyway."""

from allauth.account.auth_backends import AuthenticationBackend

from teams.models import Organisation, User

# Every page and every tick asks who it is. The ORM takes ten times as long, to write the SQL.
_SIGNED_IN = """SELECT u.*, o.name AS house_name, o.logo AS house_logo, o.brand_colour AS house_colour,
    (SELECT COUNT(*) FROM teams_membership m JOIN teams_team t ON t.id = m.team_id
        WHERE m.user_id = u.id AND t.archived_at IS NULL) AS in_teams,
    EXISTS (SELECT 1 FROM teams_organisationrole r WHERE r.user_id = u.id AND r.role = 'admin') AS looks_after,
    EXISTS (SELECT 1 FROM teams_organisationrole r WHERE r.user_id = u.id) AS has_roles
FROM teams_user u
LEFT JOIN teams_organisation o ON o.id IN (
    SELECT r.organisation_id FROM teams_organisationrole r WHERE r.user_id = u.id
    UNION SELECT t.organisation_id FROM teams_membership m JOIN teams_team t ON t.id = m.team_id
        WHERE m.user_id = u.id)
WHERE u.id = %s
LIMIT 2
"""


class SignedIn(AuthenticationBackend):
    """`in_teams` says in how many; `looks_after`, whether an organisation; `has_roles`, whether they are anything
    in one; `house` is their only organisation."""

    def get_user(self, user_id):
        rows = list(User.objects.raw(_SIGNED_IN, [user_id]))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        user = rows[0]
        user.house = _house(user) if len(rows) == 1 else None
        return user


def _house(user: User) -> Organisation | None:
    """As much of the only organisation that this person belongs to as a header shows."""
    if user.house_name is None:
        return None
    return Organisation(name=user.house_name, logo=user.house_logo, brand_colour=user.house_colour)
