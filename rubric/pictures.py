"""The picture set: OpenMoji's drawings and their English names, where set-up installed them. No Django, no database."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as Tree

PACKAGE = Path(__file__).parent.parent / "node_modules/openmoji"
MOST = 24  # pictures that somebody can compare at a time
SHORT = 3  # letters of a word that begins many others
ENDINGS = ("ing", "ed", "er")  # with which a word goes on that stays the same word
NOWHERE = 100  # further than any word that is there
AS_PICTURE = "\ufe0f"  # behind a sign that could also be a letter; people's keyboards add it or leave it out

SVG = "http://www.w3.org/2000/svg"
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "defs", "clipPath"}
GEOMETRY = {"viewBox", "d", "points", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry"}
GEOMETRY |= {"width", "height", "transform"}
PAINT = {"fill", "fill-rule", "fill-opacity", "opacity", "display", "paint-order", "clip-path", "clip-rule"}
PAINT |= {"stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"}
PAINT |= {"stroke-dasharray", "stroke-opacity"}


class NoSuchPicture(Exception):
    """The picture set has no drawing by this code."""


@dataclass(frozen=True)
class Picture:
    code: str
    name: str
    emoji: str = ""
    tags: str = ""
    has_skin_tone: bool = False


@cache
def codes() -> frozenset[str]:
    """Of all drawings there are. None, where the package isn't installed: then nothing can be chosen or published."""
    return frozenset(path.stem for path in (PACKAGE / "color/svg").glob("*.svg"))


def draw(code: str) -> str:
    """The drawing as an SVG that can be kept and served."""
    if code not in codes():
        raise NoSuchPicture(code)
    return cleaned((PACKAGE / f"color/svg/{code}.svg").read_text("utf-8"))


def as_addresses(**chosen: str) -> dict[str, str]:
    """Drawings within a document that is taken along, by name. None where the set isn't installed."""
    return {name: _as_address(draw(code)) for name, code in chosen.items() if code in codes()}


def _as_address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def cleaned(svg: str) -> str:
    """Its shapes and their paint. What could run, fetch or load something is left out, and so is what draws nothing."""
    if "<!" in svg:  # nothing of what can be declared there is needed, and some of it blows a small file up
        raise ValueError("A drawing has a declaration or a comment in it.")
    root = _kept(Tree.fromstring(svg))  # noqa: S314 (declarations were refused)
    if root is None or root.tag != "svg":
        raise ValueError("This is no drawing.")
    root.set("xmlns", SVG)
    return Tree.tostring(root, encoding="unicode")


def digest(svg: str) -> str:
    return sha256(svg.encode()).hexdigest()[:16]


def _kept(element: Tree.Element) -> Tree.Element | None:
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    kept = Tree.Element(tag, {k: v for k, v in element.attrib.items() if _is_kept(tag, k, v)})
    kept.extend(below for child in element if (below := _kept(child)) is not None)
    draws_nothing = tag == "g" and not len(kept)
    return None if tag not in SHAPES or draws_nothing else kept


def _is_kept(tag: str, name: str, value: str) -> bool:
    is_known = name in GEOMETRY | PAINT or (tag, name) == ("clipPath", "id")
    return is_known and "url(" not in value.replace("url(#", "")


def name_of(code: str) -> str:
    """In English; a code that has no name is called by itself."""
    found = _named().get(code)
    return found.name if found else code


def find(typed: str) -> list[Picture]:
    """At most 24 pictures with these words in their names or tags, the nearest first. An emoji finds itself.

    People with a skin tone are left out: each of them is also there in yellow, which is nobody's.
    """
    wanted, emoji = _words(typed), typed.strip().replace(AS_PICTURE, "")
    if not wanted:
        return [picture for picture in _named().values() if picture.emoji == emoji != ""][:1]
    near = {
        picture: distance
        for picture in _named().values()
        if not picture.has_skin_tone and (distance := _distance(picture, wanted)) is not None
    }
    return sorted(near, key=lambda picture: (near[picture], len(picture.name)))[:MOST]


def named(code: str) -> Picture:
    return _named().get(code) or Picture(code, code)


def _distance(picture: Picture, wanted: list[str]) -> int | None:
    """The fewer, the nearer; None if it has none of the words."""
    name, tags = _words(picture.name), _words(picture.tags)
    distances = [_nearest(word, name, tags) for word in wanted]
    return None if min(distances) == NOWHERE else sum(distances)


def _nearest(wanted: str, name: list[str], tags: list[str]) -> int:
    """Whole words first, wherever they stand: “tea” is no teardrop. Then those that begin so."""
    places = (wanted in name, wanted in tags, _begins(wanted, name), _begins(wanted, tags))
    return places.index(True) if True in places else NOWHERE


def _begins(wanted: str, words: list[str]) -> bool:
    """“talk” is found for “talking”, and “talking” for “talk”, but no “part” for a “party”."""
    return any(word.startswith(wanted) or (len(word) > SHORT and _goes_on(word, wanted)) for word in words)


def _goes_on(word: str, wanted: str) -> bool:
    return wanted.startswith(word) and wanted.removeprefix(word) in ENDINGS


def _words(text: str) -> list[str]:
    """Letters and digits in small letters; of “hands” and “hand”, one."""
    words = re.findall(r"[^\W_]+", text.lower())
    return [word.removesuffix("s") if len(word) > SHORT else word for word in words]


@cache
def _named() -> dict[str, Picture]:
    """In the order of the set."""
    names = PACKAGE / "data/openmoji.json"
    entries = json.loads(names.read_text("utf-8")) if names.exists() else []
    return {
        entry["hexcode"]: Picture(
            code=entry["hexcode"],
            name=entry["annotation"],
            emoji=entry["emoji"].replace(AS_PICTURE, ""),
            tags=f"{entry['tags']} {entry['openmoji_tags']}",
            has_skin_tone=bool(entry["skintone"]),
        )
        for entry in entries
    }
