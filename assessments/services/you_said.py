"""*You said, we did*: written entry by entry, and shown to whoever has the link once its facilitator publishes it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from assessments.models import Action, Round, YouSaid
from assessments.services.actions import NotNow
from assessments.services.meanwhile import GoneMeanwhile, changed_names
from teams.codes import new_code
from teams.models import User

STANDARD = ("you_said", "we_did", "we_couldnt")
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


def published(token: str) -> YouSaid | None:
    pages = YouSaid.objects.exclude(published_at=None)
    return pages.select_related("round__team__organisation", "published_by").filter(token=token).first()


@transaction.atomic
def draft_entries(round: Round, *, by: User) -> int:
    """One entry for each of the round's actions that has none yet. Returns how many are new."""
    page = _locked(round)
    there = {entry["action"] for entry in page.entries}
    actions = round.actions.exclude(code__in=there).prefetch_related("notes").order_by("created_at", "pk")
    new = [_drafted(action) for action in actions]
    if new:
        _keep(page, [*page.entries, *new])
    return len(new)


def _drafted(action: Action) -> dict:
    """The latest note tells best what came of it; without one, what was planned."""
    note = next(iter(action.notes.all()), None)
    done = note.text if note and not action.stopped_at else action.what
    return new_entry(
        action=action.code,
        principle=action.principle_key,
        you_said=action.why,
        we_did="" if action.stopped_at else done,
        we_couldnt=action.stopped_because,
    )


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
def move_entry_up(round: Round, code: str, *, by: User) -> None:
    page = _locked(round)
    codes = [entry["code"] for entry in page.entries]
    place = codes.index(code) if code in codes else 0
    if place:
        entries = list(page.entries)
        entries[place - 1], entries[place] = entries[place], entries[place - 1]
        _keep(page, entries)


@transaction.atomic
def take_out_entry(round: Round, code: str, *, revision: int, by: User) -> None:
    """Only as it was shown: words that somebody has just written aren't taken out unread."""
    page = _locked(round)
    if all(entry["code"] != code for entry in page.entries):
        return
    if page.revision != revision:
        raise NotNow(CHANGED)
    _keep(page, [entry for entry in page.entries if entry["code"] != code])


@transaction.atomic
def publish_you_said(
    round: Round, *, revision: int, answer_back: str, easy_answer_back: str, by: User
) -> YouSaid:
    """What whoever pressed has seen, and nothing that was written since."""
    page = _locked(round)
    if not page.entries:
        raise NotNow("There is nothing to publish yet. Write down one thing first.")
    if page.revision != revision:
        raise NotNow(CHANGED)
    page.shown = page.entries
    page.answer_back, page.easy_answer_back = answer_back, easy_answer_back
    page.published_at, page.published_by = timezone.now(), by
    page.save()
    return page


@transaction.atomic
def take_offline(round: Round, *, by: User) -> None:
    """What was shown isn't kept; the address stays the same, should it be published again."""
    page = _locked(round)
    page.shown, page.published_at, page.published_by = [], None, None
    page.save()


def _locked(round: Round) -> YouSaid:
    """Locks the round's row, since the page's may not be there yet."""
    Round.objects.select_for_update(of=["self"]).get(pk=round.pk)
    return YouSaid.objects.get_or_create(round=round)[0]


def _keep(page: YouSaid, entries: list[dict]) -> None:
    page.entries = entries
    page.revision += 1
    page.save(update_fields=["entries", "revision"])
