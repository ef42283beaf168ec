"""Whatever is pasted, and wherever: it arrives in characters that can be kept, and nothing is refused for one."""

import importlib
import pkgutil

import pytest
from django import forms
from django.contrib.admin import site
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

import assessments.forms
import reports
import rubric.forms
import teams
from coprod_reflect.middleware import clean_words
from teams.fields import AddressField, NumberField
from teams.models import User
from teams.words import clean
from tests.make import make_facilitator, make_team, make_user
from tests.two_people import open_form

ODD = "co\u00adpro\x02duc\ufffetion\x07\x1f \x00here"
WHOLE = "coproduction here"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def arrived(request):
    """As a view gets it."""
    seen = []
    clean_words(lambda request: seen.append((request.GET, request.POST)) or HttpResponse())(request)
    return seen[0]


@given(st.dictionaries(texts, st.lists(texts, min_size=1, max_size=3), max_size=3))
def test_every_value_of_every_form_is_clean_in_either_kind_of_body(sent):
    for request in (RequestFactory().post("/", sent), RequestFactory().get("/", sent)):
        for values in arrived(request):
            for name, each in values.lists():
                assert [clean(value) for value in (name, *each)] == [name, *each]


def test_forms_arrive_whole(client):
    sent = "text=%C2%AD%00a&text=b%0D%0Ac&other=%EF%BF%BE"
    request = RequestFactory().post(f"/?{sent}", sent, content_type="application/x-www-form-urlencoded")
    for values in arrived(request):
        assert dict(values.lists()) == {"text": ["a", "b\nc"], "other": [""]}
        with pytest.raises(AttributeError):
            values["text"] = "changed"


@pytest.mark.django_db
def test_a_pasted_name_is_kept_without_what_copying_added(client):
    client.force_login(make_facilitator(team := make_team()))
    address = reverse("rename_team", args=[team.code])
    client.post(address, open_form(client, address) | {"name": ODD})
    team.refresh_from_db()
    assert team.name == WHOLE


@pytest.mark.django_db
def test_so_it_is_in_the_administration_pages(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    team = make_team()
    address = reverse("admin:teams_team_change", args=[team.pk])
    inlines = {f"memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    client.post(address, {"name": ODD, "organisation": team.organisation_id, **inlines})
    team.refresh_from_db()
    assert team.name == WHOLE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "says"), [("\u200b", "This field is required."), ("OTHER TEAM", "already a team")]
)
def test_the_administration_pages_refuse_what_our_own_do(client, name, says):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    team = make_team()
    make_team(team.organisation, "Other team")
    address = reverse("admin:teams_team_change", args=[team.pk])
    inlines = {f"memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    answer = client.post(address, {"name": name, "organisation": team.organisation_id, **inlines})
    assert says in answer.content.decode()


def every_form():
    """The classes of all forms in the project, the administration's among them."""
    for package in (assessments.forms, rubric.forms, teams, reports):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "form" in module.name:
                importlib.import_module(module.name)
    ours = [form for form in subclasses(forms.BaseForm) if form.__module__.split(".")[0] in APPS]
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True)  # who sees every field
    return [
        *ours,
        *(page.get_form(request) for page in site._registry.values() if page.__module__ == "teams.admin"),
    ]


APPS = {"teams", "rubric", "assessments", "reports"}


def subclasses(form):
    return {each for direct in form.__subclasses__() for each in (direct, *subclasses(direct))}


def every_field():
    for form in sorted(every_form(), key=lambda form: (form.__module__, form.__qualname__)):
        for name, field in getattr(form, "base_fields", {}).items():
            yield f"{form.__name__}.{name}", field


def test_every_field_forgives():
    """No wheel turns a number, no paste is cut off, and every address is read by the field that knows how."""
    found = {name: said for name, field in every_field() if (said := what_is_wrong_with(field))}
    assert found == {}


def what_is_wrong_with(field):
    is_text = isinstance(field.widget, forms.TextInput | forms.Textarea)
    if isinstance(field.widget, forms.NumberInput):
        return "a wheel turns it"
    if is_text and not isinstance(field, forms.SlugField) and "maxlength" in field.widget.attrs:
        return "a paste is cut off"
    if isinstance(field, forms.EmailField) and not isinstance(field, AddressField):
        return "it doesn’t know how addresses are written"
    is_number = isinstance(field, forms.IntegerField) and not field.widget.is_hidden
    if is_number and not isinstance(field, NumberField):
        return "it doesn’t know how numbers are written"
    return ""
