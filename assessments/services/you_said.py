"""*You said, we did*: written entry by entry, and shown to whoever has the link once its facilitator publishes it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from assessments.days import write_day
from assessments.first_words import about_activity, about_statement
from assessments.models import Action, Round, YouSaid
from rubric.reading import read_version
from teams.codes import new_code
from teams.meanwhile import GoneMeanwhile, as_texts, changed_names
from teams.models import User
from teams.punctuation import sentence
from teams.refusals import Refused

STANDARD = ("you_said", "we_did", "we_will", "we_couldnt")
EASY = tuple(f"easy_{name}" for name in STANDARD)
TEXTS = STANDARD + EASY
CHANGED = "Somebody has just changed this. Look at it again first."


def you_said_of(round: Round) -> YouSaid:
    """What is being written; not stored yet before the first entry."""
    return YouSaid.objects.select_related("published_by").filter(round=round).first() or YouSaid(round=round)


def published_token(round: Round) -> str | None:
    """Of the page's address, while there is one to read."""
    published = YouSaid.objects.filter(round=round).exclude(published_at=None)
    return published.values_list("token", flat=True).first()


def published_of(round: Round) -> YouSaid | None:
    """What people may read now of what came of it."""
    return YouSaid.objects.exclude(published_at=None).filter(round=round).first()


def published(token: str) -> YouSaid | None:
    pages = YouSaid.objects.exclude(published_at=None)
    return pages.select_related("round__team__organisation", "published_by").filter(token=token).first()


@transaction.atomic
def draft_entries(round: Round, *, by: User) -> int:
    """One entry for each of the round's actions that has none yet. Returns how many are new."""
    page = _locked(round)
    there = {entry["action"] for entry in page.entries}
    actions = round.actions.exclude(code__in=there).prefetch_related("notes").order_by("created_at", "pk")
    ours = _first_words(round)
    new = [_drafted(action, ours) for action in actions]
    if new:
        _keep(page, [*page.entries, *new])
    return len(new)


def _first_words(round: Round) -> set[str]:
    """With which each action begins that is about something there: nobody has said them."""
    document = read_version(round.version_id)
    statements = {about_statement(document.level(s.level).direction, s.text) for s in document.statements}
    return statements | {about_activity(name) for name in round.activities.values_list("name", flat=True)}


def _drafted(action: Action, ours: set[str]) -> dict:
    """By how far it has come: only what was done is told as done, and only what somebody has said as said."""
    return new_entry(
        action=action.code,
        principle=action.principle_key,
        you_said="" if action.why.strip() in ours else action.why,
        **_came_of(action),
    )


def _came_of(action: Action) -> dict[str, str]:
    """The latest note tells best what was done, or has been done so far; without one, what was planned."""
    if action.stopped_at:
        return {"we_couldnt": action.stopped_because}
    note = next(iter(action.notes.all()), None)
    if action.done_at:
        return {"we_did": note.text if note else action.what}
    has_begun = note and action.status == "going-on"
    return {"we_did": note.text if has_begun else "", "we_will": _by_when(action)}


def _by_when(action: Action) -> str:
    day = f"By {write_day(action.due_on)}." if action.due_on else ""
    return " ".join(filter(None, (sentence(action.what), day)))


def new_entry(**texts) -> dict:
    return dict.fromkeys(TEXTS, "") | {"code": new_code(), "action": "", "principle": ""} | texts


@transaction.atomic
def add_entry(round: Round, *, code: str, texts: dict[str, str], by: User) -> None:
    """A form that is sent twice brings the same `code`, and adds once; sent with other words, it adds those too."""
    page = _locked(round)
    new = new_entry(code=code, **texts)
    same = next((entry for entry in page.entries if entry["code"] == code), None)
    if same != new:
        _keep(page, [*page.entries, new | {"code": new_code()} if same else new])


@transaction.atomic
def change_entry(round: Round, code: str, *, shown: dict[str, str], wanted: dict[str, str], by: User) -> None:
    """Raises WrittenMeanwhile or GoneMeanwhile, and saves nothing, when somebody else was there first."""
    page = _locked(round)
    entry = next((entry for entry in page.entries if entry["code"] == code), None)
    if entry is None:
        raise GoneMeanwhile
    changed = changed_names(entry, shown, wanted)
    if changed:
        new = entry | {name: wanted[name] for name in changed}
        _keep(page, [new if one is entry else one for one in page.entries])


@transaction.atomic
def move_entry(round: Round, code: str, *, up: bool, by: User) -> None:
    """By one place. What isn't there any more, or stands at the end, stays."""
    page = _locked(round)
    codes = [entry["code"] for entry in page.entries]
    here = codes.index(code) if code in codes else -1
    there = here - 1 if up else here + 1
    if here >= 0 and 0 <= there < len(codes):
        entries = list(page.entries)
        entries[there], entries[here] = entries[here], entries[there]
        _keep(page, entries)


@transaction.atomic
def take_out_entry(round: Round, code: str, *, revision: int, by: User) -> None:
    """Only as it was shown: words that somebody has just written aren't taken out unread."""
    page = _locked(round)
    if all(entry["code"] != code for entry in page.entries):
        return
    if page.revision != revision:
        raise Refused(CHANGED)
    _keep(page, [entry for entry in page.entries if entry["code"] != code])


@transaction.atomic
def publish_you_said(
    round: Round, *, revision: int, shown: dict[str, str] | None = None, by: User, **told: str
) -> YouSaid:
    """What whoever pressed has seen, and nothing that was written since. `told` says how people can answer back; raises
    WrittenMeanwhile where somebody else has changed that since it was `shown`."""
    page = _locked(round)
    if not page.entries:
        raise Refused("There is nothing to publish yet. Write down one thing first.")
    if page.revision != revision:
        raise Refused(CHANGED)
    stored = as_texts(page, told)
    for name in changed_names(stored, stored if shown is None else shown, told):
        setattr(page, name, told[name])
    page.shown = page.entries
    page.published_at, page.published_by = timezone.now(), by
    page.save()
    return page


@transaction.atomic
def take_offline(round: Round, *, by: User) -> None:
    """What was shown isn't kept. The address stays the same, should it be published again by somebody who knows."""
    page = _locked(round)
    page.revision += 1
    page.shown, page.published_at, page.published_by = [], None, None
    page.save()


def _locked(round: Round) -> YouSaid:
    """Locks the round's row, since the page's may not be there yet; then the page's, out of which words go that are
    taken back in another round."""
    Round.objects.select_for_update(of=["self"]).get(pk=round.pk)
    return YouSaid.objects.select_for_update().get_or_create(round=round)[0]


def _keep(page: YouSaid, entries: list[dict]) -> None:
    page.entries = entries
    page.revision += 1
    page.save(update_fields=["entries", "revision"])
