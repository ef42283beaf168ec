"""A version as one frozen tree. Published ones never change, so this process keeps those it has read."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from rubric import version_rows
from rubric.document import (
    EASY_READ,
    PLACE,
    STANDARD,
    Adaptation,
    Cell,
    Document,
    HardWord,
    Level,
    Place,
    PlaceGroup,
    Principle,
    Question,
    Source,
    Statement,
    in_wording,
    offered,
)
from rubric.models import Drawing, Named, Rubric, RubricVersion, met_in_other_languages
from teams.remembered import Known

OURS = "the editors of this site"
EMBEDDED = "data:image/svg+xml;base64,"

_published: Known[Document] = Known(megabytes=16)
_worded: Known[Document] = Known(megabytes=12)  # of those: as pages read them
_in_other_languages: dict[int, Document] = {}  # drafts too, as they were when they were last read


def read_version(version_id: int) -> Document:
    """The version's whole content, rows' ids included; costs no query once a published version was read."""
    known = _published.find(version_id)
    if known:
        return known
    found = version_rows.version(version_id)
    if not found:
        raise RubricVersion.DoesNotExist
    document = _read(found[0])
    return document if found[0].is_draft else _published.keep(version_id, document)


def read_in_wording(version_id: int, wording: str) -> Document:
    """As a page reads it, whose reader has chosen this wording. A cookie may hold anything, and Easy Read is offered of
    what is whole in it."""
    key = (version_id, EASY_READ if wording == EASY_READ else STANDARD)
    known = _worded.find(key)
    if known:
        return known
    whole = read_version(version_id)
    document = in_wording(whole, offered(whole, wording))
    return _worded.keep(key, document) if _published.find(version_id) else document


def has_easy_read(version_id: int) -> bool:
    """Whether people are offered it."""
    return read_in_wording(version_id, EASY_READ).is_easy


def read_in_other_languages() -> tuple[Document, ...]:
    """All that this process has met: whatever it shows of a version, it has fetched once. Drafts change meanwhile."""
    while met_in_other_languages:
        _read_in_other_language(met_in_other_languages.pop())
    return tuple(_in_other_languages.values())


def _read_in_other_language(version_id: int) -> None:
    try:
        _in_other_languages[version_id] = read_version(version_id)
    except RubricVersion.DoesNotExist:  # a draft that was thrown away
        _in_other_languages.pop(version_id, None)
    met_in_other_languages.discard(version_id)


def forget() -> None:
    _published.forget()
    _worded.forget()
    _in_other_languages.clear()
    met_in_other_languages.clear()


def embedded_drawings(digests: Iterable[str]) -> dict[str, str]:
    """The kept drawings as `data:` addresses by digest, for documents that hold all they need."""
    kept = Drawing.objects.filter(digest__in=set(digests)).values_list("digest", "svg")
    return {digest: embedded(svg) for digest, svg in kept}


def embedded(svg: str) -> str:
    return EMBEDDED + b64encode(svg.encode()).decode()


def latest_in_use() -> QuerySet[RubricVersion]:
    """Of each rubric the latest version that new rounds may use."""
    in_use = RubricVersion.objects.in_use()
    newer = in_use.filter(rubric=OuterRef("rubric"), number__gt=OuterRef("number"))
    owned = in_use.annotate(owner=Coalesce("rubric__organisation_id", 0))
    same = owned.filter(title=OuterRef("title"), owner=OuterRef("owner"))
    twins = same.exclude(rubric=OuterRef("rubric"))
    found = owned.filter(~Exists(newer)).annotate(has_twin=Exists(twins))
    return found.select_related("rubric__based_on", "rubric__organisation")


def versions_for(organisation) -> QuerySet[RubricVersion]:
    """What a team of this organisation may start a round with: the latest version in use of each rubric it may use,
    the organisation's own first."""
    usable = Q(rubric__organisation=None) | Q(rubric__organisation=organisation)
    found = latest_in_use().filter(usable)
    return found.order_by(F("rubric__organisation").asc(nulls_last=True), "title", "rubric")


def recommended(versions: Iterable[RubricVersion]) -> RubricVersion | None:
    """The one that teams are advised to begin with: as their organisation words it, where it does."""
    found = [version for version in versions if _grew_from_recommended(version.rubric)]
    return min(found, key=lambda version: version.rubric.organisation_id is None, default=None)


def _grew_from_recommended(rubric: Rubric) -> bool:
    slugs = {rubric.slug, rubric.based_on.slug if rubric.based_on else ""}
    return settings.RECOMMENDED_RUBRIC in slugs


