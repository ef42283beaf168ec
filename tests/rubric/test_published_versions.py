"""A published version can't be changed by any route: the database refuses."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from rubric.models import Cell, Level, Place, PlaceGroup, Principle, Question, RubricVersion, Statement
from tests.make import make_matrix, make_user, make_version

pytestmark = pytest.mark.django_db

BELOW = [
    (Level, {"label": "Changed"}),
    (Principle, {"title": "Changed"}),
    (Statement, {"text": "Changed"}),
    (PlaceGroup, {"label": "Changed"}),
    (Question, {"text": "Changed"}),
    (Place, {"label": "Changed"}),
    (Cell, {"label": "Changed"}),
]
TO_PLACE_ON = (PlaceGroup, Question, Place, Cell)
EVERY = [*BELOW, (RubricVersion, {"title": "Changed"})]


def refused(change):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        change()


def published(model):
    return make_matrix() if model in TO_PLACE_ON else make_version()


def rows_of(model, version):
    return model.objects.filter(**({"pk": version.pk} if model is RubricVersion else {"version": version}))


@pytest.mark.parametrize(("model", "changes"), EVERY)
def test_saving_a_row_is_refused(model, changes):
    row = rows_of(model, published(model)).first()
    for name, value in changes.items():
        setattr(row, name, value)
    refused(row.save)


@pytest.mark.parametrize(("model", "changes"), EVERY)
def test_a_bulk_update_is_refused(model, changes):
    rows = rows_of(model, published(model))
    refused(lambda: rows.update(**changes))


@pytest.mark.parametrize(("model", "changes"), EVERY)
def test_raw_sql_is_refused(model, changes):
    row = rows_of(model, published(model)).first()
    ((column, value),) = changes.items()

    def change():
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s", [value, row.pk])  # noqa: S608

    refused(change)


@pytest.mark.parametrize("model", [Statement, RubricVersion])
def test_deleting_through_the_orm_is_refused(model):
    rows = rows_of(model, published(model))
    refused(rows.delete)


@pytest.mark.parametrize("model", [model for model, _ in EVERY])
def test_deleting_by_raw_sql_is_refused(model):
    row = rows_of(model, published(model)).first()

    def delete():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608

    refused(delete)


@pytest.mark.parametrize(("model", "changes"), BELOW)
def test_adding_a_copy_of_a_row_is_refused(model, changes):
    row = rows_of(model, published(model)).first()
    row.pk, row.key, row._state.adding = None, "another", True
    refused(row.save)
    refused(lambda: model.objects.bulk_create([row]))


@pytest.mark.parametrize(("model", "changes"), BELOW)
def test_moving_a_drafts_row_into_it_is_refused(model, changes):
    version = published(model)
    draft = (make_matrix if model in TO_PLACE_ON else make_version)(version.rubric, published=False)
    row = rows_of(model, draft).first()
    refused(lambda: model.objects.filter(pk=row.pk).update(version=version, key="moved"))


def test_unpublishing_is_refused():
    version = make_version()
    refused(lambda: RubricVersion.objects.filter(pk=version.pk).update(published_at=None))


@pytest.mark.parametrize("field", RubricVersion._meta.concrete_fields, ids=str)
def test_every_column_of_a_version_stays(field):
    """Whichever it has, and whichever it will have: a new one stays too, unless it is named."""
    version = make_version()
    RubricVersion.objects.filter(pk=version.pk).update(withdrawn_at=timezone.now())
    if field.name == "withdrawn_at":
        return
    kinds = {"JSONField": {"another": 1}, "DateTimeField": timezone.now()}
    another = kinds.get(field.get_internal_type(), 77)
    refused(lambda: RubricVersion.objects.filter(pk=version.pk).update(**{field.attname: another}))


def test_all_that_is_part_of_a_version_is_tried_here():
    models = apps.get_app_config("rubric").get_models()
    below = {model for model in models if any(f.name == "version" for f in model._meta.concrete_fields)}
    assert below == {model for model, _ in BELOW}


def test_a_version_outlives_the_account_that_published_it():
    tess = make_user("Tess")
    version = make_version(published_by=tess)
    tess.delete()
    version.refresh_from_db()
    assert version.published_by is None


def test_withdrawing_stays_possible():
    version = make_version()
    RubricVersion.objects.filter(pk=version.pk).update(withdrawn_at=timezone.now())
    assert not RubricVersion.objects.in_use().filter(pk=version.pk).exists()


def test_a_draft_can_be_changed_and_deleted():
    draft = make_version(published=False)
    draft.statements.update(text="Changed")
    assert draft.statements.first().text == "Changed"
    draft.delete()
    assert not Statement.objects.exists()


@pytest.mark.parametrize("model", [model for model, _ in EVERY])
def test_the_administration_pages_have_no_way_to_it(client, model):
    row = rows_of(model, published(model)).first()
    client.force_login(make_user("Root", is_staff=True, is_superuser=True))
    assert not admin.site.is_registered(model)
    for way in (f"{row.pk}/change/", f"{row.pk}/delete/", "add/", ""):
        assert (
            client.post(f"/admin/rubric/{model._meta.model_name}/{way}", {"title": "Changed"}).status_code
            == 404
        )
