"""Functions, classes, constants, members of classes and settings that no module and no template mentions."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import global_settings

from script.unused.tree import APPS, Tree

NAME = re.compile(r"[A-Za-z_]\w*")
FOR_DJANGO = {"Meta", "Media", "Command", "urlpatterns"}
FOR_DJANGO |= {"handler400", "handler403", "handler404", "handler500"}
FOR_DJANGO |= {"DATE_FORMAT", "TIME_FORMAT", "DATETIME_FORMAT"}
ALLOWED = {
    "ROOT_URLCONF",  # Django has no default for it
    "USERNAME_FIELD",  # Django’s own sign-in asks for these
    "EMAIL_FIELD",
    "create_superuser",
    "SessionStore",  # of the module that SESSION_ENGINE names
    "import_document",  # as tests bring a rubric in
    "forget",  # tests begin with nothing kept
}
SETTINGS = "coprod_reflect/settings.py"
OF_PACKAGES = ("ACCOUNT_", "CRISPY_", "WHITENOISE_")


def unused_names(tree: Tree) -> Iterator[str]:
    """What stands at a module's margin is used where its module names it, or where it is imported or reached."""
    elsewhere = _named_elsewhere(tree)
    dotted = {text.rpartition(".")[2] for text in tree.said_in_modules if "." in text}
    for path, module in _own(tree):
        stem = path.parent.name if path.stem == "__init__" else path.stem
        known = FOR_DJANGO | ALLOWED | dotted | elsewhere[stem]
        named = _named_within(module)
        for node in module.body:
            lost = [name for name in _defined(node) if name not in known and named[name] <= {node}]
            yield from (f"{name} in {tree.name(path)}" for name in lost)


def _own(tree: Tree) -> Iterator[tuple[Path, ast.Module]]:
    for path, module in tree.modules.items():
        if "migrations" not in path.parts and path.stem != "apps" and tree.name(path) != SETTINGS:
            yield path, module


def _named_elsewhere(tree: Tree) -> dict[str, set[str]]:
    """By the last part of a module's name: what others import from it, or reach through it."""
    found = defaultdict(set)
    for nodes in tree.nodes.values():
        imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
        called = {alias.asname or alias.name: alias.name for each in imports for alias in each.names}
        for each in imports:
            found[each.module.rpartition(".")[2]] |= {alias.name for alias in each.names}
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found[called.get(node.value.id, "")].add(node.attr)
    return found


def _defined(node: ast.AST) -> list[str]:
    """Python and Django call some by themselves: what stands between underlines, and what is registered."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        names = [] if "register" in ast.unparse(node.decorator_list) else [node.name]
    else:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = [each.id for each in targets if isinstance(each, ast.Name)]
    return [name for name in names if not name.startswith("__")]


def _named_within(module: ast.Module) -> dict[str, set[ast.stmt]]:
    """By which statements at the margin. A function that only calls itself isn't called."""
    found = defaultdict(set)
    for statement in module.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found[node.id].add(statement)
    return found


def unused_members(tree: Tree) -> Iterator[str]:
    """Fields of forms, columns, methods: what a class has is used where any module or template names it."""
    named = _named_in_modules(tree) | {name for tag in tree.tags for name in NAME.findall(tag)}
    for path, module in _own(tree):
        for each, owner in _classes(module.body):
            members = {name for node in each.body for name in _defined(node)} - named - ALLOWED - FOR_DJANGO
            asked = _asked_for(tree.name(path), owner) if members and each.bases else ()
            yield from (f"{owner}.{name} in {tree.name(path)}" for name in sorted(members.difference(asked)))


def _named_in_modules(tree: Tree) -> set[str]:
    nodes = [node for each in tree.nodes.values() for node in each]
    loaded = [node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Load)]
    named = {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in loaded}
    texts = [text for text in tree.said_in_modules if "_" in text or NAME.fullmatch(text)]
    said = {name for text in texts for name in NAME.findall(text)}
    asked = {each.arg for node in nodes if isinstance(node, ast.Call) for each in _asked(node) if each.arg}
    return {part for name in named | said | asked for part in (name, *name.split("__"))}


def _asked(call: ast.Call) -> list[ast.keyword]:
    """As in `filter(name=…)`. To fill a field in, where something is made, isn't yet to use it."""
    function = ast.unparse(call.func).rpartition(".")[2]
    return [] if function[:1].isupper() else call.keywords


def _classes(body: list[ast.stmt], within: str = "") -> Iterator[tuple[ast.ClassDef, str]]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name not in FOR_DJANGO:
            yield node, within + node.name
            yield from _classes(node.body, f"{within}{node.name}.")


def _asked_for(module: str, owner: str) -> set[str]:
    """By the classes of libraries that this one is made of: they have the same names. Members of an Enum are values."""
    found = import_module(module.removesuffix(".py").replace("/", "."))
    for part in owner.split("."):
        found = getattr(found, part)
    theirs = [base for base in found.__mro__ if base.__module__.partition(".")[0] not in APPS]
    cleaned = {f"clean_{field}" for field in getattr(found, "base_fields", ())}
    values = found.__members__ if issubclass(found, Enum) else ()
    return cleaned.union(values, *map(dir, theirs))


def unused_settings(tree: Tree) -> Iterator[str]:
    module = tree.modules[tree.root / SETTINGS]
    read = _named_in_modules(tree)
    for name in sorted({name for node in module.body for name in _defined(node)} - read - ALLOWED):
        if not hasattr(global_settings, name) and not name.startswith(OF_PACKAGES):
            yield f"setting {name}"


def unused_messages(tree: Tree) -> Iterator[str]:
    """Words for a mistake that no field tells by this name."""
    told = {name for field in _their_fields() for name in field.default_error_messages}
    told |= DefaultAccountAdapter.error_messages.keys()
    for path, nodes in tree.nodes.items():
        for name in _told_by(nodes):
            if name not in told | ALLOWED and tree.said_in_modules.count(name) < 2:
                yield f"message {name} in {tree.name(path)}"


def _their_fields() -> list[type]:
    kinds = [each for each in vars(forms).values() if isinstance(each, type)]
    return [each for each in kinds if hasattr(each, "default_error_messages")]


def _told_by(nodes: list[ast.AST]) -> list[str]:
    found = []
    for node in nodes:
        named = [node.arg] if isinstance(node, ast.keyword) else _defined(node)
        value = getattr(node, "value", None)
        if isinstance(value, ast.Dict) and {"error_messages", "default_error_messages"} & set(named):
            found += [key.value for key in value.keys if isinstance(key, ast.Constant)]
    return found


MODULES = (unused_names, unused_members, unused_settings, unused_messages)
