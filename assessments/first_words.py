"""With which words an action that is about something begins to say why. They are ours: nobody has said them. Pure."""

from teams.punctuation import quoted

SAYS = {
    "strength": "We can’t say this yet:",
    "progress": "We looked at this:",
    "warning": "We saw this warning sign:",
}


def about_statement(direction: str, statement: str) -> str:
    return f"{SAYS[direction]} {quoted(statement)}"


def about_activity(name: str) -> str:
    return f"This is about {quoted(name)}."
