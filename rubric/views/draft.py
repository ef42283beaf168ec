"""The draft on one page, as people will read it, with at most one thing open to be edited."""

from django.shortcuts import render

from rubric.access import get_draft
from rubric.comparison import compare
from rubric.document import Document, Level, Principle, Statement, drawing_by_code
from rubric.models import RubricVersion
from rubric.reading import read_version, version_before
from rubric.services.statements import retired_statements
from rubric.views.changes import count_changes, tell_changes


def edit_rubric(request, slug):
    return draw_draft(request, get_draft(request, slug))


def draw_draft(request, draft: RubricVersion, *, place: str = "", status: int = 200, **opened):
    """`place` is the id of the thing on the page that is open; `opened` has its form."""
    document = read_version(draft.pk)
    before = version_before(draft)
    published = read_version(before.pk) if before else None
    context = {
        "rubric": draft.rubric,
        "organisation": draft.rubric.organisation,
        "draft": draft,
        "before": before,
        "document": document,
        "changes": count_changes(tell_changes(published, document)) if published else 0,
        "parts": _parts(document, _marks(published, document)),
        "retired": retired_statements(draft, document),
        "place": place,
        **opened,
    }
    return render(request, "rubric/edit_rubric.html", context, status=status)


def _marks(published: Document | None, document: Document) -> dict[str, str]:
    """In a word, what is different about a statement."""
    if published is None:
        return {}
    found = compare(published, document).statements
    return {
        **{move.after.key: "Moved" for move in found.moved},
        **{rewording.after.key: "Changed" for rewording in found.reworded},
        **{entry.key: "New" for entry in found.new},
    }


def _parts(document: Document, marks: dict[str, str]) -> list[dict]:
    return [
        {
            "principle": principle,
            "drawing": drawing_by_code(document, principle.picture),
            "levels": [_level(document, level, principle, marks) for level in document.levels],
        }
        for principle in document.principles
    ]


def _level(document: Document, level: Level, principle: Principle, marks: dict[str, str]) -> dict:
    statements = principle.at_level(level.key)
    keys = ["", *(statement.key for statement in statements), ""]
    rows = [
        _row(document, statement, marks, above=keys[n], below=keys[n + 2])
        for n, statement in enumerate(statements)
    ]
    return {"level": level, "rows": rows, "id": f"level.{principle.key}.{level.key}"}


def _row(document: Document, statement: Statement, marks: dict[str, str], *, above: str, below: str) -> dict:
    """`above` and `below` are its neighbours' keys, which it can be moved past."""
    return {
        "statement": statement,
        "place": f"statement-{statement.key}",
        "drawing": drawing_by_code(document, statement.picture),
        "mark": marks.get(statement.key, ""),
        "above": above,
        "below": below,
    }
