"""What people and groups of the demo said on their own: as if they had joined at the time."""

from datetime import datetime

from assessments.models import Answer, Reflection, Round, Sheet
from rubric.document import Document
from rubric.reading import read_version

UNSURE_EACH = 11  # of those who don't tick, every so many are not sure


def add_voices(round: Round, row: dict, *, at: datetime) -> None:
    document = read_version(round.version_id)
    perspectives = {p.label: p for p in round.team.organisation.perspectives.all()}
    for voice in row.get("voices", []):
        _add_people(round, document, perspectives[voice["perspective"]], voice, at)
    for group in row.get("groups", []):
        perspective = perspectives[group["perspective"]]
        sheet = round.sheets.create(kind=Sheet.Kind.GROUP, people=group["people"], perspective=perspective)
        for key, said in group["principles"].items():
            say(sheet, document, key, {**said, "finished": True}, at=at)


def _add_people(round: Round, document: Document, perspective, voice: dict, at: datetime) -> None:
    """Each statement is ticked by so many tenths of them, and by others of them each time."""
    people = voice["people"]
    for number in range(people):
        how = Sheet.How.ADVOCATE if number < voice.get("helped", 0) else Sheet.How.ALONE
        sheet = round.sheets.create(kind=Sheet.Kind.PERSON, perspective=perspective, how=how, created_at=at)
        for key, tenths in voice["tenths"].items():
            principle = document.principle(key)
            values = [_value(number, j, people, int(digit)) for j, digit in enumerate(str(tenths))]
            answers = [
                Answer(sheet=sheet, statement_id=statement.id, value=value, changed_at=at)
                for statement, value in zip(principle.statements, values, strict=True)
                if value
            ]
            Answer.objects.bulk_create(answers)
            Reflection.objects.create(sheet=sheet, principle_id=principle.id, finished_at=at)


def _value(person: int, statement: int, people: int, tenths: int) -> Answer.Value:
    place = (person + 3 * statement) % people
    if place < round_half_up(people * tenths / 10):
        return Answer.Value.TICKED
    return Answer.Value.NOT_SURE if (person + statement) % UNSURE_EACH == 0 else Answer.Value.NOTHING


def round_half_up(number: float) -> int:
    return int(number + 0.5)


def say(sheet: Sheet, document: Document, key: str, said: dict, *, at: datetime) -> None:
    principle = document.principle(key)
    ids = {statement.key: statement.id for statement in principle.statements}
    values = dict.fromkeys(said["ticked"], Answer.Value.TICKED)
    values |= dict.fromkeys(said.get("not_sure", []), Answer.Value.NOT_SURE)
    for statement, value in values.items():
        sheet.answers.create(statement_id=ids[statement], value=value, changed_at=at)
    sheet.reflections.create(
        principle_id=principle.id,
        text=said["reflection"],
        revision=1,
        finished_at=at if said.get("finished") else None,
    )
