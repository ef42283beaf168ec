"""What came of a round, for whoever has the link. No account, and nothing is kept of who reads it."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.cookies import has_begun_here
from assessments.models import Round, YouSaid
from assessments.services.activities import placed_activities
from assessments.services.you_said import STANDARD, published, published_token
from assessments.views.sheet import document_of
from rubric.document import Document, ShownDrawing, drawing_by_code
from teams.kept_words import kept
from teams.keyed import with_key
from teams.punctuation import and_list


@dataclass(frozen=True)
class ToldEntry:
    """In one wording. `principle` is its short name, `drawing` its picture."""

    you_said: str
    we_did: str
    we_will: str
    we_couldnt: str
    principle: str = ""
    drawing: ShownDrawing | None = None


@require_safe
@login_not_required
def came_of_it(request, token):
    page = published(token)
    if page is None:
        response = render(request, "assessments/not_here.html", status=404)
    else:
        response = render(request, "assessments/came_of_it.html", _context(request, page))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def has_closed(request, round: Round):
    """What the poster leads to from then on, with what somebody has just written. It says no more than the poster."""
    context = kept(request) | {
        "round": round,
        "team": round.team,
        "came_of_it": published_token(round),
        "is_overdue": bool(round.hear_on and round.hear_on < timezone.localdate()),
    }
    return render(request, "assessments/has_closed.html", context)


def _context(request, page: YouSaid) -> dict:
    round, document = page.round, document_of(request, page.round)
    easy_answer = document.is_easy and page.easy_answer_back
    return {
        "page": page,
        "round": round,
        "began_here": has_begun_here(request, round),
        "team": round.team,
        "organisation": round.team.organisation,
        "entries": [tell(entry, document) for entry in page.shown],
        "alone": "" if document.principles else _what_was_placed(round),
        "answer_back": easy_answer or page.answer_back,
        "published_by": page.published_by.name if page.published_by else "",
    }


def _what_was_placed(round: Round) -> str:
    names = [one.name for one in placed_activities(round)]
    return and_list(names) if names else ""


def tell(entry: dict, document: Document) -> ToldEntry:
    """In Easy Read where somebody has written it, and in the standard wording where nobody has."""
    texts = {name: (document.is_easy and entry[f"easy_{name}"]) or entry[name] for name in STANDARD}
    principle = with_key(entry["principle"], document.principles)
    if principle is None:
        return ToldEntry(**texts)
    drawing = drawing_by_code(document, principle.picture)
    return ToldEntry(**texts, principle=principle.name, drawing=drawing)
