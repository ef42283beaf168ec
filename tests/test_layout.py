"""How the house is kept: sizes, names, and what may stand in a file. The order of imports is import-linter's."""

import ast
import re
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

from rubric import plain_words

ROOT = Path(__file__).resolve().parent.parent
APPS = ("coprod_reflect", "demo", "teams", "rubric", "assessments", "reports")
MODULES = [
    path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LETTERS = sorted((ROOT / "templates").rglob("*.txt"))
PURE = [
    ROOT / entry for entry in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]
]
PURE_MODULES = [
    path for entry in PURE for path in (sorted(entry.rglob("*.py")) if entry.is_dir() else [entry])
]

FOR_FILES = {"yaml", "docx", "lxml", "PIL", "fontTools"}  # they read and write files, and know no app

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager", "managers"}
SAYS_NOTHING |= {"mixins", "signals", "tools", "lib", "shared"}
SHOWN_ATTRIBUTES = {"aria-label", "title", "alt", "placeholder", "value", "content"}
UNWANTED = re.compile(
    r"\b(service users?|clients?|surveys?|respondents?|complian(ce|t)|(?<!auto-)submit(s|ted|ting)?|submissions?)\b"
    r"|(?<!\bno )(?<!\bnot a )\bscor(e|es|ed|ing)\b",
    re.IGNORECASE,
)
FOR_MACHINES = {"asgi.py": {"client"}}  # keys of a protocol
FOR_MACHINES["plain_words.py"] = {plain_words.UNWANTED.pattern}  # what editors are advised against


def name(path):
    return str(path.relative_to(ROOT))


def test_module_names_say_something():
    assert [name(path) for path in MODULES if path.stem in SAYS_NOTHING or re.search(r"\d$", path.stem)] == []


def test_modules_can_be_read_in_one_sitting():
    lines = {path: len(path.read_text().splitlines()) for path in MODULES}
    assert [name(path) for path in MODULES if lines[path] > (400 if path.stem == "models" else 250)] == []


def test_modules_catch_only_what_they_name():
    """But where a timer goes on with the next: there all is told at the end (teams/one_by_one.py)."""
    for path in {*MODULES} - {ROOT / "teams/one_by_one.py"}:
        for handler in ast.walk(ast.parse(path.read_text())):
            if isinstance(handler, ast.ExceptHandler):
                caught = ast.unparse(handler.type) if handler.type else "everything"
                assert not re.search(r"everything|\b(Base)?Exception\b", caught), f"{path}:{handler.lineno}"


def test_what_modules_say_to_people_is_in_our_words():
    for path in MODULES:
        tree = ast.parse(path.read_text())
        for_programmers = {id(text) for text in _docstrings(tree)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in for_programmers
                and node.value not in FOR_MACHINES.get(path.name, ())
            ):
                assert not UNWANTED.search(node.value), f"{path}:{node.lineno}: {node.value}"


def test_the_words_for_roles_stand_in_one_place():
    """They are compared with what the database holds; each is written once."""
    words = {"member", "facilitator", "admin", "rubric-editor"}
    for path in MODULES:
        if name(path) == "teams/roles.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            said = [] if isinstance(node, ast.Dict) else ast.iter_child_nodes(node)
            found = {each.value for each in said if isinstance(each, ast.Constant)}
            assert not found & words, f"{path}:{node.lineno}"
            assert not (isinstance(node, ast.Assign) and _names_a_role(node)), f"{path}:{node.lineno}"


def _names_a_role(node):
    """As in “ADMIN = OrganisationRole.Role.ADMIN”."""
    return bool(re.search(r"= \w+\.Role\.\w+$", ast.unparse(node)))


def _docstrings(tree):
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]


def test_pure_modules_know_no_framework():
    pure = {
        name(module).removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
        for module in PURE_MODULES
    }
    for path in PURE_MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            for imported in _imported(node, pure):
                known = imported.split(".")[0] in sys.stdlib_module_names | FOR_FILES
                assert known or imported in pure, f"{path}: {imported} isn’t pure"


def _imported(node, modules):
    """Of “from package import name”, the name where that is a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    named = [f"{node.module}.{alias.name}" for alias in node.names]
    return [one if one in modules else node.module for one in named]


class Page(HTMLParser):
    """A template as its readers and the content security policy see it."""

    def __init__(self, path):
        super().__init__()
        self.words, self.attributes, self.inline_scripts = [], [], 0
        self.feed(re.sub(r"{#.*?#}|{% comment.*?endcomment %}|!=", "", path.read_text(), flags=re.DOTALL))

    def handle_starttag(self, tag, attributes):
        self.attributes += [key for key, value in attributes if value is not None]
        self.words += [value for key, value in attributes if key in SHOWN_ATTRIBUTES and value]
        self.inline_scripts += tag == "style" or (tag == "script" and "src" not in dict(attributes))

    def handle_data(self, data):
        self.words.append(data)


def test_templates_are_short():
    assert [name(path) for path in TEMPLATES if len(path.read_text().splitlines()) > 60] == []


def test_templates_keep_scripts_and_styles_in_files_of_their_own():
    for path in TEMPLATES:
        page = Page(path)
        assert not page.inline_scripts, path
        assert not [key for key in page.attributes if key == "style" or key.startswith("on")], path


def test_what_templates_say_is_in_our_words():
    for path in TEMPLATES + LETTERS:
        for text in Page(path).words:
            assert not UNWANTED.search(text), f"{path}: {text}"
            assert "!" not in text, f"{path}: {text}"
