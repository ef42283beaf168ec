"""Templates, their blocks, tags and filters, scripts, and names of pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth

from script.unused.tree import FILLED_IN, Tree

THEIRS = Path(allauth.__file__).parent / "templates"
WHERE_IT_WENT_WRONG = re.compile(r"\d{3}(_csrf)?\.html")  # Django looks for them by these names
ALLOWED = {
    "forms/whole_uni_form.html",  # crispy draws {% crispy form %} with it
    "forms/layout/fieldset.html",  # … and a layout's Fieldset
    "remark_on_statement",  # its link goes on from the address of the page that it stands on
    "account_inactive",  # allauth looks for these pages by their names
    "account_request_login_code",
    "account_signup",
    "favicon",  # browsers look for its address
}
LIBRARY = {  # what we use of others’ libraries
    "static": {"static"},
    "crispy_forms_tags": {"crispy"},
    "crispy_forms_filters": {"crispy", "as_crispy_errors", "as_crispy_field"},
    "crispy_forms_field": {"crispy_field", "css_class", "is_checkbox", "is_radioselect", "is_select"},
}


def unused_templates(tree: Tree) -> Iterator[str]:
    said = {*tree.said_in_modules, *tree.said_in_templates}
    composed = [_pattern(text) for text in said if FILLED_IN in text and text.endswith((".html", ".txt"))]
    for name in tree.templates:
        known = name in said | ALLOWED or WHERE_IT_WENT_WRONG.fullmatch(name) or (THEIRS / name).exists()
        if not known and not any(pattern.fullmatch(name) for pattern in composed):
            yield f"template {name}"


def _pattern(text: str) -> re.Pattern:
    return re.compile("[^/]+".join(map(re.escape, text.split(FILLED_IN))))


def unused_blocks(tree: Tree) -> Iterator[str]:
    """A block is for a page that fills in what another one leaves open."""
    above = {name: _extended(text) for name, text in tree.templates.items()}
    blocks = {name: set(re.findall(r"{% block (\w+)", text)) for name, text in tree.templates.items()}
    for name, own in blocks.items():
        related = [other for other in blocks if name in _line(other, above) or other in _line(name, above)]
        shared = set().union(*(blocks[other] for other in related))
        yield from (f"block {block} in {name}" for block in sorted(own - shared))


def _extended(text: str) -> str | None:
    found = re.search(r'{% extends "([^"]+)"', text)
    return found and found[1]


def _line(name: str, above: dict[str, str | None]) -> Iterator[str]:
    while name := above.get(name):
        yield name


def unused_tags(tree: Tree) -> Iterator[str]:
    called = {
        name for tag in tree.tags for name in re.findall(r"{%\s*(\w+)|\|\s*(\w+)", tag) for name in name
    }
    for path in tree.modules:
        if path.parent.name == "templatetags":
            yield from (
                f"tag or filter {name} in {tree.name(path)}" for name in sorted(_offered(tree, path) - called)
            )


def unused_loads(tree: Tree) -> Iterator[str]:
    ours = {path.stem: _offered(tree, path) for path in tree.modules if path.parent.name == "templatetags"}
    for name, text in tree.templates.items():
        called = set(re.findall(r"{%\s*(\w+)|\|\s*(\w+)", text))
        for loaded in re.findall(r"{% load ([^%]+) %}", text):
            for library in loaded.split():
                if not (ours | LIBRARY)[library] & {one for pair in called for one in pair}:
                    yield f"load of {library} in {name}"


def _offered(tree: Tree, path: Path) -> set[str]:
    functions = [node for node in tree.modules[path].body if isinstance(node, ast.FunctionDef)]
    return {_registered(node) for node in functions if "register." in ast.unparse(node.decorator_list)}


def _registered(function: ast.FunctionDef) -> str:
    named = re.search(r"name='(\w+)'|\('(\w+)'", ast.unparse(function.decorator_list))
    return next(filter(None, named.groups())) if named else function.name


def unused_scripts(tree: Tree) -> Iterator[str]:
    said = {*tree.said_in_templates, *tree.said_in_modules}
    tests = [path.read_text() for path in (tree.root / "tests/js").glob("*.js")]
    for name, text in tree.scripts.items():
        others = "\n".join([*tests, *(other for which, other in tree.scripts.items() if which != name)])
        if f"built/js/{name}" not in said and f"./{name}" not in others:
            yield f"script {name}"
        for exported in re.findall(r"export (?:async )?(?:const|let|function|class) (\w+)", text):
            if not re.search(rf"import [^;]*\b{exported}\b|\.{exported}\b", others):
                yield f"export of {exported} in {name}"


def unused_attributes(tree: Tree) -> Iterator[str]:
    """What a page tells a script or a style in a `data-` attribute that neither reads."""
    read = "\n".join([*tree.scripts.values(), *tree.styles.values()])
    composed = tuple(re.findall(rf"(data-[\w-]+-){FILLED_IN}", "\n".join(tree.said_in_scripts)))
    pages = "\n".join([*tree.templates.values(), *tree.said_in_modules])
    for name in sorted(set(re.findall(r"\bdata-([a-z-]*[a-z])\b", pages))):
        in_scripts = re.sub(r"-(\w)", lambda found: found[1].upper(), name)
        is_read = re.search(rf"data-{name}\b|\b{in_scripts}\b|[\"'`]{name}[\"'`]", read)
        if not is_read and not f"data-{name}".startswith(composed):
            yield f"attribute data-{name}"


def unused_names_of_pages(tree: Tree) -> Iterator[str]:
    said = [*tree.said_in_modules, *tree.said_in_templates]
    composed = [_pattern(text) for text in said if re.fullmatch(rf"[a-z_]+_{FILLED_IN}", text)]
    for nodes in tree.nodes.values():
        for name in sorted(_named(nodes) - ALLOWED):
            if said.count(name) < 2 and not any(pattern.fullmatch(name) for pattern in composed):
                yield f"name of a page {name}"


def _named(nodes: list[ast.AST]) -> set[str]:
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    keywords = [each for call in calls if ast.unparse(call.func) == "path" for each in call.keywords]
    return {each.value.value for each in keywords if each.arg == "name"}


PAGES = (
    unused_templates,
    unused_blocks,
    unused_tags,
    unused_loads,
    unused_scripts,
    unused_attributes,
    unused_names_of_pages,
)
