"""Names in the docs of what isn't there any more: files, and functions, classes, settings and fields."""

import re
from collections.abc import Iterator
from pathlib import Path

from script.unused.tree import APPS, FILLED_IN, Tree

FOLDERS = (*APPS, "templates", "static", "script", "bench", "tests", "docs")
IN_CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w-][\w./-]*\.(py|html|js|scss|css|md|yaml|toml|conf|txt)|[\w-]+/[\w./-]+")
NAME = re.compile(r"\w*(_|[a-z][A-Z])\w*|[A-Z]{4,}")  # what looks like no word of a language
ALLOWED = {"utils.py"}  # the docs say that there is none


def lost_files(tree: Tree) -> Iterator[str]:
    """A file may be named by the end of its path, and a decision by its number."""
    there = "".join(f"/{tree.name(path)}\n" for path in _files(tree.root))
    for doc, said in _in_docs(tree):
        if said not in ALLOWED and _is_file(said) and f"/{said.rstrip('/')}" not in there:
            yield f"file {said} in {doc}"


def lost_names(tree: Tree) -> Iterator[str]:
    texts = [path.read_text(errors="replace") for path in _files(tree.root) if path.suffix != ".md"]
    known = {word for text in texts for word in re.findall(r"\w+", text)}
    made = [text for text in tree.said_in_modules if FILLED_IN in text]
    for doc, said in _in_docs(tree):
        name = said.removesuffix("()")
        if name in known or not _is_name(said) or any(_may_be(text, name) for text in made):
            continue
        yield f"name {said} in {doc}"


def _files(root: Path) -> list[Path]:
    within = [path for folder in FOLDERS for path in (root / folder).rglob("*")]
    return [path for path in (*root.glob("*"), *within) if path.is_file()]


def _in_docs(tree: Tree) -> Iterator[tuple[str, str]]:
    docs = [path for path in _files(tree.root) if path.suffix == ".md" and path.name != "CHANGELOG.md"]
    for doc in sorted(docs):
        yield from ((tree.name(doc), said) for said in dict.fromkeys(IN_CODE.findall(doc.read_text())))


def _is_file(said: str) -> bool:
    found = FILE.fullmatch(said)
    return bool(found) and (bool(found[1]) or said.partition("/")[0] in FOLDERS)


def _is_name(said: str) -> bool:
    return bool(NAME.fullmatch(said.removesuffix("()")) or re.fullmatch(r"\w+\(\)", said))


def _may_be(text: str, name: str) -> bool:
    """As a name that is put together where it is asked for."""
    return (
        bool(re.fullmatch(re.escape(text).replace(FILLED_IN, r"\w+"), name)) and text.strip(FILLED_IN) != ""
    )


DOCS = (lost_files, lost_names)
