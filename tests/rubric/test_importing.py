"""Rubrics from files: by the service, and by the command as somebody types it."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rubric.document import dump, parse
from rubric.models import Rubric, RubricVersion
from rubric.reading import read_version
from rubric.services.drafts import discard_draft
from rubric.services.editing import change_words
from rubric.services.importing import import_document
from teams.refusals import Refused
from tests.make import make_organisation, make_site_editor
from tests.rubric.documents import SMALL

pytestmark = pytest.mark.django_db

DATA = sorted((Path(__file__).resolve().parents[2] / "rubric" / "data").glob("*.yaml"))
DOCUMENT = parse(SMALL)
CHANGED = replace(DOCUMENT, purpose="Another purpose.")


def run(*files, **options):
    out = StringIO()
    call_command("import_rubric", *map(str, files), stdout=out, **options)
    return out.getvalue()


def write(folder, name, text):
    file = folder / name
    file.write_text(text)
    return file


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_each_rubric_of_ours_comes_back_as_the_same_document(file):
    run(file)
    out = StringIO()
    call_command("export_rubric", file.stem, stdout=out)
    assert parse(out.getvalue()) == parse(file.read_bytes())
    assert parse(out.getvalue()) == read_version(RubricVersion.objects.get().pk)


def test_a_first_import_publishes():
    version = import_document(DOCUMENT)
    assert (version.number, version.is_draft, version.rubric.slug) == (1, False, "small")
    assert read_version(version.pk) == DOCUMENT


def test_its_cost_does_not_grow_with_the_rubric():
    def queries(file):
        with CaptureQueriesContext(
            connection,
        ) as found:
            import_document(parse(file.read_bytes()))
        return len(found)

    costs = {file.stem: queries(file) for file in DATA}
    assert len({costs.pop(slug) for slug in ("ladder-of-participation", "who-plans-who-delivers")}) == 1
    assert len(set(costs.values())) == 1


def test_importing_the_same_again_changes_nothing():
    import_document(DOCUMENT)
    assert import_document(DOCUMENT) is None
    assert RubricVersion.objects.count() == 1


def test_importing_the_same_again_does_not_undo_edits_made_in_the_browser():
    version = import_document(DOCUMENT)
    import_document(CHANGED)
    draft = version.rubric.versions.drafts().get()
    change_words(draft, {"title": "Ours"}, shown={"title": draft.title}, by=None)
    assert import_document(CHANGED) is None
    assert read_version(draft.pk).title == "Ours"


def test_a_changed_file_makes_a_draft():
    first = import_document(DOCUMENT)
    draft = import_document(CHANGED)
    assert (draft.number, draft.is_draft) == (2, True)
    assert read_version(draft.pk) == CHANGED
    assert read_version(first.pk) == DOCUMENT


def test_a_changed_file_is_refused_while_a_draft_is_open():
    import_document(DOCUMENT)
    import_document(CHANGED)
    with pytest.raises(Refused, match="draft open"):
        import_document(replace(DOCUMENT, purpose="A third purpose."))
    assert RubricVersion.objects.count() == 2


def test_once_the_draft_is_discarded_the_next_change_makes_another():
    import_document(DOCUMENT)
    draft = import_document(CHANGED)
    discard_draft(draft, by=None, seen=draft.seen)
    assert import_document(replace(DOCUMENT, purpose="A third purpose.")).is_draft


def test_a_file_that_says_what_is_published_already_is_no_news():
    version = import_document(DOCUMENT)
    Rubric.objects.update(imported="of an older file")
    assert import_document(DOCUMENT) is None
    version.rubric.refresh_from_db()
    assert version.rubric.imported != "of an older file"


def test_a_name_belongs_to_whoever_had_it_first():
    import_document(DOCUMENT, organisation=make_organisation())
    with pytest.raises(Refused, match="another rubric called small"):
        import_document(CHANGED)


def test_whoever_imports_has_published_it():
    sita = make_site_editor()
    assert import_document(DOCUMENT, by=sita).published_by == sita


def test_the_command_says_what_it_did(tmp_path):
    file = write(tmp_path, "small.yaml", SMALL)
    assert run(file) == "small: published.\n"
    assert run(file) == "small: nothing new.\n"
    write(tmp_path, "small.yaml", dump(CHANGED))
    assert run(file) == "small: a draft of version 2 is ready to be looked at.\n"


def test_set_up_leaves_rubrics_alone_that_are_there(tmp_path):
    import_document(DOCUMENT)
    changed = write(tmp_path, "small.yaml", dump(CHANGED))
    new = write(tmp_path, "new.yaml", dump(replace(DOCUMENT, slug="new")))
    assert run(changed, new, only_absent=True) == "new: published.\n"
    assert not RubricVersion.objects.drafts().exists()


def test_one_mistake_and_nothing_is_imported(tmp_path):
    good = write(tmp_path, "good.yaml", SMALL)
    bad = write(tmp_path, "bad.yaml", SMALL.replace("purpose:", "porpoise:"))
    with pytest.raises(CommandError) as refused:
        run(good, bad, tmp_path / "absent.yaml")
    said = str(refused.value)
    assert f"{bad}: Line 4: “porpoise” isn’t known here." in said
    assert f"{tmp_path / 'absent.yaml'}: It can’t be read (No such file or directory)." in said
    assert "Nothing was imported." in said
    assert not Rubric.objects.exists()


def test_one_refusal_and_nothing_is_imported(tmp_path):
    import_document(DOCUMENT)
    import_document(CHANGED)
    new = write(tmp_path, "new.yaml", dump(replace(DOCUMENT, slug="new")))
    third = write(tmp_path, "small.yaml", dump(replace(DOCUMENT, purpose="A third purpose.")))
    with pytest.raises(CommandError, match="small has a draft open"):
        run(new, third)
    assert not Rubric.objects.filter(slug="new").exists()


def test_a_version_is_exported_by_its_number_and_a_draft_too():
    import_document(DOCUMENT)
    import_document(CHANGED)

    def export(**options):
        out = StringIO()
        call_command("export_rubric", "small", stdout=out, **options)
        return parse(out.getvalue())

    assert export() == export(version=1) == DOCUMENT
    assert export(version=2) == CHANGED


@pytest.mark.parametrize(
    ("slug", "options", "said"),
    [("absent", {}, "There is no absent in use"), ("small", {"version": 9}, "no small in version 9")],
)
def test_what_is_not_there_cannot_be_exported(slug, options, said):
    import_document(DOCUMENT)
    with pytest.raises(CommandError, match=said):
        call_command("export_rubric", slug, **options)