def version_before(version: RubricVersion) -> RubricVersion | None:
    """What a version grew from: the one published before it, or for an adaptation's first, the one that was copied."""
    published = RubricVersion.objects.published().order_by("-number")
    earlier = published.filter(rubric=version.rubric_id, number__lt=version.number).first()
    if earlier or not version.rubric.based_on_id:
        return earlier
    withdrawn = Q(withdrawn_at__lte=version.created_at)
    copied = published.filter(rubric=version.rubric.based_on_id, published_at__lte=version.created_at)
    return copied.exclude(withdrawn).first()


def source_of(version: RubricVersion) -> Source:
    """Of a draft, without all that it says."""
    return _source(version.source, _adapted(version)) if version.is_draft else read_version(version.pk).source


def _read(version: RubricVersion) -> Document:
    _, *before = version.rubric.lineage()
    return Document(
        slug=version.rubric.slug,
        title=version.title,
        language=version.language,
        purpose=version.purpose,
        source=_source(version.source, _adapted(version)),
        levels=tuple(
            Level(
                key=row.key,
                label=row.label,
                stem=row.stem,
                direction=row.direction,
                easy_read_label=row.easy_read_label,
                easy_read_stem=row.easy_read_stem,
                id=row.pk,
            )
            for row in version_rows.levels(version.pk)
        ),
        principles=_principles(version),
        easy_read_title=version.easy_read_title,
        easy_read_purpose=version.easy_read_purpose,
        hard_words=tuple(HardWord(**word) for word in version.hard_words),
        response=version.response,
        **(_to_place_on(version) if version.response == PLACE else {}),
        drawings=None if version.is_draft else version.drawings,
        ancestors=tuple(rubric.slug for rubric in before),
    )


def _source(stored: dict, adapted: Adaptation | None = None) -> Source:
    return Source(**{**stored, "authors": tuple(stored.get("authors", ())), "adapted": adapted})


def _adapted(version: RubricVersion) -> Adaptation | None:
    """Of a copy: the first of all that it grew from, as it was published then. A file tells it of one from elsewhere,
    and who made that copy there; of copies that are made of it here, whoever makes them."""
    first = version.rubric.root
    told, by = version.adapted, str(version.rubric.organisation or OURS)
    if told:
        by = told["by"] if first == version.rubric else by
        return Adaptation(by, told["title"], _source(told["source"]))
    if first == version.rubric:
        return None
    published = RubricVersion.objects.published().filter(rubric=first)
    known = published.filter(published_at__lte=version.created_at)
    original = known.order_by("-number").first() or published.order_by("number").first()
    if original is None:
        return None
    return Adaptation(by, original.title, _source(original.source))


def _principles(version: RubricVersion) -> tuple[Principle, ...]:
    statements = defaultdict(list)
    for row in version_rows.statements(version.pk):
        statements[row.principle_id].append(
            Statement(row.key, row.level.key, row.text, row.easy_read, row.picture, id=row.pk)
        )
    return tuple(
        Principle(
            key=row.key,
            title=row.title,
            statements=tuple(statements[row.pk]),
            short_title=row.short_title,
            easy_read_title=row.easy_read_title,
            summary=row.summary,
            easy_read=row.easy_read,
            examples=tuple(row.examples),
            reflection_prompt=row.reflection_prompt,
            easy_read_prompt=row.easy_read_prompt,
            picture=row.picture,
            id=row.pk,
        )
        for row in version_rows.principles(version.pk)
    )


def _to_place_on(version: RubricVersion) -> dict:
    return {
        "reflection_prompt": version.reflection_prompt,
        "easy_read_prompt": version.easy_read_prompt,
        "groups": tuple(PlaceGroup(**_named(row)) for row in version.groups.all()),
        "questions": _questions(version),
        "cells": tuple(Cell(places=tuple(row.places), **_named(row)) for row in version.cells.all()),
    }


def _questions(version: RubricVersion) -> tuple[Question, ...]:
    places = defaultdict(list)
    for row in version.places.select_related("group"):
        group = row.group.key if row.group else ""
        places[row.question_id].append(Place(group=group, picture=row.picture, **_named(row)))
    return tuple(
        Question(row.key, row.text, tuple(places[row.pk]), row.easy_read, row.picture, id=row.pk)
        for row in version.questions.all()
    )


def _named(row: Named) -> dict:
    names = ("key", "label", "hint", "easy_read_label", "easy_read")
    return {name: getattr(row, name) for name in names} | {"id": row.pk}
