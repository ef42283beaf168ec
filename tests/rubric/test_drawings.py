"""Drawings are kept with each version that is published: which ones, for ever, and where people's browsers get them."""

from base64 import b64decode
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from rubric import pictures
from rubric.document import ShownDrawing, drawing_by_code, drawing_of, parse
from rubric.models import Drawing, RubricVersion
from rubric.reading import embedded_drawings, read_version
from rubric.services.drafts import publish_version
from rubric.services.importing import import_document
from teams.refusals import Refused
from tests.make import make_draft, make_drawing, make_version
from tests.rubric.documents import SMALL, mistakes_in

pytestmark = pytest.mark.django_db

SCALES, HANDS = "2696", "1F91D"
SAID = {"note": "New.", "suggested_by": "Us", "checked_with": "Nobody"}


def with_pictures(draft):
    draft.statements.filter(key="p1-not-yet").update(picture=SCALES)
    draft.principles.update(picture=HANDS)
    return draft


def publish(draft):
    return publish_version(draft, by=None, seen=draft.seen, **SAID)


def shown(document, principle=0, statement=0):
    part = document.principles[principle]
    return drawing_of(document, part, part.statements[statement])


def test_publishing_keeps_what_the_version_uses():
    version = publish(with_pictures(make_draft()))
    assert set(version.drawings) == {SCALES, HANDS}
    kept = Drawing.objects.get(digest=version.drawings[SCALES])
    assert kept.svg == pictures.draw(SCALES)
    assert RubricVersion.objects.get(pk=version.pk).drawings == version.drawings


def test_a_first_import_keeps_them_too_and_versions_share_them():
    first, second = (import_document(replace(parse(SMALL), slug=slug)) for slug in ("one", "two"))
    assert first.drawings == second.drawings == {HANDS: Drawing.objects.get().digest}


def test_a_published_version_looks_the_same_without_the_package(client, request):
    version = import_document(parse(SMALL))
    request.getfixturevalue("no_package")
    drawing = shown(read_version(version.pk))
    assert client.get(reverse("drawing", args=[drawing.digest])).status_code == 200
    with pytest.raises(pictures.NoSuchPicture):
        pictures.draw(HANDS)


def test_a_picture_that_is_not_in_the_set_cant_be_published():
    draft = with_pictures(make_draft())
    draft.statements.filter(key="p1-not-yet").update(picture="FFFF")
    with pytest.raises(Refused, match=r"“This is true of not-yet 1\.” isn’t in the picture set"):
        publish(draft)
    draft.principles.filter(key="p2").update(picture="FFFE")
    with pytest.raises(Refused, match="The picture of “Principle 2” isn’t"):
        publish(draft)
    assert not Drawing.objects.exists()


def test_nor_can_it_be_imported_and_the_line_is_told(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(SMALL.replace(HANDS, "FFFF"))
    with pytest.raises(CommandError, match=r"Line 19: “FFFF” isn’t in the picture set\. Choose another\."):
        call_command("import_rubric", str(file))
    with pytest.raises(Refused, match="isn’t in the picture set"):
        import_document(parse(file.read_bytes()))


def test_what_is_no_code_at_all_is_told_once():
    assert len(mistakes_in(SMALL.replace(HANDS, "smile"))) == 1


def test_a_kept_drawing_cant_be_changed_or_deleted():
    make_drawing()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Drawing.objects.update(svg="<svg/>")
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Drawing.objects.all().delete()


def test_a_statement_is_drawn_by_its_own_picture_or_its_principles_or_its_levels():
    draft = with_pictures(make_draft(make_version(whole=False)))
    draft.principles.filter(key="p2").update(picture="")
    version = publish(draft)
    document = read_version(version.pk)
    assert shown(document) == ShownDrawing(digest=version.drawings[SCALES])
    assert shown(document, statement=1) == ShownDrawing(digest=version.drawings[HANDS])
    assert shown(document, principle=1) == ShownDrawing(direction="warning")
    assert drawing_by_code(document, "") is None


def test_a_draft_is_drawn_from_the_picture_set():
    draft = with_pictures(make_draft())
    assert shown(read_version(draft.pk)) == ShownDrawing(code=SCALES)


def test_a_version_that_has_kept_nothing_falls_back_to_our_own_drawings():
    version = make_version(published=False)
    with_pictures(version)
    version.published_at = version.created_at
    version.save(update_fields=["published_at"])
    assert shown(read_version(version.pk)) == ShownDrawing(direction="warning")


def test_drawing_costs_no_query_once_a_version_was_read(django_assert_num_queries):
    version = publish(with_pictures(make_draft()))
    read_version(version.pk)
    with django_assert_num_queries(0):
        assert shown(read_version(version.pk)).digest


def test_anybody_gets_a_kept_drawing_and_may_keep_it(client, django_assert_num_queries):
    drawing = make_drawing()
    with django_assert_num_queries(1):
        answer = client.get(reverse("drawing", args=[drawing.digest]))
    assert answer.content.decode() == drawing.svg
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("digest", ["0123456789abcdef", "nothing"])
def test_a_drawing_that_isnt_there(client, digest):
    answer = client.get(reverse("drawing", args=[digest]))
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")


def test_anybody_gets_the_pictures_of_the_set(client):
    answer = client.get(reverse("picture", args=[HANDS]))
    assert answer.content.decode() == pictures.draw(HANDS)
    assert answer["Cache-Control"] == "public, max-age=604800"
    assert client.get(reverse("picture", args=["FFFF"]), follow=True).status_code == 404


def test_a_document_can_hold_its_drawings(django_assert_num_queries):
    drawings = [make_drawing(), make_drawing(pictures.draw(HANDS))]
    with django_assert_num_queries(1):
        held = embedded_drawings([drawing.digest for drawing in drawings * 2])
    for drawing in drawings:
        begins, _, data = held[drawing.digest].partition(",")
        assert begins == "data:image/svg+xml;base64"
        assert b64decode(data).decode() == drawing.svg
