"""What a form sends back of codes, ids and choices may be another organisation's, or nobody's: it is refused in words,
and never breaks a page."""

import re
from copy import copy
from itertools import groupby
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.db import transaction
from django.urls import resolve, reverse

from assessments.models import Round
from teams.models import Membership, Perspective
from tests.made_once import atomic_for_tests
from tests.routes import EVERY, OK
from tests.test_every_form_comes_back import controls, forms_on, is_typed, value_of
from tests.test_route_matrix import _archives, world

__all__ = ["_archives", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PEOPLE = ("Alice", "Olu", "Ede", "Dana", "Tess")
NOBODYS = "99999999999999999999"
AS_BROWSERS_SEND_IT = "application/x-www-form-urlencoded"


def forms(world):
    """Each form's boxes once, wherever they stand, with somebody who sees them; those of all its rows together."""
    seen = set()
    for name, row in EVERY.items():
        person = next((person for person in PEOPLE if row.who[person] == OK), None)
        if person is None or row.get != 200:
            continue
        address = reverse(name, kwargs=world.ours.args.get(row.names))
        for form in forms_on(world.people[person], address):
            action = urlsplit(urljoin(address, form.action or "")).path
            new = {(resolve(action).view_name, box) for box in chosen_in(form)} - seen
            seen |= new
            for boxes in rows_of(box for _, box in new):
                yield world.people[person], action, form, boxes


def chosen_in(form):
    """What a form sends without anybody typing it."""
    return {box.get("name") for box in controls(form) if not is_typed(box)} - {"csrfmiddlewaretoken"}


def rows_of(boxes):
    """Boxes whose names differ by a number only stand in rows of one kind, which are read one like the other."""
    return [tuple(sorted(row)) for _, row in groupby(sorted(boxes, key=but_for_numbers), key=but_for_numbers)]


def but_for_numbers(name):
    return re.sub(r"\d+", "", name)


def theirs(council):
    organisation = council.args["organisation"]["slug"]
    round = Round.objects.filter(team__organisation__slug=organisation)[0]
    perspective = Perspective.objects.filter(organisation__slug=organisation)[0]
    member = Membership.objects.filter(team__organisation__slug=organisation)[0]
    return [round.code, str(perspective.pk), member.user.email]


def sent_by(form, chosen, value):
    """The form as it stands, but for boxes that say something else."""
    boxes = controls(form)
    stands = {box.get("name"): box.get("value") or "" for box in boxes if not is_typed(box)}
    typed = {box.get("name"): value_of(box, number) for number, box in enumerate(boxes) if is_typed(box)}
    return stands | typed | dict.fromkeys(chosen, value)


def test_nothing_that_is_chosen_elsewhere_breaks_a_page(world):
    values = [*theirs(world.rival), NOBODYS]
    tried = [(*each, value) for each in forms(world) for value in values]
    broken = {
        (action, boxes, value)
        for client, action, form, boxes, value in tried
        if status_of(client, action, sent_by(form, boxes, value)) >= 500
    }
    assert broken == set()
    assert len(tried) > 200, "or the forms weren't found"


def status_of(client, address, data):
    """What is saved is taken back, and who was signed out stays signed in."""
    cookies = copy(client.cookies)
    with atomic_for_tests():
        status = client.post(address, urlencode(data), content_type=AS_BROWSERS_SEND_IT).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return status
