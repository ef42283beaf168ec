"""What people are in a team, and in an organisation: one word each, here and nowhere else. Pure."""

MEMBER, FACILITATOR = "member", "facilitator"
ADMIN, RUBRIC_EDITOR = "admin", "rubric-editor"
