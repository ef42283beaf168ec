"""A new rubric: from nothing, from one that is published, or from a file. Always a draft first."""

from dataclasses import replace

from django.db import transaction

from rubric.document import Document, Level, Source
from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.keys import free_name, plain_slug
from rubric.services.storing import store_draft
from teams.models import Organisation, User
from teams.refusals import Refused

LEVELS = (
    Level(
        "not-yet",
        "Haven’t got this",
        "Signs that a team really hasn’t got this",
        "warning",
        "Haven’t got this",
    ),
    Level(
        "getting-there", "Getting there", "Signs that a team is getting there", "progress", "Getting there"
    ),
    Level(
        "doing-well",
        "Doing really well",
        "Signs that a team is doing really well",
        "strength",
        "Doing really well",
    ),
)


@transaction.atomic
def begin_rubric(title: str, *, organisation: Organisation | None, by: User) -> Rubric:
    """With a title and three levels, at which a team can place itself. The rest is still to be written."""
    words = Document("", title, "en-GB", purpose="", source=Source(""), levels=LEVELS, principles=())
    return _begun(title, organisation) or _begin(words, organisation)


@transaction.atomic
def copy_rubric(original: Rubric, title: str, *, organisation: Organisation | None, by: User) -> Rubric:
    """With the words and the keys of the version in use, so that results can still be compared."""
    version = original.versions.in_use().order_by("-number").first()
    if version is None:
        raise Refused("This rubric can’t be copied. Choose one that is in use.")
    words = read_version(version.pk)
    if title != words.title:
        words = replace(words, title=title, easy_read_title="")
    return _begun(title, organisation, original) or _begin(words, organisation, original)


@transaction.atomic
def bring_rubric(
    document: Document, *, organisation: Organisation | None, by: User, known: Rubric | None = None
) -> RubricVersion:
    """A draft with what a file says. `known` is the rubric of that name, as far as this person may read it.

    One that isn't the organisation's own stays as it is, and the file becomes the organisation's copy of it.
    """
    own = known if known and known.organisation == organisation else _own_copy(known, organisation)
    if own is None:
        words = still_adapted(document, known)
        return _brought(document, organisation) or _begin(words, organisation, known).versions.get()
    own = Rubric.objects.select_for_update().get(pk=own.pk)
    latest = own.versions.order_by("-number").first()
    if latest and read_version(latest.pk) == replace(document, slug=own.slug):
        if latest.is_draft:
            return latest
        raise Refused(
            "The file says the same as the version that is published, so there is nothing to change."
        )
    if latest and latest.is_draft:
        raise Refused(f"{latest.named} has a draft open. Publish or discard it, then bring the file again.")
    return store_draft(own, still_adapted(document, own))


def still_adapted(document: Document, known: Rubric | None) -> Document:
    """What is kept here of whose ideas it follows stays, whatever a file tells or leaves out."""
    latest = known.versions.order_by("-number").first() if known else None
    kept = read_version(latest.pk).source.adapted if latest else None
    return replace(document, source=replace(document.source, adapted=kept)) if kept else document


def _own_copy(known: Rubric | None, organisation: Organisation | None) -> Rubric | None:
    return known.adaptations.filter(organisation=organisation).first() if known else None


def _brought(document: Document, organisation: Organisation | None) -> RubricVersion | None:
    """The button was pressed twice, for a file whose name somebody else’s rubric has."""
    begun = _begun(document.title, organisation)
    draft = begun.versions.get() if begun else None
    return draft if draft and read_version(draft.pk) == replace(document, slug=begun.slug) else None


def _begun(title: str, organisation: Organisation | None, original: Rubric | None = None) -> Rubric | None:
    """The button was pressed twice."""
    untouched = RubricVersion.objects.drafts().filter(number=1, edits=0, title=title)
    begun = Rubric.objects.filter(organisation=organisation, based_on=original, versions__in=untouched)
    return begun.first()


def _begin(words: Document, organisation: Organisation | None, original: Rubric | None = None) -> Rubric:
    slug = words.slug or plain_slug(words.title) or "rubric"
    if Rubric.objects.filter(slug=slug).exists():
        slug = free_slug(slug, organisation.slug if organisation else "")
    begun = Rubric.objects.create(slug=slug, organisation=organisation, based_on=original)
    store_draft(begun, words)
    return begun


def free_slug(wanted: str, whose: str) -> str:
    """With the organisation's name behind it, so that its own is told from others by its address too."""
    taken = set(Rubric.objects.values_list("slug", flat=True))
    named = plain_slug(f"{wanted} {whose}")
    return free_name(named, taken, Rubric._meta.get_field("slug").max_length)
