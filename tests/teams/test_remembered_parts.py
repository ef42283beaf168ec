"""Parts of pages that are kept: shown again to whoever is shown the very same, and to nobody else."""

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from assessments.tasks import Deed, Task
from rubric.document import Source
from teams.models import Team
from teams.remembered import A_WHILE, let_go_of_what_nobody_asks_for
from teams.templatetags.remembered import _made, _made_for_a_while

TASK = """{% load remembered %}{% remembered "assessments/home/_task.html" task=task url=url here="" is_first=True %}"""


@pytest.fixture(autouse=True)
def _nothing_kept():
    for made in (_made, _made_for_a_while):
        made.known.forget()


def shown(line, url="/a/"):
    task = Task("Close the round", line, Deed("Close it", "close_round", ("abc",)))
    return Template(TASK).render(Context({"task": task, "url": url}))


def test_the_very_same_is_made_once_and_anything_else_anew():
    first = shown("Spring")
    assert "Spring" in first
    assert (shown("Spring"), len(_made.known)) == (first, 1)
    assert "Autumn" in shown("Autumn")
    assert "/b/" in shown("Autumn", url="/b/")
    assert len(_made.known) == 3


def test_how_to_reach_somebody_goes_once_nobody_has_looked_in_a_while(monkeypatch):
    now = 0
    monkeypatch.setattr("teams.remembered.monotonic", lambda: now)
    facts = (
        """{% load remembered %}{% remembered_a_while "assessments/_round_facts.html" ask=ask ways=ways %}"""
    )
    asked = {"ask": "Ifa", "ways": ("01632 960001",)}
    assert "Ifa, 01632 960001" in Template(facts).render(Context(asked))
    assert "Ifa, 01632 960002" in Template(facts).render(Context(asked | {"ways": ("01632 960002",)}))
    assert (len(_made.known), len(_made_for_a_while.known)) == (0, 2)
    now = A_WHILE + 1
    let_go_of_what_nobody_asks_for()
    assert len(_made_for_a_while.known) == 0


def test_what_is_safe_here_is_not_safe_for_somebody_who_typed_it():
    assert 'href="<b>"' in shown("Spring", url=mark_safe("<b>"))
    assert 'href="&lt;b&gt;"' in shown("Spring", url="<b>")


@pytest.mark.parametrize("hold", [lambda one: one, lambda one: ("a", one)], ids=["itself", "among others"])
@pytest.mark.parametrize("one", [Team(pk=1), Source("Ours")], ids=["a row", "a source, adapted by whomever"])
def test_what_may_seem_the_same_is_refused(one, hold):
    text = '{% load remembered %}{% remembered "assessments/home/_task.html" task=one %}'
    with pytest.raises(TypeError, match="can’t be remembered by a"):
        Template(text).render(Context({"one": hold(one)}))


def test_safe_html_within_something_else_is_refused_since_it_equals_what_somebody_typed():
    with pytest.raises(TypeError, match="safe HTML"):
        shown(mark_safe("<b>Spring</b>"))


def test_it_knows_nothing_but_what_it_is_given():
    text = '{% load remembered %}{% remembered "assessments/home/_task.html" url="/a/" %}'
    assert "Spring" not in Template(text).render(Context({"task": {"line": "Spring"}}))
