"""Classes, and what stands in the Sass for others to use."""

import re
from collections.abc import Iterator

from script.unused.tree import FILLED_IN, Tree

THEIRS = "govuk-"  # what no page has of these, script/drop-unused-styles.js takes out
IN_CLASS = re.compile(r'class="((?:{%.*?%}|{{.*?}}|[^"])*)"', re.DOTALL)
CLASSES = re.compile(rf"[\w{FILLED_IN} -]+")  # a text that could be classes

# What a style sheet offers, and how it is used there.
OFFERED = {
    r"@mixin ([\w-]+)": r"@include (?:[\w-]+\.)?{}(?![\w-])",
    r"@keyframes ([\w-]+)": r"animation[\w-]*:[^;]*(?<![\w-]){}(?![\w-])",
    r"(?m)^\s*(\$(?!govuk-)[\w-]+):": r"{}(?![\w-]*\s*:)(?![\w-])",
    r"(?m)^\s*(%[\w-]+)": r"@extend {}(?![\w-])",
    r"(?m)^\s*(--(?!govuk-)[\w-]+):": r"var\({}(?![\w-])",
}


def unused_classes(tree: Tree) -> Iterator[str]:
    mentioned = [name for text in _mentions(tree) for name in re.findall(rf"[\w{FILLED_IN}-]+", text)]
    whole = {part for name in mentioned for part in name.split(FILLED_IN)}
    composed = [
        re.compile("(.+)".join(map(re.escape, name.split(FILLED_IN))))
        for name in set(mentioned)
        if _begins(name)
    ]
    for name in sorted(_classes(tree) - whole):
        if not any(_fits(name, pattern, whole) for pattern in composed):
            yield f"class .{name}"


def _classes(tree: Tree) -> set[str]:
    selectors = [found for text in tree.built_styles for found in re.findall(r"([^{};@]*)\{", text)]
    names = {name for selector in selectors for name in re.findall(r"\.([A-Za-z_][\w-]*)", selector)}
    return {name for name in names if not name.startswith(THEIRS)}


def _mentions(tree: Tree) -> list[str]:
    said = tree.said_in_modules + tree.said_in_templates + tree.said_in_scripts
    in_tags = [found for text in tree.templates.values() for found in IN_CLASS.findall(text)]
    return [text for text in said if CLASSES.fullmatch(text)] + [_filled_in(text) for text in in_tags]


def _filled_in(text: str) -> str:
    """“{{ a }}” and an “{% if %}” right behind a hyphen make a class; other tags stand between classes."""
    text = re.sub(r"(?<=-){%.*?%}", f"{FILLED_IN} ", text, flags=re.DOTALL)
    return re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", FILLED_IN, text, flags=re.DOTALL), flags=re.DOTALL)


def _begins(name: str) -> bool:
    return bool(re.match(rf"[a-z][\w-]*(--|__){FILLED_IN}", name))


def _fits(name: str, composed: re.Pattern, whole: set[str]) -> bool:
    """Filled in with a number, or with what is said somewhere."""
    found = composed.fullmatch(name)
    return bool(found) and all(part.isdecimal() or part in whole for part in found.groups())


def unused_in_sass(tree: Tree) -> Iterator[str]:
    sass = "\n".join(tree.styles.values())
    for offer, use in OFFERED.items():
        for name in sorted(set(re.findall(offer, sass))):
            if not re.search(use.format(re.escape(name)), sass):
                yield f"in Sass {name}"


def unused_style_sheets(tree: Tree) -> Iterator[str]:
    sass = "\n".join(tree.styles.values())
    said = {*tree.said_in_modules, *tree.said_in_templates}
    for name in tree.styles:
        part = name.removeprefix("_")
        used = (
            re.search(rf'@(use|forward) "{part}"', sass)
            if part != name
            else {part, f"built/{part}.css"} & said
        )
        if not used:
            yield f"style sheet {name}.scss"


def unused_pictures(tree: Tree) -> Iterator[str]:
    said = {*tree.said_in_modules, *tree.said_in_templates}
    sass = "\n".join(tree.styles.values())
    for path in sorted((tree.root / "static/img").glob("*")):
        if f"img/{path.name}" not in said and path.name not in sass:
            yield f"picture {path.name}"


STYLES = (unused_classes, unused_in_sass, unused_style_sheets, unused_pictures)
