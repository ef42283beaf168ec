"""Every box of every form on every page: what is typed comes back with the label it had, and nothing else does."""

from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from django.forms import Textarea
from django.urls import resolve, reverse
from lxml import html

from teams.forms_of_views import named_by
from teams.kept_words import REFLECTION, SECRETS, written
from tests.routes import EVERY, OK
from tests.test_route_matrix import _archives, _nothing_of_other_tests, world

__all__ = ["_archives", "_nothing_of_other_tests", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TYPED = ("text", "email", "number", "url", "tel", "search", "date", "time")
PEOPLE = ("nobody", "Alice", "Olu", "Ede", "Sita", "Dana")


@pytest.fixture(scope="module")
def forms_of(world):
    """Of each page as each person sees it, which is asked for once: the forms, which nobody changes."""
    return cache(lambda name, person: forms_on(world.people[person], address_of(name, world)))


def address_of(name, world):
    return reverse(name, kwargs=world.ours.args.get(EVERY[name].names))


def forms_on(client, address):
    answer = client.get(address)
    if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
        return []
    return [form for form in html.fromstring(answer.content).forms if form.method == "POST"]


def controls(form):
    """All that have a name, those that stand elsewhere on the page too."""
    page = form.getroottree().getroot()
    elsewhere = page.xpath("//*[@form=$id]", id=form.get("id", "")) if form.get("id") else []
    inside = form.xpath(".//input | .//textarea | .//select | .//button")
    return [control for control in (*inside, *elsewhere) if control.get("name")]


def is_typed(control):
    if control.get("hidden") is not None or control.get("readonly") is not None:
        return False
    return control.tag == "textarea" or (control.tag == "input" and control.get("type", "text") in TYPED)


def value_of(control, number):
    """Something new in each box; of the rest, whatever it would send if it was chosen."""
    if is_typed(control):
        return f"好 {number}"
    options = control.xpath("./option/@value")
    return options[-1] if options else control.get("value") or control.text or "on"


def label_of(control):
    page = control.getroottree().getroot()
    labels = page.xpath("//label[@for=$id]", id=control.get("id", ""))
    return " ".join(labels[0].text_content().replace("(optional)", "").split())


def is_labelled(said, control, rows):
    """A part's words and a sheet's have labels that hold the rubric's words, which can't be looked up."""
    name = control.get("name")
    if name == "reflection":
        return said == REFLECTION
    if name.startswith("words-"):
        return said == f"What they wrote in part {label_of(control).partition('.')[0]}"
    return said == label_of(control) or (name in rows and said.startswith(f"{label_of(control)} ("))


def pages():
    for name, row in EVERY.items():
        for person in PEOPLE:
            if row.who[person] == OK and row.get == 200:
                yield pytest.param(name, person, id=f"{name}-{person}")


@pytest.mark.parametrize(("name", "person"), pages())
def test_what_is_typed_comes_back_with_its_label_and_nothing_else(name, person, world, forms_of, rf):
    for form in forms_of(name, person):
        look_at(rf, form, urlsplit(urljoin(address_of(name, world), form.action or "")).path)


def look_at(rf, form, action):
    boxes = controls(form)
    assert [box.get("name") for box in boxes if is_typed(box) and box.get("dir") != "auto"] == []
    sent = [(box.get("name"), value_of(box, number)) for number, box in enumerate(boxes)]
    data = {name: [value for each, value in sent if each == name] for name, _ in sent}
    request = rf.post(action, data)
    request.resolver_match = resolve(action)
    typed = {
        value: box
        for box, (name, value) in zip(boxes, sent, strict=True)
        if is_typed(box) and not SECRETS.fullmatch(name)
    }
    found = {words.text: words.label for words in written(request)}
    rows = [name for name in data if name.startswith("steps-")]
    assert set(found) == set(typed), {box.get("name") for text, box in typed.items() if text not in found}
    for text, label in found.items():
        assert is_labelled(label, typed[text], rows), (typed[text].get("name"), label)


# They stand in forms that are only ever looked at by GET, on the way in, or only in a round in the open.
ELSEWHERE = {"line", "typed_by", "team", "first_name", "need", "reach"}


def test_every_box_that_a_form_of_ours_has_is_among_them(world, forms_of):
    """Else the test above would say nothing about it."""
    assert boxes_of_forms(world) - boxes_on_pages(forms_of) == ELSEWHERE


def boxes_of_forms(world):
    """What somebody may type into, of all forms that views of ours name."""
    views = [resolve(address_of(name, world)).func for name in EVERY]
    fields = [form.base_fields.items() for view in views for form in named_by(view)]
    return {name for each in fields for name, field in each if is_box(field.widget)}


def is_box(widget):
    return isinstance(widget, Textarea) or getattr(widget, "input_type", "") in TYPED


def boxes_on_pages(forms_of):
    found = set()
    for name, person in (each.values for each in pages()):
        boxes = [box for form in forms_of(name, person) for box in controls(form)]
        found |= {box.get("name").rpartition("-")[2] for box in boxes if is_typed(box)}  # without its row
    return found


@pytest.mark.parametrize(
    ("name", "field", "more", "label"),
    [
        ("join_name", "first_name", {}, "Your first name"),
        ("type_in", "first_name", {"nonce": "n"}, "Their first name"),
        ("standing", "why", {"revision": "0", "level": "p1"}, "Why?"),
        ("standing", "why", {"revision": "0"}, "Where do you stand, in your own words?"),
        ("rename_team", "name", {}, "What is the team called?"),
        ("your_name", "name", {}, "Your name"),
        ("write_meeting", "purpose", {"initial-purpose": "Old"}, "What is this report for?"),
        ("account_login", "login", {}, "What you wrote"),
    ],
)
def test_one_name_has_the_label_of_its_own_page(name, field, more, label, world, rf):
    request = rf.post(address_of(name, world), {field: "好", **more})
    request.resolver_match = resolve(request.path)
    assert [(words.label, words.text) for words in written(request)] == [(label, "好")]


@pytest.mark.parametrize("held", ["initial-good_1", "drafted-good_1"])
def test_what_a_box_held_already_was_typed_by_nobody(held, world, rf):
    address = reverse("edit_easy_read_summary", kwargs=world.ours.args["closed round"])
    sent = {"good_1": "We meet.\r\nOften.", held: "We meet.\nOften. ", "good_2": "好", "good_2_out": "on"}
    request = rf.post(address, sent)
    request.resolver_match = resolve(address)
    assert [(words.label, words.text) for words in written(request)] == [("Good things: point 2", "好")]
