"""The project's files, as the checks read them: without comments, and what stands in quotes apart."""

import ast
import re
from functools import cached_property
from pathlib import Path

APPS = ("coprod_reflect", "demo", "reports", "assessments", "rubric", "teams")
TAG = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
FILLED_IN = "\0"  # stands in a text for what is filled in where it is used


class Tree:
    def __init__(self, root: Path):
        self.root = root

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.root))

    @cached_property
    def modules(self) -> dict[Path, ast.Module]:
        paths = [path for app in APPS for path in sorted((self.root / app).glob("**/*.py"))]
        return {path: ast.parse(path.read_text()) for path in paths}

    @cached_property
    def nodes(self) -> dict[Path, list[ast.AST]]:
        """All of each module's, since walking through them takes longer than what is done with them."""
        return {path: list(ast.walk(module)) for path, module in self.modules.items()}

    @cached_property
    def templates(self) -> dict[str, str]:
        folder = self.root / "templates"
        found = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*.*"))}
        return {name: _without_comments(path.read_text()) for name, path in found.items()}

    @cached_property
    def scripts(self) -> dict[str, str]:
        paths = sorted((self.root / "static/js").glob("*.js"))
        return {path.name: re.sub(r"(?<!:)//.*", "", path.read_text()) for path in paths}

    @cached_property
    def styles(self) -> dict[str, str]:
        paths = sorted((self.root / "static/scss").glob("*.scss"))
        return {path.stem: re.sub(r"(?<!:)//.*", "", path.read_text()) for path in paths}

    @cached_property
    def built_styles(self) -> list[str]:
        return [path.read_text() for path in sorted((self.root / "static/built").glob("*.css"))]

    @cached_property
    def tags(self) -> list[str]:
        return [tag for text in self.templates.values() for tag in TAG.findall(text)]

    @cached_property
    def said_in_modules(self) -> list[str]:
        """Docstrings apart, and the list of all tables."""
        modules = [nodes for path, nodes in self.nodes.items() if path.stem != "0001_initial"]
        return [text for nodes in modules for text in _texts(nodes)]

    @cached_property
    def said_in_templates(self) -> list[str]:
        quoted = [found for tag in self.tags for found in re.findall(r"\"([^\"]*)\"|'([^']*)'", tag)]
        return [double or single for double, single in quoted]

    @cached_property
    def said_in_scripts(self) -> list[str]:
        texts = [re.sub(r"\$\{.*?\}", FILLED_IN, text) for text in self.scripts.values()]
        return [found for text in texts for found in re.findall(r"[\"'`]([^\"'`\n]*)", text)]


def _without_comments(text: str) -> str:
    return re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", text, flags=re.DOTALL)


def _texts(nodes: list[ast.AST]) -> list[str]:
    apart = {id(part) for node in nodes for part in _said_by_others(node)}
    texts = [node for node in nodes if id(node) not in apart]
    return [text for node in texts if (text := _text(node)) is not None]


def _said_by_others(node: ast.AST) -> list[ast.AST]:
    """A docstring, or the pieces of an f-string, which is read as a whole."""
    if isinstance(node, ast.JoinedStr):
        return [part for part in node.values if isinstance(part, ast.Constant)]
    return [node.value] if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) else []


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or FILLED_IN for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
