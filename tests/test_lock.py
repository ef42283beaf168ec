"""Nothing holds the database's write lock while it computes: what would make everybody's saves wait."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
import yaml
from django.core.management import call_command
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from assessments.hints import find_hints, holds_words, without_words
from assessments.models import Action, Answer, Sheet
from assessments.services import keeping
from assessments.services.forgetting import leave_places, take_place_out
from assessments.services.keeping import erase_expired
from assessments.services.taking_out import places_of
from reports.services.easy_read import issue_easy_read_summary
from reports.services.issuing import issue_report
from rubric import pictures
from rubric.document import Document, Level, Principle, Source, Statement
from rubric.reading import read_version
from rubric.services.adapting import adapt_rubric
from rubric.services.drafts import publish_version, start_draft
from rubric.services.editing import change_words
from rubric.services.importing import import_document
from rubric.services.statements import bring_back_statement, retire_statement, what_goes
from teams.refusals import Refused
from tests.lock import DoneUnderTheLock, held
from tests.make import make_organisation, make_person_sheet, make_round, make_team, take_back_words
from tests.reports.releases import make_agreed, make_told_round
from tests.reports.test_issue_report import make_ready, seen

pytestmark = pytest.mark.django_db
MOST = 0.15  # seconds of CPU time under the lock, in what makes no thousand rows
DIRECTIONS = ("warning", "progress", "strength", "strength", "strength", "strength")
SAID = {"note": "New words.", "suggested_by": "", "checked_with": ""}


def big_document(slug="big", *, principles=20, statements=40):
    """As large as a rubric may be, with hundreds of drawings."""
    levels = tuple(Level(f"level-{n}", f"Level {n}", "Signs of it", d) for n, d in enumerate(DIRECTIONS))
    codes = sorted(pictures.codes())[:300]
    parts = tuple(_part(n, levels, codes, statements) for n in range(principles))
    source = Source(title="An invented paper tool")
    return Document(slug, "How are we doing?", "en-GB", "A conversation.", source, levels, parts)


def _part(n, levels, codes, statements):
    said = [(level.key, f"s-{n}-{level.key}-{m}") for level in levels for m in range(statements)]
    return Principle(
        key=f"part-{n}",
        title=f"Part {n}",
        statements=tuple(
            Statement(key, level, f"Somebody does {key}.", f"Somebody does {key}.", codes[i % len(codes)])
            for i, (level, key) in enumerate(said)
        ),
    )


def test_what_takes_long_is_refused_under_the_lock():
    for deed in (
        lambda: render_to_string("400.html"),
        lambda: yaml.safe_load("a: 1"),
        lambda: pictures.draw("1F91D"),
        lambda: time.sleep(0),
        lambda: holds_words("We will ask.", "We"),
        lambda: without_words("We will ask.", "We", "…"),
        lambda: find_hints("Ask Mary."),
    ):
        deed()
        with pytest.raises(DoneUnderTheLock), transaction.atomic():
            deed()


def test_publishing_reads_judges_and_draws_before_it_locks():
    small = big_document(principles=2, statements=1)
    draft = start_draft(import_document(small).rubric, by=None)
    change_words(draft, {"title": "Another"}, shown={"title": draft.title}, by=None)
    draft.refresh_from_db()
    with held() as times:
        publish_version(draft, by=None, seen=draft.seen, **SAID)
    assert max(times) < MOST
    for wide in (big_document("wide"),):
        version = import_document(wide)
        draft = start_draft(version.rubric, by=None)
        change_words(draft, {"title": "Another"}, shown={"title": draft.title}, by=None)
        draft.refresh_from_db()
        with held() as times:
            publish_version(draft, by=None, seen=draft.seen, **SAID)
        assert max(times) < MOST


def test_a_draft_that_changed_while_it_was_drawn_isnt_published(monkeypatch):
    from rubric.services import drafts

    draft = start_draft(import_document(big_document(principles=1, statements=1)).rubric, by=None)
    whole = drafts.what_is_incomplete

    def meanwhile(document):
        change_words(draft, {"title": "Another"}, shown={"title": draft.title}, by=None)
        return whole(document)

    monkeypatch.setattr(drafts, "what_is_incomplete", meanwhile)
    with pytest.raises(Refused, match="Somebody changed this draft"):
        publish_version(draft, by=None, seen=draft.seen, **SAID)


def test_an_import_draws_and_digests_before_it_locks(tmp_path):
    """What is left is storing: thousands of rows, in the largest rubric there can be."""
    document = big_document(principles=3)
    with held() as times:
        import_document(document)
    assert max(times) < 3
    changed = replace(document, title="Another")
    with held() as times:
        import_document(changed)
    assert max(times) < 3


def test_copies_and_drafts_are_read_before_anything_is_locked():
    version = import_document(big_document(principles=3))
    read_version(version.pk)
    with held() as times:
        adapt_rubric(version.rubric, organisation=make_organisation(), by=None)
    assert max(times) < 3
    with held() as times:
        draft = start_draft(version.rubric, by=None)
    assert max(times) < 3
    key = "s-0-level-0-0"
    retire_statement(draft, key, shown=what_goes(draft.statements.get(key=key)), by=None)
    with held() as times:
        bring_back_statement(draft, key, by=None)
        bring_back_statement(draft, key, by=None)
    assert max(times) < MOST
    assert draft.statements.filter(key=key).count() == 1


def test_reports_are_made_before_anything_is_locked():
    round, alice = make_ready()
    with held() as times:
        issue_report(round, seen=seen(round), by=alice)
    assert max(times) < MOST
    told, alice = make_told_round(make_agreed("p1-doing-well"), team=make_team(make_organisation("Another")))
    told.editions.create(
        kind="easy-read", details={"checked_with": "People First", "checked_on": "2027-03-03"}
    )
    with held() as times:
        issue_easy_read_summary(told, seen=(1, 0), by=alice)
    assert max(times) < MOST


def test_long_words_are_looked_for_in_many_texts_while_nothing_is_locked():
    round, _ = make_told_round()
    other, _ = make_told_round(team=round.team, title="Another")
    page = "<p>Nothing of it. Another sentence &amp; one more.</p>" * 5000
    for number in range(10):
        edition = other.editions.create(kind="board", number=number + 2, issued_at=timezone.now())
        edition.files.create(audience="outside", format="html", content=page.encode())
    words = " ".join(f"On day {n} the van came late, and nobody rang." for n in range(220))
    texts = ("what", "why", "how_known", "cost")
    said = f"Answer this: {words}"
    Action.objects.create(team=round.team, round=round, what="Answer", why=said)
    Action.objects.bulk_create(
        Action(team=round.team, **dict.fromkeys(texts, f"Something else {n}")) for n in range(200)
    )
    with held() as times:
        take_back_words(round, words)
    assert max(times) < MOST
    assert not Action.objects.filter(why=said).exists()


def test_a_person_decides_about_words_while_nothing_is_locked():
    round, alice = make_told_round()
    for text in ("We will ask.", "So will we."):
        Action.objects.create(team=round.team, what=text)
    take_back_words(round, "We")
    taken = round.taken_back.get()
    first, second = places_of(taken)
    with held() as times:
        assert take_place_out(taken, first, by=alice)
        leave_places(taken, [second], by=alice)
    assert max(times) < MOST
    assert not round.taken_back.exists()


def test_what_is_kept_no_longer_is_erased_a_few_sheets_at_a_time(monkeypatch):
    monkeypatch.setattr(keeping, "AT_ONCE", 10)
    round = make_round()
    statement = round.version.statements.first()
    for _ in range(25):
        sheet = make_person_sheet(round)
        Answer.objects.create(sheet=sheet, statement=statement, value=1, changed_at=timezone.now())
    type(round).objects.filter(pk=round.pk).update(closed_at=timezone.now())
    with held() as times:
        assert erase_expired(now=timezone.now() + timedelta(days=800)) == 25
    assert len(times) >= 3
    assert not Sheet.objects.filter(kind=Sheet.Kind.PERSON).exists()


@pytest.mark.usefixtures("settings")
def test_the_demo_reads_its_file_before_it_locks(settings, capsys):
    settings.DEMO = True
    call_command("import_rubric", "rubric/data/cahn-four-values.yaml", "rubric/data/from-to.yaml")
    call_command("demo")
