"""Words without a gap, in every place where people may write, on every screen, on a small phone."""

from urllib.parse import urlsplit

import pytest

from tests.journeys import server as running
from tests.journeys.conftest import PHONE
from tests.journeys.people import People
from tests.journeys.test_every_screen import DANA, STRANGER, come_back, make_ready
from tests.journeys.walking import route, walk

LENGTHEN = """
from django.apps import apps
from django.db import connection
from django.db.models import CharField, TextField, Value
from django.db.models.functions import Cast, Concat, Left
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 5
KEPT = {"slug", "key", "code", "language", "email", "password", "token", "join_code", "link_token", "number"}
KEPT |= {"return_code_hash", "picture", "marks", "session_format", "brand_colour", "name_key", "safeguarding_phone"}
with connection.cursor() as cursor:  # what is published and closed may be lengthened here
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP TRIGGER {name}")
for model in apps.get_models():
    if model._meta.app_label not in ("teams", "rubric", "assessments"):
        continue
    longer = Concat(Cast("pk", CharField()), Value(WORD))
    for field in model._meta.concrete_fields:
        plain = isinstance(field, (CharField, TextField)) and not field.choices and field.name not in KEPT
        if not plain or field.unique or field.get_internal_type() == "FileField":
            continue
        length = min(field.max_length or 300, 300)
        model.objects.exclude(**{field.name: ""}).update(**{field.name: Left(longer, length)})
"""
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  const CUT = ["auto", "scroll", "hidden"];
  const scrolls = (one) => one && (CUT.includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  return [...document.querySelectorAll("main *, header *, footer *")]
    .filter((one) => one.getBoundingClientRect().right > width + 1 && !scrolls(one.parentElement))
    .map((one) => `${one.tagName}.${one.className}`).slice(0, 3);
}"""


@pytest.fixture(scope="module")
def lengthened(tmp_path_factory, made):
    started = running.start(tmp_path_factory.mktemp("long words"), made)
    yield started
    started.stop()


def test_no_word_makes_a_screen_wider(browser, lengthened):
    _, shared, under_a_mail, token, link, code = make_ready(lengthened)
    lengthened.run(LENGTHEN)
    starts = ["/", f"/invitations/{token}/", "/nothing-here/", f"/j/{link}/"]
    starts += [shared, urlsplit(under_a_mail).path]
    seen, found = set(), []
    for walker in [STRANGER, DANA, "alice", "olu", "ede"]:
        context = browser.new_context(base_url=lengthened.url, viewport=PHONE)
        page = context.new_page()
        if walker == DANA:
            starts = [*starts, come_back(page, code)]
        elif walker:
            People(lengthened).sign_in(page, walker)
        for path, html in walk(page, *starts, most=12):
            if route(path) in seen or not html:
                continue
            seen.add(route(path))
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
                found.append(f"{walker} {path}: {page.evaluate(WIDER)}")
        context.close()
    assert found == []
    assert len(seen) > 100
