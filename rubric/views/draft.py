"""The draft: an overview of its parts, and a page for each, with at most one thing open to be edited."""

from urllib.parse import urlsplit

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from rubric import models as rows
from rubric.access import get_draft, get_draft_to_tick
from rubric.comparison import Entry, compare
from rubric.document import Document, Level, Principle, Statement, drawing_by_code
from rubric.models import RubricVersion
from rubric.reading import read_version, version_before
from rubric.services import structure
from rubric.services.draft_links import working_link
from rubric.services.statements import retired_statements
from rubric.services.taking_over import waiting_at
from rubric.views.finding import MOST_LETTERS, find_words, name_of
from rubric.views.how_it_reads import advice_of, asks_about, rows_of
from rubric.views.moving import beside
from rubric.views.overview import count_changes, parts_of
from rubric.views.questions import asked_of
from teams.addresses import full_address
from teams.keyed import with_key

EDITED = {"introduction": "edit_introduction", "hard-words": "edit_hard_words", "source": "edit_source"}
AT, MOVED, ALL = "at", "moved", "all"  # in the address: which statements are unfolded
FOLDED = ("statement-", "level.")
ALONE = {"introduction": "Title and purpose", "hard-words": "Hard words", "source": "Source"}
ALONE |= {"new-part": "A new part"}
ASKED = ("questions", "prompt", "question-", "group-", "place-", "cell-")  # how ids begin on that page


def edit_rubric(request, slug):
    """What there is to do, and where."""
    draft = get_draft(request, slug)
    context = _about(draft)
    document, published = context["document"], context["published"]
    changed = count_changes(published, document)
    context |= {"parts": parts_of(document, published, changed), "changes": changed.total()}
    context |= _looked_for(request, slug, document)
    context["retired"] = _retired(draft, document, published)
    context |= _sharing(draft, context["remarks"])
    return render(request, "rubric/edit_rubric.html", context)


def _retired(draft: RubricVersion, document: Document, published: Document | None) -> list[tuple[str, Entry]]:
    """Whatever can be brought back, each with the name of the view that does."""
    return [
        *(
            ("bring_back_principle", entry)
            for entry in structure.retired(rows.Principle, published, document)
        ),
        *(("bring_back_level", entry) for entry in structure.retired(rows.Level, published, document)),
        *(("bring_back_statement", entry) for entry in retired_statements(draft, document)),
    ]


def _sharing(draft: RubricVersion, remarks: dict) -> dict:
    """The draft's link, where one works, and how many remarks wait."""
    link = working_link(draft)
    sharing = link and {
        "ends_at": link.ends_at,
        "address": full_address(reverse("draft_by_link", args=[link.token])),
    }
    return {"sharing": sharing, "remarks_waiting": sum(map(len, remarks.values()))}


def _looked_for(request, slug: str, document: Document) -> dict:
    typed = request.GET.get("words", "").strip()[:MOST_LETTERS]
    found = [(one, _opened(slug, document, one.place)) for one in find_words(document, typed)]
    return {"typed": typed, "found": found}


def _opened(slug: str, document: Document, place: str) -> str:
    return reverse(EDITED[place], args=[slug]) if place in EDITED else address_in(slug, document, place)


def draft_levels(request, slug):
    return draw_draft(request, get_draft_to_tick(request, slug), place="levels")


def draft_questions(request, slug):
    return draw_draft(request, get_draft(request, slug), place="questions")


def draft_part(request, slug, key):
    return draw_draft(request, get_draft(request, slug), place=f"part-{key}")


def draw_draft(request, draft: RubricVersion, *, place: str, status: int = 200, **opened):
    """The page on which a thing stands. `place` is its id there; `opened` has its form, if it is open."""
    context = {**_about(draft), "place": place, **opened}
    document = context["document"]
    context["rows"] = rows_of(opened.get("form"), document)
    context["asks_about"] = asks_about(opened.get("form"))
    context["opened"] = name_of(document, place) if opened else ""
    context["back_to"] = address_in(draft.rubric.slug, document, place)
    if place in ALONE:
        context["heading"] = ALONE[place]
        return render(request, "rubric/draft_words.html", context, status=status)
    if place.startswith(("levels", "level-", "new-level")):
        context["levels"] = _levels(document)
        return render(request, "rubric/draft_levels.html", context, status=status)
    if place.startswith(ASKED):
        context["asked"] = asked_of(document)
        return render(request, "rubric/draft_questions.html", context, status=status)
    key = _part_of(document, place)
    marks = _marks(context["published"], document)
    context["part"] = _part(document, key, marks, unfolded={place, *map(request.GET.get, (AT, MOVED))})
    context["next"] = _next(document, key)
    return render(request, "rubric/draft_part.html", context, status=status)


