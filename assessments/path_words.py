"""Each stage of a round in one line: what came of it, or what it is for. Pure."""

from __future__ import annotations

from assessments.days import write_day
from assessments.path_facts import Facts


def where(facts: Facts) -> str:
    """The round itself, under its name."""
    if facts.closed_on:
        return f"Closed on {write_day(facts.closed_on)}."
    if facts.closes_on is None:
        return "Not open yet." if facts.state == "planned" else "It stays open until you close it."
    if facts.state == "planned":
        return f"Not open yet. To close on {write_day(facts.closes_on)}."
    if facts.closes_on < facts.today:
        return f"It was to close on {write_day(facts.closes_on)}, and is still open."
    return f"It is to close on {write_day(facts.closes_on)}, {in_days((facts.closes_on - facts.today).days)}."


def in_days(days: int) -> str:
    if days == 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"


def stands(facts: Facts) -> str:
    """Where the team stands on all parts, the furthest on first: “Getting there on 2 parts, 2 to go”."""
    labels = [part.level for part in facts.parts if part.level]
    told = [f"{label} on {_parts(labels.count(label), facts)}" for label in dict.fromkeys(_in_order(facts))]
    left = sum(not part.is_settled for part in facts.parts)
    if not told:
        return ""
    return ", ".join([*told, f"{left} to go"] if left and facts.state == "open" else told)


def _in_order(facts: Facts) -> list[str]:
    furthest = {"strength": 0, "progress": 1, "warning": 2}
    placed = sorted((p for p in facts.parts if p.level), key=lambda p: furthest.get(p.direction, 3))
    return [part.level for part in placed]


def _parts(number: int, facts: Facts) -> str:
    if number == len(facts.parts) > 1:
        return f"all {number} parts"
    return "1 part" if number == 1 else f"{number} parts"


def prepare(facts: Facts) -> str:
    if facts.way:
        return facts.way
    if facts.state == "planned":
        return "Choose how you will talk, and print what you need"
    return "No plan for the conversation was chosen"


def invite(facts: Facts) -> str:
    if facts.is_over:
        return "What people said on their own is kept no longer"
    if not facts.tells_how_many:
        return "Everybody who takes part answers on their own"
    if facts.joined:
        told = f"{_have(facts.joined)} joined, {_have(facts.finished)} finished"
        return f"{told}. Others still can" if facts.state == "open" and not facts.door_closed else told
    if facts.state == "planned":
        return "Show the code, hang up the poster, share the link"
    return "Nobody has joined yet" if facts.state == "open" else "Nobody joined"


def meet(facts: Facts) -> str:
    if facts.met_on:
        people = _people(facts.people_met) if facts.people_met else "You"
        nobody = ". Nobody who draws on support was there" if facts.nobody_draws_on_support else ""
        again = f". You meet again: {facts.people_meet}" if facts.meets_again else ""
        return f"{people} met on {write_day(facts.met_on)}{nobody}{again}"
    if facts.state == "closed":
        return "Nobody has said who was in the room"
    if facts.people_meet:
        return facts.people_meet
    return "Talk about each part, and say who was there"


def agree(facts: Facts) -> str:
    if not facts.has_begun_to_agree:
        return "Say together what is true here, part by part"
    parts = len(facts.parts)
    told = f"{facts.agreed} of {parts} part{'' if parts == 1 else 's'} agreed"
    return f"{told}. Say where you stand on {facts.not_placed.name}" if facts.not_placed else told


def close(facts: Facts) -> str:
    if facts.closed_on:
        return f"Closed on {write_day(facts.closed_on)}"
    if facts.closes_on is None:
        return "When you have agreed"
    if facts.closes_on < facts.today:
        return f"It was to close on {write_day(facts.closes_on)}, and is still open"
    return f"When you have agreed, and by {write_day(facts.closes_on)}"


def report(facts: Facts) -> str:
    if facts.issued_on:
        return f"Issued on {write_day(facts.issued_on)}"
    return "Choose quotes, plan actions, write what you ask of the board"


def tell(facts: Facts) -> str:
    if facts.has_told:
        return "“You said, we did” is there to read"
    if facts.hear_on:
        return f"You promised that people hear by {write_day(facts.hear_on)}"
    return "What came of it, to everybody who took part"


def again(facts: Facts) -> str:
    return "There is a next round" if facts.next_round else "In about six months, with the same rubric"


def quotes(facts: Facts) -> str:
    if facts.quotes_waiting:
        waits = "waits" if facts.quotes_waiting == 1 else "wait"
        return f"{facts.quotes_waiting} {waits} for a second person"
    if facts.quotes:
        return f"{facts.quotes} approved"
    return (
        f"{facts.words_to_quote} to read" if facts.words_to_quote else "Nobody has said yes to being quoted"
    )


def actions(facts: Facts) -> str:
    return f"{facts.actions} planned" if facts.actions else "Nothing planned in this round yet"


def meeting(facts: Facts) -> str:
    """Which one, and when; what is missing on the first page is said there."""
    told = ", ".join(filter(None, [facts.meeting, write_day(facts.meets_on) if facts.meets_on else ""]))
    if facts.has_first_page:
        return told or "You say why it isn’t there"
    return f"{told}. Not all is there yet" if told else "Not written yet"


def asks(facts: Facts) -> str:
    if facts.asks:
        return f"{facts.asks} written"
    return "You ask for nothing" if facts.asks_nothing else "Nothing asked yet"


def summary(facts: Facts) -> str:
    return "You have decided what it says" if facts.has_summary else "A draft. Make it yours"


def hear_back(facts: Facts) -> str:
    return "How people will hear back is written" if facts.hears_back else "Say how people will hear back"


def _have(number: int) -> str:
    """Of sheets, of which a group's is one: they aren't called people."""
    return "1 has" if number == 1 else f"{number} have"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
