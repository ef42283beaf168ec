"""A draft by its link, for people without an account: they read it, and say something about its words.

Nothing is kept of who reads it, and nothing tells who said what.
"""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubric.access import get_draft
from rubric.document import Document, find_text, texts_read
from rubric.document.places import INTRODUCTION
from rubric.document.tree import EASY_READ
from rubric.forms.remarks import RemarkForm
from rubric.models import DraftLink, Remark
from rubric.reading import read_version
from rubric.services.draft_links import find_link, share_draft, stop_sharing
from rubric.services.remarks import NoRoom, say_by_link
from rubric.views.draft_texts import drawings_of, parts_read
from teams.codes import typed
from teams.kept_words import kept
from teams.models import Organisation
from teams.visitors import address_of

# Our own pages may know where a form came from: without that, a browser hides from us that it is ours.
HEADERS = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Referrer-Policy": "same-origin"}
GONE = 410
THANKS = "Thank you. The people who write these words can read it now."


@require_POST
def share_draft_link(request, slug):
    """`step` is share or stop."""
    draft = get_draft(request, slug)
    if request.POST.get("step") == "stop":
        stop_sharing(draft, by=request.user)
        messages.success(request, "The link opens nothing any more. Whoever has it is told to ask you.")
    elif request.POST.get("step") == "share":
        share_draft(draft, by=request.user)
        messages.success(request, "Here is the link. Send it to whom you like.")
    return redirect(f"{reverse('edit_rubric', args=[slug])}#link")


def by_link(view):
    """The view gets a link that works. Search engines are asked to stay away, and no other site learns of it."""

    @login_not_required
    @wraps(view)
    def answer(request, link, **kwargs):
        found = find_link(typed(link))
        why = _why_not(found) if found else "missing"
        response = _gone(request, why, found) if why else view(request, found, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


def _gone(request, why: str, link: DraftLink | None):
    """Whoever was writing meanwhile gets their words back."""
    context = {"why": why, "organisation": link and link.draft.rubric.organisation}
    return render(request, "rubric/by_link/gone.html", context | kept(request), status=GONE if link else 404)


def _why_not(link: DraftLink) -> str:
    if link.stopped_at:
        return "stopped"
    return "ended" if timezone.now() >= link.ends_at else ""


@require_safe
@by_link
def draft_by_link(request, link):
    """Both wordings of it, as the reader has chosen, with what was answered so far. Published, only that."""
    document = read_version(link.draft_id)
    wording = request.COOKIES.get("wording", "")
    context = _about(link, document, wording)
    context["parts"] = parts_read(document, wording, _answered(link))
    context["spots"] = {
        row["text"].spot for part in context["parts"] for level in part["levels"] for row in level["rows"]
    }
    return render(request, "rubric/by_link/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def remark_by_link(request, link, place, field):
    document = read_version(link.draft_id)
    text = find_text(document, place, field)
    if text is None and request.method == "POST":
        return _gone(request, "changed", link)
    if text is None:
        raise Http404
    wording = request.COOKIES.get("wording", "")
    form = RemarkForm(request.POST or None, is_easy=wording == EASY_READ)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            say_by_link(link, text, form.said, once=form.name, address=address_of(request))
        except NoRoom as why:
            form.add_error(None, str(why))
            status = 429
        else:
            messages.success(request, THANKS, extra_tags=text.spot)  # the page says it beside that text
            return redirect(f"{reverse('draft_by_link', args=[link.token])}#{text.spot}")
    context = _about(link, document, wording) | {
        "text": text,
        "form": form,
        "drawing": drawings_of(document).get(place),
    }
    return render(request, "rubric/by_link/remark.html", context, status=status)


def _about(link: DraftLink, document: Document, wording: str) -> dict:
    rubric = link.draft.rubric
    titles = {text.field: text for text in texts_read(INTRODUCTION, document, wording)}
    return {
        "link": link,
        "draft": link.draft,
        "rubric": rubric,
        "organisation": rubric.organisation,
        "contact": _contact(rubric.organisation),
        "source": document.source,
        "title": next(text.words for field, text in titles.items() if "title" in field),
    }


def _contact(organisation: Organisation | None) -> str:
    """Whom to call besides 999."""
    called = organisation and (organisation.safeguarding_name, organisation.safeguarding_phone)
    return ", ".join(filter(None, called or ()))


def _answered(link: DraftLink) -> dict[tuple[str, str], list[Remark]]:
    found: dict[tuple[str, str], list[Remark]] = {}
    for each in link.draft.rubric.remarks.public():
        found.setdefault((each.place, each.field), []).append(each)
    return found