def address_of(draft: RubricVersion, place: str) -> str:
    """Where it is read again."""
    return address_in(draft.rubric.slug, read_version(draft.pk), place)


def page_of(draft: RubricVersion, place: str) -> str:
    """The page on which it stands, whatever is unfolded there."""
    return urlsplit(address_of(draft, place)).path


def address_in(slug: str, document: Document, place: str) -> str:
    if place.startswith(("level-", "new-level")):
        return f"{reverse('draft_levels', args=[slug])}#{place}"
    if document.questions and place.startswith(ASKED):
        return f"{reverse('draft_questions', args=[slug])}#{place}"
    key = _part_of(document, place)
    page = reverse("draft_part", args=[slug, key]) if key else reverse("edit_rubric", args=[slug])
    return f"{page}?{AT}={place}#{place}" if place.startswith(FOLDED) else f"{page}#{place}"


def _part_of(document: Document, place: str) -> str:
    """The key of the principle to which it belongs; “” for what belongs to none."""
    if place.startswith("level."):
        return place.split(".")[1]
    kind, _, key = place.partition("-")
    if kind == "statement":
        owners = (p.key for p in document.principles if key in {s.key for s in p.statements})
        return next(owners, "")
    return key if kind in ("part", "principle") else ""


def _about(draft: RubricVersion) -> dict:
    before, document = version_before(draft), read_version(draft.pk)
    return {
        "rubric": draft.rubric,
        "organisation": draft.rubric.organisation,
        "draft": draft,
        "before": before,
        "document": document,
        "published": read_version(before.pk) if before else None,
        "remarks": waiting_at(draft.rubric, document),
    }


def _levels(document: Document) -> list[dict]:
    keys = [level.key for level in document.levels]
    return [
        {
            "key": level.key,
            "label": level.label,
            "stem": level.stem,
            "easy_read_label": level.easy_read_label,
            "easy_read_stem": level.easy_read_stem,
            "direction": level.direction,
            "means": rows.Level.Direction(level.direction).label,
            "above": above,
            "below": below,
        }
        for level, (above, below) in zip(document.levels, beside(keys), strict=True)
    ]


def _next(document: Document, key: str) -> Principle | None:
    keys = [principle.key for principle in document.principles]
    after = keys.index(key) + 1
    return document.principles[after] if after < len(keys) else None


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


def _part(document: Document, key: str, marks: dict[str, str], *, unfolded: set[str | None]) -> dict:
    principle = with_key(key, document.principles)
    if principle is None:
        raise Http404
    return {
        "principle": principle,
        "drawing": drawing_by_code(document, principle.picture),
        "levels": [_level(document, level, principle, marks, unfolded) for level in document.levels],
    }


def _level(
    document: Document,
    level: Level,
    principle: Principle,
    marks: dict[str, str],
    unfolded: set[str | None],
) -> dict:
    """Folded until somebody asks for it, or for a statement in it."""
    statements = principle.at_level(level.key)
    keys = [statement.key for statement in statements]
    rows = [
        _row(document, statement, marks, above=above, below=below)
        for statement, (above, below) in zip(statements, beside(keys), strict=True)
    ]
    here = f"level.{principle.key}.{level.key}"
    is_open = not unfolded.isdisjoint({ALL, here, *(row["place"] for row in rows)})
    return {"level": level, "rows": rows, "id": here, "is_open": is_open}


def _row(document: Document, statement: Statement, marks: dict[str, str], *, above: str, below: str) -> dict:
    """`above` and `below` are its neighbours' keys, which it can be moved past."""
    return {
        "statement": statement,
        "place": f"statement-{statement.key}",
        "drawing": drawing_by_code(document, statement.picture),
        "mark": marks.get(statement.key, ""),
        "advice": advice_of(statement.text, statement.easy_read, document),
        "above": above,
        "below": below,
    }
