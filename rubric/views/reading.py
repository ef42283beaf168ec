"""Rubrics as anybody with an account reads them."""

from itertools import groupby

from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render

from rubric.access import (
    get_rubric,
    get_version,
    may_add_rubrics,
    organisations_edited_by,
    rubrics_edited_by,
    rubrics_of,
)
from rubric.document import offered
from rubric.models import Rubric, RubricVersion
from rubric.reading import has_easy_read, read_version, version_before
from rubric.views.changes import tell_changes
from rubric.views.layout import lay_out
from rubric.views.using import rounds_using


def rubrics(request):
    versions = (
        RubricVersion.objects.filter(rubric__in=rubrics_of(request.user))
        .select_related("rubric__organisation")
        .annotate(parts=Count("principles", distinct=True), sentences=Count("statements", distinct=True))
        .annotate(asked=Count("questions", distinct=True), answers=Count("places", distinct=True))
        .order_by("rubric", "-number")
    )
    edited = set(rubrics_edited_by(request.user).values_list("pk", flat=True))
    cards = [
        _card(list(own), rubric.pk in edited)
        for rubric, own in groupby(versions, lambda version: version.rubric)
    ]
    cards = sorted(
        filter(None, cards), key=lambda card: (str(card["organisation"] or ""), card["version"].title)
    )
    return render(request, "rubric/rubrics.html", {"cards": cards, "may_add": may_add_rubrics(request.user)})


def _card(versions: list[RubricVersion], is_mine: bool) -> dict | None:
    """The version in use stands for its rubric; or else the last that was; or else, to its editors, the draft."""
    draft = next((version for version in versions if version.is_draft and is_mine), None)
    published = [version for version in versions if not version.is_draft]
    in_use = [version for version in published if not version.withdrawn_at]
    shown = next(iter(in_use or published), draft)
    organisation = versions[0].rubric.organisation
    return shown and {"version": shown, "draft": draft, "in_use": in_use, "organisation": organisation}


def rubric(request, slug):
    rubric = get_rubric(request, slug)
    published = list(rubric.versions.published())
    version = next(iter([version for version in published if not version.withdrawn_at] or published), None)
    draft = rubric.versions.drafts().first() if rubric.is_mine else None
    if version is None and draft is None:
        raise Http404
    if version is None:
        return redirect("edit_rubric", slug)
    context = {"rubric": rubric, "version": version, "history": published, "draft": draft}
    context["original"] = _original(request, rubric)
    return render(
        request, "rubric/rubric.html", {**context, **_words(request, version), **_adapting(request, rubric)}
    )


def rubric_version(request, slug, number):
    version = get_version(request, slug, number)
    before = _before(request, version)
    changes = tell_changes(read_version(before.pk), read_version(version.pk)) if before else []
    context = {"rubric": version.rubric, "version": version, "before": before, "changes": changes}
    context |= rounds_using(version, request.user)
    return render(request, "rubric/rubric_version.html", {**context, **_words(request, version)})


def _words(request, version: RubricVersion) -> dict:
    whole = read_version(version.pk)
    page = lay_out(whole, offered(whole, request.COOKIES.get("wording", "")))
    about = {"without_easy_read": not has_easy_read(version.pk), "organisation": version.rubric.organisation}
    return about | {"page": page}


def _before(request, version: RubricVersion) -> RubricVersion | None:
    """What it grew from, for whoever may read that too: what has changed tells both wordings."""
    before = version_before(version)
    is_its_own = before and before.rubric_id == version.rubric_id
    return before if is_its_own or _original(request, version.rubric) else None


def _original(request, rubric: Rubric) -> Rubric | None:
    """The one that it was adapted from, for whoever may read that too."""
    try:
        return rubric.based_on and get_rubric(request, rubric.based_on.slug)
    except Http404:
        return None


def _adapting(request, rubric: Rubric) -> dict:
    """For whom this person may make a copy, and the copies that are there already."""
    if rubric.organisation:
        return {}
    organisations = organisations_edited_by(request.user)
    copies = rubric.adaptations.filter(organisation__in=organisations).select_related("organisation")
    return {"copies": copies, "may_adapt": organisations.exclude(rubrics__based_on=rubric).exists()}
