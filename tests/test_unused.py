"""The checks of script/unused can fail: in a small project, each finds what nobody uses, and nothing that is used."""

import pytest

from script.unused import docs, modules, pages, styles
from script.unused.tree import Tree

BASE = """{% load odd even %}{% block main %}{% block left %}{% endblock %}{% endblock %}{# {% block gone %} #}
<a class="card card--{{ kind }}" data-told="1" data-lost="2" href="{% url "kept" %}">{{ 3|evenly }}</a>
<i class="dot--{% if yes %}now{% else %}then{% endif %}"></i>{% static "built/site.css" %}
{% static "built/js/used.js" %}{% static "img/used.svg" %}"""
PYTHON = """
'''Names in a docstring are no use: lost_function, .card--gone.'''
KEPT = "new"
LOST = "old"
ADDRESSES = [path("", KEPT, name="kept"), path("", KEPT, name="lost")]

def kept_function():
    return render(ADDRESSES, "page.html", {"kind": KEPT, "wanted": Form(asked=1, never=2).asked})

def lost_function():
    return lost_function()

class Form:
    asked = field(error_messages={"required": "Write it.", "odd": "Write it otherwise."})
    never = 2

handler404 = kept_function, Form
"""
FILES = {
    "templates/base.html": BASE,
    "templates/page.html": '{% extends "base.html" %}{% block main %}{% endblock %}',
    "templates/lost.html": "",
    "templates/404.html": "",
    "teams/shown.py": PYTHON,
    "teams/templatetags/odd.py": "@register.filter\ndef oddly(value): ...",
    "teams/templatetags/even.py": '@register.filter(name="evenly")\ndef _even(value): ...',
    "coprod_reflect/settings.py": "DEBUG = 1\nSHOWN = 2\nFORGOTTEN = 3",
    "coprod_reflect/context.py": "handler500 = settings.SHOWN, 'base.html'",
    "static/built/site.css": ".card,.card--new,.card--gone,.dot--now{top:0}.govuk-card{top:.5em}",
    "static/scss/site.scss": '@use "used"; \n$used: 1;\n$left: $used;\n%over { top: 0 }\n// @use "lost"',
    "static/scss/_used.scss": "",
    "static/scss/_lost.scss": "",
    "static/img/used.svg": "",
    "static/img/lost.svg": "",
    "static/js/used.js": 'import { kept } from "./part.js"; page.dataset.told;',
    "static/js/part.js": "export const kept = 1;\nexport const alone = 2;",
    "static/js/lost.js": '// import "./lost.js"',
}
TOLD = """`teams/shown.py`, `shown.py`, `docs/told`, `utils.py`, `kept_function()`, `FORGOTTEN`
`any words`, `gone.py`, `templates/gone.html`, `n/a`, `gone_function`, `vanished()`, `GONE`, `goneToo`"""
FILES["docs/told.md"] = TOLD
FOUND = {
    docs.lost_files: {"file gone.py in docs/told.md", "file templates/gone.html in docs/told.md"},
    docs.lost_names: {
        f"name {name} in docs/told.md" for name in ("gone_function", "vanished()", "GONE", "goneToo")
    },
    modules.unused_names: {"LOST in teams/shown.py", "lost_function in teams/shown.py"},
    modules.unused_members: {"Form.never in teams/shown.py"},
    modules.unused_messages: {"message odd in teams/shown.py"},
    modules.unused_settings: {"setting FORGOTTEN"},
    pages.unused_templates: {"template lost.html"},
    pages.unused_blocks: {"block left in base.html"},
    pages.unused_tags: {"tag or filter oddly in teams/templatetags/odd.py"},
    pages.unused_loads: {"load of odd in base.html"},
    pages.unused_scripts: {"script lost.js", "export of alone in part.js"},
    pages.unused_attributes: {"attribute data-lost"},
    pages.unused_names_of_pages: {"name of a page lost"},
    styles.unused_classes: {"class .card--gone"},
    styles.unused_in_sass: {"in Sass $left", "in Sass %over"},
    styles.unused_style_sheets: {"style sheet _lost.scss"},
    styles.unused_pictures: {"picture lost.svg"},
}


@pytest.fixture
def tree(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Tree(tmp_path)


@pytest.mark.parametrize("check", FOUND, ids=lambda check: check.__name__)
def test_it_finds_what_nobody_uses_and_nothing_else(check, tree):
    assert set(check(tree)) == FOUND[check]


def test_every_check_is_among_these():
    assert FOUND.keys() == {*docs.DOCS, *modules.MODULES, *pages.PAGES, *styles.STYLES}
