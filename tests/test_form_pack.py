"""Our crispy template pack: everything that is said about a field is tied to it."""

import re

import pytest
from django import forms
from django.template import engines

from teams.careful_form import CarefulForm

ANSWERS = [("a", "A team"), ("s", "A service")]


class Everything(forms.Form):
    title = forms.CharField(label="Title", help_text="A few words.")
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    about = forms.ChoiceField(
        label="What is it about?", choices=ANSWERS, widget=forms.RadioSelect, help_text="Once."
    )
    who = forms.MultipleChoiceField(
        label="Who?", choices=ANSWERS, widget=forms.CheckboxSelectMultiple, required=False
    )
    team = forms.ChoiceField(label="Team", choices=ANSWERS)
    why = forms.CharField(label="Why?", widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label="I have told everybody.", help_text="Before they speak.")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Careful(CarefulForm):
    title = forms.CharField(label="Title")


def drawn(form, how="{{ form|crispy }}"):
    template = engines["django"].from_string("{% load crispy_forms_tags %}" + how)
    return template.render({"form": form})


def ids(html):
    return set(re.findall(r'\bid="([^"]+)"', html))


def test_every_label_points_at_a_field():
    html = drawn(Everything())
    pointed_at = re.findall(r'<label[^>]* for="([^"]+)"', html)
    fields = re.findall(r'<(?:input|textarea|select)(?![^>]*type="hidden")', html)
    assert set(pointed_at) <= ids(html)
    assert len(pointed_at) == len(fields) == 9


def test_every_hint_and_error_is_named_by_its_field():
    html = drawn(Everything({"email": "nobody"}))
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    said = {one for one in ids(html) if one.endswith(("_helptext", "_error"))}
    assert set(described) == said
    assert {"id_title_error", "id_about_error", "id_about_helptext", "id_agree_error"} <= said


def test_mistakes_are_marked_and_the_summary_links_to_their_fields():
    html = drawn(Everything({"email": "nobody"}))
    links = re.findall(r'<a href="#([^"]+)">', html)
    assert links == ["id_title", "id_email", "id_about_0", "id_team", "id_agree"]
    assert set(links) <= ids(html)
    assert re.search(r'<input type="email"[^>]*value="nobody"[^>]*aria-invalid="true"', html)


@pytest.mark.parametrize("how", ["{{ form|crispy }}", "{% crispy form %}", "{{ form|as_crispy_errors }}"])
def test_what_somebody_else_has_written_stands_below_the_mistakes(how):
    form = Careful({"title": "Ours"}, initial={"title": "Theirs"})
    form.is_valid()
    form.show_theirs({"title": "Theirs"})
    html = drawn(form, how)
    assert html.count("There is a problem") == html.count("Somebody else changed this too</h2>") == 1
    assert html.index("There is a problem") < html.index("Somebody else changed this too</h2>")


def test_a_form_without_mistakes_has_no_summary():
    assert "error" not in drawn(Everything())


def test_sets_of_choices_have_a_legend_and_no_label_of_their_own():
    html = drawn(Everything())
    assert html.count("<fieldset") == html.count("<legend") == 2
    assert re.search(r"<legend[^>]*>What is it about\?</legend>", html)


def test_choices_stay_chosen_and_attributes_are_kept():
    html = drawn(Everything({"about": "s", "who": ["a"]}))
    chosen = re.findall(r'id="(id_\w+)"[^>]* checked', html)
    assert chosen == ["id_about_1", "id_who_0"]
    assert 'autocomplete="email"' in html


def test_what_people_typed_is_escaped():
    html = drawn(Everything({"title": '"><script>', "why": "</textarea><script>", "about": "<script>"}))
    assert "<script>" not in html


def test_a_helper_draws_the_form_and_its_buttons():
    from crispy_forms.helper import FormHelper
    from crispy_forms.layout import Submit

    form = Everything()
    form.helper = FormHelper()
    form.helper.add_input(Submit("save", "Save and continue"))
    html = drawn(form, "{% crispy form %}")
    assert '<form method="post" novalidate' in html
    assert re.search(r'<button class="govuk-button[^>]*name="save"[^>]*>Save and continue</button>', html)
    form.helper.form_tag = False
    assert "<form" not in drawn(form, "{% crispy form %}")
